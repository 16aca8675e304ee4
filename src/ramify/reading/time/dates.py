"""Dates in a text: absolute ones as they stand, relative ones from the document's date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

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
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_UP_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {word: n for n, word in enumerate(_UP_TO_TWELVE.split(), start=1)}
_COUNTS = {"a": 1, "an": 1, **NUMBER_WORDS}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_COUNTS) + ")"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_STORY = 1500
"""Characters within which a date without year goes on from one with it."""
_SEASONS = {
    "winter": (1, 3),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
}


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


_Made = tuple["When | None", dict[str, Any]]
_Rule = tuple[
    re.Pattern[str], Callable[[re.Match[str], date | None, "When | None"], "_Made | None"]
]


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

    `anchor` is the date of the document; without it relative dates have no
    `when`, except months of a year the text itself makes plain.

    >>> found = find_dates("On 4 April 2023 and again last month", When("2024-07-10"))
    >>> [str(date.when) for date in found]
    ['2023-04-04', '2024-06']
    >>> find_dates("last month", None)[0].when is None
    True
    """
    day = anchor.start if anchor else None
    taken = bytearray(len(text))
    found: list[DateFound] = []
    for pattern, make in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            made = make(match, day, anchor)
            if made is None:
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(DateFound(start, end, match[0], made[0], **made[1]))
    found.sort(key=lambda f: f.start)
    return _years_of_months(_in_story(found, anchor))


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
    match = re.search(_MONTH, item.text)
    if not match or not item.relative or item.offset is not None or item.ahead:
        return False
    return bool(re.search(r"\d", item.text)) or len(years.get(_month(match[0]), ())) < 2


def _recent(item: DateFound, anchor: When | None) -> bool:
    if not item.when or not anchor or anchor.precision != "day":
        return False
    return 0 <= (anchor.start - item.when.end).days <= 31


def _after(item: DateFound, told: DateFound, anchor: When | None) -> DateFound:
    """The month, perhaps with its day, in the year of the date before it or the next.

    Where that lies after the document's own date, it stays the last such day before it.
    """
    match = re.search(_MONTH, item.text)
    assert match and told.when
    month = _month(match[0])
    day = re.search(r"\b([12]?\d|3[01])(?:st|nd|rd|th)?\b", item.text)
    year = told.when.start.year + (told.when.start.month - month > 8)
    when = _when(year, month, int(day[1]) if day else None)
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
    match = re.search(_MONTH, item.text)
    if item.when or item.offset is not None or not match:
        return item
    month = _month(match[0])
    known = years.get(month, set())
    if len(known) != 1:
        return item
    year = next(iter(known))
    day = re.search(r"\b([12]?\d|3[01])(?:st|nd|rd|th)?\b", item.text)
    when = _when(year, month, int(day[1]) if day else None)
    return DateFound(item.start, item.end, item.text, when, relative=True, ahead=item.ahead)


def _month(word: str) -> int:
    return 1 + [name[:3] for name in _MONTHS].index(word.lower()[:3])


def _when(year: int, month: int | None = None, day: int | None = None) -> When | None:
    text = (
        f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    )
    try:
        return When(text)
    except ValueError:
        return None


def _full(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    parts = match.groupdict()
    month = _month(parts["month"]) if parts.get("month") else None
    when = _when(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)
    since = bool(re.match(r"since\b", match[0], re.IGNORECASE))
    return (when, {"since": since}) if when else None


def _iso(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    try:
        return When(match[0]), {}
    except ValueError:
        return None


def _numeric(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`25/10/2024`: a day where only one of the two orders makes one, else nothing."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    orders = {(first, second), (second, first)}
    days = {when for number, month in orders if (when := _of_month(year, month, number))}
    return (days.pop(), {}) if len(days) == 1 else None


def _of_month(year: int, month: int, day: int) -> When | None:
    return _when(year, month, day) if 1 <= month <= 12 else None


def _stretch(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    first, last = int(match["first"]), match["last"]
    end = int(str(first)[: 4 - len(last)] + last)
    return (When(f"{first}/{end}"), {}) if first <= end <= 2100 else None


def _decade(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    first = int(match["year"])
    return When(f"{first}/{first + 9}"), {}


def _bare_month(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """A month, perhaps with a day, without its year: the last one before the anchor."""
    month = _month(match["month"])
    number = match.groupdict().get("day")
    ahead = bool(re.match(r"(?:next|coming|this coming)\b", match[0], re.IGNORECASE))
    if day is None:
        return None, {"relative": True, "ahead": ahead}
    when = None
    years = (day.year, day.year + 1) if ahead else (day.year, day.year - 1)
    for year in years:
        when = _when(year, month, int(number) if number else None)
        if when and (when.start > day if ahead else when.start <= day):
            break
    since = bool(re.match(r"since\b", match[0], re.IGNORECASE))
    return when, {"relative": True, "ahead": ahead, "since": since}


def _weekday(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    ahead = bool(re.match(r"next|coming", match[0], re.IGNORECASE))
    if day is None or (anchor and anchor.precision != "day"):
        return None, {"relative": True, "ahead": ahead}
    back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if match[0].lower().startswith("last") and back == 0:
        back = 7
    when = day + timedelta(7 - back if ahead else -back)
    return When(when), {"relative": True, "ahead": ahead}


def _near_day(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match[0].lower().split()[-1], 0)
    known = day is not None and anchor is not None and anchor.precision == "day"
    when = When(day + timedelta(shift)) if known and day else None
    return when, {"relative": True, "ahead": shift > 0}


def _near_unit(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`last month`, `this year`, `next week`, `earlier this year`."""
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(
        match["which"].lower(), 0
    )
    about = {"relative": True, "ahead": step > 0}
    if day is None:
        return None, about
    unit = match["near"].lower()
    if unit in _SEASONS:
        return _season(unit, day.year + min(step, 0) * (day.month <= _SEASONS[unit][1])), about
    if unit == "year":
        return _when(day.year + step), about
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return _when(months // 12, months % 12 + 1), about
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * step)
        return When.between(monday, monday + timedelta(6)), about
    return None, about


def _season(name: str, year: int) -> When:
    first, last = _SEASONS[name]
    return When(f"{year}-{first:02}/{year}-{last:02}")


def _ago(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True}
    return _shifted(day, -_count(match), match["unit"]), {"relative": True}


def _count(match: re.Match[str]) -> int:
    word = match["count"].lower()
    return int(word) if word.isdigit() else _COUNTS[word]


def counted_from(when: When, offset: tuple[int, str]) -> When | None:
    """The date some time before or after another, no more exact than its unit.

    >>> str(counted_from(When("2024-06-19"), (-1, "month")))
    '2024-05'
    """
    return _shifted(when.start, *offset)


def _shifted(day: date, count: int, unit: str) -> When | None:
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "year":
        return _when(day.year + count) if 0 < day.year + count < 9999 else None
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return _when(months // 12, months % 12 + 1)
    if unit == "week":
        middle = day + timedelta(7 * count)
        return When.between(middle - timedelta(3), middle + timedelta(3))
    return When(day + timedelta(count))


def _from_event(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    sign = -1 if match["side"].lower() in ("before", "earlier", "prior", "ahead") else 1
    return None, {"relative": True, "offset": (sign * _count(match), match["unit"].lower())}


def _next_day(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    unit = match["unit"].lower()
    return None, {"relative": True, "offset": (1, unit)}


def _past_stretch(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True}
    first = _shifted(day, -_count(match), match["unit"])
    return (When.between(first.start, day) if first else None), {"relative": True, "since": True}


def _coming(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True, "ahead": True}
    last = _shifted(day, _count(match), match["unit"])
    return (When.between(day, last.end) if last else None), {"relative": True, "ahead": True}


def _vague(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    return None, {"relative": True, "ahead": True}


def _rule(pattern: str, make: Callable[..., _Made | None], *, exact: bool = False) -> _Rule:
    return re.compile(rf"(?<![\w-]){pattern}(?![\w])", 0 if exact else re.IGNORECASE), make


_WHICH = r"(?P<which>last|past|previous|this|next|coming)"
_RULES: tuple[_Rule, ...] = (
    _rule(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", _iso),
    _rule(rf"(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}", _numeric),
    _rule(rf"(?:since )?{_MONTH} {_DAY},? ?,? {_YEAR}", _full, exact=True),
    _rule(
        rf"(?:since )?(?:the )?{_DAY}(?: day)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}", _full, exact=True
    ),
    _rule(rf"(?:[Ss]ince )?{_MONTH},?(?: of)? {_YEAR}", _full, exact=True),
    _rule(r"(?P<first>1[5-9]\d\d|20\d\d) ?[-–—/] ?(?P<last>\d{4}|\d{2})", _stretch),
    _rule(r"(?P<year>1[5-9]\d0|20\d0)['’]?s", _decade),
    _rule(rf"{_COUNT} {_UNIT} (?P<side>before|earlier|prior|after|later|ahead)", _from_event),
    _rule(r"the (?:next|following) (?P<unit>day|week|month|year)", _next_day),
    _rule(rf"{_COUNT} {_UNIT} ago", _ago),
    _rule(
        rf"(?:in|for|over|during|within) the (?:last|past|previous) {_COUNT} {_UNIT}", _past_stretch
    ),
    _rule(rf"(?:in|(?:in|for|over|during|within) the (?:next|coming)) {_COUNT} {_UNIT}", _coming),
    _rule(
        r"in the (?:near|foreseeable|immediate|distant|long) (?:future|term)|in the future|"
        r"in (?:the )?coming (?:days|weeks|months|years|decades)|soon",
        _vague,
    ),
    _rule(
        rf"(?:earlier |later |early |late |mid-?)?{_WHICH} "
        r"(?P<near>week|month|year|winter|spring|summer|autumn|fall)",
        _near_unit,
    ),
    _rule(rf"(?:(?:last|next|coming|this|on) )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    _rule(r"yesterday|today|tomorrow|(?:earlier |later )?today", _near_day),
    _rule(rf"(?:[Ss]ince )?{_MONTH} {_DAY}", _bare_month, exact=True),
    _rule(rf"{_DAY}(?: of)? {_MONTH}", _bare_month, exact=True),
    _rule(
        r"(?:[Ll]ast|[Nn]ext|[Cc]oming|[Tt]his|[Ss]ince|[Ii]n|[Tt]he|[Tt]hat|[Oo]f|[Ee]arly|"
        r"[Ll]ate|mid) "
        rf"(?!May (?:be|have|not)){_MONTH}(?= |,|\.|;|$)",
        _bare_month,
        exact=True,
    ),
    _rule(
        r"(?:[Ss]ince|[Ii]n|[Bb]y|[Oo]f|[Uu]ntil|[Ff]rom|[Dd]uring|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is) "
        rf"{_YEAR}(?! (?:soldiers|troops|people|men|containers|tons|tonnes|km|kilomet))",
        _full,
        exact=True,
    ),
)
