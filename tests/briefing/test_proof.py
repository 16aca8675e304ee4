"""Statements marked in the text of their document, and listed in a table."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from ramify.briefing.render.proof import Mark, marks, paragraphs, print_table
from ramify.reading.library import Library
from ramify.reading.statements import Claim, Document, EventPattern, Holder, Mention, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence

TEXT = "One two.\n\nThree four."
FIRST, GAP, SECOND = (0, 8), (8, 10), (10, 21)


def mark(number: int, *spans: tuple[int, int]) -> Mark:
    return Mark(number, "event", "", "", (), (), spans)


def marked(*found: Mark) -> list[list[tuple[str, list[int], list[int]]]]:
    """Of each paragraph its pieces: text, the marks over it, the marks that end with it."""
    return [
        [(p.text, [m.number for m in p.marks], [m.number for m in p.ends]) for p in block.pieces]
        for block in paragraphs(TEXT, found)
    ]


def test_a_mark_is_where_its_words_are() -> None:
    assert marked(mark(1, (4, 7))) == [
        [("One ", [], []), ("two", [1], [1]), (".", [], [])],
        [("Three four.", [], [])],
    ]


def test_a_whole_paragraph_may_be_marked() -> None:
    assert marked(mark(1, SECOND)) == [[("One two.", [], [])], [("Three four.", [1], [1])]]
    assert marked(mark(1, FIRST)) == [[("One two.", [1], [1])], [("Three four.", [], [])]]


def test_a_mark_over_two_paragraphs_begins_in_the_first_and_has_its_number_in_both() -> None:
    over = mark(1, (4, 15))
    assert marked(over) == [
        [("One ", [], []), ("two.", [1], [1])],
        [("Three", [1], [1]), (" four.", [], [])],
    ]
    assert [[m.number for m in block.marks] for block in paragraphs(TEXT, [over])] == [[1], []]


def test_a_mark_of_the_gap_between_paragraphs_marks_nothing() -> None:
    assert marked(mark(1, GAP)) == [[("One two.", [], [])], [("Three four.", [], [])]]


def test_marks_that_touch_do_not_overlap() -> None:
    assert marked(mark(1, (0, 3)), mark(2, (3, 7)))[0] == [
        ("One", [1], [1]),
        (" two", [2], [2]),
        (".", [], []),
    ]


def test_marks_that_overlap_share_a_piece() -> None:
    assert marked(mark(1, (0, 5)), mark(2, (4, 8)))[0] == [
        ("One ", [1], []),
        ("t", [1, 2], [1]),
        ("wo.", [2], [2]),
    ]


def test_a_mark_begins_where_the_first_of_its_places_is() -> None:
    blocks = list(paragraphs(TEXT, [mark(1, SECOND), mark(2, (10, 15), (0, 3))]))
    assert [[m.number for m in block.marks] for block in blocks] == [[], [1, 2]]


def evidence(start: int, end: int, by: str | None = None) -> TextEvidence:
    text = TEXT[start:end]
    return TextEvidence(document="d", name="d.txt", start=start, end=end, quote=text, by=by)


def claim(*spans: tuple[int, int], by: str | None = None, **kept: object) -> Claim:
    fields = {"kind": "forecast", "modality": "possible", "content": "four", **kept}
    found = tuple(evidence(a, b, by) for a, b in spans)
    return Claim.model_validate({"holder": Holder(name="the author"), "evidence": found, **fields})


def reading(**found: object) -> Reading:
    document = Document(id="d", name="d.txt", text=TEXT)
    return Reading.model_validate({"document": document, "reader": "rules", **found})


def test_statements_are_numbered_in_the_order_of_the_text() -> None:
    told = Event(when=None, actor="RUS", action="057", target="PRK", evidence=(evidence(10, 15),))
    unknown = Mention(name="four", reason="several", evidence=evidence(16, 20))
    found = marks(reading(events=(told,), claims=(claim(FIRST),), unresolved=(unknown,)), {})
    assert [(m.number, m.kind) for m in found] == [(1, "claim"), (2, "event"), (3, "unresolved")]
    assert [m.tag for m in found] == ["forecast, possible", "undated", "unknown"]


def test_a_statement_without_a_place_in_the_text_is_listed_first() -> None:
    coded = Event(when=None, actor="RUS", action="057", target="PRK")
    found = marks(reading(events=(coded,), claims=(claim(FIRST),)), {})
    assert [(m.number, m.kind, m.spans) for m in found] == [
        (1, "event", ()),
        (2, "claim", (FIRST,)),
    ]


def test_what_a_claim_speaks_of_has_its_open_parts_marked() -> None:
    spoken = claim(FIRST, about=EventPattern(actor="CHN", target="PHL"), affirmed=False)
    (found,) = marks(reading(claims=(spoken,)), {"CHN": "China"})
    assert found.tag == "forecast, possible, denied"
    assert "about: China → PHL: ?" in found.details
    (silent,) = marks(reading(claims=(claim(FIRST, about=EventPattern(words="x")),)), {})
    assert not [line for line in silent.details if line.startswith("about")]


def table(*claims: Claim) -> str:
    out = StringIO()
    library = Library(readings=(reading(claims=claims),))
    print_table(library, {}, Console(file=out, width=90, highlight=False))
    return out.getvalue()


def test_three_places_of_a_statement_are_listed() -> None:
    shown = table(claim((0, 3), (4, 7), (10, 15), (16, 20)))
    assert "0–3" in shown and "4–7" in shown and "10–15" in shown
    assert "16–20" not in shown


def test_who_found_a_statement_is_said_where_several_read() -> None:
    assert "Found by" not in table(claim(FIRST))
    shown = table(claim(FIRST, by="rules"))
    assert "Found by" in shown and "rules" in shown.split("Found by")[1]


@pytest.mark.parametrize(
    ("kind", "modality", "whole"),
    [
        ("forecast", "possible", True),
        ("intention", "possible", False),
        ("forecast", "very likely", False),
    ],
)
def test_what_it_is_takes_eighteen_characters_of_a_line(
    kind: str, modality: str, whole: bool
) -> None:
    shown = table(claim(FIRST, kind=kind, modality=modality))
    assert (f"{kind}, {modality}" in shown) == whole
