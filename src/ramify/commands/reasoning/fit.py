"""`ramify fit`: a model learned from a stream of events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify._errors import UsageError
from ramify.commands.output import FormatOption, Result, give, tried, way
from ramify.commands.reasoning.dynamics import Events, Record, say, source_of
from ramify.commands.world.worlds import Folder, laid_over

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.learning import Learnt

Through = Annotated[str | None, typer.Option(help="Learn up to this day, score what comes later.")]
Engine = Annotated[
    str,
    typer.Option(
        help="Where the sums over events run: here, disk (little memory) or spark; auto takes disk "
        "for millions of events."
    ),
]
Master = Annotated[str | None, typer.Option(help="The Spark cluster, such as spark://host:7077.")]
Relations = Annotated[
    list[str] | None,
    typer.Option(
        "--relation",
        help="Let third parties in this relation act too: ally, neighbour, co-member, rival or "
        "patron, by the packaged facts; may be repeated.",
    ),
]
Calibrate = Annotated[
    int,
    typer.Option(help="Calibrate on held-out days, from so many origins 30 days apart.", min=0),
]
ModelFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", callback=tried, help="Write the model to this file."),
]


def fit(
    record: Record = None,
    events: Events = None,
    through: Through = None,
    output: ModelFile = None,
    engine: Engine = "auto",
    master: Master = None,
    relation: Relations = None,
    calibrate: Calibrate = 0,
    folder: Folder = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
    format: FormatOption = None,
) -> None:
    """Fit the relational Hawkes process, base rates and reactions to a stream of events.

    Base rates with their regression on recent counts, and reactions of third states, are written
    beside a record that covers 180 days and holds 5,000 acts between countries; answers over the
    record then go by them. How levels drift over years, and seasons, stay the packaged ones.
    """
    from ramify.commands.reading.progress import progress
    from ramify.reasoning.dynamics.learning import learn

    how, source = way(format, None), source_of(record, events)
    _check_engine(engine, master)
    with progress("Fitting", quiet=quiet) as advance:
        learnt = learn(
            source, through=through, relations=relation or (), calibrate=calibrate,
            engine=master or engine, world=laid_over(folder),
            progress=(lambda done, steps: advance(done, steps, "Fitting")) if advance else None,
            beside=True,
        )  # fmt: skip
    if output is not None:
        learnt.model.save(output)
    give(_result(learnt, output), how)


def _check_engine(engine: str, master: str | None) -> None:
    if master and (engine != "spark" or "://" not in master):
        repair = "choose --engine here or disk, or --engine spark, which alone has a --master"
        raise UsageError(f"no such engine as {engine!r} with these options", repair=repair)


def _result(learnt: Learnt, output: Path | None) -> Result:
    """What was learned: as a table the patterns, by how much of the stream they explain."""
    from dataclasses import asdict

    from ramify._table import Table
    from ramify.reasoning.dynamics.describe import (
        describe_calibration,
        describe_fit,
        describe_held_out,
        describe_patterns_by_weight,
        describe_stability,
    )
    from ramify.reasoning.dynamics.process.model import PatternWeight

    fitted = learnt.model
    head, after = describe_fit(fitted), describe_stability(fitted)
    after += describe_held_out(learnt.held_out) if learnt.held_out else []
    after += describe_calibration(fitted.calibration, fitted.origin.epoch)
    after += [f"written to {output}"] if output is not None else []
    after += learnt.beside
    lines = [*head, *describe_patterns_by_weight(fitted), *after]
    return Result(
        text=lambda out: say(out, lines),
        table=Table(fitted.patterns_by_weight(), PatternWeight),
        title=f"A model of {fitted.origin}",
        notes=[line.strip() for line in (*head, *after)],
        more={
            "events": fitted.origin.events,
            "log_likelihood": fitted.origin.log_likelihood,
            "branching_ratio": fitted.branching_ratio,
            "held_out": asdict(learnt.held_out) if learnt.held_out else None,
        },
    )
