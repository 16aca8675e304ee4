"""Likeness: attacks whose sides play the same parts in every promise heard have one answer.

The engine asks of an actor what kind it is, and what part it plays in promises and organisations.
Two that are alike in all of that can trade places, in the world without changing it, and so in an
answer. Of an attacker it asks less: its part in the promises that its victim and those who join
hold, and in those it holds itself that an attacker can call upon. Two attackers alike in these
can trade places too, unless they might be among those who join, and be asked for more.

This holds of duties that bind or may; those excused also tell of pacts no longer in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Set
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ramify.reasoning.obligations.facts import meant_by
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.law.lifetimes import joins_later, spells_of
from ramify.reasoning.obligations.law.promises import (
    CHARTER,
    FORCE,
    Book,
    Promise,
)
from ramify.world.actors import known_actor
from ramify.world.pacts import Scope
from ramify.world.when import holds


class Likeness:
    """Which actors are alike on the day of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._roles: dict[str, _Roles] = {}
        self._numbers: dict[Hashable, int] = {}

    def of_victim(self, code: str) -> Hashable:
        """What all have in common that can stand for an actor where it is struck at home.

        Raises:
            UnknownName: the world does not know the actor.
        """
        areas = known_actor(self.book.world, code).areas
        return self.roles(code).whole, bool(areas), self._areas.intersection(areas)

    def of_attacker(self, code: str, heard: Set[Promise]) -> Hashable:
        """What all have in common that can stand for an attacker where these promises are heard.

        Raises:
            UnknownName: the world does not know the actor.
        """
        roles = self.roles(code)
        parts = {promise: roles.parts[promise] for promise in roles.parts.keys() & heard}
        joins = any(
            promise.commitment.type in FORCE and code in promise.bound_to
            for promise in chain(parts, roles.calls)
        )
        return roles.calling, frozenset(parts.items()), roles.whole if joins else None

    def decisive(self, attacker: str, heard: Set[Promise]) -> frozenset[Promise]:
        """Of the promises heard of one attack, those that decide who can stand for the attacker."""
        return frozenset(heard & self._living - self.roles(attacker).calls)

    def roles(self, code: str) -> _Roles:
        """What there is to know of an actor."""
        found = self._roles.get(code)
        if found is None:
            found = self._roles[code] = self._find(code)
        return found

    def _find(self, code: str) -> _Roles:
        actor, on = known_actor(self.book.world, code), self.book.on
        named = self._naming[code] | self._naming.get(actor.continues or "", set())
        parts = {promise: self._part(promise, code) for promise in named}
        calls = frozenset(promise for promise in parts if self._calls(promise, code))
        standing = actor.kind, actor.contested, code in self.book.gone
        own = *standing, great_power(code, on), self._memberships[code], self._allies(code)
        whole = self._number((own, frozenset(parts.items())))
        calling = self._number((own, frozenset((promise, parts[promise]) for promise in calls)))
        return _Roles(parts, calls, whole, calling)

    def _allies(self, code: str) -> frozenset[tuple[str, bool | None]]:
        """To whom an actor is bound, of those whose allies are meant somewhere."""
        return frozenset((ally, self.book.allied(code, ally)) for ally in self._meant_allies)

    @cached_property
    def _meant_allies(self) -> frozenset[str]:
        triggers = (promise.commitment.trigger for promise in self._living)
        return frozenset(ally for trigger in triggers if trigger for ally in trigger.by_allies_of)

    def _number(self, traits: Hashable) -> int:
        return self._numbers.setdefault(traits, len(self._numbers))

    def _part(self, promise: Promise, code: str) -> int:
        """The part an actor plays in a promise and in its pact, as a number."""
        pact, commitment, world = promise.pact, promise.commitment, self.book.world
        trigger, scope = commitment.trigger, commitment.scope
        named = [commitment.once_helped_by]
        named += [trigger.by, trigger.supported_by] if trigger else []
        allies = trigger.by_allies_of if trigger else ()
        party = bool(spells_of(pact, code)) and (
            self.book.bound(pact, code),
            joins_later(pact, code, self.book.on),
        )
        return self._number((
            code in promise.bound_to,
            code in promise.holders,
            tuple(bool(meant_by(names, [code], world)) for names in named),
            code in allies,
            scope and tuple(code in places for places in _listed(scope)),
            party,
        ))  # fmt: skip

    def _calls(self, promise: Promise, code: str) -> bool:
        """Whether one that attacks can call upon a promise, or is kept from fighting by it.

        Since the Charter, to help the victim of an attack is no aggression against the attacker.
        """
        if promise.commitment.type == "nonaggression" and self.book.on >= CHARTER:
            return False
        heard = promise.for_attackers or promise.in_any_war or promise.ripens
        return heard and code in promise.holders

    @cached_property
    def _living(self) -> frozenset[Promise]:
        """The promises that are in force, or may be."""
        on = self.book.on
        return frozenset(p for p in self.book.promises if p.pact.holds(on) is not False)

    @cached_property
    def _naming(self) -> Mapping[str, set[Promise]]:
        """Of these, the promises that name an actor in any part."""
        found: dict[str, set[Promise]] = defaultdict(set)
        for promise in self._living:
            for code in _named(promise):
                found[code].add(promise)
        return found

    @cached_property
    def _areas(self) -> frozenset[str]:
        """The areas that any promise asks for."""
        scopes = (promise.commitment.scope for promise in self._living)
        return frozenset(area for scope in scopes if scope for area in scope.areas)

    @cached_property
    def _memberships(self) -> Mapping[str, frozenset[Hashable]]:
        """In which organisations an actor is, of those whose charters bind all members."""
        groups, on = {promise.pact.group for promise in self.book.universal}, self.book.on
        found: dict[str, frozenset[Hashable]] = defaultdict(frozenset)
        for (group, member), rows in self.book.memberships.items():
            if group in groups:
                spells = frozenset(holds(row.start, row.end, on) for row in rows)
                found[member] |= {(group, spells)}
        return found


class _Roles(NamedTuple):
    """What there is to know of an actor."""

    parts: Mapping[Promise, int]
    """Its part in each promise that names it."""
    calls: Set[Promise]
    """Those it can call upon when it attacks, or by which it keeps others from fighting it."""
    whole: int
    """Shared by all that are alike in everything but where they live."""
    calling: int
    """Shared by all that are alike in themselves and in what they can call upon."""


def _listed(scope: Scope) -> tuple[tuple[str, ...], ...]:
    """The places that a scope lists, by what it says of them."""
    return scope.includes, scope.excludes, scope.unsettled


def _named(promise: Promise) -> Iterator[str]:
    commitment = promise.commitment
    for names in (promise.owers, promise.holders, commitment.once_helped_by):
        yield from names
    for party in promise.pact.parties:
        yield party.actor
    if commitment.trigger:
        trigger = commitment.trigger
        yield from (*trigger.by, *trigger.by_allies_of, *trigger.supported_by)
    if commitment.scope:
        yield from chain.from_iterable(_listed(commitment.scope))


def exchange(model: tuple[str, str], pair: tuple[str, str]) -> dict[str, str]:
    """Who takes whose place when a pair is put where a pair like it was: a permutation.

    >>> exchange(("USA", "FRA"), ("GBR", "FRA"))
    {'FRA': 'FRA', 'GBR': 'USA', 'USA': 'GBR'}
    """
    first = {model[0]: pair[0], pair[0]: model[0]}
    moved = first.get(model[1], model[1])
    second = {moved: pair[1], pair[1]: moved}
    once = {code: first.get(code, code) for code in sorted({*model, *pair})}
    return {code: second.get(other, other) for code, other in once.items()}
