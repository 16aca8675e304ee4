"""Documents read by workers, one or a thousand of them, in the order they were given.

A document that ends its worker, or takes longer or more memory than it may, is listed as
not read, and the rest go on. Each reading is kept as soon as it comes, so an interrupted
run loses only the documents that were being read.
"""

from __future__ import annotations

import json
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import Any

from ramify._errors import InputError, RamifyError
from ramify.reading.box import worker
from ramify.reading.box.limits import LINUX, OUT_OF_MEMORY, ReadingLimits
from ramify.reading.box.worker import ASK, PART, ReadingTask, Tools
from ramify.reading.cache import ReadingCache
from ramify.reading.intake.sources import holds_many
from ramify.reading.library import Library, Refused
from ramify.reading.one import FAILED

_AHEAD = 4
"""Documents a worker that may wait read for those before them: results come in order."""

ENDED = "not finished: "
"""How the reason begins where a document ended its worker."""

_XCPU = -getattr(signal, "SIGXCPU", 0) or 1 << 30

Outside = dict[str, Callable[..., Any]]
"""What is done for the workers here, by its name: pages fetched, language models asked."""


def read_batch(
    tasks: Sequence[ReadingTask],
    tools: Tools,
    *,
    jobs: int = 1,
    kept: ReadingCache | None = None,
    outside: Outside | None = None,
) -> Generator[Library, None, None]:
    """What each task gives, in their order. Nothing that `kept` knows is read again."""
    pool = _Pool(tools, kept, outside or {})
    found: dict[int, Library] = {}
    waiting = deque(enumerate(tasks))
    try:
        for number in range(len(tasks)):
            while number not in found:
                pool.feed(waiting, found, jobs, number + jobs * _AHEAD)
                pool.gather(found)
            yield found.pop(number)
    finally:
        pool.end()


@dataclass(eq=False)
class _Worker:
    """One process, and what it is at."""

    process: worker.Process
    line: Connection
    number: int = -1
    task: ReadingTask | None = None
    since: float = 0.0
    read: int = 0
    """Documents that it has read before."""
    killed: bool = False


@dataclass
class _Pool:
    """The workers that live, started when they are needed."""

    tools: Tools
    kept: ReadingCache | None
    outside: Outside
    workers: list[_Worker] = field(default_factory=list)
    parts: dict[int, list[Library]] = field(default_factory=dict)
    """What came so far of the tasks under way: an archive gives one document after the other."""
    again: deque[tuple[int, ReadingTask]] = field(default_factory=deque)
    """Tasks to go on with, by a worker that has read nothing before."""

    def feed(
        self,
        waiting: deque[tuple[int, ReadingTask]],
        found: dict[int, Library],
        jobs: int,
        most: int,
    ) -> None:
        """Give work to every worker that is free; start one while there may be more."""
        while self.again and sum(each.task is not None for each in self.workers) < jobs:
            self._give(self._started(), *self.again.popleft())
        while waiting and waiting[0][0] <= most:
            number, task = waiting[0]
            if (known := self._known(task)) is not None:
                found[number] = known
            elif (free := self._free(jobs)) is not None:
                self._give(free, number, task)
            else:
                return
            waiting.popleft()

    def gather(self, found: dict[int, Library]) -> None:
        """Wait for a worker to say something, to end, or to have used up its time."""
        busy = [each for each in self.workers if each.task]
        left = [each.since + self.tools.limits.seconds - time.monotonic() for each in busy]
        if not busy:
            return
        spoke = set(wait([each.line for each in busy], max(min(left), 0.0)))
        for each, seconds in zip(busy, left, strict=True):
            if each.line in spoke:
                self._hear(each, found)
            elif seconds <= 0:
                each.killed = True
                each.process.kill()
                self._bury(each, found)

    def end(self) -> None:
        """End every worker; one that is idle has nothing to lose either."""
        for each in self.workers:
            each.process.kill()
        for each in self.workers:
            each.line.close()
            each.process.ended()
        self.workers.clear()

    def _known(self, task: ReadingTask) -> Library | None:
        return self.kept.get(task.path) if self.kept and task.data is None else None

    def _free(self, jobs: int) -> _Worker | None:
        free = next((each for each in self.workers if each.task is None), None)
        return free or (self._started() if len(self.workers) < jobs else None)

    def _started(self) -> _Worker:
        if LINUX:
            worker.prepare(self.tools)
        process, line = worker.start(self.tools, [each.line for each in self.workers])
        self.workers.append(_Worker(process, line))
        return self.workers[-1]

    def _give(self, each: _Worker, number: int, task: ReadingTask) -> None:
        each.number, each.task, each.since = number, task, time.monotonic()
        self.parts.setdefault(number, [])
        try:
            each.line.send(task)
        except OSError:  # It ended while it was idle; `gather` hears of that.
            each.read = max(each.read, 1)

    def _hear(self, each: _Worker, found: dict[int, Library]) -> None:
        try:
            said = each.line.recv_bytes()
        except (EOFError, OSError):
            self._bury(each, found)
            return
        if said.startswith(ASK):
            began = time.monotonic()
            each.line.send(self._asked(*json.loads(said[1:])))
            each.since += time.monotonic() - began
        elif said.startswith(PART):
            self.parts[each.number].append(Library.from_json(said[1:]))
            each.since, each.read = time.monotonic(), each.read + 1
        else:
            task, each.task = each.task, None
            assert task
            found[each.number] = whole = self._whole(each.number)
            if self.kept and task.data is None and not _failed(whole):
                self.kept.put(task.path, whole)

    def _whole(self, number: int) -> Library:
        parts = self.parts.pop(number)
        return Library(
            readings=tuple(reading for part in parts for reading in part.readings),
            refused=tuple(refused for part in parts for refused in part.refused),
        )

    def _asked(self, what: str, *arguments: Any) -> Any:
        """What a worker asks for, or the error that it is to be told."""
        try:
            return self.outside[what](*arguments)
        except InputError as error:
            return error
        except RamifyError:
            raise
        except Exception as error:
            return InputError(f"could not be fetched ({type(error).__name__})")

    def _bury(self, each: _Worker, found: dict[int, Library]) -> None:
        """A worker is gone. Its document is refused, or tried once more if others came before.

        What follows that document in an archive or a feed is read by another worker.
        """
        self.workers.remove(each)
        each.line.close()
        status, task = each.process.ended(), each.task
        assert task
        parts = self.parts[each.number]
        at = len(parts)
        over_time = each.killed or status == _XCPU
        if not each.read or over_time:
            parts.append(_refused(task, at, _reason(each.killed, status, self.tools.limits)))
            if not at and not holds_many(task.path):
                found[each.number] = self._whole(each.number)
                return
        self.again.append((each.number, replace(task, skip=len(parts))))


def _refused(task: ReadingTask, at: int, reason: str) -> Library:
    several = at or holds_many(task.path)
    path = f"{task.path}, document {at + 1}" if several else task.path
    repair = "give its article alone, as plain text, or raise the limit"
    return Library(refused=(Refused(path=path, reason=f"{ENDED}{reason}", repair=repair),))


def _failed(library: Library) -> bool:
    """Whether a fault or a limit of ours ended a reading: such a result is not kept."""
    return any(refused.reason.startswith((ENDED, FAILED)) for refused in library.refused)


def _reason(killed: bool, status: int, limits: ReadingLimits) -> str:
    if killed:
        return f"took longer than {limits.seconds:g} seconds"
    if status == _XCPU:
        return f"took more than {limits.cpu:g} seconds of processor time"
    if status == OUT_OF_MEMORY:
        return f"needed more than {limits.memory:,} MB of memory"
    how = f"signal {-status}" if status < 0 else f"status {status}"
    return f"the process that read it ended ({how}), out of memory or by a fault"
