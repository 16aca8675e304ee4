"""Staging: the rows of a file as text in a table, every one of them accounted for.

DuckDB's reader loses rows in silence in some of its modes (ignored errors, padded rows, a
loose dialect, guessed types), so it runs strictly, everything is text, and what it took is
held against a count of the file's rows. Where the two differ, or a row does not fit, the
rows are sifted one by one and the good ones read again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.record.feeds.layout import Layout
from ramify.record.feeds.registry import Sniffed
from ramify.record.loading import columnar
from ramify.record.loading.intake import Sifted, Unpacked, count_rows, sift
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb

Aside = tuple[int, str, str]
BROKEN = "broken"
"""The column of a file of JSON Lines that is there if a line is no object."""
_UNSEEN = chr(1)
"""A character that no JSON may hold as it is."""


@dataclass(frozen=True)
class Staged:
    """What came of staging: the rows counted, and those set aside with line and reason."""

    rows: int
    aside: tuple[Aside, ...]


def stage(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed, folder: Path
) -> Staged:
    """Fill the temporary table `staged` with the rows of a file that fit its layout.

    Args:
        folder: where a sifted copy may be written.

    Raises:
        InputError: what the reader took cannot be brought to agree with the count.
    """
    counted, sound = _count(file, sniffed)
    # DuckDB's reader may fail for good on a byte that is no UTF-8, so it gets no such file.
    taken = _scan(connection, file.path, sniffed, sniffed.skip) if sound else None
    rest = Sifted()
    if taken != counted and sniffed.form == "parquet":
        raise _disagreeing(counted, taken, file)
    if taken != counted:
        rest = _sift(file.path, sniffed, clean=folder / "sifted")
        counted = rest.good + len(rest.bad)
        if rest.bad or rest.changed or taken != rest.good:
            taken = _scan(connection, folder / "sifted", sniffed, 0)
        if taken != rest.good:
            raise _disagreeing(rest.good, taken, file)
    aside = list(rest.bad)
    faulty = _faults(connection, sniffed.layout)
    if faulty:
        found = _rows_at(connection, file, sniffed, [n for n, _ in faulty])
        aside += [(found[n][0], reason, found[n][1]) for n, reason in faulty]
        connection.execute("DELETE FROM staged WHERE fault IS NOT NULL")
    return Staged(counted, tuple(sorted(aside)))


def stage_many(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Unpacked], sniffed: Sniffed
) -> tuple[int, ...] | None:
    """Fill `staged` with the rows of many small files at once; the rows of each.

    None if there is anything amiss with one of them, or they are no text: then they go one by
    one. The column `part` numbers the file of a row from nought.
    """
    if sniffed.form != "text":
        return None
    known = [count_rows(f.path, quote=sniffed.quote, skip=sniffed.skip) for f in files]
    counted = [count for count, _ in known]
    if not all(sound for _, sound in known):
        return None
    taken = _scan(connection, [file.path for file in files], sniffed, sniffed.skip)
    if taken != sum(counted) or _faults(connection, sniffed.layout):
        return None
    parts = connection.execute("SELECT part, count(*) FROM staged GROUP BY part").fetchall()
    found = dict(parts)
    if [found.get(n, 0) for n in range(len(files))] != counted:
        return None
    return tuple(counted)


def leave(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed, rows: str
) -> list[tuple[int, str]]:
    """Line and content of staged rows that a query chooses by `rowid`."""
    chosen = [row[0] for row in connection.execute(rows).fetchall()]
    found = _rows_at(connection, file, sniffed, chosen)
    return [found[n] for n in chosen]


def _disagreeing(counted: int, taken: int | None, file: Unpacked) -> InputError:
    return InputError(
        f"{counted:,} rows fit the layout but the reader took {taken or 0:,}; "
        "nothing of it was kept",
        where=file.shown,
        repair="report this file's layout",
    )


def _count(file: Unpacked, sniffed: Sniffed) -> tuple[int, bool]:
    """Rows by a count that knows nothing of the reader, and whether all of it is UTF-8."""
    if sniffed.form == "parquet":
        return columnar.count(file.path, file.shown), True
    return count_rows(file.path, quote=sniffed.quote, skip=sniffed.skip)


def _rows_at(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed, wanted: list[int]
) -> dict[int, tuple[int, str]]:
    """Line and content of rows, by their order from nought."""
    if sniffed.form == "parquet":
        return columnar.rows_at(connection, file.path, wanted)
    return _sift(file.path, sniffed, wanted=wanted).wanted


def _sift(
    path: Path, sniffed: Sniffed, *, clean: Path | None = None, wanted: list[int] | None = None
) -> Sifted:
    return sift(
        path,
        width=1 if sniffed.form == "json" else len(sniffed.columns),
        delimiter=_UNSEEN if sniffed.form == "json" else sniffed.delimiter,
        quote=sniffed.quote,
        skip=sniffed.skip,
        shorter=sniffed.layout.shorter,
        clean=clean,
        wanted=wanted or (),
    )


def _scan(
    connection: duckdb.DuckDBPyConnection, path: Path | Sequence[Path], sniffed: Sniffed, skip: int
) -> int | None:
    """Read the columns that are used into `staged`; None if the reader gave up.

    Columns that this file lacks are there, and empty.
    """
    import duckdb

    paths = [path] if isinstance(path, Path) else list(path)
    several = len(paths) > 1
    part = f"list_position([{_listed(paths)}], filename) - 1" if several else "0"
    for table in ("staged", "reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    try:
        connection.execute(
            f"CREATE TEMP TABLE staged AS {_cast(sniffed, part, reader(paths, sniffed, skip))}"
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    except duckdb.Error as error:
        raise InputError(
            f"DuckDB's reader failed on it ({str(error).splitlines()[0]})",
            where=paths[0].name,
            repair="load the other files without it",
        ) from None
    row = only_row(connection.execute("SELECT count(*) FROM staged"))
    return int(row[0]) if row else None


def _cast(sniffed: Sniffed, part: str, table: str) -> str:
    """A query for the columns of `Layout.cast`; `fault` is the first thing that is amiss."""
    layout = sniffed.layout
    given = (*sniffed.columns, BROKEN) if sniffed.form == "json" else sniffed.columns
    used = [c if c in given else f"NULL::VARCHAR AS {c}" for c in layout.used]
    once = [f"{sql} AS {name}" for sql, name in layout.casts.items()]
    told = " ".join(f"WHEN {fault} THEN {n}" for n, (fault, _) in enumerate(layout.faults))
    fault = f"CASE {told} END" if told else "NULL"
    return (
        f"SELECT {', '.join(layout.cast.columns)}, ({fault})::UTINYINT AS fault, part "
        f"FROM (SELECT *, {', '.join([*once, ''])} ({part})::INTEGER AS part "
        f"FROM (SELECT {', '.join(used)}{', filename' if part != '0' else ''} FROM {table}))"
    )


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(_quoted(str(path)) for path in paths)


def reader(paths: Sequence[Path], sniffed: Sniffed, skip: int) -> str:
    """What DuckDB is to read of files of one layout: strictly, and everything as text."""
    if sniffed.form == "parquet":
        return columnar.reader(paths[0], sniffed)
    if sniffed.form == "json":
        return _objects(_table(paths, ("line",), _UNSEEN, "", ("",), skip), sniffed)
    layout = sniffed.layout
    return _table(paths, sniffed.columns, sniffed.delimiter, sniffed.quote, layout.missing, skip)


def _objects(lines: str, sniffed: Sniffed) -> str:
    """Members of the objects on lines, as text; a list of texts as a table has it."""
    used = dict(zip(sniffed.columns, sniffed.names, strict=True))
    used = {column: name for column, name in used.items() if column in sniffed.layout.used}
    shape = _quoted(json.dumps(dict.fromkeys(used.values(), "VARCHAR")))
    taken = (
        "CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' "
        f"THEN json_transform(line, {shape}) END"
    )
    cells = (
        f"{_member(name, column, sniffed.layout)} AS {column}" for column, name in used.items()
    )
    broken = f"CASE WHEN o IS NULL THEN line END AS {BROKEN}"
    told = f"SELECT line, {taken} AS o FROM {lines} WHERE line IS NOT NULL"
    return f"(SELECT {', '.join([*cells, broken])} FROM ({told}))"


def _member(name: str, column: str, layout: Layout) -> str:
    value = 'o."' + name.replace('"', '""') + '"'
    context = layout.values.get("context")
    if context and column in re.findall(r"\w+", context.sql):
        value = (
            f"CASE WHEN {value}[1:1] = '[' AND json_valid({value}) "
            f"THEN array_to_string(json_extract_string({value}, '$[*]'), '; ') ELSE {value} END"
        )
    return f"nullif({value}, '')"


def _table(
    paths: Sequence[Path],
    columns: Sequence[str],
    delimiter: str,
    quote: str,
    missing: Sequence[str],
    skip: int,
) -> str:
    typed = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    return (
        f"read_csv([{_listed(paths)}], filename = {len(paths) > 1}, auto_detect = false, "
        f"header = false, skip = {skip}, "
        f"columns = {{{typed}}}, delim = {_quoted(delimiter)}, "
        f"quote = {_quoted(quote)}, escape = {_quoted(quote)}, "
        f"nullstr = [{', '.join(map(_quoted, missing))}], strict_mode = true, "
        "null_padding = false, store_rejects = true, rejects_limit = 0)"
    )


def _faults(connection: duckdb.DuckDBPyConnection, layout: Layout) -> list[tuple[int, str]]:
    """Order and reason of each staged row with a cell that is not what it should be."""
    query = "SELECT rowid, fault FROM staged WHERE fault IS NOT NULL ORDER BY rowid"
    faulty = connection.execute(query).fetchall()
    return [(n, layout.faults[fault][1]) for n, fault in faulty]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
