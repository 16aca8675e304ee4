"""Correlates of War, National Material Capabilities: a state's means in a year.

Source: Singer, Bremer and Stuckey 1972; Correlates of War Project, NMC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ramify.world.capabilities import Capability
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable, number, year
from ramify.world.when import When
from ramify.world.world import World

_MEASURES = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def read(table: PublishedTable, world: World) -> Iterator[Capability]:
    """A value for each state and year; -9 and `NA` are unknown, which is not zero."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            code, on = int(row["ccode"]), year(row["year"])
            actor = numbers.actor(code, date(on, 7, 1))
            if actor is None:
                raise ValueError(f"no state has the number {code}")
            measures = {name: number(row[name]) for name in _MEASURES}
            yield Capability(actor=actor, year=on, **measures)
        except ValueError as error:
            table.leave(line, error)


SOURCE = Source(
    kind="cow-nmc",
    title="COW National Material Capabilities",
    cite="Singer, Bremer and Stuckey 1972; Correlates of War Project, NMC",
    names=("NMC*.csv", "cow_nmc*.csv"),
    columns=frozenset({"ccode", "year", *_MEASURES}),
    read=read,
    value=Capability,
    file="capabilities.csv",
    fact="capabilities",
    since=When("1816-01-01"),
    through=lambda means: When(f"{means.year}"),
)
