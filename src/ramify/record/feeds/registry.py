"""Which layout a file has, found out from its head; and what a refused file is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Literal

from ramify._errors import InputError
from ramify.record.feeds.layout import Feed, Layout

_MODULES = ("gdelt", "icews", "polecat", "phoenix", "ucdp", "acled", "sipri", "vetoes", "own")
_LOOKED_AT = 20
_PREAMBLE = 30
_CODED = re.compile(r"\d{2,4}: [A-Z]")
_STRAY = 8
"""Nought bytes that a text may have at its head and still be one."""

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"version https://git-lfs", "is a Git-LFS pointer, not the file it stands for",
     "fetch the file itself, by `git lfs pull` or from the publisher"),
    (b"<!doctype html", "is a web page, probably a server's error", "fetch it anew"),
    (b"<html", "is a web page, probably a server's error", "fetch it anew"),
    (b"<?xml", "is XML, probably a server's error", "fetch it anew"),
    (b"\xd0\xcf\x11\xe0", "is a spreadsheet", "give the file as published"),
    (b"pk\x03\x04", "is an archive or a spreadsheet inside an archive", "unpack it first"),
    (b"<stat", "is a damaged Stata file", "fetch it anew"),
    (b"rdx", "is an R file", "export it as CSV first"),
    (b"%pdf", "is a PDF", "give the data file"),
    (b"\xff\xfe", "is in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "is in UTF-16", "save it as UTF-8"),
    (b"sqlite format", "is an SQLite database", "export it as CSV first"),
)  # fmt: skip


@dataclass(frozen=True)
class Sniffed:
    """A layout, and how this file of it is written."""

    layout: Layout
    delimiter: str
    quote: str
    skip: int
    """Lines before the first row: a preamble and the header."""
    columns: tuple[str, ...]
    """The file's columns in order, under the layout's names; `extra_N` for others."""
    form: Literal["text", "json", "parquet"] = "text"
    names: tuple[str, ...] = ()
    """The columns under the file's own names, where it is read by these."""


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout that is known."""
    found: list[Layout] = []
    for module in _MODULES:
        found.extend(import_module(f"ramify.record.feeds.{module}").LAYOUTS)
    return tuple(found)


@cache
def feeds() -> dict[str, Feed]:
    """Every feed, by its name in a record."""
    return {layout.feed.name: layout.feed for layout in layouts()}


def identifier(cell: str) -> str:
    """A column's name as an SQL identifier.

    >>> identifier("Year(s) of delivery"), identifier("CAMEO Code")
    ('Year_s_of_delivery', 'CAMEO_Code')
    """
    return re.sub(r"\W+", "_", cell.strip().lstrip("#!")).strip("_")


def sniff(head: bytes, name: str) -> Sniffed:
    """The layout of a file whose first bytes are given.

    Raises:
        InputError: it is none that is known; the error says what it is instead.
    """
    _refuse_other_kinds(head, name)
    lines = _lines(head)
    for way in (_by_header, _by_cells):
        for layout in layouts():
            found = way(layout, lines)
            if found:
                return found
    _refuse_by_name(lines, name)
    shown = lines[0][:60] if lines else ""
    raise InputError(
        f"is of no layout that is known; it begins {shown!r}",
        where=name,
        repair="a file of your own needs `--mapping FILE`; see docs/record.md",
    )


def of_names(names: tuple[str, ...], shown: str, what: str) -> Sniffed:
    """The layout of a file that is read by the names of its columns.

    Raises:
        InputError: it is none that is known.
    """
    for layout in layouts():
        if columns := _matched(layout, list(names)):
            return Sniffed(layout, "", "", 0, columns, names=names)
    raise InputError(
        f"is {what} of no layout that is known; it has {', '.join(names[:_LOOKED_AT])}",
        where=shown,
        repair="a file of your own needs `--mapping FILE`; see docs/record.md",
    )


def table_of(head: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Delimiter and columns of any table with a header, for a mapping file to name.

    Raises:
        InputError: it is no text table.
    """
    _refuse_other_kinds(head, name)
    lines = _lines(head)
    if not lines:
        raise InputError("is empty", where=name)
    delimiter = max("\t,;|", key=lines[0].count)
    return delimiter, identifiers(_cells(lines[0], delimiter))


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """An SQL identifier for each column of a table, by its name."""
    return {name.strip(): f"c{n}_{identifier(name)}" for n, name in enumerate(names)}


def _refuse_other_kinds(head: bytes, name: str) -> None:
    start = head.lstrip()[:64].lower()
    if not start:
        raise InputError("is empty", where=name)
    for mark, what, repair in _MARKS:
        if start.startswith(mark):
            raise InputError(what, where=name, repair=repair)
    if start.startswith((b"{", b"[")):
        raise InputError(
            "is JSON, but not a line an object", where=name, repair="write it as JSON Lines"
        )
    if head[:4096].count(0) > _STRAY:
        raise InputError("is a binary file", where=name, repair="give a text table")


def _lines(head: bytes) -> list[str]:
    text = head.decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    whole = lines if len(lines) < 2 or text.endswith("\n") else lines[:-1]
    return whole[: _PREAMBLE + _LOOKED_AT]


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _by_header(layout: Layout, lines: list[str]) -> Sniffed | None:
    """The layout if one of the first lines is its header."""
    for delimiter in dict.fromkeys((layout.delimiter, "\t", ",")):
        for n, line in enumerate(lines[: _PREAMBLE if layout.preamble else 1]):
            if delimiter not in line:
                continue
            columns = _matched(layout, _cells(line, delimiter))
            if columns:
                quote = '"' if layout.quote or delimiter == "," or line.startswith('"') else ""
                return Sniffed(layout, delimiter, quote, n + 1, columns)
    return None


def _matched(layout: Layout, cells: list[str]) -> tuple[str, ...] | None:
    """The columns of a header, if it has all that the layout needs."""
    if len(cells) < len(layout.needs or layout.columns):
        return None
    names = _own(layout, cells)
    if not set(layout.needs or layout.columns) <= set(names):
        return None
    placed = len(cells) == len(layout.columns)
    columns: list[str] = []
    for n, name in enumerate(names):
        blank = layout.columns[n] if placed and not cells[n].strip() else f"extra_{n}"
        columns.append(name if name and name not in columns else blank)
    return tuple(columns)


def _by_cells(layout: Layout, lines: list[str]) -> Sniffed | None:
    """The layout if the first rows look like its rows, without a header."""
    if not layout.bare or not lines:
        return None
    widths = {len(layout.columns), layout.shorter}
    looked = [row for row in _rows(layout, lines) if row][:_LOOKED_AT]
    fits = [_is_row(layout, row, widths) for row in looked]
    if not fits or not (fits[0] or 2 * sum(fits) >= len(fits)):
        return None
    return Sniffed(layout, layout.delimiter, layout.quote, 0, layout.columns)


def _rows(layout: Layout, lines: list[str]) -> list[list[str]]:
    if layout.quote:
        return list(csv.reader([f"{line}\n" for line in lines], delimiter=layout.delimiter))
    return [line.split(layout.delimiter) for line in lines if line]


def _is_row(layout: Layout, cells: list[str], widths: set[int | None]) -> bool:
    return len(cells) in widths and all(
        re.fullmatch(pattern, cell) for pattern, cell in zip(layout.bare, cells, strict=False)
    )


def _refuse_by_name(lines: list[str], name: str) -> None:
    """Say what near relations of known files are."""
    for what, repair in _relations(lines):
        raise InputError(what, where=name, repair=repair)


def _relations(lines: list[str]) -> Iterator[tuple[str, str]]:
    first = lines[0] if lines else ""
    if layout := _nearest(_cells(first, ";")):
        yield (
            f"is a file of {layout.feed.title} that a spreadsheet saved again, with "
            "semicolons; spreadsheets change codes, numbers and dates",
            "give the file as published",
        )
    for delimiter in "\t,":
        cells = _cells(first, delimiter)
        if layout := _nearest(cells):
            missing = set(layout.needs or layout.columns) - set(_own(layout, cells))
            yield (
                f"is like {layout.feed.title}, but has no column {', '.join(sorted(missing))}",
                "give the file as published",
            )
        if {"sender", "receiver", "value"} <= set(cells):
            yield ("has sums by pair and year, not deliveries", "give SIPRI's trade register")
        if {"code", "name"} <= set(cells):
            yield ("is a table of codes, not of events", "name it as `acts` in a mapping file")
    if 2 * sum(bool(_CODED.match(line)) for line in lines) > len(lines):
        yield ("is a list of codes, not of events", "give a table of events")
    width = first.count("\t") + 1
    if width in (11, 27) and re.match(r"\d{8}(\d{6}-T?\d+)?\t", first):
        yield ("is GDELT's Global Knowledge Graph, which holds themes, not events",
               "give the export files of events")  # fmt: skip
    if width == 17 and re.match(r"\d{8}\t", first):
        yield ("is GDELT's reduced file, which leaves out the ids of events",
               "give the daily export files")  # fmt: skip


def _own(layout: Layout, cells: list[str]) -> list[str]:
    """The layout's name of each column of a header; empty for those it has not."""
    own = _by_bare_name(layout.name)
    return [own.get(bare, "") for bare in _bare(tuple(cells))]


@cache
def _by_bare_name(name: str) -> dict[str, str]:
    layout = next(one for one in layouts() if one.name == name)
    return {
        bare: column
        for given, column in {**layout.aliases, **{c: c for c in layout.columns}}.items()
        for bare in _bare((given,))
    }


@lru_cache(maxsize=64)
def _bare(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(identifier(cell).lower().replace("_", "") for cell in cells)


def _nearest(cells: list[str]) -> Layout | None:
    """The layout that a header has most columns of, if it has more than half of them.

    Of those, one that is as wide as the header comes first.
    """
    if len(cells) < 4:
        return None
    shared = {layout.name: len(set(_own(layout, cells)) - {""}) for layout in layouts()}
    like = [one for one in layouts() if 2 * shared[one.name] > len(one.columns)]
    return max(
        like,
        key=lambda one: (len(one.columns) == len(cells), shared[one.name] / len(one.columns)),
        default=None,
    )
