"""Rows on third parties: which, how many, in which words, and what is claimed beside them."""

from __future__ import annotations

from typing import Any

import pytest

from ramify.briefing.page.thirds.rows import PartyRow, ThirdParties, thirds
from ramify.briefing.ramification import (
    ClaimedLine,
    EventRef,
    ExpectedLine,
    Held,
    NotKnown,
    Probability,
    StatementRef,
    Third,
)
from ramify.briefing.render.blocks import Block, blocks
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Claim, Holder
from ramify.record.evidence import ComputedEvidence
from ramify.world.when import When
from tests.briefing.conftest import BriefOf
from tests.briefing.page.parts import document, place, sheet, told

AUTHOR = Holder(name="the author")
EVENT = told(action="057")


def line(
    actor: str, chance: float | None = 0.4, third: Third = "named", action: str = "hostile",
    last: str = "2024-09-17", **fields: Any,
) -> ExpectedLine:  # fmt: skip
    known = Probability(chance=chance or 0, base_rate=0.3)
    rest = {
        "actors": (actor,), "action": action, "targets": ("PRK",), "words": f"{actor} {action}",
        "strength": NotKnown(reason="no rate") if chance is None else known, "third": third,
        "window": When.between(When("2024-06-20").start, When(last).start),
        "cause": EventRef(event=EVENT), "reasons": ("up by relations", "rival"),
        "evidence": (ComputedEvidence(by="a model", inputs=("it",)),),
    }  # fmt: skip
    return ExpectedLine(**{**rest, **fields})


def claim(
    *actors: str, kind: Any = "forecast", document: str = "d", holder: Holder = AUTHOR,
    modality: Any = "unstated", cue: str | None = "will", affirmed: bool = True,
) -> ClaimedLine:  # fmt: skip
    said = Claim(
        holder=holder, kind=kind, modality=modality, cue=cue, content="it follows",
        affirmed=affirmed, actors=actors, evidence=(place("it follows", document=document),),
    )  # fmt: skip
    return ClaimedLine(
        actors=actors, action=kind, words="it follows", evidence=said.evidence,
        strength=Held(modality=modality, affirmed=affirmed, holder=holder, sources=1),
        cause=StatementRef(said=ClaimGroup(claim=said, said_by=(said,), sources=1)),
    )  # fmt: skip


def found(brief_of: BriefOf, *lines: ExpectedLine, claims: tuple[ClaimedLine, ...] = ()) -> Any:
    numbers = {f"/expected/{n}": n + 1 for n in range(len(lines))}
    numbers |= {f"/claimed/{n}": n + 101 for n in range(len(claims))}
    return thirds(sheet(brief_of, numbers, expected=lines, claimed=claims))


@pytest.mark.parametrize(("named", "rows"), [(5, 5), (6, 5), (7, 5), (1, 1)])
def test_five_are_told_and_all_counted(named: int, rows: int, brief_of: BriefOf) -> None:
    parties = found(brief_of, *(line(f"A{n}") for n in range(named)))
    assert (len(parties.rows), parties.named) == (rows, named)
    assert [row.cites for row in parties.rows] == [(n + 1,) for n in range(rows)]


def test_what_is_not_known_stands_there_only_where_nothing_is(brief_of: BriefOf) -> None:
    both = found(brief_of, line("NATO", None, "members"), line("KOR"))
    assert [row.sides for row in both.rows] == ["South Korea against North Korea"]
    [row] = found(brief_of, line("NATO", None, "members")).rows
    assert (row.chance, row.because) == (None, "no rate; up by relations; rival")


def test_a_row_says_who_towards_whom_what_and_why(brief_of: BriefOf) -> None:
    acts = Probability(chance=0.4, base_rate=0.4, acts=(0, 3))
    aid = line("CHN", action="AID", strength=acts, reasons=("ally",))
    hostile, helped, members = found(brief_of, line("KOR"), aid, line("NATO", 0.9, "members")).rows
    assert hostile.words == "South Korea against North Korea: hostile acts or words"
    assert hostile.because == "up by relations; rival"
    assert helped.words == "China to North Korea: aid"
    assert helped.because == "past: 0–3 acts; ally"
    assert members.sides == "NATO members against North Korea"


@pytest.mark.parametrize(
    ("claims", "words", "numbers"),
    [
        ((), [], []),
        ((claim("JPN"),), [], []),
        ((claim("KOR"),), ["will"], [101]),
        ((claim("KOR", affirmed=False),), [], []),
        ((claim("KOR", kind="characterisation"),), [], []),
        ((claim("RUS", "KOR", kind="intention"),), [], []),
        ((claim("KOR", kind="intention"),), ["will"], [101]),
        ((claim("KOR", kind="cause", cue="worries"),), ["cause"], [101]),
        ((claim("KOR", kind="cause", document="e"), claim("KOR")), ["will"], [102]),
        ((claim("JPN", "KOR"), claim("KOR", modality="possible")), ["possible"], [102]),
        ((claim("KOR"), claim("KOR", document="e", cue="would")), ["will", "would"], [101, 102]),
        (
            (claim("KOR", holder=Holder(name="the analysts", kind="unnamed")),),
            ["analysts: will"], [101],
        ),
    ],
)  # fmt: skip
def test_of_each_document_the_claim_on_it_that_says_most_is_referred_to(
    claims: tuple[ClaimedLine, ...], words: list[str], numbers: list[int], brief_of: BriefOf
) -> None:
    [row] = found(brief_of, line("KOR"), claims=claims).rows
    assert [one.words for one in row.claimed] == words
    assert [n for one in row.claimed for n in one.cites] == numbers


def test_three_documents_are_told_by_two(brief_of: BriefOf) -> None:
    claims = tuple(claim("KOR", document=name) for name in "abc")
    [row] = found(brief_of, line("KOR"), claims=claims).rows
    assert len(row.claimed) == 2


READ = {"sources": (document("d"),)}
JAPAN = {"claimed": (claim("JPN"),), "mentioned": ("JPN",)}
ANY = line("USA", 0.8, "any")
OF_TWO = line("RUS", third=None)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, ""),
        ({"silent": {"expected": "No rates."}}, ""),
        ({"silent": {"expected": "No rates."}, **JAPAN}, "No rates."),
        ({"expected": (ANY,), **READ}, "The documents name no third state as affected."),
        ({"expected": (ANY,)}, ""),
        ({"expected": (ANY,), **READ, **JAPAN}, ""),
        ({"expected": (ANY, line("USA", None, "any")), **READ}, "no rate"),
        ({"expected": (OF_TWO,), **READ}, ""),
        (
            {"expected": (OF_TWO,), **READ, **JAPAN},
            "What third states do is not asked: nothing told is of the last 31 days.",
        ),
        ({"expected": (line("JPN"),), **READ, **JAPAN}, ""),
    ],
)
def test_why_there_is_no_row(fields: dict[str, Any], note: str, brief_of: BriefOf) -> None:
    assert thirds(sheet(brief_of, **fields)).note == note


def block(brief_of: BriefOf, *lines: ExpectedLine) -> Block:
    made = brief_of(expected=lines, names={"KOR": "South Korea", "PRK": "North Korea"})
    [one] = [b for b in blocks(made.page) if b.voice == "expected" and "because" in b.head]
    return one


def test_the_head_has_the_acts_and_the_day_of_most_rows(brief_of: BriefOf) -> None:
    told = block(
        brief_of, line("KOR"), line("JPN"),
        line("USA", action="COERCE", last="2024-09-28"),
    )  # fmt: skip
    assert told.head[0] == "third parties (3): hostile acts or words by 17 September"
    assert [row[0].words for row in told.rows] == [
        "South Korea against North Korea", "JPN against North Korea",
        "USA against North Korea: coercion, by 28 September",
    ]  # fmt: skip


def test_no_claim_is_a_dash_and_more_parties_are_counted(brief_of: BriefOf) -> None:
    told = block(brief_of, *(line(f"A{n}") for n in range(7)))
    assert told.head[0].startswith("third parties (5 of 7): ")
    assert {row[-1].words for row in told.rows} == {"–"}


def test_any_third_state_stands_on_the_page_only_if_none_is_named(brief_of: BriefOf) -> None:
    every = line("USA", 0.8, "any", joining=(2, 9))
    assert [row.states for row in brief_of(expected=(every,)).page.expect] == [(2, 9)]
    assert not brief_of(expected=(every, line("KOR"))).page.expect
    unknown = line("NATO", None, "members")
    assert brief_of(expected=(every, unknown)).page.expect


def test_no_rows_have_no_head() -> None:
    assert ThirdParties(named=0).most is None
    rest = {"words": "", "sides": "", "chance": 0.1, "usual": 0.1, "because": ""}
    days = [When(day).start for day in ("2024-09-17", "2024-09-28")]
    rows = tuple(
        PartyRow(kind=kind, last=day, **rest) for kind, day in zip("ab", days, strict=True)
    )
    assert ThirdParties(rows=rows, named=2).most == ("a", days[0])
