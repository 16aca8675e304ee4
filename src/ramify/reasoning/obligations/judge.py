"""Judging a casus: one duty for every actor a promise binds, with its status and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ramify.reasoning.obligations.answer import Duty, Reason, Status, Step
from ramify.reasoning.obligations.book import FORCE, RESTRAINT, Promise
from ramify.reasoning.obligations.casus import Casus, Path, Side, Theatre
from ramify.reasoning.obligations.conditions import CONSULT, left_open
from ramify.reasoning.obligations.grounds import grounds

ACTIVE = FORCE | {"consultation", "assistance"}
_NO_EXCUSE = ("assurance only", "not binding")
_ON_ATTACK = ACTIVE | {"assurance"}
"""Promises that speak of an attack even where no trigger is coded."""


GENERAL = 10
"""A ban on force owed to more than this is a general renunciation of force, no tie to a side."""

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
    book = theatre.book(casus)
    for promise in book.held.get(casus.victim, ()):
        yield from judge_promise(promise, casus, "victim", theatre)
    held = book.held if theatre.excused else book.held_attacking
    for promise in held.get(casus.attacker or "", ()):
        yield from judge_promise(promise, casus, "attacker", theatre)


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
    owers = _owers(promise, casus, side, theatre)
    if not owers:
        return
    brief = casus.origin == "joined" or not theatre.excused
    reasons = grounds(promise, casus, side, theatre)
    shared = tuple(_until_false(reasons) if brief and side == "attacker" else reasons)
    if brief and _worst(shared) is False:
        _, foe = casus.sides(side)
        owers = [code for code in owers if code == foe]
    if owers:
        hearing = Hearing(promise, casus, side, theatre, shared)
        for ower in owers:
            duty = hearing.duty(ower)
            if duty is not None:
                yield Finding(duty, casus, side, promise)


def _until_false(reasons: Iterator[Reason]) -> Iterator[Reason]:
    """As many reasons as are needed to see that a duty does not bind."""
    for reason in reasons:
        yield reason
        if reason.holds is False:
            return


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


def _owers(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> list[str]:
    """Those who may owe it: not the promisee, nor who no longer exists or is in the war already."""
    holder, foe = casus.sides(side)
    able = promise.bound_to
    if casus.path or casus.origin == "joined":
        able = newcomers(promise, foe, casus.path, theatre)
    if _general(promise, casus) and casus.origin == "attack":
        able = able & {foe}
    if side == "attacker" or casus.origin == "joined":
        able -= {foe}
    able = able - theatre.book(casus).gone - {holder}
    return [code for code in promise.owers if code in able] if able else []


def newcomers(
    promise: Promise, foe: str | None, path: Path, theatre: Theatre
) -> frozenset[str | None]:
    """Who may be pulled in by another's joining, or closes a chain of pacts already pulled."""
    able = promise.bound_to - theatre.enemies(foe or "")
    if path and promise.commitment.type in FORCE and promise.pact.id != path[-1].pact:
        able |= promise.bound_to & {code for step in path for code in (step.actor, step.to)}
    return able


def _general(promise: Promise, casus: Casus) -> bool:
    """A ban on force that says nothing to others of this war: owed to both sides, or to many."""
    return promise.commitment.type in ("nonaggression", "assurance") and (
        len(promise.holders) > GENERAL
        or (casus.attacker in promise.holders and casus.victim in promise.holders)
    )


class Hearing:
    """One promise heard in one casus: what is the same for everybody who owes it."""

    def __init__(
        self,
        promise: Promise,
        casus: Casus,
        side: Side,
        theatre: Theatre,
        shared: tuple[Reason, ...],
    ) -> None:
        self.promise, self.casus, self.theatre = promise, casus, theatre
        self.book = theatre.book(casus)
        holder, self.foe = casus.sides(side)
        assert holder is not None
        self.holder = holder
        self.shared, self.verdict = shared, _worst(shared)
        conditional = promise.commitment.conditions
        self.open = left_open(promise, casus, theatre) if conditional else ()
        self.bound: Status = "owed"
        if promise.commitment.type in RESTRAINT:
            self.bound = "barred"
        elif not set(CONSULT).isdisjoint(self.open):
            self.bound = "owed after consultation"

    def duty(self, ower: str) -> Duty | None:
        """What one actor owes; None if nobody would ask it.

        A promise that is not in force is told of only where, in force, it might bind.
        """
        promise, casus = self.promise, self.casus
        standing = self.book.standing(promise, ower, self.holder)
        if standing.holds is False and (
            casus.origin == "joined" or self.book.never_yet(promise, ower)
        ):
            return None
        if ower == self.foe:
            return self._own_promise(ower, standing)
        if standing.holds is False and self.verdict is False:
            return None
        if promise.commitment.type in ACTIVE and ower in self.theatre.enemies(self.holder):
            if not self.theatre.excused:
                return None
            return self._build(ower, "excused", (standing, self._fights(ower), *self.shared))
        verdict = self.verdict if standing.holds else _worst((standing, *self.shared))
        if verdict is False and promise.commitment.type == "nonaggression":
            return None
        if verdict is False and not self.theatre.excused:
            return None
        return self._build(ower, _status(verdict, self.bound), (standing, *self.shared))

    def _own_promise(self, ower: str, standing: Reason) -> Duty | None:
        """The attacker's promise to its victim: broken if it forbids the attack."""
        if _bans(self.promise):
            reasons = (standing, *_without_excuses(self.shared, self.casus))
            status = _status(_worst(reasons), "breached")
            shown = self.theatre.excused or status != "excused"
            return self._build(ower, status, reasons) if shown else None
        if self.promise.commitment.type not in ACTIVE or not self.theatre.excused:
            return None
        return self._build(ower, "excused", (standing, self._fights(ower), *self.shared))

    def _fights(self, ower: str) -> Reason:
        names = self.casus.name(ower), self.casus.name(self.holder)
        if ower == self.foe or (ower, self.holder) in self.theatre.attacks:
            words = f"{names[0]} itself attacks {names[1]}"
            return self.casus.says("itself an attacker", False, words)
        return self.casus.says("at war", False, f"{names[0]} and {names[1]} are at war")

    def _build(self, ower: str, status: Status, reasons: tuple[Reason, ...]) -> Duty:
        pact, article, commitment = (
            self.promise.pact,
            self.promise.article,
            self.promise.commitment,
        )
        step = Step(actor=ower, to=self.holder, against=self.foe, pact=pact.id, article=article.ref)
        return Duty(
            actor=ower,
            to=self.holder,
            against=self.foe,
            what=commitment.type,
            status=status,
            strength=commitment.strength,
            pact=pact.id,
            article=article.ref,
            name=pact.short,
            subject_to=self.open,
            reasons=reasons,
            round=self.casus.round,
            path=(*self.casus.path, step),
        )


def _worst(reasons: tuple[Reason, ...]) -> bool | None:
    """False if a reason ends the duty, None if one leaves it unknown, else True."""
    verdicts = {reason.holds for reason in reasons}
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _status(verdict: bool | None, bound: Status) -> Status:
    if verdict is None:
        return "unknown"
    return bound if verdict else "excused"


def _bans(promise: Promise) -> bool:
    """Whether a promise forbids its giver to attack the one it is made to."""
    kind = promise.commitment.type
    refrains = kind == "assurance" and promise.commitment.trigger is None
    return refrains or kind in ("nonaggression", "guarantee")


def _without_excuses(shared: tuple[Reason, ...], casus: Casus) -> tuple[Reason, ...]:
    """An attacker must not attack, whether or not its promise is to defend or binds in law."""
    kept = tuple(reason for reason in shared if reason.kind not in _NO_EXCUSE)
    if len(kept) == len(shared):
        return shared
    words = f"{casus.who} attacks the one it made the promise to"
    if any(reason.kind == "not binding" for reason in shared):
        words += ", and breaks a political undertaking"
    return (casus.says("trigger", True, words), *kept)
