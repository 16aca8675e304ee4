"""`ramify fit`, `forecast`, `explain`, `ramify` and `precedents`: what is expected, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ramify._errors import InputError, UsageError
from ramify.commands.output import tried
from ramify.commands.reasoning.dynamics_sources import (
    Source,
    admitting,
    basis,
    calibration_words,
    class_of,
    day_number,
    epoch_of,
    fitted_model,
    label,
    named,
    origin_words,
    told_of,
)

if TYPE_CHECKING:
    from ramify.reasoning.dynamics import Fitted, Settings, Shares, Stream
    from ramify.reasoning.dynamics.describe import Table
    from ramify.reasoning.dynamics.forecasting.outlook import Share
    from ramify.reasoning.dynamics.process.fit import Engine

Record = Annotated[
    Path | None, typer.Option("--record", help="A record; else the packaged chronicle.")
]
Events = Annotated[
    Path | None,
    typer.Option("--events", help="A folder of Parquet files or of quadruples instead."),
]
Model = Annotated[Path | None, typer.Option("--model", help="A model; else the packaged kernel.")]
Horizon = Annotated[str, typer.Option(help="How far ahead: 30d, 12w, 6m, 1y.")]
Seed = Annotated[int, typer.Option(help="Seed of the simulated futures.", min=0)]
EventText = Annotated[str, typer.Argument(help='An event, as "2024-06-19 RUS 057 PRK".')]
Actor = Annotated[str | None, typer.Argument(help="Who acts; leave out for anybody.")]
Target = Annotated[str | None, typer.Argument(help="On whom; leave out for anybody.")]
By = Annotated[str | None, typer.Option("--actor", help="Who acts, if not given in place.")]
Upon = Annotated[str | None, typer.Option("--target", help="On whom, if not given in place.")]
Action = Annotated[str | None, typer.Option(help="A CAMEO code; else any action.")]
On = Annotated[str | None, typer.Option(help="First day; else the day after the last.")]


def fit(
    record: Record = None,
    events: Events = None,
    through: Annotated[
        str | None, typer.Option(help="Learn up to this day, score what comes later.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", callback=tried, help="Write the model to this file."),
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            help="Where the sums over events run: here, disk (little memory) or spark; auto takes "
            "disk for millions of events."
        ),
    ] = "auto",
    master: Annotated[
        str | None, typer.Option(help="The Spark cluster, such as spark://host:7077.")
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option(
            help="Let third parties in this relation act too: ally, neighbour, co-member, rival or "
            "patron, by the packaged facts; may be repeated."
        ),
    ] = None,
    calibrate: Annotated[
        int,
        typer.Option(help="Calibrate on held-out days, from so many origins 30 days apart.", min=0),
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
) -> None:
    """Fit the relational Hawkes process to a stream of events."""
    from ramify.commands.reading.bench_reading import progress
    from ramify.reasoning.dynamics import Settings, held_out
    from ramify.reasoning.dynamics import fit as fit_process
    from ramify.reasoning.dynamics.describe import (
        describe_calibration,
        describe_held_out,
        describe_model,
    )

    Source(record, events)
    _check_engine(engine, master)
    _check_folder(output)
    stream, last = _learnt_from(record, events, through)
    settings = Settings(relations=_relations(relation or []))
    steps = settings.pooled_steps + settings.steps
    with _engine(engine, master, len(stream)) as run, progress("Fitting", quiet=quiet) as advance:
        said = (lambda step, _: advance(step, steps, "Fitting")) if advance else None
        fitted = fit_process(stream, settings, through=last, progress=said, engine=run)
    lines = describe_model(fitted)
    if last is not None and stream.last_day > last:
        lines += describe_held_out(held_out(fitted, stream, last + 1))
    if calibrate:
        fitted = _calibrated(fitted, stream, settings, calibrate)
        lines += describe_calibration(fitted.calibration, epoch_of(stream))
    if output is not None:
        fitted.save(output)
        lines.append(f"written to {output}")
    _say(lines)


def _check_engine(engine: str, master: str | None) -> None:
    if engine not in ("auto", "here", "disk", "spark") or (master and engine != "spark"):
        repair = "choose --engine here or disk, or --engine spark, which alone has a --master"
        raise UsageError(f"no such engine as {engine!r} with these options", repair=repair)


def _check_folder(output: Path | None) -> None:
    if output is not None and not output.parent.is_dir():
        raise InputError("no such folder", where=str(output.parent), repair="make it first")


def _relations(names: list[str]) -> tuple[str, ...]:
    from ramify.reasoning.dynamics.process.relations import RELATIONS

    for name in names:
        if name not in RELATIONS:
            repair = f"choose among {', '.join(RELATIONS)}"
            raise UsageError(f"unknown relation {name!r}", repair=repair)
    return tuple(dict.fromkeys(names))


def forecast(
    actor: Actor = None,
    target: Target = None,
    action: Action = None,
    on: On = None,
    horizon: Horizon = "90d",
    simulate: Annotated[
        int, typer.Option(help="Simulate so many futures instead of the closed form.", min=0)
    ] = 0,
    seed: Seed = 0,
    by: By = None,
    upon: Upon = None,
    record: Record = None,
    events: Events = None,
    model: Model = None,
) -> None:
    """Say how likely events are within a window, beside what their mean rate gives."""
    from ramify.reasoning.dynamics.describe import describe_forecasts
    from ramify.reasoning.dynamics.forecasting.forecasts import forecast as forecast_one
    from ramify.reasoning.dynamics.forecasting.forecasts import forecasts, recalibrated

    source = Source(record, events)
    stream, asked = _window(source, (_one(actor, by), _one(target, upon)), on, horizon)
    outlook = fitted_model(model).outlook(stream)
    drawn: dict[str, Any] = {
        "method": "simulation" if simulate else "closed", "simulations": simulate or 1, "seed": seed
    }  # fmt: skip
    found = (
        (forecast_one(outlook, action=_coded(action, source), **asked, **drawn),)
        if action
        else forecasts(outlook, **asked, **drawn)
    )
    if source.whole and model is not None:
        found = recalibrated(outlook, found)
    table = describe_forecasts(found, epoch_of(stream), label, whole=source.whole)
    _say([basis(source, model, stream)])
    _show(table)
    if source.whole:
        _say([calibration_words(outlook.fitted, found, packaged=model is None)])


def explain(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[EVENT|ACTOR]",
            help='An event, as "2024-06-19 RUS 057 PRK"; or who acts, to explain the forecast '
            "that the same words give.",
        ),
    ] = None,
    target: Target = None,
    action: Action = None,
    on: On = None,
    horizon: Horizon = "90d",
    by: By = None,
    upon: Upon = None,
    record: Record = None,
    events: Events = None,
    model: Model = None,
) -> None:
    """Share an event, or what a forecast expects, out among the past events behind it.

    The shares of the background and of every past event, through the pattern by which it
    calls others forth, add up to one.
    """
    source = Source(record, events)
    if what and what[0].isdecimal():
        if target or action or on or by or upon:
            repair = "give the event alone, or ACTOR TARGET --action CODE for a forecast"
            raise UsageError("an event needs no further words", repair=repair)
        _explain_event(what, source, model)
    else:
        sides = _one(what, by), _one(target, upon)
        _explain_forecast(sides, action, on, horizon, source, model)


def _explain_event(event: str, source: Source, model: Path | None) -> None:
    asked, stream = told_of(event, source)
    day = day_number(source.day(asked.on), stream)
    shares = fitted_model(model).explain(stream, asked.actor, asked.action, asked.target, day)
    head = f"intensity {shares.expected:.2g} events a day"
    _say_shares(shares, head, source, model, stream)


def _explain_forecast(
    sides: tuple[str | None, str | None], action: str | None, on: str | None, horizon: str,
    source: Source, model: Path | None,
) -> None:  # fmt: skip
    from ramify.reasoning.dynamics.describe import ask_words
    from ramify.reasoning.dynamics.forecasting.attribution import causes

    stream, asked = _window(source, sides, on, horizon)
    code = _coded(action, source)
    shares = causes(fitted_model(model).outlook(stream), action=code, **asked)
    what = "any action" if code is None else label(code)
    words = ask_words(asked["actor"], code, asked["target"], asked["start"], asked["horizon"],
                      epoch_of(stream))  # fmt: skip
    _say_shares(shares, f"{words}, {what}: expected {shares.expected:.2f}", source, model, stream)


def _say_shares(
    shares: Shares, head: str, source: Source, model: Path | None, stream: Stream
) -> None:
    from ramify.reasoning.dynamics.describe import describe_patterns, describe_shares

    def evidence(share: Share) -> str | None:
        return source.evidence(stream, share)

    told = describe_shares(shares, epoch_of(stream), label=label, evidence=evidence)
    _say([basis(source, model, stream), head, *told, describe_patterns(shares)])


def ramify(
    event: EventText,
    horizon: Horizon = "90d",
    simulations: Annotated[int, typer.Option(help="Futures to simulate.", min=1)] = 2000,
    seed: Seed = 0,
    record: Record = None,
    events: Events = None,
    model: Model = None,
) -> None:
    """Show what an event is expected to bring about: its descendants, by generation."""
    from ramify.briefing.compose import horizon_days
    from ramify.reasoning.dynamics.describe import describe_effect

    source, days = Source(record, events), horizon_days(horizon)
    asked, stream = told_of(event, source)
    effect = fitted_model(model).what_follows(
        stream, actor=asked.actor, action=asked.action, target=asked.target,
        day=day_number(source.day(asked.on), stream), horizon=days,
        simulations=simulations, seed=seed,
    )  # fmt: skip
    _say([basis(source, model, stream), *describe_effect(effect)])


def precedents(
    event: EventText, horizon: Horizon = "30d", record: Record = None, events: Events = None
) -> None:
    """Show the past events most like this one, and how often what followed them."""
    from ramify.briefing.compose import horizon_days
    from ramify.reasoning.dynamics import precedents as find
    from ramify.reasoning.dynamics.describe import describe_precedents

    source, days = Source(record, events), horizon_days(horizon)
    asked, stream = told_of(event, source)
    found = find(
        stream, actor=asked.actor, action=asked.action, target=asked.target,
        day=day_number(source.day(asked.on), stream), horizon=days, classes=class_of,
    )  # fmt: skip
    _say([f"{origin_words(source, stream)}."])
    _show(describe_precedents(found, epoch_of(stream)))


def _one(placed: str | None, named: str | None) -> str | None:
    """An actor given in its place or by its option, but not both ways."""
    if placed and named and placed != named:
        raise UsageError(f"{placed!r} and {named!r} are two actors", repair="give one of them")
    return placed or named


def _coded(action: str | None, source: Source) -> str | None:
    return action.replace(" ", "_") if action and source.quadruples else action


def _window(
    source: Source, sides: tuple[str | None, str | None], on: str | None, horizon: str
) -> tuple[Stream, dict[str, Any]]:
    """The history before a window, and the question about it but for the action."""
    from ramify.briefing.compose import horizon_days

    days, first = horizon_days(horizon), source.day(on) if on else None
    stream = source.stream(first)
    names = [named(name, stream, first) for name in sides]
    stream = admitting(stream, names)
    start = stream.last_day + 1 if first is None else day_number(first, stream)
    return stream, {"actor": names[0], "target": names[1], "horizon": days, "start": start}


def _calibrated(fitted: Fitted, stream: Stream, settings: Settings, origins: int) -> Fitted:
    """The model with its calibration: fitted anew before each origin, the last first.

    The last origin leaves 30 days to come; longer horizons are scored from earlier ones.
    """
    from dataclasses import replace

    from ramify.reasoning.dynamics import fit as fit_process
    from ramify.reasoning.dynamics.evaluation.calibrate import calibrate

    days = [stream.last_day - 30 * n + 1 for n in range(1, origins + 1)]
    days = [day for day in days if day > stream.first_day + 1]
    if len(days) < 2:
        repair = "give at least two, over a record of some months"
        raise UsageError(f"{len(days)} origins are too few to calibrate on", repair=repair)
    found = calibrate(stream, days, lambda past: fit_process(past, settings), class_of=class_of)
    return replace(fitted, calibration=found)


@contextmanager
def _engine(name: str, master: str | None, events: int) -> Iterator[Engine]:
    from ramify.reasoning.dynamics.process import out_of_core, spark
    from ramify.reasoning.dynamics.process.fit import here

    if name == "spark":
        with spark.context(master) as running:
            yield spark.engine(running)
    elif name == "disk" or (name == "auto" and events >= out_of_core.MANY):
        yield out_of_core.engine()
    else:
        yield here


def _learnt_from(
    record: Path | None, events: Path | None, through: str | None
) -> tuple[Stream, int | None]:
    """The stream to learn from and score, and its last day to learn from, if told."""
    from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
    from ramify.world.world import day

    source = Source(record, events)
    if events is None or not source.quadruples:
        stream = source.stream()
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


def _show(told: Table) -> None:
    """A table with aligned columns, as wide as the terminal allows."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    from ramify._print import console, printable

    _say(told.head)
    if told.rows:
        gap = (0, 1 if console().width > 90 else 0, 0, 0)
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=gap)
        for n, column in enumerate(told.columns):
            grid.add_column(column, justify="right" if n else "left", no_wrap=n > 0)
        for row in told.rows:
            grid.add_row(*(Text(printable(cell)) for cell in row))
        console().print(grid)
    _say(told.notes)


def _say(lines: Iterable[str]) -> None:
    from ramify._print import console, print_indented

    out = console()
    for line in lines:
        print_indented(out, line.lstrip(), len(line) - len(line.lstrip()))
