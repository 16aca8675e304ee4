"""Parquet: rows by number, every column as text, and a count that is the file's own."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.record.feeds.registry import Sniffed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MARK = b"PAR1"


def names(path: Path, shown: str) -> tuple[str, ...]:
    """The columns of a file.

    Raises:
        InputError: it is damaged.
    """
    return tuple(_schema(path, shown).names)


def count(path: Path, shown: str) -> int:
    """How many rows the file says it has.

    Raises:
        InputError: it is damaged.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return int(parquet.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(error, shown) from None


def reader(path: Path, sniffed: Sniffed) -> str:
    """A query for the columns of a file as text, under the names that its layout gives them."""
    schema = _schema(path, path.name)
    cells = (
        f"nullif({_text(name, schema.field(name).type)}, '') AS {column}"
        for name, column in zip(sniffed.names, sniffed.columns, strict=True)
    )
    return f"(SELECT {', '.join(cells)} FROM read_parquet({_quoted(str(path))}))"


def rows_at(
    connection: duckdb.DuckDBPyConnection, path: Path, wanted: Collection[int]
) -> dict[int, tuple[int, str]]:
    """Number from 1 and content, as JSON, of rows asked for by their order from nought."""
    if not wanted:
        return {}
    numbered = f"read_parquet({_quoted(str(path))}, file_row_number = true)"
    plain = "json_merge_patch(to_json(r), '{\"file_row_number\": null}')::VARCHAR"
    found = connection.execute(
        f"SELECT file_row_number, {plain} FROM {numbered} r "
        f"WHERE file_row_number IN ({', '.join(map(str, wanted))})"
    ).fetchall()
    return {n: (n + 1, content) for n, content in found}


def _schema(path: Path, shown: str) -> pa.Schema:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(error, shown) from None


def _text(name: str, kind: pa.DataType) -> str:
    """SQL for a column as text; lists as an export to CSV has them."""
    import pyarrow as pa

    column = '"' + name.replace('"', '""') + '"'
    if pa.types.is_list(kind) and pa.types.is_string(kind.value_type):
        return f"array_to_string({column}, '; ')"
    if pa.types.is_nested(kind):
        return f"to_json({column})::VARCHAR"
    return f"{column}::VARCHAR"


def _damaged(error: Exception, shown: str) -> InputError:
    why = str(error).splitlines()[0]
    return InputError(f"is a damaged Parquet file ({why})", where=shown, repair="fetch it anew")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
