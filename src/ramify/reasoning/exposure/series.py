"""An actor over the years: who must defend it, how near to whom it stands, by July of each year."""

from __future__ import annotations

from typing import NamedTuple

from ramify._errors import UsageError
from ramify._table import Table
from ramify.reasoning.exposure.agreement import kappa
from ramify.reasoning.exposure.alignment import portfolios
from ramify.reasoning.exposure.defenders import bound_to, chain
from ramify.reasoning.exposure.dilemma import abandonment, entrapment
from ramify.reasoning.exposure.frontier import alliances, frontier_lengths, side_id
from ramify.reasoning.exposure.votes.points import IdealPoints
from ramify.reasoning.exposure.yearly import yearly
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
    entrapment: int
    """Attacks on others in which it must fight."""
    abandonment: int
    """Hostile states against which nobody is bound to fight for it."""
    power: str
    """The great power that the rest is about."""
    defends: bool
    """Whether that power is bound to defend it."""
    alignment: float | None
    """κ of their portfolios of promises; None where neither varies."""
    votes: float | None
    """Distance of their ideal points in the session of the day; None where one is not known."""


class FrontierYear(NamedTuple):
    """The land frontier of an alliance with one state outside on the first of July of a year."""

    year: int
    alliance: str
    other: str
    km: float | None
    """None if the length of a border is not on file."""
    borders: int
    """Pairs of states that share it."""


def frontier_years(world: World, alliance: str, first: int, last: int) -> Table[FrontierYear]:
    """A row for each year and each state outside that an alliance borders on by land.

    Raises:
        UsageError: the years run backwards or begin before all facts, or there was no such
            alliance in any of them.
        UnknownName: neither an actor nor a pact has this id.

    >>> rows = frontier_years(World.packaged(), "NATO", 2022, 2024)
    >>> [(row.year, row.km) for row in rows if row.other == "RUS"]
    [(2022, 1317.0), (2023, 2657.0), (2024, 2657.0)]
    """
    alliance, systems = side_id(world, alliance), yearly(world, first, last)
    allied = [system for system in systems if alliance in alliances(system)]
    if not allied:
        name = world.called(alliance)
        raise UsageError(
            f"{name} was no state, and no alliance of three or more, in July of any year from "
            f"{first} to {last}",
            repair="name a state, or an alliance such as NATO",
        )
    rows = (
        FrontierYear(system.on.year, alliance, other, km, borders)
        for system in allied
        for other, (km, borders) in frontier_lengths(system, alliance).items()
    )
    return Table(rows, FrontierYear)


def actor_years(world: World, actor: str, first: int, last: int) -> Table[ActorYear]:
    """A row for each year in which the actor existed, and each great power of it but itself.

    Raises:
        UsageError: the years run backwards or begin before all facts, or the actor existed in
            none of them.
        UnknownName: no such actor.

    >>> rows = actor_years(World.packaged(), "PRK", 2023, 2025)
    >>> [(row.year, row.great_powers) for row in rows if row.power == "RUS"]
    [(2023, 1), (2024, 1), (2025, 2)]
    """
    world.actor(actor)
    systems = yearly(world, first, last)
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
    bound, way = bound_to(system, actor).certain, chain(system, actor)
    drawn, alone = len(entrapment(system, actor)), len(abandonment(system, actor))
    powers = great_powers(system.on) - {actor}
    return [
        ActorYear(
            year=system.on.year,
            actor=actor,
            great_powers=len(bound & powers),
            nuclear_powers=len(bound & {*system.nuclear_powers}),
            defenders=len(bound),
            links=None if way is None else len(way) - 1,
            entrapment=drawn,
            abandonment=alone,
            power=power,
            defends=power in bound,
            alignment=_alignment(system, actor, power),
            votes=_votes(system, actor, power),
        )
        for power in sorted(powers & {*system.states})
    ]


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
