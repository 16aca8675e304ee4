"""Exports: chosen events as CSV, Parquet, JSON Lines or Stata."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from ramify._errors import UsageError
from ramify._files import replacing, try_out
from ramify.record import schema
from ramify.record.asking.filters import Filter
from ramify.record.feeds.own import COLUMNS

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_FLAT = {
    "id": "source || ':' || key",
    "dated": schema.DATED,
    "context": "array_to_string(context, '; ')",
}
FORMATS = {".csv": "CSV", ".parquet": "Parquet", ".jsonl": "JSON Lines", ".dta": "Stata"}


def chosen(cursor: duckdb.DuckDBPyConnection, asked: Filter) -> pa.Table:
    """The chosen events with the columns of an export, in the order of their days."""
    clause, values = asked.where()
    columns = ", ".join(f"{_FLAT.get(c, c)} AS {c}" for c in COLUMNS)
    query = f"SELECT {columns} FROM event {clause} ORDER BY first_day NULLS LAST, event.source, key"
    return cursor.sql(query, params=values).to_arrow_table()


def ready(path: Path) -> None:
    """Find out whether a table can be written to a file, before the work of making it.

    Raises:
        UsageError: no such format.
        InputError: the file cannot be written.
    """
    if path.suffix not in FORMATS:
        raise UsageError(
            f"no format is known by the ending {path.suffix!r}", repair=f"use {', '.join(FORMATS)}"
        )
    try_out(path)


def write(table: pa.Table, path: Path) -> int:
    """Write a table to a file, whole or not at all; the ending says the format.

    Raises:
        UsageError: no such format.
        InputError: the file cannot be written.
        MissingExtra: it is Stata's, and what that needs is not installed.
    """
    ready(path)
    with replacing(path) as file:
        _WRITERS[path.suffix](table, file)
    return int(table.num_rows)


def _csv(table: pa.Table, out: IO[bytes]) -> None:
    from pyarrow import csv

    csv.write_csv(table, out)


def _parquet(table: pa.Table, out: IO[bytes]) -> None:
    from pyarrow import parquet

    parquet.write_table(table, out, compression="zstd")


def _jsonl(table: pa.Table, out: IO[bytes]) -> None:
    """By name, as DuckDB writes: into the part itself, since a part of its own would be lost."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("given", table)
        target = out.name.replace("'", "''")
        try:
            connection.execute(f"COPY given TO '{target}' (FORMAT json, USE_TMP_FILE false)")
        except duckdb.IOException as error:
            raise OSError(0, str(error).splitlines()[0].rpartition(": ")[2]) from None


def _stata(table: pa.Table, out: IO[bytes]) -> None:
    from ramify.record import stata

    stata.write(table, out.name)


_WRITERS = {".csv": _csv, ".parquet": _parquet, ".jsonl": _jsonl, ".dta": _stata}
