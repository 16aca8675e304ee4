"""Months and counts in words, and the dates they make."""

from __future__ import annotations

from datetime import date, timedelta

from ramify.world.when import When

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_UP_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {word: n for n, word in enumerate(_UP_TO_TWELVE.split(), start=1)}


def month_number(word: str) -> int:
    """The number of a month by its name, written out or cut short.

    >>> month_number("Sept.")
    9
    """
    return 1 + [name[:3] for name in _MONTHS].index(word.lower()[:3])


def when_of(year: int, month: int | None = None, day: int | None = None) -> When | None:
    """A date as exact as it is given; None where the calendar has no such day."""
    text = (
        f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    )
    try:
        return When(text)
    except ValueError:
        return None


def counted_from(when: When, offset: tuple[int, str]) -> When | None:
    """The date some time before or after another, no more exact than its unit, or the other.

    >>> str(counted_from(When("2024-06-19"), (-1, "month")))
    '2024-05'
    >>> str(counted_from(When("2024-06"), (2, "week")))
    '2024-06-12/2024-07-17'
    """
    first, last = shifted(when.start, *offset), shifted(when.end, *offset)
    if first is None or last is None or first == last:
        return first
    return When.between(first.start, last.end)


def shifted(day: date, count: int, unit: str) -> When | None:
    """The date so many units after a day, or before it, no more exact than the unit."""
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "year":
        return when_of(day.year + count) if 0 < day.year + count < 9999 else None
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return when_of(months // 12, months % 12 + 1)
    if unit == "week":
        middle = day + timedelta(7 * count)
        return When.between(middle - timedelta(3), middle + timedelta(3))
    return When(day + timedelta(count))
