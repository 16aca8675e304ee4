"""The border to the terminal: what is printed arrives or is said not to, and Ctrl-C ends it.

Whatever goes wrong inside a command comes out here as one line on standard error. A
traceback is for those who ask for it with `--debug`.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from ramify._errors import RamifyError
from ramify._print import printable

INTERRUPTED, PIPE_CLOSED, FAULT = 130, 141, 70
"""Exit statuses, as shells give them for the signals, and as sysexits.h has it for a fault."""

DEBUG = "--debug"
_PATIENCE = 0.7
"""Seconds that a command has to end by itself after Ctrl-C; deep inside a kernel none can."""

_PLAIN = {"→": "->", "–": "-", "—": "-", "“": "'", "”": "'", "‘": "'", "’": "'", "…": "...",
          "·": "-", "•": "*", "─": "-", "│": "|", "�": "?", "×": "x", "§": "S."}  # fmt: skip


def run(command: Callable[[list[str]], Any], arguments: list[str]) -> NoReturn:
    """Run a command line and exit: 0 when it worked, 1 for bad input, 2 for bad usage.

    Further: 130 after Ctrl-C, 141 when the reader of its output went away, and 70 for a
    fault of ramify's own.
    """
    debug = DEBUG in arguments
    with _interrupts():
        _prepare_streams(as_data=any(word.endswith("json") for word in arguments))
        status = _status(command, [word for word in arguments if word != DEBUG], debug=debug)
        status = _flushed(status)
    sys.exit(status)


def _status(command: Callable[[list[str]], Any], arguments: list[str], *, debug: bool) -> int:
    """Run it; whatever it ends with becomes a line and a status."""
    try:
        status = int(command(arguments) or 0)
        return _said("interrupted", status) if status == INTERRUPTED else status
    except KeyboardInterrupt:
        return _said("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return PIPE_CLOSED
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Thus rich leaves a pipe that closed.
            return PIPE_CLOSED
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException as error:
        if debug and not isinstance(error, RamifyError):
            traceback.print_exc()
        return _told(error)


def _told(error: BaseException) -> int:
    if isinstance(error, RamifyError):
        return _said(str(error), error.exit_code)
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        return _misused(error)
    if type(error).__name__ == "Abort":
        return _said("interrupted", INTERRUPTED)
    if isinstance(error, OSError):
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
        place = f"{where}: " if where else "its output cannot be written: "
        return _said(f"{place}{(error.strerror or str(error)).lower()}", 1)
    if isinstance(error, MemoryError):
        return _said("needs more memory than there is; give it less at once", 1)
    what = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return _said(f"a fault of ramify's own ({what}); {DEBUG} shows where, please report it", FAULT)


def _misused(error: Any) -> int:
    """A command line that the commands do not know, in the words of the library that read it."""
    error.message = printable(str(error.message))
    error.show()
    return int(error.exit_code)


def _said(text: str, status: int) -> int:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"ramify: {printable(text)}\n")
        sys.stderr.flush()
    return status


def _flushed(status: int) -> int:
    """What was printed goes out now, so that what cannot go out is said."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
        return PIPE_CLOSED
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "closed").lower()
        _forget(sys.stdout)
        return _said(f"standard output cannot be written: {reason}", status or 1)
    return _said("standard output is closed", 1) if sys.stdout is None and not status else status


def _forget(stream: Any) -> None:
    """Nothing more is tried with a stream: not by the interpreter either, when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())


def _prepare_streams(*, as_data: bool) -> None:
    """Signs that a terminal does not have are written in those that it has.

    In data that a program reads they are escaped instead, so that nothing is lost.
    """
    codecs.register_error("ramify", _in_plain_signs)
    codecs.register_error("ramify-escape", _escaped)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            escaped = as_data and stream is sys.stdout and not stream.isatty()
            stream.reconfigure(errors="ramify-escape" if escaped else "ramify")  # type: ignore[union-attr]


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """As JSON writes a sign in ASCII, so that it can be read back."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[n : n + 2].hex() for n in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


@contextmanager
def _interrupts() -> Iterator[None]:
    """Ends the process if Ctrl-C has not ended the command in time, or comes again."""
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "set_wakeup_fd") or sys.platform == "win32":
        yield
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    done = threading.Event()
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    watcher = threading.Thread(target=_watch, args=(heard, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(before)
        os.close(told)
        watcher.join(0.2)
        os.close(heard)


def _watch(heard: int, done: threading.Event) -> None:
    while signals := os.read(heard, 1):
        if signals[0] == signal.SIGINT and not done.wait(_PATIENCE):
            os.write(2, b"ramify: interrupted\n")
            os._exit(INTERRUPTED)
