"""Dates that a clause with `when` gives to an act, or takes from the words before it.

The last two of each kind were read for the first time when the rules were done.
"""

from __future__ import annotations

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")

_WORLD = World.packaged()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Relations have been poor since 2020, when Bulgaria attacked North Macedonia.", "2020"),
        ("The mood has been sour since May 2019 when Kenya bombed Somalia.", "2019-05"),
        ("Trade has been low since 2011, when Turkey imposed sanctions on Syria.", "2011"),
        ("Ties have been cool since 2016, when Peru expelled the ambassador of Chile.", "2016"),
        ("There has been no flight since March 2021, when Chad invaded Sudan.", "2021-03"),
        ("Two soldiers of Benin were killed when gunmen attacked a post on Monday.", "2024-03-04"),
        ("Kenyan troops were wounded when rebels shelled a camp on Tuesday.", "2024-03-05"),
        ("Four Malian soldiers were killed when jihadists raided a base on 2 March.", "2024-03-02"),
        (
            "A Chadian soldier was killed when Sudanese troops fired on a post on Monday.",
            "2024-03-04",
        ),
        ("Three Indian soldiers were killed when militants ambushed them on Friday.", "2024-03-08"),
    ],
)
def test_when_gives_an_act_its_date(text: str, when: str) -> None:
    document = from_bytes(text.encode(), name="text.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    events = RulesReader().read(document, _WORLD).events
    assert events
    assert {str(event.when) for event in events} == {when}
