"""The tables of a record file, schema 2; docs/record.md says what each column means.

Nothing here has an index, which would have to stay in memory while tens of millions of
events are loaded: `(source, key)` is unique because the one writer adds only keys that
are not there.
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = 2
"""The schema this release writes and reads."""

STORAGE = "v1.5.0"
"""DuckDB's format of record files: 1.5 and all later releases open it, whichever wrote it."""

Columns = Mapping[str, str]

EVENT: Columns = {
    "source": "VARCHAR",
    "key": "VARCHAR",
    "first_day": "DATE",
    "last_day": "DATE",
    "precision": "VARCHAR",
    "dated": "VARCHAR",
    "actor": "VARCHAR",
    "actor_sector": "VARCHAR",
    "actor_name": "VARCHAR",
    "action": "VARCHAR",
    "native": "VARCHAR",
    "system": "VARCHAR",
    "target": "VARCHAR",
    "target_sector": "VARCHAR",
    "target_name": "VARCHAR",
    "place": "VARCHAR",
    "place_precision": "VARCHAR",
    "country": "VARCHAR",
    "latitude": "DOUBLE",
    "longitude": "DOUBLE",
    "mentions": "INTEGER",
    "sources": "INTEGER",
    "articles": "INTEGER",
    "tone": "DOUBLE",
    "deaths_low": "INTEGER",
    "deaths": "INTEGER",
    "deaths_high": "INTEGER",
    "status": "VARCHAR",
    "added": "TIMESTAMP",
    "object": "VARCHAR",
    "amount": "DOUBLE",
    "unit": "VARCHAR",
    "about": "BOOLEAN",
    "context": "VARCHAR[]",
    "summary": "VARCHAR",
    "url": "VARCHAR",
    "file": "INTEGER",
}

FILE: Columns = {
    "id": "INTEGER",
    "path": "VARCHAR",
    "size": "BIGINT",
    "sha256": "VARCHAR",
    "source": "VARCHAR",
    "layout": "VARCHAR",
    "release": "VARCHAR",
    "rows": "BIGINT",
    "stored": "BIGINT",
    "revised": "BIGINT",
    "duplicates": "BIGINT",
    "set_aside": "BIGINT",
    "loaded": "TIMESTAMP",
}

TABLES: Mapping[str, Columns] = {
    "meta": {"key": "VARCHAR", "value": "VARCHAR"},
    "event": EVENT,
    "cited": {
        "source": "VARCHAR",
        "key": "VARCHAR",
        "position": "INTEGER",
        "occurrence": "INTEGER",
        "body": "VARCHAR",
    },
    "file": FILE,
    "coverage": {
        "source": "VARCHAR",
        "since": "TIMESTAMP",
        "until": "TIMESTAMP",
        "state": "VARCHAR",
        "file": "INTEGER",
    },
    "set_aside": {
        "file": "INTEGER",
        "line": "BIGINT",
        "place": "VARCHAR",
        "reason": "VARCHAR",
        "content": "VARCHAR",
    },
    "revision": {
        "source": "VARCHAR",
        "key": "VARCHAR",
        "file": "INTEGER",
        "replaced": "VARCHAR",
    },
    "link": {
        "source": "VARCHAR",
        "key": "VARCHAR",
        "other_source": "VARCHAR",
        "other_key": "VARCHAR",
        "why": "VARCHAR",
    },
    "name": {
        "system": "VARCHAR",
        "name": "VARCHAR",
        "actor": "VARCHAR",
        "sector": "VARCHAR",
        "since": "DATE",
        "before": "VARCHAR",
        "problem": "VARCHAR",
    },
}
"""Every base table with its columns; a record file has these and no others."""

DATED = """CASE precision
    WHEN 'day' THEN strftime(first_day, '%Y-%m-%d')
    WHEN 'month' THEN strftime(first_day, '%Y-%m')
    WHEN 'year' THEN strftime(first_day, '%Y')
    ELSE dated END"""
"""SQL for the text of an event's date, which is kept only where it is an interval."""

VIEWS: Mapping[str, str] = {
    "events": f"""SELECT source || ':' || key AS id, * REPLACE ({DATED} AS dated) FROM event""",
    "evidence": """
        SELECT source, key, position, occurrence, body FROM cited
        UNION ALL
        SELECT e.source, e.key, 0, 0, to_json({
            'kind': 'row',
            'source': f.source || ' ' || f.path || coalesce(', ' || e.url, ''),
            'row': e.key})::VARCHAR
        FROM event e JOIN file f ON e.file = f.id""",
    "pair_days": """
        SELECT first_day AS day, actor, target, action, source, count(*) AS events,
               sum(mentions) AS mentions
        FROM event WHERE actor IS NOT NULL AND target IS NOT NULL GROUP BY ALL""",
    "unresolved": "SELECT * FROM name WHERE actor IS NULL",
}
"""What any client may read; ramify itself reads the tables alone."""


def create() -> str:
    """The SQL that makes an empty record in the current schema."""
    tables = [
        f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())});"
        for table, columns in TABLES.items()
    ]
    meta = (
        "INSERT INTO meta VALUES ('format', 'ramify record'), "
        f"('schema', '{VERSION}'), ('loads', '0');"
    )
    views = [f"CREATE VIEW {view} AS {query};" for view, query in VIEWS.items()]
    return "\n".join([*tables, meta, *views])
