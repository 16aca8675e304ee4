"""Where the commands of the dynamics take events and models from, and how they name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError, UnknownName, UsageError

if TYPE_CHECKING:
    from datetime import date

    from ramify.reasoning.dynamics import Fitted, Forecast, Stream
    from ramify.reasoning.dynamics.forecasting.outlook import Share
    from ramify.reasoning.dynamics.history import Told
    from ramify.record.events import Event
    from ramify.record.store import Record as Store


@dataclass(frozen=True)
class Source:
    """A record, a folder of events, or, without either, the packaged chronicle.

    Raises:
        UsageError: a record and a folder were both named.
    """

    record: Path | None = None
    folder: Path | None = None

    def __post_init__(self) -> None:
        if self.record and self.folder:
            raise UsageError("--record and --events are two sources", repair="give one of them")

    def __str__(self) -> str:
        if self.folder:
            return f"the events in {self.folder}"
        return f"record {self.record}" if self.record else "the packaged chronicle"

    @property
    def whole(self) -> bool:
        """Whether it is meant to hold all events of its kind, as the chronicle is not."""
        return bool(self.record or self.folder)

    @property
    def quadruples(self) -> bool:
        """Whether it is a folder of quadruples, which have no calendar."""
        return self.folder is not None and any(self.folder.glob("train*"))

    def stream(self, before: date | int | None = None) -> Stream:
        """The events up to the day before `before`; those dated after today are set aside.

        Raises:
            InputError: there are none, or the source cannot be read.
        """
        from datetime import date

        from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
        from ramify.reasoning.dynamics.history import history, history_of

        if not self.quadruples:
            assert not isinstance(before, int)
            if self.record is not None:
                with self._store() as store:
                    return history_of(store.past(), before)
            with self._events() as events:
                kept = _Kept(events, date.today())
                stream = history(kept, before)
            return replace(stream, set_aside=stream.set_aside + kept.later)
        assert self.folder is not None
        splits = Benchmark.read(self.folder)
        stream = splits.known(list(splits.splits)[-1])
        assert before is None or isinstance(before, int)
        stream = stream if before is None else stream.before(before)
        if not len(stream):
            raise InputError(f"no events before day {before}", repair="choose a later day")
        return stream

    def day(self, text: str) -> date | int:
        """A day as this source counts them: a date, or the number of a day of quadruples.

        Raises:
            UsageError: no such day.
        """
        from ramify.world.world import day

        if not self.quadruples:
            return day(text)
        if not text.isdecimal():
            repair = "give the number of a day, such as 300"
            raise UsageError("quadruples count days from an origin nobody named", repair=repair)
        return int(text)

    @contextmanager
    def _events(self) -> Iterator[Iterable[Event]]:
        from ramify.record.chronicle import chronicle

        if self.whole:
            with self._store() as store:
                yield store.events()
        else:
            yield chronicle()

    def _store(self) -> Store:
        from ramify.record.store import Record as Store

        if self.record is not None:
            return Store.open(self.record, read_only=True)
        assert self.folder is not None
        if not self.folder.is_dir():
            raise InputError("no such folder", where=str(self.folder), repair="name a folder")
        return Store.from_parquet(self.folder)

    def evidence(self, stream: Stream, share: Share) -> str | None:
        """Where a past event is known from; None if its source has no evidence on it."""
        from ramify.briefing.render.words import evidence_words
        from ramify.record.chronicle import chronicle

        on = None if share.day is None else stream.date_of(share.day)
        if on is None or share.actor is None or self.quadruples:
            return None
        if not self.whole:
            found = next((e for e in chronicle() if _is(e, share, on)), None)
        else:
            sides = {
                "actor": share.actor.partition(" ")[0],
                "action": share.action,
                "since": on,
                "until": on,
            }
            with self._store() as store:
                events = store.events(**sides)
                found = next((e for e in events if _is(e, share, on)), None)
        return evidence_words(found.evidence[0]) if found and found.evidence else None


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


def _is(event: Event, share: Share, on: date) -> bool:
    from ramify.reasoning.dynamics.history import canonical

    return (
        event.when is not None
        and event.when.start == on
        and event.action == share.action
        and canonical(event.actor, event.actor_sector) == share.actor
        and event.target is not None
        and canonical(event.target, event.target_sector) == share.target
    )


def named(name: str | None, stream: Stream, on: date | int | None = None) -> str | None:
    """The name by which a stream knows an actor typed as `RUS`, `Russia` or `RUS:MIL`.

    Raises:
        UnknownName: nobody is called so.
    """
    from datetime import date
    from difflib import get_close_matches

    from ramify import World
    from ramify.reasoning.dynamics.history import canonical

    if name is None:
        return None
    for known in (name, name.replace(" ", "_")):
        if known in stream.actor_numbers:
            return known
    if stream.epoch is None:
        raise UnknownName(name, near=tuple(get_close_matches(name, stream.actors, n=3)))
    head, _, sector = name.partition(":")
    day = on if isinstance(on, date) else stream.date_of(stream.last_day) or date.today()
    return canonical(World.packaged().resolve(head, day), sector or None)


def admitting(stream: Stream, names: Iterable[str | None]) -> Stream:
    """The stream with these actors in its vocabulary, though nothing is known of them."""
    for name in names:
        if name and name not in stream.actor_numbers:
            country, _, sector = name.partition(" ")
            stream = stream.with_actor(name, country=country, sector=sector or "STATE")
    return stream


def told_of(text: str, source: Source) -> tuple[Told, Stream]:
    """An event as typed, in the names of the source, and the stream before its day.

    Raises:
        UsageError: it is no event, or names an actor or an action that is not known.
    """
    from ramify.reasoning.dynamics.history import told
    from ramify.record.ontology import action

    asked = told(text)
    on = source.day(asked.on)
    if not source.quadruples:
        action(asked.action)
    stream = source.stream(on)
    sides = [named(name, stream, on) or "" for name in (asked.actor, asked.target)]
    stream = admitting(stream, sides)
    if source.quadruples and asked.action not in stream.action_numbers:
        asked = asked._replace(action=asked.action.replace(" ", "_"))
    return asked._replace(actor=sides[0], target=sides[1]), stream


def day_number(on: date | int, stream: Stream) -> int:
    """The number of a day in a stream."""
    return on if isinstance(on, int) else stream.day_of(on)


def fitted_model(model: Path | None) -> Fitted:
    """The model in a file, or the packaged kernel."""
    from ramify.reasoning.dynamics import Fitted

    return Fitted.packaged() if model is None else Fitted.load(model)


def basis(source: Source, model: Path | None, stream: Stream) -> str:
    """What an answer rests on: said with every answer, for the two may not fit."""
    kernel = f"model {model}" if model else "the packaged kernel (ICEWS, January to September 2018)"
    thin = (
        ""
        if source.whole
        else (
            "; the chronicle keeps only what is telling of one story, so it has no mean rate to "
            "compare with, and the model counts what newswires would report"
        )
    )
    return f"{origin_words(source, stream)}, and {kernel}{thin}."


def origin_words(source: Source, stream: Stream) -> str:
    """How many events an answer reads, and how many it cannot place."""
    many = stream.set_aside
    why = "dated after today, or to no single week"
    aside = f" ({many:,} set aside: {why})" if many else ""
    return f"From {source}, {len(stream):,} events{aside}"


def calibration_words(fitted: Fitted, found: Iterable[Forecast], *, packaged: bool) -> str:
    """Whether the probabilities are calibrated, and if not, why."""
    if packaged:
        return (
            "Not calibrated: the packaged kernel is calibrated on ICEWS, not on these events; "
            "fit a model to them with --calibrate."
        )
    horizons = [c.horizon for c in fitted.calibration]
    if not horizons:
        return "Not calibrated: the model has none; fit it with --calibrate."
    if any(f.calibrated is not None for f in found):
        return (
            "Calibrated by what came of such forecasts on days the model had not seen: of what a "
            "pair has done in the 90 days before."
        )
    days = " and ".join(", ".join(map(str, horizons)).rsplit(", ", 1))
    return (
        f"Not calibrated: the model's calibration is for {days} days, an actor, a target and an "
        "action that they had in the 90 days before, over a record of at least as long."
    )


def label(code: str) -> str:
    """A CAMEO code and what it means; a name of another ontology, without underscores."""
    from ramify.record.ontology import action

    try:
        return f"{code} {action(code).label}"
    except UnknownName:
        return code.replace("_", " ")


def class_of(code: str) -> str:
    """The PLOVER class of an action; statements, which have none, and other names by themselves."""
    from ramify.record.ontology import action

    try:
        return action(code).plover or "statement"
    except UnknownName:
        return code


def epoch_of(stream: Stream) -> str | None:
    """The date of day 0 of a stream, if it has one."""
    return stream.epoch.isoformat() if stream.epoch else None
