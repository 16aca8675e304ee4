"""What one did to another: read from the record, or from a copy in order of pairs beside it.

A record is in the order in which files came, so that the acts of a pair lie scattered over all of
it. Whoever asks of one pair is answered by a scan. Whoever asks again is likely to go on asking:
the second question makes a copy of the few columns wanted, sorted by pair, from which each
further one takes its rows alone, in later runs as well, until something is loaded.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify._files import replacing
from ramify.record.history import state_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TOLD = ("day", "action", "source", "key", "mentions")
_COLUMNS = "first_day AS day, action, source, key, mentions"
_STATE = b"ramify.state"
_GROUP = 32_768
"""Rows that are read at once from the copy: the acts of a few hundred pairs, or part of one's."""


class PairHistories:
    """The histories of pairs, by scan or from `NAME.pairs.parquet` beside the record's file."""

    def __init__(self, path: Path | None) -> None:
        self._copy = path.with_name(f"{path.name}.pairs.parquet") if path else None
        self._asked = False

    def of(self, cursor: duckdb.DuckDBPyConnection, actor: str, target: str) -> pa.Table:
        """The acts of an actor on another: `day`, `action`, `source`, `key`, `mentions`."""
        if self._copy is not None:
            state = state_of(cursor).encode()
            found = _read(self._copy, state, actor, target)
            if found is None and self._asked:
                _write(cursor, self._copy, state)
                found = _read(self._copy, state, actor, target)
            self._asked = True
            if found is not None:
                return found
        query = f"SELECT {_COLUMNS} FROM event WHERE actor = ? AND target = ? {_ORDER}"
        return cursor.sql(query, params=[actor, target]).to_arrow_table()


_ORDER = "ORDER BY first_day, source, key"


def _read(copy: Path, state: bytes, actor: str, target: str) -> pa.Table | None:
    """The rows of a pair, if the copy is of this state of the record and sound."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        kept = parquet.read_schema(copy, memory_map=True)
        if (kept.metadata or {}).get(_STATE) != state:
            return None
        found = parquet.read_table(
            copy,
            columns=list(_TOLD),
            filters=[("actor", "=", actor), ("target", "=", target)],
            memory_map=True,
        )
    except (OSError, pa.ArrowException):
        return None
    return found.replace_schema_metadata(None)


def _write(cursor: duckdb.DuckDBPyConnection, copy: Path, state: bytes) -> None:
    """The copy, written by batches; where it cannot be, there is none."""
    from pyarrow import parquet

    found = cursor.sql(
        f"SELECT actor, target, {_COLUMNS} FROM event WHERE actor IS NOT NULL "
        "AND target IS NOT NULL ORDER BY actor, target, first_day, source, key"
    )
    batches = found.to_arrow_reader(_GROUP)
    schema = batches.schema.with_metadata({_STATE: state})
    names = ["actor", "target", "action", "source"]
    with (
        contextlib.suppress(InputError),
        replacing(copy, durable=False) as out,
        parquet.ParquetWriter(out, schema, compression="zstd", use_dictionary=names) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch, row_group_size=_GROUP)
