"""POLECAT: political events coded to PLOVER from news in seven languages.

Source: Halterman, Bagozzi, Beger, Schrodt and Scarborough, PLOVER and POLECAT, ISA 2023;
Harvard Dataverse, doi:10.7910/DVN/AJGVIT. Three headers: 39 columns without an intensity,
40 with `Intensity`, 40 with `Event Intensity`. Ids come again, on other events too.
"""

from __future__ import annotations

from ramify.record.feeds.cells import Cell, day, degrees, digest, fixed, text
from ramify.record.feeds.layout import Feed, Layout, NameColumn

POLECAT = Feed(
    "polecat",
    "POLECAT events",
    "Halterman and others 2023, doi:10.7910/DVN/AJGVIT",
    "C",
    "coded by machine from about 1,000 publishers in seven languages; actors are resolved by "
    "Wikipedia, so small groups are often missing",
)

ACTS: dict[str, str | None] = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "RETREAT": "087",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17",
    "ASSAULT": "18",
    "AID/economic": "071",
    "AID/military": "072",
    "AID/humanitarian": "073",
    "AID/asylum": "075",
    "ASSAULT/abduct": "181",
    "ASSAULT/beat": "182",
    "ASSAULT/torture": "1822",
    "ASSAULT/execute": "1823",
    "ASSAULT/sexual": "1821",
    "ASSAULT/assassinate": "186",
    "ASSAULT/primitive": "193",
    "ASSAULT/firearms": "193",
    "ASSAULT/explosives": "183",
    "ASSAULT/suicide-attack": "1831",
    "ASSAULT/heavy-weapons": "194",
    "ASSAULT/aerial": "195",
    "ASSAULT/cleansing": "203",
    "ASSAULT/unconventional": "204",
    "COERCE/seize": "171",
    "COERCE/arrest": "173",
    "COERCE/deport": "174",
    "COERCE/cyber": "176",
    "CONSULT/visit": "042",
    "CONSULT/third-party": "044",
    "CONSULT/multilateral": "046",
    "CONSULT/phone": "041",
    "PROTEST/demo": "141",
    "PROTEST/riot": "145",
    "PROTEST/strike": "143",
    "PROTEST/hunger": "142",
    "PROTEST/boycott": "14",
    "PROTEST/obstruct": "144",
    "MOBILIZE/troops": "154",
    "MOBILIZE/weapons": "155",
    "MOBILIZE/police": "153",
    "MOBILIZE/militia": "15",
    "RETREAT/withdraw": "087",
    "RETREAT/release": "084",
    "RETREAT/return": "084",
    "RETREAT/access": "086",
    "SANCTION/convict": "16",
    "SANCTION/expel": "1661",
    "SANCTION/withdraw": "166",
    "SANCTION/discontinue": "16",
}
"""CAMEO codes by PLOVER class and mode; the class where a mode has no leaf of its own."""

_SIDES = (
    "Actor_Name", "Actor_Country", "Recipient_Name", "Recipient_Country", "Event_Type",
    "Event_Mode",
)  # fmt: skip
_ACT = (
    "CASE WHEN Event_Mode IS NULL THEN Event_Type "
    "ELSE Event_Type || '/' || string_split(Event_Mode, '|')[1] END"
)


def _side(side: str) -> NameColumn:
    name, country, sector = f"{side}_Name", f"{side}_Country", f"Primary_{side}_Sector"
    parts = (name, country, sector)
    return NameColumn(" || chr(31) || ".join(f"coalesce({p}, '')" for p in parts), "polecat")


EVENTS = Layout(
    name="polecat",
    feed=POLECAT,
    columns=(
        "Event_ID", "Event_Date", "Event_Type", "Event_Mode", "Intensity", "Quad_Code", "Contexts",
        "Actor_Name", "Actor_Country", "Actor_COW", "Primary_Actor_Sector", "Actor_Sectors",
        "Actor_Title", "Actor_Name_Raw", "Wikipedia_Actor_ID", "Recipient_Name",
        "Recipient_Country", "Recipient_COW", "Primary_Recipient_Sector", "Recipient_Sectors",
        "Recipient_Title", "Recipient_Name_Raw", "Wikipedia_Recipient_ID", "Placename", "City",
        "District", "Province", "Country", "Latitude", "Longitude", "GeoNames_ID",
        "Raw_Placename", "Feature_Type", "Source", "Publication_Date", "Story_People",
        "Story_Organizations", "Story_Locations", "Language", "Version",
    ),
    key="Event_ID || '/' || " + digest("Event_Date", *_SIDES, "Placename"),
    values={
        "key": Cell("Event_ID", "Event_ID IS NULL", "Event_ID is empty"),
        "first_day": day("Event_Date"),
        "last_day": fixed("TRY_CAST(Event_Date[:10] AS DATE)"),
        "precision": fixed("'day'"),
        "actor_name": text("Actor_Name"),
        "target_name": text("Recipient_Name"),
        "native": fixed(_ACT),
        "system": fixed("'PLOVER'"),
        "context": fixed("string_split_regex(Contexts, '[|;]')"),
        "place": text("Placename"),
        "place_precision": fixed(
            "CASE WHEN City IS NOT NULL THEN 'city' WHEN Province IS NOT NULL THEN 'province' "
            "WHEN Country IS NOT NULL THEN 'country' END"
        ),
        "latitude": degrees("Latitude", 90),
        "longitude": degrees("Longitude", 180),
        "status": fixed("'happened'"),
        "added": fixed("TRY_CAST(Publication_Date AS TIMESTAMP)"),
        "url": text("Source"),
    },
    actor=_side("Actor"),
    target=_side("Recipient"),
    country=NameColumn("Country", "iso3"),
    acts=ACTS,
    missing=("", "None"),
    needs=("Event_ID", "Event_Date", "Event_Type", "Event_Mode", "Actor_Name", "Recipient_Name"),
    aliases={"Event_Intensity": "Intensity"},
    dense=True,
)  # fmt: skip
LAYOUTS = (EVENTS,)
