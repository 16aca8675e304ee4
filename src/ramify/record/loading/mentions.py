"""Mentions of GDELT 2.0: they raise the counts of events that are already stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify.record.feeds.registry import Sniffed
from ramify.record.loading.intake import Unpacked
from ramify.record.loading.merging import Merged
from ramify.record.loading.staging import leave
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb

_UNKNOWN = "mentions an event that is not in the record"
_EVENTS = """
CREATE OR REPLACE TEMP TABLE met AS
SELECT key FROM event WHERE source = 'gdelt2'
AND key BETWEEN (SELECT min(GLOBALEVENTID) FROM staged) AND (SELECT max(GLOBALEVENTID) FROM staged)
AND key IN (SELECT GLOBALEVENTID FROM staged)
"""
_RAISE = """
UPDATE event SET mentions = event.mentions + more.n, articles = event.articles + more.documents
FROM (SELECT GLOBALEVENTID AS key, count(*) AS n, count(DISTINCT MentionIdentifier) AS documents
      FROM staged WHERE MentionTimeDate > EventTimeDate GROUP BY 1) more
WHERE event.source = 'gdelt2' AND event.key = more.key AND event.key IN (SELECT key FROM met)
"""


def raise_counts(connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed) -> Merged:
    """Add later mentions to the counts; those of the event's own quarter hour are in them.

    A mention counts once as a mention and its document once as an article. How many sources
    spoke of an event cannot be added up from file to file, so `sources` stays as published:
    a lower bound.
    """
    connection.execute(_EVENTS)
    rows = (
        "SELECT rowid FROM staged WHERE GLOBALEVENTID NOT IN (SELECT key FROM met) ORDER BY rowid"
    )
    found = leave(connection, file, sniffed, rows)
    if found:
        connection.execute(f"DELETE FROM staged WHERE rowid IN ({rows})")
    first = "SELECT count(*) FILTER (MentionTimeDate <= EventTimeDate), count(*) FROM staged"
    counted = only_row(connection.execute(first)) or (0, 0)
    connection.execute(_RAISE)
    return Merged(
        stored=counted[1] - counted[0],
        duplicates=counted[0],
        aside=tuple((line, _UNKNOWN, content) for line, content in found),
    )
