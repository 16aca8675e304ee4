"""Whose attack a treaty is asked about: adversaries of its parties that the documents name, or
where they name none, those nearest to blows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ramify.reasoning.exposure.duties import disputing, hostile_pairs
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.pacts import Pact
from ramify.world.system import System

_TOLD = ("13", "15", "17", "18", "19", "20")
"""Roots of threats, shows of force, coercion and force."""


class Adversary(NamedTuple):
    """A state that may attack a party of a treaty, or be attacked by it."""

    foe: str
    party: str
    hostile: bool
    """Whether hostile acts between the two are told of."""


def adversaries(
    pact: Pact,
    parties: Collection[str],
    system: System,
    events: Iterable[Event],
    mentioned: Sequence[str],
) -> list[Adversary]:
    """The adversaries of some parties of a treaty, those that matter most first; a party without
    one is asked about with those of the others.

    Args:
        events: those told of.
        mentioned: ids of actors, most named first.
    """
    members = {p.actor for p in pact.parties}
    hostile = {
        frozenset((e.actor, e.target))
        for e in events
        if e.target and action(e.action).root in _TOLD
    }
    pairs = [*hostile_pairs(system, parties), *(tuple(pair) for pair in hostile)]
    foes = {
        (foe, party)
        for pair in pairs
        for foe, party in (pair, pair[::-1])
        if party in parties and foe not in members and foe in system.states
    }
    if not foes:
        others = _of_others(members, system)
        chosen = {*others} & {*mentioned} or _nearest_to_all(others, members, system)
        foes = {(foe, party) for foe in chosen for party in parties}
    named = {(foe, party) for foe, party in foes if foe in mentioned}
    own = named or foes
    alone = {*parties} - {party for _, party in own}
    every = own | {(foe, party) for foe, _ in own for party in alone}
    if named:
        return list(_ranked(every, own, system, hostile, mentioned))
    return [Adversary(*pair, False) for pair in _nearest(every, system)]


def _of_others(members: Collection[str], system: System) -> Counter[str]:
    """Who may come to blows with how many members of a pact: parties without an adversary of their
    own, as one that joins an alliance, are asked about with these if they are named, else with
    one of them."""
    pairs = sorted(map(sorted, hostile_pairs(system, members)))
    return Counter(code for pair in pairs for code in pair if code not in members)


def _nearest_to_all(foes: Counter[str], members: Collection[str], system: System) -> list[str]:
    """The one who has most members for neighbours, then for adversaries."""

    def order(foe: str) -> tuple[int, int, str]:
        beside = sum(_beside(foe, member, system) for member in members)
        return -beside, -foes[foe], foe

    return sorted((foe for foe in foes if foe in system.states), key=order)[:1]


def _ranked(
    pairs: Iterable[tuple[str, str]],
    own: Collection[tuple[str, str]],
    system: System,
    hostile: Collection[frozenset[str]],
    mentioned: Sequence[str],
) -> Iterator[Adversary]:
    """Those told of first, then those that may come to blows without a pact between them: of
    these neighbours in a dispute, then nuclear powers, then who else disputes a territory, then
    other neighbours."""
    rank = {code: place for place, code in enumerate(mentioned)}
    disputes = disputing(system)
    found = []
    for foe, party in pairs:
        told, lent = frozenset((foe, party)) in hostile, (foe, party) not in own
        disputed = (min(foe, party), max(foe, party)) in disputes
        far = not told and not disputed and _bound(foe, party, system)
        beside, armed = _beside(foe, party, system), foe in system.nuclear_powers
        near = not (disputed and beside), not armed, not disputed, not beside
        order = (not told, lent, far, *near, rank[foe], party)
        found.append((order, Adversary(foe, party, told)))
    yield from (one for _, one in sorted(found))


def _nearest(foes: Iterable[tuple[str, str]], system: System) -> list[tuple[str, str]]:
    """Enemies in war, then those who dispute a territory, then neighbours, nuclear powers and
    others, those with a pact of their own between them last; the first of each party before the
    second of any."""
    disputes = disputing(system)

    def distance(pair: tuple[str, str]) -> tuple[bool, bool, bool, bool, bool, str]:
        foe, party = pair
        beside = _beside(foe, party, system)
        disputed = (min(pair), max(pair)) in disputes
        far = not disputed and _bound(foe, party, system)
        armed = foe in system.nuclear_powers
        return not system.at_war(foe, party), not disputed, far, not beside, not armed, foe

    turns: Counter[str] = Counter()
    placed = []
    for pair in sorted(foes, key=distance):
        placed.append((turns[pair[1]], pair))
        turns[pair[1]] += 1
    return [pair for _, pair in sorted(placed, key=lambda one: one[0])]


def _beside(foe: str, party: str, system: System) -> bool:
    return any(foe in (border.a, border.b) for border in system.neighbours(party))


def _bound(foe: str, party: str, system: System) -> bool:
    """Whether a pact binds the two alone."""
    return any({foe, party} == {*system.parties(p.id)} for p in system.pacts(party))
