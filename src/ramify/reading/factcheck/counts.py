"""Counts that a text makes, held against lists: the fourth country visited, the third summit.

A count is only right or wrong against a list that is complete in the time it speaks of. Where
none reaches it is *not covered*; a visit that the list would have and has not is *not found*.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ramify.reading.factcheck.check import Verdict
from ramify.world.visits import Visit, VisitList
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.world.world import World

_UP_TO_TWENTIETH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: number for number, word in enumerate(_UP_TO_TWENTIETH.split(), 1)}
_NTH = rf"(?P<n>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))"
COUNTED = re.compile(
    rf"\b{_NTH}\s+(?P<what>(?:(?:foreign|overseas|consecutive|straight|official|state)\s+){{0,2}}"
    r"(?:time|country|capital|visit|trip|summit|meeting|state))\b",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"country|capital|\bstate\b(?!\s+visit)", re.IGNORECASE)
_ABROAD = re.compile(r"visit|trip", re.IGNORECASE)
_VISITING = re.compile(r"\b(?:visit|travel|trip|tour|went|go)\w*", re.IGNORECASE)
_SUMMIT = re.compile(r"\bsummits?\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|after|following|of)\s+(?:(?:he|she|his|her|its|their|the|a|\w+[’']s)\s+){0,2}"
    r"(?:(?:taking|took|assuming|assumed|coming\s+to|came\s+to|return\w*\s+to|rise\s+to)\s+)?"
    r"(?:the\s+)?(?P<what>re-?election|election|inauguration|power|office|white\s+house|"
    r"(?:new|second|fifth)\s+(?:presidential\s+)?term|(?:(?:covid-19|coronavirus)\s+)?pandemic)\b",
    re.IGNORECASE,
)
_SINCE_DAY = re.compile(
    rf"\bsince\s+(?:(?:early|mid|late)[\s-]+)?(?:(?P<month>{'|'.join(month_name[1:])})\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    r"^[^.;,]{0,30}?\b(?:(?:in|of)\s+(?P<year>20\d\d)|(?:this|of\s+the)\s+year)\b"
)
_SOME_TIME = re.compile(
    r"\bsince\b|^[^.;]{0,40}?\b(?:in\s+(?:\w+\s+){0,3}?(?:years|months|weeks|decades?|century)"
    r"|(?:last|past|previous)\s+(?:\w+\s+)?(?:year|month|week)s?|this\s+(?:month|week|decade))\b",
    re.IGNORECASE,
)
"""A time to which a count is kept that nothing here can date."""
_PART_OF_THE_WORLD = re.compile(
    r"^\s+(?:in|to|of)\s+(?:the\s+(?:region|world|gulf|middle\s+east|caucasus|balkans)|"
    r"(?:\w+\s+){0,2}(?:africa|america|asia|europe|pacific))\b",
    re.IGNORECASE,
)
"""What a count of countries is kept to that the lists do not tell apart."""
_TO_ONE = re.compile(
    r"\b(?:visit|trip|time)\b[^.;]{0,40}?\b(?:to|in|visit(?:s|ed|ing)?)\b", re.IGNORECASE
)
_IN_POWER = "power"
"""What a list begins with that has all of a leader's time in power."""
_AHEAD = re.compile(r"\b(?:will|to attend|upcoming|forthcoming|due|next)\b", re.IGNORECASE)
_UNNAMED = "the sentence names no journey in"
NO_LIST = "a count needs a complete list, and none is on file"


@dataclass(frozen=True, slots=True)
class VisitCount:
    """A count that a sentence makes, and what the lists say of it."""

    says: str
    verdict: Verdict
    value: str | None = None
    source: str | None = None
    why: str | None = None
    covered: bool | None = None
    """Whether a list covers it and would have it; None where that was not asked."""
    counts: str = ""
    """The words of the sentence for what it counts."""


def counted(
    text: str, named: Sequence[str], before: Sequence[str], days: tuple[date, date], world: World
) -> VisitCount | None:
    """What the lists of visits say of a count in a sentence; None if it makes none.

    Args:
        text: the sentence.
        named: ids of the actors it names, in order.
        before: those that the sentence before names, whom `they` and `these countries` mean.
        days: first and last day that its time may be.
        world: the facts, with the lists.
    """
    match = COUNTED.search(text)
    if match is None:
        return None
    if _SUMMIT.search(text) and not _COUNTRY.search(match["what"]):
        found = _summits(match, text, named, before, days, world)
    else:
        found = _visits(match, text, named, days, world)
    if found is None and named:
        says = _says(named, match, world)
        found = VisitCount(says, "not in the record", why=NO_LIST, covered=False)
    return replace(found, counts=match[0]) if found else None


def _visits(
    match: re.Match[str], text: str, named: Sequence[str], days: tuple[date, date], world: World
) -> VisitCount | None:
    """ "the fourth country Putin has visited since he was re-elected", "his third trip since"."""
    lists = {one.actor: one for one in world.visit_lists if one.summit is None}
    who = _visitor(match, text, named, lists, world)
    if who is None or not (_VISITING.search(text) or _ABROAD.search(match["what"])):
        return None
    kept, says = lists[who], _says([who], match, world)
    starts = _counted_from(match, text, kept, max(days))
    if not starts:
        why = f"the list of visits runs {_span(kept)}, and not what is meant"
        return VisitCount(says, "not in the record", why=why, covered=False)
    hosts = [code for code in named if code != who and code in world.actors]
    number = _number(match["n"])
    readings = [
        _place(match, text, _until(world.visits, who, None, max(days), start), hosts, world)
        for start in starts
    ]
    at, told = next((found for found in readings if found[0] == number), readings[0])
    if at is None:
        covered = bool(hosts) and max(days) <= kept.through.end
        where = f"no visit to {listing(map(world.called, hosts), 'or')} in" if hosts else _UNNAMED
        why = f"{where} the list, which runs {_span(kept)}"
        return VisitCount(says, "not in the record", told or None, kept.source, why, covered)
    return VisitCount(says, "agrees" if at == number else "differs", told, kept.source, kept.note)


def _counted_from(match: re.Match[str], text: str, kept: VisitList, last: date) -> tuple[date, ...]:
    """The days from which a sentence may count, by each way to read it; none if not known.

    `since 2024` may have the year in it or begin after it; `in 2024` may be the time of the
    count or only that of the visit. All of a leader's time is meant where no time is named.
    """
    rest, first = text[match.end() :], kept.since.start
    if _PART_OF_THE_WORLD.search(rest):
        return ()
    for part in (rest, text):
        if event := _SINCE.search(part):
            return (first,) if " ".join(event["what"].lower().split()) in kept.begins else ()
        if dated := _SINCE_DAY.search(part):
            year, month = int(dated["year"]), _month(dated["month"])
            begun = date(year, month or 1, 1)
            over = date(year + (month in (0, 12)), month % 12 + 1, 1)
            return tuple(day for day in (begun, over) if first <= day)
    whole = (first,) if _IN_POWER in kept.begins else ()
    if named := _IN_YEAR.search(rest):
        begun = date(int(named["year"] or last.year), 1, 1)
        return (*((begun,) if first <= begun else ()), *whole)
    return () if _SOME_TIME.search(rest) else whole


def _month(name: str | None) -> int:
    """Its number; 0 if none is named."""
    return [word.lower() for word in month_name].index(name.lower()) if name else 0


def _place(
    match: re.Match[str], text: str, trips: Sequence[Visit], hosts: Sequence[str], world: World
) -> tuple[int | None, str]:
    """Which one of the trips is told of, and the trips; None if none went there."""
    order = list(dict.fromkeys(trip.host for trip in trips))
    told = _told(order, trips, world)
    if _COUNTRY.search(match["what"]):
        places = {host: n for n, host in enumerate(order, 1)}
    elif _TO_ONE.search(text[match.start() :]):
        places = {host: sum(trip.host == host for trip in trips) for host in hosts if host in order}
        told = _told_one(next(iter(places), None), trips)
    else:
        places = {trip.host: n for n, trip in enumerate(trips, 1) if trip.host in hosts}
    return next((places[host] for host in hosts if host in places), None), told


def _visitor(
    match: re.Match[str], text: str, named: Sequence[str], lists: Collection[str], world: World
) -> str | None:
    """Whose visits are counted: the leader named; or, of a trip, the first state that is named."""
    for code in dict.fromkeys(named):
        people = {
            visit.person for visit in world.visits if visit.actor == code and not visit.summit
        }
        if any(re.search(rf"\b{name}\b", text) for name in _names(code, people, world)):
            return code
    first = next(iter(named), None)
    return first if first and first in lists and not _COUNTRY.search(match["what"]) else None


def _names(actor: str, people: Collection[str], world: World) -> set[str]:
    """What papers call the visitors of a state: in full, or by family name."""
    held = [t for t in world.tenures if t.actor == actor and t.name in people]
    short = {name.split()[-1] for t in held for name in t.names if name.count(" ") < 2}
    return {*people, *(name for name in short if any(name in t.name.split() for t in held))}


def _summits(
    match: re.Match[str],
    text: str,
    named: Sequence[str],
    before: Sequence[str],
    days: tuple[date, date],
    world: World,
) -> VisitCount | None:
    """ "the third time that these states attend a NATO summit"."""
    lists = {(one.summit, one.actor): one for one in world.visit_lists if one.summit}
    group = next((code for code in named if any(code == summit for summit, _ in lists)), None)
    own = text[: match.start()], text[match.end() :]
    those = [code for code in dict.fromkeys(named) if (group, code) in lists]
    if not those or re.search(r"\b(?:these|they|the four|those|both)\b", " ".join(own), re.I):
        those = [code for code in dict.fromkeys(before) if (group, code) in lists] or those
    if group is None or not those:
        return None
    on = _summit_day(group, text, days, world)
    says = _says(those, match, world)
    kept = [lists[group, code] for code in those]
    if on is None:
        why = f"the list of summits runs {_span(kept[0])}"
        return VisitCount(says, "not in the record", why=why, covered=False)
    came = {code: _until(world.visits, code, group, on) for code in those}
    right = all(len(stays) == _number(match["n"]) for stays in came.values())
    notes = "; ".join(dict.fromkeys(f"{world.called(k.actor)}: {k.note}" for k in kept if k.note))
    return VisitCount(
        says, "agrees" if right else "differs", _attended(came, world), kept[0].source, notes
    )


def _summit_day(group: str, text: str, days: tuple[date, date], world: World) -> date | None:
    """The day of the summit that is meant: the next one if it is to come, else the last."""
    held = sorted({visit.start.start for visit in world.visits if visit.summit == group})
    if _AHEAD.search(text):
        return next((day for day in held if day >= min(days)), None)
    reach = max(k.through.end for k in world.visit_lists if k.summit == group)
    past = [day for day in held if day <= max(days)]
    return past[-1] if past and max(days) <= date(reach.year, 12, 31) else None


def _until(
    visits: Iterable[Visit], who: str, summit: str | None, day: date, first: date = date.min
) -> list[Visit]:
    own = (visit for visit in visits if (visit.actor, visit.summit) == (who, summit))
    timely = (visit for visit in own if first <= visit.start.start <= day)
    return sorted(timely, key=lambda visit: visit.start.start)


def _told(order: Sequence[str], trips: Sequence[Visit], world: World) -> str:
    first = {host: next(t for t in trips if t.host == host) for host in order}
    return ", ".join(f"{n} {world.called(h)} ({first[h].start})" for n, h in enumerate(order, 1))


def _told_one(host: str | None, trips: Sequence[Visit]) -> str:
    """The days of the visits to one state."""
    return ", ".join(str(trip.start) for trip in trips if trip.host == host)


def _attended(came: dict[str, list[Visit]], world: World) -> str:
    """The summits, each with those for whom somebody other than the leader came."""
    parts = []
    for code, stays in came.items():
        held = [
            f"{stay.start.start.year} {stay.place}"
            + ("" if stay.level == "leader" else f" by {stay.person}, {stay.level}")
            for stay in stays
        ]
        parts.append((world.called(code), "; ".join(held) or "none"))
    alike: dict[str, list[str]] = {}
    for name, held_at in parts:
        alike.setdefault(held_at, []).append(name)
    return ". ".join(f"{listing(names)}: {held_at}" for held_at, names in alike.items())


def _says(named: Sequence[str], match: re.Match[str], world: World) -> str:
    return f"{listing(world.called(code) for code in named)}: the {match[0]}"


def _span(kept: VisitList) -> str:
    return f"from {kept.since} to {kept.through}"


def _number(word: str) -> int:
    return ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))
