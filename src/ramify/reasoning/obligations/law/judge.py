"""Judging a casus: which promises are heard, and who is asked for what it owes by them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ramify.reasoning.obligations.law.bonds import Owers
from ramify.reasoning.obligations.law.casus import Casus, Link, Theatre
from ramify.reasoning.obligations.law.findings import ACTIVE, Finding, Hearing
from ramify.reasoning.obligations.law.promises import (
    CHARTER,
    FORCE,
    RESTRAINT,
    Promise,
    Side,
)
from ramify.reasoning.obligations.law.reasons import grounds

_ON_ATTACK = RESTRAINT | ACTIVE | {"assurance"}
"""Promises that speak of an attack even where no trigger is coded."""

GENERAL = 10
"""A ban on force owed to more than this is a general renunciation of force, no tie to a side."""

Ower = TypeVar("Ower", str, str | None)
_NOBODY = Owers({}, {}, {})
_SIDES: tuple[Side, Side] = ("victim", "attacker")


def judge(casus: Casus, theatre: Theatre) -> list[Finding]:
    """All that a casus gives rise to, the victim's friends first."""
    if casus.origin == "joined":
        return _judge_joined(casus, theatre, again=False)
    if casus.settled and not theatre.tells(casus):
        return []
    book = casus.book
    held = book.held if theatre.excused else book.held_attacking
    found = _hear(book.held.get(casus.victim, ()), casus, "victim", theatre)
    if casus.settled:
        return found
    return found + _hear(held.get(casus.attacker or "", ()), casus, "attacker", theatre)


def judge_again(casus: Casus, theatre: Theatre) -> list[Finding]:
    """What a casus judged before gives rise to now that others have joined."""
    if casus.origin == "joined":
        return _judge_joined(casus, theatre, again=True)
    if casus.settled:
        return []
    held = casus.book.held_ripening
    found = _hear(held.get(casus.victim, ()), casus, "victim", theatre)
    return found + _hear(held.get(casus.attacker or "", ()), casus, "attacker", theatre)


def _judge_joined(casus: Casus, theatre: Theatre, *, again: bool) -> list[Finding]:
    """Duties to fight that a helper's joining gives rise to, and the restraints on those bound."""
    book = casus.book
    found: dict[Side, list[Finding]] = {}
    for side in _SIDES:
        held = book.held_in_war(side).get(casus.sides(side)[0] or "", ())
        heard = [promise for promise in held if promise.ripens] if again else held
        found[side] = _hear(heard, casus, side, theatre)
    restrained = []
    for side, other in zip(_SIDES, reversed(_SIDES), strict=True):
        bound = casus.bound[other]
        bound |= {actor for finding in found[other] for actor in finding.owers}
        held = book.held_apart(side).get(casus.sides(side)[0] or "", ()) if bound else ()
        theatre.heard.update(held)
        apart = [promise for promise in held if not promise.bound_to.isdisjoint(bound)]
        restrained += _hear(apart, casus, side, theatre)
    return found["victim"] + found["attacker"] + restrained


def _hear(promises: Iterable[Promise], casus: Casus, side: Side, theatre: Theatre) -> list[Finding]:
    heard = [promise for promise in promises if _concerns(promise, casus, side)]
    theatre.heard.update(heard)
    return [
        finding for promise in heard for finding in judge_promise(promise, casus, side, theatre)
    ]


def judge_promise(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> list[Finding]:
    """What all who owe one promise owe by it, in one casus, to one side of it."""
    owers = _owers(promise, casus, side, theatre)
    if not any(owers):
        return []
    _, foe = casus.sides(side)
    own = foe in owers.bound or foe in owers.open or foe in owers.free
    brief = not own and not theatre.tells(casus)
    shared = []
    for reason in grounds(promise, casus, side, theatre):
        if brief and reason.holds is False:
            return []
        shared.append(reason)
    return Hearing(promise, casus, side, theatre, tuple(shared)).findings(owers)


def _concerns(promise: Promise, casus: Casus, side: Side) -> bool:
    """Whether a promise to this side has anything to say of this casus.

    Since the Charter, to help the victim of an attack is no aggression against the attacker.
    """
    kind = promise.commitment.type
    if kind == "nonaggression" and side == "attacker" and casus.day >= CHARTER:
        return casus.kind == "threat"
    if kind == "assurance":
        about_force = promise.commitment.field is None
        return side == "victim" and casus.origin == "attack" and about_force
    if kind == "offense":
        return side == "attacker" or casus.origin == "joined"
    if kind == "consultation" and side == "attacker" and not promise.for_attackers:
        return casus.victim not in promise.holders
    if casus.origin == "joined" and kind not in FORCE and kind not in RESTRAINT:
        return False
    return kind in _ON_ATTACK or promise.commitment.trigger is not None


def _owers(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Owers:
    """Those who may owe it and how they are bound, without those who are in the war already."""
    holder, foe = casus.sides(side)
    assert holder is not None
    able = promise.bound_to
    if casus.follows:
        able = newcomers(promise, able, foe, casus.link, theatre)
    if casus.origin == "attack" and _general(promise, casus):
        able = able & {foe}
    if foe in able and (side == "attacker" or casus.origin == "joined"):
        able = able - {foe}
    if not able:
        return _NOBODY
    known = casus.book.owers(promise, holder)
    if known.free and not theatre.tells(casus):
        known = known._replace(free={})
    return known if able is promise.bound_to else known.among(able)


def newcomers(
    promise: Promise,
    owers: frozenset[Ower],
    foe: str | None,
    link: Link,
    theatre: Theatre,
) -> frozenset[Ower]:
    """Which owers another's joining may pull in, or close a chain of pacts already pulled."""
    able = owers - theatre.enemies(foe or "")
    pact, chain = link
    if promise.pact.id != pact and promise.commitment.type in FORCE:
        able |= owers & chain
    return able


def _general(promise: Promise, casus: Casus) -> bool:
    """A ban on force that says nothing to others of this war: owed to both sides, or to many."""
    return promise.commitment.type in ("nonaggression", "assurance") and (
        len(promise.holders) > GENERAL
        or (casus.attacker in promise.holders and casus.victim in promise.holders)
    )
