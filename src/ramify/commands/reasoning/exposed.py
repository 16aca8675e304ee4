"""`ramify exposed`: whose position shifts between two days, or with and without a pact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify._errors import UsageError
from ramify.commands.output import DAY, FormatOption, OutputOption, Result, give, tried, way
from ramify.commands.reasoning.exposed_series import give_series
from ramify.commands.reasoning.exposed_views import give_view
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from ramify.reasoning.exposure import Difference, Exposure
    from ramify.world.world import World

_SHOWN = 10
_OF_A_MEASURE = 2
"""How many lines of one measure are shown before those of the others."""
View = Annotated[
    str,
    typer.Option(
        help="differences; threats (to one --actor on a day), dependence (of two) or "
        "theatres (of a --record)."
    ),
]


def exposed(
    on: Annotated[str | None, typer.Option(help=f"The day looked at: {DAY}.")] = None,
    against: Annotated[
        str | None, typer.Option(help="The day it is compared with; else the same day.")
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(help="Look at this actor; else at those whose pacts changed. Repeatable."),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", help='A pact to assume on --on: an id, FILE or "USA,JPN: defense".'),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A pact to leave out on --on, by id; repeatable.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="A record, from which conduct and flows are measured.")
    ] = None,
    view: View = "differences",
    periods: Annotated[
        int, typer.Option(min=1, help="Into how many spans theatres cut the record.")
    ] = 1,
    from_: Annotated[
        int | None,
        typer.Option(
            "--from",
            help="First year of a series: of blocs, of one --actor, or of an alliance's frontiers.",
        ),
    ] = None,
    to: Annotated[int | None, typer.Option(help="Last year of the series.")] = None,
    chart: Annotated[
        Path | None, typer.Option(callback=tried, help="Write the series to this file as SVG.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every difference and part.")] = False,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Measure whose position shifts: who defends whom, which frontiers move, who must fight."""
    from ramify import exposed as measure

    how, world = way(format, output), opened(folder)
    if chart is not None and (from_ is None or to is None):
        raise UsageError("a chart of no series", repair="give --from YEAR and --to YEAR")
    if view != "differences":
        give_view(view, world, on, actor or (), record, how, periods)
        return
    if from_ is not None and to is not None and on is None:
        give_series(world, (from_, to), how, actor or (), chart)
        return
    if on is None or from_ is not None or to is not None:
        raise UsageError("no day", repair="give --on DAY, or both --from YEAR and --to YEAR")
    found = measure(
        on, against=against, actors=actor or (), with_pacts=with_ or (), without=without or (),
        record=record, world=world,
    )  # fmt: skip
    give(_result(found, world, all_=all_), how)


def _result(found: Exposure, world: World, *, all_: bool) -> Result:
    from ramify._print import print_lines

    return Result(
        text=lambda out: print_lines(out, _lines(found, world, all_=all_)),
        table=found,
        title=_title(found),
        notes=sorted({d.coverage for d in found.differences if d.coverage}),
        json=lambda: found.to_json(indent=2),
    )


def _title(found: Exposure) -> str:
    days = f"from {found.before} to {found.after}"
    return f"Who shifts {days if found.before != found.after else f'on {found.after}'}"


def _lines(found: Exposure, world: World, *, all_: bool) -> Iterator[str]:
    from ramify.reasoning.exposure.wording import moved_words, shift_words, told_alike

    yield _title(found)
    if not found.differences:
        yield "Nothing that is measured changes."
    grouped = told_alike(found.differences)
    shown = grouped if all_ else _first(grouped)
    for group in shown:
        yield f"  {shift_words(group, world)}"
        yield from (f"      {line}" for line in moved_words(group[0], all_=all_))
        yield from (f"      not known or not there: {words}" for words in group[0].missing)
    if rest := len(grouped) - len(shown):
        yield f"  {rest} more: --all"
    if found.unmoved:
        names = ", ".join(world.called(code) for code in found.unmoved)
        yield f"  Unmoved by these measures: {names}"
    yield from (f"  Not measured: {words}" for words in found.not_measured)
    yield from (f"  {words}" for words in found.caveats)
    coverage = dict.fromkeys(group[0].coverage for group in shown)
    yield from (f"  Counted: {words}." for words in coverage if all_)
    if not all_ and coverage:
        yield "  What is counted, and every part: --all"


def _first(grouped: list[list[Difference]]) -> list[list[Difference]]:
    """What is shown without --all: some of every measure, in their order."""
    taken: Counter[str] = Counter()
    shown = []
    for group in grouped:
        measure = group[0].measure
        taken[measure] += 1
        if taken[measure] <= _OF_A_MEASURE:
            shown.append(group)
    return shown[:_SHOWN]
