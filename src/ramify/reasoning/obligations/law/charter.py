"""The Charter in the background: what members of an organisation owe every state.

Source: UN Charter, Article 2(4); the duty is owed to any state, member or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.findings import Finding, Hearing, status_of, worst
from ramify.reasoning.obligations.law.promises import Book, Promise
from ramify.reasoning.obligations.law.right import rights
from ramify.reasoning.obligations.law.scope import place_reasons
from ramify.record.evidence import SourceEvidence
from ramify.world.actors import Actor
from ramify.world.when import holds


def charter_breaches(casus: Casus, theatre: Theatre) -> Iterator[Finding]:
    """What the attacker breaks of the charters of its organisations by using force."""
    victim = theatre.world.actors.get(casus.victim)
    if casus.attacker is None or victim is None or victim.kind != "state":
        return
    for promise in casus.book.universal:
        if promise.commitment.type == "nonaggression":
            finding = _breach(promise, casus, victim, theatre)
            if finding is not None:
                yield finding


def _breach(promise: Promise, casus: Casus, victim: Actor, theatre: Theatre) -> Finding | None:
    attacker, group = casus.attacker, promise.pact.group
    assert attacker is not None and group is not None
    member = _member(theatre, group, attacker, casus)
    if member is None:
        return None
    reasons = [casus.says("trigger", True, f"{casus.kind} by {casus.who}")]
    if casus.target == "territory":
        reasons += _placed(promise, casus)
    reasons += rights(promise, casus, "victim", theatre)
    if victim.contested:
        words = f"whether {casus.whom} is a state that the ban on force protects is contested"
        reasons.append(casus.says("scope", None, words))
    if casus.claimed:
        reasons.append(casus.says("only claimed", None, "one side alone says that it happened"))
    shared = (*reasons, promise.reads)
    hearing = Hearing(promise, casus, "victim", theatre, shared)
    status = status_of(worst((member, *shared)), "breached")
    if status == "excused" and not theatre.tells(casus):
        return None
    return Finding(hearing, {attacker: member}, status, shared)


def _placed(promise: Promise, casus: Casus) -> tuple[Reason, ...]:
    """Whether what is struck is the victim's: force is no way to settle whose a territory is.

    Sources: General Assembly resolution 2625 (XXV), first principle; Eritrea–Ethiopia Claims
    Commission, Jus ad Bellum, Partial Award of 19 December 2005, para. 10.
    """
    place = casus.place
    held = place.administered == casus.victim and place.basis != "occupation"
    taken = (
        place.administered == casus.attacker
        and casus.victim in place.claimed
        and place.start is not None
        and place.start.end >= casus.begun
    )
    if place.recognised is None and (held or taken):
        words = f"title to {place.name} is contested; force must not settle it against its holder"
        return (casus.says("scope", True, words),)
    return place_reasons(promise, casus, "victim", bare=True)


def _member(theatre: Theatre, group: str, actor: str, casus: Casus) -> Reason | None:
    """Membership on the day; None if the actor has never been a member."""
    book = casus.book
    if (group, actor) not in book.members:
        book.members[group, actor] = _membership(book, group, actor, casus)
    return book.members[group, actor]


def _name(book: Book, group: str) -> str:
    return name_of(book.world.actors, group).removeprefix("the ")


def _membership(book: Book, group: str, actor: str, casus: Casus) -> Reason | None:
    rows = book.memberships.get((group, actor), ())
    spells = [(holds(row.start, row.end, casus.day), row) for row in rows]
    for wanted in (True, None):
        for held, row in spells:
            if held is wanted:
                words = f"{casus.who} is a member of the {_name(book, group)}" + (
                    " if its dates allow" if not held else ""
                )
                evidence = SourceEvidence(citation=row.source or group)
                return Reason(kind="in force", holds=held, words=words, evidence=evidence)
    return None
