"""The event stream: who did what to whom on which day, as integer arrays.

A :class:`Stream` is what every model of the dynamics reads. It knows no files and no
database: build one from quadruples or from any objects that look like events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError

_PLACE = re.compile(r"^(?P<sector>.*?)\s*\((?P<country>[^()]*)\)\s*$")
STATE, OTHER = "STATE", "OTHER"


Deaths = Mapping[tuple[str, str, date], float]


class _When(Protocol):
    @property
    def start(self) -> date: ...


class EventLike(Protocol):
    """What `Stream.from_events` needs of an event."""

    @property
    def actor(self) -> Any: ...
    @property
    def action(self) -> Any: ...
    @property
    def target(self) -> Any: ...
    @property
    def when(self) -> _When | None: ...


def name_parts(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split actor names as ICEWS writes them into country and sector.

    `Police (India)` is the sector `Police` of `India`; a name that stands in some other
    name's parentheses is that country itself (sector `STATE`); any other name is its own
    country, sector `OTHER`, because nothing is known about where it belongs.

    >>> name_parts(["Police (India)", "India", "Kofi Annan"])
    (['India', 'India', 'Kofi Annan'], ['Police', 'STATE', 'OTHER'])
    """
    plain = [name.replace("_", " ") for name in names]
    found = [_PLACE.match(name) for name in plain]
    states = {m["country"] for m in found if m}
    country = [m["country"] if m else name for m, name in zip(found, plain, strict=True)]
    sector = [
        m["sector"] if m else STATE if name in states else OTHER
        for m, name in zip(found, plain, strict=True)
    ]
    return country, sector


@dataclass(frozen=True, eq=False)
class Stream:
    """Events in order of their days, with the vocabularies their numbers point into.

    Args:
        subject, action, object, day: equal length, one entry an event. `day` counts days
            since `epoch` (or since an unnamed origin when `epoch` is None).
        actors: name of every actor; numbers index it.
        actions: name or code of every action.
        country: for every actor, the number of its country in `countries`.
        sector: for every actor, the number of its sector in `sectors`.
        set_aside: events that were given but have no day of their own, or no target.
        beside: the file of the record they come from, beside which what is worked out of them
            may be kept.
        uncovered: first and last of the stretches of days that no source of the record covers.
        deaths: by country of the actor, of the target and day, how many died in the acts of force
            of one on the other, where the record tells it.

    Raises:
        InputError: arrays of unequal length, or a number outside its vocabulary.

    >>> s = Stream.from_quadruples([(0, 0, 1, 5), (1, 0, 0, 3)], actors=["A", "B"], actions=["x"])
    >>> s.day.tolist(), s.subject.tolist(), len(s)
    ([3, 5], [1, 0], 2)
    """

    subject: Ints
    action: Ints
    object: Ints
    day: Ints
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    country: Ints
    sector: Ints
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    epoch: date | None = field(default=None)
    set_aside: int = 0
    beside: Path | None = None
    uncovered: tuple[tuple[date, date], ...] = ()
    deaths: Deaths = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        columns = (self.subject, self.action, self.object, self.day)
        if len({len(c) for c in columns}) != 1:
            raise InputError("the columns of the stream differ in length")
        for name, column, size in (
            ("subject", self.subject, len(self.actors)),
            ("object", self.object, len(self.actors)),
            ("action", self.action, len(self.actions)),
        ):
            _check_range(name, column, size)
        if len(self.country) != len(self.actors) or len(self.sector) != len(self.actors):
            raise InputError("every actor needs one country and one sector")

    def __len__(self) -> int:
        return len(self.day)

    @property
    def first_day(self) -> int:
        return int(self.day[0]) if len(self) else 0

    @property
    def last_day(self) -> int:
        return int(self.day[-1]) if len(self) else 0

    @cached_property
    def covered(self) -> Floats:
        """One for each day from the first to the last, nought for those that no source covers.

        A day with events is covered, whatever the sources say.
        """
        days = np.ones(self.last_day + 1 - self.first_day)
        for ends in self.uncovered:
            since, until = (self.day_of(end) - self.first_day for end in ends)
            days[max(since, 0) : max(until + 1, 0)] = 0.0
        days[self.day - self.first_day] = 1.0
        return days

    @cached_property
    def actor_numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.actors)}

    @cached_property
    def action_numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.actions)}

    def before(self, day: int) -> Stream:
        """The events strictly before a day."""
        return self._take(slice(0, int(np.searchsorted(self.day, day, side="left"))))

    def between(self, start: int, stop: int) -> Stream:
        """The events of the days from `start` up to, not including, `stop`."""
        lo, hi = np.searchsorted(self.day, [start, stop], side="left")
        return self._take(slice(int(lo), int(hi)))

    def take(self, rows: NDArray[Any]) -> Stream:
        """The events at these rows (kept in order of their days)."""
        return self._take(np.sort(rows) if rows.dtype != np.bool_ else rows)

    def with_events(self, rows: Iterable[tuple[int, int, int, int]]) -> Stream:
        """This stream and more events over the same vocabularies."""
        extra = _as_array(rows)
        table = np.concatenate([self.table, extra])
        return self._from_table(table[np.argsort(table[:, 3], kind="stable")])

    def with_actor(self, name: str, *, country: str, sector: str = "") -> Stream:
        """This stream with one more actor in its vocabulary, without events.

        Raises:
            InputError: the stream has that actor already.
        """
        if name in self.actor_numbers:
            raise InputError(f"the stream already has the actor {name!r}")
        countries = self.countries + (() if country in self.countries else (country,))
        sectors = self.sectors + (() if sector in self.sectors else (sector,))
        return replace(
            self,
            actors=(*self.actors, name),
            country=np.append(self.country, countries.index(country)),
            sector=np.append(self.sector, sectors.index(sector)),
            countries=countries,
            sectors=sectors,
        )

    @property
    def table(self) -> Ints:
        """The events as an array of shape (n, 4): subject, action, object, day."""
        return np.stack([self.subject, self.action, self.object, self.day], axis=1)

    def date_of(self, day: int) -> date | None:
        """The calendar date of a day, or None when the stream has no epoch."""
        return None if self.epoch is None else date.fromordinal(self.epoch.toordinal() + day)

    def day_of(self, when: date) -> int:
        """The day number of a calendar date.

        Raises:
            InputError: the stream counts days from an origin nobody named.
        """
        if self.epoch is None:
            raise InputError("the stream has no calendar", repair="give an epoch when building it")
        return when.toordinal() - self.epoch.toordinal()

    def _take(self, rows: Any) -> Stream:
        columns = self.subject, self.action, self.object, self.day
        return self._of(*(column[rows] for column in columns))

    def _from_table(self, table: Ints) -> Stream:
        return self._of(*_columns(table))

    def _of(self, subject: Ints, action: Ints, object_: Ints, day: Ints) -> Stream:
        return replace(self, subject=subject, action=action, object=object_, day=day)

    @classmethod
    def from_quadruples(
        cls,
        quadruples: Iterable[Sequence[int]] | NDArray[Any],
        *,
        actors: Sequence[str],
        actions: Sequence[str],
        country: Sequence[str] | None = None,
        sector: Sequence[str] | None = None,
        epoch: date | None = None,
    ) -> Stream:
        """A stream from (subject, action, object, day) numbers and their vocabularies.

        Country and sector are read from the names as ICEWS writes them unless given.
        Exact duplicates are kept: whether two reports are one event is the record's
        question, not the model's.

        Raises:
            InputError: a number outside its vocabulary, or rows not of four numbers.
        """
        table = _as_array(quadruples)
        read_country, read_sector = name_parts(actors)
        countries, country_of = _numbered(country if country is not None else read_country)
        sectors, sector_of = _numbered(sector if sector is not None else read_sector)
        table = table[np.argsort(table[:, 3], kind="stable")]
        subject, action, object_, day = _columns(table)
        return cls(
            subject=subject,
            action=action,
            object=object_,
            day=day,
            actors=tuple(actors),
            actions=tuple(actions),
            country=country_of,
            sector=sector_of,
            countries=countries,
            sectors=sectors,
            epoch=epoch,
        )

    @classmethod
    def from_events(
        cls,
        events: Iterable[EventLike],
        *,
        country: dict[str, str] | None = None,
        sector: dict[str, str] | None = None,
    ) -> Stream:
        """A stream from event objects (`actor`, `action`, `target`, `when.start`).

        An actor with a sector (`actor_sector`, `target_sector`) becomes `PRK MIL`. Events
        without a target, without a date, or whose date spans more than a week are set
        aside and counted: a month is not its first day.

        Args:
            country, sector: where known, the country and sector of an actor id. An actor
                without an entry is read from its id or name.

        Raises:
            InputError: there is no event that can be used.
        """
        given = [_row(event) for event in events]
        rows = [row for row in given if row is not None]
        if not rows:
            raise InputError(
                "no events with a day and a target", repair="load events first, or widen the dates"
            )
        actors = sorted({r[0] for r in rows} | {r[2] for r in rows})
        actions = sorted({r[1] for r in rows})
        epoch = min(r[3] for r in rows)
        a = {name: n for n, name in enumerate(actors)}
        k = {name: n for n, name in enumerate(actions)}
        read_country, read_sector = _id_parts(actors)
        stream = cls.from_quadruples(
            [(a[s], k[p], a[o], (d - epoch).days) for s, p, o, d in rows],
            actors=actors,
            actions=actions,
            country=[(country or {}).get(n, c) for n, c in zip(actors, read_country, strict=True)],
            sector=[(sector or {}).get(n, c) for n, c in zip(actors, read_sector, strict=True)],
            epoch=epoch,
        )
        return replace(stream, set_aside=len(given) - len(rows))


LONGEST_DATE = 7


def _row(event: EventLike) -> tuple[str, str, str, date] | None:
    when = event.when
    if when is None or event.target is None:
        return None
    if (getattr(when, "end", when.start) - when.start).days > LONGEST_DATE:
        return None
    source = _with_sector(str(event.actor), getattr(event, "actor_sector", None))
    target = _with_sector(str(event.target), getattr(event, "target_sector", None))
    return source, str(event.action), target, when.start


def _with_sector(actor: str, sector: str | None) -> str:
    return f"{actor} {sector}" if sector else actor


def _id_parts(actors: Sequence[str]) -> tuple[list[str], list[str]]:
    """Country and sector of ids such as `PRK` or `PRK MIL`; other names as ICEWS has them."""
    country, sector = name_parts(actors)
    for n, name in enumerate(actors):
        head, _, tail = name.replace("-", " ").replace("/", " ").partition(" ")
        if len(head) == 3 and head.isupper() and (not tail or (len(tail) == 3 and tail.isupper())):
            country[n], sector[n] = head, tail or STATE
    return country, sector


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    numbers: dict[str, int] = {}
    column = [numbers.setdefault(name, len(numbers)) for name in names]
    return tuple(numbers), np.asarray(column, dtype=np.int64)


def _columns(table: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    one, two, three, four = (np.ascontiguousarray(table[:, n]) for n in range(4))
    return one, two, three, four


def _as_array(rows: Iterable[Sequence[int]] | NDArray[Any]) -> Ints:
    table = np.asarray(rows if isinstance(rows, np.ndarray) else list(rows), dtype=np.int64)
    if table.size == 0:
        return np.zeros((0, 4), dtype=np.int64)
    if table.ndim != 2 or table.shape[1] < 4:
        raise InputError("a quadruple has four numbers: subject, action, object, day")
    return table[:, :4]


def _check_range(name: str, column: Ints, size: int) -> None:
    if len(column) and (column.min() < 0 or column.max() >= size):
        bad = int(np.flatnonzero((column < 0) | (column >= size))[0])
        raise InputError(
            f"{name} {int(column[bad])} is outside its vocabulary of {size}", where=f"row {bad}"
        )
