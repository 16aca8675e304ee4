"""Dyad-years: the same answer as the engine's own on any day, and as ATOP's flags on all."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify import World
from ramify.reasoning.obligations import owed_between
from ramify.reasoning.obligations.questions.dyad_years import ties
from ramify.reasoning.validation.pact_check import check_pacts
from ramify.reasoning.validation.two_centuries import DyadYearAgreement, compare
from ramify.world.sources.atop import TYPES, guarantees
from tests.conftest import more

WORLD = World.packaged()
DATED = {code: pact for code, pact in WORLD.pacts.items() if pact.in_force}
TIES = [tie for pact in DATED.values() for tie in ties(pact, TYPES)]
PAIRS = sorted({(tie.actor, tie.to) for tie in TIES if tie.what})


@given(st.sampled_from(PAIRS), st.dates(date(1816, 1, 1), date(2025, 6, 30)))
@pytest.mark.many
@settings(max_examples=more(60, 150), deadline=None)
def test_ties_hold_on_a_day_exactly_if_the_engine_says_it_is_owed(
    pair: tuple[str, str], on: date
) -> None:
    actor, to = pair
    ours = {
        (tie.pact, tie.article, tie.what)
        for tie in TIES
        if tie.what and (tie.actor, tie.to) == pair and tie.start <= on <= tie.end
    }
    engine = {
        (owing.pact, owing.article, owing.what)
        for owing in owed_between(WORLD.at(on), actor, to)
        if owing.actor == actor and owing.what in TYPES and owing.pact in DATED
    }
    assert ours == engine


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_ties_agree_with_the_engine_around_their_first_day(days: int) -> None:
    for tie in [tie for tie in TIES if tie.what][:: len(TIES) // 40]:
        on = tie.start + timedelta(days=days)
        owed = {
            (o.pact, o.article, o.what)
            for o in owed_between(WORLD.at(on), tie.actor, tie.to)
            if o.actor == tie.actor
        }
        same = [
            t.start <= on <= t.end
            for t in TIES
            if (t.actor, t.to, t.pact, t.article, t.what)
            == (tie.actor, tie.to, tie.pact, tie.article, tie.what)
        ]
        assert ((tie.pact, tie.article, tie.what) in owed) is any(same)


@pytest.fixture(scope="module")
def found(shared: Path) -> DyadYearAgreement:
    folder = shared / "data" / "alliances"
    return compare(folder, folder / "atop51_ddy_flags.csv.gz", WORLD)


@pytest.mark.shared
@pytest.mark.slow
def test_two_centuries_agree_but_for_what_is_explained(found: DyadYearAgreement) -> None:
    assert (found.published, found.derived, found.agree) == (273_296, 273_314, 273_256)
    assert found.causes() == {
        "no COW number": 20,
        "treaty text against flags": 24,
        "two phases in one year": 14,
        "state had ended": 2,
    }


@pytest.mark.shared
@pytest.mark.slow
def test_reading_the_treaties_resolves_what_the_member_rows_cannot_say(
    found: DyadYearAgreement,
) -> None:
    causes = Counter(item.cause for item in found.by_rows)
    assert causes["owed to some of the members"] == 346
    assert causes["unexplained"] == 0


@pytest.mark.shared
def test_packaged_pacts_agree_with_atop_or_argue(shared: Path) -> None:
    checks = check_pacts(shared / "data" / "alliances", WORLD)
    assert len(checks) > 200
    assert not [check for check in checks if check.differences and not check.argued]


def test_packaged_pacts_know_the_same_guarantees() -> None:
    """Where a packaged pact is of the same alliance, it owes nobody that the reading leaves out."""
    by_number = {number: pact for pact in WORLD.pacts.values() for number in pact.atop}
    for known in guarantees():
        pact = by_number.get(known.atop)
        made = [t for t in TIES if pact and t.pact == pact.id and t.what == known.type]
        owed = {t.to for t in made if not known.by or t.actor in known.by}
        assert owed <= set(known.to), known
