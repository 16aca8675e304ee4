"""Many documents: read by several processes, kept as they are read, each on its own.

A document that ends its process or takes too long is listed as not read, and the rest go
on. What a worker has read it keeps at once, so an interrupted run loses only the documents
that were being read.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, NoReturn

from ramify.reading.cache import ReadingCache
from ramify.reading.library import Library, Reader, Refused
from ramify.reading.one import read_one

if TYPE_CHECKING:
    from ramify.world.world import World

LONGEST = 300.0
"""Processor seconds that one document may take in a batch."""

_AHEAD = 4
"""Documents a worker that may wait read for those before them: results come in order."""


def read_batch(
    paths: Sequence[str],
    reader: Reader,
    world: World,
    *,
    jobs: int,
    kept: ReadingCache | None = None,
) -> Iterator[Library]:
    """What each file gives, in the order of the files.

    The reader and the world are sent to `jobs` processes, each of which loads its parser
    once. Nothing that `kept` knows is read again.
    """
    with _Pool(reader, world, jobs, kept) as pool:
        waiting: deque[tuple[str, Library | Future[Library]]] = deque()
        for path in paths:
            waiting.append((path, (kept and kept.get(path)) or pool.submit(path)))
            if len(waiting) > jobs * _AHEAD:
                yield pool.result(*waiting.popleft())
        while waiting:
            yield pool.result(*waiting.popleft())


class _Pool:
    """Processes that read; started when the first document needs one."""

    def __init__(self, reader: Reader, world: World, jobs: int, kept: ReadingCache | None) -> None:
        self._tools, self._jobs = (reader, world, kept), jobs
        self._others = set(multiprocessing.active_children())
        self._running: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # Workers are asked to stop, not killed: one that dies while it sends a result
        # leaves the pipe half full, and the parent would wait for the rest for ever.
        own = set(multiprocessing.active_children()) - self._others
        for child in own if kind is not None else ():
            if child.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGINT)
        if self._running:
            self._running.shutdown(cancel_futures=True)
        for child in own if kind is not None else ():
            child.terminate()

    def submit(self, path: str) -> Future[Library]:
        """Have a file read; a pool that broke is begun anew."""
        self._running = self._running or self._processes(self._jobs)
        with contextlib.suppress(BrokenProcessPool):
            return _submitted(self._running, path)
        self._running = self._processes(self._jobs)
        return _submitted(self._running, path)

    def _processes(self, number: int) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(number, spawn, _begin, self._tools)

    def result(self, path: str, read: Library | Future[Library]) -> Library:
        """What a file gave; one whose process ended is tried once more, alone."""
        if isinstance(read, Library):
            return read
        error = read.exception()
        if isinstance(error, BrokenProcessPool):
            with self._processes(1) as alone:
                read = _submitted(alone, path)
                error = read.exception()
        return read.result() if error is None else _failed(path, error)


class _Ended(BaseException):
    """Reading ended from outside. No Exception, lest a library go on after it."""


class _TooLong(_Ended):
    """It took longer than a document may."""


def _submitted(pool: ProcessPoolExecutor, path: str) -> Future[Library]:
    with _uninterrupted():  # The first file starts the processes.
        return pool.submit(_read, path)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the end; processes begun meanwhile hear it when they are ready.

    They inherit the signals that this thread blocks. Another thread may still receive
    one here, so it is noted as well as blocked.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    _block(signal.SIG_BLOCK)
    try:
        yield
    finally:
        _block(signal.SIG_UNBLOCK)
        signal.signal(signal.SIGINT, before)
    if noted:
        raise KeyboardInterrupt


def _block(how: int) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(how, {signal.SIGINT})


def _failed(path: str, error: BaseException) -> Library:
    if isinstance(error, _TooLong):
        reason = f"took longer than {LONGEST:.0f} seconds of processor time"
    elif isinstance(error, BrokenProcessPool):
        reason = "the process that read it ended, out of memory or by a fault"
    else:
        reason = f"the reader failed on it ({type(error).__name__}: {str(error)[:80]})"
    repair = "give its article alone, as plain text"
    return Library(refused=(Refused(path=path, reason=reason, repair=repair),))


# In a worker ----------------------------------------------------------------------------

_tools: dict[str, Any] = {}
"""Reader, world and kept readings of this process, set once as it begins."""


def _begin(reader: Reader, world: World, kept: ReadingCache | None) -> None:
    _tools.update(reader=reader, world=world, kept=kept, reading=False, stopped=False)
    signal.signal(signal.SIGINT, _stop)
    _block(signal.SIG_UNBLOCK)


def _stop(*_: object) -> None:
    """End the document at hand, once; the parent says so to the user."""
    stopped, _tools["stopped"] = _tools["stopped"], True
    if _tools["reading"] and not stopped:
        raise _Ended


def _read(path: str) -> Library:
    try:
        _tools["reading"] = True
        if _tools["stopped"]:
            raise _Ended
        with _limited():
            found = read_one(path, _tools["reader"], _tools["world"])
    finally:
        _tools["reading"] = False
    if _tools["kept"]:
        _tools["kept"].put(path, found)
    return found


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """End what takes longer than the limit; without such a timer (Windows) there is none."""
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not timed:
        yield
        return

    def end(*_: object) -> NoReturn:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, LONGEST, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
