"""`ramify record`: what a record holds, which days it covers, and chosen events as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import (
    DAY,
    FormatOption,
    Result,
    Way,
    give,
    save,
    tried,
    tried_table,
    way,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.record.asking.filters import Filter
    from ramify.record.asking.summary import Count, Summary
    from ramify.record.coverage import Covered
    from ramify.record.store import Record as Store
    from ramify.world.world import World

_GAPS = 6


Since = Annotated[str | None, typer.Option(help="First day, month or year, as 2024-06-01.")]
Until = Annotated[str | None, typer.Option(help="Last day, month or year.")]
Actors = Annotated[
    list[str] | None, typer.Option(help="Who acts: a name or code; may be repeated.")
]
Targets = Annotated[list[str] | None, typer.Option(help="Who is acted on.")]
Between = Annotated[
    list[str] | None,
    typer.Option(help="Both sides are among these; a group stands for its members."),
]
Group = Annotated[
    str | None,
    typer.Option(help="Either side is a member of this group on --on, or the last day."),
]
On = Annotated[str | None, typer.Option(help=f"Day for names and memberships: {DAY}.")]
Codes = Annotated[list[str] | None, typer.Option(help="CAMEO code or root, as 19.")]
Classes = Annotated[list[str] | None, typer.Option("--class", help="PLOVER class, as SANCTION.")]
Quads = Annotated[list[str] | None, typer.Option(help="Quad class, 1 to 4 or by name.")]
Places = Annotated[list[str] | None, typer.Option(help="State in which it took place.")]
Sources = Annotated[list[str] | None, typer.Option(help="Source, as gdelt2.")]
Mentions = Annotated[int | None, typer.Option(help="Least number of mentions.")]
EventsFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        callback=tried_table,
        help="Write the events: .csv, .parquet, .jsonl or .dta.",
    ),
]


def _tried_picture(chart: Path | None) -> Path | None:
    """A file for a picture, tried before the work begins."""
    from ramify._errors import UsageError

    if chart is not None and chart.suffix.lower() != ".svg":
        raise UsageError(f"no picture is drawn as {chart.suffix!r}", repair="use .svg")
    return tried(chart)


Chart = Annotated[
    Path | None,
    typer.Option(callback=_tried_picture, help="Write the timeline to this file as SVG."),
]
Upgrade = Annotated[
    bool, typer.Option("--upgrade", help="Bring a record of an earlier schema up to date.")
]
Link = Annotated[
    bool, typer.Option("--link", help="Link rows of different sources that tell of one act.")
]


def record(
    file: Annotated[Path, typer.Argument(help="The record.")],
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    target: Targets = None,
    between: Between = None,
    group: Group = None,
    on: On = None,
    action: Codes = None,
    classes: Classes = None,
    quad: Quads = None,
    place: Places = None,
    source: Sources = None,
    min_mentions: Mentions = None,
    top: Annotated[int, typer.Option(help="Lines of the lists.", min=1)] = 10,
    output: EventsFile = None,
    chart: Chart = None,
    upgrade: Upgrade = False,
    link: Link = False,
    folder: Folder = None,
    format: FormatOption = None,
) -> None:
    """Say what a record holds: counts, pairs, timeline, sources, and the days it covers."""
    from ramify.record.asking.sides import check_source
    from ramify.record.asking.summary import summarize
    from ramify.record.store import Record

    how = way(format, None)
    if upgrade or link:
        _write(file, link=link)
    with Record.open(file, read_only=True) as store:
        for one in source or ():
            check_source(store.connection.cursor(), one)
        asked = _asked(
            opened(folder), since, until, on,
            {"actor": actor, "target": target, "between": between, "places": place},
            group, {"action": action, "classes": classes, "quads": quad, "sources": source},
            min_mentions,
        )  # fmt: skip
        if output is None:
            _summarize(store, asked, file.name, top, chart, how)
            return
        if chart is not None:
            _draw(summarize(store.connection.cursor(), asked), file.name, chart)
        _export(store.connection.cursor(), asked, output)


def _write(file: Path, *, link: bool) -> None:
    """Open a record for writing, which brings its schema up to date, and link its sources."""
    from ramify.record.loading.links import link_sources
    from ramify.record.store import Record

    with Record.open(file) as store:
        if link:
            typer.echo(f"{link_sources(store):,} links between sources", err=True)


def _summarize(
    store: Store, asked: Filter, name: str, top: int, chart: Path | None, how: Way
) -> None:
    """Give the summary of the chosen events, and its chart if one is wanted."""
    from ramify._table import Table
    from ramify.record.asking.summary import Counted, summarize
    from ramify.record.coverage import stretch

    summary = summarize(store.connection.cursor(), asked, top=top)
    if chart is not None:
        _draw(summary, name, chart)
    covered = store.coverage().sources
    more = {
        "events": summary.events,
        "dated": summary.dated,
        "resolved": summary.resolved,
        "coverage": list(covered),
    }
    result = Result(
        text=lambda out: _print(summary, covered, out),
        table=Table(summary.counted(), Counted),
        title=f"{name}: {_events(summary.events)}",
        notes=[f"{one.source}: {stretch(one.first, one.last)}" for one in covered],
        more=more,
    )
    give(result, how)


def _draw(summary: Summary, name: str, chart: Path) -> None:
    from ramify.record.asking.chart import svg

    save(svg(summary.timeline, f"Events by {summary.period}, {name}"), chart)


def _export(cursor: object, asked: Filter, output: Path) -> None:
    from ramify.record.asking.export import chosen, write

    written = write(chosen(cursor, asked), output)  # type: ignore[arg-type]
    typer.echo(f"{_events(written)} written to {output}")


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"


def _asked(
    world: World,
    since: str | None,
    until: str | None,
    on: str | None,
    sides: dict[str, list[str] | None],
    group: str | None,
    acts: dict[str, list[str] | None],
    min_mentions: int | None,
) -> Filter:
    """The filter that the options mean, their names resolved to ids."""
    from datetime import date

    from ramify.record.asking.filters import Filter
    from ramify.world.when import day, first_day

    known = day(on or until or since or date.today())
    system = world.at(known)
    ids: dict[str, list[str] | None] = {}
    for side, names in sides.items():
        found = [world.resolve(name, known) for name in names or ()]
        groups = found if side == "between" else []
        members = [m.member for one in groups for m in system.members(one)]
        ids[side] = sorted({*found, *members}) if names else None
    if group:
        ids["actors"] = sorted(m.member for m in system.members(world.resolve(group, known)))
    return Filter(
        since=first_day(since) if since else None,
        until=day(until) if until else None,
        min_mentions=min_mentions,
        **ids,
        **{key: value or None for key, value in acts.items()},
    )


def _print(summary: Summary, covered: tuple[Covered, ...], out: Console) -> None:
    from ramify._print import print_indented

    dated = "" if summary.dated == summary.events else f", {summary.dated:,} with a date"
    print_indented(out, f"{_events(summary.events)}{dated}", style="bold")
    named = summary.events - summary.resolved
    if named:
        print_indented(out, f"{named:,} of an actor that has no id (listed below)", 2, "dim")
    _print_timeline(summary, out)
    _print_counts("By class (PLOVER)", summary.by_class, out)
    _print_counts("Pairs", summary.pairs, out)
    out.print("\nCoverage", style="bold")
    for one in covered:
        _print_covered(one, summary.by_source, out)
    if not covered:
        print_indented(out, "none that is known: events were added one by one", 2)
    _print_counts("Names that are no actor's", summary.unresolved, out)


def _print_timeline(summary: Summary, out: Console) -> None:
    from ramify._print import print_indented
    from ramify.record.asking.chart import BARE, blocks

    if not summary.timeline:
        return
    most = max(bar.events for bar in summary.timeline)
    told = {"year": 4, "month": 7, "day": 10}[summary.period]
    first, last = (str(bar.start)[:told] for bar in (summary.timeline[0], summary.timeline[-1]))
    out.print(f"\nBy {summary.period}, {first} to {last}, at most {most:,}", style="bold")
    print_indented(out, blocks(summary.timeline), 2)
    if not all(bar.covered for bar in summary.timeline):
        print_indented(out, f"{BARE} no source covers it", 2, "dim")


def _print_counts(heading: str, counts: tuple[Count, ...], out: Console) -> None:
    from ramify._print import print_indented

    if not counts:
        return
    out.print(f"\n{heading}", style="bold")
    for count in counts:
        mentions = f"  {count.mentions:,} mentions" if count.mentions else ""
        print_indented(out, f"{count.events:>9,}  {count.what}{mentions}", 2)


def _print_covered(one: Covered, by_source: tuple[Count, ...], out: Console) -> None:
    from ramify._print import print_indented
    from ramify.record.coverage import stretch
    from ramify.record.feeds.registry import feeds

    events = next((c.events for c in by_source if c.what == one.source), 0)
    feed = feeds().get(one.source)
    grade = f", grade {feed.grade}" if feed else ""
    print_indented(
        out, f"{one.source}{grade}: {stretch(one.first, one.last)}, {_events(events)} chosen", 2
    )
    for gap in one.gaps[:_GAPS]:
        print_indented(out, f"gap {gap}", 4)
    if len(one.gaps) > _GAPS:
        print_indented(out, f"and {len(one.gaps) - _GAPS:,} more gaps", 4)
    if feed:
        print_indented(out, f"{feed.biases}. Cite: {feed.cite}.", 4, "dim")
