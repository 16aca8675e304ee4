"""Dates in texts: what stands there, and what follows from the document's own date."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify.reading.time.dates import find_dates, parse_date
from ramify.world.when import When

WEDNESDAY = When("2024-07-10")


def dates(text: str, anchor: When | None = None) -> list[tuple[str, str | None]]:
    """The stretches found, and their dates as text."""
    return [(f.text, str(f.when) if f.when else None) for f in find_dates(text, anchor)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("on June 19, 2024.", "2024-06-19"),
        ("on 19 June 2024", "2024-06-19"),
        ("the 4th of April 2023", "2023-04-04"),
        ("in September 2023, at", "2023-09"),
        ("in 2014", "2014"),
        ("the 1961 treaty", "1961"),
        ("its 2022 strategy", "2022"),
        ("the 1990s", "1990/1999"),
        ("2019-20", "2019/2020"),
        ("2024-03-28", "2024-03-28"),
        ("in the summer of 2019", "2019-06/2019-08"),
        ("summer 2019", "2019-06/2019-08"),
        ("in the winter of 1939", "1939"),
        ("the first half of 2024", "2024-01/2024-06"),
        ("in the third quarter of 2024", "2024-07/2024-09"),
    ],
)
def test_absolute_dates_need_no_anchor(text: str, when: str) -> None:
    assert [found for _, found in dates(text)] == [when]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("last month", "2024-06"),
        ("last year", "2023"),
        ("yesterday", "2024-07-09"),
        ("on Monday", "2024-07-08"),
        ("last Wednesday", "2024-07-03"),
        ("two weeks ago", "2024-06-23/2024-06-29"),
        ("three years ago", "2021"),
        ("on March 28", "2024-03-28"),
        ("on December 1", "2023-12-01"),
        ("the June summit", "2024-06"),
        ("on June 7-8", "2024-06-07/2024-06-08"),
        ("between Friday and Sunday", "2024-07-05/2024-07-07"),
        ("from the night of June 30 to the early hours of July 1", "2024-06-30/2024-07-01"),
        ("on 26 July last year", "2023-07-26"),
        ("overnight", "2024-07-09/2024-07-10"),
        ("in the past decade", "2014-01-01/2024-07-10"),
        ("during the last two decades", "2004-01-01/2024-07-10"),
        ("over the past week", "2024-07-03/2024-07-10"),
        ("in the past year", "2023-07-11/2024-07-10"),
        ("in the spring", "2024-03/2024-05"),
        ("in late autumn", "2023-09/2023-11"),
        ("at the start of the year", "2024"),
        ("at the beginning of the month", "2024-07"),
    ],
)
def test_relative_dates_hang_on_the_documents_date(text: str, when: str) -> None:
    found = find_dates(text, WEDNESDAY)
    assert [str(f.when) for f in found] == [when]
    assert found[0].relative


@pytest.mark.parametrize("text", ["last month", "yesterday", "on Monday", "two weeks ago"])
def test_without_a_date_of_the_document_a_relative_date_stays_open(text: str) -> None:
    assert [f.when for f in find_dates(text, None)] == [None]


def test_a_month_takes_the_year_the_text_names_for_it() -> None:
    text = "They signed on June 19, 2024. The June summit was short."
    assert dates(text)[1] == ("The June", "2024-06") or dates(text)[1][1] == "2024-06"


def test_a_month_of_two_years_stays_open() -> None:
    text = "They met in June 2023 and in June 2024. The June meeting was short."
    assert dates(text)[-1][1] is None


@pytest.mark.parametrize("text", ["they may sign", "a march on the capital", "the august body"])
def test_words_that_look_like_months_are_none(text: str) -> None:
    assert dates(text) == []


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert parse_date("31 February 2024") != When("2024-02-29")
    assert all(
        found.when is None or found.when.precision != "day"
        for found in find_dates("31 February 2024", None)
    )


def test_what_lies_ahead_is_marked() -> None:
    assert [f.ahead for f in find_dates("next month and in the near future", WEDNESDAY)] == [
        True
    ] * 2


@given(st.text(alphabet="abcdefMayJune 0123456789-/,.'’", max_size=80))
def test_spans_are_verbatim_and_apart(text: str) -> None:
    found = find_dates(text, WEDNESDAY)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
