"""Links: rows of different sources that tell of what is probably one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify.record.rows import only_row

if TYPE_CHECKING:
    from ramify.record.store import Record

WHY = "same day, sides and kind of act"
_LINK = """
INSERT INTO link
SELECT a.source, a.key, b.source, b.key, ? FROM
    (SELECT *, row_number() OVER w AS nth FROM event WHERE actor <> target AND precision = 'day'
     WINDOW w AS (PARTITION BY source, first_day, actor, target, action[:2] ORDER BY key)) a
JOIN
    (SELECT *, row_number() OVER w AS nth FROM event WHERE actor <> target AND precision = 'day'
     WINDOW w AS (PARTITION BY source, first_day, actor, target, action[:2] ORDER BY key)) b
ON a.first_day = b.first_day AND a.actor = b.actor AND a.target = b.target
   AND a.action[:2] = b.action[:2] AND a.nth = b.nth AND a.source < b.source
"""


def link_sources(record: Record) -> int:
    """Link rows of different sources by day, sides and root of the act; gives how many links.

    The first such row of one source is linked with the first of the other, the second with
    the second: a source with more of them keeps the rest to itself. Nothing is deleted, and
    links are made anew each time.

    Raises:
        UsageError: the record is read-only.
    """
    with record.transaction():
        record.connection.execute("DELETE FROM link")
        record.connection.execute(_LINK, [WHY])
        row = only_row(record.connection.execute("SELECT count(*) FROM link"))
    return int(row[0]) if row else 0
