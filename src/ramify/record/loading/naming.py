"""Names of a staged file: distinct strings resolved once, and joined back by SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify.record.feeds.layout import Layout, NameColumn
from ramify.record.names.resolver import NameResolver, resolve_all

if TYPE_CHECKING:
    import duckdb


def resolve_names(
    connection: duckdb.DuckDBPyConnection, layout: Layout, resolver: NameResolver
) -> None:
    """Fill the table `name` with every string of the staged rows that it lacks."""
    import pyarrow as pa

    by_system: dict[str, list[str]] = {}
    for named in filter(None, (layout.actor, layout.target, layout.country)):
        by_system.setdefault(named.system, []).append(named.sql)
    for system, columns in by_system.items():
        strings = _new(connection, system, columns)
        if not strings:
            continue
        rows = resolve_all(resolver, system, strings)
        table = pa.table(
            [pa.array(column, type=kind) for column, kind in zip(zip(*rows, strict=True), _KINDS(),
                                                                 strict=True)],
            names=["system", "name", "actor", "sector", "since", "before", "problem"],
        )  # fmt: skip
        connection.register("batch", table)
        connection.execute("INSERT INTO name BY NAME SELECT * FROM batch")
        connection.unregister("batch")


def _KINDS() -> list[object]:
    import pyarrow as pa

    text = pa.string()
    return [text, text, text, text, pa.date32(), text, text]


def _new(connection: duckdb.DuckDBPyConnection, system: str, columns: list[str]) -> list[str]:
    """Strings of the staged rows that no earlier file of the record had."""
    each = " UNION ".join(f"SELECT DISTINCT {column} AS name FROM staged" for column in columns)
    found = connection.execute(
        f"SELECT name FROM ({each}) WHERE name IS NOT NULL AND name NOT IN "
        "(SELECT name FROM name WHERE system = ?)",
        [system],
    ).fetchall()
    return sorted(row[0] for row in found)


def joined(side: str, named: NameColumn | None, day: str) -> tuple[dict[str, str], str]:
    """SQL for an actor, its sector, and the join that gives them.

    Whoever stood in an actor's place before its first day has the days before.
    """
    if named is None:
        return {side: "NULL"}, ""
    alias = f"n_{side}"
    actor = f"CASE WHEN {day} < {alias}.since THEN {alias}.before ELSE {alias}.actor END"
    join = (
        f"LEFT JOIN (SELECT name, actor, sector, since, before FROM name "
        f"WHERE system = '{named.system}') {alias} ON {alias}.name = {named.sql}"
    )
    return {side: actor, f"{side}_sector": f"{alias}.sector"}, join
