"""Learning a model from a record: by days, on one machine or many, calibrated if asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import UsageError
from ramify._extras import extras
from ramify.reasoning.dynamics.source import EventSource, class_of, day_number

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.evaluation.baselines import HeldOut
    from ramify.reasoning.dynamics.process.fit import Engine
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.reliability import Calibration
    from ramify.reasoning.dynamics.settings import Settings
    from ramify.reasoning.dynamics.stream import Stream
    from ramify.record.store import Record
    from ramify.world.world import World

ENGINES = ("auto", "here", "disk", "spark")
APART = 30
"""Days between the origins from which a model is calibrated."""


@dataclass(frozen=True)
class Learnt:
    """A fitted model, and how it does on the days after those it was learned from, if any."""

    model: Fitted
    held_out: HeldOut | None
    beside: tuple[str, ...] = ()
    """What was learned of base rates and reactions and written beside the record, and what days
    were left out, in words."""


@extras()
def fit(
    record: Record | Path | str | None = None,
    *,
    through: date | str | int | None = None,
    relations: Sequence[str] = (),
    calibrate: int = 0,
    engine: str = "auto",
    world: World | None = None,
    progress: Callable[[int, int], Any] | None = None,
) -> Fitted:
    """Learn a model from a record; `forecast` and its kin take it as `model`.

    Args:
        record: as `forecast` takes it.
        through: last day to learn from; all days if left out.
        relations: let third parties act too that stand in these relations by the facts:
            `ally`, `neighbour`, `co-member`, `rival`, `patron`.
        calibrate: calibrate on held-out days, from so many origins 30 days apart.
        engine: where the sums over events run: `here`, `disk` (little memory), `spark` or
            `spark://host:port`; `auto` takes the disk for millions of events.
        world: the facts for relations; the packaged ones if left out.
        progress: called with the steps that are done and all there are.

    Raises:
        UsageError: an engine or relation that is none, an impossible day, or too few days to
            calibrate on.
        InputError: the record cannot be read, or holds no events to learn from.

    >>> from ramify.record.chronicle import chronicle
    >>> from ramify.record.store import Record
    >>> record = Record.in_memory()
    >>> added = record.add(chronicle())
    >>> model = fit(record, through="2024-06-18")
    >>> str(model.origin)
    'the record given, October 1953 to June 2024'
    """
    return learn(
        record, through=through, relations=relations, calibrate=calibrate, engine=engine,
        world=world, progress=progress,
    ).model  # fmt: skip


def learn(
    record: Record | Path | str | None = None,
    *,
    through: date | str | int | None = None,
    relations: Sequence[str] = (),
    calibrate: int = 0,
    engine: str = "auto",
    world: World | None = None,
    progress: Callable[[int, int], Any] | None = None,
    beside: bool = False,
) -> Learnt:
    """As `fit`, with how the model does on later days of the record.

    Args:
        beside: learn the record's base rates and reactions of third states too, and write them
            beside it, where every answer over the record finds them.
    """
    from ramify.reasoning.dynamics.evaluation.baselines import held_out
    from ramify.reasoning.dynamics.process import fit as process
    from ramify.reasoning.dynamics.process.relations import of_world
    from ramify.reasoning.dynamics.settings import Settings

    _check(engine, relations)
    source = EventSource.of(record, world)
    stream, last = _learnt_from(source, through)
    settings = Settings(relations=tuple(dict.fromkeys(relations)))
    steps = settings.pooled_steps + settings.steps

    known = stream if last is None else stream.before(last + 1)
    with _engine(engine, len(stream)) as run:
        said = (lambda step, _: progress(step, steps)) if progress else None
        standing = of_world(settings.relations, known, world) if len(known) else None
        fitted = process.fit(
            stream, settings, through=last, standing=standing, progress=said, engine=run,
            source=source.name,
        )  # fmt: skip
    score = None
    if last is not None and stream.last_day > last:
        score = held_out(fitted, stream, last + 1)
    if calibrate:
        fitted = replace(fitted, calibration=_calibration(stream, settings, calibrate, world))
    told = tuple(_beside(source, known)) if beside else ()
    return Learnt(fitted, score, told)


def _beside(source: EventSource, known: Stream) -> Iterator[str]:
    from ramify.reasoning.dynamics.own.beside import refitted

    if lost := int((known.covered == 0).sum()):
        yield f"days that no source covers: {lost:,}, not learned from, quiet to base rates"
    yield from refitted(known, str(source), source.facts)


def _check(engine: str, relations: Sequence[str]) -> None:
    from ramify.reasoning.dynamics.process.relations import RELATIONS

    if engine not in ENGINES and not engine.startswith("spark://"):
        repair = f"choose among {', '.join(ENGINES)} or spark://host:port"
        raise UsageError(f"no such engine as {engine!r}", repair=repair)
    for name in relations:
        if name not in RELATIONS:
            repair = f"choose among {', '.join(RELATIONS)}"
            raise UsageError(f"unknown relation {name!r}", repair=repair)


def _learnt_from(
    source: EventSource, through: date | str | int | None
) -> tuple[Stream, int | None]:
    """The stream to learn from and score, and its last day to learn from, if told.

    A folder of quadruples says itself where learning ends: with its training split.
    """
    last = None if through is None else source.day(through)
    if not source.quadruples:
        stream = source.stream()
        return stream, None if last is None else day_number(last, stream)
    splits = source.benchmark()
    train = splits.splits["train"]
    later = "valid" in splits.splits
    if last is None:
        return (splits.known("valid") if later else train), (train.last_day if later else None)
    assert isinstance(last, int)
    return splits.known("valid" if later else "train"), last


def _calibration(
    stream: Stream, settings: Settings, origins: int, world: World | None
) -> tuple[Calibration, ...]:
    """The calibration of models fitted anew before each origin, the last first.

    The last origin leaves 30 days to come; longer horizons are scored from earlier ones.
    """
    from ramify.reasoning.dynamics.evaluation.calibrate import calibrate
    from ramify.reasoning.dynamics.process.fit import fit as fit_process
    from ramify.reasoning.dynamics.process.relations import of_world

    days = [stream.last_day - APART * n + 1 for n in range(1, origins + 1)]
    days = [day for day in days if day > stream.first_day + 1]
    if len(days) < 2:
        repair = "give at least two, over a record of some months"
        raise UsageError(f"{len(days)} origins are too few to calibrate on", repair=repair)

    def learn_before(past: Stream) -> Fitted:
        standing = of_world(settings.relations, past, world)
        return fit_process(past, settings, standing=standing)

    return calibrate(stream, days, learn_before, class_of=class_of)


@contextmanager
def _engine(name: str, events: int) -> Iterator[Engine]:
    from ramify.reasoning.dynamics.process import out_of_core, spark
    from ramify.reasoning.dynamics.process.fit import here

    if name.startswith("spark"):
        with spark.context(name if "://" in name else None) as running:
            yield spark.engine(running)
    elif name == "disk" or (name == "auto" and events >= out_of_core.MANY):
        yield out_of_core.engine()
    else:
        yield here
