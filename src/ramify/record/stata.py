"""Stata files, written from tables and read into Parquet, by pyreadstat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify._extras import require

if TYPE_CHECKING:
    import pyarrow as pa

MARK = b"<stata_dta>"
"""How a file of Stata 13 or later begins."""
_AT_ONCE = 50_000


def write(table: pa.Table, path: str) -> None:
    """Write a table; dates and moments become text, truth values 0 and 1, no text an empty one.

    Raises:
        MissingExtra: what the extra `stata` brings is not installed.
    """
    require("stata")
    import polars
    import pyreadstat

    pyreadstat.write_dta(polars.from_arrow(_ready(table)), path)


def _ready(table: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    fields = []
    for field in table.schema:
        kind = field.type
        if pa.types.is_boolean(kind):
            kind = pa.int8()
        elif pa.types.is_temporal(kind) or pa.types.is_null(kind):
            kind = pa.string()
        fields.append(pa.field(field.name, kind))
    ready = table.cast(pa.schema(fields))
    for place, field in enumerate(fields):
        if pa.types.is_string(field.type):  # Beside a long text the writer fails on none.
            ready = ready.set_column(place, field, pc.fill_null(ready[field.name], ""))
    return ready


def to_parquet(path: Path, into: Path, shown: str) -> None:
    """Write what a Stata file holds as Parquet; empty texts are missing, as Stata has it.

    Args:
        shown: what the file is called in messages.

    Raises:
        InputError: it is damaged, or gives other than as many rows as it says it has.
        MissingExtra: what the extra `stata` brings is not installed.
    """
    require("stata")
    import pyarrow as pa
    from pyarrow import parquet

    _, told = _read(path, shown, metadataonly=True)
    schema, done = _schema(told), 0
    with parquet.ParquetWriter(into, schema) as out:
        while done < told.number_rows:
            columns, _ = _read(path, shown, row_offset=done, row_limit=_AT_ONCE)
            arrays = [_column(columns[field.name], field) for field in schema]
            table = pa.Table.from_arrays(arrays, schema=schema)
            if not table.num_rows:
                raise InputError(
                    f"says that it has {told.number_rows:,} rows, but gives {done:,}", where=shown
                )
            out.write_table(table)
            done += table.num_rows


def _schema(told: Any) -> pa.Schema:
    """Texts, whole numbers and numbers; days and moments as text."""
    import pyarrow as pa

    def kind(name: str) -> pa.DataType:
        stored = told.readstat_variable_types[name]
        if stored == "string" or told.original_variable_types[name].startswith("%t"):
            return pa.string()
        return pa.int64() if stored.startswith("int") else pa.float64()

    return pa.schema([(name, kind(name)) for name in told.column_names])


def _column(values: list[Any], field: pa.Field) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_string(field.type):
        values = [None if value in (None, "") else str(value) for value in values]
    return pa.array(values, field.type)


def _read(path: Path, shown: str, **asked: Any) -> tuple[Any, Any]:
    import pyreadstat

    try:
        found: tuple[Any, Any] = pyreadstat.read_dta(str(path), output_format="dict", **asked)
    except pyreadstat.ReadstatError as error:
        raise InputError(
            f"is a damaged Stata file ({error})", where=shown, repair="fetch it anew"
        ) from None
    return found
