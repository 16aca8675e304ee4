"""Institutions whose proper name means a state without saying which: houses, forces, services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ramify._value import Value
from ramify.world.actors import Actor, Sector
from ramify.world.load import read_rows
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.facts import Facts


class Institution(Value):
    """A row of institutions.csv: a part of a state or organisation, by the names it goes by.

    `named` marks names that others use as well, or that are words: they only count where the
    page names the actor in another way.
    """

    actor: str
    what: str
    """What it is: `presidential palace`, `foreign ministry`, `armed forces`."""
    sector: Sector
    names: tuple[str, ...]
    start: When | None = None
    """First day on which the names mean it; None if they do as long as the actor exists."""
    end: When | None = None
    named: bool = False
    source: str
    note: str | None = None

    def within(self, life: Actor) -> tuple[When | None, When | None] | None:
        """First and last day on which an actor's life has it; None if they have none in common."""
        starts = [day for day in (self.start, life.start) if day]
        ends = [day for day in (self.end, life.end) if day]
        start = max(starts, key=lambda day: day.start, default=None)
        end = min(ends, key=lambda day: day.end, default=None)
        return None if start and end and start.start > end.end else (start, end)


def held(world: Facts) -> Iterator[tuple[Institution, When | None, When | None]]:
    """The institutions of a world's actors, with the days on which each had them."""
    path = world.folder / "institutions.csv"
    lives: dict[str, list[Actor]] = defaultdict(list)
    for actor in world.lives:
        lives[actor.id].append(actor)
    for row in read_rows(path, Institution) if path.exists() else ():
        for life in lives[row.actor]:
            if days := row.within(life):
                yield row, *days
