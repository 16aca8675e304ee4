"""The columns that a panel can have: from which fact, by which query, and what absence means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ramify._errors import UsageError
from ramify._value import Value
from ramify.world.world import World

if TYPE_CHECKING:
    import pyarrow as pa

Given = Callable[[World], "pa.Table | None"]
"""Gives the facts as columns; None if the world has none of them."""


@dataclass(frozen=True, kw_only=True)
class PanelColumn:
    """Columns of one source, for pairs or for states.

    The query is over `given`, the facts, and `ident`, the numbers of actors. It gives `a`, `b`
    and `year` for pairs, `a` and `year` for states, and the columns named in `columns`.
    """

    name: str
    fact: str
    """What `about.toml` calls the facts, which says the years they cover."""
    load: str
    """The word of `ramify load` for them."""
    given: Given
    query: str
    columns: tuple[tuple[str, str | None], ...]
    """Each column, and what it is where the facts cover the year and have no row; None: unknown."""
    per: str = "pair"
    symmetric: bool = True
    """Whether a row for a pair holds for both directions."""
    also: tuple[str, ...] = ()
    """Further keys of a row, such as the month."""
    known: str | None = None
    """SQL for which rows `s` of the spine the facts cover, if that is not a stretch of years."""
    span: tuple[int, int] | None = None
    """First and last year of the facts, where `about.toml` does not know them."""
    cite: str = ""
    """The source, where `about.toml` does not name it."""


def _values(rows: Iterable[Value], fields: dict[str, Callable[[Any], Any]]) -> pa.Table | None:
    import pyarrow as pa

    listed = list(rows)
    if not listed:
        return None
    return pa.table({name: [get(row) for row in listed] for name, get in fields.items()})


def _table(name: str) -> Given:
    def read(world: World) -> pa.Table | None:
        from pyarrow import parquet

        path = world.tables.get(name)
        return parquet.read_table(path) if path else None

    return read


def _spans(*more: str) -> dict[str, Callable[[Any], Any]]:
    """First and last day of a fact, and other fields as they are."""
    fields: dict[str, Callable[[Any], Any]] = {
        "first": lambda fact: fact.start.start,
        "last": lambda fact: fact.end.end if fact.end else None,
    }
    return fields | _plain(*more)


def _plain(*names: str) -> dict[str, Callable[[Any], Any]]:
    """Fields as they are."""
    return {name: attrgetter(name) for name in names}


_TO = "coalesce(year(g.last::DATE), $through)"

CONTIGUITY = PanelColumn(
    name="contiguity",
    fact="contiguity",
    load="contiguity-types",
    given=lambda world: _values(world.contiguity, _spans("a", "b", "type")),
    query=f"""SELECT a, b, y.year::INTEGER AS year, min(type)::TINYINT AS contiguity FROM given g,
        generate_series(year(g.first), {_TO}) y(year) GROUP BY ALL""",
    columns=(("contiguity", "0"),),
)
DISTANCE = PanelColumn(
    name="distance",
    fact="distance",
    load="distance",
    given=_table("distance"),
    query="SELECT a, b, year, km AS distance_km FROM given",
    columns=(("distance_km", None),),
)
MID = PanelColumn(
    name="mid",
    fact="disputes",
    load="mid",
    given=lambda world: _values(
        world.disputes,
        _spans("dispute", "actor", "side", "hostility"),
    ),
    query=f"""
        WITH pair AS (
            SELECT p.dispute, p.actor AS a, q.actor AS b, greatest(p.first, q.first) AS first,
                   least({_TO.replace("g.", "p.")}, {_TO.replace("g.", "q.")}) AS last,
                   greatest(p.hostility, q.hostility) AS hostility
            FROM given p JOIN given q ON p.dispute = q.dispute AND p.side <> q.side
            WHERE p.first <= coalesce(q.last::DATE, p.first)
              AND q.first <= coalesce(p.last::DATE, q.first)),
        yearly AS (SELECT *, y.year::INTEGER AS year,
                          y.year = min(year(first)) OVER (PARTITION BY dispute, a, b) AS onset
                   FROM pair, generate_series(year(first), last) y(year))
        SELECT a, b, year, true AS mid, bool_or(onset) AS mid_onset,
               count(DISTINCT dispute)::INTEGER AS mids, max(hostility)::TINYINT AS mid_hostility
        FROM yearly GROUP BY ALL""",
    columns=(
        ("mid", "false"), ("mid_onset", "false"), ("mids", "0"), ("mid_hostility", "0"),
    ),
)  # fmt: skip
WARS = PanelColumn(
    name="wars",
    fact="war_dyads",
    load="cow-wars",
    given=lambda world: _values(world.war_dyads, _spans("actor", "against", "war")),
    query=f"""SELECT actor AS a, against AS b, y.year::INTEGER AS year, true AS war
        FROM given g, generate_series(year(g.first), {_TO}) y(year) GROUP BY ALL""",
    columns=(("war", "false"),),
)
RIVALRY = PanelColumn(
    name="rivalry",
    fact="rivalries",
    load="rivalries",
    given=lambda world: _values(
        world.rivalries,
        _plain("a", "b", "start", "end"),
    ),
    query="""SELECT a, b, y.year::INTEGER AS year, true AS rivalry
        FROM given g, generate_series(g.start, g."end") y(year) GROUP BY ALL""",
    columns=(("rivalry", "false"),),
)
IGO = PanelColumn(
    name="igo",
    fact="igo",
    load="igo",
    given=_table("igo"),
    query="""SELECT p.actor AS a, q.actor AS b, p.year, count(*)::INTEGER AS shared_igos
        FROM given p JOIN given q ON p.igo = q.igo AND p.year = q.year AND p.actor < q.actor
        WHERE p.status = 1 AND q.status = 1 GROUP BY ALL""",
    columns=(("shared_igos", "0"),),
)
TRADE = PanelColumn(
    name="trade",
    fact="trade_dyads",
    load="trade-dyads",
    given=_table("trade_dyads"),
    query="""SELECT a, b, year, a_from_b AS imports, b_from_a AS exports FROM given
        UNION ALL SELECT b, a, year, b_from_a, a_from_b FROM given""",
    columns=(("imports", None), ("exports", None)),
    symmetric=False,
)
_MEASURES = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")
CAPABILITIES = PanelColumn(
    name="capabilities",
    fact="capabilities",
    load="cow-nmc",
    given=lambda world: _values(
        world.capabilities,
        _plain("actor", "year", *_MEASURES),
    ),
    query=f"SELECT actor AS a, year::INTEGER AS year, {', '.join(_MEASURES)} FROM given",
    columns=tuple((name, None) for name in _MEASURES),
    per="state",
)
TRADE_STATE = PanelColumn(
    name="trade",
    fact="trade",
    load="trade",
    given=lambda world: _values(
        world.trade,
        _plain("actor", "year", "imports", "exports"),
    ),
    query="SELECT actor AS a, year::INTEGER AS year, imports, exports FROM given",
    columns=(("imports", None), ("exports", None)),
    per="state",
)
CONFLICTS = PanelColumn(
    name="conflicts",
    fact="conflicts",
    load="ucdp-acd",
    given=lambda world: _values(
        world.conflicts,
        {
            "sides": lambda row: [*row.side_a, *row.side_a_also, *row.side_b, *row.side_b_also],
            "year": lambda row: row.year,
            "intensity": lambda row: row.intensity,
        },
    ),
    query="""SELECT a, year::INTEGER AS year, count(*)::INTEGER AS conflicts,
            max(intensity)::TINYINT AS conflict_intensity
        FROM (SELECT unnest(sides) AS a, year, intensity FROM given) GROUP BY ALL""",
    columns=(("conflicts", "0"), ("conflict_intensity", "0")),
    per="state",
)


MID_STATE = replace(
    MID,
    per="state",
    query=f"""
        WITH yearly AS (SELECT g.dispute, g.actor AS a, g.hostility, y.year::INTEGER AS year,
                               y.year = year(g.first) AS onset
                        FROM given g, generate_series(year(g.first), {_TO}) y(year))
        SELECT a, year, true AS mid, bool_or(onset) AS mid_onset,
               count(DISTINCT dispute)::INTEGER AS mids, max(hostility)::TINYINT AS mid_hostility
        FROM yearly GROUP BY ALL""",
)
WARS_STATE = replace(
    WARS,
    per="state",
    query=f"""SELECT actor AS a, y.year::INTEGER AS year, true AS war,
            count(DISTINCT war)::INTEGER AS wars
        FROM given g, generate_series(year(g.first), {_TO}) y(year) GROUP BY ALL""",
    columns=(("war", "false"), ("wars", "0")),
)
RIVALRY_STATE = replace(
    RIVALRY,
    per="state",
    query="""SELECT a, y.year::INTEGER AS year, count(DISTINCT b)::INTEGER AS rivals
        FROM (SELECT a, b, start, "end" FROM given UNION ALL SELECT b, a, start, "end" FROM given),
            generate_series(start, "end") y(year) GROUP BY ALL""",
    columns=(("rivals", "0"),),
)
IGO_STATE = replace(
    IGO,
    per="state",
    query="""SELECT actor AS a, year, count(*)::INTEGER AS igos FROM given WHERE status = 1
        GROUP BY ALL""",
    columns=(("igos", "0"),),
)


def votes(world: World) -> pa.Table | None:
    """The share of roll calls of a year on which two states voted the same way.

    Of those on which both voted, by yes, no and abstention: the simplest measure of likeness.
    """
    import numpy as np
    import pyarrow as pa

    table = _table("votes")(world)
    if table is None:
        return None
    import duckdb

    with duckdb.connect() as connection:
        connection.register("votes", table)
        rows = connection.execute(
            'SELECT year("on"::DATE)::INTEGER AS year, actor, call, '
            "CASE choice WHEN 'yes' THEN 0 WHEN 'no' THEN 1 ELSE 2 END AS choice FROM votes"
        ).fetchnumpy()
    found: dict[str, list[Any]] = {name: [] for name in ("a", "b", "year", "same", "met")}
    actor, call = (np.asarray(rows[name], dtype=str) for name in ("actor", "call"))
    for year in np.unique(rows["year"]):
        chosen = rows["year"] == year
        names, who = np.unique(actor[chosen], return_inverse=True)
        _, what = np.unique(call[chosen], return_inverse=True)
        cast = np.zeros((3, len(names), what.max() + 1), np.float32)
        cast[rows["choice"][chosen], who, what] = 1
        same, voted = (cast @ cast.transpose(0, 2, 1)).sum(axis=0), cast.sum(axis=0)
        both = voted @ voted.T
        one, other = np.nonzero(np.triu(both > 0, 1))
        for name, values in (
            ("a", names[one]), ("b", names[other]), ("year", np.full(len(one), year)),
            ("same", same[one, other]), ("met", both[one, other]),
        ):  # fmt: skip
            found[name].append(values)
    return pa.table({name: np.concatenate(parts) for name, parts in found.items()})


VOTES = PanelColumn(
    name="votes",
    fact="votes",
    load="un-votes",
    given=votes,
    query="SELECT a, b, year::INTEGER AS year, same / met AS vote_agreement, "
    "met::INTEGER AS votes_shared FROM given",
    columns=(("vote_agreement", None), ("votes_shared", "0")),
)
PAIRS = {
    column.name: column
    for column in (CONTIGUITY, DISTANCE, MID, WARS, RIVALRY, IGO, VOTES, TRADE)
}  # fmt: skip
BOTH = {column.name: column for column in (CAPABILITIES, TRADE_STATE, CONFLICTS)}
"""What a state has, which stands twice in a panel of pairs."""
STATES = BOTH | {
    column.name: column for column in (MID_STATE, WARS_STATE, RIVALRY_STATE, IGO_STATE)
}


def of_name(name: str, kind: str, world: World) -> PanelColumn:
    """The columns a word stands for in a panel of a kind.

    Trade of pairs is what each state trades in all where the world has no trade by pair.

    Raises:
        UsageError: it stands for none there.
    """
    pairs = BOTH | PAIRS
    if "trade_dyads" not in world.tables and world.trade:
        pairs |= {"trade": TRADE_STATE}
    found = STATES if kind == "state-year" else pairs
    if name in found:
        return found[name]
    known = sorted({*found, *(() if kind == "state-year" else ("alliances", "events"))})
    raise UsageError(f"a {kind} panel has no {name!r}", repair=f"it may have {', '.join(known)}")
