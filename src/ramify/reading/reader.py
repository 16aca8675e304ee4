"""The front door of the reading room: paths in, readings out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
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
from ramify.reading.retold import stand_ins
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
    outside: dict[str, Callable[..., Any]] = dict(getattr(reader, "outside", {}))
    if fetch:
        outside[FETCH] = fetch
    run = _Run(found, Tools(reader, world, limits), jobs, outside, progress or _untold)
    copies = stand_ins([_file(task) for task in found]) if isinstance(reader, RulesReader) else {}
    run.read({n: None for n in range(len(found)) if n not in copies}, kept)
    run.read(copies, None)
    return _joined([run.parts[n] for n in range(len(found))])


@dataclass
class _Run:
    """Tasks, and what was read of each so far, by its place."""

    found: Sequence[ReadingTask | InputError]
    tools: Tools
    jobs: int
    outside: dict[str, Callable[..., Any]]
    progress: Progress
    parts: dict[int, Library] = field(default_factory=dict)

    def read(self, places: Mapping[int, int | None], kept: ReadingCache | None) -> None:
        """Read the tasks at some places, each with the place of what it seems to copy, if any.

        The reading of a copy rests on another file, so it is not kept for itself.
        """
        asked = [(n, self.found[n], like) for n, like in places.items()]
        tasks = [
            task if like is None else replace(task, like=_alone(self.parts[like]))
            for _, task, like in asked
            if isinstance(task, ReadingTask)
        ]
        batch = read_batch(tasks, self.tools, jobs=self.jobs, kept=kept, outside=self.outside)
        with closing(batch):
            for n, task, _ in asked:
                where = task.path if isinstance(task, ReadingTask) else task.where or ""
                self.progress(len(self.parts), len(self.found), where)
                self.parts[n] = (
                    refused(task, where) if isinstance(task, InputError) else next(batch)
                )


def _alone(read: Library) -> str | None:
    """The reading of a file as JSON, if it held one document and that was read."""
    return read.readings[0].to_json() if len(read.readings) == 1 == len(read.read) else None


def _file(task: ReadingTask | InputError) -> str:
    """The path of a file to read; empty for a stream, and for what cannot be read."""
    return task.path if isinstance(task, ReadingTask) and task.data is None else ""


def _untold(number: int, of: int, name: str) -> None:
    """Progress that nobody asked for."""


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
