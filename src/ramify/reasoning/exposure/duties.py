"""Duties in the hostile pairs that a change touches: who must fight, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from ramify.reasoning.exposure.defenders import defenders
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.obligations import Attack, Situation, bound_at_once
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.law.promises import CHARTER, FORCE, article_name, open_book
from ramify.record.evidence import ArticleEvidence
from ramify.world.system import System

_BOUND = ("owed", "owed after consultation")
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
    return tuple(sorted({pair for actor in set(actors) for pair in held.get(actor, ())}))


@lru_cache(maxsize=8)
def _hostile(system: System) -> dict[str, tuple[tuple[str, str], ...]]:
    """The hostile pairs of each state that has some."""
    found = {pair for war in system.wars for pair in war.pairs} | disputing(system)
    apart = {pair for pair in _fought(system) if _in_reach(system, *pair)}
    apart |= _beside_aggressors(system)
    states = set(system.states)
    found |= {(a, b) for a, b in apart if {a, b} <= states and not _allied(system, a, b)}
    held: dict[str, list[tuple[str, str]]] = {}
    for pair in {(min(pair), max(pair)) for pair in found}:
        if pair[0] != pair[1] and states.issuperset(pair):
            for state in pair:
                held.setdefault(state, []).append(pair)
    return {state: tuple(pairs) for state, pairs in held.items()}


def disputing(system: System) -> set[tuple[str, str]]:
    """Pairs that hold, are owed or claim the same territory, each in the order of their ids."""
    found: set[tuple[str, str]] = set()
    for place in system.territories:
        sides = {place.recognised, place.administered, *place.claimed} - {None}
        found |= set(combinations(sorted(map(str, sides)), 2))
    return found


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
        for border in system.neighbours(aggressor)
        for state in (border.a, border.b)
    }


def _allied(system: System, a: str, b: str) -> bool:
    return a in defenders(system, b) or b in defenders(system, a)


def _in_reach(system: System, a: str, b: str) -> bool:
    reach = any(great_power(code, system.on) for code in (a, b))
    return reach or any(b in (border.a, border.b) for border in system.neighbours(a))


def duty_differences(
    before: System, after: System, pairs: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """Who must fight if one of a pair attacks the other: what is new, what is gone.

    Unit: states bound to fight for the one attacked.
    """
    for pair in pairs:
        for attacker, victim in (pair, pair[::-1]):
            found = _difference(before, after, attacker, victim)
            if found.changed:
                yield found


def _difference(before: System, after: System, attacker: str, victim: str) -> Difference:
    then, now = (bound(system, attacker, victim) for system in (before, after))
    parts = tuple(
        Part(
            who=(code,),
            before=float(code in then),
            after=float(code in now),
            words=name_of(after.world.actors, code),
            by=(now.get(code) or then[code]).citation,
            evidence=(now.get(code) or then[code],),
        )
        for code in sorted(then.keys() | now.keys())
    )
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


@lru_cache(maxsize=4096)
def bound(system: System, attacker: str, victim: str) -> Mapping[str, ArticleEvidence]:
    """Those who must fight for a victim, each with its article; some may be torn.

    >>> from ramify.world.world import World
    >>> sorted(bound(World.packaged().at("2024-12-05"), "KOR", "PRK"))
    ['CHN', 'RUS']
    """
    promised = open_book(system.world, system.on).held.get(victim, ())
    if not any(promise.commitment.type in FORCE for promise in promised):
        return {}
    attack = Attack(attacker=attacker, victim=victim, on=system.on, provoked=False)
    situation = Situation(on=system.on, attacks=(attack,))
    found: dict[str, ArticleEvidence] = {}
    for finding, actor in bound_at_once(system, situation):
        heard = finding.hearing
        bound_now = heard.forceful and heard.holder == victim and finding.status in _BOUND
        if not bound_now or actor in found:
            continue
        if not heard.promise.commitment.leaves_to(actor, system.on):
            pact = heard.promise.pact
            found[actor] = _article(pact.id, pact.short, heard.promise.article.ref)
    return found


@lru_cache(maxsize=1024)
def _article(pact: str, short: str, ref: str) -> ArticleEvidence:
    return ArticleEvidence(pact=pact, article=ref, citation=f"{short}, {article_name(ref)}")
