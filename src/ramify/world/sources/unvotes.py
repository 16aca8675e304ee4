"""Roll-call votes of the United Nations General Assembly.

Source: Bailey, Strezhnev and Voeten, Estimating Dynamic State Preferences from United
Nations Voting Data, Journal of Conflict Resolution 61 (2017), as in the package
`unvotes`. Absences are no rows, so a missing vote says neither yes nor no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.world.sources.columns import ColumnTable
from ramify.world.sources.source import Source
from ramify.world.when import When
from ramify.world.world import World

if TYPE_CHECKING:
    import pyarrow as pa

    from ramify.world.actors import Actor

_SPELLINGS = {
    "Federal Republic of Germany": "DEU",
    "German Democratic Republic": "DDR",
    "Yemen Arab Republic": "YAR",
    "Yemen People's Republic": "YMD",
    "Congo - Brazzaville": "COG",
    "Congo - Kinshasa": "COD",
    "Myanmar (Burma)": "MMR",
    "Hong Kong SAR China": "HKG",
    "St. Kitts & Nevis": "KNA",
    "St. Lucia": "LCA",
    "St. Vincent & Grenadines": "VCT",
    "Côte d’Ivoire": "CIV",
    "Micronesia (Federated States of)": "FSM",
    "São Tomé & Príncipe": "STP",
    "Zanzibar": "EAZ",
}
"""Names of the package's country table that the gazetteer does not know or reads otherwise."""


_VOTES = """
SELECT g.rcid AS call, c.day AS "on", c.session,
  coalesce(c.unres, '') AS resolution, n.actor, g.vote AS choice
FROM good g JOIN calls c USING (rcid)
JOIN names n ON n.country = g.country AND n.year = year(c.day) ORDER BY line"""
_DISTINCT = """
SELECT DISTINCT country, year(day) AS year FROM given JOIN calls USING (rcid) ORDER BY ALL"""


def fill(table: ColumnTable, world: World) -> pa.Table:
    """A row for each vote, dated by the roll calls in the file beside it.

    Raises:
        InputError: there is no file of roll calls beside the votes.
    """
    calls = _calls(table)
    return table.select(
        _VOTES,
        {"calls": calls, "names": _named(table, calls, world)},
        (
            (
                "rcid NOT IN (SELECT rcid FROM calls)",
                "its roll call is not in the file of roll calls",
            ),
            ("vote NOT IN ('yes', 'no', 'abstain')", "no such vote"),
            ("country NOT IN (SELECT country FROM names)", "no state is known by that name"),
        ),
    )


def _calls(table: ColumnTable) -> pa.Table:
    """Number, session, day and resolution of each roll call."""
    folder = table.path.parent
    found = sorted(folder.glob("un_roll_calls.csv*"))
    if not found:
        raise InputError(
            "no file un_roll_calls.csv beside the votes",
            where=str(folder),
            repair="put both in one folder; it has the dates",
        )
    columns = frozenset({"rcid", "session", "date", "unres"})
    calls = ColumnTable(found[0], columns, left=table.left)
    return calls.select(
        "SELECT rcid, TRY_CAST(session AS INTEGER) AS session, TRY_CAST(date AS DATE) AS day, "
        "unres FROM good",
        {},
        (
            ("TRY_CAST(date AS DATE) IS NULL", "no day"),
            ("TRY_CAST(session AS INTEGER) IS NULL", "no session"),
        ),
    )


def _named(table: ColumnTable, calls: pa.Table, world: World) -> pa.Table:
    """Who each name of the country table means in each year, worked out once for each."""
    import duckdb
    import pyarrow as pa

    with duckdb.connect() as connection:
        connection.register("given", table.data)
        connection.register("calls", calls)
        pairs = connection.execute(_DISTINCT).fetchall()
    names = _Names(world)
    rows = [(name, year, names.actor(name, date(year, 7, 1))) for name, year in pairs]
    known = [row for row in rows if row[2]]
    return pa.table({
        "country": pa.array([row[0] for row in known], pa.string()),
        "year": pa.array([row[1] for row in known], pa.int64()),
        "actor": pa.array([row[2] for row in known], pa.string()),
    })  # fmt: skip


class _Names:
    """Ids by the names of the country table, which keeps today's name for a state's past.

    Its two-letter code is no help for those it leaves blank; `NA` there is Namibia.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._named: dict[str, list[Actor]] = defaultdict(list)
        self._lives: dict[str, list[Actor]] = defaultdict(list)
        for actor in world.lives:
            if actor.kind == "state":
                self._lives[actor.id].append(actor)
                for name in {actor.name, actor.official or actor.name, *actor.names}:
                    self._named[name].append(actor)
        lives = [actor for same in self._lives.values() for actor in same]
        self._before = {actor.id: actor.continues for actor in lives if actor.continues}
        self._after = {older: newer for newer, older in self._before.items()}
        self._found: dict[tuple[str, int], str] = {}

    def actor(self, name: str, on: date) -> str:
        """The id of a name in a year; empty if nobody has it."""
        key = (name, on.year)
        if key not in self._found:
            self._found[key] = self._look_up(name, on)
        return self._found[key]

    def _look_up(self, name: str, on: date) -> str:
        found = next((found for found in self._meant(name, on) if len(found) == 1), None)
        return self._then(found.pop(), on) if found else ""

    def _meant(self, name: str, on: date) -> Iterator[set[str]]:
        """States of that name on the day, whoever else the gazetteer thinks of, or at any time."""
        named = sorted(self._named.get(name, ()), key=lambda a: a.end.end if a.end else date.max)
        yield {_SPELLINGS[name]} if name in _SPELLINGS else set()
        yield {a.id for a in named if a.exists(on) is not False}
        yield set(self._world.gazetteer.resolve(name, on))
        yield {a.id for a in named[-1:]}

    def _then(self, code: str, on: date) -> str:
        """The state in whose place a state stands that did not live on the day.

        The table calls the Soviet Union Russia, and Serbia after 2006 Yugoslavia.
        """
        past = all(a.end and a.end.end < on for a in self._lives.get(code, ()))
        heirs = self._after if past else self._before
        while not self._lived(code, on) and code in heirs:
            code = heirs[code]
        return code

    def _lived(self, code: str, on: date) -> bool:
        return any(a.exists(on) is not False for a in self._lives.get(code, ()))


SOURCE = Source(
    kind="un-votes",
    title="General Assembly roll-call votes",
    cite="Bailey, Strezhnev and Voeten 2017, as in the R package unvotes",
    names=("un_votes.csv",),
    columns=frozenset({"rcid", "country", "country_code", "vote"}),
    fill=fill,
    file="votes.parquet",
    fact="votes",
    since=When("1946-01-01"),
    through="on",
)
