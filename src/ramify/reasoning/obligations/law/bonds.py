"""Bonds: who is bound by a pact on one day: yes, no, or not known; the words are the book's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple

from ramify.reasoning.obligations.answer import Reason
from ramify.world.pacts import Commitment, Pact
from ramify.world.when import When, holds

ALWAYS = When("0001")


class Givers(NamedTuple):
    """Ids of those bound to something, and of those of whom that is not known."""

    certain: frozenset[str]
    open: frozenset[str] = frozenset()

    def to(self, holder: bool | None) -> Givers:
        """Those bound to one that may hold it, may hold it for all that is known, or may not."""
        if holder is None:
            return Givers(frozenset(), self.certain | self.open)
        return self if holder else NOBODY

    def among(self, actors: Iterable[str]) -> Givers:
        """Those of them who are among some."""
        return Givers(self.certain.intersection(actors), self.open.intersection(actors))


NOBODY = Givers(frozenset())


class Owers(NamedTuple):
    """Those who may owe a promise, each with the reason that it binds them, might or does not."""

    bound: Mapping[str, Reason]
    open: Mapping[str, Reason]
    """It is not known whether they are bound."""
    free: Mapping[str, Reason]
    """Not bound; one that joins only later is not among them, since nobody knew of that."""

    def among(self, able: Set[str | None]) -> Owers:
        """Those of them who are able."""
        return Owers(*(_among(group, able) if group else group for group in self))


class Bonds:
    """What is in force on a day, and for whom."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._of: dict[str, Mapping[str, bool | None]] = {}
        self._lives: dict[str, bool | None] = {}

    def of(self, pact: Pact) -> Mapping[str, bool | None]:
        """Whether each that ever was a party is one on the day; None if that is not known."""
        found = self._of.get(pact.id)
        if found is None:
            found = self._of[pact.id] = self._found(pact)
        return found

    def _found(self, pact: Pact) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        for party in pact.parties:
            start, end = party.start or pact.in_force or ALWAYS, party.end or pact.end
            found[party.actor] = surest(found.get(party.actor, False), holds(start, end, self.on))
        return found

    def stands(self, pact: Pact, commitment: Commitment) -> bool | None:
        """Whether a pact and its commitment are in force, whoever is bound."""
        if pact.id not in self._lives:
            self._lives[pact.id] = pact.holds(self.on)
        life = self._lives[pact.id]
        if commitment.start or commitment.end:
            start, end = commitment.start or pact.in_force, commitment.end or pact.end
            return weakest(life, holds(start, end, self.on))
        return life

    def between(self, pact: Pact, commitment: Commitment, ower: str, holder: str) -> bool | None:
        """Whether a commitment is in force from one to another; a holder named may be no party."""
        return weakest(
            weakest(self.stands(pact, commitment), self.of(pact).get(ower, False)),
            self.held(pact, commitment, holder),
        )

    def owing(self, pact: Pact, commitment: Commitment, owers: Iterable[str]) -> Givers:
        """Those of some who owe a commitment to whoever holds it."""
        life = self.stands(pact, commitment)
        if life is False:
            return NOBODY
        parties = self.of(pact)
        found: dict[bool | None, list[str]] = {True: [], None: [], False: []}
        for code in owers:
            found[weakest(life, parties.get(code, False))].append(code)
        return Givers(frozenset(found[True]), frozenset(found[None]))

    def held(self, pact: Pact, commitment: Commitment, holder: str) -> bool | None:
        """Whether one may hold a commitment on the day: as a party, or named without being one."""
        parties = self.of(pact)
        third = bool(commitment.to) and holder not in parties
        return True if third else parties.get(holder, False)


def weakest(one: bool | None, other: bool | None) -> bool | None:
    """Both of two: False if one is False, None if one is not known.

    >>> weakest(True, None), weakest(None, False), weakest(True, True)
    (None, False, True)
    """
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def surest(one: bool | None, other: bool | None) -> bool | None:
    """Either of two: True if one is True, None if one is not known.

    >>> surest(True, None), surest(None, False), surest(False, False)
    (True, None, False)
    """
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


def _among(group: Mapping[str, Reason], able: Set[str | None]) -> Mapping[str, Reason]:
    if len(able) < len(group):
        return {code: group[code] for code in sorted(group.keys() & able)}
    return {code: group[code] for code in group if code in able}
