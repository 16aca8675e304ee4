"""`ramify record`: what a record holds, which days it covers, and chosen events as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.record.asking.filters import Filter
    from ramify.record.asking.summary import Count, Summary
    from ramify.record.coverage import Covered
    from ramify.world.world import World

_GAPS = 6


def record(
    file: Annotated[Path, typer.Argument(help="The record.")],
    since: Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.")] = None,
    actor: Annotated[
        list[str] | None, typer.Option(help="Who acts: a name or code; may be repeated.")
    ] = None,
    target: Annotated[list[str] | None, typer.Option(help="Who is acted on.")] = None,
    between: Annotated[
        list[str] | None,
        typer.Option(help="Both sides are among these; a group stands for its members."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(help="Either side is a member of this group on --on, or the last day."),
    ] = None,
    on: Annotated[str | None, typer.Option(help="Day for names and memberships.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="CAMEO code or root, as 19.")] = None,
    classes: Annotated[
        list[str] | None, typer.Option("--class", help="PLOVER class, as SANCTION.")
    ] = None,
    quad: Annotated[list[str] | None, typer.Option(help="Quad class, 1 to 4 or by name.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="State in which it took place.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Source, as gdelt2.")] = None,
    min_mentions: Annotated[int | None, typer.Option(help="Least number of mentions.")] = None,
    top: Annotated[int, typer.Option(help="Lines of the lists.")] = 10,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the events: .csv, .parquet, .jsonl or .dta."),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(help="Write the timeline to this file as SVG.")
    ] = None,
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Bring a record of an earlier schema up to date.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Link rows of different sources that tell of one act.")
    ] = False,
    folder: Folder = None,
) -> None:
    """Say what a record holds: counts, pairs, timeline, sources, and the days it covers."""
    from ramify._print import console
    from ramify.record.asking.summary import summarize
    from ramify.record.loading.links import link_sources
    from ramify.record.store import Record

    if upgrade or link:
        with Record.open(file) as writing:
            if link:
                typer.echo(f"{link_sources(writing):,} links between sources")
    with Record.open(file, read_only=True) as store:
        asked = _asked(
            opened(folder), since, until, on,
            {"actor": actor, "target": target, "between": between, "places": place},
            group, {"action": action, "classes": classes, "quads": quad, "sources": source},
            min_mentions,
        )  # fmt: skip
        cursor = store.connection.cursor()
        if output is not None:
            _export(store.connection.cursor(), asked, output)
            return
        summary = summarize(cursor, asked, top=top)
        if chart is not None:
            from ramify.commands.output import save
            from ramify.record.asking.chart import svg

            save(svg(summary.timeline, f"Events by {summary.period}, {file.name}"), chart)
        _print(summary, store.coverage().sources, console())


def _export(cursor: object, asked: Filter, output: Path) -> None:
    from ramify.record.asking.export import chosen, write

    written = write(chosen(cursor, asked), output)  # type: ignore[arg-type]
    typer.echo(f"{written:,} events written to {output}")


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
    from ramify.world.when import day

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
        since=day(since) if since else None,
        until=day(until) if until else None,
        min_mentions=min_mentions,
        **ids,
        **{key: value or None for key, value in acts.items()},
    )


def _print(summary: Summary, covered: tuple[Covered, ...], out: Console) -> None:
    from ramify._print import print_indented

    dated = "" if summary.dated == summary.events else f", {summary.dated:,} with a date"
    print_indented(out, f"{summary.events:,} events{dated}", style="bold")
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
    from ramify.record.asking.chart import blocks

    if not summary.timeline:
        return
    most = max(bar.events for bar in summary.timeline)
    first, last = summary.timeline[0].start, summary.timeline[-1].start
    out.print(f"\nBy {summary.period}, {first} to {last}, at most {most:,}", style="bold")
    print_indented(out, blocks(summary.timeline), 2)


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
    from ramify.record.feeds.registry import feeds

    events = next((c.events for c in by_source if c.what == one.source), 0)
    feed = feeds().get(one.source)
    grade = f", grade {feed.grade}" if feed else ""
    print_indented(
        out, f"{one.source}{grade}: {one.first} to {one.last}, {events:,} events chosen", 2
    )
    for gap in one.gaps[:_GAPS]:
        print_indented(out, f"not {gap.first} to {gap.last}: {gap.why}", 4)
    if len(one.gaps) > _GAPS:
        print_indented(out, f"and {len(one.gaps) - _GAPS:,} more gaps", 4)
    if feed:
        print_indented(out, f"{feed.biases}. Cite: {feed.cite}.", 4, "dim")
