"""Dates keep their precision, refuse nonsense, and know what they do not know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify._errors import UsageError
from ramify.world.when import When, day, holds

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
WHENS = st.one_of(
    DAYS.map(When),
    DAYS.map(lambda d: When(f"{d:%Y-%m}")),
    DAYS.map(lambda d: When(f"{d:%Y}")),
    st.tuples(DAYS, DAYS).map(lambda pair: When.between(min(pair), max(pair))),
)


@given(WHENS)
def test_text_reads_back_as_the_same_date(when: When) -> None:
    assert When(str(when)) == when
    assert hash(When(str(when))) == hash(when)
    assert when.start <= when.end


@given(DAYS, DAYS)
def test_between_stands_for_exactly_its_days(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    when = When.between(first, last)
    assert (when.start, when.end) == (first, last)


@given(WHENS, WHENS)
def test_overlap_is_having_a_day_in_common(a: When, b: When) -> None:
    assert a.overlaps(b) == b.overlaps(a) == (max(a.start, b.start) <= min(a.end, b.end))


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024-13", "24-01-01", "2024-1-1", "", "2024/2023", "2024-06-19T10", "x"]
)
def test_nonsense_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        When(text)


@given(st.one_of(st.none(), WHENS), st.one_of(st.none(), WHENS), DAYS)
def test_holds_is_what_some_or_all_readings_of_the_dates_say(
    start: When | None, end: When | None, on: date
) -> None:
    """Against the definition: true if every reading of the end points says so."""
    if start and end and (end.end < start.start or start.end > end.start):
        return  # Overlapping imprecision: no single definition.
    starts = [date.min, date(2999, 12, 31)] if start is None else [start.start, start.end]
    ends = [date.max] if end is None else [end.start, end.end]
    readings = {first <= on <= last for first in starts for last in ends}
    expected = readings.pop() if len(readings) == 1 else None
    if start is None and on == date(2999, 12, 31):
        return
    assert holds(start, end, on) is expected


def test_a_membership_holds_on_its_first_and_last_day() -> None:
    start, end = When("1996-01-01"), When("1996-09-10")
    assert holds(start, end, start.start) and holds(start, end, end.end)
    assert holds(start, end, end.end + timedelta(days=1)) is False


def test_a_year_or_a_month_stands_for_its_last_day() -> None:
    assert day("2010") == date(2010, 12, 31)
    assert day("2024-02") == date(2024, 2, 29)
    assert day(" TODAY ") == day("today") == date.today()


@pytest.mark.parametrize("text", ["", "2010/2011", "2024-02-30", "20240230", "10000", "soon"])
def test_what_is_no_day_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match=r"write YYYY-MM-DD, YYYY-MM, YYYY, or `today`"):
        day(text)
