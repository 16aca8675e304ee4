"""What a file is: its layout, by its head, its columns or a mapping; text, JSON or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.record.feeds.cells import Cell
from ramify.record.feeds.mapping import Mapped
from ramify.record.feeds.quadruples import is_quadruple_file, quadruples
from ramify.record.feeds.registry import Sniffed, identifiers, of_names, sniff, table_of
from ramify.record.loading import columnar
from ramify.record.loading.intake import Unpacked
from ramify.record.loading.staging import BROKEN

if TYPE_CHECKING:
    import duckdb


def sniffed(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, path: Path, mapping: Path | None
) -> Sniffed:
    """What a file is, of which `path` is where it was found.

    Raises:
        InputError: it is nothing that is known, or the mapping does not fit it.
    """
    if is_quadruple_file(path):
        found, vocabularies = quadruples(file.head, path, mapping)
        for one in vocabularies:
            connection.execute(f"SET VARIABLE {one.variable} = ?::VARCHAR[]", [list(one.names)])
        return found
    if file.head.startswith(columnar.MARK):
        names = columnar.names(file.path, file.shown)
        what = "a Stata file" if file.shown.endswith(".dta") else "Parquet"
        return replace(_by_names(names, file.shown, what, mapping), form="parquet")
    if names := json_names(file.head):
        return _of_json(_by_names(names, file.shown, "JSON", mapping))
    if mapping is None:
        return sniff(file.head, file.shown)
    delimiter, named = table_of(file.head, file.shown)
    layout = Mapped.read(mapping).layout(named)
    quote = "" if delimiter == "\t" else '"'
    return Sniffed(layout, delimiter, quote, 1, tuple(named.values()))


def _by_names(names: tuple[str, ...], shown: str, what: str, mapping: Path | None) -> Sniffed:
    if mapping is None:
        return of_names(names, shown, what)
    named = identifiers(names)
    layout = Mapped.read(mapping).layout(named)
    return Sniffed(layout, "", "", 0, tuple(named.values()), names=tuple(named))


def json_names(head: bytes) -> tuple[str, ...]:
    """The names in the objects of the first lines; none if the first line is no object."""
    found: dict[str, None] = {}
    for n, one in enumerate(_objects(head)):
        if one is None and not n:
            return ()
        found |= dict.fromkeys(one or ())
    return tuple(found)


def _objects(head: bytes) -> Iterator[dict[str, object] | None]:
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for line in lines[:1] if len(lines) == 1 else lines[:-1]:
        try:
            one = json.loads(line)
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
            one = None
        if line.strip():
            yield one if isinstance(one, dict) else None


def _of_json(found: Sniffed) -> Sniffed:
    """The layout with lines that are no JSON set aside; the reader has one column, the line."""
    layout = found.layout
    broken = Cell("NULL", f"{BROKEN} IS NOT NULL", "is no JSON object")
    return replace(
        found,
        form="json",
        layout=replace(
            layout, columns=(*layout.columns, BROKEN), values={BROKEN: broken, **layout.values}
        ),
    )
