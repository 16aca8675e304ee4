"""The names in a text: the gazetteer as of each sentence's day, and names of places and peoples."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Protocol

from ramify.reading.syntax.sentence import Sentence
from ramify.reading.time.dates import DateFound, dates_within
from ramify.world.actors import Territory
from ramify.world.when import holds

_SINCE = re.compile(r"\bsince (?:at least |about )?(?:the )?(?:\w+ )?$", re.IGNORECASE)
"""`the biggest since the 1991 collapse`: the sentence is not of that day."""
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_MONTH = re.compile(r"January|February|March|April|May|June|July|August|September|October")
_IN_DATE = re.compile(r"(?:\b(?:in|on|by|of|since|late|last|early|mid)|\d|-) $", re.IGNORECASE)
_LONG_AGO = 2
"""Years before the document's day from which a sentence's own date decides who is meant."""
_MOST_YEARS = 8
_CAPITALISED = re.compile(r"\b(?:al-)?[A-ZÉÑŻŠ][\w'’.-]*")
_TITLED = re.compile(
    r"\s(?:Accords?|Agreements?|Charter|Communiqu[eé]|Conventions?|Declaration|Exchange|Group"
    r"|Post|Process|Protocols?|Stock|Summit|Times|Treaty|University)\b"
)
"""`the Geneva Convention`, `the Camp David Accords`: a text or a body, not the place."""


class DatedName(Protocol):
    """A name found by the gazetteer."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...
    @property
    def sector(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Names(Protocol):
    """The gazetteer: finds names of actors in a text, as of a day."""

    def find(self, text: str, on: date) -> Iterable[DatedName]:
        """Names in order, none within another."""
        ...


class DatedNames:
    """The gazetteer, asked for the day a sentence speaks of where that is another year.

    `In 1939 Germany invaded Poland` means the Germany of 1939, not of today.
    """

    def __init__(
        self,
        names: Names,
        sentences: Sequence[Sentence],
        dates: Sequence[DateFound],
        territories: Mapping[str, Sequence[Territory]] | None = None,
    ) -> None:
        self._names, self._places = names, territories or {}
        self._days = {
            number: day
            for number, sentence in enumerate(sentences)
            if (day := _day_of(sentence, dates)) is not None
        }
        self._sentences = sentences

    def find(self, text: str, on: date) -> Iterable[DatedName]:
        """Names in order, each as meant on the day its sentence speaks of, else on `on`."""
        found = [f for f in self._names.find(text, on) if not _is_day(f, text)]
        found = [f for f in found if not text[: f.start].endswith("National ")]
        found += [f for f in self._territories(text, on) if not _overlapped(f, found)]
        local = list(local_names(text))
        found = [f for f in found if not _is_part(f, local)]
        found += [f for f in local if not _overlapped(f, found)]
        years = {day.year: day for day in self._days.values() if on.year - day.year > _LONG_AGO}
        for year in sorted(years)[:_MOST_YEARS]:
            there = [n for n, day in self._days.items() if day.year == year]
            spans = [(self._sentences[n].start, self._sentences[n].end) for n in there]
            then = [f for f in self._names.find(text, years[year]) if _within(f, spans)]
            then = [f for f in then if "exist" not in f.reason and f.candidates]
            then = [f for f in then if not _is_day(f, text) and not self._is_still(f, year, found)]
            found = [f for f in found if not _overlapped(f, then)] + then
        return sorted(found, key=lambda f: f.start)

    def _is_still(self, then: DatedName, year: int, today: Sequence[DatedName]) -> bool:
        """Whether a name of the year of a change means by its end who bears it today.

        `Turkey signed a treaty in 1923`: the state of that name, not the one before it.
        """
        now = next((f for f in today if (f.start, f.end) == (then.start, then.end)), None)
        if now is None or now.candidates == then.candidates:
            return False
        later = self._names.find(then.text, date(year, 12, 31))
        return any(f.candidates == now.candidates for f in later)

    def _territories(self, text: str, on: date) -> Iterable[Place]:
        """Names of territories, for the state whose they are held to be on the day."""
        for spells in self._places.values():
            named = [s for s in spells if s.name in text or any(n in text for n in s.names)]
            if not named:
                continue
            names = {n for s in named for n in (s.name, *s.names) if n in text}
            owner = next((_owner(s) for s in spells if holds(s.start, s.end, on)), None)
            for name in names if owner else ():
                for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                    yield Place(match.start(), match.end(), match[0], (str(owner),))


def _is_day(found: DatedName, text: str) -> bool:
    """`on Friday`, `in May`, `March 5`: a day or a month, whoever else bears the name."""
    before, after = text[: found.start][-6:], text[found.end :][:4]
    dated = bool(_IN_DATE.search(before) or re.match(r"\.? \d", after))
    return bool(_WEEKDAY.fullmatch(found.text)) or (bool(_MONTH.fullmatch(found.text)) and dated)


def _owner(spell: Territory) -> str | None:
    only = spell.claimed[0] if len(spell.claimed) == 1 else None
    return spell.recognised or only


def _overlapped(found: DatedName, others: Sequence[DatedName]) -> bool:
    return any(found.start < o.end and o.start < found.end for o in others)


def _is_part(found: DatedName, others: Sequence[DatedName]) -> bool:
    """`Kata'ib Hezbollah`: a name that is only the end of a longer one."""
    return any(o.start < found.start and found.end <= o.end for o in others)


@dataclass(frozen=True, slots=True)
class Place:
    """A territory named in a text, for the state it is recognised to belong to."""

    start: int
    end: int
    text: str
    candidates: tuple[str, ...]
    sector: str | None = None
    person: str | None = None
    kind: str = "territory"
    reason: str = "territory recognised as its own"


def _day_of(sentence: Sentence, dates: Sequence[DateFound]) -> date | None:
    """The first date a sentence names outright."""
    for found in dates_within(dates, sentence.start, sentence.end):
        before = sentence.text[: max(0, found.start - sentence.start)]
        if found.when and not found.relative and not found.since and not _SINCE.search(before):
            return found.when.start
    return None


def _within(found: DatedName, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= found.start < end for start, end in spans)


_KINDS = {"place": "territory", "people": "adjective", "body": "name"}


@cache
def _local() -> dict[str, tuple[tuple[str, Place], ...]]:
    """Names of places.csv by their first word, the longest first."""
    lines = files("ramify.reading").joinpath("data/places.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, Place]]] = {}
    for row in csv.DictReader(lines.splitlines()):
        reason = f"a {row['kind']} of {row['id']}"
        for name in row["names"].split("|"):
            place = Place(
                0, 0, name, (row["id"],), row["sector"] or None, None, _KINDS[row["kind"]], reason
            )
            found.setdefault(name.split()[0], []).append((name, place))
    return {
        word: tuple(sorted(names, key=lambda item: -len(item[0]))) for word, names in found.items()
    }


def local_names(text: str) -> Iterator[Place]:
    """Cities and provinces, peoples, parties and armed bodies, for the state they belong to.

    >>> [(f.text, f.candidates, f.kind) for f in local_names("Police in Basra met Fatah.")]
    [('Basra', ('IRQ',), 'territory'), ('Fatah', ('PSE',), 'name')]
    """
    names, end = _local(), 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        if start < end:
            continue
        word = match[0].rstrip(".").removesuffix("'s").removesuffix("’s")
        for name, place in names.get(word, ()):
            end = start + len(name)
            whole = text.startswith(name, start) and not text[end : end + 1].isalnum()
            if whole and not _TITLED.match(text, end):
                yield replace(place, start=start, end=end)
                break
        else:
            end = start
