"""A worker: reads one document after the other, in a process of its own.

It answers with JSON, never with objects, and reaches the web and language models only by
asking the process that started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Any, Protocol

from ramify._errors import InputError
from ramify.reading.box.limits import LINUX, OUT_OF_MEMORY, ReadingLimits, begin_document, confine
from ramify.reading.library import Library, Reader
from ramify.reading.one import read_each

if TYPE_CHECKING:
    from ramify.world.world import World

PART, DONE, ASK = b"p", b"d", b"a"
"""First byte of what a worker sends: one document's reading, the end of the task, or something
to ask outside for it."""

FETCH, MODEL = "fetch", "model"
"""What a worker may ask for: the page of an address, the answer of a language model."""

_PR_SET_PDEATHSIG = 1

Outside = Callable[..., Any]
"""Asks the parent: what is asked for, and the arguments."""


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """One path to read; `data` are the bytes of a stream, which only the parent can read."""

    path: str
    data: bytes | None = None
    fetched: bool = False
    """Whether web addresses may be asked for."""
    skip: int = 0
    """Documents of an archive or a feed that were dealt with before."""
    like: str | None = None
    """The reading, as JSON, of a file that this one seems to copy."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker reads with."""

    reader: Reader
    world: World
    limits: ReadingLimits


class Process(Protocol):
    """A worker as its parent sees it."""

    @property
    def pid(self) -> int | None: ...
    def kill(self) -> None: ...
    def ended(self) -> int:
        """How it ended: an exit status, or a signal as a negative number."""
        ...


def start(tools: Tools, others: list[Connection]) -> tuple[Process, Connection]:
    """Start a worker: a copy of this process on Linux, a new one elsewhere.

    Args:
        others: the connections to its siblings, which a copy must not hold open.
    """
    ours, theirs = Pipe()
    process = _forked(tools, [*others, ours], theirs) if LINUX else _spawned(tools, theirs)
    theirs.close()
    return process, ours


class _Forked:
    def __init__(self, pid: int) -> None:
        self.pid: int | None = pid

    def kill(self) -> None:
        assert self.pid is not None
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> int:
        assert self.pid is not None
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


class _Spawned:
    def __init__(self, process: Any) -> None:
        self._process = process

    @property
    def pid(self) -> int | None:
        return self._process.pid  # type: ignore[no-any-return]

    def kill(self) -> None:
        self._process.kill()

    def ended(self) -> int:
        self._process.join()
        return int(self._process.exitcode or 0)


def _forked(tools: Tools, close: list[Connection], theirs: Connection) -> Process:
    """A copy of this process: all that is loaded is there. Ctrl-C waits until it is ready."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Only this thread goes on in it.
            pid = os.fork()
        if pid:
            return _Forked(pid)
        status = 1
        try:
            for connection in close:
                connection.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            status = run(tools, theirs)
        finally:
            os._exit(status)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _spawned(tools: Tools, theirs: Connection) -> Process:
    process = get_context("spawn").Process(target=_begin, args=(tools, theirs), daemon=True)
    process.start()
    return _Spawned(process)


def _begin(tools: Tools, theirs: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare(tools)
    sys.exit(run(tools, theirs))


def prepare(tools: Tools) -> None:
    """Load what every document needs, before the first and before copies are made."""
    if ready := getattr(tools.reader, "prepare", None):
        ready(tools.world)


def through(reader: Reader, outside: Outside) -> Reader:
    """The reader as it works here: one that reaches outside does so by asking the parent."""
    turned = getattr(reader, "through", None)
    return turned(outside) if turned else reader


def run(tools: Tools, parent: Connection) -> int:
    """Read what the parent sends until it sends nothing more; the exit status."""
    _silenced()
    _end_with_parent()
    outside = _outside(parent)
    reader = through(tools.reader, outside)
    confine(tools.limits)
    while True:
        try:
            task: ReadingTask = parent.recv()
        except (EOFError, OSError):
            return 0
        try:
            for part in _read(task, reader, tools, outside):
                parent.send_bytes(PART + part.to_json().encode())
        except MemoryError:
            return OUT_OF_MEMORY
        parent.send_bytes(DONE)


def _read(task: ReadingTask, reader: Reader, tools: Tools, outside: Outside) -> Iterator[Library]:
    """What each document of a task gives, each within the limits."""
    fetch = (lambda url: outside(FETCH, url)) if task.fetched else None
    begin_document(tools.limits)
    each = read_each(task.path, reader, tools.world, fetch, task.data, task.skip, task.like)
    for part in each:
        yield part
        begin_document(tools.limits)


def _outside(parent: Connection) -> Outside:
    def ask(what: str, *arguments: Any) -> Any:
        parent.send_bytes(ASK + json.dumps([what, *arguments]).encode())
        answer = parent.recv()
        if isinstance(answer, InputError):
            raise answer
        return answer

    return ask


def _end_with_parent() -> None:
    """On Linux a worker does not outlive the process that it works for, however that ends."""
    if LINUX:
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _silenced() -> None:
    """Nothing that a library prints of a document may reach the terminal, nor any input it."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
