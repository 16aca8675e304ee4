"""Reach: which missiles of one state reach the capital of another, by the great circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.record.evidence import SourceEvidence
from ramify.world.actors import known_actor
from ramify.world.capabilities import Missile
from ramify.world.system import System
from ramify.world.when import holds

COVERAGE = (
    "the missile systems of `missiles.csv` in service on the day, measured from capital to "
    "capital; not every system of every state, and nothing of where launchers stand"
)


class Reach(NamedTuple):
    """How far a state's missiles go, beside how far another's capital is."""

    km: float | None
    """From capital to capital; None if one of the two is not on file."""
    systems: tuple[Missile, ...] | None
    """Systems in service that go so far, the longest first; launched from submarines they do
    wherever they are aimed. None if no system of the state is on file, or the way is not known."""
    tested: tuple[Missile, ...] = ()
    """Those that would, and of which no more than a test is known."""


def distance(system: System, one: str, other: str) -> float | None:
    """Kilometres from capital to capital; None if one of the two is not on file.

    >>> from ramify.world.world import World
    >>> round(distance(World.packaged().at("2024-07-01"), "CHN", "TWN"))
    1724
    """
    seats = system.world.seat_of
    return seats[one].km(seats[other]) if one in seats and other in seats else None


def reach(system: System, state: str, target: str) -> Reach:
    """Which missiles of a state on the system's day reach the capital of another.

    Raises:
        UnknownName: one of the two is not known.

    >>> from ramify.world.world import World
    >>> found = reach(World.packaged().at("2024-07-01"), "PRK", "JPN")
    >>> [missile.system for missile in found.systems], [m.system for m in found.tested]
    (['Hwasong-7 (Nodong)'], ['Hwasong-15'])
    """
    state, target = (known_actor(system.world, side).id for side in (state, target))
    km, held = distance(system, state, target), _held(system, state)
    if km is None or not held:
        return Reach(km, None)
    far = [missile for missile in held if missile.km >= km or missile.kind == "submarine"]
    far.sort(key=lambda missile: (-missile.km, missile.system))
    return Reach(
        km, tuple(m for m in far if not m.tested), tuple(m for m in far if m.tested)
    )  # fmt: skip


def _held(system: System, state: str) -> tuple[Missile, ...]:
    """The systems on file of a state on the day; a continuing state's own rows alone."""
    return _all_held(system).get(state, ())


@lru_cache(maxsize=8)
def _all_held(system: System) -> dict[str, tuple[Missile, ...]]:
    held = [m for m in system.world.missiles if holds(m.start, m.end, system.on)]
    return {state: tuple(m for m in held if m.state == state) for state in {m.state for m in held}}


def reach_differences(
    before: System, after: System, pairs: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """Missiles in service that came to reach a capital, or no longer do, among hostile pairs.

    Unit: systems.
    """
    for pair in pairs:
        for state, target in permutations(pair):
            if not (_held(before, state) or _held(after, state)):
                continue
            sides = [reach(system, state, target).systems for system in (before, after)]
            if sides[0] != sides[1]:
                yield _difference(before, after, state, target, sides)


def _difference(
    before: System,
    after: System,
    state: str,
    target: str,
    sides: list[tuple[Missile, ...] | None],
) -> Difference:
    named = {missile.system: missile for side in sides for missile in side or ()}
    parts = tuple(
        Part(
            who=(state,),
            before=None if sides[0] is None else float(missile in sides[0]),
            after=None if sides[1] is None else float(missile in sides[1]),
            words=f"{missile.system}, {missile.km:,.0f} km",
            evidence=(SourceEvidence(citation=missile.source),),
        )
        for missile in named.values()
    )
    counts = [None if side is None else float(len(side)) for side in sides]
    days = [s.on for s, side in zip((before, after), sides, strict=True) if side is None]
    name = name_of(after.world.actors, state)
    return Difference(
        measure="missiles in reach", actor=target, other=state, before=counts[0],
        after=counts[1], unit="systems", parts=parts, coverage=COVERAGE,
        missing=tuple(f"no missile of {name} is on file for {day}" for day in days),
    )  # fmt: skip
