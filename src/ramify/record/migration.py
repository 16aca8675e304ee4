"""From schema 1 to schema 2, with a copy of the old file kept beside the new one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._files import replacing
from ramify.record import schema
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb

OLD_TABLES: dict[str, schema.Columns] = {
    "meta": {"key": "VARCHAR", "value": "VARCHAR"},
    "event": {
        "id": "VARCHAR",
        "dated": "VARCHAR",
        "first_day": "DATE",
        "last_day": "DATE",
        "actor": "VARCHAR",
        "action": "VARCHAR",
        "target": "VARCHAR",
        "actor_sector": "VARCHAR",
        "target_sector": "VARCHAR",
        "actor_name": "VARCHAR",
        "target_name": "VARCHAR",
        "object": "VARCHAR",
        "amount": "DOUBLE",
        "unit": "VARCHAR",
        "about": "BOOLEAN",
        "place": "VARCHAR",
        "context": "VARCHAR[]",
        "summary": "VARCHAR",
    },
    "evidence": {
        "event": "VARCHAR",
        "position": "INTEGER",
        "occurrence": "INTEGER",
        "body": "VARCHAR",
    },
    "set_aside": {"place": "VARCHAR", "reason": "VARCHAR", "content": "VARCHAR"},
}
"""The base tables of schema 1."""

_SAME = (
    "actor, actor_sector, actor_name, action, target, target_sector, target_name, object, amount, "
    "unit, about, place, context, summary, first_day, last_day"
)
_PRECISION = """CASE
    WHEN dated IS NULL THEN NULL WHEN contains(dated, '/') THEN 'interval'
    WHEN length(dated) = 10 THEN 'day' WHEN length(dated) = 7 THEN 'month' ELSE 'year' END"""
_MOVE = f"""
INSERT INTO event BY NAME
SELECT 'ramify' AS source, id AS key, {_PRECISION} AS precision, {_SAME}, action AS native,
       'CAMEO' AS system, 'happened' AS status,
       CASE WHEN contains(dated, '/') THEN dated END AS dated
FROM old_event;
INSERT INTO cited SELECT 'ramify', event, position, occurrence, body FROM old_evidence;
INSERT INTO set_aside BY NAME SELECT place, reason, content FROM old_set_aside;
"""


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Bring a record of schema 1 to the current schema, whole or not at all.

    The file as it was stays beside it as `NAME.schema1`.

    Raises:
        InputError: the copy cannot be written.
    """
    connection.execute("CHECKPOINT")
    backup = path.with_name(f"{path.name}.schema1")
    with path.open("rb") as old, replacing(backup) as kept:
        shutil.copyfileobj(old, kept, 1 << 20)
    connection.begin()
    loads = only_row(connection.execute("SELECT value FROM meta WHERE key = 'loads'"))
    for table in ("event", "evidence", "set_aside"):
        connection.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    connection.execute("DROP TABLE meta")
    connection.execute(schema.create())
    connection.execute(_MOVE)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'loads'", loads or ("0",))
    for table in ("event", "evidence", "set_aside"):
        connection.execute(f"DROP TABLE old_{table}")
    connection.commit()
