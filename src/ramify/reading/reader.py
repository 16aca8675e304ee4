"""The front door of the reading room: paths in, readings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.reading.library import Library, Reader, Refused
from ramify.reading.statements import Document, Reading

if TYPE_CHECKING:
    from ramify.world.world import World

__all__ = ["Library", "Reader", "Refused", "RulesReader", "read"]

Progress = Callable[[int, int, str], None]
"""Called before each document with its number, the count of documents and its name."""


class RulesReader:
    """Reads by lexicons and rules over a dependency parse; no model download, no network."""

    name = "rules"

    def read(self, document: Document, world: World) -> Reading:
        """The events reported and the claims held in one document."""
        return Reading(document=document, reader=self.name)


def read(
    paths: Sequence[str | Path],
    *,
    world: World,
    on: date | None = None,
    reader: Reader | None = None,
    progress: Progress | None = None,
) -> Library:
    """Read documents; a bad one is refused with its reason and never stops the rest.

    A folder stands for the supported files below it, a glob for what it
    matches, `-` for standard input. `on` anchors relative dates of documents
    that bear no date of their own.
    """
    raise NotImplementedError
