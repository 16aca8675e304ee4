"""ACLED: the user's own export only; it is never fetched and never shipped.

Source: Raleigh, Kishi and Linke, Political instability patterns are obscured by conflict
dataset scope conditions, sources, and coding choices, Humanities and Social Sciences
Communications 10 (2023). Exports write dates as `2023-02-16` or `16 February 2023`, and
actor types as words or numbers; a monadic export has a row for each actor of an event.
"""

from __future__ import annotations

from ramify.record.feeds.cells import Cell, degrees, fixed, text, whole
from ramify.record.feeds.layout import Feed, Layout, NameColumn

ACLED = Feed(
    "acled",
    "ACLED events (the user's own export)",
    "Raleigh, Kishi and Linke 2023",
    "B",
    "political violence and protest, coded by people; the years covered differ by country; "
    "holds what was exported and no more",
    ("05", "14", "17", "18", "19", "20"),
)

ACTS: dict[str, str | None] = {
    "Armed clash": "190",
    "Government regains territory": "190",
    "Non-state actor overtakes territory": "192",
    "Air/drone strike": "195",
    "Shelling/artillery/missile attack": "194",
    "Suicide bomb": "1831",
    "Remote explosive/landmine/IED": "183",
    "Grenade": "183",
    "Chemical weapon": "204",
    "Attack": "18",
    "Sexual violence": "1821",
    "Abduction/forced disappearance": "181",
    "Peaceful protest": "141",
    "Protest with intervention": "141",
    "Excessive force against protesters": "141",
    "Violent demonstration": "145",
    "Mob violence": "145",
    "Agreement": "057",
    "Arrests": "173",
    "Looting/property destruction": "171",
    "Change to group/activity": None,
    "Disrupted weapons use": None,
    "Headquarters or base established": None,
    "Non-violent transfer of territory": None,
    "Other": None,
}
"""CAMEO codes by sub-event type; None where CAMEO has no such act."""

_DAY = (
    "coalesce(TRY_CAST(event_date[:10] AS DATE), "
    "TRY_STRPTIME(event_date, ['%d %B %Y', '%d %b %Y'])::DATE)"
)


def _side(n: int) -> NameColumn:
    return NameColumn(
        f"coalesce(actor{n}, '') || chr(31) || coalesce(country, '') || chr(31) "
        f"|| coalesce(inter{n}, '')",
        "acled",
    )


EVENTS = Layout(
    name="acled",
    feed=ACLED,
    columns=(
        "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
        "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
        "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
        "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
        "notes", "fatalities", "tags", "timestamp",
    ),
    key="event_id_cnty",
    values={
        "key": Cell("event_id_cnty", "event_id_cnty IS NULL", "event_id_cnty is empty"),
        "first_day": Cell(_DAY, f"{_DAY} IS NULL", "event_date is no day"),
        "last_day": fixed(_DAY),
        "precision": fixed("CASE time_precision WHEN '3' THEN 'month' ELSE 'day' END"),
        "actor_name": text("actor1"),
        "target_name": text("actor2"),
        "native": text("sub_event_type"),
        "system": fixed("'ACLED'"),
        "place": text("location"),
        "place_precision": fixed(
            "CASE geo_precision WHEN '1' THEN 'city' WHEN '2' THEN 'city' WHEN '3' THEN "
            "'province' END"
        ),
        "latitude": degrees("latitude", 90),
        "longitude": degrees("longitude", 180),
        "deaths": whole("fatalities"),
        "status": fixed("'happened'"),
        "added": fixed("make_timestamp(TRY_CAST(timestamp AS BIGINT) * 1000000)"),
        "summary": text("notes"),
        "url": text("source"),
    },
    actor=_side(1),
    target=_side(2),
    country=NameColumn("country", "country"),
    acts=ACTS,
    delimiter=",",
    quote='"',
    needs=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "inter1"),
    revises=True,
)  # fmt: skip
LAYOUTS = (EVENTS,)
