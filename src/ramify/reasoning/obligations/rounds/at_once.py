"""At once: who must fight for the one attacked before anybody joins.

The duties to fight of round 0 of `obligations` that bind for certain, without their reasons in
words: for measures that ask it of many pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.facts import SystemLike, WorldLike
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.conditions import CONSULT, condition_reasons
from ramify.reasoning.obligations.law.promises import Book, Promise, open_book
from ramify.reasoning.obligations.law.reasons import by_attacker, grounds, home_grounds
from ramify.reasoning.obligations.rounds.first_round import (
    first_uses,
    lone_use,
    touches_known_war,
)
from ramify.reasoning.obligations.situation import Attack, Situation
from ramify.world.actors import known_actor
from ramify.world.pacts import Condition

Promised = tuple[tuple[Promise, frozenset[str]], ...]
"""Promises, and whom each binds."""
_ANY = ""
"""Stands for every state from outside a pact."""
_HOW_MANY: frozenset[Condition] = frozenset({"two or more attackers", "great power attacker"})


def bound_at_once(system: SystemLike, attacker: str, victim: str) -> Mapping[str, Promise]:
    """Who owes a victim a fight if it is attacked at home and did not provoke it, by what promise.

    Before anybody joins, so that none is marked as torn; those who help in a way of their own
    choice are left out. Of several promises the one that binds without talks stands, then the
    first by pact and article.

    Raises:
        UnknownName: one of the two is not known.
    """
    book = open_book(system.world, system.on)
    attacker, victim = (known_actor(book.world, side).id for side in (attacker, victim))
    promised = _promised(book, victim)
    if not promised:
        return {}
    if touches_known_war(book.world, attacker, victim, book.on):
        return _by_first_uses(_theatre(book, attacker, victim), victim, promised)
    home = _homes(book).get(victim)
    if home is None:
        home = _homes(book)[victim] = _home(book, victim, promised)
    attack = _Attack(book, attacker, victim)
    if not home.open_to(attack):
        return dict(_by_lone_use(promised, attack))
    if home.bound is None:
        home = _homes(book)[victim] = home._replace(bound=dict(_by_lone_use(promised, attack)))
    return home.bound or {}


class _Attack:
    """An attack on a victim at home that touches no known war, judged once that is asked."""

    def __init__(self, book: Book, attacker: str, victim: str) -> None:
        self.book, self.attacker, self.victim = book, attacker, victim

    @property
    def by_state(self) -> bool:
        """Whether it is a state that attacks."""
        actor = self.book.world.actors.get(self.attacker)
        return actor is not None and actor.kind == "state"

    @cached_property
    def theatre(self) -> Theatre:
        return _theatre(self.book, self.attacker, self.victim)

    @cached_property
    def casus(self) -> Casus:
        return lone_use(self.theatre)


class _Home(NamedTuple):
    """What binds others to fight for a victim that is struck at home."""

    insiders: frozenset[str]
    """The victim, and all who were ever a party to one of the pacts or may owe a promise."""
    turns: bool
    """Whether a promise asks which state from outside strikes it."""
    bound: Mapping[str, Promise] | None = None
    """Who must fight against any state from outside, once that was found."""

    def open_to(self, attack: _Attack) -> bool:
        """Whether what is found of one attack holds for others: by a state, and no insider."""
        return not self.turns and attack.attacker not in self.insiders and attack.by_state


@lru_cache(maxsize=16)
def _homes(book: Book) -> dict[str, _Home]:
    """What was found so far, by victim."""
    return {}


def _home(book: Book, victim: str, promised: Promised) -> _Home:
    concerned = (_parties(promise) for promise, _ in promised)
    insiders = frozenset((victim,)).union(*concerned, *(actors for _, actors in promised))
    return _Home(insiders, any(_turns_on_attacker(promise) for promise, _ in promised))


@lru_cache(maxsize=4096)
def _parties(promise: Promise) -> frozenset[str]:
    """All who were ever a party to its pact."""
    return frozenset(party.actor for party in promise.pact.parties)


@lru_cache(maxsize=4096)
def _turns_on_attacker(promise: Promise) -> bool:
    """Whether it asks which state strikes, and not only if that is a party."""
    trigger, held = promise.commitment.trigger, promise.commitment
    asked = held.once_helped_by or not _HOW_MANY.isdisjoint(held.conditions)
    named = trigger is not None and (trigger.by or trigger.supported_by)
    return bool(asked or named) or _turns_on_day(promise)


@lru_cache(maxsize=4096)
def _turns_on_day(promise: Promise) -> bool:
    """Whether it asks what a lone attacker is on the day, or when it strikes."""
    trigger, conditions = promise.commitment.trigger, promise.commitment.conditions
    when = trigger is not None and (trigger.by_allies_of or trigger.future)
    return bool(when) or "great power attacker" in conditions


def _theatre(book: Book, attacker: str, victim: str) -> Theatre:
    attack = Attack(attacker=attacker, victim=victim, on=book.on, provoked=False)
    return Theatre(book.world, Situation(on=book.on, attacks=(attack,)), excused=False)


def _by_first_uses(theatre: Theatre, victim: str, promised: Promised) -> dict[str, Promise]:
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


def _by_lone_use(promised: Promised, attack: _Attack) -> Iterator[tuple[str, Promise]]:
    """The same where the attack is the only use of force."""
    bound = {attack.attacker}
    for promise, actors in promised:
        asked = actors - bound
        if asked and _holds(promise, attack):
            yield from ((actor, promise) for actor in sorted(asked))
            bound |= asked


def _holds(promise: Promise, attack: _Attack) -> bool:
    """Whether a promise to a victim holds against its attacker.

    What it covers at home, and what has not been decided, is the same on every day, as who holds
    it for certain is a party on the day or named by it. So is the rest in an attack in which no
    third has a part, but for what turns on the day; it may turn on whether the pact binds the
    attacker.
    """
    found, who = _found(attack.book.world), attack.attacker
    home = promise, attack.victim, None, None
    if home not in found:
        reasons = home_grounds(promise, attack.casus, attack.theatre)
        found[home] = all(reason.holds for reason in reasons)
    if not found[home]:
        return False
    if _turns_on_day(promise) or not attack.by_state:
        return _against(promise, attack)
    inside = who in _parties(promise)
    standing = attack.book.bound(promise.pact, who) if inside else None
    key = promise, attack.victim, who if inside or _turns_on_attacker(promise) else _ANY, standing
    if key not in found:
        found[key] = _against(promise, attack)
    return found[key]


@lru_cache(maxsize=4)
def _found(world: WorldLike) -> dict[tuple[Promise, str, str | None, bool | None], bool]:
    """What was found so far of promises and victims, attackers and if the pact binds these."""
    return {}


def _against(promise: Promise, attack: _Attack) -> bool:
    """Whether a promise holds as far as that turns on who attacks."""
    return all(reason.holds for reason in _of_attacker(promise, attack.casus, attack.theatre))


def _of_attacker(promise: Promise, casus: Casus, theatre: Theatre) -> Iterator[Reason]:
    """The grounds that turn on who attacks."""
    yield from by_attacker(promise, casus, "victim", theatre)
    if promise.commitment.conditions or promise.commitment.once_helped_by:
        yield from condition_reasons(promise, casus, "victim", theatre)


def _attacks(casus: Casus, victim: str) -> bool:
    return casus.victim == victim and casus.origin == "attack" and not casus.settled


@lru_cache(maxsize=1024)
def _promised(book: Book, victim: str) -> Promised:
    """The promises to fight for one and whom each binds, what binds most first."""
    found = []
    for promise, givers in book.defending.get(victim, ()):
        actors = givers.certain - {victim}
        if promise.commitment.own_policy:
            free = (a for a in actors if promise.commitment.leaves_to(a, book.on))
            actors -= frozenset(free)
        if actors:
            found.append((promise, actors))
    return tuple(sorted(found, key=lambda one: _order(one[0])))


def _order(promise: Promise) -> tuple[bool, str, str]:
    confers = not CONSULT.isdisjoint(promise.staying)
    return confers, promise.pact.id, promise.article.ref
