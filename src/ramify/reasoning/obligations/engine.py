"""The engine: rounds of duties to a fixpoint.

Round 0 holds who is bound now. Those who owe armed help are then assumed to
honour it, which makes new facts, and new facts may bind others: round 1, 2, …
until nothing is new. Helping a victim is no attack on the attacker, so it does
not set off the attacker's own defensive alliances (July 1914: Italy); joining
an attacker is an attack on its victim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ramify.reasoning.obligations.answer import Answer, Duty, Joined, Reason, Status, Step, Torn
from ramify.reasoning.obligations.book import FORCE, RESTRAINT
from ramify.reasoning.obligations.casus import Casus, Theatre
from ramify.reasoning.obligations.charter import charter_breaches
from ramify.reasoning.obligations.conflicts import Conflicts, Pair, cycle_of
from ramify.reasoning.obligations.facts import SystemLike, name_of
from ramify.reasoning.obligations.judge import Finding, judge, newcomers
from ramify.reasoning.obligations.opening import opening
from ramify.reasoning.obligations.situation import Situation
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Actor

Key = tuple[str, str, str | None, str, str, str, bool]
"""Actor, to, against, pact, article, type, and whether a restraint follows from a joining."""

_RANK: dict[Status, int] = {
    "breached": 5, "owed": 4, "barred": 4, "torn": 4, "owed after consultation": 3,
    "unknown": 2, "excused": 1,
}  # fmt: skip


_ORDER: tuple[Status, ...] = (
    "owed", "owed after consultation", "torn", "breached", "barred", "unknown", "excused",
)  # fmt: skip


def obligations(system: SystemLike, situation: Situation, *, excused: bool = True) -> Answer:
    """Who owes what to whom in a situation, in rounds, with reasons and conflicts.

    Pacts are judged as they stand on the day of the situation or, for an attack
    that is over, on its last day: a pact binds while what it speaks of goes on
    (Vienna Convention on the Law of Treaties, Articles 28 and 70). The system
    gives the facts; its own day plays no part. Without `excused`, duties that do not
    bind for a reason that is certain are left out, which is faster for surveys of many attacks.

    Raises:
        UnknownName: the situation names an actor or territory the world does not know.
    """
    theatre = Theatre(system.world, situation, excused=excused)
    fresh, notes = opening(theatre)
    run = _Run(theatre)
    joined = -1
    while len(run.joined) > joined:
        joined = len(run.joined)
        run.judge(fresh)
        fresh = run.join()
    return run.answer(notes)


class _Run:
    """What has been found so far."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.findings: dict[Key, Finding] = {}
        self.seen: list[Casus] = []
        self.joined: list[Joined] = []
        self.cycles: dict[frozenset[tuple[str, str]], tuple[Step, ...]] = {}
        self.conflicts = Conflicts()
        self.round = 0

    def judge(self, fresh: list[Casus]) -> None:
        """Judge new facts, and old ones again where numbers matter."""
        for earlier in self.seen:
            self._count_again(earlier)
        for casus in fresh:
            for finding in judge(casus, self.theatre):
                self._keep(finding)
            if casus.origin == "attack":
                for finding in charter_breaches(casus, self.theatre):
                    self._keep(finding)
        self.seen += fresh

    def _count_again(self, casus: Casus) -> None:
        """Old facts may bind by now, if a promise to one of the two turns on how many fight."""
        counting = self.theatre.book(casus).held_counting
        if counting.keys().isdisjoint((casus.attacker, casus.victim)):
            return
        for finding in judge(replace(casus, round=self.round), self.theatre):
            self._keep(finding)

    def _keep(self, finding: Finding) -> None:
        """Of the commitments of one article, keep the one that binds most.

        What only closes a chain, its actor being at war already, replaces nothing.
        """
        duty = finding.duty
        follows = finding.casus.origin == "joined" or bool(finding.casus.path)
        apart = duty.what in RESTRAINT and follows
        key = (duty.actor, duty.to, duty.against, duty.pact, duty.article, duty.what, apart)
        held = self.findings.get(key)
        if follows and duty.against in self.theatre.enemies(duty.actor):
            self._close(finding, key)
        elif held is None or _better(finding, held):
            self.findings[key] = finding
            self.conflicts.add(duty)

    def _close(self, finding: Finding, key: Key) -> None:
        """Take note of a chain that comes back to an actor at war, which tears nobody."""
        if finding.duty.round:
            self.findings.setdefault(key, finding)
        if finding.fights:
            self._note_cycle(finding.duty)

    def join(self) -> list[Casus]:
        """Those who owe armed help join, all at once; the facts that makes.

        Of two that are to fight each other, one that helps a victim comes before one that
        joins an attacker, then the order of their ids decides.
        """
        ready = [f for f in self.findings.values() if f.fights and self._free(f)]
        ready.sort(key=lambda f: (f.side == "attacker", f.duty.actor, f.duty.against))
        self.round += 1
        joining = []
        for finding in ready:
            if finding.duty.against not in self.theatre.enemies(finding.duty.actor):
                self._enter(finding)
                joining.append(finding)
        return [self._follows(finding) for finding in joining if self._matters(finding)]

    def _free(self, finding: Finding) -> bool:
        """Whether an actor can join: its foe is known, it is not at war with it, nor torn."""
        duty = finding.duty
        if duty.against is None or finding.casus.kind == "threat":
            return False
        if duty.against in self.theatre.enemies(duty.actor):
            return False
        return not self.conflicts.tears(duty)

    def _note_cycle(self, duty: Duty) -> None:
        cycle = cycle_of(duty)
        if cycle and len({step.pact for step in cycle}) > 1:
            links = frozenset((step.actor, step.to) for step in cycle)
            self.cycles.setdefault(links, cycle)

    def _enter(self, finding: Finding) -> None:
        """One joins: against an attacker it helps the victim, else it attacks."""
        duty = finding.duty
        assert duty.against is not None
        joined = Joined(
            actor=duty.actor, side=duty.to, against=duty.against, round=self.round, path=duty.path
        )
        self.joined.append(joined)
        if finding.side == "victim":
            self.theatre.help(duty.actor, duty.against)
        else:
            self.theatre.attack(duty.actor, duty.against)

    def _matters(self, finding: Finding) -> bool:
        """Whether the joining may bind anybody: help that no promise turns on changes nothing."""
        duty, held = finding.duty, self.theatre.book(finding.casus).held_in_war
        if finding.side == "attacker" or duty.against in held:
            return True
        return any(
            newcomers(promise, duty.against, duty.path, self.theatre) - {duty.actor, duty.against}
            for promise in held.get(duty.actor, ())
        )

    def _follows(self, finding: Finding) -> Casus:
        """What the joining makes: an attack on the foe, or the foe's fight with a helper."""
        duty, casus = finding.duty, finding.casus
        assert duty.against is not None
        words = f"assumed: {duty.actor} honours its word to {duty.to} against {duty.against}"
        follow = casus.helped_by if finding.side == "victim" else casus.joined_by
        return follow(duty.actor, duty.against, duty.path, self.round, words)

    def answer(self, notes: list[str]) -> Answer:
        """Everything found, with torn duties marked on both sides."""
        actors = self.theatre.world.actors
        duties = [
            _marked(f.duty, self.conflicts, actors)
            for f in self.findings.values()
            if _shown(f, self.conflicts)
        ]
        duties = _once(sorted(duties, key=_place))
        return Answer(
            situation=self.theatre.situation,
            duties=tuple(duties),
            joined=tuple(self.joined),
            torn=tuple(_torn(duties, self.conflicts.torn)),
            cycles=tuple(self.cycles.values()),
            notes=tuple(notes),
        )


def _better(new: Finding, old: Finding) -> bool:
    """The more binding; of two in one round the one that fails on less."""
    ranks = _RANK[new.duty.status], _RANK[old.duty.status]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    return new.duty.round == old.duty.round and _failing(new.duty) < _failing(old.duty)


def _once(duties: list[Duty]) -> list[Duty]:
    """What pulls an actor in after others have joined, once and not for each whom it covers."""
    kept: dict[tuple[object, ...], Duty] = {}
    for duty in duties:
        whom = duty.to if duty.round == 0 or duty.status == "torn" else None
        kind = (duty.round, duty.status, duty.pact, duty.article, duty.what)
        kept.setdefault((*kind, duty.actor, whom, duty.against), duty)
    return list(kept.values())


def _place(duty: Duty) -> tuple[int, int, bool, str, str, str, str]:
    """By round, then what binds before what does not, then promises to fight before others."""
    rank = (duty.round, _ORDER.index(duty.status), duty.what not in FORCE)
    return (*rank, duty.pact, duty.article, duty.actor, duty.to)


def _failing(duty: Duty) -> int:
    return sum(reason.holds is False for reason in duty.reasons)


def _shown(finding: Finding, conflicts: Conflicts) -> bool:
    """Of what follows from help, only duties to fight, and restraints that conflict with them."""
    duty = finding.duty
    if duty.round == 0 and finding.casus.origin == "attack":
        return True
    if duty.what in RESTRAINT:
        pairs = conflicts.torn.get(duty.actor, ())
        tears = duty.status == "barred" and (duty.against, duty.to) in pairs
        return tears or duty.status == "breached"
    return duty.what in FORCE and duty.status != "excused"


def _marked(duty: Duty, conflicts: Conflicts, actors: Mapping[str, Actor]) -> Duty:
    if duty.what not in FORCE or duty.status not in ("owed", "owed after consultation"):
        return duty
    if not conflicts.tears(duty):
        return duty
    actor, foe, to = (name_of(actors, code) for code in (duty.actor, duty.against, duty.to))
    words = f"{actor} is also bound to {foe}, against which {to} is to be helped"
    evidence = ComputedEvidence(by="obligations", inputs=(duty.pact,))
    reason = Reason(kind="conflict", holds=True, words=words, evidence=evidence)
    return duty.model_copy(update={"status": "torn", "reasons": (*duty.reasons, reason)})


def _torn(duties: list[Duty], torn: dict[str, set[Pair]]) -> Iterable[Torn]:
    """One record for each actor and war, with the duties on its two sides."""
    for actor, pairs in sorted(torn.items()):
        for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
            sides = tuple(
                tuple(
                    n
                    for n, duty in enumerate(duties)
                    if duty.actor == actor
                    and (duty.to, duty.against) == pair
                    and duty.status in ("torn", "barred")
                )
                for pair in ((a, b), (b, a))
            )
            yield Torn(actor=actor, between=(a, b), first=sides[0], second=sides[1])
