"""At once: who must fight for the one attacked before anybody joins.

The duties to fight of round 0 of `obligations` that bind for certain, without their reasons in
words: for measures that ask it of many pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.facts import SystemLike
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.conditions import CONSULT, condition_reasons
from ramify.reasoning.obligations.law.promises import Book, Promise, open_book
from ramify.reasoning.obligations.law.reasons import by_attacker, grounds, home_grounds
from ramify.reasoning.obligations.rounds.first_round import first_uses, lone_use
from ramify.reasoning.obligations.situation import Attack, Situation
from ramify.world.actors import known_actor


def bound_at_once(system: SystemLike, attacker: str, victim: str) -> dict[str, Promise]:
    """Who owes a victim a fight if it is attacked at home and did not provoke it, by what promise.

    Before anybody joins, so that none is marked as torn; those who help in a way of their own
    choice are left out. Of several promises the one that binds without talks stands, then the
    first by pact and article.

    Raises:
        UnknownName: one of the two is not known.
    """
    attacker, victim = (known_actor(system.world, side).id for side in (attacker, victim))
    promised = _promised(open_book(system.world, system.on), victim)
    if not promised:
        return {}
    attack = Attack(attacker=attacker, victim=victim, on=system.on, provoked=False)
    theatre = Theatre(system.world, Situation(on=system.on, attacks=(attack,)), excused=False)
    lone = lone_use(theatre)
    if lone is not None:
        return dict(_by_lone_use(lone, theatre))
    uses = [casus for casus in first_uses(theatre) if _attacks(casus, victim)]
    apart = [{casus.attacker, *theatre.enemies(victim)} for casus in uses]
    found: dict[str, Promise] = {}
    bound: set[str] = set()
    for promise, actors in promised:
        for casus, not_asked in zip(uses, apart, strict=True):
            asked = actors - not_asked - bound
            if asked and all(r.holds for r in grounds(promise, casus, "victim", theatre)):
                found.update(dict.fromkeys(sorted(asked), promise))
                bound |= asked
    return found


def _by_lone_use(casus: Casus, theatre: Theatre) -> Iterator[tuple[str, Promise]]:
    """The same where the attack is the only use of force: what home grounds say is kept."""
    bound = {casus.attacker}
    for promise, actors in _promised_at_home(casus.book, casus, theatre):
        asked = actors - bound
        if asked and all(r.holds for r in _of_attacker(promise, casus, theatre)):
            yield from ((actor, promise) for actor in sorted(asked))
            bound |= asked


def _promised_at_home(
    book: Book, casus: Casus, theatre: Theatre
) -> tuple[tuple[Promise, frozenset[str]], ...]:
    """Those of the promises to a victim that hold, whoever attacks it at home."""
    kept = book.at_home.get(casus.victim)
    if kept is None:
        kept = book.at_home[casus.victim] = tuple(
            (promise, actors)
            for promise, actors in _promised(book, casus.victim)
            if all(reason.holds for reason in home_grounds(promise, casus, theatre))
        )
    return kept


def _of_attacker(promise: Promise, casus: Casus, theatre: Theatre) -> Iterator[Reason]:
    """The grounds that turn on who attacks."""
    yield from by_attacker(promise, casus, "victim", theatre)
    if promise.commitment.conditions or promise.commitment.once_helped_by:
        yield from condition_reasons(promise, casus, "victim", theatre)


def _attacks(casus: Casus, victim: str) -> bool:
    return casus.victim == victim and casus.origin == "attack" and not casus.settled


@lru_cache(maxsize=1024)
def _promised(book: Book, victim: str) -> tuple[tuple[Promise, frozenset[str]], ...]:
    """The promises to fight for one and whom each binds, what binds most first."""
    found = []
    for promise in book.held_defending.get(victim, ()):
        actors = book.owing(promise, victim).certain - {victim}
        if promise.commitment.own_policy:
            free = (a for a in actors if promise.commitment.leaves_to(a, book.on))
            actors -= frozenset(free)
        if actors:
            found.append((promise, actors))
    return tuple(sorted(found, key=lambda one: _order(one[0])))


def _order(promise: Promise) -> tuple[bool, str, str]:
    confers = not CONSULT.isdisjoint(promise.staying)
    return confers, promise.pact.id, promise.article.ref
