"""Conditions: unprovoked, how many attackers, and what must be asked or decided first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.facts import meant_by
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.law.promises import Promise, Side
from ramify.reasoning.obligations.situation import DecisionKind
from ramify.world.pacts import Condition
from ramify.world.wording import listing

CONSULT: frozenset[Condition] = frozenset(
    {"consultation first", "joint decision", "recognition of the attack"}
)
"""Conditions that put talks or a decision of the parties before the duty."""
_UNTIL_MET: Mapping[Condition, DecisionKind] = {
    "consultation first": "consultation",
    "joint decision": "joint decision",
    "recognition of the attack": "recognition of the attack",
    "request of the victim": "request of the victim",
}
"""Conditions that stay with a duty until something is decided, and what that is."""


def condition_reasons(
    promise: Promise, casus: Casus, side: Side, theatre: Theatre
) -> Iterator[Reason]:
    """A reason for each condition that can end a duty or leave it open."""
    conditions = promise.commitment.conditions
    if "unprovoked" in conditions:
        yield _unprovoked(promise, casus, side)
    if "article 51" in conditions and (side == "attacker" or casus.kind == "threat"):
        yield _article_51(promise, casus, side)
    if "two or more attackers" in conditions or "great power attacker" in conditions:
        yield _adversaries(promise, casus, side, theatre)
    if promise.commitment.once_helped_by:
        yield _helped_first(promise, casus, side, theatre)
    council = _council(promise, casus, theatre)
    if council is not None:
        yield council


def left_open(promise: Promise, casus: Casus, theatre: Theatre) -> tuple[Condition, ...]:
    """The conditions that stay with a duty: those that shape it, and those not yet met."""
    if not theatre.situation.decisions:
        return promise.staying
    return tuple(
        condition
        for condition in promise.staying
        if condition not in _UNTIL_MET
        or not theatre.decided(_UNTIL_MET[condition], promise, casus.victim)
    )


def _unprovoked(promise: Promise, casus: Casus, side: Side) -> Reason:
    if side == "attacker":
        if casus.provoked:
            words = f"only an unprovoking party counts; {casus.who} attacked, but was provoked"
            return promise.reason("provoked", None, words)
        return promise.reason("aggressor", False, f"{casus.who} is the one that attacks")
    if casus.provoked is None:
        words = f"only an unprovoked attack counts; whether {casus.whom} provoked it is not known"
        return promise.reason("provoked", None, words)
    if casus.provoked:
        return promise.reason("provoked", False, f"{casus.whom} provoked the attack")
    return promise.reason("unprovoked", True, f"{casus.whom} did not provoke the attack")


def _article_51(promise: Promise, casus: Casus, side: Side) -> Reason:
    if side == "attacker":
        words = f"Article 51 of the Charter serves the victim; {casus.who} is the one that attacks"
        return promise.reason("aggressor", False, words)
    words = "Article 51 of the Charter needs an armed attack; a threat is none"
    return promise.reason("condition not met", False, words)


def _adversaries(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Reason:
    """How many the adversaries must be, and whether great powers."""
    protected, foe = casus.sides(side)
    if protected is None or foe is None:
        words = "it is not known who attacked, nor how many"
        return promise.reason("condition", None, words)
    great = "great power attacker" in promise.commitment.conditions
    least = 2 if "two or more attackers" in promise.commitment.conditions else 1
    whole = promise.regardless or side == "attacker"
    found = theatre.enemies(protected) if whole else theatre.attackers(protected)
    foes = {foe} if least == 1 else found | {foe}
    if great:
        foes = {actor for actor in foes if great_power(actor, casus.day)}
    what = "great power" if great else "attacker"
    faced = ", ".join(casus.name(code) for code in sorted(foes)) or "none"
    words = f"needs {least} {what} or more; {casus.name(protected)} faces {faced}"
    met = len(foes) >= least
    return promise.reason("condition" if met else "condition not met", met, words)


def _helped_first(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Reason:
    """Whether one that the article names helps the promisee: it fights the adversary."""
    protected, foe = casus.sides(side)
    named = promise.commitment.once_helped_by
    meant = listing((casus.name(code) for code in named), "or")
    if foe is None:
        words = f"needs {meant} to help {casus.name(protected)} first; who attacked is not known"
        return promise.reason("condition", None, words)
    helping = sorted(meant_by(named, theatre.enemies(foe), theatre.world))
    if helping:
        assumed = "assumed: " if casus.round else ""
        words = f"{assumed}{listing(map(casus.name, helping))} helps {casus.name(protected)}"
        return promise.reason("condition", True, words)
    whom = casus.name(protected)
    words = f"needs {meant} to help {whom} first; {meant} is not known to fight {casus.name(foe)}"
    return promise.reason("condition not met", False, words)


def _council(promise: Promise, casus: Casus, theatre: Theatre) -> Reason | None:
    """What the Security Council has decided, where the article turns on it."""
    conditions = promise.commitment.conditions
    if "security council decision" in conditions:
        met = theatre.decided("security council decision", promise, casus.victim)
        words = "the Security Council has " + ("decided" if met else "taken no such decision")
        return promise.reason("condition" if met else "condition not met", met, words)
    if "until security council acts" in conditions and theatre.decided(
        "security council measures", promise, casus.victim
    ):
        words = "the Security Council has taken the measures needed"
        return promise.reason("condition not met", False, words)
    return None
