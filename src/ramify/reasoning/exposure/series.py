"""An actor over the years: who must defend it, how near to whom it stands, by July of each year."""

from __future__ import annotations

from typing import NamedTuple

from ramify._errors import UsageError
from ramify._table import Table
from ramify.reasoning.exposure.alignment import kappa, portfolios
from ramify.reasoning.exposure.defenders import chain, defenders
from ramify.reasoning.exposure.votes.points import IdealPoints
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.world.system import System
from ramify.world.world import World


class ActorYear(NamedTuple):
    """Where an actor stood on the first of July of a year, toward one great power of the time."""

    year: int
    actor: str
    great_powers: int
    """Great powers bound to defend it."""
    nuclear_powers: int
    defenders: int
    """States bound to defend it."""
    links: int | None
    """Links of duty to a nuclear power; None if no chain leads to one."""
    power: str
    """The great power that the rest is about."""
    defends: bool
    """Whether that power is bound to defend it."""
    alignment: float | None
    """κ of their portfolios of promises; None where neither varies."""
    votes: float | None
    """Distance of their ideal points in the session of the day; None where one is not known."""


def actor_years(world: World, actor: str, first: int, last: int) -> Table[ActorYear]:
    """A row for each year in which the actor existed, and each great power of it but itself.

    Raises:
        UsageError: the years run backwards, or the actor existed in none of them.
        UnknownName: no such actor.

    >>> rows = actor_years(World.packaged(), "PRK", 2023, 2025)
    >>> [(row.year, row.great_powers) for row in rows if row.power == "RUS"]
    [(2023, 1), (2024, 1), (2025, 2)]
    """
    world.actor(actor)
    if last < first:
        raise UsageError(f"the series ends in {last}, before it begins in {first}")
    systems = [world.at(f"{year}-07-01") for year in range(first, last + 1)]
    lived = [system for system in systems if actor in system.states]
    if not lived:
        life = world.actor(actor)
        dates = f"{life.start or 'an unknown day'} to {life.end or 'today'}"
        raise UsageError(
            f"{life.name} was no state in July of any year from {first} to {last}",
            repair=f"it is one from {dates}" if life.kind == "state" else "name a state",
        )
    return Table((row for system in lived for row in _rows(system, actor)), ActorYear)


def _rows(system: System, actor: str) -> list[ActorYear]:
    bound = {code for code, found in defenders(system, actor).items() if found.certain}
    way = chain(system, actor)
    powers = great_powers(system.on) - {actor}
    return [
        ActorYear(
            system.on.year, actor, len(bound & powers), len(bound & {*system.nuclear_powers}),
            len(bound), None if way is None else len(way) - 1, power, power in bound,
            _alignment(system, actor, power), _votes(system, actor, power),
        )
        for power in sorted(powers & {*system.states})
    ]  # fmt: skip


def _alignment(system: System, actor: str, power: str) -> float | None:
    held = portfolios(system)
    found = kappa(held.of(actor), held.of(power))
    return None if found is None else round(found, 4)


def _votes(system: System, actor: str, power: str) -> float | None:
    points = IdealPoints.packaged()
    session = points.session(system.on)
    if session is None:
        return None
    seats = [points.at.get((code, session)) for code in (actor, power)]
    return round(abs(seats[0].point - seats[1].point), 4) if seats[0] and seats[1] else None
