"""`ramify check`: what documents state, held against the facts and the record on file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import DAY, FormatOption, OutputOption, Result, give, way
from ramify.commands.reading.readers import (
    CPU_LIMIT,
    MEMORY_LIMIT,
    TIME_LIMIT,
    CacheFolderOption,
    CacheOption,
    CpuLimitOption,
    JobsOption,
    MemoryLimitOption,
    TimeLimitOption,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reading.factcheck.check import Check
    from ramify.reading.factcheck.events import Checked

_STYLE = {"agrees": "green", "differs": "red", "not found": "yellow", "not covered": "dim"}


def check(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, web addresses, or - for input.")
    ],
    format: FormatOption = None,
    output: OutputOption = None,
    record: Annotated[
        Path | None,
        typer.Option(help="A record to compare with, besides the packaged chronicle."),
    ] = None,
    world: Folder = None,
    on: Annotated[
        str | None, typer.Option(help=f"Day that undated documents are read for: {DAY}.")
    ] = None,
    cache: CacheOption = True,
    cache_folder: CacheFolderOption = None,
    jobs: JobsOption = None,
    cpu_limit: CpuLimitOption = CPU_LIMIT,
    time_limit: TimeLimitOption = TIME_LIMIT,
    memory_limit: MemoryLimitOption = MEMORY_LIMIT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
) -> None:
    """Hold what documents state against memberships, pacts, vetoes, borders and a record."""
    from ramify.commands.reading.progress import read_paths
    from ramify.commands.reading.readers import cache_of
    from ramify.reading.box.limits import ReadingLimits
    from ramify.reading.factcheck.documents import checked
    from ramify.world.when import day

    how, known = way(format, output), opened(world)
    library = read_paths(
        paths,
        known,
        on=day(on) if on else None,
        quiet=quiet,
        jobs=jobs,
        cache=cache_of(cache, cache_folder),
        limits=ReadingLimits(cpu_limit, time_limit, memory_limit),
    )
    if not library.read:
        raise library.nothing_read()
    found = checked(library, known, record)
    notes = [f"not read: {r.said}" for r in found.refused]
    give(
        Result(
            text=lambda out: _print(found, out),
            table=found,
            title="What is stated, and what is on file",
            notes=notes,
            json=lambda: found.to_json(indent=2),
        ),
        how,
    )


def _print(checked: Checked, out: Console) -> None:
    from rich.rule import Rule

    from ramify._print import print_indented, printable

    for document in checked.documents:
        out.print(Rule(printable(document.document), style="bold"))
        for one in document.checks:
            _print_check(one, out)
        counts = ", ".join(f"{n} {verdict}" for verdict, n in document.verdicts.items())
        print_indented(out, counts or "reports no event that could be checked", 0, "dim")
        out.print()


def _print_check(one: Check, out: Console) -> None:
    from rich.text import Text

    from ramify._print import print_indented, printable

    head = Text(one.said, style=_STYLE[one.said]).append(
        f": {printable(one.says)}", style="default"
    )
    print_indented(out, head)
    if one.value:
        print_indented(out, f"on file: {one.value}", 4)
    if one.why:
        print_indented(out, one.why, 4)
    if one.source:
        print_indented(out, f"source: {one.source}", 4)
    print_indented(out, f"“{' '.join(one.evidence.quote.split())}”", 4, "dim")
