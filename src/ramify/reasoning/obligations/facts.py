"""What the engine asks of a system, and the lookups it makes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.world.actors import Actor, Membership, Territory, known_actor
from ramify.world.control import on_day, unheld
from ramify.world.pacts import Pact
from ramify.world.wars import War


class WorldLike(Protocol):
    """Actors, pacts, territories and memberships with their dates; `ramify.World` is one."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...
    @property
    def lives(self) -> tuple[Actor, ...]: ...
    @property
    def pacts(self) -> Mapping[str, Pact]: ...
    @property
    def territories(self) -> Mapping[str, tuple[Territory, ...]]: ...
    @property
    def memberships(self) -> tuple[Membership, ...]: ...
    @property
    def wars(self) -> tuple[War, ...]: ...
    def __hash__(self) -> int: ...


class SystemLike(Protocol):
    """A world on one day; `ramify.System` is one."""

    @property
    def world(self) -> WorldLike: ...
    @property
    def on(self) -> date: ...


def name_of(actors: Mapping[str, Actor], code: str | None) -> str:
    """An actor as one names it."""
    if code is None:
        return "an unknown attacker"
    actor = actors.get(code)
    return actor.name if actor else code


def meant_by(named: Collection[str], actors: Iterable[str], world: WorldLike) -> list[str]:
    """Those of some actors that an article names, or that continue one it names."""
    found = []
    for code in actors:
        actor = world.actors.get(code)
        if code in named or (actor is not None and actor.continues in named):
            found.append(code)
    return found


def place_on(world: WorldLike, code: str, on: date) -> Territory:
    """A territory on a day; where no row holds that day, one of which nothing is known.

    Raises:
        UnknownName: neither a territory nor a state.
    """
    spells = world.territories.get(code)
    if spells:
        return on_day(spells, on) or unheld(spells[0])
    actor = world.actors.get(code)
    if actor is None or actor.kind != "state":
        known = [*world.territories, *world.actors]
        raise UnknownName(code, kind="territory", near=nearest(code, known))
    return homeland(actor)


def homeland(actor: Actor) -> Territory:
    """The metropolitan territory of a state."""
    return Territory(
        id=actor.id,
        name=actor.name,
        recognised=actor.id,
        administered=actor.id,
        areas=actor.areas,
        source=actor.source,
    )


@lru_cache(maxsize=1024)
def homeland_of(world: WorldLike, code: str) -> Territory:
    """The metropolitan territory of an actor of a world, by id."""
    return homeland(known_actor(world, code))


def enclosing(world: WorldLike, place: Territory) -> tuple[str, ...]:
    """The ids of a place and of all it lies within."""
    chain = [place.id]
    inside = place.within
    while inside is not None and inside not in chain:
        chain.append(inside)
        spells = world.territories.get(inside)
        inside = spells[0].within if spells else None
    return tuple(chain)
