"""Phoenix: events coded by PETRARCH from news feeds, as the Open Event Data Alliance released them.

Source: Open Event Data Alliance, Phoenix data set. Copies made through R or pandas lose the
leading zero of CAMEO codes, and name a column of theirs `None` or `issues`.
"""

from __future__ import annotations

from ramify.record.feeds.cells import Cell, compact_day, degrees, fixed, text
from ramify.record.feeds.layout import Feed, Layout, NameColumn

PHOENIX = Feed(
    "phoenix",
    "Phoenix events",
    "Open Event Data Alliance, Phoenix",
    "D",
    "coded by machine from web feeds in English, 2014 to 2019; outages of days and weeks",
)

_CODE = (
    "CASE WHEN CAMEO[1:1] IN ('1', '2') AND RootCode = CAMEO[1:2] THEN CAMEO ELSE '0' || CAMEO END"
)
_PADDED = f"CASE WHEN CAMEO[1:1] = '0' THEN CAMEO ELSE ({_CODE}) END"

EVENTS = Layout(
    name="phoenix",
    feed=PHOENIX,
    columns=(
        "GID", "Date", "Year", "Month", "Day", "Source", "SrcActor", "SrcAgent", "SOthAgent",
        "Target", "TgtActor", "TgtAgent", "TOthAgent", "CAMEO", "RootCode", "QuadClass",
        "Goldstein", "Issues", "Lat", "Lon", "Geoname", "AdminInfo", "CountryCode", "ID", "URL",
        "sourcetxt",
    ),
    key="GID",
    values={
        "key": Cell("GID", "GID IS NULL", "GID is empty"),
        "first_day": compact_day("Date"),
        "last_day": fixed(compact_day("Date").sql),
        "precision": fixed("'day'"),
        "actor_name": text("Source"),
        "target_name": text("Target"),
        "native": fixed(_PADDED),
        "system": fixed("'CAMEO'"),
        "place": text("Geoname"),
        "latitude": degrees("Lat", 90),
        "longitude": degrees("Lon", 180),
        "status": fixed("'happened'"),
        "url": text("URL"),
    },
    actor=NameColumn("Source", "cameo"),
    target=NameColumn("Target", "cameo"),
    country=NameColumn("CountryCode", "iso3"),
    delimiter=",",
    quote='"',
    missing=("", "NA"),
    needs=("GID", "Date", "Source", "Target", "CAMEO", "RootCode"),
    aliases={"None": "Issues"},
    dense=True,
)  # fmt: skip
LAYOUTS = (EVENTS,)
