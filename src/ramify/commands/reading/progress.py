"""Reading documents from the terminal, with progress and with the refused listed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ramify._errors import Interrupted

if TYPE_CHECKING:
    from ramify.commands.reading.readers import Choice
    from ramify.reading.box.limits import ReadingLimits
    from ramify.reading.cache import ReadingCache
    from ramify.reading.library import Library, Reader
    from ramify.world.world import World


MANY = 25
"""Documents from which they are a batch: read by several processes, and kept."""


def read_chosen(
    paths: Sequence[str],
    world: World,
    choice: Choice,
    *,
    on: date | None,
    quiet: bool,
    jobs: int | None,
    limits: ReadingLimits,
) -> Library:
    """Read documents as `read_paths` does, by the reader of a choice; what it spent is said."""
    from ramify.commands.reading.readers import accounted, chosen

    who = chosen(choice, on)
    with accounted(who, choice):
        return read_paths(
            paths, world, on=on, quiet=quiet, reader=who.reader, jobs=jobs, cache=choice.cache,
            limits=limits,
        )  # fmt: skip


def read_paths(
    paths: Sequence[str],
    world: World,
    *,
    on: date | None = None,
    quiet: bool = False,
    reader: Reader | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
    limits: ReadingLimits | None = None,
) -> Library:
    """Read documents, from the web too; those not read are listed on standard error.

    From `MANY` on, files are read by `jobs` processes (one a core if None), and what was
    read of each is kept below `cache`, if given. Language models are asked one by one.
    """
    from ramify._print import printable
    from ramify.reading.cache import ReadingCache, fingerprint
    from ramify.reading.intake.sources import expand, web
    from ramify.reading.reader import read
    from ramify.reading.rules import RulesReader

    reader = reader or RulesReader(on=on)
    many = isinstance(reader, RulesReader) and sum(1 for _ in expand(paths)) >= MANY
    kept = ReadingCache(cache / "readings", fingerprint(world, on)) if many and cache else None
    with interruptible(kept), progress("Reading", quiet=quiet) as advance:
        library = read(
            paths,
            world=world,
            progress=advance,
            reader=reader,
            fetch=web(),
            jobs=(jobs or cores()) if many else 1,
            kept=kept,
            limits=limits,
        )
    for refused in library.refused if library.readings else ():
        line = f"not read: {refused.said}"
        typer.echo(f"ramify: {printable(line)}", err=True)
    return library


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def interruptible(kept: ReadingCache | None) -> Iterator[None]:
    """Ctrl-C ends with exit code 130 and a word on what was read so far."""
    try:
        yield
    except KeyboardInterrupt:
        again = "; what was read is kept, the same command goes on from there" if kept else ""
        raise Interrupted(f"interrupted{again}") from None


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on standard error, only on a terminal and only after a second."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    from ramify._print import console, printable

    with Progress(console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=printable(name)[:40])

        yield advance
