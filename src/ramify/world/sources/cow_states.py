"""Correlates of War, state system membership: spells of states.

Source: Correlates of War Project, State System Membership List, v2016.
"""

from __future__ import annotations

from collections.abc import Iterator

from ramify.world.actors import Actor
from ramify.world.sources.dates import iso, open_ended, when
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable
from ramify.world.when import When
from ramify.world.world import World

CITE = "Correlates of War Project, State System Membership List v2016"
THROUGH = When("2016-12-31")


def read(table: PublishedTable, world: World) -> Iterator[Actor]:
    """A life for each spell; the last day covered is no end. Ids are the packaged ones."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            code = int(row["ccode"])
            start = when(row["styear"], row["stmonth"], row["stday"])
            end = when(row["endyear"], row["endmonth"], row["endday"])
            if start is None:
                raise ValueError("no first year")
            yield Actor(
                id=numbers.actor(code, start.end) or f"COW{code}",
                kind="state",
                name=row["statenme"].strip(),
                cow=code,
                start=start,
                end=open_ended(end, THROUGH),
                source=CITE,
            )
        except ValueError as error:
            table.leave(line, error)


SOURCE = Source(
    kind="cow-states",
    title="COW state system membership",
    cite=CITE,
    names=("states*.csv", "cow_states*.csv"),
    columns=frozenset({
        "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday",
    }),
    read=read,
    value=Actor,
    file="states.csv",
    fact="states",
    since=When("1816-01-01"),
    through=THROUGH,
)  # fmt: skip


GW_CITE = "Gleditsch and Ward 1999, list of independent states, to 2017"
GW_THROUGH = When("2017-12-31")


def read_gw(table: PublishedTable, world: World) -> Iterator[Actor]:
    """A life for each spell of Gleditsch and Ward's list; the last day covered is no end."""
    numbers = Numbers(world.lives, "gw")
    for line, row in table.rows:
        try:
            code = int(row["gwcode"])
            start, end = iso(row["startdate"]), iso(row["enddate"])
            if start is None:
                raise ValueError("no first day")
            yield Actor(
                id=numbers.actor(code, start.end) or f"GW{code}",
                kind="state",
                name=row["statename"].strip(),
                gw=code,
                start=start,
                end=open_ended(end, GW_THROUGH),
                source=GW_CITE,
            )
        except ValueError as error:
            table.leave(line, error)


SOURCES = (
    Source(
        kind="gw-states",
        title="Gleditsch and Ward's states",
        cite=GW_CITE,
        names=("gw_states*.csv", "iisystem*.csv"),
        columns=frozenset({"gwcode", "statename", "startdate", "enddate"}),
        read=read_gw,
        value=Actor,
        file="states.csv",
        fact="states",
        since=When("1816-01-01"),
        through=GW_THROUGH,
    ),
)
