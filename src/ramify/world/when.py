"""Dates as sources give them: a day, a month, a year, or a stretch of days."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import total_ordering
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ramify._errors import UsageError

Precision = Literal["day", "month", "year", "interval"]

Day = date | str
"""A day as one may give it: a date, or what `day` reads."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@total_ordering
class When:
    """A date with its precision, written as in ISO 8601 and EDTF.

    `2024-06-19` is a day, `2024-06` a month, `2024` a year,
    `2024-06-18/2024-06-19` an interval. The first and last day it may
    stand for are `start` and `end`, both inclusive.

    Source: ISO 8601-2:2019 (EDTF), level 0.

    Raises:
        ValueError: the text is no such date, or an interval ends before it starts.

    >>> When("2024-06").end
    datetime.date(2024, 6, 30)
    >>> When("2022-02-24").precision
    'day'
    >>> str(When.between(date(2024, 6, 18), date(2024, 6, 19)))
    '2024-06-18/2024-06-19'
    """

    __slots__ = ("_text", "end", "start")
    _text: str
    start: date
    end: date

    def __init__(self, text: str | date | When) -> None:
        text = str(text.date() if isinstance(text, datetime) else text)
        first, slash, last = text.partition("/")
        start, end = _bounds(first)
        if slash:
            end = _bounds(last)[1]
        if end < start:
            raise ValueError(f"{text}: ends before it starts")
        for name, value in (("_text", text), ("start", start), ("end", end)):
            object.__setattr__(self, name, value)

    @classmethod
    def _of(cls, given: Any) -> When:
        """A value as it is, since it cannot change; text or a date as a value."""
        return given if isinstance(given, When) else cls(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a When cannot be changed")

    @classmethod
    def between(cls, start: date, end: date) -> Self:
        """The shortest text for the days from `start` to `end`."""
        if start == end:
            return cls(start)
        if start.day == 1 and end == _bounds(f"{start:%Y-%m}")[1]:
            return cls(f"{start:%Y-%m}")
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and (
            start.year == end.year
        ):
            return cls(f"{start:%Y}")
        return cls(f"{start}/{end}")

    @property
    def precision(self) -> Precision:
        """How exact the date is."""
        if "/" in self._text:
            return "interval"
        by_dashes: tuple[Precision, ...] = ("year", "month", "day")
        return by_dashes[self._text.count("-")]

    def overlaps(self, other: When) -> bool:
        """Whether both may stand for one day."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"When({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and self._text == other._text

    def __lt__(self, other: When) -> bool:
        return (self.start, self.end, self._text) < (other.start, other.end, other._text)

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        return When, (self._text,)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(
            pattern=r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
        )
        parse = core_schema.no_info_after_validator_function(cls, text)
        return core_schema.json_or_python_schema(
            json_schema=parse,
            python_schema=core_schema.no_info_plain_validator_function(cls._of),
            serialization=core_schema.to_string_ser_schema(),
        )


def _bounds(text: str) -> tuple[date, date]:
    match = _PARTIAL.match(text)
    if not match:
        raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day and month:
            return date(year, month, day), date(year, month, day)
        first, last = month or 1, month or 12
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{text!r} is not a day of the calendar") from None


def day(on: Day) -> date:
    """A day of the calendar, from a date or its text: `YYYY-MM-DD`, or `today`.

    A year or a month stands for its last day, as data sets by state and year mostly
    describe the end of the year: `2010` is 31 December 2010.

    Raises:
        UsageError: the text is no such day.

    >>> day("2024-06-20"), day("2024-02")
    (datetime.date(2024, 6, 20), datetime.date(2024, 2, 29))
    """
    return _first_and_last(on)[1]


def _asked(given: Any) -> Any:
    """A field's day from its text; what is no text is left to the field itself.

    Raises:
        ValueError: the text is no day.
    """
    try:
        return day(given) if isinstance(given, str | datetime) else given
    except UsageError as error:
        raise ValueError(str(error)) from None


DayField = Annotated[date, BeforeValidator(_asked)]
"""The day of a value, which takes what `day` takes."""


def first_day(on: Day) -> date:
    """Where a stretch of days begins: as `day`, but a year or a month stands for its first day.

    Raises:
        UsageError: the text is no such day.

    >>> first_day("2024-06-20"), first_day("2024-02")
    (datetime.date(2024, 6, 20), datetime.date(2024, 2, 1))
    """
    return _first_and_last(on)[0]


def _first_and_last(on: Day) -> tuple[date, date]:
    if isinstance(on, date):
        one = on.date() if isinstance(on, datetime) else on
        return one, one
    text = on.strip().lower()
    if text == "today":
        return date.today(), date.today()
    if len(text) == 8 and text.isdecimal():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return _bounds(text)
    except ValueError:
        raise UsageError(
            f"{on!r} is not a day of the calendar",
            repair="write YYYY-MM-DD, YYYY-MM, YYYY, or `today`",
        ) from None


def holds(start: When | None, end: When | None, on: date) -> bool | None:
    """Whether a fact that runs from `start` to `end`, both included, holds on a day.

    None means unknown: the day falls within the imprecision of an end point,
    or the first day is not known. No `end` means that it has not ended.

    >>> holds(When("1949"), None, date(2024, 6, 20))
    True
    >>> holds(When("1949"), None, date(1949, 6, 20)) is None
    True
    """
    if start and on < start.start:
        return False
    if end and on > end.end:
        return False
    if start is None or on < start.end or (end and on > end.start):
        return None
    return True


_HORIZON = re.compile(r"([1-9]\d{0,3})([dwmy])")
_UNIT_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def horizon_days(horizon: str | int) -> int:
    """A horizon such as `90d`, `12w`, `6m` or `1y`, or a number of days, in days.

    Raises:
        UsageError: no such horizon, or no days at all.

    >>> horizon_days("12w"), horizon_days(30)
    (84, 30)
    """
    if isinstance(horizon, int):
        if horizon > 0:
            return horizon
        raise UsageError("the horizon must be at least one day", repair="write 90 or 90d")
    match = _HORIZON.fullmatch(horizon.strip().lower())
    if not match:
        raise UsageError(f"{horizon!r} is not a horizon", repair="write 90d, 12w, 6m or 1y")
    return int(match[1]) * _UNIT_DAYS[match[2]]
