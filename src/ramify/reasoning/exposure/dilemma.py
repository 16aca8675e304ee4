"""Entrapment and abandonment: what an actor's promises can draw it into, and who leaves it alone.

Snyder's two fears of an ally (The Security Dilemma in Alliance Politics, World Politics 36, 1984),
as far as promises tell: being drawn into the war of another, and standing alone in one's own.
Whether an ally would come is not told by this (see `fulfilment`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.exposure.duties import COVERAGE, article_of, fighters, foes
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.promises import Promise
from ramify.record.evidence import ArticleEvidence
from ramify.world.actors import known_actor
from ramify.world.facts import Facts
from ramify.world.system import System

Pair = tuple[str, str]
"""An attacker and its victim, by id."""
Attacks = Mapping[Pair, Promise]
"""Attacks in which an actor must fight, and the promise that binds it."""
_NONE: Attacks = {}


def entrapment(system: System, actor: str) -> dict[Pair, ArticleEvidence]:
    """The attacks on others in which an actor must fight, and the article that binds it.

    An attacker and a victim that are hostile to each other; the actor is neither.

    Raises:
        UnknownName: the actor is not known.

    >>> from ramify.world.world import World
    >>> found = entrapment(World.packaged().at("2024-12-05"), "RUS")
    >>> ("KOR", "PRK") in found, found["KOR", "PRK"].citation
    (True, 'Russia–North Korea treaty of 2024, article 4')
    """
    actor = known_actor(system.world, actor).id
    return {pair: article_of(promise) for pair, promise in _attacks(system, actor).items()}


def _attacks(system: System, actor: str) -> Attacks:
    return _all_attacks(system).get(actor, _NONE)


@lru_cache(maxsize=8)
def _all_attacks(system: System) -> Mapping[str, Attacks]:
    """By who must fight: the attacks of hostile states on others in which it must."""
    found: dict[str, dict[Pair, Promise]] = defaultdict(dict)
    for victim in system.states:
        for attacker in foes(system, victim):
            for fighter, promise in fighters(system, attacker, victim).items():
                if fighter not in (attacker, victim):
                    found[fighter][attacker, victim] = promise
    return found


def abandonment(system: System, actor: str) -> tuple[str, ...]:
    """The states hostile to an actor against whose attack nobody is bound to fight for it.

    Raises:
        UnknownName: the actor is not known.

    >>> from ramify.world.world import World
    >>> abandonment(World.packaged().at("2024-07-01"), "UKR")
    ('BLR', 'RUS')
    """
    actor = known_actor(system.world, actor).id
    return tuple(foe for foe in foes(system, actor) if not fighters(system, foe, actor))


def dilemma_differences(before: System, after: System, actor: str) -> Iterator[Difference]:
    """Attacks on others that an actor must join, and foes it would face alone, where they differ.

    Units: attacks (an attacker and a victim each); states.
    """
    then, now = _attacks(before, actor), _attacks(after, actor)
    if then.keys() != now.keys():
        yield _drawn_in(after, actor, then, now)
    alone = abandonment(before, actor), abandonment(after, actor)
    if alone[0] != alone[1]:
        yield _left_alone(after, actor, *alone)


def _drawn_in(after: System, actor: str, then: Attacks, now: Attacks) -> Difference:
    world, by = after.world, {**then, **now}
    parts = tuple(_part(world, pair, (pair in then, pair in now), by[pair]) for pair in sorted(by))
    return _counted("entrapment", "attacks", actor, parts)


@lru_cache(maxsize=8192)
def _part(world: Facts, pair: Pair, there: tuple[bool, bool], promise: Promise) -> Part:
    shares, article = (float(there[0]), float(there[1])), article_of(promise)
    attacker, victim = (name_of(world.actors, code) for code in pair)
    words = f"for {victim} against {attacker}"
    return Part.of(pair[::-1], shares, words, article.citation, (article,))


def _left_alone(
    after: System, actor: str, then: tuple[str, ...], now: tuple[str, ...]
) -> Difference:
    parts = tuple(
        Part(
            who=(foe,),
            before=float(foe in then),
            after=float(foe in now),
            words=name_of(after.world.actors, foe),
        )
        for foe in sorted({*then, *now})
    )
    return _counted("abandonment", "states", actor, parts)


def _counted(measure: Measure, unit: str, actor: str, parts: tuple[Part, ...]) -> Difference:
    return Difference(
        measure=measure, actor=actor, unit=unit, parts=parts, coverage=COVERAGE,
        before=sum(part.before or 0.0 for part in parts),
        after=sum(part.after or 0.0 for part in parts),
    )  # fmt: skip
