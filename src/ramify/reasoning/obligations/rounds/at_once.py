"""At once: who must fight for the one attacked before anybody joins.

The duties of round 0 of `obligations` that bind for certain, without their reasons in words: for
measures that ask it of many pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ramify.reasoning.obligations.facts import SystemLike
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.conditions import CONSULT, left_open
from ramify.reasoning.obligations.law.promises import Promise
from ramify.reasoning.obligations.law.reasons import grounds
from ramify.reasoning.obligations.rounds.first_round import first_uses
from ramify.reasoning.obligations.situation import Situation

_FIGHTS = ("defense", "guarantee")


class BoundAtOnce(NamedTuple):
    """Those who owe one a fight by one promise."""

    promise: Promise
    holder: str
    """Id of the one attacked."""
    actors: frozenset[str]
    confers: bool
    """Whether they may confer or decide together first."""


def bound_at_once(system: SystemLike, situation: Situation) -> list[BoundAtOnce]:
    """Who owes a victim a fight before anybody joins, what binds most first, then by pact.

    Of the duties to fight of round 0 of `obligations` those that are owed; none is marked as
    torn, since that may hang on who joins later.
    """
    theatre = Theatre(system.world, situation, excused=False, wars=True)
    found = [
        bound
        for casus in first_uses(theatre)
        if casus.origin == "attack" and not casus.settled
        for bound in _owed(casus, theatre)
    ]
    return sorted(found, key=_order)


def _owed(casus: Casus, theatre: Theatre) -> Iterator[BoundAtOnce]:
    victim, book = casus.victim, casus.book
    apart = {victim, casus.attacker, *theatre.enemies(victim)}
    for promise in book.held.get(victim, ()):
        if promise.commitment.type in _FIGHTS:
            actors = book.owing(promise, victim).certain - apart
            reasons = grounds(promise, casus, "victim", theatre) if actors else ()
            if actors and all(reason.holds for reason in reasons):
                confers = not CONSULT.isdisjoint(left_open(promise, casus, theatre))
                yield BoundAtOnce(promise, victim, actors, confers)


def _order(bound: BoundAtOnce) -> tuple[bool, str, str]:
    return bound.confers, bound.promise.pact.id, bound.promise.article.ref
