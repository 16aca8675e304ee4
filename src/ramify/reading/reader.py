"""The front door of the reading room: paths in, readings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify._extras import require
from ramify.reading.batch import read_batch
from ramify.reading.box.limits import ReadingLimits
from ramify.reading.box.worker import FETCH, ReadingTask, Tools
from ramify.reading.cache import ReadingCache
from ramify.reading.intake.copies import copied
from ramify.reading.intake.sources import Fetch, expand
from ramify.reading.intake.streams import is_stream, read_stream
from ramify.reading.library import Library, Reader
from ramify.reading.one import refused
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
    limits: ReadingLimits | None = None,
) -> Library:
    """Read documents; a bad one is refused with its reason and never stops the rest.

    A folder stands for the supported files below it, a glob for what it
    matches, `-` for standard input; web addresses are read by `fetch`. `on` anchors
    relative dates of documents that bear no date of their own. Documents are read by
    `jobs` processes, each document within `limits`; what `kept` knows is not read again.

    Raises:
        EndpointError: the reader asks a language model that is down, or refuses.
        MissingExtra: a library that takes documents apart is not installed.
    """
    require("read", but=("ramify_english", "ramify_relations"))
    reader, limits = reader or RulesReader(on=on), limits or ReadingLimits()
    found = [_task(path, fetch, limits) for path in expand(paths)]
    tasks = [task for task in found if isinstance(task, ReadingTask)]
    outside: dict[str, Callable[..., Any]] = dict(getattr(reader, "outside", {}))
    if fetch:
        outside[FETCH] = fetch
    tools = Tools(reader, world, limits)
    parts: list[Library] = []
    with closing(read_batch(tasks, tools, jobs=jobs, kept=kept, outside=outside)) as batch:
        for number, task in enumerate(found):
            where = task.path if isinstance(task, ReadingTask) else task.where or ""
            if progress:
                progress(number, len(found), where)
            parts.append(refused(task, where) if isinstance(task, InputError) else next(batch))
    return _joined(parts)


def _task(
    path: str | InputError, fetch: Fetch | None, limits: ReadingLimits
) -> ReadingTask | InputError:
    """What a worker is asked to do; a stream is read here, as its other end knows this process."""
    if isinstance(path, InputError):
        return path
    try:
        data = read_stream(path, limits.seconds) if is_stream(path) else None
    except InputError as error:
        return error
    return ReadingTask(path, data, fetch is not None)


def _joined(parts: Sequence[Library]) -> Library:
    readings = tuple(reading for part in parts for reading in part.readings)
    not_read = tuple(each for part in parts for each in part.refused)
    copies = copied([reading.document for reading in readings])
    return Library(readings=readings, refused=not_read, copies=copies)
