"""Judging a casus: one duty for every actor a promise binds, with its status and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ramify.reasoning.obligations.answer import Duty, Reason, Status, Step
from ramify.reasoning.obligations.book import FORCE, RESTRAINT, Promise
from ramify.reasoning.obligations.casus import Casus, Side, Theatre
from ramify.reasoning.obligations.conditions import CONSULT, left_open
from ramify.reasoning.obligations.grounds import defends, grounds

ACTIVE = FORCE | {"consultation", "assistance"}
_ON_ATTACK = ACTIVE | {"assurance"}
"""Promises that speak of an attack even where no trigger is coded."""


_SIDES: tuple[Side, Side] = ("victim", "attacker")


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A duty with the casus and the promise it was judged from."""

    duty: Duty
    casus: Casus
    side: Side
    promise: Promise

    @property
    def fights(self) -> bool:
        """Whether it makes whoever honours it a party to the war."""
        return self.duty.status == "owed" and self.duty.what in FORCE


def judge(casus: Casus, theatre: Theatre) -> Iterator[Finding]:
    """Every duty a casus gives rise to, the victim's friends first."""
    if casus.origin == "joined":
        yield from _judge_joined(casus, theatre)
        return
    held = theatre.book(casus).held
    helpers: set[str] = set()
    for promise in held.get(casus.victim, ()):
        for finding in judge_promise(promise, casus, "victim", theatre):
            if finding.duty.what in FORCE:
                helpers.add(finding.duty.actor)
            yield finding
    for promise in held.get(casus.attacker or "", ()):
        if promise.commitment.type != "nonaggression" or not defends(casus, "attacker"):
            yield from judge_promise(promise, casus, "attacker", theatre)
        elif not helpers.isdisjoint(promise.owers):
            for finding in judge_promise(promise, casus, "attacker", theatre):
                if finding.duty.actor in helpers:
                    yield finding


def _judge_joined(casus: Casus, theatre: Theatre) -> Iterator[Finding]:
    """Duties to fight that a helper's joining gives rise to, and the restraints on those bound."""
    book = theatre.book(casus)
    bound: dict[Side, set[str]] = {"victim": set(), "attacker": set()}
    for side in _SIDES:
        holder, _ = casus.sides(side)
        for promise in book.held_in_war.get(holder or "", ()):
            for finding in judge_promise(promise, casus, side, theatre):
                bound[side].add(finding.duty.actor)
                yield finding
    for side, others in (("victim", bound["attacker"]), ("attacker", bound["victim"])):
        holder, _ = casus.sides(side)
        for promise in book.held_apart.get(holder or "", ()) if others else ():
            if not others.isdisjoint(promise.owers):
                yield from judge_promise(promise, casus, side, theatre)


def judge_promise(
    promise: Promise, casus: Casus, side: Side, theatre: Theatre
) -> Iterator[Finding]:
    """The duties of all who owe one promise, in one casus, to one side of it."""
    if not _concerns(promise, casus, side):
        return
    shared: tuple[Reason, ...] | None = None
    for ower in promise.owers:
        if not _may_owe(ower, promise, casus, side, theatre):
            continue
        if shared is None:
            shared = grounds(promise, casus, side, theatre)
            if casus.origin == "joined" and any(reason.holds is False for reason in shared):
                return
        duty = _duty(ower, promise, casus, side, theatre, shared)
        if duty is not None:
            yield Finding(duty, casus, side, promise)


def _concerns(promise: Promise, casus: Casus, side: Side) -> bool:
    """Whether a promise to this side has anything to say of this casus."""
    kind = promise.commitment.type
    if kind == "assurance":
        about_force = promise.commitment.field is None
        return side == "victim" and casus.origin == "attack" and about_force
    if kind == "offense":
        return side == "attacker" or casus.origin == "joined"
    if casus.origin == "joined" and kind not in FORCE | RESTRAINT:
        return False
    return kind in RESTRAINT | _ON_ATTACK or promise.commitment.trigger is not None


def _may_owe(ower: str, promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> bool:
    """Leaves out the promisee, those that no longer exist, and general bans on both sides."""
    holder, foe = casus.sides(side)
    if ower == holder or ower in theatre.book(casus).gone:
        return False
    if ower == foe:
        return side == "victim" and casus.origin == "attack"
    if casus.origin == "joined" and foe in theatre.enemies(ower):
        return _closes(ower, promise, casus)
    return not (promise.commitment.type in (*RESTRAINT, "assurance") and _both(promise, casus))


def _closes(ower: str, promise: Promise, casus: Casus) -> bool:
    """Whether a promise of one already at war leads its chain of pacts back to it."""
    links = casus.path
    met = any(ower in (step.actor, step.to) for step in links)
    return met and promise.commitment.type in FORCE and promise.pact.id != links[-1].pact


def _both(promise: Promise, casus: Casus) -> bool:
    """A restraint owed alike to attacker and victim says nothing of their war to others."""
    held = casus.attacker in promise.holders and casus.victim in promise.holders
    return held and promise.commitment.type != "neutrality"


def _duty(
    ower: str,
    promise: Promise,
    casus: Casus,
    side: Side,
    theatre: Theatre,
    shared: tuple[Reason, ...],
) -> Duty | None:
    holder, foe = casus.sides(side)
    assert holder is not None
    kind = promise.commitment.type
    if ower == foe and not _bans(promise) and kind not in ACTIVE:
        return None
    standing = theatre.book(casus).standing(promise, ower, holder)
    if standing.holds is False and _never_yet(promise, ower, casus):
        return None
    if ower == foe and _bans(promise):
        shared = _without_excuses(shared, casus, kind)
    reasons = (standing, *_own(ower, kind, holder, casus, theatre), *shared)
    status = _status(ower == foe and _bans(promise), promise, casus, theatre, reasons)
    if casus.origin == "joined" and status == "excused":
        return None
    step = Step(
        actor=ower, to=holder, against=foe, pact=promise.pact.id, article=promise.article.ref
    )
    return Duty(
        actor=ower,
        to=holder,
        against=foe,
        what=kind,
        status=status,
        strength=promise.commitment.strength,
        pact=promise.pact.id,
        article=promise.article.ref,
        name=promise.pact.short,
        subject_to=left_open(promise, casus, theatre),
        reasons=reasons,
        round=casus.round,
        path=(*casus.path, step),
    )


def _never_yet(promise: Promise, ower: str, casus: Casus) -> bool:
    """Whether the one that would owe joins only later: nobody knew of that on the day."""
    spells = [party for party in promise.pact.parties if party.actor == ower]
    later = [party.start is not None and party.start.start > casus.day for party in spells]
    return bool(spells) and all(later) and any(party.how != "original" for party in spells)


def _bans(promise: Promise) -> bool:
    """Whether a promise forbids its giver to attack the one it is made to."""
    kind = promise.commitment.type
    refrains = kind == "assurance" and promise.commitment.trigger is None
    return refrains or kind in ("nonaggression", "guarantee")


def _without_excuses(shared: tuple[Reason, ...], casus: Casus, kind: str) -> tuple[Reason, ...]:
    """An attacker's own promise: whether it defends is beside the point, it must not attack."""
    kept = tuple(r for r in shared if r.kind not in ("assurance only", "not binding"))
    if len(kept) < len(shared) and kind == "assurance":
        words = f"{casus.who} itself attacks the one it gave the assurance to"
        kept = (casus.says("trigger", True, words), *kept)
    return kept


def _own(ower: str, kind: str, holder: str, casus: Casus, theatre: Theatre) -> tuple[Reason, ...]:
    """What only concerns this actor: it fights the very one it has promised to help."""
    if kind not in ACTIVE or (kind == "guarantee" and ower == casus.attacker):
        return ()
    if ower == casus.attacker or (ower, holder) in theatre.attacks:
        return (
            casus.says(
                "itself an attacker",
                False,
                f"{casus.name(ower)} itself attacks {casus.name(holder)}",
            ),
        )
    return ()


def _status(
    own: bool, promise: Promise, casus: Casus, theatre: Theatre, reasons: tuple[Reason, ...]
) -> Status:
    verdicts = {reason.holds for reason in reasons}
    if False in verdicts:
        return "excused"
    if None in verdicts:
        return "unknown"
    if own:
        return "breached"
    if promise.commitment.type in RESTRAINT:
        return "barred"
    pending = left_open(promise, casus, theatre)
    return "owed after consultation" if set(pending) & set(CONSULT) else "owed"
