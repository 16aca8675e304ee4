"""The world a command works on: the packaged facts, with a loaded folder or without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ramify.world.world import World

Folder = Annotated[
    Path | None,
    typer.Option("--world", help="Add the facts of this folder: your own, or loaded ones."),
]


def opened(folder: Path | None) -> World:
    """The packaged world with the facts of a folder; what of them is not used is told."""
    from ramify import World
    from ramify._print import printable

    world = World.packaged()
    if folder is None:
        return world
    world = world.with_folder(folder)
    for told in world.told:
        typer.echo(f"ramify: {folder}: {printable(str(told))}", err=True)
    return world


def laid_over(folder: Path | None) -> World | None:
    """The packaged world with the facts of a folder; None without one, where none may be needed."""
    return None if folder is None else opened(folder)
