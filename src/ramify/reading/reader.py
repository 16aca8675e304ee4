"""The front door of the reading room: paths in, readings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.batch import read_batch
from ramify.reading.cache import ReadingCache
from ramify.reading.intake.copies import copied
from ramify.reading.intake.sources import Fetch, expand, is_file
from ramify.reading.library import Library, Reader
from ramify.reading.one import read_one, refusal
from ramify.reading.rules import RulesReader

if TYPE_CHECKING:
    from ramify.world.world import World

Progress = Callable[[int, int, str], None]
"""Called before each document with its number, the count of documents and its name."""


def read(
    paths: Sequence[str | Path],
    *,
    world: World,
    on: date | None = None,
    reader: Reader | None = None,
    progress: Progress | None = None,
    fetch: Fetch | None = None,
    jobs: int = 1,
    kept: ReadingCache | None = None,
) -> Library:
    """Read documents; a bad one is refused with its reason and never stops the rest.

    A folder stands for the supported files below it, a glob for what it
    matches, `-` for standard input; web addresses are read by `fetch`. `on` anchors
    relative dates of documents that bear no date of their own. With `jobs` above one,
    files are read by as many processes; what `kept` knows is not read again.
    """
    reader = reader or RulesReader(on=on)
    found = list(expand(paths))
    files = [path for path in found if isinstance(path, str) and is_file(path)]
    spread = jobs > 1 or kept is not None
    batch = read_batch(files, reader, world, jobs=jobs, kept=kept) if spread else None
    parts: list[Library] = []
    for number, path in enumerate(found):
        if progress:
            progress(number, len(found), path if isinstance(path, str) else path.where or "")
        if isinstance(path, InputError):
            parts.append(Library(refused=(refusal(path, path.where or ""),)))
        elif batch and is_file(path):
            parts.append(next(batch))
        else:
            parts.append(read_one(path, reader, world, fetch))
    return _joined(parts)


def _joined(parts: Sequence[Library]) -> Library:
    readings = tuple(reading for part in parts for reading in part.readings)
    refused = tuple(refused for part in parts for refused in part.refused)
    copies = copied([reading.document for reading in readings])
    return Library(readings=readings, refused=refused, copies=copies)
