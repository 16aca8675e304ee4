"""Reading documents from the terminal, with progress and with the refused listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ramify.reading.library import Library, Reader
    from ramify.world.world import World


def read_paths(
    paths: Sequence[str],
    world: World,
    *,
    on: date | None = None,
    quiet: bool = False,
    reader: Reader | None = None,
) -> Library:
    """Read documents, from the web too; those not read are listed on standard error."""
    from ramify._print import printable
    from ramify.reading.reader import read
    from ramify.reading.sources import web

    with progress("Reading", quiet=quiet) as advance:
        library = read(paths, world=world, on=on, progress=advance, reader=reader, fetch=web())
    for refused in library.refused if library.readings else ():
        line = f"not read: {refused.path}: {refused.reason}; {refused.repair}"
        typer.echo(f"ramify: {printable(line)}", err=True)
    return library


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
