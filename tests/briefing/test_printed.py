"""How much of a page is printed and drawn: one case on either side of each line."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ramify.briefing.page.bound import ROWS, BoundColumn, BoundEntry, BoundTable
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.expect import ExpectRow
from ramify.briefing.page.page import Page, page_of
from ramify.briefing.page.timeline import Moment
from ramify.briefing.render.blocks import Block, _bound, _bound_cell, _claims
from ramify.briefing.render.figures import figures
from ramify.briefing.render.text import _is_short
from tests.briefing.conftest import BriefOf


@pytest.fixture
def page(brief_of: BriefOf) -> Page:
    """A page of a brief of nothing."""
    return page_of(brief_of())


def column(number: int, entries: int = 1) -> BoundColumn:
    """So many states that must fight for the one attacked."""
    held = tuple(BoundEntry(words=f"state {n} (treaty)", who=f"state {n}") for n in range(entries))
    rows = {name: held if name == "must_fight" else () for name in ROWS}
    return BoundColumn(heading=f"Case {number}", victim="Japan", rows=rows)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (0, "–"),
        (2, "state 0 (treaty); state 1 (treaty)"),
        (3, "state 0 (treaty); state 1 (treaty); 1 more"),
    ],
)
def test_a_cell_has_two_entries_and_counts_the_others(entries: int, words: str) -> None:
    assert _bound_cell("must_fight", column(0, entries)).words == words


@pytest.mark.parametrize(
    ("pairs", "told", "note"),
    [
        (1, 0, ""),
        (3, 2, ""),
        (4, 2, "1 more pair of adversaries in the annex."),
        (5, 2, "2 more pairs of adversaries in the annex."),
    ],
)
def test_after_the_first_pair_two_have_a_line(pairs: int, told: int, note: str, page: Page) -> None:
    tables = tuple(BoundTable(columns=(column(n),)) for n in range(pairs))
    first, rest = _bound(page.model_copy(update={"bound": tables}))
    assert first.title == "WHO IS BOUND"
    assert (len(rest.rows), rest.note) == (told, note)


@pytest.mark.parametrize(("sources", "by"), [(1, "Seoul"), (2, "Seoul, 2 documents")])
def test_the_sources_of_a_claim_are_told_from_two_on(sources: int, by: str, page: Page) -> None:
    row = PageClaim(
        words="it may end",
        verbatim="it may end",
        said_by="Seoul",
        sources=sources,
        firmness="possible",
    )
    block = _claims(page.model_copy(update={"claims": (row,)}))
    assert [cell.words for cell in block.rows[0]] == ["“it may end”", by, "possible"]


def drawn(page: Page, **fields: object) -> list[tuple[str, list[str]]]:
    """Captions of the drawings, and the words in each."""
    made = figures(page.model_copy(update=fields))
    return [(one.caption, re.findall(r"<text[^>]*>([^<]*)", one.svg)) for one in made]


@pytest.mark.parametrize(
    ("entries", "names", "more"), [(1, 0, ""), (2, 2, ""), (6, 6, ""), (7, 6, ", and 1 more")]
)
def test_two_to_six_who_are_bound_are_drawn(
    entries: int, names: int, more: str, page: Page
) -> None:
    found = drawn(page, bound=(BoundTable(columns=(column(0, entries),)),))
    assert len(found) == bool(names)
    for caption, words in found:
        assert caption == f"Case 0: who is bound to Japan{more}"
        assert words == [*(f"state {n}" for n in range(names)), "Japan"]


def test_of_two_pairs_the_first_is_drawn(page: Page) -> None:
    found = drawn(page, bound=tuple(BoundTable(columns=(column(n, 2),)) for n in (1, 2)))
    assert [caption.partition(":")[0] for caption, _ in found] == ["Case 1"]


@pytest.mark.parametrize(("length", "shown"), [(26, "x" * 26), (27, "x" * 25 + "…")])
def test_a_name_of_more_than_26_characters_is_cut(length: int, shown: str, page: Page) -> None:
    made = column(0, 2).model_copy(update={"victim": "x" * length})
    [(_, words)] = drawn(page, bound=(BoundTable(columns=(made,)),))
    assert words[-1] == shown


@pytest.mark.parametrize(("rows", "drawings"), [(1, 0), (2, 1)])
def test_two_chances_make_a_drawing(rows: int, drawings: int, page: Page) -> None:
    row = ExpectRow(words="aid", chance=0.5, usual=0.25)
    assert len(drawn(page, expect=(row,) * rows)) == drawings


def test_a_chance_of_a_half_is_drawn_half_way_between_none_and_all(page: Page) -> None:
    """Rows are 34 units apart; the ring of a usual chance of a quarter stands at a quarter."""
    row = ExpectRow(words="aid", chance=0.5, usual=0.25)
    [(_, svg)] = figures(page.model_copy(update={"expect": (row, row)}))
    assert 'viewBox="0 0 360 92"' in svg
    scale = re.findall(r'<text x="(\d+)" y="(\d+)"[^>]*>(\d+%)', svg)
    assert scale == [("6", "18", "0%"), ("167", "18", "50%"), ("328", "18", "100%")]
    dots = re.findall(r'class="(\w+)" cx="(\d+)" cy="(\d+)"', svg)
    assert dots == [
        ("usual", "93", "46"), ("chance", "180", "46"),
        ("usual", "93", "80"), ("chance", "180", "80"),
    ]  # fmt: skip
    assert re.findall(r'class="(\w+)" d="M(\d+) (\d+) H(\d+)"', svg) == [
        ("axis", "0", "6", "360"),
        ("axis", "0", "46", "360"), ("lift", "93", "46", "180"),
        ("axis", "0", "80", "360"), ("lift", "93", "80", "180"),
    ]  # fmt: skip
    assert re.findall(r'<text x="0" y="(\d+)"', svg) == ["36", "70"]


def moments(*days: str) -> tuple[Moment, ...]:
    found = enumerate(map(date.fromisoformat, days), 1)
    return tuple(Moment(day=day, number=n, kind="happened") for n, day in found)


@pytest.mark.parametrize(
    ("days", "caption"),
    [
        (("2024-05-01", "2024-06-01", "2024-06-30"), None),
        (("2024-04-30", "2024-05-01", "2024-06-01"), ""),
        (("2022-01-01", "2024-05-01", "2024-06-01"), ""),
        (("2021-12-31", "2024-05-01", "2024-06-01"), None),
        (("2021-12-31", "2024-04-01", "2024-05-01", "2024-06-01"), "; 1 older"),
    ],
)
def test_moments_of_three_months_since_the_year_before_last_make_a_timeline(
    days: tuple[str, ...], caption: str | None, page: Page
) -> None:
    """The page is of 1 July 2024."""
    found = [caption for caption, _ in drawn(page, timeline=moments(*days))]
    whole = f"When: acts by their numbers, the line is 2024-07-01{caption}"
    assert found == ([] if caption is None else [whole])


@pytest.mark.parametrize(("title", "short"), [("", False), ("x" * 24, True), ("x" * 25, False)])
def test_a_section_of_a_short_title_that_has_no_rows_is_one_line(title: str, short: bool) -> None:
    assert _is_short(Block(title=title, note="Nothing was found.")) is short
    assert not _is_short(Block(title=title))
