"""Pages that tell day by day: a line that is only a date dates what stands under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ramify.reading.time.calendar_words import MONTH, month_number, when_of
from ramify.world.when import When

_NAMED = MONTH.replace("(?P<month>", "(?P<named>")
_LINE = re.compile(
    rf"^(?:[A-Z][a-z]{{2,6}}day,? )?(?:(?P<day>\d{{1,2}}) {MONTH},? (?P<year>\d{{4}})"
    rf"|{_NAMED} (?P<number>\d{{1,2}}),? (?P<of>\d{{4}})|(?P<iso>\d{{4}}-\d\d-\d\d))"
    r"(?:[\s,|–-]*(?:at )?\d{1,2}[:.]\d{2}[^\n]{0,12})?$",
    re.MULTILINE,
)
_FEWEST = 2
"""Different days from which lines with a date part a page."""


@dataclass(frozen=True, slots=True)
class DayPart:
    """What stands under a date, as far as the next one."""

    start: int
    day: When


def sections(text: str) -> tuple[DayPart, ...]:
    """The parts of a page that tells day by day; none of a page with one date or no such line.

    >>> parts = sections("15 May 2024 18:40\\n\\nIt rained.\\n\\nMay 14, 2024\\n\\nSun.")
    >>> [str(part.day) for part in parts]
    ['2024-05-15', '2024-05-14']
    """
    dated = ((match.start(), _day(match)) for match in _LINE.finditer(text))
    found = tuple(DayPart(start, day) for start, day in dated if day)
    return found if len({one.day for one in found}) >= _FEWEST else ()


def _day(match: re.Match[str]) -> When | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return when_of(year, month, day) if 1 <= month <= 12 else None
    year = int(match["year"] or match["of"])
    month = month_number(match["month"] or match["named"])
    return when_of(year, month, int(match["day"] or match["number"]))


def day_at(parts: Sequence[DayPart], position: int) -> When | None:
    """The day of the part in which a place of the text stands; None before the first."""
    before = [part.day for part in parts if part.start <= position]
    return before[-1] if before else None
