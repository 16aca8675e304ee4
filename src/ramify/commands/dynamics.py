"""`ramify fit`, `forecast`, `explain`, `ramify` and `precedents`: what is expected, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ramify._errors import InputError, UnknownName, UsageError

if TYPE_CHECKING:
    from datetime import date

    from ramify.reasoning.dynamics import Fitted, Stream
    from ramify.reasoning.dynamics.history import Told
    from ramify.reasoning.dynamics.process import Engine
    from ramify.world.world import World

Record = Annotated[
    Path | None, typer.Option("--record", help="A record; else the packaged chronicle.")
]
Model = Annotated[Path | None, typer.Option("--model", help="A model; else the packaged kernel.")]
Horizon = Annotated[str, typer.Option(help="How far ahead: 30d, 12w, 6m, 1y.")]
Seed = Annotated[int, typer.Option(help="Seed of the simulated futures.", min=0)]
EventText = Annotated[str, typer.Argument(help='An event, as "2024-06-19 RUS 057 PRK".')]


def fit(
    record: Record = None,
    events: Annotated[
        Path | None, typer.Option(help="A folder of quadruples or of Parquet files instead.")
    ] = None,
    through: Annotated[
        str | None, typer.Option(help="Learn up to this day, score what comes later.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the model to this file.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="Where the sums over events run: here or spark.")
    ] = "here",
    master: Annotated[
        str | None, typer.Option(help="The Spark cluster, such as spark://host:7077.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
) -> None:
    """Fit the relational Hawkes process to a stream of events."""
    from ramify.commands.reading import progress
    from ramify.reasoning.dynamics import Settings, held_out
    from ramify.reasoning.dynamics import fit as fit_process
    from ramify.reasoning.dynamics.describe import describe_held_out, describe_model

    if record and events:
        raise UsageError("--record and --events are two sources", repair="give one of them")
    if engine not in ("here", "spark") or (master and engine != "spark"):
        repair = "choose --engine here, or --engine spark, which alone has a --master"
        raise UsageError(f"no such engine as {engine!r} with these options", repair=repair)
    if output is not None and not output.parent.is_dir():
        raise InputError("no such folder", where=str(output.parent), repair="make it first")
    stream, last = _learnt_from(record, events, through)
    settings = Settings()
    steps = settings.pooled_steps + settings.steps
    with _engine(engine, master) as run, progress("Fitting", quiet=quiet) as advance:
        said = (lambda step, _: advance(step, steps, "Fitting")) if advance else None
        fitted = fit_process(stream, settings, through=last, progress=said, engine=run)
    lines = describe_model(fitted)
    if last is not None and stream.last_day > last:
        lines += describe_held_out(held_out(fitted, stream, last + 1))
    if output is not None:
        fitted.save(output)
        lines.append(f"written to {output}")
    _say(lines)


def forecast(
    actor: Annotated[str | None, typer.Argument(help="Who acts; leave out for anybody.")] = None,
    target: Annotated[str | None, typer.Argument(help="On whom; leave out for anybody.")] = None,
    action: Annotated[
        str | None, typer.Option(help="A CAMEO code; else the ten likeliest actions.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="First day; else the day after the last.")] = None,
    horizon: Horizon = "90d",
    simulate: Annotated[
        int, typer.Option(help="Simulate so many futures instead of the closed form.", min=0)
    ] = 0,
    seed: Seed = 0,
    record: Record = None,
    model: Model = None,
) -> None:
    """Say how likely events are within a window, beside what their mean rate gives."""
    from ramify.brief.compose import horizon_days
    from ramify.reasoning.dynamics.describe import describe_forecasts
    from ramify.reasoning.dynamics.forecasts import forecast as forecast_one
    from ramify.reasoning.dynamics.forecasts import forecasts
    from ramify.world.world import day

    days, first = horizon_days(horizon), day(on) if on else None
    fitted, stream = _fitted(model), _history(record, before=first)
    names = [_actor(name, first, stream) for name in (actor, target)]
    stream = _admitting(stream, names)
    asked: dict[str, Any] = {
        "actor": names[0], "target": names[1], "horizon": days, "seed": seed,
        "start": stream.day_of(first) if first else stream.last_day + 1,
        "method": "simulation" if simulate else "closed", "simulations": simulate or 1,
    }  # fmt: skip
    outlook = fitted.outlook(stream)
    found = (
        [forecast_one(outlook, action=action, **asked)] if action else forecasts(outlook, **asked)
    )
    lines = describe_forecasts(found, _epoch(stream), _label, whole=record is not None)
    _say([_basis(record, model, stream), *lines])


def explain(event: EventText, record: Record = None, model: Model = None) -> None:
    """Share an event out among the background and the past events that call it forth."""
    from ramify.reasoning.dynamics.describe import describe_shares

    asked, fitted = _told(event), _fitted(model)
    stream = _history(record, before=asked.on, admit=asked)
    shares = fitted.explain(
        stream, asked.actor, asked.action, asked.target, stream.day_of(asked.on)
    )
    intensity = f"intensity {shares.intensity:.2g} events a day"
    _say([_basis(record, model, stream), intensity, *describe_shares(shares, _epoch(stream))])


def ramify(
    event: EventText,
    horizon: Horizon = "90d",
    simulations: Annotated[int, typer.Option(help="Futures to simulate.", min=1)] = 2000,
    seed: Seed = 0,
    record: Record = None,
    model: Model = None,
) -> None:
    """Show what an event is expected to bring about: its descendants, by generation."""
    from ramify.brief.compose import horizon_days
    from ramify.reasoning.dynamics.describe import describe_effect

    asked, days = _told(event), horizon_days(horizon)
    fitted, stream = _fitted(model), _history(record, before=asked.on, admit=asked)
    effect = fitted.what_follows(
        stream, actor=asked.actor, action=asked.action, target=asked.target,
        day=stream.day_of(asked.on), horizon=days, simulations=simulations, seed=seed,
    )  # fmt: skip
    _say([_basis(record, model, stream), *describe_effect(effect)])


def precedents(event: EventText, horizon: Horizon = "30d", record: Record = None) -> None:
    """Show the past events most like this one, and how often what followed them."""
    from ramify.brief.compose import horizon_days
    from ramify.reasoning.dynamics import precedents as find
    from ramify.reasoning.dynamics.describe import describe_precedents

    asked, days = _told(event), horizon_days(horizon)
    stream = _history(record, before=asked.on, admit=asked)
    found = find(
        stream, actor=asked.actor, action=asked.action, target=asked.target,
        day=stream.day_of(asked.on), horizon=days, classes=_class,
    )  # fmt: skip
    _say([f"{_events(record, stream)}.", *describe_precedents(found, _epoch(stream))])


@contextmanager
def _engine(name: str, master: str | None) -> Iterator[Engine]:
    from ramify.reasoning.dynamics.process import here

    if name == "here":
        yield here
        return
    from ramify.reasoning.dynamics import spark

    with spark.context(master) as running:
        yield spark.engine(running)


def _told(text: str) -> Told:
    from ramify import World
    from ramify.reasoning.dynamics.history import told
    from ramify.record.ontology import action

    asked = told(text)
    action(asked.action)
    codes = [_name(code, asked.on, World.packaged()) for code in (asked.actor, asked.target)]
    return asked._replace(actor=codes[0], target=codes[1])


def _actor(name: str | None, on: date | None, stream: Stream) -> str | None:
    from datetime import date

    from ramify import World

    if name is None or name in stream.actor_numbers:
        return name
    return _name(name, on or stream.date_of(stream.last_day) or date.today(), World.packaged())


def _name(name: str, on: date, world: World) -> str:
    """The canonical name of an actor typed as `RUS`, `Russia` or `RUS:MIL`."""
    from ramify.reasoning.dynamics.history import canonical

    head, _, sector = name.partition(":")
    return canonical(world.resolve(head, on), sector or None)


def _admitting(stream: Stream, names: Iterable[str | None]) -> Stream:
    """The stream with these actors in its vocabulary, though nothing is known of them."""
    for name in names:
        if name and name not in stream.actor_numbers:
            country, _, sector = name.partition(" ")
            stream = stream.with_actor(name, country=country, sector=sector or "STATE")
    return stream


def _history(record: Path | None, before: date | None = None, admit: Told | None = None) -> Stream:
    from ramify.reasoning.dynamics.history import history
    from ramify.record.chronicle import chronicle
    from ramify.record.store import Record as Store

    if record is None:
        stream = history(chronicle(), before)
    else:
        with Store.open(record, read_only=True) as store:
            stream = history(store.events(), before)
    return _admitting(stream, (admit.actor, admit.target)) if admit else stream


def _learnt_from(
    record: Path | None, events: Path | None, through: str | None
) -> tuple[Stream, int | None]:
    """The stream to learn from and score, and its last day to learn from, if told."""
    from ramify.reasoning.dynamics.ranking import Benchmark
    from ramify.world.world import day

    if events is None or not any(events.glob("train*")):
        stream = _of_lake(events) if events else _history(record)
        return stream, stream.day_of(day(through)) if through else None
    splits = Benchmark.read(events)
    train = splits.splits["train"]
    if through is None:
        later = "valid" in splits.splits
        return (splits.known("valid") if later else train), (train.last_day if later else None)
    if not through.isdecimal():
        repair = f"give the number of a day, such as {train.last_day}"
        raise UsageError("quadruples count days from an origin nobody named", repair=repair)
    return splits.known("valid" if "valid" in splits.splits else "train"), int(through)


def _of_lake(folder: Path) -> Stream:
    from ramify.reasoning.dynamics.history import history
    from ramify.record.store import Record as Store

    if not folder.is_dir():
        raise InputError("no such folder", where=str(folder), repair="name a folder of events")
    with Store.from_parquet(folder) as store:
        return history(store.events())


def _fitted(model: Path | None) -> Fitted:
    from ramify.reasoning.dynamics import Fitted

    return Fitted.packaged() if model is None else Fitted.load(model)


def _basis(record: Path | None, model: Path | None, stream: Stream) -> str:
    """What an answer rests on: said with every answer, for the two may not fit."""
    kernel = f"model {model}" if model else "the packaged kernel (ICEWS, January to September 2018)"
    thin = (
        ""
        if record
        else (
            "; the chronicle keeps only what is telling of one story, so it has no mean rate to "
            "compare with, and the model counts what newswires would report"
        )
    )
    return f"{_events(record, stream)}, and {kernel}{thin}."


def _events(record: Path | None, stream: Stream) -> str:
    source = f"record {record}" if record else "the packaged chronicle"
    return f"From {source}, {len(stream):,} events"


def _label(code: str) -> str:
    """A CAMEO code and what it means; a name of another ontology as it is."""
    from ramify.record.ontology import action

    try:
        return f"{code} {action(code).label}"
    except UnknownName:
        return code


def _class(code: str) -> str:
    """The PLOVER class of an action; statements, which have none, and other names by themselves."""
    from ramify.record.ontology import action

    try:
        return action(code).plover or "statement"
    except UnknownName:
        return code


def _epoch(stream: Stream) -> str | None:
    return stream.epoch.isoformat() if stream.epoch else None


def _say(lines: Iterable[str]) -> None:
    from ramify._print import console, print_indented

    out = console()
    for line in lines:
        print_indented(out, line.lstrip(), len(line) - len(line.lstrip()))
