"""Rows of our own in the layout of every feed; the content is made up."""

from __future__ import annotations

from ramify.record.feeds import acled, gdelt, icews, phoenix, polecat, sipri, ucdp
from ramify.record.feeds.layout import Layout


def _row(layout: Layout, **cells: str) -> list[str]:
    return [cells.get(column, "") for column in layout.columns]


def gdelt2(number: int = 1, **cells: str) -> list[str]:
    """A row of GDELT 2.0: Russia visits North Korea."""
    return _row(
        gdelt.EVENTS2,
        **{
            "GLOBALEVENTID": str(1_000_000 + number), "SQLDATE": "20240619", "Actor1Code": "RUSGOV",
            "Actor1Name": "RUSSIA", "Actor2Code": "PRK", "Actor2Name": "NORTH KOREA",
            "EventCode": "042", "NumMentions": "3", "NumSources": "1", "NumArticles": "2",
            "AvgTone": "-1.5", "ActionGeo_Type": "4", "ActionGeo_FullName": "Pyongyang",
            "ActionGeo_CountryCode": "KN", "ActionGeo_Lat": "39.02", "ActionGeo_Long": "125.75",
            "DATEADDED": "20240619101500", "SOURCEURL": f"https://example.org/{number}", **cells,
        },
    )  # fmt: skip


def gdelt1(number: int = 1, **cells: str) -> list[str]:
    """A row of GDELT 1.0: an act of the European Union."""
    return _row(
        gdelt.EVENTS1,
        **{
            "GLOBALEVENTID": str(number), "SQLDATE": "20240601", "Actor1Code": "IGOEUREEC",
            "EventCode": "010", "DATEADDED": "20240619", "SOURCEURL": "https://example.org/1",
            **cells,
        },
    )  # fmt: skip


def tsv(rows: list[list[str]]) -> bytes:
    """Rows as a file of GDELT: tabs, no header, no quotes."""
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def _headed(layout: Layout, names: dict[str, str], rows: list[dict[str, str]]) -> str:
    mark = layout.delimiter
    head = mark.join(names.get(c, c) for c in layout.columns)
    return "\n".join([head, *(mark.join(_row(layout, **cells)) for cells in rows)]) + "\n"


def _spaced(layout: Layout) -> dict[str, str]:
    return {column: column.replace("_", " ") for column in layout.columns}


ICEWS_ROW = {
    "Event_ID": "7001", "Event_Date": "2018-06-01", "Source_Name": "Citizen (Australia)",
    "Source_Sectors": "General Population / Civilian / Social,Social",
    "Source_Country": "Australia", "Event_Text": "Criticize or denounce", "CAMEO_Code": "111",
    "Target_Name": "Police (Australia)", "Target_Sectors": "Government,Police",
    "Target_Country": "Australia", "Story_ID": "5", "Sentence_Number": "2", "City": "Sydney",
    "District": "NA", "Country": "Australia", "Latitude": "-33.9", "Longitude": "151.2",
}  # fmt: skip
POLECAT_ROW = {
    "Event_ID": "asia_1", "Event_Date": "2023-05-02", "Event_Type": "ASSAULT",
    "Event_Mode": "aerial", "Contexts": "military|territory", "Actor_Name": "Air Force",
    "Actor_Country": "MMR", "Primary_Actor_Sector": "MIL", "Recipient_Name": "None",
    "Recipient_Country": "MMR", "Primary_Recipient_Sector": "CVL", "Placename": "Sagaing",
    "Country": "MMR", "Latitude": "21.9", "Longitude": "95.9",
}  # fmt: skip
PHOENIX_ROW = {
    "GID": "9_v0.2.0", "Date": "20150730", "Year": "2015", "Month": "7", "Day": "30",
    "Source": "USA", "SrcActor": "USA", "Target": "SAU", "TgtActor": "SAU", "CAMEO": "311",
    "RootCode": "3", "Lat": "NA", "Lon": "NA", "URL": "https://example.org/p",
}  # fmt: skip
UCDP_ROW = {
    "id": "4001", "relid": "SYR-2013-1-1-1", "year": "2013", "type_of_violence": "1",
    "conflict_new_id": "1", "conflict_name": "Made up: Government", "side_a": "Government of Syria",
    "side_b": "Some insurgents", "number_of_sources": "-1", "where_prec": "1",
    "where_coordinates": "A village", "latitude": "35.7", "longitude": "36.5",
    "country": "Syria", "country_id": "652", "date_prec": "1", "date_start": "2013-01-03",
    "date_end": "2013-01-05", "best": "0", "low": "0", "high": "4", "gwnoa": "652",
}  # fmt: skip
ACLED_ROW = {
    "event_id_cnty": "SDN1", "event_date": "16 February 2023", "year": "2023",
    "time_precision": "1", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Sudan (2019-)", "inter1": "State forces",
    "actor2": "Unidentified Armed Group (Sudan)", "inter2": "3", "country": "Sudan",
    "location": "Nyala", "latitude": "12.05", "longitude": "24.88", "geo_precision": "1",
    "fatalities": "2", "timestamp": "1676900000",
}  # fmt: skip
SIPRI_ROW = {
    "Recipient": "Poland", "Supplier": "Soviet Union", "Year_of_order": "1951",
    "Number_ordered": "10", "Designation": "Thing-1", "Description": "tank",
    "Number_delivered": "8", "Number_delivered_doubt": "?", "Delivery_years": "1952; 1954",
    "status": "New",
}  # fmt: skip
_SIPRI_HEAD = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
    "SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
DELIVERY_ROW = {
    "SIPRI_AT_Database_ID": "11", "Supplier": "Czechia", "Recipient": "Ukraine",
    "Designation": "Thing-2", "Description": "gun", "Order_date": "2022",
    "Numbers_delivered": "4", "Delivery_year": "2023", "Status": "New",
}  # fmt: skip

MENTION = ["1000001", "20240619101500", "20240619114500", "1", "example.org",
           "https://example.org/again", "4", "-1", "9", "8", "1", "100", "257", "0.8", "",
           ""]  # fmt: skip

FILES: dict[str, tuple[str, bytes]] = {
    "gdelt1": (
        "20240619.export.CSV",
        tsv([gdelt1(5)]),
    ),
    "gdelt2": ("20240619101500.export.CSV", tsv([gdelt2(n) for n in range(3)])),
    "icews": (
        "events.2018.tab",
        _headed(icews.EVENTS, _spaced(icews.EVENTS) | {"CAMEO_Code": "CAMEO Code"},
                [ICEWS_ROW]).encode(),
    ),
    "polecat": (
        "ngecEvents.DV.2023.txt",
        _headed(polecat.EVENTS, _spaced(polecat.EVENTS), [POLECAT_ROW]).encode(),
    ),
    "phoenix": (
        "events.full.csv",
        _headed(phoenix.EVENTS, {"Issues": "None"}, [PHOENIX_ROW]).encode(),
    ),
    "ucdp-ged": ("GEDEvent_v24_0_2.csv", _headed(ucdp.EVENTS, {}, [UCDP_ROW]).encode()),
    "acled": ("mine.csv", _headed(acled.EVENTS, {}, [ACLED_ROW]).encode()),
    "sipri-register": (
        "trade-register.csv",
        b"\xef\xbb\xbf" + (_SIPRI_HEAD + ",".join(_row(sipri.REGISTER, **SIPRI_ROW)) +
                           "\n").encode(),
    ),
    "sipri-deliveries": (
        "register.csv",
        ("Transfers of things\n\n" + _headed(sipri.DELIVERIES, _spaced(sipri.DELIVERIES),
                                             [DELIVERY_ROW])).encode(),
    ),
}  # fmt: skip
"""A file for each layout but mentions, by the layout's name."""
