"""The world a command works on: the packaged facts, with a loaded folder or without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ramify.world.world import World

Folder = Annotated[
    Path | None,
    typer.Option("--world", help="Add the facts of this folder, which `ramify load` filled."),
]


def opened(folder: Path | None) -> World:
    """The packaged world, and over it the facts of a folder."""
    from ramify import World

    world = World.packaged()
    return world if folder is None else world.with_folder(folder)
