"""UCDP georeferenced events: the yearly data set (GED) and the monthly candidates.

Source: Sundberg and Melander, Introducing the UCDP Georeferenced Event Dataset, Journal of
Peace Research 50 (2013); Hegre, Croicu, Eck and Högbladh 2020 (candidates); UCDP, CC BY 4.0.
An event keeps its id from candidate to candidate and into the yearly release, and is revised.
"""

from __future__ import annotations

from ramify.record.feeds.cells import Cell, day, degrees, fixed, text, whole
from ramify.record.feeds.layout import Feed, Layout, NameColumn

UCDP = Feed(
    "ucdp",
    "UCDP georeferenced events",
    "Sundberg and Melander 2013; Hegre and others 2020",
    "B",
    "organised violence that killed somebody, coded by people; counts are lower bounds where "
    "reporters cannot go; candidates change until the yearly release",
    ("18", "19", "20"),
)

_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

EVENTS = Layout(
    name="ucdp-ged",
    feed=UCDP,
    columns=_COLUMNS,
    key="id",
    values={
        "key": Cell("id", "TRY_CAST(id AS BIGINT) IS NULL", "id is no number"),
        "first_day": day("date_start"),
        "last_day": day("date_end"),
        "precision": fixed(
            "CASE WHEN date_start[:10] = date_end[:10] THEN 'day' ELSE 'interval' END"
        ),
        "dated": fixed(
            "CASE WHEN date_start[:10] <> date_end[:10] "
            "THEN date_start[:10] || '/' || date_end[:10] END"
        ),
        "actor_name": text("side_a"),
        "target_name": text("side_b"),
        "native": Cell(
            "type_of_violence",
            "type_of_violence IS NULL OR type_of_violence NOT IN ('1', '2', '3')",
            "type_of_violence is not 1, 2 or 3",
        ),
        "system": fixed("'UCDP'"),
        "place": text("where_coordinates"),
        "place_precision": fixed(
            "CASE WHEN where_prec IN ('1', '2') THEN 'city' WHEN where_prec IN ('3', '4') "
            "THEN 'province' WHEN where_prec IN ('5', '6', '7') THEN 'country' END"
        ),
        "latitude": degrees("latitude", 90),
        "longitude": degrees("longitude", 180),
        "sources": fixed(
            "CASE WHEN TRY_CAST(number_of_sources AS INTEGER) >= 0 "
            "THEN TRY_CAST(number_of_sources AS INTEGER) END"
        ),
        "deaths": whole("best"),
        "deaths_low": whole("low"),
        "deaths_high": whole("high"),
        "status": fixed("'happened'"),
        "object": text("conflict_name"),
        "url": text("source_article"),
        "order": Cell(
            "NULL",
            "TRY_CAST(date_start[:10] AS DATE) > TRY_CAST(date_end[:10] AS DATE)",
            "date_end is before date_start",
        ),
    },
    actor=NameColumn("coalesce(gwnoa, '') || chr(31) || coalesce(side_a, '')", "ucdp"),
    target=NameColumn("coalesce(gwnob, '') || chr(31) || coalesce(side_b, '')", "ucdp"),
    country=NameColumn("country_id", "gw"),
    acts={"1": "190", "2": "190", "3": "180"},
    delimiter=",",
    quote='"',
    missing=("", "NA", "NULL"),
    needs=("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best"),
    aliases={"side_a_id": "side_a_new_id", "side_b_id": "side_b_new_id", "conflict_id":
             "conflict_new_id", "dyad_id": "dyad_new_id", "country_gwno": "country_id"},
    bare=(r"\d+", r"[A-Z]+-\d{4}-\d-.*", r"\d{4}"),
    revises=True,
)  # fmt: skip
LAYOUTS = (EVENTS,)
