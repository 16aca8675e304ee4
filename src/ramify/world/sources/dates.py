"""Dates as the published files give them: parts that may be unknown, ends that may be no ends."""

from __future__ import annotations

from ramify.world.sources.table import whole
from ramify.world.when import When


def when(year: str, month: str = "", day: str = "") -> When | None:
    """A date from its parts; an unknown day gives a month, an unknown month a year.

    None if there is no year: `0`, `-9`, `NA` or nothing.

    Raises:
        ValueError: a part is no number, or there is no such day.

    >>> when("1847", "8", "-9"), when("1815", "1", "3"), when("0", "0", "0")
    (When('1847-08'), When('1815-01-03'), None)
    """
    parts = [whole(part) or 0 for part in (year, month, day)]
    if parts[0] <= 0:
        return None
    known = parts[: 1 + next((n for n, part in enumerate(parts[1:]) if part <= 0), 2)]
    return When("-".join(f"{part:0{4 if n == 0 else 2}}" for n, part in enumerate(known)))


def iso(text: str) -> When | None:
    """A date written as in ISO 8601; None for `NA` or nothing.

    Raises:
        ValueError: it is no such date.
    """
    text = text.strip()
    return None if text in ("", "NA", ".") else When(text)


def months(text: str) -> When | None:
    """A month written YYYYMM, as in the contiguity files.

    Raises:
        ValueError: it is no such month.

    >>> months("192001")
    When('1920-01')
    """
    text = text.strip()
    if not text or text in ("0", "NA"):
        return None
    if len(text) != 6 or not text.isdigit():
        raise ValueError(f"{text!r} is not a month; the files write YYYYMM")
    return When(f"{text[:4]}-{text[4:]}")


def open_ended(end: When | None, covered: When) -> When | None:
    """An end, or None where it is only the end of what the file covers."""
    return None if end is None or end.end >= covered.start else end
