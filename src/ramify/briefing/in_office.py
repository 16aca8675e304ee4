"""Whom documents name as in office: what an undated text tells of the day it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ramify.reading.statements import Reading
from ramify.world.actors import Tenure
from ramify.world.names.found import Found
from ramify.world.world import World

_FORMER = re.compile(r"\b(?:former|ex|then|late|ousted|deposed|toppled)\W*$", re.I)
"""Words before an office, or at its head, that say that it is held no more."""


class Office(NamedTuple):
    """A person in an office that a text names, with all the times that he held it."""

    person: str
    tenures: tuple[Tenure, ...]

    def held_on(self, day: date) -> bool:
        """Whether he held it on a day."""
        return any(
            (t.start is None or t.start.start <= day) and (t.end is None or day <= t.end.end)
            for t in self.tenures
        )

    def held_since(self, day: date) -> bool:
        """Whether he held it on a day or later."""
        return any(t.end is None or day <= t.end.end for t in self.tenures)


def named_in(readings: Sequence[Reading], world: World) -> tuple[Office, ...]:
    """The people whom some documents name with an office of theirs, each once.

    Who left before a day that the document tells of is named as what he was.
    """
    found: dict[str, Office] = {}
    for reading in readings:
        told = reading.document.mentions_to
        for office in _named(reading.document.text, world):
            if told is None or office.held_since(told.start):
                found.setdefault(office.person, office)
    return tuple(found.values())


def last_day(offices: Sequence[Office], latest: date) -> tuple[date | None, str]:
    """The last day on which all held their offices, and who left his then; None if that is known
    of no day, or it is the latest that is asked about."""
    ends = {t.end.end: office for office in offices for t in office.tenures if t.end}
    if all(office.held_on(latest) for office in offices):
        return None, ""
    for day in sorted((day for day in ends if day < latest), reverse=True):
        if all(office.held_on(day) for office in offices):
            return day, ends[day].tenures[0].name
    return None, ""


def _named(text: str, world: World) -> Iterator[Office]:
    names = world.gazetteer.find(text, world.about.as_of.end)
    for place, name in enumerate(names):
        before = names[place - 1] if place else None
        title = _title(text, name, before)
        if not name.person or not title or _is_former(text, name, before):
            continue
        held = tuple(t for t in world.tenures if t.person == name.person and t.office in title)
        if held and held[0].name.split()[-1].casefold() in name.text.casefold():
            yield Office(name.person, held)


def _title(text: str, name: Found, before: Found | None) -> str:
    """The words of a name with the office right before it: `the president of Ukraine X`."""
    start = before.start if before and _adjoins(text, before, name) else name.start
    return text[start : name.end].casefold()


def _adjoins(text: str, before: Found, name: Found) -> bool:
    return before.kind == "office" and text[before.end : name.start] in (" ", ", ")


def _is_former(text: str, name: Found, before: Found | None) -> bool:
    """`the ousted president X`, `ex-president X`."""
    start = before.start if before and _adjoins(text, before, name) else name.start
    word_before = text[:start].rstrip().rpartition(" ")[2]
    own = re.match(r"\w+", text[start:])
    return any(_FORMER.search(word) for word in (word_before, own.group() if own else ""))
