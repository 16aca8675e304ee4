"""Defenders: who is bound to fight for an actor if it is attacked, and how far a nuclear power is.

Counted are promises of defense and guarantees in force on the day that bind in law. What an
article asks of the attacker (a name, a region, a process first) stays with the part; whether it
is met, only a given attack shows (`obligations`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.law.promises import Promise, article_name, open_book
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import known_actor
from ramify.world.system import System
from ramify.world.wording import listing

_PROMISED = ("defense", "guarantee")
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
    book = open_book(system.world, system.on)
    found: dict[str, list[tuple[bool, Promise]]] = {}
    for promise in book.held.get(actor, ()):
        if promise.commitment.type in _PROMISED and promise.pact.binding:
            owers = book.owers(promise, actor)
            for certain, group in ((True, owers.bound), (False, owers.open)):
                for ower in group:
                    found.setdefault(ower, []).append((certain, promise))
    return {ower: _defender(ower, held) for ower, held in found.items()}


def _defender(actor: str, held: list[tuple[bool, Promise]]) -> Defender:
    certain = any(sure for sure, _ in held)
    told = {id(promise): promise for sure, promise in held if sure is certain}
    return Defender(actor, tuple(told.values()), certain)


def defender_differences(before: System, after: System, actor: str) -> Iterator[Difference]:
    """States, great and nuclear powers bound to defend an actor, and the way to a nuclear power.

    Unit: states; links (0 for a nuclear power itself, 1 for one with a nuclear defender).
    """
    then, now = defenders(before, actor), defenders(after, actor)
    kinds: tuple[tuple[Measure, Callable[[System, str], bool]], ...] = (
        ("great powers bound to defend", lambda system, code: great_power(code, system.on)),
        ("nuclear powers bound to defend", lambda system, code: code in system.nuclear_powers),
        ("states bound to defend", lambda system, code: True),
    )
    for measure, counts in kinds:
        yield _difference(measure, counts, (before, then), (after, now), actor)
    yield _links(before, after, actor)


def _difference(
    measure: Measure,
    counts: Callable[[System, str], bool],
    then: tuple[System, Mapping[str, Defender]],
    now: tuple[System, Mapping[str, Defender]],
    actor: str,
) -> Difference:
    sides = [
        {code: found for code, found in held.items() if counts(system, code)}
        for system, held in (then, now)
    ]
    world = now[0].world
    parts = tuple(
        Part(
            who=(code,),
            before=_counted(sides[0].get(code)),
            after=_counted(sides[1].get(code)),
            words=name_of(world.actors, code),
            by=_by(sides[1].get(code) or sides[0][code]),
            evidence=tuple(p.evidence for p in (sides[1].get(code) or sides[0][code]).promises),
        )
        for code in sorted(sides[0].keys() | sides[1].keys())
    )
    missing = tuple(
        f"whether {name_of(world.actors, part.who[0])} was bound is not known"
        for part in parts
        if part.before is None or part.after is None
    )
    return Difference(
        measure=measure,
        actor=actor,
        before=float(sum(part.before or 0 for part in parts)),
        after=float(sum(part.after or 0 for part in parts)),
        unit="states",
        parts=parts,
        coverage=COVERAGE + (_NUCLEAR if "nuclear" in measure else ""),
        missing=missing,
    )


def _counted(defender: Defender | None) -> float | None:
    if defender is None:
        return 0.0
    return 1.0 if defender.certain else None


def _by(defender: Defender) -> str:
    """The pacts that bind a defender, and against whom alone, if so."""
    told = []
    for promise in defender.promises:
        trigger = promise.commitment.trigger
        only = f", against {listing(trigger.by, 'or')} alone" if trigger and trigger.by else ""
        told.append(f"{promise.pact.short}, {article_name(promise.article.ref)}{only}")
    return "; ".join(dict.fromkeys(told))


def chain(system: System, actor: str) -> tuple[str, ...] | None:
    """The shortest way from an actor to a nuclear power, each bound to defend the one before.

    None if no such chain of duties leads to one.

    >>> from ramify.world.world import World
    >>> system = World.packaged().at("2024-07-01")
    >>> chain(system, "RUS"), chain(system, "JPN"), chain(system, "CHE")
    (('RUS',), ('JPN', 'USA'), None)
    """
    nuclear = set(system.nuclear_powers)
    ways: deque[tuple[str, ...]] = deque([(actor,)])
    seen = {actor}
    while ways:
        way = ways.popleft()
        if way[-1] in nuclear:
            return way
        for code, found in sorted(defenders(system, way[-1]).items()):
            if found.certain and code not in seen:
                seen.add(code)
                ways.append((*way, code))
    return None


def _links(before: System, after: System, actor: str) -> Difference:
    ways = chain(before, actor), chain(after, actor)
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
