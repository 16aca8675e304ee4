"""Years: the systems of the first of July of each, which series are made of."""

from __future__ import annotations

from ramify._errors import UsageError
from ramify.world.system import System
from ramify.world.world import World


def yearly(world: World, first: int, last: int) -> list[System]:
    """The system of each first of July from one year to another.

    Raises:
        UsageError: the years run backwards, or begin before all facts.

    >>> [str(system.on) for system in yearly(World.packaged(), 2023, 2024)]
    ['2023-07-01', '2024-07-01']
    """
    if last < first:
        raise UsageError(f"the series ends in {last}, before it begins in {first}")
    begun = world.about.coverage.get("states")
    if begun and first < begun.start.year:
        raise UsageError(f"{first} lies before all facts", repair=f"they begin on {begun}")
    return [world.at(f"{year:04}-07-01") for year in range(first, last + 1)]
