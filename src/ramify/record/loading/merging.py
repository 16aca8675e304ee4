"""Merging: staged rows into the record, each event once, revised where its feed revises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ramify.record import schema
from ramify.record.account import Account
from ramify.record.feeds.layout import Layout
from ramify.record.feeds.registry import Sniffed
from ramify.record.loading.intake import Unpacked
from ramify.record.loading.naming import joined
from ramify.record.loading.staging import Aside, leave
from ramify.record.ontology import actions
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Merged:
    """What became of the staged rows of a file."""

    stored: int
    revised: int = 0
    duplicates: int = 0
    aside: tuple[Aside, ...] = field(default=())


class OneByOne(Exception):
    """Small files that were taken together hold a row to set aside, and go one by one."""


def next_file(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the next file in the ledger."""
    return _one(connection, "SELECT coalesce(max(id), 0) + 1 FROM file")


def release_of(name: str) -> str | None:
    """The release that a file's name gives: `24.0.02` of `GEDEvent_v24_0_2.csv`.

    >>> release_of("GEDEvent_v24_0_2.csv"), release_of("ged241-csv.zip"), release_of("events.csv")
    ('24.00.02', '24.01', None)
    """
    parts = re.search(r"v(\d+)[_.](\d+)(?:[_.](\d+))?", name)
    if parts:
        return ".".join(f"{int(part):02}" for part in parts.groups() if part)
    short = re.search(r"ged(\d\d)(\d)\b", name.lower())
    return f"{short[1]}.{int(short[2]):02}" if short else None


def merge(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Unpacked],
    sniffed: Sniffed,
    number: int,
    release: str | None,
) -> list[Merged]:
    """Put the staged rows into `event`, and say which days the files cover.

    `number` is that of the first file; the others follow it.
    """
    layout = sniffed.layout
    _acts(connection, layout)
    aside = _unknown_acts(connection, files, sniffed)
    given = _by_part(connection, "SELECT part, count(*) FROM staged GROUP BY part")
    _drop_repeats(connection, layout)
    held = _held(connection, layout)
    revised = _revise(connection, layout, number, release) if held and layout.revises else 0
    if held:
        connection.execute(
            f"DELETE FROM staged WHERE rowid IN (SELECT s.rowid FROM staged s "
            f"SEMI JOIN held ON held.key = {_keyed(layout, 's.')})"
        )
    connection.execute(_insert(layout, number))
    left = _by_part(connection, "SELECT part, count(*) FROM staged GROUP BY part")
    for part in range(len(files)):
        _cover(connection, layout, number + part)
    return [
        Merged(
            left.get(part, 0),
            revised,
            given.get(part, 0) - left.get(part, 0) - revised,
            aside if part == 0 else (),
        )
        for part in range(len(files))
    ]


def _by_part(connection: duckdb.DuckDBPyConnection, query: str) -> dict[int, int]:
    return dict(connection.execute(query).fetchall())


def enter(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    account: Account,
    aside: tuple[Aside, ...],
) -> None:
    """Write a file's row of the ledger and what was set aside of it."""
    connection.execute(
        f"INSERT INTO file VALUES ({', '.join('?' * len(schema.FILE))})",
        [
            number, account.path, account.size, account.sha256, account.source, account.layout,
            account.release, account.rows, account.stored, account.revised, account.duplicates,
            account.set_aside, datetime.now().replace(microsecond=0),
        ],
    )  # fmt: skip
    if aside:
        import pyarrow as pa

        lines, reasons, contents = zip(*aside, strict=True)
        table = pa.table({"line": lines, "reason": reasons, "content": contents})
        connection.register("batch", table)
        connection.execute(f"INSERT INTO set_aside BY NAME SELECT {number} AS file, * FROM batch")
        connection.unregister("batch")


def _acts(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """The table `act` of this load: CAMEO codes by the feed's own."""
    import pyarrow as pa

    known = {a.code: a.code for a in actions()}
    acts = known if layout.acts is None else dict(layout.acts)
    table = pa.table({
        "act_native": pa.array(list(acts), pa.string()),
        "act_code": pa.array(list(acts.values()), pa.string()),
    })  # fmt: skip
    connection.register("batch", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE act AS SELECT * FROM batch")
    connection.unregister("batch")


def _native(layout: Layout) -> str | None:
    """SQL for the native code by which an act is looked up."""
    cell = layout.values.get("native") if "action" not in layout.values else None
    if "action" in layout.values:
        return layout.values["action"].sql
    return cell.sql if cell else None


def _unknown_acts(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Unpacked], sniffed: Sniffed
) -> tuple[Aside, ...]:
    """Set aside rows whose act is in no list; PLOVER's modes fall back on their class."""
    native = _native(sniffed.layout)
    if native is None:
        return ()
    none = "false" if sniffed.layout.actless else f"{native} IS NULL"
    spoken = [native, _class(native)] if sniffed.layout.acts is not None else [native]
    unknown = " AND ".join(f"{name} NOT IN (SELECT act_native FROM act)" for name in spoken)
    rows = f"SELECT rowid FROM staged WHERE {none} OR {unknown} ORDER BY rowid"
    if not _one(connection, f"SELECT count(*) FROM ({rows})"):
        return ()
    if len(files) > 1:
        raise OneByOne
    named = f"SELECT {native} FROM staged WHERE rowid IN ({rows}) ORDER BY rowid"
    codes = [row[0] for row in connection.execute(named).fetchall()]
    found = leave(connection, files[0], sniffed, rows)
    connection.execute(f"DELETE FROM staged WHERE rowid IN ({rows})")
    return tuple(
        (line, f"{code!r} is no act of this feed" if code else "no act", content)
        for (line, content), code in zip(found, codes, strict=True)
    )


def _class(native: str) -> str:
    return f"split_part({native}, '/', 1)"


def _drop_repeats(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Drop rows whose key stood in the file before."""
    key = layout.key
    repeats = _one(connection, f"SELECT count({key}) - count(DISTINCT {key}) FROM staged")
    if repeats:
        connection.execute(
            f"DELETE FROM staged WHERE rowid NOT IN (SELECT min(rowid) FROM staged GROUP BY {key})"
        )


def _held(connection: duckdb.DuckDBPyConnection, layout: Layout) -> int:
    """The table `held`: keys of the staged rows that the record has; gives how many.

    Asking for keys between the least and the greatest lets DuckDB pass over blocks of rows.
    """
    span = only_row(connection.execute(f"SELECT min({layout.key}), max({layout.key}) FROM staged"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE held AS "
        f"SELECT source, key, file FROM event WHERE {_source_test(layout)} AND key BETWEEN ? AND ? "
        f"AND key IN (SELECT {layout.key} FROM staged)",
        list(span or (None, None)),
    )
    return _one(connection, "SELECT count(*) FROM held")


def _source_test(layout: Layout) -> str:
    cell = layout.values.get("source")
    if cell is None:
        return f"source = '{layout.feed.name}'"
    return f"source IN (SELECT DISTINCT {cell.sql} FROM staged)"


def _keyed(layout: Layout, prefix: str) -> str:
    """The key with every column of the layout told to be of one table."""
    pattern = rf"\b({'|'.join(map(re.escape, layout.columns))})\b"
    return re.sub(pattern, lambda m: prefix + m[1], layout.key)


def _revise(
    connection: duckdb.DuckDBPyConnection, layout: Layout, number: int, release: str | None
) -> int:
    """Replace events of which the file has another state, and keep the old one in `revision`.

    A state of an older release, or one that was added earlier, does not replace a newer.
    """
    columns = ", ".join(schema.EVENT)
    connection.execute("CREATE OR REPLACE TEMP TABLE fresh AS SELECT * FROM event LIMIT 0")
    connection.execute(_insert(layout, number).replace("INTO event ", "INTO fresh ", 1))
    same = ", ".join(c for c in schema.EVENT if c not in ("file", "added"))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE changed AS
        SELECT f.source, f.key, to_json(e)::VARCHAR AS replaced
        FROM (SELECT source, key, added, hash({same}) AS content FROM fresh) f
        JOIN (SELECT e.*, hash({same}) AS content FROM event e SEMI JOIN held USING (source, key)) e
        USING (source, key) LEFT JOIN file l ON l.id = e.file
        WHERE f.content <> e.content
          AND coalesce(f.added >= e.added, true)
          AND coalesce(? >= l.release, true)""",
        [release],
    )
    changed = _one(connection, "SELECT count(*) FROM changed")
    if changed:
        connection.execute(
            f"INSERT INTO revision SELECT source, key, {number}, replaced FROM changed"
        )
        connection.execute(
            "DELETE FROM event e USING changed c WHERE e.source = c.source AND e.key = c.key"
        )
        connection.execute(
            f"INSERT INTO event SELECT {columns} FROM fresh SEMI JOIN changed USING (source, key)"
        )
    return changed


def _insert(layout: Layout, number: int) -> str:
    """The one statement that turns staged rows into events."""
    values = {c: cell.sql for c, cell in layout.values.items() if c in schema.EVENT}
    day = values.get("first_day", "NULL")
    joins = []
    for side, named in (("actor", layout.actor), ("target", layout.target)):
        if side not in values:
            more, join = joined(side, named, day)
            values |= more
            joins.append(join)
    if "country" not in values:
        more, join = joined("country", layout.country, day)
        values["country"] = more["country"]
        joins.append(join)
    native = _native(layout)
    if native and layout.acts is not None:
        values["action"] = "coalesce(a_act.act_code, a_class.act_code)"
        joins.append(f"LEFT JOIN act a_act ON a_act.act_native = {native}")
        joins.append(f"LEFT JOIN act a_class ON a_class.act_native = {_class(native)}")
    elif native:
        values["action"] = native  # CAMEO's own codes, and no others are left.
    values.setdefault("source", f"'{layout.feed.name}'")
    values |= {"key": layout.key, "file": f"{number} + part"}
    chosen = ", ".join(f"({sql})::{schema.EVENT[column]} AS {column}" for column, sql in
                       values.items())  # fmt: skip
    return f"INSERT INTO event BY NAME SELECT {chosen} FROM staged {' '.join(joins)}"


def _cover(connection: duckdb.DuckDBPyConnection, layout: Layout, number: int) -> None:
    """Say which stretch of days the file covers, and which days in it have no row at all."""
    values = f"(SELECT * FROM event WHERE file = {number})"
    if layout.slot:
        connection.execute(
            f"INSERT INTO coverage SELECT DISTINCT '{layout.feed.name}', added, "
            f"added + INTERVAL {layout.slot_minutes} MINUTE, 'held', {number} FROM {values}"
        )
        return
    connection.execute(
        f"INSERT INTO coverage SELECT source, min(first_day), max(last_day) + INTERVAL 1 DAY, "
        f"'held', {number} FROM {values} WHERE first_day IS NOT NULL GROUP BY source"
    )
    if layout.dense:
        connection.execute(
            f"INSERT INTO coverage SELECT source, d, d + INTERVAL 1 DAY, 'no rows', {number} FROM ("
            "SELECT source, unnest(generate_series(min(first_day), max(first_day), "
            f"INTERVAL 1 DAY)) AS d FROM {values} GROUP BY source "
            f"HAVING count(*) > 20 * (max(first_day) - min(first_day) + 1)) "
            f"WHERE d NOT IN (SELECT first_day FROM {values} WHERE first_day IS NOT NULL)"
        )


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = only_row(connection.execute(query))
    return int(row[0]) if row else 0
