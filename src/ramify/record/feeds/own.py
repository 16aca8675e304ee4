"""Ramify's own exports, which are loaded again as they were written."""

from __future__ import annotations

from ramify.record.feeds.cells import (
    Cell,
    degrees,
    fixed,
    listed,
    moment,
    number,
    text,
    truth,
    whole,
)
from ramify.record.feeds.layout import Feed, Layout

EXPORT = Feed("ramify", "events exported by ramify", "ramify", "F", "as good as their sources")

COLUMNS = (
    "id", "first_day", "last_day", "precision", "dated", "actor", "actor_sector", "actor_name",
    "action", "native", "system", "target", "target_sector", "target_name", "place",
    "place_precision", "country", "latitude", "longitude", "mentions", "sources", "articles",
    "tone", "deaths_low", "deaths", "deaths_high", "status", "added", "object", "amount", "unit",
    "about", "context", "summary", "url",
)  # fmt: skip
"""Columns of an export, in order."""

TYPES = {"mentions": whole, "sources": whole, "articles": whole, "tone": number,
          "deaths_low": whole, "deaths": whole, "deaths_high": whole, "amount": number,
          "added": moment, "about": truth, "context": listed}  # fmt: skip
"""How the columns of an event are read that are more than text."""


def _cell(column: str) -> Cell:
    if column in ("first_day", "last_day"):
        return Cell(
            f"TRY_CAST({column} AS DATE)",
            f"{column} IS NOT NULL AND TRY_CAST({column} AS DATE) IS NULL",
            f"{column} is no day",
        )
    if column in ("latitude", "longitude"):
        return degrees(column, 90 if column == "latitude" else 180)
    if column == "added":
        return fixed("TRY_CAST(added AS TIMESTAMP)")
    if column == "about":
        return fixed("TRY_CAST(about AS BOOLEAN)")
    if column == "dated":
        return fixed("CASE WHEN precision = 'interval' THEN dated END")
    if column == "context":
        return fixed("string_split(context, '; ')")
    return TYPES.get(column, text)(column)


EVENTS = Layout(
    name="ramify",
    feed=EXPORT,
    columns=COLUMNS,
    key="id[strpos(id, ':') + 1:]",
    values={
        "source": Cell("id[:strpos(id, ':') - 1]", "id IS NULL OR strpos(id, ':') < 2",
                       "id names no source"),
        **{column: _cell(column) for column in COLUMNS if column != "id"},
    },
    delimiter=",",
    quote='"',
    needs=("id", "first_day", "actor", "action", "target"),
    actless=True,
)  # fmt: skip

LAYOUTS = (EVENTS,)
