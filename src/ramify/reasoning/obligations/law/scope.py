"""Scope: whether an attack falls where, and on what, an article protects.

Sources: Vienna Convention on the Law of Treaties 1969, Article 29 (a treaty binds
a party for its entire territory unless it says otherwise) and Article 31 (ordinary meaning).
"""

from __future__ import annotations

from ramify.reasoning.obligations.answer import Reason, ReasonKind
from ramify.reasoning.obligations.law.casus import Casus
from ramify.reasoning.obligations.law.promises import RESTRAINT, Promise, Side
from ramify.record.evidence import ArticleEvidence, SourceEvidence
from ramify.world.actors import Territory
from ramify.world.control import NOT_CODED
from ramify.world.pacts import Scope, Target, Trigger

NOVEL: tuple[Target, ...] = ("networks", "satellites", "cables", "pipelines")
"""What is struck far from soldiers and often by no weapon: whether that is an armed attack turns
on scale and effects (NATO, Brussels communiqué of 14 June 2021, 32 and 33)."""
WHOLE = Scope()
"""Read where the text names no limit: all recognised territory of the protected party."""


def place_reasons(
    promise: Promise, casus: Casus, side: Side, *, bare: bool = False
) -> tuple[Reason, ...]:
    """Whether what was struck is protected, and where it lies; the same whoever struck it.

    `bare`: where the article names no scope, all recognised territory is taken, and what it
    lists to be protected is not asked.
    """
    holder, place = casus.sides(side)[0], casus.place.id
    how = casus.target, casus.kind == "threat", casus.assumed_place
    key = (promise, side, holder, *how, place, bare)
    found = casus.book.places.get(key)
    if found is None:
        target = None if bare else target_reason(promise, casus, side)
        both = (target, scope_reason(promise, casus, side, bare=bare))
        found = casus.book.places[key] = tuple(reason for reason in both if reason is not None)
    return found


def target_reason(promise: Promise, casus: Casus, side: Side) -> Reason | None:
    """Whether what was struck is among what the article protects."""
    trigger = promise.commitment.trigger
    if side == "attacker" or trigger is None:
        return None
    if casus.target in NOVEL and casus.target not in trigger.against:
        threatened = trigger.event in ("threat", "any")
        return None if threatened else _novel(promise, trigger, casus)
    if not trigger.against:
        return None
    listed = " and ".join(trigger.against)
    if casus.target in trigger.against:
        words = f"an attack on {casus.target} counts"
        return promise.reason("target", True, words)
    words = f"the attack is on {casus.target}; the article covers {listed}"
    return promise.reason("target", False, words)


def _novel(promise: Promise, trigger: Trigger, casus: Casus) -> Reason:
    """Of what no article of the time speaks: said to be possible since, open, or left out."""
    if casus.target in trigger.case_by_case:
        words = f"its parties have said that an attack on {casus.target} may count, case by case"
        return promise.reason("target", None, words)
    if trigger.against and "territory" not in trigger.against:
        listed = " and ".join(trigger.against)
        words = f"the attack is on {casus.target}; the article covers {listed}"
        return promise.reason("target", False, words)
    words = f"the article does not say whether an attack on {casus.target} counts"
    return promise.reason("target", None, words)


def scope_reason(
    promise: Promise, casus: Casus, side: Side, *, bare: bool = False
) -> Reason | None:
    """Whether the place struck lies within the article's scope; None if no scope can matter.

    `bare`: where the article names none, all recognised territory is taken whatever it speaks of.
    """
    unwritten = WHOLE if bare else _unwritten(promise, casus, side)
    scope = promise.commitment.scope or unwritten
    protected, _ = casus.sides(side)
    if scope is None or protected is None:
        return None
    named = _named(scope, casus)
    inside, words = named if named is not None else _limits(promise, scope, casus, side)
    if casus.assumed_place:
        words += "; no place is given, so the metropolitan territory is taken"
    kind: ReasonKind = "out of area" if inside is False else "scope"
    return Reason(kind=kind, holds=inside, words=words, evidence=_evidence(promise, casus))


def _unwritten(promise: Promise, casus: Casus, side: Side) -> Scope | None:
    """The scope of an article that names none: a threat or a restraint knows no place."""
    trigger = promise.commitment.trigger
    if side == "attacker" or promise.commitment.type in RESTRAINT or casus.target != "territory":
        return None
    return WHOLE if trigger and trigger.event not in ("threat", "any") else None


def _named(scope: Scope, casus: Casus) -> tuple[bool | None, str] | None:
    """What the lists of places decide that the article gives, or that are known to be argued."""
    if set(scope.excludes) & set(casus.within):
        return False, f"{casus.place.name} is left out by the article"
    if set(scope.includes) & set(casus.within):
        return True, f"{casus.place.name} is named in the article"
    if set(scope.unsettled) & set(casus.within):
        return None, f"whether the article covers {casus.place.name} is not settled"
    return None


def _limits(promise: Promise, scope: Scope, casus: Casus, side: Side) -> tuple[bool | None, str]:
    """Title, area and sovereign: False if one fails, None if one is not known."""
    protected, _ = casus.sides(side)
    assert protected is not None
    titled: tuple[bool | None, str] = (True, "")
    if casus.target == "territory" and side == "victim":
        titled = _title(scope, casus, protected)
    found = [titled, _area(scope, casus.place)]
    if scope.of_parties:
        found.append(_sovereign(promise, casus))
    for wanted in (False, None):
        for verdict, words in found:
            if verdict is wanted:
                return wanted, words
    return True, next((words for _, words in found if words), "any place counts")


def _title(scope: Scope, casus: Casus, protected: str) -> tuple[bool | None, str]:
    place, name = casus.place, casus.name(protected)
    if scope.title == "any":
        return True, ""
    if scope.title == "administered":
        return _administered(casus, protected)
    mine, words = _recognised(casus, protected)
    if scope.title == "metropolitan" and mine and not place.metropolitan:
        return False, f"{place.name} is no part of the metropolitan territory of {name}"
    return mine, words


def _administered(casus: Casus, protected: str) -> tuple[bool | None, str]:
    place, name = casus.place, casus.name(protected)
    if place.administered == protected:
        return True, f"{place.name} is administered by {name}"
    if place.administered is None:
        return None, f"who administers {place.name} is not known or disputed"
    holder = casus.name(place.administered)
    return False, f"{place.name} is administered by {holder}, not by {name}"


def _recognised(casus: Casus, protected: str) -> tuple[bool | None, str]:
    place, name = casus.place, casus.name(protected)
    if place.id == protected:
        how = "threatened" if casus.kind == "threat" else "struck"
        return True, f"{name} is {how} on its own territory"
    if place.recognised == protected:
        return True, f"{place.name} is recognised territory of {name}"
    if place.recognised is not None:
        owner = casus.name(place.recognised)
        return False, f"{place.name} is recognised as territory of {owner}, not of {name}"
    if place.note == NOT_CODED:
        return None, f"whose territory {place.name} was on that day is not known"
    if protected in place.claimed or place.administered == protected:
        return None, f"the title to {place.name} is contested"
    return False, f"{place.name} is not territory of {name}"


def _area(scope: Scope, place: Territory) -> tuple[bool | None, str]:
    if not scope.areas:
        return True, ""
    listed = ", ".join(scope.areas)
    if not place.areas:
        return None, f"whether {place.name} lies in {listed} is not known"
    if set(scope.areas) & set(place.areas):
        return True, f"{place.name} lies in the area ({listed})"
    return False, f"{place.name} lies outside the area ({listed})"


def _sovereign(promise: Promise, casus: Casus) -> tuple[bool | None, str]:
    """Whether the place, if it is land with a recognised sovereign, is a party's."""
    place, owner = casus.place, casus.place.recognised
    party = True if owner is None else casus.book.bound(promise.pact, owner)
    if party:
        return True, ""
    pact = promise.pact.short
    if party is None:
        return None, f"whether {casus.name(owner)} was then a party to {pact} is not known"
    return False, f"{place.name} was territory of {casus.name(owner)}, then no party to {pact}"


def _evidence(promise: Promise, casus: Casus) -> ArticleEvidence | SourceEvidence:
    if promise.commitment.scope is None and casus.place.source:
        return SourceEvidence(citation=casus.place.source)
    return promise.evidence
