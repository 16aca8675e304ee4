"""GDELT 1.0 and 2.0 events, and the mentions of 2.0.

Source: Leetaru and Schrodt, GDELT: Global Data on Events, Location and Tone, 1979–2012,
ISA 2013; the codebooks of the GDELT Event Database, versions 1.03 and 2.0.
"""

from __future__ import annotations

from ramify.record.feeds.cells import (
    Cell,
    compact_day,
    compact_moment,
    degrees,
    fixed,
    number,
    text,
    whole,
)
from ramify.record.feeds.layout import Feed, Layout, NameColumn

_BIASES = (
    "coded by machine from news and never checked by people: many false and repeated events; "
    "English and well-covered places weigh more; one act may have many rows"
)
GDELT1 = Feed("gdelt1", "GDELT 1.0 events", "Leetaru and Schrodt 2013", "D", _BIASES)
GDELT2 = Feed("gdelt2", "GDELT 2.0 events", "Leetaru and Schrodt 2013", "D", _BIASES)

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
          "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_PLACE1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_PLACE2 = (*_PLACE1[:4], "ADM2Code", *_PLACE1[4:])


def _columns(place: tuple[str, ...]) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
        "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in place),
        "DATEADDED", "SOURCEURL",
    )  # fmt: skip


_PRECISION = fixed(
    "CASE ActionGeo_Type WHEN '1' THEN 'country' WHEN '2' THEN 'province' WHEN '3' THEN 'city' "
    "WHEN '4' THEN 'city' WHEN '5' THEN 'province' END"
)


def _values(added: Cell) -> dict[str, Cell]:
    day = compact_day("SQLDATE")
    return {
        "first_day": day,
        "last_day": fixed(day.sql),
        "precision": fixed("'day'"),
        "actor_name": text("Actor1Name"),
        "target_name": text("Actor2Name"),
        "native": text("EventCode"),
        "system": fixed("'CAMEO'"),
        "place": text("ActionGeo_FullName"),
        "place_precision": _PRECISION,
        "latitude": degrees("ActionGeo_Lat", 90),
        "longitude": degrees("ActionGeo_Long", 180),
        "mentions": whole("NumMentions"),
        "sources": whole("NumSources"),
        "articles": whole("NumArticles"),
        "tone": number("AvgTone"),
        "status": fixed("'happened'"),
        "added": added,
        "url": text("SOURCEURL"),
        "key": Cell(
            "GLOBALEVENTID",
            "GLOBALEVENTID IS NULL OR TRY_CAST(GLOBALEVENTID AS BIGINT) IS NULL",
            "GLOBALEVENTID is no number",
        ),
    }


def _layout(feed: Feed, place: tuple[str, ...], added: Cell, minutes: int) -> Layout:
    return Layout(
        name=feed.name,
        feed=feed,
        columns=_columns(place),
        key="GLOBALEVENTID",
        values=_values(added),
        actor=NameColumn("Actor1Code", "cameo"),
        target=NameColumn("Actor2Code", "cameo"),
        country=NameColumn("ActionGeo_CountryCode", "fips"),
        bare=(r"\d+", r"\d{8}"),
        shorter=57 if feed is GDELT1 else None,
        slot=added.sql,
        slot_minutes=minutes,
        dense=True,
    )


EVENTS1 = _layout(GDELT1, _PLACE1, compact_day("DATEADDED"), 1440)
EVENTS2 = _layout(GDELT2, _PLACE2, compact_moment("DATEADDED"), 15)

MENTIONS = Layout(
    name="gdelt2-mentions",
    feed=GDELT2,
    columns=(
        "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
        "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset",
        "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
        "MentionDocTranslationInfo", "Extras",
    ),
    key="GLOBALEVENTID",
    values={
        "key": Cell(
            "GLOBALEVENTID",
            "GLOBALEVENTID IS NULL OR TRY_CAST(GLOBALEVENTID AS BIGINT) IS NULL",
            "GLOBALEVENTID is no number",
        ),
        "at": Cell("MentionTimeDate", "TRY_CAST(MentionTimeDate AS BIGINT) IS NULL",
                   "MentionTimeDate is no moment"),
        "event_at": fixed("EventTimeDate"),
        "document": text("MentionIdentifier"),
    },
    bare=(r"\d+", r"\d{14}", r"\d{14}"),
)  # fmt: skip
LAYOUTS = (EVENTS1, EVENTS2, MENTIONS)
