"""ICEWS coded event data: tab files by year.

Source: Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward, ICEWS Coded Event Data,
Harvard Dataverse, doi:10.7910/DVN/28075. An event id may stand on several rows.
"""

from __future__ import annotations

from ramify.record.feeds.cells import Cell, day, degrees, digest, fixed, text
from ramify.record.feeds.layout import Feed, Layout, NameColumn

ICEWS = Feed(
    "icews",
    "ICEWS coded event data",
    "Boschee and others 2015, doi:10.7910/DVN/28075",
    "C",
    "coded by machine from about 300 publishers, cleaned of repeats; acts within the United "
    "States are left out; ends in April 2023",
    not_within=("USA",),
)


def _side(side: str) -> NameColumn:
    name, sectors, country = (f"{side}_{part}" for part in ("Name", "Sectors", "Country"))
    return NameColumn(
        f"coalesce({name}, '') || chr(31) || coalesce({country}, '') || chr(31) "
        f"|| coalesce({sectors}, '')",
        "icews",
    )


EVENTS = Layout(
    name="icews",
    feed=ICEWS,
    columns=(
        "Event_ID", "Event_Date", "Source_Name", "Source_Sectors", "Source_Country", "Event_Text",
        "CAMEO_Code", "Intensity", "Target_Name", "Target_Sectors", "Target_Country", "Story_ID",
        "Sentence_Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
        "Longitude",
    ),
    key="Event_ID || '/' || " + digest(
        "Event_Date", "Source_Name", "Source_Country", "CAMEO_Code", "Target_Name",
        "Target_Country", "Story_ID", "Sentence_Number",
    ),
    values={
        "key": Cell("Event_ID", "Event_ID IS NULL", "Event_ID is empty"),
        "first_day": day("Event_Date"),
        "last_day": fixed("TRY_CAST(Event_Date[:10] AS DATE)"),
        "precision": fixed("'day'"),
        "actor_name": text("Source_Name"),
        "target_name": text("Target_Name"),
        "native": text("CAMEO_Code"),
        "system": fixed("'CAMEO'"),
        "place": fixed("nullif(concat_ws(', ', City, Province, Country), '')"),
        "place_precision": fixed(
            "CASE WHEN City IS NOT NULL THEN 'city' WHEN Province IS NOT NULL THEN 'province' "
            "WHEN Country IS NOT NULL THEN 'country' END"
        ),
        "latitude": degrees("Latitude", 90),
        "longitude": degrees("Longitude", 180),
        "status": fixed("'happened'"),
        "url": fixed("'story ' || Story_ID || ', sentence ' || Sentence_Number"),
    },
    actor=_side("Source"),
    target=_side("Target"),
    country=NameColumn("Country", "country"),
    missing=("", "NA"),
    aliases={"CAMEO": "CAMEO_Code"},
    dense=True,
)  # fmt: skip
LAYOUTS = (EVENTS,)
