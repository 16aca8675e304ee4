"""The one way ramify writes a file: whole or not at all, by one writer at a time.

A file is written under a name of its own in the same folder, brought to the disk, and only
then takes the place of the old one. A full disk, a kill or an error leaves the old file.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ramify._errors import InputError

_PATIENCE = 30.0
"""Seconds that one writer waits for another."""

_STALE = 86_400.0
"""Seconds after which a part that nobody can be asked about is taken for left behind."""

_NAMED = 40
"""Characters of a file's name in the name of its part; the whole may be too long for both."""


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` once it is written to its end.

    A link is followed, and the rights of the old file are kept. What is no plain file, such
    as `/dev/stdout`, is written as it comes. `durable=False` does not wait for the disk.

    Raises:
        InputError: it cannot be written; the old file is as it was.
    """
    with _said_of(path):
        target = _target(path)
        if target is None:
            with path.open("wb") as device:
                yield device
            return
        sweep(target)
        part, file = _part(target)
        try:
            with file:
                yield file
                _keep(file, target, durable=durable)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        if durable:
            _settle(target.parent)


@contextmanager
def replacing_text(path: Path) -> Iterator[IO[str]]:
    """The same for a text, in UTF-8, with line ends as they are written.

    Raises:
        InputError: it cannot be written; the old file is as it was.
    """
    with replacing(path) as file:
        out = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield out
        out.flush()
        out.detach()


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A new folder that gets its name once it is filled; it must not be there, or be empty.

    Raises:
        InputError: the folder holds something, or cannot be written.
    """
    with _said_of(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise InputError("is not an empty folder", where=str(path), repair="name a new one")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(_part_name(path))
        part.mkdir()
        try:
            yield part
            if path.exists():
                path.rmdir()
            part.rename(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def write(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Write a text, in UTF-8, or bytes to a file, whole or not at all.

    Raises:
        InputError: it cannot be written; the old file is as it was.

    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write(place, "one"); write(place, "two"); place.read_text()
    'two'
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    with replacing(path, durable=durable) as file:
        file.write(data)


def try_out(path: Path) -> None:
    """Find out whether a file can be written, before the work whose result it is to hold.

    Raises:
        InputError: it cannot.
    """
    with _said_of(path):
        target = _target(path)
        if target is None:
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "Permission denied")
            return
        part, file = _part(target)
        file.close()
        part.unlink()


@contextmanager
def one_writer(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Holds a folder for one process; another waits, and gives up after `patience` seconds.

    Raises:
        InputError: somebody else still writes to it.
    """
    try:
        import fcntl
    except ImportError:  # No such locks on Windows.
        yield
        return
    with _said_of(folder):
        lock = os.open(folder, os.O_RDONLY)
        try:
            until = time.monotonic() + patience
            while not _held(fcntl, lock):
                if time.monotonic() > until:
                    repair = "wait until it has finished"
                    what = "is being written by another process"
                    raise InputError(what, where=str(folder), repair=repair)
                time.sleep(0.05)
            yield
        finally:
            os.close(lock)


@contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A folder for files that only this process reads; it goes when the work ends.

    Those of processes that were killed go first, so that they do not fill the disk.

    Raises:
        InputError: it cannot be made.
    """
    prefix = f"ramify-{purpose}-"
    try:
        _sweep_scratch(prefix)
        made, lock = _room(prefix)
    except OSError as error:
        raise InputError(
            f"no files can be kept for a while: {(error.strerror or str(error)).lower()}",
            where=error.filename,
            repair="set TMPDIR to a folder with room",
        ) from None
    with made as folder:
        try:
            yield Path(folder)
        finally:
            if lock is not None:
                os.close(lock)


def sweep(path: Path) -> None:
    """Remove the parts of a file that killed writers left behind."""
    for part in path.parent.glob(f".{_glob_safe(path.name[:_NAMED])}.*.part"):
        with contextlib.suppress(OSError):
            if part.is_file() and _left_behind(part):
                part.unlink()


def _room(prefix: str) -> tuple[tempfile.TemporaryDirectory[str], int | None]:
    """A new folder, held; another is made if a sweeper took it before it was."""
    while True:
        made = tempfile.TemporaryDirectory(prefix=prefix)
        try:
            lock = _locked_folder(Path(made.name))
        except ImportError:  # No such locks on Windows.
            return made, None
        if lock is not None:
            return made, lock


def _sweep_scratch(prefix: str) -> None:
    """Remove folders of our own that nobody holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError, ImportError):
            seen = folder.lstat()
            if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.getuid():
                continue
            if (lock := _locked_folder(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _locked_folder(folder: Path) -> int | None:
    """A folder held for this process; None if another holds it or has removed it."""
    import fcntl

    try:
        lock = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    if _held(fcntl, lock) and folder.exists():
        return lock
    os.close(lock)
    return None


def _target(path: Path) -> Path | None:
    """Where the file itself is, links followed; None for a pipe or a device."""
    if path.is_dir():
        raise InputError("is a folder", where=str(path), repair="name a file")
    target = path.resolve() if path.is_symlink() else path
    if not target.parent.is_dir():
        raise InputError("no such folder", where=str(target.parent), repair="make it first")
    try:
        plain = stat.S_ISREG(target.stat().st_mode)
    except FileNotFoundError:
        plain = True
    return target if plain and not str(path).startswith("/dev/") else None


def _part_name(path: Path) -> str:
    return f".{path.name[:_NAMED]}.{secrets.token_hex(6)}.part"


def _part(target: Path) -> tuple[Path, IO[bytes]]:
    """A new file beside the target, locked as long as its writer lives."""
    part = target.with_name(_part_name(target))
    file = part.open("xb")
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        _held(fcntl, file)
    return part, file


def _keep(file: IO[bytes], target: Path, *, durable: bool) -> None:
    """Bring a part to the disk, with the rights of the file that it replaces."""
    file.flush()
    with contextlib.suppress(OSError):
        Path(file.name).chmod(stat.S_IMODE(target.stat().st_mode))
    if durable:
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Bring a folder's new name to the disk, where folders can be."""
    with contextlib.suppress(OSError):
        at = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)


def _held(fcntl: Any, file: IO[bytes] | int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _left_behind(part: Path) -> bool:
    """Whether nobody writes a part any more: its lock is free."""
    try:
        import fcntl
    except ImportError:
        return time.time() - part.stat().st_mtime > _STALE
    with part.open("rb") as file:
        return _held(fcntl, file)


def _glob_safe(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """What the system refuses, said of the file that was asked for."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        repair = "free some space" if error.errno in (27, 28, 122) else "name another file"
        raise InputError(f"cannot be written: {reason}", where=str(path), repair=repair) from None
