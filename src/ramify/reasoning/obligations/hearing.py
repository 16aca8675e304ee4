"""Hearings: one promise heard in one casus, and what is found for each who owes it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ramify.reasoning.obligations.answer import Duty, Reason, Status, Step
from ramify.reasoning.obligations.book import FORCE, RESTRAINT, Promise, Side
from ramify.reasoning.obligations.casus import Casus, Path, Theatre
from ramify.reasoning.obligations.conditions import CONSULT, left_open
from ramify.world.pacts import CommitmentType

ACTIVE = FORCE | {"consultation", "assistance"}
"""Promises to do something for the one attacked."""
_NO_EXCUSE = ("assurance only", "not binding")

Key = tuple[str, str, str | None, str, str, CommitmentType, bool]
"""Actor, to, against, pact, article, type, and whether a restraint follows from a joining."""


class Finding:
    """What one actor owes by the promise of a hearing; the duty is written out when it is told."""

    __slots__ = ("_path", "actor", "hearing", "reasons", "status")

    def __init__(
        self, hearing: Hearing, actor: str, status: Status, reasons: tuple[Reason, ...]
    ) -> None:
        self.hearing, self.actor, self.status, self.reasons = hearing, actor, status, reasons
        self._path: Path | None = None

    @property
    def casus(self) -> Casus:
        """The casus it was heard in."""
        return self.hearing.casus

    @property
    def key(self) -> Key:
        """What tells it from the findings that it may replace."""
        return (self.actor, *self.hearing.line)

    @property
    def fights(self) -> bool:
        """Whether it makes whoever honours it a party to the war."""
        return self.status == "owed" and self.hearing.forceful

    @property
    def path(self) -> Path:
        """The articles that pull the actor in, its own the last."""
        if self._path is None:
            step = Step.trusted({"actor": self.actor, **self.hearing.step})
            self._path = (*self.hearing.casus.path, step)
        return self._path

    def duty(self) -> Duty:
        """The duty, written out."""
        fields = self.hearing.fields.copy()
        fields["actor"], fields["status"] = self.actor, self.status
        fields["reasons"], fields["path"] = self.reasons, self.path
        return Duty.trusted(fields)


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
        self.promise, self.casus, self.side, self.theatre = promise, casus, side, theatre
        holder, self.foe = casus.sides(side)
        assert holder is not None
        self.holder = holder
        self.shared, self.verdict = shared, worst(shared)
        self.what = promise.commitment.type
        self.forceful, self.restrains = self.what in FORCE, self.what in RESTRAINT
        self.open = left_open(promise, casus, theatre)
        self.bound: Status = "owed"
        if self.restrains:
            self.bound = "barred"
        elif not CONSULT.isdisjoint(self.open):
            self.bound = "owed after consultation"
        apart = self.restrains and casus.follows
        self.line = (holder, self.foe, promise.pact.id, promise.article.ref, self.what, apart)

    @cached_property
    def step(self) -> dict[str, str | None]:
        """The fields of the step by which this promise pulls anybody in, but for the actor."""
        pact, article = self.promise.pact.id, self.promise.article.ref
        return {"to": self.holder, "against": self.foe, "pact": pact, "article": article}

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields of every duty by this promise, with gaps for what differs by actor."""
        pact = self.promise.pact
        return {
            "actor": "",
            "to": self.holder,
            "against": self.foe,
            "what": self.what,
            "status": self.bound,
            "strength": self.promise.commitment.strength,
            "pact": pact.id,
            "article": self.promise.article.ref,
            "name": pact.short,
            "subject_to": self.open,
            "reasons": (),
            "round": self.casus.round,
            "path": (),
        }

    def find(self, ower: str, standing: Reason) -> Finding | None:
        """What one actor owes; None if nobody would ask it.

        A promise that is not in force is told of only where, in force, it might bind.
        """
        if ower == self.foe:
            return self._own_promise(ower, standing)
        if standing.holds is False and self.verdict is False:
            return None
        if self.what in ACTIVE and ower in self.theatre.enemies(self.holder):
            return self._excused(ower, standing)
        verdict = self.verdict
        if standing.holds is not True and verdict is not False:
            verdict = standing.holds
        if verdict is False and (self.what == "nonaggression" or not self.theatre.excused):
            return None
        return Finding(self, ower, status_of(verdict, self.bound), (standing, *self.shared))

    def _own_promise(self, ower: str, standing: Reason) -> Finding | None:
        """The attacker's promise to its victim: broken if it forbids the attack."""
        if _bans(self.promise):
            reasons = (standing, *_without_excuses(self.shared, self.casus))
            status = status_of(worst(reasons), "breached")
            shown = self.theatre.excused or status != "excused"
            return Finding(self, ower, status, reasons) if shown else None
        return self._excused(ower, standing) if self.what in ACTIVE else None

    def _excused(self, ower: str, standing: Reason) -> Finding | None:
        """One at war with the promisee owes it no help."""
        if not self.theatre.excused:
            return None
        return Finding(self, ower, "excused", (standing, self._fights(ower), *self.shared))

    def _fights(self, ower: str) -> Reason:
        names = self.casus.name(ower), self.casus.name(self.holder)
        if ower == self.foe or (ower, self.holder) in self.theatre.attacks:
            words = f"{names[0]} itself attacks {names[1]}"
            return self.casus.says("itself an attacker", False, words)
        return self.casus.says("at war", False, f"{names[0]} and {names[1]} are at war")


def worst(reasons: tuple[Reason, ...]) -> bool | None:
    """False if a reason ends the duty, None if one leaves it unknown, else True."""
    verdicts = [reason.holds for reason in reasons]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def status_of(verdict: bool | None, bound: Status) -> Status:
    """The status of a duty that has the status `bound` if nothing speaks against it."""
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
