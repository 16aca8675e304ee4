"""Exports: chosen events as CSV, Parquet, JSON Lines or Stata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError, UsageError
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


def write(table: pa.Table, path: Path) -> int:
    """Write a table to a file, whole or not at all; the ending says the format.

    Raises:
        UsageError: no such format.
        InputError: the file cannot be written, or what Stata needs is not installed.
    """
    if path.suffix not in FORMATS:
        raise UsageError(
            f"no format is known by the ending {path.suffix!r}", repair=f"use {', '.join(FORMATS)}"
        )
    part = path.with_name(f".{path.name}.part")
    try:
        _WRITERS[path.suffix](table, part)
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(path)) from None
    finally:
        part.unlink(missing_ok=True)
    return int(table.num_rows)


def _csv(table: pa.Table, path: Path) -> None:
    from pyarrow import csv

    csv.write_csv(table, path)


def _parquet(table: pa.Table, path: Path) -> None:
    from pyarrow import parquet

    parquet.write_table(table, path, compression="zstd")


def _jsonl(table: pa.Table, path: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("given", table)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY given TO '{target}' (FORMAT json)")


def _stata(table: pa.Table, path: Path) -> None:
    try:
        import pyreadstat
    except ImportError:
        raise InputError(
            "writing Stata files needs the package pyreadstat",
            where=path.name,
            repair="`pip install ramify[stata]`, or write Parquet",
        ) from None
    pyreadstat.write_dta(_stata_ready(table), str(path))


def _stata_ready(table: pa.Table) -> object:
    """Columns as Stata has them: dates and moments as text, truth values as 0 and 1."""
    import narwhals
    import pyarrow as pa

    fields = []
    for field in table.schema:
        kind = field.type
        if pa.types.is_boolean(kind):
            kind = pa.int8()
        elif pa.types.is_temporal(kind) or pa.types.is_null(kind):
            kind = pa.string()
        fields.append(pa.field(field.name, kind))
    return narwhals.from_native(table.cast(pa.schema(fields)))


_WRITERS = {".csv": _csv, ".parquet": _parquet, ".jsonl": _jsonl, ".dta": _stata}
