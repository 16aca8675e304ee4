"""Archigos: the effective leaders of states, from the first to the last day in power.

Source: Goemans, Gleditsch and Chiozza, Introducing Archigos: A Dataset of Political
Leaders, Journal of Peace Research 46 (2009); version 4.1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ramify.world.actors import Tenure
from ramify.world.sources.dates import iso, open_ended
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import Cells, PublishedTable
from ramify.world.when import When
from ramify.world.world import World

CITE = "Goemans, Gleditsch and Chiozza 2009, Archigos 4.1"
THROUGH = When("2015-12-31")


def read(table: PublishedTable, world: World) -> Iterator[Tenure]:
    """A tenure for each spell in power; yearly rows of one spell are joined by its id."""
    numbers = Numbers(world.lives, "gw")
    spells: dict[str, list[tuple[int, Cells]]] = defaultdict(list)
    for line, row in table.rows:
        spells[row["obsid"]].append((line, row))
    for rows in spells.values():
        line, first = rows[0]
        try:
            yield _tenure([row for _, row in rows], first, numbers)
        except ValueError as error:
            table.leave(line, error)


def _tenure(rows: list[Cells], first: Cells, numbers: Numbers) -> Tenure:
    starts = [found for row in rows if (found := iso(row["startdate"]))]
    ends = [found for row in rows if (found := iso(row["enddate"]))]
    if not starts or len(ends) < len(rows):
        raise ValueError(f"{first['obsid']} has no first or last day")
    start, end = min(starts), max(ends)
    if end < start:
        raise ValueError(f"{first['obsid']} ends on {end}, before it starts on {start}")
    code = int(first["ccode"])
    actor = numbers.actor(code, start.start)
    if actor is None:
        raise ValueError(f"no state has the number {code}")
    name = " ".join(first["leader"].split())
    return Tenure(
        person=first["leadid"],
        name=name,
        actor=actor,
        office="leader",
        effective=True,
        start=start,
        end=open_ended(end, THROUGH),
        source=CITE,
    )


SOURCE = Source(
    kind="archigos",
    title="Archigos leaders",
    cite=CITE,
    names=("archigos*.csv", "*rchigos*.tsv", "*rchigos*.txt", "arch_annual*.txt"),
    columns=frozenset({"obsid", "leadid", "ccode", "leader", "startdate", "enddate"}),
    aliases={"gwcode": "ccode"},
    read=read,
    value=Tenure,
    file="leaders.csv",
    fact="leaders",
    since=When("1840-01-01"),
    through=THROUGH,
)
