"""Defenders: who is bound to fight for an actor if it is attacked, and how far a nuclear power is.

Counted are promises of defense and guarantees in force on the day that bind in law. What an
article asks of the attacker (a name, a region, a process first) stays with the part; whether it
is met, only a given attack shows (`obligations`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.bonds import Givers
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.reasoning.obligations.law.promises import Promise, article_name, open_book
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import known_actor
from ramify.world.system import System
from ramify.world.wording import listing

COVERAGE = (
    "promises of defense and guarantees in force on the day that bind in law, whoever attacks; "
    "political undertakings are not counted"
)
_NUCLEAR = "; nuclear powers are those that say so (Israel does not)"


class Defender(NamedTuple):
    """One bound to defend another, by the promise of widest reach."""

    actor: str
    promises: tuple[Promise, ...]
    certain: bool
    """False if it is not known whether it was bound on the day."""


@lru_cache(maxsize=1024)
def defenders(system: System, actor: str) -> Mapping[str, Defender]:
    """Who is bound to fight for an actor on the system's day, by id.

    Raises:
        UnknownName: no such actor.

    >>> from ramify.world.world import World
    >>> sorted(defenders(World.packaged().at("2024-12-05"), "PRK"))
    ['CHN', 'RUS']
    """
    known_actor(system.world, actor)
    sure: dict[str, list[Promise]] = {}
    maybe: dict[str, list[Promise]] = {}
    for promise, givers in _promised(system, actor):
        for held, group in ((sure, givers.certain), (maybe, givers.open)):
            for ower in sorted(group - {actor}):
                held.setdefault(ower, []).append(promise)
    found = {ower: Defender(ower, tuple(promises), False) for ower, promises in maybe.items()}
    return found | {ower: Defender(ower, tuple(held), True) for ower, held in sure.items()}


@lru_cache(maxsize=1024)
def bound_to(system: System, actor: str) -> Givers:
    """Who is bound to fight for an actor, without the promises that bind them."""
    groups = [givers for _, givers in _promised(system, actor)]
    certain = frozenset[str]().union(*(group.certain for group in groups)) - {actor}
    maybe = frozenset[str]().union(*(group.open for group in groups))
    return Givers(certain, maybe - certain - {actor})


@lru_cache(maxsize=8)
def protected(system: System) -> Mapping[str, tuple[str, ...]]:
    """The states that each actor is bound to fight for, or may be.

    >>> from ramify.world.world import World
    >>> protected(World.packaged().at("2024-12-05"))["CHN"]
    ('PRK',)
    """
    found: dict[str, list[str]] = {}
    for state in system.states:
        for group in bound_to(system, state):
            for ower in group:
                found.setdefault(ower, []).append(state)
    return {ower: tuple(states) for ower, states in found.items()}


def _promised(system: System, actor: str) -> Iterator[tuple[Promise, Givers]]:
    """The promises of defense to an actor, and whom each binds, itself among others or not."""
    book = open_book(system.world, system.on)
    for promise in book.held_defending.get(actor, ()):
        if promise.pact.binding:
            yield promise, book.owing(promise, actor)


def defender_differences(before: System, after: System, actor: str) -> Iterator[Difference]:
    """States, great and nuclear powers bound to defend an actor, and the way to a nuclear power.

    Those that are the same on both are left out. Unit: states; links (0 for a nuclear power
    itself, 1 for one with a nuclear defender).
    """
    both = tuple((system, bound_to(system, actor)) for system in (before, after))
    kinds: tuple[tuple[Measure, Callable[[System], Iterable[str]] | None], ...] = (
        ("great powers bound to defend", lambda system: great_powers(system.on)),
        ("nuclear powers bound to defend", lambda system: system.nuclear_powers),
        ("states bound to defend", None),
    )
    for measure, which in kinds:
        then, now = (bound.among(which(system)) if which else bound for system, bound in both)
        if then != now:
            yield _difference(measure, (then, now), before, after, actor)
    ways = chain(before, actor), chain(after, actor)
    if ways[0] != ways[1]:
        yield _links(before, after, actor, ways)


def _difference(
    measure: Measure, sides: tuple[Givers, Givers], before: System, after: System, actor: str
) -> Difference:
    names, held = after.world.actors, (defenders(before, actor), defenders(after, actor))
    parts = []
    for code in sorted(frozenset[str]().union(*sides[0], *sides[1])):
        shares = _counted(code, sides[0]), _counted(code, sides[1])
        promises = held[shares[1] != 0][code].promises
        parts.append(_part(code, name_of(names, code), shares, promises))
    missing = tuple(
        f"whether {name_of(names, part.who[0])} was bound is not known"
        for part in parts
        if part.before is None or part.after is None
    )
    return Difference(
        measure=measure,
        actor=actor,
        before=float(len(sides[0].certain)),
        after=float(len(sides[1].certain)),
        unit="states",
        parts=tuple(parts),
        coverage=COVERAGE + (_NUCLEAR if "nuclear" in measure else ""),
        missing=missing,
    )


def _counted(code: str, side: Givers) -> float | None:
    if code in side.certain:
        return 1.0
    return None if code in side.open else 0.0


@lru_cache(maxsize=4096)
def _part(
    code: str, name: str, shares: tuple[float | None, float | None], promises: tuple[Promise, ...]
) -> Part:
    evidence = tuple(promise.evidence for promise in promises)
    return Part.of((code,), shares, name, _by(promises), evidence)


def _by(promises: tuple[Promise, ...]) -> str:
    """The pacts that bind a defender, and against whom alone, if so."""
    told = []
    for promise in promises:
        trigger = promise.commitment.trigger
        only = f", against {listing(trigger.by, 'or')} alone" if trigger and trigger.by else ""
        told.append(f"{promise.pact.short}, {article_name(promise.article.ref)}{only}")
    return "; ".join(dict.fromkeys(told))


def chain(system: System, actor: str) -> tuple[str, ...] | None:
    """The shortest way from an actor to a nuclear power, each bound to defend the one before.

    None if no such chain of duties leads to one.

    Raises:
        UnknownName: the actor is not known.

    >>> from ramify.world.world import World
    >>> system = World.packaged().at("2024-07-01")
    >>> chain(system, "RUS"), chain(system, "JPN"), chain(system, "CHE")
    (('RUS',), ('JPN', 'USA'), None)
    """
    actor, nuclear = known_actor(system.world, actor).id, set(system.nuclear_powers)
    ways: deque[tuple[str, ...]] = deque([(actor,)])
    seen = {actor}
    if actor in nuclear:
        return (actor,)
    while ways and nuclear:
        way = ways.popleft()
        for code in sorted(bound_to(system, way[-1]).certain - seen):
            if code in nuclear:
                return (*way, code)
            seen.add(code)
            ways.append((*way, code))
    return None


def _links(
    before: System, after: System, actor: str, ways: tuple[tuple[str, ...] | None, ...]
) -> Difference:
    names = after.world.actors
    lengths = [None if way is None else float(len(way) - 1) for way in ways]
    parts = tuple(
        Part(
            who=way,
            before=lengths[0] if way == ways[0] else 0.0,
            after=lengths[1] if way == ways[1] else 0.0,
            words=" ← ".join(name_of(names, code) for code in way),
            evidence=(ComputedEvidence(by="chain of duties to defend", inputs=way),),
        )
        for way in dict.fromkeys(way for way in ways if way)
    )
    days = [system.on for system, way in zip((before, after), ways, strict=True) if way is None]
    return Difference(
        measure="links to a nuclear power",
        actor=actor,
        before=lengths[0],
        after=lengths[1],
        unit="links",
        parts=parts,
        coverage=COVERAGE + _NUCLEAR,
        missing=tuple(f"no chain of duties leads to a nuclear power on {day}" for day in days),
    )
