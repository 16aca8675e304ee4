"""What stands in the short form of a brief, what is left to the long one, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Event
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
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.annex.expected import expected_section
from ramify.briefing.annex.obliged import obliged_section
from ramify.briefing.annex.annex import outline
from ramify.reading.statements import Dropped
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


def expected_line(chance: float | None, event: Event = EVENT) -> ExpectedLine:
    unknown = NotKnown(reason="three acts on file")
    known = Probability(chance=chance or 0, interval=(0, 1), base_rate=unknown)
    return ExpectedLine(
        actors=("RUS",), action="AID", targets=("PRK",), words="Russia → North Korea: AID",
        strength=unknown if chance is None else known, cause=EventRef(event=event),
        reasons=("by repeat",), evidence=(ComputedEvidence(by="a model", inputs=("it",)),),
    )  # fmt: skip


def parts(section: Section) -> dict[str, Section]:
    return {part.heading: part for part in section.parts}


def test_what_is_less_likely_than_one_in_twenty_is_left_to_the_long_form(brief_of: BriefOf) -> None:
    lines = tuple(map(expected_line, (0.3, 0.05, 0.0499)))
    found = parts(expected_section(brief_of(expected=lines)))
    assert [line.tag for line in found["After 2024-06-19"].lines] == [
        "", "30% (0%–100%)", "5% (0%–100%)",
    ]  # fmt: skip
    rest = found["Less likely than 5%"]
    assert (rest.note, len(rest.more)) == ("Left to the long form: 1 line.", 1)
    assert rest.more[0].details == (
        "after 2024-06-19: RUS ↔ PRK: sign or ratify a formal agreement",
        "by repeat",
    )


def test_what_is_not_known_is_told_with_its_reason(brief_of: BriefOf) -> None:
    """It is not unlikely."""
    found = parts(expected_section(brief_of(expected=(expected_line(None),))))
    assert list(found) == ["After 2024-06-19"]
    line = found["After 2024-06-19"].lines[1]
    assert line.tag == "not known"
    assert line.text == "Russia → North Korea: AID, three acts on file, by repeat"


def test_an_event_told_by_two_papers_is_told_once_with_both(brief_of: BriefOf) -> None:
    quotes = [TextEvidence(document=d, name=d, start=0, end=1, quote="x") for d in "ab"]
    events = [EVENT.model_copy(update={"evidence": (quote,)}) for quote in quotes]
    lines = tuple(expected_line(0.3, event) for event in events)
    found = expected_section(brief_of(expected=lines))
    [part] = found.parts
    assert part.lines[0].evidence == tuple(quotes)
    assert len(part.lines) == 3


@pytest.mark.parametrize(
    ("status", "action", "mentioned", "told"),
    [
        ("owed", "defense", (), True),
        ("breached", "nonaggression", (), True),
        ("unknown", "consultation", (), True),
        ("barred", "neutrality", (), True),
        ("barred", "nonaggression", (), False),
        ("excused", "defense", ("RUS",), True),
        ("excused", "defense", ("FRA",), False),
        ("excused", "consultation", ("RUS",), False),
    ],
)
def test_which_duties_are_told(
    brief_of: BriefOf, status: str, action: str, mentioned: tuple[str, ...], told: bool
) -> None:
    """Excuses only of those the documents name, from defense; bars only from joining a war."""
    case = ForceCase(
        attacker="KOR", victim="PRK", happened=True, lines=(obliged_line(status, action),)
    )
    made = brief_of(obliged=Obliged(casus=(case,)), mentioned=mentioned)
    [section] = obliged_section(made).parts
    assert (len(section.lines), len(section.more)) == ((1, 0) if told else (0, 1))


def test_who_is_bound_comes_first_and_only_facts_give_their_reasons_at_once(
    brief_of: BriefOf,
) -> None:
    statuses = ("unknown", "breached", "torn", "owed after consultation", "owed")
    case = ForceCase(
        attacker="KOR", victim="PRK", happened=False, lines=tuple(map(obliged_line, statuses))
    )
    made = brief_of(obliged=Obliged(casus=(case,)), names={"KOR": "South Korea"})
    [section] = obliged_section(made).parts
    assert section.heading == "If the threat of South Korea against PRK were carried out"
    assert [line.tag for line in section.lines] == [
        "owed", "owed after consultation", "torn", "breached", "unknown",
    ]  # fmt: skip
    assert {line.tag: bool(line.details) for line in section.lines} == {
        "owed": False, "owed after consultation": False, "torn": False, "breached": False,
        "unknown": True,
    }  # fmt: skip


def test_force_that_no_pact_speaks_to_says_so(brief_of: BriefOf) -> None:
    case = ForceCase(attacker="KOR", victim="PRK", happened=True)
    [section] = obliged_section(brief_of(obliged=Obliged(casus=(case,)))).parts
    assert section.heading == "Force reported: KOR against PRK"
    assert section.note == "No coded commitment speaks to it."


def bond(*parties: str, **fields: Any) -> Bond:
    rest = {
        "pact": "t", "short": "Treaty", "status": "in force", "since": "2000", "parties": parties,
        "lines": (obliged_line("in force"),),
    }  # fmt: skip
    return Bond(**{**rest, **fields})


@pytest.mark.parametrize(
    ("codes", "named"),
    [("A B C D E", "A, B, C, D and E"), ("A B C D E F", "6 parties")],
)
def test_up_to_five_parties_are_named(brief_of: BriefOf, codes: str, named: str) -> None:
    [part] = obliged_section(brief_of(obliged=Obliged(bonds=(bond(*codes.split()),)))).parts
    assert part.parts[0].note == f"In force since 2000. Parties: {named}."


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
    [part] = obliged_section(brief_of(obliged=Obliged(bonds=(bond("A", "B", **fields),)))).parts
    assert part.parts[0].note == f"{note} Parties: A and B."


def test_cooperation_is_named_at_the_end(brief_of: BriefOf) -> None:
    trade = obliged_line("in force", "economic cooperation")
    made = brief_of(obliged=Obliged(bonds=(bond("A", "B", lines=(obliged_line(), trade, trade)),)))
    [part] = obliged_section(made).parts
    article, rest = part.parts[0].lines
    assert (article.tag, article.text) == ("article 3", "They help.")
    assert (rest.tag, rest.text) == ("articles", "on cooperation: 3")
    assert rest.more == ("article 3: economic cooperation in force",) * 2


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2024-12-03", "not yet in force on 2024-12-03; it came into force on 2024-12-04"),
        ("2024-12-04", "in force since 2024-12-04"),
    ],
)
def test_a_turn_says_whether_the_treaty_is_in_force(brief_of: BriefOf, on: str, words: str) -> None:
    one = Standing(parties=("PRK", "RUS"), before=(), after=("t",), evidence=(CITED,))
    turn = Turn(
        pact="t", short="Treaty", signed="2024-06-19", in_force="2024-12-04", before=(),
        after=(bond("PRK", "RUS"),), standings=(one,),
    )  # fmt: skip
    [section] = obliged_section(brief_of(obliged=Obliged(turns=(turn,)), on=on)).parts
    assert section.note == f"Signed 2024-06-19; {words}."


def sources(brief_of: BriefOf, **fields: Any) -> Line:
    rest = {
        "id": "a", "name": "a.txt", "title": None, "published": None, "dated_from": None,
        "mentions_to": None, "words": 1200,
    }  # fmt: skip
    made = brief_of(sources=(BriefDocument(**{**rest, **fields}),))
    return outline(made)[0].lines[0]


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
    ("length", "shown"), [(90, "x" * 90), (91, "x" * 89 + "…"), (500, "x" * 89 + "…")]
)
def test_what_was_left_out_is_shown_up_to_ninety_characters(
    brief_of: BriefOf, length: int, shown: str
) -> None:
    dropped = (Dropped(text="x" * length, reason="a box"),)
    assert sources(brief_of, dropped=dropped).more == (f"left out (a box): {shown}",)


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
    happened = outline(brief_of(sources=documents, happened=(event,)))[1]
    assert happened.lines[0].details[1:] == ((words,) if words else ())
