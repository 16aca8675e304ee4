"""What a text says of members, counts, duties and vetoes, held against the standing order."""

from __future__ import annotations

import pytest

from ramify.reading.factcheck.check import Check
from ramify.reading.factcheck.standing_facts import assertions
from ramify.reading.statements import Document, Reading
from ramify.world.world import World


def checked(text: str, world: World, published: str = "2024-01-03") -> list[Check]:
    document = Document.model_validate(
        {"id": "d", "name": "d.txt", "text": text, "published": published}
    )
    return list(assertions(Reading(document=document, reader="test"), world))


@pytest.mark.parametrize(
    ("text", "verdict", "value"),
    [
        ("Finland is a member of NATO.", "agrees", "from 2023-04-04"),
        ("Finland was a NATO member.", "agrees", "from 2023-04-04"),
        ("Ukraine is not a member of NATO.", "agrees", "no member of NATO at any time"),
        ("Sweden is a member of NATO.", "differs", "from 2024-03-07"),
        ("In 2010 Finland was not a member of NATO.", "agrees", "from 2023-04-04"),
        ("Every state on the Baltic but Russia is a member of NATO.", "agrees", "no member"),
        ("All of the north except Sweden is a member of NATO.", "agrees", "from 2024-03-07"),
        ("Each of them but Finland is a member of NATO.", "differs", "from 2023-04-04"),
        ("Every state there but Norway is not a member of NATO.", "agrees", "from 1949"),
        ("They all waited, but Finland is a member of NATO.", "agrees", "from 2023-04-04"),
        ("The 31 members of NATO met.", "agrees", "31 on 2024-01-03"),
        ("NATO's 45 members met.", "differs", "31 on 2024-01-03"),
        ("The treaty obliges the United States to defend Japan.", "agrees", "1960, V"),
        ("China is bound to assist North Korea.", "agrees", "1961, II"),
        ("The pact obliges Russia to defend Iran.", "differs", "no duty of defense"),
        ("China is North Korea's only treaty ally.", "agrees", "CHN"),
        ("Russia cast its third veto in 2023.", "agrees", "3 in 2023"),
        ("Russia cast its ninth veto in 2023.", "differs", "3 in 2023"),
    ],
)
def test_what_is_on_file_decides(text: str, verdict: str, value: str, world: World) -> None:
    (one,) = checked(text, world)
    assert (one.verdict, one.evidence.quote) == (verdict, text)
    assert one.value and value in one.value and one.source


@pytest.mark.parametrize(
    "text",
    [
        "If Georgia is a member of NATO one day, much will change.",
        "Is Sweden a member of NATO?",
        "The five members of NATO that objected left.",
        "Sweden will be a member of NATO.",
        "Sweden hopes that the treaty obliges the United States to defend Sweden.",
    ],
)
def test_conditions_questions_plans_and_parts_state_nothing(text: str, world: World) -> None:
    assert checked(text, world) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Germany was a member of the Warsaw Pact.", "a state before it may be meant"),
        ("Peru is bound to defend Norway.", "no pact in force between the two is on file"),
        ("It was the third time that Germany condemned Iran.", "complete list"),
        ("North Korea was the fourth country that Putin visited.", "not what is meant"),
    ],
)
def test_in_doubt_it_is_not_in_the_record_and_says_why(text: str, why: str, world: World) -> None:
    (one,) = checked(text, world)
    assert one.verdict == "not in the record" and why in (one.why or "")


def test_every_state_of_a_list_is_checked(world: World) -> None:
    found = checked("Finland and Sweden are members of NATO.", world)
    assert [(one.says[:3], one.verdict) for one in found] == [("FIN", "agrees"), ("SWE", "differs")]


def test_after_the_last_day_of_the_facts_nothing_is_checked(world: World) -> None:
    assert checked("Finland is a member of NATO.", world, published="2031-01-01") == []
