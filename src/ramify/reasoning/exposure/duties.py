"""Duties in the hostile pairs that a change touches: who must fight, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from ramify.reasoning.exposure.defenders import bound_to
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.exposure.frontier import land
from ramify.reasoning.obligations import bound_at_once
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.reasoning.obligations.law.promises import CHARTER, Promise
from ramify.record.evidence import ArticleEvidence
from ramify.world.facts import Facts
from ramify.world.system import System

Fighters = Mapping[str, Promise]
"""Those who must fight, by id, and the promise that binds each."""
COVERAGE = (
    "an armed attack on the homeland that nothing provoked; those bound at once or after talks, "
    "not those who would follow"
)


def hostile_pairs(system: System, actors: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of states that may come to blows, in which one of the actors is.

    States at war; that dispute a territory; that fought each other since the Charter, they or
    those they continue; or of which one is the neighbour of an aggressor at war, as it was found
    to be. Left out of the last two are pairs bound to defend one another, and of the former
    those that cannot reach each other, over a border or as a great power.

    >>> from ramify.world.world import World
    >>> hostile_pairs(World.packaged().at("2024-07-01"), ["KOR"])
    (('CHN', 'KOR'), ('JPN', 'KOR'), ('KOR', 'PRK'))
    """
    held = _hostile(system)
    pairs = {(min(a, foe), max(a, foe)) for a in set(actors) for foe in held.get(a, ())}
    return tuple(sorted(pairs))


def foes(system: System, actor: str) -> tuple[str, ...]:
    """The states with which an actor makes a hostile pair, by id."""
    return _hostile(system).get(actor, ())


@lru_cache(maxsize=8)
def _hostile(system: System) -> dict[str, tuple[str, ...]]:
    """The foes of each state that has some."""
    found = {pair for war in system.wars for pair in war.pairs} | disputing(system)
    apart = {pair for pair in _fought(system) if _in_reach(system, *pair)}
    apart |= _beside_aggressors(system)
    states = set(system.states)
    found |= {(a, b) for a, b in apart if {a, b} <= states and not _allied(system, a, b)}
    held: dict[str, set[str]] = {}
    for one, other in found:
        if one != other and {one, other} <= states:
            held.setdefault(one, set()).add(other)
            held.setdefault(other, set()).add(one)
    return {state: tuple(sorted(against)) for state, against in held.items()}


@lru_cache(maxsize=8)
def disputing(system: System) -> frozenset[tuple[str, str]]:
    """Pairs that hold, are owed or claim the same territory, each in the order of their ids."""
    found: set[tuple[str, str]] = set()
    for place in system.territories:
        sides = {place.recognised, place.administered, *place.claimed} - {None}
        found |= set(combinations(sorted(map(str, sides)), 2))
    return frozenset(found)


def _fought(system: System) -> set[tuple[str, str]]:
    """Pairs that fought since the Charter, by the states that continue them."""
    heir = {actor.continues: actor.id for actor in system.actors.values() if actor.continues}
    return {
        (heir.get(a, a), heir.get(b, b))
        for war in system.world.wars
        if CHARTER <= war.start.start <= system.on
        for a, b in war.pairs
    }


def _beside_aggressors(system: System) -> set[tuple[str, str]]:
    """The neighbours of those who are at war and were found to have attacked without right."""
    aggressors = {code for war in system.wars if war.provoked is False for code in war.attacker}
    return {
        (aggressor, state)
        for aggressor in aggressors
        for state, _ in land(system).get(aggressor, ())
    }


def _allied(system: System, a: str, b: str) -> bool:
    return any(a in group for group in bound_to(system, b)) or any(
        b in group for group in bound_to(system, a)
    )


def _in_reach(system: System, a: str, b: str) -> bool:
    powers = great_powers(system.on)
    return a in powers or b in powers or any(b == near for near, _ in land(system).get(a, ()))


def duty_differences(
    before: System, after: System, pairs: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """Who must fight if one of a pair attacks the other: what is new, what is gone.

    Unit: states bound to fight for the one attacked.
    """
    for pair in pairs:
        for attacker, victim in (pair, pair[::-1]):
            then, now = (fighters(system, attacker, victim) for system in (before, after))
            if then.keys() != now.keys():
                world, by = after.world, {**then, **now}
                parts = tuple(
                    _part(world, code, (code in then, code in now), by[code]) for code in sorted(by)
                )
                yield _difference(attacker, victim, then, now, parts)


@lru_cache(maxsize=4096)
def _part(world: Facts, code: str, there: tuple[bool, bool], promise: Promise) -> Part:
    shares, article = (float(there[0]), float(there[1])), article_of(promise)
    return Part.of((code,), shares, name_of(world.actors, code), article.citation, (article,))


def _difference(
    attacker: str, victim: str, then: Fighters, now: Fighters, parts: tuple[Part, ...]
) -> Difference:
    return Difference(
        measure="bound to fight if attacked",
        actor=victim,
        other=attacker,
        before=float(len(then)),
        after=float(len(now)),
        unit="states",
        parts=parts,
        coverage=COVERAGE,
    )


def bound(system: System, attacker: str, victim: str) -> dict[str, ArticleEvidence]:
    """Those who must fight for a victim, each with its article; some may be torn.

    >>> from ramify.world.world import World
    >>> sorted(bound(World.packaged().at("2024-12-05"), "KOR", "PRK"))
    ['CHN', 'RUS']
    """
    found = fighters(system, attacker, victim)
    return {actor: article_of(promise) for actor, promise in found.items()}


@lru_cache(maxsize=4096)
def fighters(system: System, attacker: str, victim: str) -> Fighters:
    """Those who must fight for a victim, each with the promise that binds it."""
    return bound_at_once(system, attacker, victim)


@lru_cache(maxsize=4096)
def article_of(promise: Promise) -> ArticleEvidence:
    """The article that a promise stands in, as it is cited in short."""
    pact, ref = promise.pact, promise.article.ref
    citation = f"{pact.short}, {article_name(ref)}"
    return ArticleEvidence(pact=pact.id, article=ref, citation=citation, named=True)
