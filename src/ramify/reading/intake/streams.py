"""Standard input, pipes and devices: read to their end, as far and as long as they may go."""

from __future__ import annotations

import os
import select
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ramify._errors import InputError

MOST_BYTES = 25_000_000
_CHUNK = 1 << 16


def is_stream(path: str) -> bool:
    """Whether a path is standard input, a pipe or a device rather than a file.

    >>> is_stream("-"), is_stream("/dev/stdin"), is_stream("notes.txt")
    (True, True, False)
    """
    if path == "-" or path.startswith(("/dev/", "/proc/self/fd/")):
        return True
    try:
        kind = Path(path).stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def read_stream(path: str, seconds: float) -> bytes:
    """The bytes of a stream, to its end or to one byte more than a document may have.

    Raises:
        InputError: it cannot be read, or does not end within so many seconds.
    """
    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        if not hasattr(select, "poll"):
            with Path(path).open("rb") as file:
                return file.read(MOST_BYTES + 1)
        at = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            return b"".join(_chunks(at, path, time.monotonic() + seconds))
        finally:
            os.close(at)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InputError(reason, where=path, repair="check the path and the rights") from None


def _chunks(at: int, path: str, until: float) -> Iterator[bytes]:
    poll, size = select.poll(), 0
    poll.register(at, select.POLLIN)
    while size <= MOST_BYTES:
        left = until - time.monotonic()
        if left <= 0:
            what = "nothing came to its end in time"
            raise InputError(what, where=path, repair="give a file, or raise --time-limit")
        if not poll.poll(min(left, 1.0) * 1000):
            continue
        try:
            chunk = os.read(at, min(_CHUNK, MOST_BYTES + 1 - size))
        except BlockingIOError:
            continue
        if not chunk:
            return
        size += len(chunk)
        yield chunk
