"""Blocs over the years: is the world parting into camps?"""

from __future__ import annotations

from typing import NamedTuple

from ramify._table import Table
from ramify.reasoning.exposure.blocs.blocs import Blocs, blocs
from ramify.reasoning.exposure.blocs.frustration import frustration
from ramify.reasoning.exposure.blocs.sides import changed_side
from ramify.reasoning.exposure.blocs.ties import signed_ties
from ramify.reasoning.exposure.yearly import yearly
from ramify.world.system import System
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
    """Signed modularity of the best partition that was found."""
    low: float
    """Least modularity over the orders of search; `modularity` is the greatest."""
    frustration: float
    """Share of the weight of ties that no split into two camps satisfies (found by search)."""
    bound: float
    """No split into two camps has less frustration (a linear program)."""
    wavering: int
    """States whose bloc hangs on the order of search."""
    settled: bool
    changed: tuple[str, ...]
    """States that went from one bloc into another since the last settled year of the series."""


def bloc_years(world: World, first: int, last: int) -> Table[BlocYear]:
    """A row a year, of the first of July.

    What the series can show: how far promises and wars on file divide states into camps. What it
    cannot: trade, arms, talk, and promises that are not on file.

    Raises:
        MissingExtra: the search needs `ramify[dynamics]`.
        UsageError: the years run backwards, or begin before all facts.

    >>> [row.year for row in bloc_years(World.packaged(), 1984, 1986)]
    [1984, 1985, 1986]
    """
    rows, settled = [], None
    for system in yearly(world, first, last):
        found = blocs(system)
        rows.append(_row(system, found, settled))
        settled = found if found.settled else settled
    return Table(rows, BlocYear)


def _row(system: System, found: Blocs, before: Blocs | None) -> BlocYear:
    ties = signed_ties(system)
    sizes = [*map(len, found.members), 0, 0]
    camps = frustration(ties.weights)
    return BlocYear(
        year=system.on.year,
        states=len(ties.states),
        blocs=len(found.members),
        first=sizes[0],
        second=sizes[1],
        modularity=round(found.modularity, 4),
        low=round(found.band[0], 4),
        frustration=round(camps.share, 4),
        bound=round(camps.bound or 0.0, 4),
        wavering=len(found.wavering),
        settled=found.settled,
        changed=() if before is None else changed_side(before, found),
    )
