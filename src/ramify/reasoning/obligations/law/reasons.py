"""Grounds: what speaks for a duty, ends it or leaves it open, promise by promise."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reasoning.obligations.answer import Reason, ReasonKind
from ramify.reasoning.obligations.facts import meant_by
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.conditions import condition_reasons
from ramify.reasoning.obligations.law.lifetimes import spells_of
from ramify.reasoning.obligations.law.promises import (
    FORCE,
    RESTRAINT,
    Promise,
    Side,
)
from ramify.reasoning.obligations.law.right import rights
from ramify.reasoning.obligations.law.scope import place_reasons
from ramify.world.wording import listing

_ATTACK = ("armed attack", "armed aggression")
_WAR = ("war", "hostilities")
_UNDERTAKING = "a political undertaking, not binding in law"
_IRREGULAR = ("armed group", "grouping", "person")


def grounds(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Iterator[Reason]:
    """The reasons that are the same for all who owe a promise, found as they are asked for."""
    if not promise.pact.binding:
        yield _political(promise)
    yield _event(promise, casus, side)
    yield from rights(promise, casus, side, theatre)
    yield from by_attacker(promise, casus, side, theatre)
    yield from place_reasons(promise, casus, side)
    if promise.commitment.conditions or promise.commitment.once_helped_by:
        yield from condition_reasons(promise, casus, side, theatre)
    if casus.claimed:
        yield casus.says("only claimed", None, "one side alone says that it happened")
    yield promise.reads


def home_grounds(promise: Promise, casus: Casus, theatre: Theatre) -> Iterator[Reason]:
    """Of the grounds to fight for a victim struck at home, what is the same whoever strikes it.

    Of the others, `by_attacker` and `condition_reasons` ask who it is.
    """
    if not promise.pact.binding:
        yield _political(promise)
    yield _event(promise, casus, "victim")
    yield from rights(promise, casus, "victim", theatre)
    yield from place_reasons(promise, casus, "victim")


def _political(promise: Promise) -> Reason:
    law = promise.pact.kind == "law"
    what = "its giver's own law, " + promise.pact.bound if law else _UNDERTAKING
    words = f"{promise.pact.short} is {what}"
    return promise.reason("not binding", False, words)


def _event(promise: Promise, casus: Casus, side: Side) -> Reason:
    """Whether what happened is what the article speaks of."""
    if promise.commitment.type in RESTRAINT:
        return _restraint(promise, casus, side)
    if side == "attacker":
        return _for_attacker(promise, casus)
    if casus.origin == "joined":
        return _for_helper(promise, casus)
    return _for_victim(promise, casus)


def _for_victim(promise: Promise, casus: Casus) -> Reason:
    event = promise.commitment.trigger.event if promise.commitment.trigger else None
    if promise.commitment.type == "assurance":
        words = "an assurance is no promise to defend"
        return promise.reason("assurance only", False, words)
    if event is None and promise.commitment.type != "consultation":
        return promise.reason("not coded", None, "what sets the article off is not known")
    met = _meets(event or "any", casus)
    if met is None:
        words = f"the article speaks of war; an attack on {casus.target} may fall short of it"
        return promise.reason("wrong kind", None, words)
    if met is False:
        words = f"the article speaks of {event}, and this is only a threat"
        return promise.reason("wrong kind", False, words)
    words = f"{casus.kind} by {casus.who} on {casus.whom} sets the article off"
    return casus.says("trigger", True, words)


def _meets(event: str, casus: Casus) -> bool | None:
    """Whether a kind of force is the event a trigger names.

    Armed attack and armed aggression are one term, as in the equally authentic
    French text of Article 51 of the Charter. A threat is met by the attack
    itself; war by a land attack, while an incident at sea may fall short of it.
    """
    if event in ("threat", "any"):
        return True
    if casus.kind == "threat":
        return False
    if event != "war" or casus.kind == "war" or casus.target == "territory":
        return True
    return None


def _for_attacker(promise: Promise, casus: Casus) -> Reason:
    """Promises to the one that attacks: offense, or any worded on war as such."""
    kind = promise.commitment.type
    event = promise.commitment.trigger.event if promise.commitment.trigger else None
    who = casus.who
    if kind == "offense":
        if event is None:
            return promise.reason("not coded", None, "what sets the article off is not known")
        if casus.kind == "threat":
            return promise.reason("wrong kind", False, "a threat is no war of the promised kind")
        return casus.says("trigger", True, f"{who} is at war with {casus.whom}")
    if kind == "consultation" and event in (None, "any"):
        return casus.says("trigger", True, f"{who} is party to a conflict with {casus.whom}")
    if casus.origin == "joined" and promise.regardless:
        words = f"{who} is at war with {casus.whom}, whoever began it"
        return casus.says("trigger", True, words)
    if casus.origin == "joined":
        words = f"{casus.whom} helps the one {who} attacked, which is no attack on {who}"
        return casus.says("aggressor", False, words)
    return casus.says("aggressor", False, f"{who} is the one that attacks")


def _for_helper(promise: Promise, casus: Casus) -> Reason:
    """Promises to one that came to another's help and is fought for it."""
    kind, trigger = promise.commitment.type, promise.commitment.trigger
    helper, foe = casus.whom, casus.who
    if kind == "offense" and trigger is not None:
        return casus.says("trigger", True, f"{helper} is at war with {foe}")
    if kind in FORCE and promise.regardless:
        return casus.says("trigger", True, f"{helper} is at war with {foe}, whoever began it")
    if kind in FORCE and trigger and "forces" in trigger.against and trigger.event in _ATTACK:
        near = _near(promise, casus)
        if near is None:
            words = (
                f"whether forces of {helper} that help at {casus.place.name} count is not settled"
            )
            return casus.says("out of area", None, words)
        if near:
            words = f"assumed: {foe} fights the forces with which {helper} helps"
            return casus.says("assumption", True, words)
        words = (
            f"{helper} went to help on land of no party ({casus.place.name}), not attacked itself"
        )
        return casus.says("joined, not attacked", False, words)
    return casus.says("joined, not attacked", False, f"{helper} joined and was not attacked")


def _near(promise: Promise, casus: Casus) -> bool | None:
    """Whether forces that help are met where the treaty reaches: if it names no area, on land of
    its parties; at sea, or on contested land, that is not settled."""
    if promise.commitment.scope is not None:
        return True
    owner = casus.place.recognised
    return None if owner is None else casus.book.bound(promise.pact, owner)


def _restraint(promise: Promise, casus: Casus, side: Side) -> Reason:
    """Whether a promise to keep out, or not to attack, applies to this war."""
    protected, other = casus.sides(side)
    holder = casus.name(protected)
    trigger = promise.commitment.trigger
    event = trigger.event if trigger else "any"
    if casus.kind == "threat" and trigger is None:
        words = "whether a threat counts is not coded"
        return promise.reason("wrong kind", None, words)
    if casus.kind == "threat" and event not in ("threat", "any"):
        return promise.reason("wrong kind", False, f"the article speaks of {event}, not a threat")
    if event in _ATTACK and side == "attacker":
        return casus.says("aggressor", False, f"{holder} is the one that attacks")
    if event == "war" and _meets(event, casus) is None:
        words = f"the article speaks of war; an attack on {casus.target} may fall short of it"
        return promise.reason("wrong kind", None, words)
    if event == "threat" and side == "attacker" and casus.provoked is not True:
        kind: ReasonKind = "aggressor" if casus.provoked is False else "wrong kind"
        words = f"whether {holder} was threatened before it attacked decides it"
        return casus.says(kind, casus.provoked, words)
    return casus.says("trigger", True, f"{holder} is in conflict with {casus.name(other)}")


def by_attacker(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Iterator[Reason]:
    """Whether the adversary is one the article means."""
    trigger = promise.commitment.trigger
    _, foe = casus.sides(side)
    if trigger is None:
        return
    if trigger.by or trigger.by_allies_of:
        yield _named(promise, casus, side, theatre)
    if trigger.by_others:
        yield _outside(promise, casus, foe, theatre)
    elif side == "victim" and casus.origin == "attack":
        yield from _inside(promise, casus, foe)
    if trigger.future:
        yield _future(promise, casus)
    if trigger.supported_by:
        yield _supported(promise, casus, side, theatre)
    if side == "victim" and trigger.event in (*_ATTACK, *_WAR):
        irregular = _irregular(promise, casus, theatre)
        if irregular is not None:
            yield irregular


def _named(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Reason:
    trigger = promise.commitment.trigger
    protected, foe = casus.sides(side)
    by, allies = (trigger.by, trigger.by_allies_of) if trigger else ((), ())
    meant = ", ".join(casus.name(code) for code in by)
    if allies:
        meant = f"{meant}, and allies of {listing(map(casus.name, allies), 'or')}".lstrip(", ")
    if foe is None:
        words = f"the article means {meant}; who attacked is not known"
        return promise.reason("attacker not named", None, words)
    if meant_by(by, {foe}, theatre.world):
        return promise.reason("trigger", True, f"the article names {casus.name(foe)}")
    tied = {casus.book.allied(foe, ally) for ally in allies if foe != ally}
    if tied - {False}:
        sure = True in tied
        friends = listing(map(casus.name, allies), "or")
        words = f"{casus.name(foe)} {'is' if sure else 'may be'} allied with {friends}"
        return promise.reason("trigger" if sure else "attacker not named", sure or None, words)
    if trigger and trigger.by_joined and protected:
        beside = meant_by(by, theatre.enemies(protected) - {foe}, theatre.world)
        if beside:
            joined = listing(map(casus.name, sorted(beside)))
            words = f"{casus.name(foe)} has joined {joined} in war"
            return promise.reason("trigger", True, words)
        meant += ", and states that have joined it in war"
    words = f"the article means {meant}, not {casus.name(foe)}"
    return promise.reason("attacker not named", False, words)


def _outside(promise: Promise, casus: Casus, foe: str | None, theatre: Theatre) -> Reason:
    if foe is None:
        words = "the article means outsiders; who attacked is not known"
        return promise.reason("attacker is a party", None, words)
    party = casus.book.bound(promise.pact, foe)
    if party is None:
        words = f"whether {casus.name(foe)} is a party on that day is not known"
        return promise.reason("attacker is a party", None, words)
    words = casus.name(foe) + (" is itself a party" if party else " is not a party")
    return promise.reason("attacker is a party", not party, words)


def _inside(promise: Promise, casus: Casus, foe: str | None) -> Iterator[Reason]:
    """Whether a clause that does not say so runs against a party of its own pact: it is argued.

    A guarantee is given against everybody, also against one of those who give it.
    """
    trigger, kind = promise.commitment.trigger, promise.commitment.type
    if kind not in ("defense", "assistance") or promise.commitment.to or foe is None:
        return
    named = trigger is not None and (trigger.by_parties or foe in trigger.by)
    if named or not spells_of(promise.pact, foe) or casus.book.bound(promise.pact, foe) is False:
        return
    party = f"{casus.who} is itself a party"
    words = (
        f"{party}: by one reading the clause means an attack by anybody, by the other it was made "
        "against those outside, and a quarrel inside is settled otherwise"
    )
    yield promise.reason("attacker is a party", None, words, party)


def _future(promise: Promise, casus: Casus) -> Reason:
    """Whether the attack begins after the signature."""
    signed, begun = promise.pact.signed, casus.begun
    if signed is None or signed.start <= begun <= signed.end:
        words = "whether the attack began after the signature is not known"
        return promise.reason("earlier attack", None, words)
    if begun > signed.end:
        return promise.reason("trigger", True, f"the attack began after the signature ({signed})")
    words = f"a future attack is meant; this one began on {begun}, before the signature ({signed})"
    return promise.reason("earlier attack", False, words)


def _supported(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Reason:
    """Whether a power that the article names fights or threatens the promisee beside its foe."""
    protected, foe = casus.sides(side)
    named = promise.commitment.trigger.supported_by if promise.commitment.trigger else ()
    meant = listing((casus.name(code) for code in named), "or")
    if foe is None or protected is None:
        words = f"needs an attacker supported by {meant}; who attacked is not known"
        return promise.reason("condition", None, words)
    others = (theatre.enemies(protected) | theatre.threatening(protected)) - {foe}
    beside = sorted(meant_by(named, others, theatre.world))
    if beside:
        assumed = "assumed: " if casus.round else ""
        words = f"{assumed}{listing(map(casus.name, beside))} supports {casus.name(foe)}"
        return promise.reason("condition", True, words)
    words = (
        f"needs {casus.name(foe)} to be supported by {meant}, which neither fights nor threatens"
    )
    words += f" {casus.name(protected)}"
    return promise.reason("condition not met", False, words)


def _irregular(promise: Promise, casus: Casus, theatre: Theatre) -> Reason | None:
    """An armed group's attack, disputed in law until those concerned recognise it as one.

    Sources: ICJ, Wall (Advisory Opinion, 2004), para. 139; Security Council
    resolutions 1368 and 1373 (2001).
    """
    actor = theatre.world.actors.get(casus.attacker) if casus.attacker else None
    if actor is not None and actor.kind not in _IRREGULAR:
        return None
    if theatre.decided("recognition of the attack", promise, casus.victim):
        words = f"the attack on {casus.whom} has been recognised as an armed attack"
        return casus.says("non-state attacker", True, words)
    words = f"whether an attack by {casus.who}, no state, is an armed attack is disputed in law"
    if actor is None:
        words = "who attacked is not known; if no state did, whether it counts is disputed in law"
    return casus.says("non-state attacker", None, words)
