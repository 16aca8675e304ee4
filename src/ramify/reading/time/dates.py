"""Dates in a text: absolute ones as they stand, relative ones from the document's date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ramify.reading.time.calendar_words import MONTH, month_number, when_of
from ramify.reading.time.date_rules import RULES
from ramify.reading.time.sections import day_at, sections
from ramify.world.when import When

_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z", re.IGNORECASE)
_HOUR = r"(?:on )?(?:the )?(?:(?:early |late )?(?:hours|night|morning|evening|dawn) of )?(?:on )?"
_OPENED = re.compile(rf"\b(?P<word>between|from)\s+{_HOUR}\Z", re.IGNORECASE)
_JOINED = {
    "between": re.compile(rf"\s+and\s+{_HOUR}", re.IGNORECASE),
    "from": re.compile(rf"\s+(?:to|until|till|through)\s+{_HOUR}", re.IGNORECASE),
}
"""What stands between the first day of a stretch and its last."""
_OF_ITS_OWN = re.compile(r"\b(?:last|this|next|coming)\b", re.IGNORECASE)
"""`last December`, `in August last year`: counted from the document's day, whatever was told."""
_STORY = 1500
"""Characters within which a date without year goes on from one with it."""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A stretch of text that names a date."""

    start: int
    end: int
    text: str
    when: When | None
    """None if it depends on a date that is not known."""
    relative: bool = False
    """Whether it was worked out from another date."""
    offset: tuple[int, str] | None = None
    """Count and unit from another event, as -1 and `month` for `a month before` it."""
    ahead: bool = False
    """Whether it lies ahead of the text: `next month`, `in the near future`."""
    since: bool = False
    """Whether it is the start of a stretch that goes on: `since 2023`."""


def parse_date(text: str) -> When | None:
    """The first date a text names without depending on another, or None.

    >>> str(parse_date("Pyongyang, 19 June 2024"))
    '2024-06-19'
    """
    return next((found.when for found in find_dates(text, None) if found.when), None)


def dates_within(dates: Sequence[DateFound], start: int, end: int) -> Sequence[DateFound]:
    """Of dates in order, those that begin in a stretch of the text."""
    first = bisect_left(dates, start, key=lambda found: found.start)
    return dates[first : bisect_left(dates, end, lo=first, key=lambda found: found.start)]


def find_dates(text: str, anchor: When | None) -> list[DateFound]:
    """The dates a text names, in order, none within another.

    `anchor` is the date of the document; a page that tells day by day has others for its parts
    (`sections`). Without one relative dates have no `when`, except months of a year that the
    text itself makes plain.

    >>> found = find_dates("On 4 April 2023 and again last month", When("2024-07-10"))
    >>> [str(date.when) for date in found]
    ['2023-04-04', '2024-06']
    >>> find_dates("last month", None)[0].when is None
    True
    """
    parts = sections(text)
    taken = bytearray(len(text))
    found: list[DateFound] = []
    for pattern, make in RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            near = day_at(parts, start) or anchor
            made = make(match, near.start if near else None, near)
            if made is None:
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(DateFound(start, end, match[0], made[0], **made[1]))
    found.sort(key=lambda f: f.start)
    found = [f for n, f in enumerate(found) if not _names_day_of(f, found[n + 1 : n + 2], text)]
    found = _stretches(found, text)
    return _years_of_months(_in_story(found, anchor))


def _names_day_of(item: DateFound, behind: list[DateFound], text: str) -> bool:
    """`Monday, May 6`, `Tuesday (18 June)`: a weekday that only repeats the date behind it."""
    if not behind or not _WEEKDAY.search(item.text):
        return False
    between = text[item.end : behind[0].start]
    exact = bool(re.search(r"\d", behind[0].text)) and behind[0].offset is None
    return exact and bool(re.fullmatch(r"\s*[,(]?\s*(?:on )?", between)) and len(between) < 6


def _stretches(found: list[DateFound], text: str) -> list[DateFound]:
    """`between Monday and Wednesday`, `from the night of 31 March to 1 April`: one stretch each."""
    out: list[DateFound] = []
    for item in found:
        first = out[-1] if out else None
        if first and (when := _up_to(first, item, text)):
            whole = text[first.start : item.end]
            out[-1] = replace(first, end=item.end, text=whole, when=when)
        else:
            out.append(item)
    return out


def _up_to(first: DateFound, last: DateFound, text: str) -> When | None:
    """The stretch from one day to another, if the words around them make them one."""
    days = [d.when for d in (first, last) if d.when and d.when.precision == "day" and not d.since]
    if len(days) < 2 or days[0].start > days[1].start or first.ahead != last.ahead:
        return None
    opened = _OPENED.search(text[max(0, first.start - 40) : first.start])
    joined = opened and _JOINED[opened["word"].lower()].fullmatch(text[first.end : last.start])
    return When.between(days[0].start, days[1].end) if joined else None


def _in_story(found: list[DateFound], anchor: When | None) -> list[DateFound]:
    """A month without year goes on from the exact date told before it, if one is near.

    `On 26 July 2023 … On 30 July` is 2023 whatever the document's date, unless
    that date lies within the last month.
    """
    told: DateFound | None = None
    out: list[DateFound] = []
    years = _named_years(found)
    for item in found:
        if (
            told
            and _is_month(item, years)
            and item.start - told.end < _STORY
            and not _recent(item, anchor)
        ):
            item = _after(item, told, anchor)
        if item.when and item.when.precision in ("day", "month") and not item.ahead:
            told = item
        out.append(item)
    return out


def _is_month(item: DateFound, years: dict[int, set[int]]) -> bool:
    """Whether it is a month without year, and which year is not open."""
    match = re.search(MONTH, item.text)
    if not match or not item.relative or item.offset is not None or item.ahead:
        return False
    if _OF_ITS_OWN.search(item.text):
        return False
    return bool(re.search(r"\d", item.text)) or len(years.get(month_number(match[0]), ())) < 2


def _recent(item: DateFound, anchor: When | None) -> bool:
    if not item.when or not anchor or anchor.precision != "day":
        return False
    return 0 <= (anchor.start - item.when.end).days <= 31


def _after(item: DateFound, told: DateFound, anchor: When | None) -> DateFound:
    """The month, perhaps with its day, in the year of the date before it or the next.

    Where that lies after the document's own date, it stays the last such day before it.
    """
    match = re.search(MONTH, item.text)
    assert match and told.when
    month = month_number(match[0])
    day = re.search(r"\b([12]?\d|3[01])(?:st|nd|rd|th)?\b", item.text)
    year = told.when.start.year + (told.when.start.month - month > 8)
    when = when_of(year, month, int(day[1]) if day else None)
    if when and anchor and when.start > anchor.end:
        when = None
    return replace(item, when=when or item.when)


def _years_of_months(found: list[DateFound]) -> list[DateFound]:
    """Give a month without year the one year the text names for it, if it names just one."""
    years = _named_years(found)
    return [_with_year(item, years) for item in found]


def _named_years(found: list[DateFound]) -> dict[int, set[int]]:
    """The years that a text names for each month."""
    years: dict[int, set[int]] = {}
    for item in found:
        if item.when and item.when.precision in ("day", "month") and not item.relative:
            years.setdefault(item.when.start.month, set()).add(item.when.start.year)
    return years


def _with_year(item: DateFound, years: dict[int, set[int]]) -> DateFound:
    match = re.search(MONTH, item.text)
    if item.when or item.offset is not None or not match:
        return item
    month = month_number(match[0])
    known = years.get(month, set())
    if len(known) != 1:
        return item
    year = next(iter(known))
    day = re.search(r"\b([12]?\d|3[01])(?:st|nd|rd|th)?\b", item.text)
    when = when_of(year, month, int(day[1]) if day else None)
    return DateFound(item.start, item.end, item.text, when, relative=True, ahead=item.ahead)
