"""What words name which date: a pattern and what is made of it, the more exact ones first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ramify.reading.time.calendar_words import MONTH, NUMBER_WORDS, month_number, shifted, when_of
from ramify.world.when import When

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_TO = r"(?: ?[-\u2010-\u2014] ?| to | and )"
_LAST = r"(?P<last>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_COUNTS = {"a": 1, "an": 1, **NUMBER_WORDS}
_PART = r"(?:[Mm]id|[Ee]arly|[Ll]ate)[ -]"
_FEASTS = {"new year's day": (1, 1), "christmas day": (12, 25), "christmas eve": (12, 24)}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_COUNTS) + ")"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}
_ORDINALS = ["first", "second", "third", "fourth"]
_SEASONS = {
    "winter": (1, 3),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
}

_Made = tuple["When | None", dict[str, Any]]
_Rule = tuple[
    re.Pattern[str], Callable[[re.Match[str], date | None, "When | None"], "_Made | None"]
]
"""A pattern, and what it makes of a match, the document's day and the document's date."""


def _full(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    parts = match.groupdict()
    month = month_number(parts["month"]) if parts.get("month") else None
    when = when_of(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)
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
    return when_of(year, month, day) if 1 <= month <= 12 else None


def _stretch(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    first, last = int(match["first"]), match["last"]
    end = int(str(first)[: 4 - len(last)] + last)
    return (When(f"{first}/{end}"), {}) if first <= end <= 2100 else None


def _decade(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    first = int(match["year"])
    return When(f"{first}/{first + 9}"), {}


def _bare_month(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """A month, perhaps with a day, without its year: the last one before the anchor."""
    month = month_number(match["month"])
    number = match.groupdict().get("day")
    ahead = bool(re.match(r"(?:next|coming|this coming)\b", match[0], re.IGNORECASE))
    if day is None:
        return None, {"relative": True, "ahead": ahead}
    when = None
    years = (day.year, day.year + 1) if ahead else (day.year, day.year - 1)
    for year in years:
        when = when_of(year, month, int(number) if number else None)
        if when and (when.start > day if ahead else when.start <= day):
            break
    since = bool(re.match(r"since\b", match[0], re.IGNORECASE))
    return when, {"relative": True, "ahead": ahead, "since": since}


def _month_of_year(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`on 26 July last year`, `in October this year`."""
    if day is None:
        return None, {"relative": True}
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    number = match.groupdict().get("day")
    when = when_of(day.year + step, month_number(match["month"]), int(number) if number else None)
    return when, {"relative": True, "ahead": step > 0}


def _days(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`August 7-8`, `7 to 9 August 2017`: some days of a month, the last such before the anchor."""
    year = match.groupdict().get("year")
    last = when_of(int(year), month_number(match["month"]), int(match["last"])) if year else None
    about: dict[str, Any] = {} if year else {"relative": True}
    if day is not None and not year:
        of_year = (when_of(y, month_number(match["month"]), int(match["last"]))
                   for y in (day.year, day.year - 1))  # fmt: skip
        last = next((when for when in of_year if when and when.start <= day), None)
    first = last and when_of(last.start.year, last.start.month, int(match["day"]))
    if last is None or first is None or first.start >= last.start:
        return None, about
    return When.between(first.start, last.start), about


def _overnight(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """The night before the document's own day."""
    if day is None or (anchor and anchor.precision != "day"):
        return None, {"relative": True}
    return When.between(day - timedelta(1), day), {"relative": True}


def _long_ago(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`in recent years`, `for decades`, `a few weeks ago`: no day, nor that of the document."""
    return None, {"relative": True}


def _past_decade(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None or (back := shifted(day, -10, "year")) is None:
        return None, {"relative": True}
    return When.between(back.start, day), {"relative": True, "since": True}


def _weekday(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    ahead = bool(re.match(r"next|coming", match[0], re.IGNORECASE))
    if day is None or (anchor and anchor.precision != "day"):
        return None, {"relative": True, "ahead": ahead}
    back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if match[0].lower().startswith("last") and back == 0:
        back = 7
    when = day + timedelta(7 - back if ahead else -back)
    return When(when), {"relative": True, "ahead": ahead}


def _weekday_of_week(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`Wednesday last week`, `Friday of this week`."""
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    about = {"relative": True, "ahead": step > 0}
    if day is None or (anchor and anchor.precision != "day"):
        return None, about
    monday = day - timedelta(day.weekday()) + timedelta(7 * step)
    return When(monday + timedelta(_WEEKDAYS.index(match["weekday"].lower()))), about


def _before_yesterday(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    known = day is not None and anchor is not None and anchor.precision == "day"
    return (When(day - timedelta(2)) if known and day else None), {"relative": True}


def _weekend(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`over the weekend`, `last weekend`: the last Saturday and Sunday before."""
    if day is None or (anchor and anchor.precision != "day"):
        return None, {"relative": True}
    saturday = day - timedelta((day.weekday() - 5) % 7 or 7)
    return When.between(saturday, min(saturday + timedelta(1), day)), {"relative": True}


def _feast(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`on Christmas Day`: the last one before the document's own day."""
    if day is None:
        return None, {"relative": True}
    month, number = _FEASTS[match[0].lower().replace("’", "'")]
    year = day.year if (month, number) <= (day.month, day.day) else day.year - 1
    return when_of(year, month, number), {"relative": True}


def _same_day(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    return None, {"relative": True, "offset": (0, "day")}


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
        return when_of(day.year + step), about
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return when_of(months // 12, months % 12 + 1), about
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * step)
        return When.between(monday, monday + timedelta(6)), about
    return None, about


def _season_named(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`summer 2019`, and `in the spring`, which is the last one begun."""
    name, year = match["season"].lower(), match.groupdict().get("year")
    if year:
        return None if name == "winter" else (_season(name, int(year)), {})
    if day is None:
        return None, {"relative": True}
    return _season(name, day.year - (day.month < _SEASONS[name][0])), {"relative": True}


def _part_of_year(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`the first half of 2024`, `the third quarter of 2024`."""
    months = 6 if match["part"].lower() == "half" else 3
    first = 1 + months * _ORDINALS.index(match["nth"].lower())
    if first > 12:
        return None
    return When(f"{match['year']}-{first:02}/{match['year']}-{first + months - 1:02}"), {}


def _begun(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`at the start of the year`: this one."""
    if day is None:
        return None, {"relative": True}
    year = match["near"].lower() == "year"
    return when_of(day.year, None if year else day.month), {"relative": True}


def _season(name: str, year: int) -> When:
    first, last = _SEASONS[name]
    return When(f"{year}-{first:02}/{year}-{last:02}")


def _ago(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True}
    return shifted(day, -_count(match), match["unit"]), {"relative": True}


def _count(match: re.Match[str]) -> int:
    word = (match["count"] or "a").lower()
    return int(word) if word.isdigit() else _COUNTS[word]


def _from_event(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    sign = -1 if match["side"].lower() in ("before", "earlier", "prior", "ahead") else 1
    return None, {"relative": True, "offset": (sign * _count(match), match["unit"].lower())}


def _next_day(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    unit = match["unit"].lower()
    return None, {"relative": True, "offset": (1, unit)}


def _that_unit(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    """`later that year`: that of what was told before."""
    return None, {"relative": True, "offset": (0, match["unit"].lower())}


def _past_stretch(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True}
    count, unit = _count(match), match["unit"].lower()
    back = day - timedelta(round(count * _DAYS[unit]))
    if count * _DAYS[unit] > 366:
        back = date(back.year, 1, 1)
    return When.between(back, day), {"relative": True, "since": True}


def _coming(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    if day is None:
        return None, {"relative": True, "ahead": True}
    last = shifted(day, _count(match), match["unit"])
    return (When.between(day, last.end) if last else None), {"relative": True, "ahead": True}


def _vague(match: re.Match[str], day: date | None, anchor: When | None) -> _Made | None:
    return None, {"relative": True, "ahead": True}


def _rule(pattern: str, make: Callable[..., _Made | None], *, exact: bool = False) -> _Rule:
    return re.compile(rf"(?<![\w-]){pattern}(?![\w])", 0 if exact else re.IGNORECASE), make


_WHICH = r"(?P<which>last|past|previous|this|next|coming)"
RULES: tuple[_Rule, ...] = (
    _rule(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", _iso),
    _rule(rf"(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}", _numeric),
    _rule(rf"{MONTH} {_DAY}{_TO}{_LAST}(?:,? {_YEAR})?", _days, exact=True),
    _rule(rf"{_DAY}{_TO}{_LAST}(?: of)? {MONTH}(?:,? {_YEAR})?", _days, exact=True),
    _rule(rf"(?:since )?{MONTH} {_DAY},? ?,? {_YEAR}", _full, exact=True),
    _rule(
        rf"(?:since )?(?:the )?{_DAY}(?: day)?(?: of)?[ -]{MONTH},?[ -]{_YEAR}", _full, exact=True
    ),
    _rule(rf"(?:[Ss]ince )?{MONTH},?(?: of)? {_YEAR}", _full, exact=True),
    _rule(rf"the (?P<nth>{'|'.join(_ORDINALS)}) (?P<part>half|quarter) of {_YEAR}", _part_of_year),
    _rule(rf"(?P<season>{'|'.join(_SEASONS)})(?: of)? {_YEAR}", _season_named),
    _rule(rf"in (?:the )?(?:early |late )?(?P<season>{'|'.join(_SEASONS)})(?! of)", _season_named),
    _rule(r"(?:start|beginning) of the (?P<near>year|month)", _begun),
    _rule(r"(?P<first>1[5-9]\d\d|20\d\d) ?[-–—/] ?(?P<last>\d{4}|\d{2})", _stretch),
    _rule(r"(?P<year>1[5-9]\d0|20\d0)['’]?s", _decade),
    _rule(rf"{_COUNT} {_UNIT} (?P<side>before|earlier|prior|after|later|ahead)", _from_event),
    _rule(r"the (?:next|following) (?P<unit>day|week|month|year)", _next_day),
    _rule(rf"{_COUNT} {_UNIT} ago", _ago),
    _rule(rf"{MONTH} {_DAY},? (?:of )?(?P<which>last|this|next) year", _month_of_year),
    _rule(rf"{_DAY}(?: of)? {MONTH},? (?:of )?(?P<which>last|this|next) year", _month_of_year),
    _rule(rf"in {MONTH} (?:of )?(?P<which>last|this|next) year", _month_of_year),
    _rule(r"overnight", _overnight),
    _rule(r"(?:in|over|during|for) the (?:last|past) decade", _past_decade),
    _rule(
        r"in (?:recent|past|previous) (?:years|decades)|over the (?:years|decades)|"
        r"for (?:many |several )?(?:years|decades)|"
        r"(?:(?:a|the) )?(?:few|couple of|several|many|some) (?:days|weeks|months|years|decades) "
        r"(?:ago|earlier|later|before)|(?:days|weeks|months|years|decades) (?:ago|earlier|later)",
        _long_ago,
    ),
    _rule(r"the day before yesterday", _before_yesterday),
    _rule(r"(?:on )?th(?:e|at) same day", _same_day),
    _rule(r"(?:(?:later|earlier|in) )?(?:that|the same) (?P<unit>year|month)", _that_unit),
    _rule(r"(?:over the|last|this past) weekend", _weekend),
    _rule(r"(?:new year|christmas)(?:['’]s)? (?:day|eve)", _feast),
    _rule(
        rf"(?:in|for|over|during|within) the (?:last|past|previous) (?:{_COUNT} )?{_UNIT}",
        _past_stretch,
    ),
    _rule(rf"(?:in|(?:in|for|over|during|within) the (?:next|coming)) {_COUNT} {_UNIT}", _coming),
    _rule(
        r"in the (?:near|foreseeable|immediate|distant|long) (?:future|term)|in the future|"
        r"in (?:the )?coming (?:days|weeks|months|years|decades)|soon",
        _vague,
    ),
    _rule(
        rf"(?P<weekday>{'|'.join(_WEEKDAYS)}) (?:of )?(?P<which>last|this|next) week",
        _weekday_of_week,
    ),
    _rule(
        rf"(?:earlier |later |early |late |mid-?)?{_WHICH} "
        r"(?P<near>week|month|year|winter|spring|summer|autumn|fall)",
        _near_unit,
    ),
    _rule(rf"(?:(?:last|next|coming|this|on) )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    _rule(r"yesterday|today|tomorrow|(?:earlier |later )?today", _near_day),
    _rule(rf"(?:[Ss]ince )?{MONTH} {_DAY}", _bare_month, exact=True),
    _rule(rf"{_DAY}(?: of)? {MONTH}", _bare_month, exact=True),
    _rule(
        r"(?:(?:[Ll]ast|[Nn]ext|[Cc]oming|[Tt]his|[Ss]ince|[Ii]n|[Tt]he|[Tt]hat|[Oo]f) |"
        rf"{_PART})"
        rf"(?!May (?:be|have|not)){MONTH}(?= |,|\.|;|$)",
        _bare_month,
        exact=True,
    ),
    _rule(
        r"(?:(?:[Ss]ince|[Ii]n|[Bb]y|[Oo]f|[Uu]ntil|[Ff]rom|[Dd]uring|[Tt]he|[Ii]ts|[Tt]heir|"
        rf"[Hh]is) |{_PART})"
        rf"{_YEAR}(?! (?:soldiers|troops|people|men|containers|tons|tonnes|km|kilomet))",
        _full,
        exact=True,
    ),
)
