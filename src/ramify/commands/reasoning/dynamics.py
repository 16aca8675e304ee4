"""`ramify forecast`, `explain`, `ramify` and `precedents`: what is expected, and why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify._errors import InputError, UsageError
from ramify._print import print_indented, printable
from ramify.commands.output import DAY, FormatOption, OutputOption, Result, Way, give, markdown, way
from ramify.commands.world.worlds import Folder, laid_over

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.dynamics.answers import (
        AfterEvent,
        Consequences,
        Descendants,
        Explanation,
        Forecasts,
        PastCases,
    )
    from ramify.reasoning.dynamics.describe import Listing
    from ramify.reasoning.dynamics.reactions.answering import PartyReaction

    Answered = Forecasts | Explanation | Consequences | Descendants | PastCases

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
Acts = Annotated[
    str | None,
    typer.Option(
        "--action",
        help="A CAMEO code, a root (18), a class (ASSAULT) or a quad ('material conflict'); "
        "else any action.",
    ),
]
AsKind = Annotated[
    str,
    typer.Option(
        help="incidence (at least one), count, onset (the first after 90 days of none) or "
        "escalation (a higher hostile class than any of the last 90 days)."
    ),
]
On = Annotated[
    str | None, typer.Option(help=f"First day: {DAY}; else the day after the last event.")
]


def source_of(record: Path | None, events: Path | None) -> Path | None:
    """The one source of events that was named, if any.

    Raises:
        UsageError: two were.
        InputError: there is no such folder.
    """
    if record and events:
        raise UsageError("--record and --events are two sources", repair="give one of them")
    if events and not events.is_dir():
        raise InputError("no such folder", where=str(events), repair="name a folder")
    return record or events


def forecast(
    actor: Actor = None,
    target: Target = None,
    action: Acts = None,
    on: On = None,
    horizon: Horizon = "90d",
    kind: AsKind = "incidence",
    after: Annotated[
        str | None,
        typer.Option(help='An event known beside the record, as "2024-06-19 RUS 057 PRK".'),
    ] = None,
    simulate: Annotated[
        int, typer.Option(help="Simulate so many futures instead of the closed form.", min=0)
    ] = 0,
    seed: Seed = 0,
    by: By = None,
    upon: Upon = None,
    record: Record = None,
    events: Events = None,
    model: Model = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Say how likely events are within a window, beside what is usual between the two sides.

    Base rates answer: the packaged ones, or with a record its own level and last days. A model
    that is named, simulated futures, codes of sectors (RUS:MIL) and quadruples are answered by the
    process.
    """
    from ramify.reasoning.dynamics.describe import describe_forecasts
    from ramify.reasoning.dynamics.verbs import forecast as ask

    how = way(format, output)
    found = ask(
        _one(actor, by), _one(target, upon), action=action, on=on, horizon=horizon,
        kind=kind, after=after or (), simulations=simulate, seed=seed,
        record=source_of(record, events), model=model, world=laid_over(folder),
    )  # fmt: skip
    _give(found, describe_forecasts(found), how)


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
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Share an event, or what a forecast expects, out among the past events behind it.

    The shares of the background and of every past event, through the pattern by which it
    calls others forth, add up to one. Over the packaged chronicle they are not known, and
    the acts on file are shown. Of an event, also what states do after it, and by what.
    """
    from ramify.briefing.words import evidence_words
    from ramify.reasoning.dynamics.describe import Listing, describe_explanation
    from ramify.reasoning.dynamics.verbs import explain as ask
    from ramify.reasoning.dynamics.words.consequences import after_lines

    how = way(format, output)
    found = ask(
        _one(what, by), _one(target, upon), action=action, on=on, horizon=horizon,
        record=source_of(record, events), model=model,
        world=laid_over(folder),
    )  # fmt: skip
    lines = describe_explanation(found, evidence_words, after=after_lines(found))
    _give(found, Listing(tuple(lines)), how)


def ramify(
    event: EventText,
    horizon: Horizon = "90d",
    simulations: Annotated[int, typer.Option(help="Futures to simulate.", min=1)] = 2000,
    seed: Seed = 0,
    record: Record = None,
    events: Events = None,
    model: Model = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Show what an event adds to what its two sides do to each other, beside the usual.

    With a model that is named: its descendants, by generation.
    """
    from ramify.briefing.words import evidence_words
    from ramify.reasoning.dynamics.answers import Consequences
    from ramify.reasoning.dynamics.describe import Listing, describe_descendants
    from ramify.reasoning.dynamics.verbs import what_follows
    from ramify.reasoning.dynamics.words.consequences import describe_consequences

    how = way(format, output)
    found = what_follows(
        event, horizon=horizon, simulations=simulations, seed=seed,
        record=source_of(record, events), model=model,
        world=laid_over(folder),
    )  # fmt: skip
    if isinstance(found, Consequences):
        _give(found, describe_consequences(found), how)
    else:
        _give(found, Listing(tuple(describe_descendants(found, evidence_words))), how)


def precedents(
    event: EventText,
    horizon: Horizon = "30d",
    record: Record = None,
    events: Events = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Show the past events most like this one, and how often what followed them.

    Beside them stands what states are likely to do after this one.
    """
    from ramify.reasoning.dynamics.verbs import precedents as ask
    from ramify.reasoning.dynamics.words.precedents import describe_precedents

    how = way(format, output)
    found = ask(event, horizon=horizon, record=source_of(record, events), world=laid_over(folder))
    _give(found, describe_precedents(found), how)


def _one(placed: str | None, named: str | None) -> str | None:
    """An actor given in its place or by its option, but not both ways, and not as no name."""
    if "" in (placed, named):
        raise UsageError("an actor without a name", repair="leave it out for anybody")
    if placed and named and placed != named:
        raise UsageError(f"{placed!r} and {named!r} are two actors", repair="give one of them")
    return placed or named


def _give(found: Answered, told: Listing, how: Way) -> None:
    """An answer of the dynamics, with what it rests on and what a reader must know of it."""
    title = str(found.question)
    columns = [name.replace("-\n", "") for name in told.columns]
    result = Result(
        text=lambda out: _show(out, told),
        table=found,
        title=title,
        notes=(str(found.basis), *found.caveats),
        more=_beside(found),
        md=lambda: markdown(title, told.head, (columns, told.rows), told.notes),
    )
    give(result, how)


def _beside(found: Answered) -> dict[str, list[object]]:
    """What an answer holds that its rows do not: cases like the event, acts on file."""
    from ramify.reasoning.dynamics.answers import (
        Consequences,
        Descendants,
        Explanation,
        PastCases,
    )
    from ramify.reasoning.dynamics.on_file import UnknownChance

    if isinstance(found, PastCases):
        cases = found.precedents.cases
        on = [str(found.basis.day(case.day)) for case in cases]
        named = [{"actor": c.actor, "action": c.action, "target": c.target} for c in cases]
        told: list[object] = [{"on": day, **who} for day, who in zip(on, named, strict=True)]
        return {"cases": told, **_after(found)}
    if isinstance(found, (Consequences, Explanation)):
        return _after(found)
    if isinstance(found, Descendants) and isinstance(found.effect, UnknownChance):
        return {"acts on file": list(found.effect.acts)}
    return {}


def _after(found: AfterEvent) -> dict[str, list[object]]:
    """What states do after the event asked about, as rows; nothing where that is not told."""
    if not found.reactions and not found.parties:
        return {}
    return {
        "third states": [row._asdict() for row in found.third_states],
        "the two themselves": [_party(one) for one in found.parties],
    }


def _party(one: PartyReaction) -> dict[str, object]:
    """What one side of an event does to the other, as a row."""
    return {
        "actor": one.actor, "side": one.side, "role": one.role, "acts": one.acts,
        "horizon": one.horizon, "probability": one.chance, "usual": one.usual,
        "higher": one.higher,
    }  # fmt: skip


def _show(out: Console, told: Listing) -> None:
    """A table with aligned columns, as wide as the terminal allows."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    say(out, told.head)
    if told.rows:
        gap = (0, 1 if out.width > 90 else 0, 0, 0)
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=gap)
        for n, column in enumerate(told.columns):
            grid.add_column(column, justify="right" if n else "left", no_wrap=n > 0)
        for row in told.rows:
            grid.add_row(*(Text(printable(cell)) for cell in row))
        out.print(grid)
    say(out, told.notes)


def say(out: Console, lines: Iterable[str]) -> None:
    """Print lines, each indented as deep as it begins."""
    for line in lines:
        print_indented(out, line.lstrip(), len(line) - len(line.lstrip()))
