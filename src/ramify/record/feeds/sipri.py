"""SIPRI arms transfers: the register as exported by deal, and by delivery year.

Source: SIPRI Arms Transfers Database. Its terms allow the use of extracts; load your own.
"""

from __future__ import annotations

from typing import Any

from ramify.record.feeds.cells import Cell, digest, fixed, text
from ramify.record.feeds.layout import Feed, Layout, NameColumn

SIPRI = Feed(
    "sipri",
    "SIPRI arms transfers register",
    "SIPRI Arms Transfers Database",
    "B",
    "deliveries of major conventional arms only, from open sources; years, not days",
    ("06",),
)

_YEARS = (
    "list_transform(regexp_extract_all(Delivery_years, '\\d{4}'), lambda y: TRY_CAST(y AS INTEGER))"
)
_FIRST, _LAST = f"list_min({_YEARS})", f"list_max({_YEARS})"


def _year(year: str, month: int, day: int) -> str:
    return f"TRY(make_date({year}, {month}, {day}))"


def _values(first: str, last: str, more: dict[str, Cell]) -> dict[str, Cell]:
    """Deliveries from the first day of the first year to the last day of the last."""
    several = f"{first} <> {last}"
    return {
        "first_day": Cell(_year(first, 1, 1), f"{first} IS NULL", "no delivery, or no year of it"),
        "last_day": fixed(_year(last, 12, 31)),
        "precision": fixed(f"CASE WHEN {several} THEN 'interval' ELSE 'year' END"),
        "dated": fixed(f"CASE WHEN {several} THEN {first} || '/' || {last} END"),
        "actor_name": text("Supplier"),
        "target_name": text("Recipient"),
        "native": fixed("'delivery'"),
        "system": fixed("'SIPRI'"),
        "status": fixed("'happened'"),
        "unit": text("Designation"),
        **more,
    }


_SIDES: dict[str, Any] = {
    "actor": NameColumn("Supplier", "country"),
    "target": NameColumn("Recipient", "country"),
    "acts": {"delivery": "062"},
    "delimiter": ",",
    "quote": '"',
    "preamble": True,
}

REGISTER = Layout(
    name="sipri-register",
    feed=SIPRI,
    columns=(
        "Recipient", "Supplier", "Year_of_order", "Order_doubt", "Number_ordered",
        "Number_ordered_doubt", "Designation", "Description", "Number_delivered",
        "Number_delivered_doubt", "Delivery_years", "status", "Comments", "TIV_per_unit",
        "TIV_total", "TIV_delivered",
    ),
    key="'deal-' || " + digest(
        "Recipient", "Supplier", "Year_of_order", "Number_ordered", "Designation", "Description",
        "Number_delivered", "Delivery_years", "status", "Comments", "TIV_total",
    ),
    values=_values(_FIRST, _LAST, {
        "amount": Cell("TRY_CAST(Number_delivered AS DOUBLE)"),
        "about": fixed("Number_delivered_doubt IS NOT NULL"),
        "object": fixed("nullif(concat_ws('; ', Description, status, Comments), '')"),
    }),
    needs=("Recipient", "Supplier", "Year_of_order", "Designation", "Delivery_years"),
    aliases={
        "Weapon_designation": "Designation", "Weapon_description": "Description",
        "Year_s_of_delivery": "Delivery_years", "SIPRI_TIV_per_unit": "TIV_per_unit",
        "SIPRI_TIV_for_total_order": "TIV_total", "SIPRI_TIV_of_delivered_weapons":
        "TIV_delivered", "Year_s_of_deliveries": "Delivery_years",
    },
    **_SIDES,
)  # fmt: skip

DELIVERIES = Layout(
    name="sipri-deliveries",
    feed=SIPRI,
    columns=(
        "SIPRI_AT_Database_ID", "Supplier", "Recipient", "Designation", "Description",
        "Armament_category", "Order_date", "Order_date_is_estimate", "Numbers_delivered",
        "Numbers_delivered_is_estimate", "Delivery_year", "Delivery_year_is_estimate", "Status",
        "SIPRI_estimate", "TIV_deal_unit", "TIV_delivery_values", "Local_production",
    ),
    key="SIPRI_AT_Database_ID || '/' || " + digest(
        "Supplier", "Recipient", "Delivery_year", "Numbers_delivered", "Designation", "Status",
        "Local_production",
    ),
    values=_values("TRY_CAST(Delivery_year AS INTEGER)", "TRY_CAST(Delivery_year AS INTEGER)", {
        "amount": Cell("TRY_CAST(Numbers_delivered AS DOUBLE)"),
        "about": fixed("'Yes' IN (Numbers_delivered_is_estimate, Delivery_year_is_estimate)"),
        "object": fixed("nullif(concat_ws('; ', Description, Status), '')"),
    }),
    **_SIDES,
)  # fmt: skip
LAYOUTS = (REGISTER, DELIVERIES)
