"""Hearings: one promise heard in one casus, and what is found for those who owe it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ramify.reasoning.obligations.answer import Duty, Reason, Status, Step
from ramify.reasoning.obligations.law.bonds import Owers
from ramify.reasoning.obligations.law.casus import NOBODY, Casus, Link, Path, Theatre
from ramify.reasoning.obligations.law.conditions import CONSULT, left_open
from ramify.reasoning.obligations.law.promises import FORCE, RESTRAINT, Promise, Side
from ramify.world.pacts import CommitmentType

ACTIVE = FORCE | {"consultation", "assistance"}
"""Promises to do something for the one attacked."""
_NO_EXCUSE = ("assurance only", "not binding")

_ORDER: tuple[Status, ...] = (
    "owed", "owed after consultation", "torn", "breached", "barred", "unknown", "excused",
)  # fmt: skip
"""What binds before what does not."""
_PLACES = {status: place for place, status in enumerate(_ORDER)}

Line = tuple[str, str | None, str, str, CommitmentType, bool]
"""To, against, pact, article, type, and whether a restraint follows from a joining."""

Rank = tuple[int, int, bool, str, str]
"""Round, place of the status, whether it is no promise to fight, pact and article."""


class Finding:
    """Those who owe the same by one promise; a duty is written out when it is told."""

    __slots__ = ("_paths", "casus", "fights", "hearing", "owers", "rank", "shared", "status")

    def __init__(
        self,
        hearing: Hearing,
        owers: Mapping[str, Reason],
        status: Status,
        shared: tuple[Reason, ...],
    ) -> None:
        self.hearing, self.owers, self.status, self.shared = hearing, owers, status, shared
        self.casus = hearing.casus
        self.fights = status == "owed" and hearing.forceful
        """Whether it makes whoever honours it a party to the war."""
        _, _, pact, article, *_ = hearing.line
        place = (self.casus.round, _PLACES[status], not hearing.forceful)
        self.rank: Rank = (*place, pact, article)
        """Its place in the answer: by round, then what binds before what does not, then promises
        to fight before others, then by pact and article."""
        self._paths: dict[str, Path] = {}

    def reasons(self, actor: str) -> tuple[Reason, ...]:
        """Why it is so for one of them: first whether the promise binds it."""
        return (self.owers[actor], *self.shared)

    def path(self, actor: str) -> Path:
        """The articles that pull one of them in, its own the last."""
        found = self._paths.get(actor)
        if found is None:
            to, against, pact, article, *_ = self.hearing.line
            sides = {"actor": actor, "to": to, "against": against}
            step = Step.trusted({**sides, "pact": pact, "article": article})
            found = self._paths[actor] = (*self.casus.path, step)
        return found

    def link(self, actor: str) -> Link:
        """What the joining of one of them hangs on."""
        _, chain = self.casus.link
        return self.hearing.promise.pact.id, chain | {actor, self.hearing.holder}

    def duty(self, actor: str) -> Duty:
        """The duty of one of them, written out."""
        fields = self.hearing.fields.copy()
        fields["actor"], fields["status"] = actor, self.status
        fields["reasons"], fields["path"] = self.reasons(actor), self.path(actor)
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
        pact, article = promise.pact, promise.article.ref
        apart = self.restrains and casus.follows
        self.line: Line = (holder, self.foe, pact.id, article, self.what, apart)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields of every duty by this promise, with gaps for what differs by actor."""
        return {
            "actor": "",
            "to": self.holder,
            "against": self.foe,
            "what": self.what,
            "status": self.bound,
            "strength": self.promise.commitment.strength,
            "pact": self.promise.pact.id,
            "article": self.promise.article.ref,
            "name": self.promise.pact.short,
            "subject_to": self.open,
            "reasons": (),
            "round": self.casus.round,
            "path": (),
        }

    def findings(self, owers: Owers) -> list[Finding]:
        """What those who may owe the promise owe by it."""
        warring = self.theatre.enemies(self.holder) if self.what in ACTIVE else NOBODY
        apart = warring | {self.foe}
        found: list[Finding | None] = []
        for standing, group in zip((True, None, False), owers, strict=True):
            if not group:
                continue
            rest = group
            if not apart.isdisjoint(group):
                found += [self._alone(code, group[code]) for code in group if code in apart]
                rest = {code: group[code] for code in group if code not in apart}
            found.append(self._together(rest, standing))
        return [finding for finding in found if finding is not None]

    def _together(self, owers: Mapping[str, Reason], standing: bool | None) -> Finding | None:
        """What those owe who are bound alike; None if nobody would ask them.

        A promise that is not in force is told of only where, in force, it might bind.
        """
        if not owers or (standing is False and self.verdict is False):
            return None
        verdict = standing if standing is not True and self.verdict is not False else self.verdict
        told = self.what != "nonaggression" and self.theatre.tells(self.casus)
        if verdict is False and not told:
            return None
        return Finding(self, owers, status_of(verdict, self.bound), self.shared)

    def _alone(self, ower: str, standing: Reason) -> Finding | None:
        """What the adversary owes, or one at war with the promisee, which is asked for no help.

        The attacker breaks its own promise to its victim if that forbids the attack.
        """
        if ower != self.foe and standing.holds is False and self.verdict is False:
            return None
        if ower == self.foe and _bans(self.promise):
            shared = _without_excuses(self.shared, self.casus)
            status = status_of(worst((standing, *shared)), "breached")
        elif self.what in ACTIVE:
            shared, status = (self._fights(ower), *self.shared), "excused"
        else:
            return None
        if status == "excused" and not self.theatre.tells(self.casus):
            return None
        return Finding(self, {ower: standing}, status, shared)

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
