"""Published tables as rows of text, with their lines; what cannot be used is set aside."""

from __future__ import annotations

import csv
import gzip
import io
import math
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from ramify._errors import InputError
from ramify._value import first_problem

Cells = dict[str, str]

_BINARY = {
    b"PK\x03\x04": "an archive or a spreadsheet",
    b"<stat": "a Stata file",
    b"RDX": "an R file",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}
_MOST_BYTES = 2_000_000_000
"""Bytes that a packed table may unpack to; the largest of those read here has a tenth."""

_MOST = 1e15
"""Above any count or amount that a data set of states gives."""

_MISSING = frozenset({"", "NA", "-9", "-99", "."})
"""How the projects write that a number is not known; in a name `NA` may be Namibia."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, or part of one, that a source could not use, and why."""

    where: str
    why: str


@dataclass
class PublishedTable:
    """The rows of one published file, plain or gzipped, separated by commas or tabs.

    `rows` gives the line of each row and its cells by column, under the names the
    reader uses: `aliases` maps the names of other releases onto them. Rows whose
    number of cells is not the header's are set aside.

    Raises:
        InputError: there is no such file, it is no text table, or columns are missing.
    """

    path: Path
    columns: Collection[str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        text = text_of(self.path)
        head = text.partition("\n")[0]
        self._reader = csv.reader(
            io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ","
        )
        names = [name.strip() for name in next(self._reader, [])]
        self.header = [self.aliases.get(name, name) for name in names]
        missing = sorted(set(self.columns) - set(self.header))
        if missing:
            raise InputError(
                f"no column {', '.join(missing)}",
                where=self.path.name,
                repair="give the published file, in its own layout",
            )

    @property
    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Line and cells of every row that has as many cells as the header."""
        width = len(self.header)
        try:
            for row in self._reader:
                line = self._reader.line_num
                if len(row) != width:
                    self.leave(line, f"{len(row)} cells where the header has {width}")
                else:
                    yield line, dict(zip(self.header, row, strict=True))
        except csv.Error as error:
            where = f"{self.path.name}, line {self._reader.line_num}"
            raise InputError(f"not readable as a table: {error}", where=where) from None

    def leave(self, line: int, why: str | ValueError) -> None:
        """Set a row aside, for a reason or the error it gave rise to."""
        words = first_problem(why) if isinstance(why, ValidationError) else str(why)
        self.left.append(LeftOut(f"{self.path.name}, line {line}", words))


def text_of(path: Path) -> str:
    """The text of a file, unpacked if it is gzipped.

    Native files of the 2000s are in Windows-1252, which is read where UTF-8 fails.
    """
    raw = _bytes(path)
    kind = next((words for mark, words in _BINARY.items() if raw.startswith(mark)), None)
    if kind is None and b"\x00" in raw[:4096]:
        kind = "a binary file"
    if kind:
        raise InputError(
            f"is {kind}, not a text table", where=path.name, repair="export it as CSV first"
        )
    if not raw.strip():
        raise InputError("is empty", where=path.name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _bytes(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        return _unpacked(raw, path) if raw.startswith(b"\x1f\x8b") else raw
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except IsADirectoryError:
        raise InputError("is a folder", where=str(path), repair="name a file in it") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError(
            "is a damaged gzip file", where=path.name, repair="fetch it anew"
        ) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None


def _unpacked(raw: bytes, path: Path) -> bytes:
    with gzip.open(io.BytesIO(raw)) as file:
        text = file.read(_MOST_BYTES + 1)
    if len(text) > _MOST_BYTES:
        what = f"unpacks to more than {_MOST_BYTES // 1_000_000:,} MB"
        raise InputError(what, where=path.name, repair="unpack and split it")
    return text


def number(text: str) -> float | None:
    """A number, or None where the file says that it is not known.

    Raises:
        ValueError: the text is no number.

    >>> number("-9"), number("3.5"), number("NA")
    (None, 3.5, None)
    """
    text = text.strip()
    if text in _MISSING:
        return None
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is not a number")
    if abs(value) > _MOST:
        raise ValueError(f"{text[:20]!r} is impossibly large")
    return value


def whole(text: str) -> int | None:
    """A whole number, or None where the file says that it is not known.

    Raises:
        ValueError: the text is no whole number.

    >>> whole("255"), whole("255.0"), whole("")
    (255, 255, None)
    """
    value = number(text)
    if value is None:
        return None
    if value != int(value):
        raise ValueError(f"{text!r} is not a whole number")
    return int(value)


def year(text: str) -> int:
    """A year that a calendar has.

    Raises:
        ValueError: the text is none.

    >>> year("1914")
    1914
    """
    value = whole(text)
    if value is None or not 1 <= value <= 9999:
        raise ValueError(f"{text[:20]!r} is not a year")
    return value
