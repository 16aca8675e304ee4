"""Building a panel: the spine, its columns joined, unknown where a source does not cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify._value import Value
from ramify._version import __version__
from ramify.record.panels.columns import PanelColumn, of_name
from ramify.record.panels.spine import Kind, lay_spine, number_actors
from ramify.world.actors import Actor
from ramify.world.sources.numbers import Scheme
from ramify.world.world import World

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


class ColumnOrigin(Value):
    """Where columns of a panel come from, and how much of it they know."""

    name: str
    columns: tuple[str, ...]
    cite: str
    first: int
    last: int
    """The years covered; outside them the columns are unknown."""
    known: int
    """Rows in which the first of the columns is known."""


class PanelProvenance(Value):
    """What a panel is made of."""

    made_by: str
    kind: Kind
    first: int
    last: int
    numbers: Scheme
    directed: bool
    rows: int
    states: str
    """Which list of states it is of."""
    origins: tuple[ColumnOrigin, ...]


def panel(
    kind: Kind,
    years: tuple[int, int],
    names: Sequence[str],
    world: World,
    *,
    states: Iterable[Actor] | None = None,
    scheme: Scheme = "cow",
    directed: bool = True,
    more: Mapping[str, PanelColumn] | None = None,
) -> tuple[pa.Table, PanelProvenance]:
    """A panel as an Arrow table, and what it is made of.

    Args:
        years: the first and last.
        names: words for columns, in the order they shall have.
        states: the list of states; those of the world if none is given.
        more: columns that come from elsewhere than the facts of the world.

    Raises:
        UsageError: a word that stands for no columns.
        InputError: the facts for one were not loaded.
    """
    import duckdb

    elsewhere = more or {}
    chosen = [elsewhere.get(name) or of_name(name, kind, world) for name in names]
    facts = [_given(column, world) for column in chosen]
    listed = list(world.lives if states is None else states)
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        rows = lay_spine(connection, kind, listed, years, scheme=scheme, directed=directed)
        number_actors(connection, world, scheme)
        selects, joins, spans = [], [], []
        for n, (column, given) in enumerate(zip(chosen, facts, strict=True)):
            spans.append(_prepare(connection, column, given, world, f"part{n}"))
            columns, join = _joined(column, kind, f"part{n}", spans[-1])
            selects += columns
            joins += join
        table = connection.sql(
            f"SELECT {', '.join(['s.*', *selects])} FROM spine s {' '.join(joins)} "
            f"ORDER BY {', '.join(_keys(kind))}"
        ).to_arrow_table()
    origins = tuple(
        _origin(column, table, kind, world, span)
        for column, span in zip(chosen, spans, strict=True)
    )
    return table, PanelProvenance(
        made_by=f"ramify {__version__}",
        kind=kind,
        first=years[0],
        last=years[1],
        numbers=scheme,
        directed=directed,
        rows=rows,
        states="of the world" if states is None else "as loaded",
        origins=origins,
    )


def _keys(kind: Kind) -> tuple[str, ...]:
    keys = ("s.ccode",) if kind == "state-year" else ("s.ccode1", "s.ccode2")
    return (*keys, "s.year", *(("s.month",) if kind == "dyad-month" else ()))


def _given(column: PanelColumn, world: World) -> pa.Table:
    given = column.given(world)
    if given is None:
        raise InputError(
            f"no facts for {column.name} were loaded",
            repair=f"`ramify load {column.load} FILE --into FOLDER`, and --world FOLDER",
        )
    return given


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    column: PanelColumn,
    given: pa.Table,
    world: World,
    name: str,
) -> tuple[int, int]:
    """Make a table of a column's facts by number and year; gives the years they cover."""
    first, last = _span(column, world)
    connection.register("given", given)
    query = column.query.replace("$through", str(last))
    two = column.per == "pair"
    numbers = "i.number AS a, j.number AS b" if two else "i.number AS a"
    other = " JOIN ident j ON j.actor = f.b AND f.year BETWEEN j.first AND j.last" if two else ""
    also = "".join(f", f.{key}" for key in column.also)
    ones = ", ".join(f"f.{c}" for c, _ in column.columns)
    connection.execute(
        f"CREATE TABLE {name}_once AS SELECT {numbers}, f.year{also}, {ones} FROM ({query}) f "
        f"JOIN ident i ON i.actor = f.a AND f.year BETWEEN i.first AND i.last{other}"
    )
    both = ""
    if two and column.symmetric:
        both = f" UNION ALL SELECT b, a, * EXCLUDE (a, b) FROM {name}_once"
    keys = ", ".join(("a", *(("b",) if two else ()), "year", *column.also))
    best = ", ".join(f"max({c}) AS {c}" for c, _ in column.columns)
    connection.execute(
        f"CREATE TABLE {name} AS SELECT {keys}, {best} FROM "
        f"(SELECT * FROM {name}_once{both}) GROUP BY {keys}"
    )
    connection.execute(f"DROP TABLE {name}_once")
    connection.unregister("given")
    return first, last


def _span(column: PanelColumn, world: World) -> tuple[int, int]:
    """The years that a column's facts cover whole or in part."""
    if column.span:
        return column.span
    about = world.about
    through = about.through.get(column.fact)
    since = about.since.get(column.fact) or about.coverage.get(column.fact)
    return (since.start.year if since else 1816, through.end.year if through else 9999)


def _joined(
    column: PanelColumn, kind: Kind, name: str, span: tuple[int, int]
) -> tuple[list[str], list[str]]:
    """What is selected of a column, and its joins; one of a state stands twice in pairs."""
    if column.per == "state" and kind != "state-year":
        selects, joins = [], []
        for n in (1, 2):
            alias = f"{name}_{n}"
            selects += [_selected(alias, c, d, span, f"{c}{n}") for c, d in column.columns]
            joins.append(
                f"LEFT JOIN {name} {alias} ON {alias}.a = s.ccode{n} AND {alias}.year = s.year"
            )
        return selects, joins
    pair = "ccode" if kind == "state-year" else "ccode1"
    test = f"{name}.a = s.{pair} AND {name}.year = s.year"
    if column.per == "pair":
        test += f" AND {name}.b = s.ccode2"
    test += "".join(f" AND {name}.{key} = s.{key}" for key in column.also)
    return (
        [_selected(name, c, d, span, c, column.known) for c, d in column.columns],
        [f"LEFT JOIN {name} ON {test}"],
    )


def _selected(
    alias: str,
    column: str,
    default: str | None,
    span: tuple[int, int],
    shown: str,
    known: str | None = None,
) -> str:
    """A column that is unknown outside the years covered, and its default within them."""
    value = f"{alias}.{column}" if default is None else f"coalesce({alias}.{column}, {default})"
    covered = known or f"s.year BETWEEN {span[0]} AND {span[1]}"
    return f"CASE WHEN {covered} THEN {value} END AS {shown}"


def _origin(
    column: PanelColumn, table: pa.Table, kind: Kind, world: World, span: tuple[int, int]
) -> ColumnOrigin:
    twice = column.per == "state" and kind != "state-year"
    shown = tuple(f"{c}{n}" for n in ((1, 2) if twice else ("",)) for c, _ in column.columns)
    first: Any = table[shown[0]]
    return ColumnOrigin(
        name=column.name,
        columns=shown,
        cite=column.cite or world.about.sources.get(column.fact, column.load),
        first=span[0],
        last=span[1],
        known=len(first) - first.null_count,
    )
