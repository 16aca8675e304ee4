"""The spine of a panel: which states, or pairs of them, there were in each year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from ramify._errors import InputError
from ramify.record.rows import only_row
from ramify.world.actors import Actor
from ramify.world.sources.numbers import Scheme
from ramify.world.world import World

if TYPE_CHECKING:
    import duckdb

Kind = Literal["state-year", "dyad-year", "dyad-month"]
_LAST = date(9999, 12, 31)
_UNITED = {"cow": (("DEU", 260, 1949, 1990), ("DEU", 255, 1990, 9999)), "gw": ()}
"""COW gives Germany 260 to its unification in 1990 and 255 from then; 1990 has both."""

_SPINES = {
    "state-year": "SELECT number AS ccode, year FROM member ORDER BY ALL",
    "dyad-year": """
        SELECT a.number AS ccode1, b.number AS ccode2, a.year
        FROM member a JOIN member b ON a.year = b.year AND a.number {test} b.number ORDER BY ALL""",
    "dyad-month": """
        SELECT a.number AS ccode1, b.number AS ccode2, a.year, m.month::INTEGER AS month
        FROM member a JOIN member b ON a.year = b.year AND a.number {test} b.number,
             generate_series(1, 12) m(month) ORDER BY ALL""",
}


def lay_spine(
    connection: duckdb.DuckDBPyConnection,
    kind: Kind,
    states: Iterable[Actor],
    years: tuple[int, int],
    *,
    scheme: Scheme = "cow",
    directed: bool = True,
) -> int:
    """Make the table `spine`, and `member` with the state-years it is made of.

    A state is there in every year on one day of which it lived. Gives the number of rows.

    Raises:
        InputError: no state has a number of the scheme in those years.
    """
    import pyarrow as pa

    spells = [
        (getattr(actor, scheme), *_years(actor))
        for actor in states
        if actor.kind == "state" and getattr(actor, scheme) is not None
    ]
    table = pa.table({
        "number": pa.array([s[0] for s in spells], pa.int32()),
        "first": pa.array([s[1] for s in spells], pa.int32()),
        "last": pa.array([s[2] for s in spells], pa.int32()),
    })  # fmt: skip
    connection.register("spells", table)
    connection.execute(
        "CREATE TABLE member AS SELECT DISTINCT number, y.year::INTEGER AS year FROM spells, "
        "generate_series(?, ?) y(year) WHERE y.year BETWEEN first AND last",
        list(years),
    )
    query = _SPINES[kind].format(test="<>" if directed else "<")
    connection.execute(f"CREATE TABLE spine AS {query}")
    row = only_row(connection.execute("SELECT count(*) FROM spine"))
    if not row or not row[0]:
        raise InputError(f"no states from {years[0]} to {years[1]}", repair="choose other years")
    return int(row[0])


def number_actors(connection: duckdb.DuckDBPyConnection, world: World, scheme: Scheme) -> None:
    """Make the table `ident`: the number of each actor of a world from year to year."""
    import pyarrow as pa

    special = _UNITED[scheme]
    rows = [*special]
    for actor in world.lives:
        number = getattr(actor, scheme)
        if number is not None and actor.id not in {row[0] for row in special}:
            rows.append((actor.id, number, *_years(actor)))
    table = pa.table({
        "actor": pa.array([r[0] for r in rows], pa.string()),
        "number": pa.array([r[1] for r in rows], pa.int32()),
        "first": pa.array([r[2] for r in rows], pa.int32()),
        "last": pa.array([r[3] for r in rows], pa.int32()),
    })  # fmt: skip
    connection.register("ident_given", table)
    connection.execute("CREATE TABLE ident AS SELECT * FROM ident_given")


def _years(actor: Actor) -> tuple[int, int]:
    """First and last year on one day of which an actor lived."""
    last = actor.end.end if actor.end else _LAST
    return (actor.start.start.year if actor.start else 1, last.year)
