"""Which claims stand on the page, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import Obliged
from ramify.briefing.page.claims import claims
from ramify.briefing.ramification import Held, Probability
from ramify.reading.statements import Holder
from tests.briefing.conftest import BriefOf
from tests.briefing.page.parts import claimed, place, sheet, told, turn, words

AUTHOR = Holder(name="the author")


def test_three_claims_are_told(brief_of: BriefOf) -> None:
    page = sheet(brief_of, claimed=tuple(map(claimed, range(4))))
    assert words(claims(page)) == [f"China may rue step {n}" for n in range(3)]


def test_a_claim_that_names_two_sides_comes_before_one_that_names_one(brief_of: BriefOf) -> None:
    one, two = claimed(1, actors=("CHN",)), claimed(2, actors=("CHN", "JPN"))
    assert words(claims(sheet(brief_of, claimed=(one, two)))) == [two.words, one.words]


def test_a_firm_claim_comes_before_one_that_is_only_possible(brief_of: BriefOf) -> None:
    firm = claimed(2, modality="likely")
    assert words(claims(sheet(brief_of, claimed=(claimed(1), firm)))) == [
        firm.words,
        claimed(1).words,
    ]


@pytest.mark.parametrize(
    ("content", "actors", "told"),
    [
        ("Russia must help North Korea", ("RUS", "PRK"), 0),
        ("Russia will help North Korea", ("RUS", "PRK"), 1),
        ("Russia must help Japan", ("RUS", "JPN"), 1),
    ],
)
def test_what_the_parties_of_a_treaty_must_do_is_no_claim(
    content: str, actors: tuple[str, ...], told: int, brief_of: BriefOf
) -> None:
    claim = claimed(1, {"words": content}, content=content, actors=actors)
    obliged = Obliged(turns=(turn("2024-06-19"),))
    assert len(claims(sheet(brief_of, claimed=(claim,), obliged=obliged))) == told


@pytest.mark.parametrize(
    ("action", "told_in", "told"), [("130", "lead", 0), ("130", "body", 1), ("111", "lead", 1)]
)
def test_what_its_holder_threatens_at_the_head_of_a_text_is_no_claim(
    action: str, told_in: str, told: int, brief_of: BriefOf
) -> None:
    act = Event(when="2024-06-30", actor="KOR", action=action, target="PRK", told_in=told_in)
    claim = claimed(1, actors=("KOR", "PRK"))
    assert len(claims(sheet(brief_of, claimed=(claim,), happened=(act,)))) == told


@pytest.mark.parametrize(("action", "rate"), [("190", 0.25), ("040", None)])
def test_talks_are_too_wide_a_class_for_the_chance_of_a_claim(
    action: str, rate: float | None, brief_of: BriefOf
) -> None:
    chance = Probability(chance=0.25, base_rate=0.2)
    claim = claimed(1, {"action": action, "expected": chance})
    [row] = claims(sheet(brief_of, claimed=(claim,)))
    assert row.chance == rate


@pytest.mark.parametrize(
    ("kind", "sources", "told"),
    [("recommendation", 1, 0), ("recommendation", 2, 1), ("forecast", 1, 1)],
)
def test_what_one_alone_recommends_is_not_told(
    kind: str, sources: int, told: int, brief_of: BriefOf
) -> None:
    claim = claimed(1, kind=kind)
    held = claim.strength.model_copy(update={"sources": sources})
    page = sheet(brief_of, claimed=(claim.model_copy(update={"strength": held}),))
    assert len(claims(page)) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, 0),
        ({"actors": ("PRK", "JPN")}, 0),
        ({"actors": ("JPN", "PRK")}, 1),
        ({"actors": ()}, 1),
        ({"cue": "would"}, 1),
        ({"modality": "likely"}, 1),
        ({"holder": Holder(name="Seoul", actor="KOR", kind="actor")}, 1),
        ({"action": "040"}, 1),
        ({"told_in": "body"}, 1),
    ],
)
def test_what_a_side_will_do_by_an_agreement_that_leads_a_text_is_no_claim(
    fields: dict[str, Any], told: int, brief_of: BriefOf
) -> None:
    said = {"modality": "unstated", "cue": "will", "actors": ("RUS",), "holder": AUTHOR}
    agreed = {"action": "057", "told_in": "lead", "actor": "RUS", "target": "PRK"}
    said |= {name: value for name, value in fields.items() if name in said}
    agreed |= {name: value for name, value in fields.items() if name in agreed}
    held = Held(modality=said["modality"], affirmed=True, holder=said["holder"], sources=1)
    claim = claimed(1, {"strength": held}, content="It leads to peace", **said)
    act = Event(when="2024-06-30", **agreed)
    assert len(claims(sheet(brief_of, claimed=(claim,), happened=(act,)))) == told


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({}, True),
        ({"actors": ("KOR", "CHN")}, True),
        ({"actors": ("CHN", "KOR")}, False),
        ({"actors": ()}, False),
        ({"content": "Seoul would answer"}, False),
        ({"cue": "vows"}, False),
    ],
)
def test_what_a_state_says_in_four_words_that_it_will_do_itself_comes_first(
    fields: dict[str, Any], first: bool, brief_of: BriefOf
) -> None:
    said = {"kind": "intention", "content": "Seoul would answer it", "cue": "would"}
    own = claimed(2, **{**said, "actors": ("KOR",), **fields})
    told = claims(sheet(brief_of, claimed=(claimed(1), own)))
    assert [row.verbatim == own.cause.said.claim.content for row in told] == [first, not first]


def test_a_plan_that_is_told_in_the_same_words_is_no_claim(brief_of: BriefOf) -> None:
    """Whoever read them."""
    claim = claimed(1, content="China will rue it", evidence=(place("China will rue it"),))
    other = claim.evidence[0].model_copy(update={"by": "another reader"})
    plan = told(days=-8, status="planned", evidence=(other,))
    assert not claims(sheet(brief_of, claimed=(claim,), planned=(plan,)))
    elsewhere = told("Russia will come.", start=90, days=-8, status="planned")
    assert claims(sheet(brief_of, claimed=(claim,), planned=(elsewhere,)))


@pytest.mark.parametrize(
    ("holder", "modality", "cue", "by", "firmness"),
    [
        (AUTHOR, "unstated", "will", "author", "will"),
        (AUTHOR, "unstated", None, "author", "-"),
        (Holder(name="Seoul", actor="KOR", kind="actor"), "likely", "will", "Seoul", "likely"),
    ],
)
def test_a_row_says_who_holds_a_claim_and_how_firmly(
    holder: Holder, modality: Any, cue: str | None, by: str, firmness: str, brief_of: BriefOf
) -> None:
    held = Held(modality=modality, affirmed=True, holder=holder, sources=1)
    claim = claimed(1, {"strength": held}, holder=holder, modality=modality, cue=cue)
    [row] = claims(sheet(brief_of, claimed=(claim,)))
    assert (row.said_by, row.firmness) == (by, firmness)


@pytest.mark.parametrize(
    ("when", "day"),
    [("2024-07-03", "2024-07-03"), ("2024-07-03/2024-07-05", "2024-07-03"), ("2024-07", "2024-07")],
)
def test_the_first_such_act_on_file_after_the_day_is_told(
    when: str, day: str, brief_of: BriefOf
) -> None:
    later = (told(when=when), told(when="2024-08-09"))
    [row] = claims(sheet(brief_of, claimed=(claimed(1, {"later": later}),)))
    assert row.later == day
