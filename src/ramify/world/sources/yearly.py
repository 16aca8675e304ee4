"""Tables by year: memberships in organisations, distances, trade.

Sources: Pevehouse, Nordstrom, McManus and Jamison 2020 (COW IGO, version 3); Schvitz and
others 2022, CShapes 2.0 (minimum distances); Barbieri, Keshk and Pollins 2009 (COW trade).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.world.disputes import TradeYear
from ramify.world.sources.columns import ColumnTable, numbered
from ramify.world.sources.numbers import Numbers, Scheme
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable, number
from ramify.world.when import When
from ramify.world.world import World

if TYPE_CHECKING:
    import pyarrow as pa

_YEARS = (1815, 2030)
_YEAR = "TRY_CAST(year AS INTEGER)"
_BAD_YEAR = (f"{_YEAR} IS NULL OR {_YEAR} NOT BETWEEN 1815 AND 2030", "no year")
_PAIR = (
    (
        "TRY_CAST(ccode1 AS INTEGER) IS NULL OR TRY_CAST(ccode2 AS INTEGER) IS NULL",
        "no number of a state",
    ),
    (
        "TRY_CAST(ccode1 AS INTEGER) NOT IN (SELECT number FROM number) "
        "OR TRY_CAST(ccode2 AS INTEGER) NOT IN (SELECT number FROM number)",
        "no state has that number",
    ),
)


def _pairs(values: str) -> str:
    return f"""
    SELECT a.actor AS a, b.actor AS b, a.year AS year, {values}
    FROM good g
    JOIN number a ON a.number = TRY_CAST(g.ccode1 AS INTEGER) AND a.year = {_YEAR.replace("year", "g.year")}
    JOIN number b ON b.number = TRY_CAST(g.ccode2 AS INTEGER) AND b.year = {_YEAR.replace("year", "g.year")}
    ORDER BY ALL"""  # noqa: E501


def distances(table: ColumnTable, world: World) -> pa.Table:
    """The least distance of each pair of states in each year, in kilometres.

    The file comes with numbers of the Correlates of War, or of Gleditsch and Ward.
    """
    scheme: Scheme = "gw" if "gwcode1" in table.published else "cow"
    return table.select(
        _pairs("TRY_CAST(g.mindist AS DOUBLE) AS km"),
        {"number": numbered(world, *_YEARS, scheme)},
        (
            _BAD_YEAR,
            *_PAIR,
            ("TRY_CAST(mindist AS DOUBLE) IS NULL", "no distance"),
            ("TRY_CAST(mindist AS DOUBLE) < 0", "a distance below nought"),
        ),
    )


def flows(table: ColumnTable, world: World) -> pa.Table:
    """What each state of a pair imported from the other; -9 is unknown."""
    return table.select(
        _pairs(
            "CASE WHEN TRY_CAST(g.flow1 AS DOUBLE) >= 0 THEN TRY_CAST(g.flow1 AS DOUBLE) END "
            "AS a_from_b, "
            "CASE WHEN TRY_CAST(g.flow2 AS DOUBLE) >= 0 THEN TRY_CAST(g.flow2 AS DOUBLE) END "
            "AS b_from_a"
        ),
        {"number": numbered(world, *_YEARS)},
        (_BAD_YEAR, *_PAIR),
    )


def memberships(table: ColumnTable, world: World) -> pa.Table:
    """Full (1), associate (2) and observing (3) members of organisations in each year.

    The native state-year file has a column for each organisation; a long table has the columns
    `igo` and `status`.

    Raises:
        InputError: the file has no state in each row.
    """
    names = set(table.data.column_names)
    _hold_states(names, table.path.name)
    if not {"igo", "status"} <= names:
        table.data = _unpivoted(table.data)
    state = "TRY_CAST(ccode AS INTEGER)"
    return table.select(
        f"""SELECT n.actor, n.year, igo, TRY_CAST(status AS TINYINT) AS status FROM good g
        JOIN number n ON n.number = {state} AND n.year = {_YEAR.replace("year", "g.year")}
        WHERE status IN ('1', '2', '3') ORDER BY ALL""",
        {"number": numbered(world, *_YEARS)},
        (
            _BAD_YEAR,
            (f"{state} IS NULL", "no number of a state"),
            (f"{state} NOT IN (SELECT number FROM number)", "no state has that number"),
            ("status NOT IN ('0', '1', '2', '3', '-9', '-1')", "no kind of membership"),
        ),
    )


_OTHERS = (
    ({"ioname"}, "has a row an organisation and a column a state"),
    ({"ccode1", "ccode2"}, "has a row a pair, with what they share"),
    ({"sum_igo_full"}, "counts the memberships of a state, and names none"),
)
_WANTED = "give the file by state and year, state_year_format3.csv, of the same release"


def _hold_states(names: set[str], shown: str) -> None:
    """Refuse what else the data set holds, by what it is.

    Raises:
        InputError: the table is not by state and year.
    """
    for telling, what in _OTHERS:
        if telling <= names:
            raise InputError(what, where=shown, repair=_WANTED)
    if "ccode" not in names:
        raise InputError("no column ccode", where=shown, repair=_WANTED)


def _unpivoted(data: pa.Table) -> pa.Table:
    """A row a state, year and organisation; an empty cell is no news of a membership."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("wide", data)
        given = {"ccode", "year", "state", "line"} & set(data.column_names)
        kept = ", ".join(sorted(given))
        if given == set(data.column_names):
            raise InputError("no column of an organisation", repair="give the whole table")
        return connection.sql(
            f"SELECT {kept}, igo, status FROM "
            f"(UNPIVOT wide ON COLUMNS(* EXCLUDE ({kept})) INTO NAME igo VALUE status) "
            "WHERE status NOT IN ('', 'NA')"
        ).to_arrow_table()


def trade(table: PublishedTable, world: World) -> Iterator[TradeYear]:
    """A value for each state and year; -9 and `NA` are unknown."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            code, year = int(row["ccode"]), int(row["year"])
            actor = numbers.actor(code, date(year, 7, 1))
            if actor is None:
                raise ValueError(f"no state has the number {code}")
            yield TradeYear(
                actor=actor,
                year=year,
                imports=number(row["imports"]),
                exports=number(row["exports"]),
            )
        except ValueError as error:
            table.leave(line, error)
        except OverflowError:
            table.leave(line, "a number beyond all years")


SOURCES = (
    Source(
        kind="igo",
        title="COW intergovernmental organisations",
        cite="Pevehouse, Nordstrom, McManus and Jamison 2020, COW IGO v3",
        names=("state_year_format*.csv", "igo_membership*.parquet"),
        columns=frozenset({"year"}),
        fill=memberships,
        file="igo.parquet",
        fact="igo",
        since=When("1816-01-01"),
        through="year",
    ),
    Source(
        kind="distance",
        title="minimum distances",
        cite="Schvitz and others 2022, CShapes 2.0",
        names=("*mindist*.parquet", "*mindist*.csv"),
        columns=frozenset({"ccode1", "ccode2", "year", "mindist"}),
        aliases={"gwcode1": "ccode1", "gwcode2": "ccode2"},
        fill=distances,
        file="distance.parquet",
        fact="distance",
        since=When("1886-01-01"),
        through="year",
    ),
    Source(
        kind="trade-dyads",
        title="trade by pair",
        cite="Barbieri, Keshk and Pollins 2009, COW trade",
        names=("Dyadic_COW*.csv", "*dyadic_trade*.csv"),
        columns=frozenset({"ccode1", "ccode2", "year", "flow1", "flow2"}),
        fill=flows,
        file="trade_dyads.parquet",
        fact="trade_dyads",
        since=When("1870-01-01"),
        through="year",
    ),
    Source(
        kind="trade",
        title="trade by state",
        cite="Barbieri, Keshk and Pollins 2009, COW trade",
        names=("National_COW*.csv", "cow_trade_sy*.csv"),
        columns=frozenset({"ccode", "year", "imports", "exports"}),
        read=trade,
        value=TradeYear,
        file="trade.csv",
        fact="trade",
        since=When("1870-01-01"),
        through=lambda found: When(f"{found.year}"),
    ),
)
