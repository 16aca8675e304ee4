"""Cells: a column read as text, cast with a reason where it cannot be."""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """SQL for a value, and when its column is unfit for it."""

    sql: str
    fault: str | None = None
    """SQL that is true where the column holds something else; such rows are set aside."""
    reason: str = ""


def text(column: str) -> Cell:
    """The column as it is."""
    return Cell(column)


def fixed(sql: str) -> Cell:
    """An expression that cannot fail."""
    return Cell(sql)


def whole(column: str) -> Cell:
    """A whole number, or unknown where the column is empty."""
    return _cast(column, "INTEGER", "is no whole number")


def number(column: str) -> Cell:
    """A number, or unknown where the column is empty."""
    return _cast(column, "DOUBLE", "is no number")


def degrees(column: str, limit: int) -> Cell:
    """Latitude or longitude in degrees, at most `limit` from nought."""
    value = f"TRY_CAST({column} AS DOUBLE)"
    fits = f"coalesce(abs({value}) <= {limit}, false)"
    return Cell(value, f"{column} IS NOT NULL AND NOT {fits}", f"{column} is not in degrees")


def day(column: str) -> Cell:
    """A day that must be there, as `2018-06-01` or with a time after it."""
    value = f"TRY_CAST({column}[:10] AS DATE)"
    return Cell(value, f"{value} IS NULL", f"{column} is no day")


def compact_day(column: str) -> Cell:
    """A day that must be there, as `20180601`.

    Put together from numbers: DuckDB parses a format half as fast, and joined texts a fifth.
    """
    n = f"TRY_CAST({column} AS INTEGER)"
    value = f"TRY(make_date({n} // 10000, {n} // 100 % 100, {n} % 100))"
    return Cell(
        value, f"{value} IS NULL OR length({column}) <> 8", f"{column} is no day of the calendar"
    )


def compact_moment(column: str) -> Cell:
    """A moment that must be there, as `20180601234500`."""
    n = f"TRY_CAST({column} AS BIGINT)"
    parts = ", ".join(f"{n} // {10**zeros} % 100" for zeros in (8, 6, 4, 2))
    value = f"TRY(make_timestamp({n} // 10000000000, {parts}, ({n} % 100)::DOUBLE))"
    return Cell(value, f"{value} IS NULL OR length({column}) <> 14", f"{column} is no moment")


def moment(column: str) -> Cell:
    """A moment, or unknown where the column is empty."""
    return _cast(column, "TIMESTAMP", "is no moment")


def truth(column: str) -> Cell:
    """True or false, or unknown where the column is empty."""
    return _cast(column, "BOOLEAN", "is neither true nor false")


def listed(column: str) -> Cell:
    """Texts with `; ` between them."""
    return Cell(f"string_split({column}, '; ')")


def _cast(column: str, kind: str, problem: str) -> Cell:
    value = f"TRY_CAST({column} AS {kind})"
    return Cell(value, f"{column} IS NOT NULL AND {value} IS NULL", f"{column} {problem}")


def digest(*columns: str) -> str:
    """SQL for 16 hex digits that stand for the content of columns, the same in every DuckDB."""
    parts = " || chr(31) || ".join(f"coalesce({column}, '')" for column in columns)
    return f"md5({parts})[:16]"
