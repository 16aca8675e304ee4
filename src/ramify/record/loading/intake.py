"""Files as they come: unpacked with a guard, hashed, and their rows counted and sifted.

The count is made on bytes by rules of its own, so that it can close the account of a reader.
What is unpacked goes into a scratch folder that ends with the load: nobody finds it half written,
so it needs no part, no lock and no wait for the disk.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np

from ramify._errors import InputError

_CHUNK = 1 << 18
"""Bytes read at once: what stays in a processor's cache is decoded four times as fast."""
_HEAD = 1 << 16
_MOST = 64 << 30
_RATIO = 300
"""A file that unpacks to more than this many times its size is taken for a bomb."""
_LONGEST = 2_000_000
"""Bytes of the longest row that the reader takes."""


@dataclass(frozen=True)
class Unpacked:
    """A text file ready to be read; `name` is that of an archive's member, if it is one."""

    path: Path
    shown: str
    head: bytes
    temporary: bool = False
    """Whether it is a copy that was unpacked, to be deleted once it is loaded."""


@dataclass
class Sifted:
    """The rows of a file told apart: those of the right width, and the others with reasons."""

    good: int = 0
    changed: bool = False
    """Whether good rows had to be written otherwise than they stood."""
    bad: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, reason and content of each row that cannot be read."""
    wanted: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Line and content of the good rows that were asked for, by their order from nought."""


def fingerprint(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
            return file.tell(), digest.hexdigest()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None


def unpacked(path: Path, scratch: Path) -> Iterator[Unpacked]:
    """The text files in a path: itself, or what a gzip or zip archive holds.

    Members are written into `scratch` and never under their own names.

    Raises:
        InputError: the archive is damaged, empty or locked, unpacks to more than is sane, or
            names a member by a path that leads out of it.
    """
    start = _head(path)
    if start.startswith(b"\x1f\x8b"):
        into = _fresh(scratch)
        with gzip.open(path) as packed:
            _unpack(packed, into, path)
        yield Unpacked(into, path.name, _head(into), temporary=True)
    elif start.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _is_spreadsheet(path):
        yield from _members(path, scratch)
    else:
        yield Unpacked(path, path.name, start)


def rewritten(file: Unpacked, fill: Callable[[Path], object], scratch: Path) -> Unpacked:
    """A file with what `fill` writes in its place, under its own name."""
    into = _fresh(scratch)
    fill(into)
    return Unpacked(into, file.shown, _head(into), temporary=True)


def _fresh(scratch: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=scratch)
    os.close(handle)
    return Path(name)


def _is_spreadsheet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _members(path: Path, scratch: Path) -> Iterator[Unpacked]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if not members:
                raise InputError("is an archive with nothing in it", where=path.name)
            for member in members:
                if _leads_out(member.filename):
                    raise InputError("has a member whose path leads out of it", where=path.name)
                if member.flag_bits & 1:
                    raise InputError("is locked by a password", where=path.name)
                into = _fresh(scratch)
                with archive.open(member) as packed:
                    _unpack(packed, into, path)
                inner = Path(member.filename.replace("\\", "/")).name
                shown = path.name if len(members) == 1 else f"{path.name}!{inner}"
                yield Unpacked(into, shown, _head(into), temporary=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise InputError("is a damaged archive", where=path.name, repair="fetch it anew") from None


def _leads_out(name: str) -> bool:
    """Whether a member's path is absolute or climbs.

    >>> [_leads_out(name) for name in ("a/b.CSV", "../b.CSV", "/b.CSV", "c:\\\\b.CSV", "a..b.CSV")]
    [False, True, True, True, False]
    """
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or parts[0].endswith(":")


def _unpack(packed: IO[bytes] | gzip.GzipFile, into: Path, path: Path) -> None:
    most = min(_MOST, max(path.stat().st_size * _RATIO, 10 << 20))
    done = 0
    try:
        with into.open("wb") as out:
            while chunk := packed.read(_CHUNK):
                done += len(chunk)
                if done > most:
                    raise InputError(
                        "unpacks to more than is sane, and may be a bomb", where=path.name
                    )
                out.write(chunk)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise InputError("is a damaged archive", where=path.name, repair="fetch it anew") from None
    except OSError as error:
        raise InputError(f"cannot be unpacked: {error.strerror}", where=path.name) from None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except IsADirectoryError:
        raise InputError("is a folder", where=str(path), repair="name a file in it") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None


def count_rows(path: Path, *, quote: str, skip: int) -> tuple[int, bool]:
    """Lines of a text table after its first `skip`, and whether all of it is UTF-8.

    Breaks within quotes do not end a line.
    """
    done, inside, last, sound = 0, False, 10, True
    mark = quote.encode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if inside or (mark and mark in chunk):
                ends, inside = _breaks_outside(chunk, mark, inside)
                done += ends
            else:
                done += int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == 10))
            sound = sound and _decodes(decoder, chunk)
            last = chunk[-1]
    return done + (last != 10) - skip, sound and _decodes(decoder, b"", final=True)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _breaks_outside(chunk: bytes, quote: bytes, inside: bool) -> tuple[int, bool]:
    """Line breaks that stand outside quotes, and whether the chunk ends inside."""
    data = np.frombuffer(chunk, dtype=np.uint8)
    quotes = np.flatnonzero(data == quote[0])
    breaks = np.flatnonzero(data == 10)
    odd = (np.searchsorted(quotes, breaks) + inside) % 2
    return int(len(breaks) - odd.sum()), bool((len(quotes) + inside) % 2)


def sift(
    path: Path,
    *,
    width: int,
    delimiter: str,
    quote: str,
    skip: int,
    shorter: int | None = None,
    clean: Path | None = None,
    wanted: Collection[int] = (),
) -> Sifted:
    """Tell rows of the right width from others, one by one; only files with faults come here.

    Args:
        shorter: a width without the last columns that is good as well.
        clean: where to write the good rows, if they are to be read again.
        wanted: the order of good rows whose line and content are asked for.
    """
    found = Sifted()
    asked = set(wanted)
    out = clean.open("wb") if clean else None
    try:
        rows = _quoted(path, delimiter, skip) if quote else _plain(path, delimiter, skip)
        for line, cells, content, fault in rows:
            if not fault and len(cells) not in (width, shorter):
                fault = f"{len(cells)} cells where the layout has {width}"
            if fault:
                found.bad.append((line, fault, content))
                continue
            if found.good in asked:
                found.wanted[found.good] = (line, content)
            found.good += 1
            found.changed |= len(cells) != width
            if out:
                out.write(_written(cells, width, delimiter, quote))
    finally:
        if out:
            out.close()
    return found


Row = tuple[int, list[bytes], str, str]


def _plain(path: Path, delimiter: str, skip: int) -> Iterator[Row]:
    mark = delimiter.encode()
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            row = raw.rstrip(b"\r\n")
            if line <= skip or not row:
                continue
            yield line, row.split(mark), row.decode("utf-8", "replace"), _fault(row)


def _quoted(path: Path, delimiter: str, skip: int) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST)
    with path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        lines = _Kept(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            try:
                cells = next(reader)
                fault = ""
            except StopIteration:
                return
            except csv.Error as error:
                cells, fault = [], f"is not well formed ({error})"
            line, content = skip + lines.first, lines.taken()
            if not content.strip(b"\r\n"):
                continue
            packed = [cell.encode("utf-8", "surrogateescape") for cell in cells]
            yield (
                line,
                packed,
                content.decode("utf-8", "replace").rstrip("\r\n"),
                (fault or _fault(content)),
            )


class _Kept:
    """Lines for a reader, which keeps those that make up the row being read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._held, self._number, self.first = file, io.BytesIO(), 0, 1

    def __iter__(self) -> _Kept:
        return self

    def __next__(self) -> str:
        raw = self._file.readline()
        if not raw:
            raise StopIteration
        self._number += 1
        if not self._held.tell():
            self.first = self._number
        self._held.write(raw)
        return raw.decode("utf-8", "surrogateescape")

    def taken(self) -> bytes:
        """The bytes of the row just read."""
        held, self._held = self._held.getvalue(), io.BytesIO()
        return held


def _fault(row: bytes) -> str:
    if len(row) > _LONGEST:
        return "is longer than any row should be"
    try:
        row.decode("utf-8")
    except UnicodeDecodeError:
        return "is not UTF-8"
    return ""


def _written(cells: list[bytes], width: int, delimiter: str, quote: str) -> bytes:
    padded = cells + [b""] * (width - len(cells))
    if not quote:
        flat = [cell.replace(b"\r", b" ") for cell in padded]
        return delimiter.encode().join(flat) + b"\n"
    mark = quote.encode()
    quoted = (mark + cell.replace(mark, mark * 2) + mark if cell else b"" for cell in padded)
    return delimiter.encode().join(quoted) + b"\n"
