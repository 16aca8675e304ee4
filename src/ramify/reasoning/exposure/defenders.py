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
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.law.bonds import NOBODY, Givers
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.reasoning.obligations.law.promises import Promise, open_book
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import known_actor
from ramify.world.facts import Facts
from ramify.world.system import System
from ramify.world.wording import listing

COVERAGE = (
    "promises of defense and guarantees in force on the day that bind in law, whoever attacks; "
    "political undertakings are not counted"
)
_NUCLEAR = "; nuclear powers are those that say so (Israel does not)"


Promises = tuple[Promise, ...]


class Defender(NamedTuple):
    """One bound to defend another, by the promise of widest reach."""

    actor: str
    promises: Promises
    certain: bool
    """False if it is not known whether it was bound on the day."""


def defenders(system: System, actor: str) -> Mapping[str, Defender]:
    """Who is bound to fight for an actor on the system's day, by id.

    Raises:
        UnknownName: no such actor.

    >>> from ramify.world.world import World
    >>> sorted(defenders(World.packaged().at("2024-12-05"), "PRK"))
    ['CHN', 'RUS']
    """
    known_actor(system.world, actor)
    sure, maybe = _promises(system, actor)
    found = {ower: Defender(ower, held, False) for ower, held in maybe.items()}
    return found | {ower: Defender(ower, held, True) for ower, held in sure.items()}


@lru_cache(maxsize=1024)
def _promises(system: System, actor: str) -> tuple[dict[str, Promises], dict[str, Promises]]:
    """The promises to defend an actor by who is bound by them, and by who may be."""
    sure: dict[str, Promises] = {}
    maybe: dict[str, Promises] = {}
    for promise, givers in open_book(system.world, system.on).defending.get(actor, ()):
        if promise.pact.binding:
            for held, group in ((sure, givers.certain), (maybe, givers.open)):
                for ower in sorted(group - {actor}):
                    held[ower] = (*held.get(ower, ()), promise)
    return sure, maybe


@lru_cache(maxsize=1024)
def _all_promises(system: System, actor: str) -> dict[str, Promises]:
    """The same of both; of one that is bound for certain, those alone that bind it so."""
    sure, maybe = _promises(system, actor)
    return maybe | sure


def bound_to(system: System, actor: str) -> Givers:
    """Who is bound to fight for an actor, without the promises that bind them."""
    return _bound(system).get(actor, NOBODY)


@lru_cache(maxsize=8)
def _bound(system: System) -> Mapping[str, Givers]:
    """Who is bound to fight for each that anybody is, or may be, bound to."""
    return {
        holder: _together([givers for promise, givers in held if promise.pact.binding], holder)
        for holder, held in open_book(system.world, system.on).defending.items()
    }


def _together(groups: list[Givers], holder: str) -> Givers:
    """Whoever is in one of some groups, but for the holder itself; certain if so in any."""
    certain = frozenset[str]().union(*(group.certain for group in groups)) - {holder}
    maybe = frozenset[str]().union(*(group.open for group in groups))
    return Givers(certain, maybe - certain - {holder})


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
    held = _all_promises(before, actor), _all_promises(after, actor)
    parts = []
    for code in sorted(frozenset[str]().union(*sides[0], *sides[1])):
        shares = _counted(code, sides[0]), _counted(code, sides[1])
        parts.append(_part(after.world, code, shares, held[shares[1] != 0][code]))
    missing = tuple(
        f"whether {part.words} was bound is not known"
        for part in parts
        if part.before is None or part.after is None
    )
    values = float(len(sides[0].certain)), float(len(sides[1].certain))
    coverage = COVERAGE + (_NUCLEAR if "nuclear" in measure else "")
    return Difference.against(
        measure, (actor, None), values, "states", tuple(parts), coverage, missing
    )


def _counted(code: str, side: Givers) -> float | None:
    if code in side.certain:
        return 1.0
    return None if code in side.open else 0.0


@lru_cache(maxsize=16_384)
def _part(
    world: Facts, code: str, shares: tuple[float | None, float | None], promises: Promises
) -> Part:
    evidence = tuple(promise.evidence for promise in promises)
    return Part.of((code,), shares, name_of(world.actors, code), _by(promises), evidence)


def _by(promises: Promises) -> str:
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
