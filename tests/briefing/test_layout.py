"""What stands in the annex of a brief, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Event
from ramify.briefing.annex.annex import annex
from ramify.briefing.annex.expected import expected_section
from ramify.briefing.annex.line import Line
from ramify.briefing.annex.obliged import obliged_section
from ramify.briefing.brief import Bond, BriefDocument, ForceCase, Obliged, Standing, Turn
from ramify.briefing.ramification import (
    ArticleRef,
    EventRef,
    ExpectedLine,
    Legal,
    NotKnown,
    ObligedLine,
    Probability,
)
from ramify.reading.statements import Dropped
from ramify.reasoning.obligations.screen import Cited, Screen, ScreenEntry
from ramify.record.evidence import ArticleEvidence, ComputedEvidence, TextEvidence
from tests.briefing.conftest import BriefOf

EVENT = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
CITED = ArticleEvidence(pact="t", article="3", citation="the treaty")
ARTICLE = ArticleRef(pact="t", article="3", says="They help.")


def obliged_line(status: Any = "owed", action: str = "defense", **fields: Any) -> ObligedLine:
    rest = {
        "actors": ("RUS",), "action": action, "targets": ("PRK",), "words": f"{action} {status}",
        "strength": Legal(status=status, article=ARTICLE), "cause": ARTICLE, "evidence": (CITED,),
        "reasons": ("since the text says so",),
    }  # fmt: skip
    return ObligedLine(**{**rest, **fields})


def expected_line(
    chance: float | None, event: Event = EVENT, usual: float | None = None
) -> ExpectedLine:
    unknown = NotKnown(reason="three acts on file")
    known = Probability(
        chance=chance or 0, base_rate=unknown if usual is None else usual, acts=(0, 3)
    )
    return ExpectedLine(
        actors=("RUS",), action="AID", targets=("PRK",), words="Russia → North Korea: AID",
        strength=unknown if chance is None else known, cause=EventRef(event=event),
        reasons=("by repeat",), evidence=(ComputedEvidence(by="a model", inputs=("it",)),),
    )  # fmt: skip


def test_a_chance_stands_beside_the_usual_one(brief_of: BriefOf) -> None:
    usual = expected_line(0.3, usual=0.2)
    [line] = expected_section(brief_of(expected=(usual,))).lines
    assert (line.tag, line.text) == ("30%", "Russia → North Korea: AID")
    assert line.details == ("unlikely; usually 20%; 0–3 acts; by repeat",)


def test_what_is_not_known_is_told_with_its_reason(brief_of: BriefOf) -> None:
    """It is not unlikely."""
    [line] = expected_section(brief_of(expected=(expected_line(None),))).lines
    assert (line.tag, line.details) == ("not known", ("three acts on file; by repeat",))


def entry(row: str, *actors: str, why: str = "", **fields: Any) -> dict[str, Any]:
    cited = Cited(pact="t", article="3", name="Treaty", where="article 3")
    one = ScreenEntry(
        actors=actors, who=" and ".join(actors), what="defense", to="PRK", whom="North Korea",
        against=("KOR",), cites=(cited,), why=why, **fields,
    )  # fmt: skip
    return {row: (one,)}


def case_of(lines: tuple[ObligedLine, ...] = (), **fields: Any) -> ForceCase:
    rest = {"attacker": "KOR", "victim": "PRK", "told": "reported", "screen": Screen()}
    return ForceCase(**{**rest, "lines": lines, **fields})


def test_a_case_tells_its_first_screen_then_excuses_and_counts_the_rest(brief_of: BriefOf) -> None:
    """Excuses only of those the documents name, from defending; each line of the brief once."""
    lines = (
        obliged_line("owed"),
        obliged_line("excused", actors=("CHN",)),
        obliged_line("excused", actors=("FRA",)),
        obliged_line("excused", "consultation", actors=("CHN",)),
    )
    case = case_of(
        lines, screen=Screen(**entry("must_fight", "RUS", why="if asked", strength="armed force"))
    )
    [section] = obliged_section(brief_of(obliged=Obliged(cases=(case,)), mentioned=("CHN",))).parts
    told = [(line.tag, line.text, line.details) for line in section.lines]
    assert told == [
        ("must fight", "RUS: defense of North Korea (Treaty, article 3)", ("if asked",)),
        ("not bound", "defense excused", ("since the text says so",)),
        ("behind", "2 more excuses", ()),
    ]
    pointers = [p for line in section.lines for p in line.of if "/lines/" in p]
    assert sorted(pointers) == [f"/obliged/cases/0/lines/{n}" for n in range(4)]


@pytest.mark.parametrize(
    ("actors", "words"),
    [
        ("RUS A B C D E", "defense excused"),
        ("RUS A B C D E F", "7 states: defense, article 3 of the Treaty"),
    ],
)
def test_up_to_six_states_that_are_excused_alike_are_told_and_seven_counted(
    actors: str, words: str, brief_of: BriefOf
) -> None:
    line = obliged_line("excused", actors=tuple(actors.split()))
    obliged = Obliged(cases=(case_of((line,)),))
    made = brief_of(obliged=obliged, mentioned=("RUS",), treaties={"t": "Treaty"})
    told = [line for section in obliged_section(made).parts for line in section.lines]
    assert [line.text for line in told if line.tag == "not bound"] == [words]


def test_force_that_no_pact_speaks_to_says_so(brief_of: BriefOf) -> None:
    [section] = obliged_section(brief_of(obliged=Obliged(cases=(case_of(),)))).parts
    assert section.heading == "Force reported: KOR against PRK"
    assert section.note == "No coded commitment speaks to it."


def test_an_attack_that_binds_the_same_is_told_in_a_line(brief_of: BriefOf) -> None:
    screen = Screen(**entry("must_fight", "RUS"))
    first = case_of(screen=screen, told="supposed")
    other = case_of((obliged_line(),), screen=screen, told="threatened", attacker="USA")
    made = brief_of(obliged=Obliged(cases=(first, other)), names={"KOR": "South Korea"})
    section = obliged_section(made).parts[1]
    assert [line.text for line in section.lines] == ["binds whom an attack by South Korea binds"]
    assert "/obliged/cases/1/lines/0" in section.lines[0].of


def bond(*parties: str, **fields: Any) -> Bond:
    rest = {
        "pact": "t", "short": "Treaty", "status": "in force", "since": "2000", "parties": parties,
        "lines": (obliged_line("in force"),),
    }  # fmt: skip
    return Bond(**{**rest, **fields})


def turn_of(*bonds: Bond, **fields: Any) -> Turn:
    one = Standing(parties=("PRK", "RUS"), before=(), after=("t",), evidence=(CITED,))
    rest = {
        "pact": "t", "short": "Treaty", "signed": "2024-06-19", "in_force": "2024-12-04",
        "before": (), "after": bonds, "standings": (one,),
    }  # fmt: skip
    return Turn(**{**rest, **fields})


@pytest.mark.parametrize(
    ("codes", "named"),
    [("A B C D E", "A, B, C, D and E"), ("A B C D E F", "6 parties")],
)
def test_up_to_five_parties_are_named(brief_of: BriefOf, codes: str, named: str) -> None:
    [part] = obliged_section(brief_of(obliged=Obliged(bonds=(bond(*codes.split()),)))).parts
    [line] = part.lines
    assert (line.tag, line.text) == ("in force", f"Treaty, {named}: defense (article 3)")


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, "In force since 2000."),
        ({"since": None}, "In force."),
        ({"status": "ended", "until": "2010"}, "Ended on 2010."),
        ({"status": "ended"}, "Ended."),
        ({"status": "signed, not in force", "until": "2030"}, "Signed, not in force."),
    ],
)
def test_how_a_pact_stands_in_words(brief_of: BriefOf, fields: dict[str, Any], note: str) -> None:
    turn = turn_of(bond("A", "B", **fields))
    [part] = obliged_section(brief_of(obliged=Obliged(turns=(turn,)))).parts
    assert part.parts[0].note == f"{note} Parties: A and B."


def test_cooperation_is_named_at_the_end(brief_of: BriefOf) -> None:
    trade = obliged_line("in force", "economic cooperation")
    turn = turn_of(bond("A", "B", lines=(obliged_line(), trade, trade)))
    [part] = obliged_section(brief_of(obliged=Obliged(turns=(turn,)))).parts
    article, rest = part.parts[0].lines
    assert (article.tag, article.text) == ("article 3", "They help.")
    assert (rest.tag, rest.text) == ("articles", "on cooperation: 3")
    assert len(rest.of) == 2


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2024-12-03", "not yet in force on 2024-12-03; it came into force on 2024-12-04"),
        ("2024-12-04", "in force since 2024-12-04"),
    ],
)
def test_a_turn_says_whether_the_treaty_is_in_force(brief_of: BriefOf, on: str, words: str) -> None:
    turn = turn_of(bond("PRK", "RUS"))
    [section] = obliged_section(brief_of(obliged=Obliged(turns=(turn,)), on=on)).parts
    assert section.note == f"Signed 2024-06-19; {words}."


def sources(brief_of: BriefOf, **fields: Any) -> Line:
    rest = {
        "id": "a", "name": "a.txt", "title": None, "published": None, "dated_from": None,
        "mentions_to": None, "words": 1200,
    }  # fmt: skip
    made = brief_of(sources=(BriefDocument(**{**rest, **fields}),))
    return annex(made)[0].lines[0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "a.txt: undated, mentions no date; 1,200 words"),
        (
            {"published": "2024-07-02", "dated_from": "the page"},
            "a.txt: published 2024-07-02 (the page); 1,200 words",
        ),
        (
            {"mentions_to": "2024-06-19"},
            "a.txt: undated, mentions run to 2024-06-19; 1,200 words",
        ),
        (
            {"dropped": (Dropped(text="Subscribe", reason="a box"),)},
            "a.txt: undated, mentions no date; 1,200 words; 1 piece of page furniture left out",
        ),
    ],
)
def test_a_source_says_how_it_is_dated_and_what_was_left_out(
    brief_of: BriefOf, fields: dict[str, Any], words: str
) -> None:
    line = sources(brief_of, **fields)
    assert (line.text, line.details) == ("a.txt", (words,))


@pytest.mark.parametrize(
    ("copies", "words"),
    [
        ({}, None),
        ({"b": "a", "c": "a"}, "in 3 documents, one source"),
        ({"b": "a"}, "in 3 documents, 2 independent sources"),
    ],
)
def test_copies_of_one_text_are_one_source(
    brief_of: BriefOf, copies: dict[str, str], words: str | None
) -> None:
    documents = tuple(
        BriefDocument(
            id=code, name=code, title=None, published=None, dated_from=None, mentions_to=None,
            words=10, copy_of=copies.get(code),
        )
        for code in "abc"
    )  # fmt: skip
    quotes = tuple(TextEvidence(document=d, name=d, start=0, end=1, quote="x") for d in "abc")
    event = EVENT.model_copy(update={"evidence": quotes})
    happened = annex(brief_of(sources=documents, happened=(event,)))[1]
    assert happened.lines[0].details[1:] == ((words,) if words else ())
