"""`ramify read`: documents in, their statements out, marked in place for proof-reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import (
    DAY,
    PAGE,
    OutputOption,
    PageFormatOption,
    Result,
    give,
    way,
)
from ramify.commands.reading.readers import (
    CPU_LIMIT,
    MAX_TOKENS,
    MEMORY_LIMIT,
    TIME_LIMIT,
    TIMEOUT,
    TRIES,
    AskingLimits,
    BaseUrlOption,
    CacheFolderOption,
    CacheOption,
    Choice,
    ContextOption,
    CpuLimitOption,
    JobsOption,
    MaxTokensOption,
    MemoryLimitOption,
    ModelOption,
    PriceInOption,
    PriceOutOption,
    QuietOption,
    ReaderOption,
    TimeLimitOption,
    TimeoutOption,
    TriesOption,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from ramify.reading.evaluation.corrections import CorrectionOutcome
    from ramify.reading.library import Library
    from ramify.world.world import World


def read(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, web addresses, or - for input.")
    ],
    format: PageFormatOption = None,
    output: OutputOption = None,
    reader: ReaderOption = "rules",
    base_url: BaseUrlOption = None,
    model: ModelOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    max_tokens: MaxTokensOption = MAX_TOKENS,
    timeout: TimeoutOption = TIMEOUT,
    tries: TriesOption = TRIES,
    context: ContextOption = None,
    cache: CacheOption = True,
    cache_folder: CacheFolderOption = None,
    jobs: JobsOption = None,
    cpu_limit: CpuLimitOption = CPU_LIMIT,
    time_limit: TimeLimitOption = TIME_LIMIT,
    memory_limit: MemoryLimitOption = MEMORY_LIMIT,
    corrections: Annotated[
        Path | None,
        typer.Option(help="File of corrections, TOML or JSON: applied, or begun if not there."),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help=f"Day that undated documents are read for: {DAY}.")
    ] = None,
    folder: Folder = None,
    quiet: QuietOption = False,
) -> None:
    """Read documents and show the statements of each, marked in place in HTML."""
    from ramify.commands.reading.progress import read_chosen
    from ramify.commands.reading.readers import cache_of
    from ramify.reading.box.limits import ReadingLimits
    from ramify.world.when import day

    limits = ReadingLimits(cpu_limit, time_limit, memory_limit)
    how = way(format, output, PAGE)
    asked = day(on) if on else None
    kept = cache_of(cache, cache_folder)
    asking = AskingLimits(max_tokens, timeout, tries, context)
    choice = Choice(reader, base_url, model, price_in, price_out, kept, asking)
    world = opened(folder)
    library = read_chosen(paths, world, choice, on=asked, quiet=quiet, jobs=jobs, limits=limits)
    if not library.readings:
        raise library.nothing_read()
    library, outcomes = _corrected(library, corrections, world)
    give(_result(library, outcomes, world), how)


def _corrected(
    library: Library, path: Path | None, world: World
) -> tuple[Library, tuple[CorrectionOutcome, ...]]:
    """The library with a file's corrections applied; a file that is not there is begun."""
    if path is None:
        return library, ()
    from ramify.commands.output import save
    from ramify.reading.evaluation.corrections import corrected, load, template

    if not path.exists():
        save(template(library.readings, as_json=path.suffix.lower() == ".json"), path)
        typer.echo(f"ramify: wrote {path}; set the verdict of each statement in it", err=True)
        return library, ()
    file = load(path)
    done = [corrected(reading, file, world) for reading in library.readings]
    outcomes = tuple(outcome for _, found in done for outcome in found)
    _say(outcomes)
    return library.model_copy(update={"readings": tuple(r for r, _ in done)}), outcomes


def _say(outcomes: Sequence[CorrectionOutcome]) -> None:
    """How the reader does on the corrections, those not met one by one."""
    from ramify._print import printable

    met = sum(outcome.met for outcome in outcomes)
    typer.echo(f"ramify: {met} of {len(outcomes)} corrections met by the reader", err=True)
    for outcome in outcomes:
        if not outcome.met:
            told = outcome.correction.should or outcome.correction.read
            typer.echo(f"ramify: {printable(f'{told}: {outcome.why}')}", err=True)


def _result(library: Library, outcomes: Sequence[CorrectionOutcome], world: World) -> Result:
    from ramify.briefing.render.proof import page, print_table

    names = {code: actor.name for code, actor in world.actors.items()}
    return Result(
        text=lambda out: print_table(library, names, out),
        table=library,
        title="Statements",
        notes=[f"not read: {r.said}" for r in library.refused],
        json=lambda: library.to_json(indent=2),
        html=lambda: page(library, names, outcomes),
    )
