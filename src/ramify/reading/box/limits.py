"""What reading one document may take, and how a process is held to it."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ramify._errors import UsageError

OUT_OF_MEMORY = 77
"""Exit status of a worker that needed more memory than it may have."""

_MEGABYTE = 1_000_000
LINUX, MACOS = sys.platform == "linux", sys.platform == "darwin"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """How much one document may take.

    Linux holds a worker to all three. On macOS memory is looked at every tenth of a
    second. Elsewhere only `seconds` is kept.

    Raises:
        UsageError: a limit that is not positive.
    """

    cpu: float = 120.0
    """Seconds of a processor."""
    seconds: float = 300.0
    """On the clock, answers of the web and of language models not counted."""
    memory: int = 2_000
    """Megabytes, besides what the reader itself needs."""

    def __post_init__(self) -> None:
        for name in ("cpu", "seconds", "memory"):
            if not 0 < getattr(self, name) < math.inf:
                raise UsageError(f"the limit of {name} is not a positive number")


def confine(limits: ReadingLimits) -> None:
    """Hold this process to its memory; it writes no files and leaves no core behind."""
    if not (LINUX or MACOS):
        return
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    if LINUX:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory * _MEGABYTE)
    else:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + limits.memory * _MEGABYTE
        threading.Thread(target=_watch, args=(most,), daemon=True).start()


def begin_document(limits: ReadingLimits) -> None:
    """Give this process the processor time of one more document; past it, it is ended."""
    if not (LINUX or MACOS):
        return
    import resource

    spent = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(spent + limits.cpu)
    most = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _lower(which: int, most: int) -> None:
    """Lower a limit for good; one that is lower already stays."""
    import resource

    soft, _ = resource.getrlimit(which)
    if soft == resource.RLIM_INFINITY or soft > most:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, (most, most))


def _watch(most: int) -> None:
    """End this process once it has used more memory than it may; for macOS, which counts bytes."""
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < most:
        time.sleep(0.1)
    os._exit(OUT_OF_MEMORY)
