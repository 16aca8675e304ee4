"""`ramify brief`: documents in, a brief out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ramify.commands.output import OutputOption
from ramify.commands.reading.readers import (
    CPU_LIMIT,
    MEMORY_LIMIT,
    TIME_LIMIT,
    BaseUrlOption,
    CacheFolderOption,
    CacheOption,
    Choice,
    CpuLimitOption,
    JobsOption,
    MemoryLimitOption,
    ModelOption,
    PriceInOption,
    PriceOutOption,
    ReaderOption,
    TimeLimitOption,
)

if TYPE_CHECKING:
    from ramify.briefing.brief import Brief

Format = Literal["text", "md", "html", "json"]


def brief(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, web addresses, or - for input.")
    ],
    on: Annotated[
        str | None,
        typer.Option(help="Answer for this day, YYYY-MM-DD; else the documents' latest date."),
    ] = None,
    about: Annotated[
        list[str] | None, typer.Option(help="Keep to this actor: code or name; may be repeated.")
    ] = None,
    horizon: Annotated[str, typer.Option(help="How far ahead: 90d, 12w, 6m, 1y.")] = "90d",
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = "text",
    output: OutputOption = None,
    reader: ReaderOption = "rules",
    base_url: BaseUrlOption = None,
    model: ModelOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    cache: CacheOption = True,
    cache_folder: CacheFolderOption = None,
    jobs: JobsOption = None,
    cpu_limit: CpuLimitOption = CPU_LIMIT,
    time_limit: TimeLimitOption = TIME_LIMIT,
    memory_limit: MemoryLimitOption = MEMORY_LIMIT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show all evidence and what was left out.")
    ] = False,
) -> None:
    """Read documents and print what they report, oblige and claim."""
    from ramify import World
    from ramify.briefing.compose import compose, horizon_days
    from ramify.commands.reading.bench_reading import read_paths
    from ramify.commands.reading.readers import accounted, cache_of, chosen
    from ramify.reading.box.limits import ReadingLimits
    from ramify.world.world import day

    horizon_days(horizon)
    limits = ReadingLimits(cpu_limit, time_limit, memory_limit)
    asked = day(on) if on else None
    kept = cache_of(cache, cache_folder)
    choice = Choice(reader, base_url, model, price_in, price_out, kept)
    who, world = chosen(choice, asked), World.packaged()
    with accounted(who, choice):
        library = read_paths(
            paths,
            world,
            on=asked,
            quiet=quiet,
            reader=who.reader,
            jobs=jobs,
            cache=kept,
            limits=limits,
        )
    made = compose(library, world, on=asked, about=about or (), horizon=horizon)
    _write(made, format, output, verbose)


def _write(made: Brief, format: Format, output: Path | None, verbose: bool) -> None:
    from ramify._print import console

    if format == "text" and output is None:
        from ramify.briefing.render.text import print_text

        print_text(made, console(), verbose=verbose)
        return
    text = _rendered(made, format, verbose)
    if output is None:
        typer.echo(text, nl=False)
    else:
        from ramify.commands.output import save

        save(text, output)


def _rendered(made: Brief, format: Format, verbose: bool) -> str:
    if format == "json":
        return made.to_json(indent=2) + "\n"
    if format == "html":
        from ramify.briefing.render.html import page

        return page(made)
    if format == "md":
        from ramify.briefing.render.markdown import markdown

        return markdown(made, verbose=verbose)
    from ramify.briefing.render.text import plain_text

    return plain_text(made, verbose=verbose)
