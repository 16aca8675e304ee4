"""Where answers of the dynamics take their events from, and how those name actors and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import AmbiguousName, InputError, UnknownName, UsageError
from ramify._nearest import nearest
from ramify.reasoning.dynamics.history import canonical, history, history_of
from ramify.reasoning.dynamics.stream import STATE, Stream
from ramify.record.asking.filters import Filter
from ramify.record.chronicle import chronicle
from ramify.record.events import Event
from ramify.record.evidence import Evidence
from ramify.record.feeds.quadruple_files import is_quadruples
from ramify.record.feeds.quadruples import relation_of
from ramify.record.ontology import action
from ramify.world.when import day
from ramify.world.world import World

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
    from ramify.reasoning.dynamics.forecasting.shares import Share
    from ramify.record.store import Record


@dataclass(frozen=True, eq=False)
class EventSource:
    """A record, its file, or a folder of events; without any of them the packaged chronicle.

    A folder holds Parquet files of events, or splits of quadruples (`train.txt`), which count
    their days from an origin that nobody named.
    """

    record: Record | Path | None = None
    world: World | None = None

    @classmethod
    def of(cls, record: Record | Path | str | None, world: World | None = None) -> EventSource:
        """The source that an argument `record` names."""
        return cls(Path(record) if isinstance(record, str) else record, world)

    def __str__(self) -> str:
        if self.record is None:
            return "the packaged chronicle"
        if not isinstance(self.record, Path):
            return "the record given"
        return f"the events in {self.record}" if self.folder else f"record {self.record}"

    @property
    def folder(self) -> Path | None:
        """The folder, if it is one."""
        return self.record if isinstance(self.record, Path) and self.record.is_dir() else None

    @property
    def whole(self) -> bool:
        """Whether it is meant to hold all events of its kind, as the chronicle is not."""
        return self.record is not None

    @cached_property
    def quadruples(self) -> bool:
        """Whether it is a folder of quadruples, which have no calendar.

        Raises:
            InputError: it is a folder that holds both quadruples and events, or neither.
        """
        return self.folder is not None and is_quadruples(self.folder)

    @property
    def facts(self) -> World:
        """The world by which names are resolved."""
        return self.world or World.packaged()

    @property
    def name(self) -> str:
        """What a model learned from it calls it: the name of its file or folder, no path."""
        return self.record.name if isinstance(self.record, Path) else str(self)

    def stream(self, before: date | int | None = None) -> Stream:
        """The events up to the day before `before`; those dated after today are set aside.

        Raises:
            InputError: there are none, or the source cannot be read.
        """
        if not self.quadruples:
            assert not isinstance(before, int)
            if self.record is not None:
                with self._store() as store:
                    found = history_of(store.past(), before)
                    bare = _uncovered(store, found)
                    deaths = store.deaths_by_day()
                    return replace(found, beside=store.path, uncovered=bare, deaths=deaths)
            with self.events() as events:
                kept = _Kept(events, date.today())
                stream = history(kept, before)
            return replace(stream, set_aside=stream.set_aside + kept.later)
        assert not isinstance(before, date)
        splits = self.benchmark()
        stream = splits.known(list(splits.splits)[-1])
        stream = stream if before is None else stream.before(before)
        if not len(stream):
            raise InputError(f"no events before day {before}", repair="choose a later day")
        return stream

    def benchmark(self) -> Benchmark:
        """The splits of a folder of quadruples."""
        from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark

        assert self.folder is not None
        return Benchmark.read(self.folder)

    @contextmanager
    def events(self) -> Iterator[Iterable[Event]]:
        """The events as the source has them."""
        if self.record is None:
            yield chronicle()
        else:
            with self._store() as store:
                yield store.events()

    @contextmanager
    def _store(self) -> Iterator[Record]:
        from ramify.record.store import Record

        if isinstance(self.record, Record):
            yield self.record
            return
        assert self.record is not None
        folder = self.folder
        opened = Record.from_parquet(folder) if folder else Record.open(self.record, read_only=True)
        with opened as store:
            yield store

    def day(self, on: date | str | int) -> date | int:
        """A day as this source counts them: a date, or the number of a day of quadruples.

        Raises:
            UsageError: no such day.
        """
        if not self.quadruples:
            if isinstance(on, int):
                raise UsageError(f"{on} is not a day of the calendar", repair="write YYYY-MM-DD")
            return day(on)
        if isinstance(on, date) or not str(on).isdecimal():
            repair = "give the number of a day, such as 300"
            raise UsageError("quadruples count days from an origin nobody named", repair=repair)
        return int(on)

    def named(self, name: str, on: date | int | None, stream: Stream | None = None) -> str:
        """The name by which the source knows an actor given as `RUS`, `Russia` or `RUS:MIL`.

        Raises:
            UnknownName: nobody is called so.
            AmbiguousName: several are.
        """
        known = stream.actor_numbers if stream else {}
        for written in (name, name.replace(" ", "_")):
            if written in known:
                return written
        if stream and stream.epoch is None:
            return self._in_vocabulary(name, stream)
        if not isinstance(on, date):
            on = (stream.date_of(stream.last_day) if stream else None) or date.today()
        head, _, sector = name.partition(":")
        return canonical(self.facts.resolve(head, on), sector or None)

    def _in_vocabulary(self, name: str, stream: Stream) -> str:
        """The name in a vocabulary of quadruples of whom a code or another name means.

        Raises:
            UnknownName: nobody in it is called so.
        """
        try:
            actor = self.facts.actors[self.facts.resolve(name, date.today())]
        except (UnknownName, AmbiguousName, KeyError):
            raise UnknownName(name, near=nearest(name, stream.actors)) from None
        for called in (actor.name, actor.official or actor.name, *actor.names):
            for written in (called, called.replace(" ", "_")):
                if written in stream.actor_numbers:
                    return written
        raise UnknownName(name, near=nearest(actor.name, stream.actors))

    def coded(self, code: str) -> str:
        """An action as this source writes it.

        Raises:
            UnknownName: there is no such CAMEO code.
            InputError: no relation of a folder of quadruples is known to be this act.
        """
        return (
            relation_of(self.folder, code) if self.quadruples and self.folder else action(code).code
        )

    def evidence(self, stream: Stream, shares: Iterable[Share]) -> dict[Share, Evidence]:
        """Where past events are known from; those on which the source has no evidence are left out.

        The record is opened once for all of them.
        """
        if self.quadruples:
            return {}
        found: dict[Share, Evidence] = {}
        with self._store() if self.record is not None else nullcontext() as store:
            for share in shares:
                on = None if share.day is None else stream.date_of(share.day)
                if on is None or share.actor is None:
                    continue
                who = share.actor.partition(" ")[0]
                asked = Filter(actor=who, action=share.action, since=on, until=on)
                told = _evidence(store.events(asked) if store else chronicle(), share, on)
                if told:
                    found[share] = told
        return found


def _uncovered(record: Record, stream: Stream) -> tuple[tuple[date, date], ...]:
    """Stretches of a stream's days that no source of acts of all kinds covers."""
    from ramify.record.coverage import Coverage
    from ramify.record.feeds.registry import feeds

    known = feeds()
    sources = [
        one
        for one in record.coverage().sources
        if one.source not in known or not known[one.source].acts
    ]
    ends = stream.date_of(stream.first_day), stream.date_of(stream.last_day)
    if not sources or ends[0] is None or ends[1] is None:
        return ()
    return Coverage(sources=tuple(sources)).uncovered(ends[0], ends[1])


class _Kept:
    """Events that can have happened; those dated after today are counted and left out."""

    def __init__(self, events: Iterable[Event], today: date) -> None:
        self.events, self.today, self.later = events, today, 0

    def __iter__(self) -> Iterator[Event]:
        for event in self.events:
            if event.when and event.when.start > self.today:
                self.later += 1
            else:
                yield event


def _evidence(events: Iterable[Event], share: Share, on: date) -> Evidence | None:
    found = next((event for event in events if _is(event, share, on)), None)
    return found.evidence[0] if found and found.evidence else None


def _is(event: Event, share: Share, on: date) -> bool:
    return (
        event.when is not None
        and event.when.start == on
        and event.action == share.action
        and canonical(event.actor, event.actor_sector) == share.actor
        and event.target is not None
        and canonical(event.target, event.target_sector) == share.target
    )


def admitting(stream: Stream, names: Iterable[str | None]) -> Stream:
    """The stream with these actors in its vocabulary, though nothing is known of them."""
    for name in names:
        if name and name not in stream.actor_numbers:
            country, _, sector = name.partition(" ")
            stream = stream.with_actor(name, country=country, sector=sector or STATE)
    return stream


def day_number(on: date | int, stream: Stream) -> int:
    """The number of a day in a stream."""
    return on if isinstance(on, int) else stream.day_of(on)


def label(code: str) -> str:
    """A CAMEO code and what it means; a name of another ontology, without underscores.

    >>> label("042"), label("Make_a_visit")
    ('042 make a visit', 'Make a visit')
    """
    try:
        return f"{code} {action(code).label}"
    except UnknownName:
        return code.replace("_", " ")


def class_of(code: str) -> str:
    """The PLOVER class of an action; statements, which have none, and other names by themselves.

    >>> class_of("042"), class_of("010"), class_of("Make_a_visit")
    ('CONSULT', 'statement', 'Make_a_visit')
    """
    try:
        return action(code).plover or "statement"
    except UnknownName:
        return code
