"""Blocs over the years: is the world parting into camps?"""

from __future__ import annotations

from typing import NamedTuple

from ramify._errors import UsageError
from ramify._table import Table
from ramify.reasoning.exposure.blocs.blocs import blocs
from ramify.reasoning.exposure.blocs.frustration import frustration
from ramify.reasoning.exposure.blocs.ties import signed_ties
from ramify.world.world import World


class BlocYear(NamedTuple):
    """The blocs of the first of July of a year, as a row of a series."""

    year: int
    states: int
    blocs: int
    """Communities of three or more."""
    first: int
    """Members of the largest bloc."""
    second: int
    modularity: float
    low: float
    """Least modularity over the orders of search."""
    frustration: float
    """Share of the weight of ties that no split into two camps satisfies (found by search)."""
    wavering: int
    """States whose bloc hangs on the order of search."""
    settled: bool


def bloc_years(world: World, first: int, last: int) -> Table[BlocYear]:
    """A row a year, of the first of July.

    What the series can show: how far promises and wars on file divide states into camps. What it
    cannot: trade, arms, talk, and promises that are not on file.

    >>> [row.year for row in bloc_years(World.packaged(), 1984, 1986)]
    [1984, 1985, 1986]
    """
    if last < first:
        raise UsageError(f"the series ends in {last}, before it begins in {first}")
    return Table((_year(world, year) for year in range(first, last + 1)), BlocYear)


def _year(world: World, year: int) -> BlocYear:
    system = world.at(f"{year}-07-01")
    found, ties = blocs(system), signed_ties(system)
    sizes = [*map(len, found.members), 0, 0]
    return BlocYear(
        year, len(ties.states), len(found.members), sizes[0], sizes[1],
        round(found.modularity, 4), round(found.band[0], 4),
        round(frustration(ties.weights, bound=False).share, 4), len(found.wavering),
        found.settled,
    )  # fmt: skip
