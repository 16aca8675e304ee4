"""Adding events to a record: staged by columns, merged with what is there, the rest set aside."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ramify._errors import UnknownName
from ramify._value import Value
from ramify.record import rows, schema
from ramify.record.events import Event
from ramify.record.ontology import action as known_action

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_BATCH = 20_000
"""Events staged at once: some 20 MB, and large enough that DuckDB loads columns."""


class SetAside(Value):
    """Something a load could not use; sources yield it in place of an event."""

    place: str
    """File and line, or whatever finds it again."""
    reason: str
    content: str
    """The row or event itself."""


class Added(Value):
    """What adding events did."""

    new: int
    """Events that were not in the record."""
    known: int
    """Events that were there already, or came twice."""
    set_aside: tuple[SetAside, ...] = ()


def add(connection: duckdb.DuckDBPyConnection, events: Iterable[Event | SetAside]) -> Added:
    """Add events to the record of a connection, within a transaction; `Record.add` says how."""
    aside: list[SetAside] = []
    staged = 0
    connection.execute(_STAGE)
    usable = _usable(events, aside)
    while batch := list(itertools.islice(usable, _BATCH)):
        _stage(connection, batch)
        staged += len(batch)
    new = _merge(connection)
    _keep(connection, aside)
    connection.execute(_UNSTAGE)
    return Added(new=new, known=staged - new, set_aside=tuple(aside))


def _stage(connection: duckdb.DuckDBPyConnection, batch: list[tuple[str, Event]]) -> None:
    import pyarrow as pa

    found = [rows.event_row(event, key) for key, event in batch]
    pieces = [row for key, event in batch for row in rows.evidence_rows(event, key)]
    text, whole = pa.string(), pa.int32()
    events = pa.schema([(name, _arrow(kind)) for name, kind in schema.EVENT.items()])
    evidence = pa.schema([("source", text), ("key", text), ("occurrence", whole), ("body", text)])
    for table, content in (
        ("new_event", pa.Table.from_pylist(found, events)),
        ("new_cited", pa.Table.from_pylist(pieces, evidence)),
    ):
        connection.register("batch", content)
        connection.execute(f"INSERT INTO {table} SELECT nextval('arrival'), * FROM batch")
        connection.unregister("batch")


def _keep(connection: duckdb.DuckDBPyConnection, aside: list[SetAside]) -> None:
    import pyarrow as pa

    text = pa.schema([(name, pa.string()) for name in SetAside.model_fields])
    found = [item.model_dump() for item in aside]
    connection.register("batch", pa.Table.from_pylist(found, text))
    connection.execute(_KEEP)
    connection.unregister("batch")


def _merge(connection: duckdb.DuckDBPyConnection) -> int:
    row = rows.only_row(connection.execute(_MERGE_EVENTS))
    connection.execute(_MERGE_EVIDENCE)
    return int(row[0]) if row else 0


def _usable(
    events: Iterable[Event | SetAside], aside: list[SetAside]
) -> Iterator[tuple[str, Event]]:
    for event in events:
        if isinstance(event, SetAside):
            aside.append(event)
            continue
        key = rows.event_id(event)
        try:
            known_action(event.action)
        except UnknownName as error:
            aside.append(SetAside(place=key, reason=str(error), content=event.to_json()))
            continue
        yield key, event


def _arrow(kind: str) -> pa.DataType:
    import pyarrow as pa

    return {
        "VARCHAR": pa.string(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR[]": pa.list_(pa.string()),
    }[kind]


_STAGE = """
CREATE TEMP SEQUENCE arrival;
CREATE TEMP TABLE new_event AS SELECT 0::BIGINT AS arrived, * FROM main.event LIMIT 0;
CREATE TEMP TABLE new_cited (
    arrived BIGINT, source VARCHAR, key VARCHAR, occurrence INTEGER, body VARCHAR);
"""
_UNSTAGE = "DROP TABLE new_event; DROP TABLE new_cited; DROP SEQUENCE arrival;"
_MERGE_EVENTS = """
INSERT INTO event
SELECT * EXCLUDE (arrived, nth) FROM (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY arrived) AS nth FROM new_event
    ANTI JOIN event USING (source, key))
WHERE nth = 1 ORDER BY arrived
"""
_MERGE_EVIDENCE = """
INSERT INTO cited
SELECT source, key,
       coalesce(last, -1) + row_number() OVER (PARTITION BY key ORDER BY arrived),
       occurrence, body
FROM (SELECT source, key, occurrence, body, min(arrived) AS arrived FROM new_cited
      ANTI JOIN cited USING (source, key, occurrence, body) GROUP BY ALL)
LEFT JOIN (SELECT source, key, max(position) AS last FROM cited GROUP BY ALL) USING (source, key)
ORDER BY arrived
"""
_KEEP = """
INSERT INTO set_aside BY NAME
SELECT place, reason, content FROM batch EXCEPT SELECT place, reason, content FROM set_aside
"""
