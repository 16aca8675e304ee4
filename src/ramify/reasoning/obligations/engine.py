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
from ramify.reasoning.obligations.book import FORCE
from ramify.reasoning.obligations.casus import Casus, Theatre
from ramify.reasoning.obligations.charter import charter_breaches
from ramify.reasoning.obligations.conflicts import Conflicts, Pair, cycle_of
from ramify.reasoning.obligations.facts import SystemLike, name_of
from ramify.reasoning.obligations.hearing import Finding, Key
from ramify.reasoning.obligations.judge import judge, judge_again, newcomers
from ramify.reasoning.obligations.opening import opening
from ramify.reasoning.obligations.situation import Situation
from ramify.reasoning.obligations.unread import unread
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Actor

_RANK: dict[Status, int] = {
    "breached": 5, "owed": 4, "barred": 4, "torn": 4, "owed after consultation": 3,
    "unknown": 2, "excused": 1,
}  # fmt: skip


_ORDER: dict[Status, int] = {
    "owed": 0, "owed after consultation": 1, "torn": 2, "breached": 3, "barred": 4,
    "unknown": 5, "excused": 6,
}  # fmt: skip


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
    if excused:
        notes += unread(system.world, situation)
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
        for finding in judge_again(replace(casus, round=self.round), self.theatre):
            self._keep(finding)

    def _keep(self, finding: Finding) -> None:
        """Of the commitments of one article, keep the one that binds most.

        What only closes a chain, its actor being at war already, replaces nothing.
        """
        hearing, key = finding.hearing, finding.key
        if hearing.casus.follows and hearing.foe in self.theatre.enemies(finding.actor):
            self._close(finding, key)
            return
        held = self.findings.setdefault(key, finding)
        if held is finding or _better(finding, held):
            self.findings[key] = finding
            self.conflicts.add(finding)

    def _close(self, finding: Finding, key: Key) -> None:
        """Take note of a chain that comes back to an actor at war, which tears nobody."""
        if finding.hearing.casus.round:
            self.findings.setdefault(key, finding)
        if finding.fights:
            self._note_cycle(finding)

    def _note_cycle(self, finding: Finding) -> None:
        cycle = cycle_of(finding.path)
        if cycle and len({step.pact for step in cycle}) > 1:
            links = frozenset((step.actor, step.to) for step in cycle)
            self.cycles.setdefault(links, cycle)

    def join(self) -> list[Casus]:
        """Those who owe armed help join, all at once; the facts that makes.

        Of two that are to fight each other, one that helps a victim comes before one that
        joins an attacker, then the order of their ids decides.
        """
        ready = [f for f in self.findings.values() if f.fights and self._free(f)]
        ready.sort(key=lambda f: (f.hearing.side == "attacker", f.actor, f.hearing.foe))
        self.round += 1
        joining = []
        for finding in ready:
            if finding.hearing.foe not in self.theatre.enemies(finding.actor):
                self._enter(finding)
                joining.append(finding)
        return [self._follows(finding) for finding in joining if self._matters(finding)]

    def _free(self, finding: Finding) -> bool:
        """Whether an actor can join: its foe is known, it is not at war with it, nor torn."""
        foe = finding.hearing.foe
        if foe is None or finding.hearing.casus.kind == "threat":
            return False
        return foe not in self.theatre.enemies(finding.actor) and not self.conflicts.tears(finding)

    def _enter(self, finding: Finding) -> None:
        """One joins: against an attacker it helps the victim, else it attacks."""
        actor, side, foe = finding.actor, finding.hearing.holder, finding.hearing.foe
        assert foe is not None
        self.joined.append(
            Joined(actor=actor, side=side, against=foe, round=self.round, path=finding.path)
        )
        if finding.hearing.side == "victim":
            self.theatre.help(actor, foe)
        else:
            self.theatre.attack(actor, foe)

    def _matters(self, finding: Finding) -> bool:
        """Whether the joining may bind anybody: help that no promise turns on changes nothing."""
        actor, foe, book = finding.actor, finding.hearing.foe, self.theatre.book(finding.casus)
        if finding.hearing.side == "attacker" or foe in book.held_in_war("attacker"):
            return True
        return any(
            newcomers(promise, foe, finding.path, self.theatre) - {actor, foe}
            for promise in book.held_in_war("victim").get(actor, ())
        )

    def _follows(self, finding: Finding) -> Casus:
        """What the joining makes: an attack on the foe, or the foe's fight with a helper."""
        actor, to, foe = finding.actor, finding.hearing.holder, finding.hearing.foe
        assert foe is not None
        words = f"assumed: {actor} honours its word to {to} against {foe}"
        casus = finding.casus
        follow = casus.helped_by if finding.hearing.side == "victim" else casus.joined_by
        return follow(actor, foe, finding.path, self.round, words)

    def answer(self, notes: list[str]) -> Answer:
        """Everything found, with torn duties marked on both sides."""
        found = [f for f in self.findings.values() if _shown(f, self.conflicts)]
        if self.conflicts.torn:
            actors = self.theatre.world.actors
            found = [_marked(finding, self.conflicts, actors) for finding in found]
        duties = tuple(finding.duty() for finding in _once(sorted(found, key=_place)))
        return Answer(
            situation=self.theatre.situation,
            duties=duties,
            joined=tuple(self.joined),
            torn=tuple(_torn(duties, self.conflicts.torn)),
            cycles=tuple(self.cycles.values()),
            notes=tuple(notes),
        )


def _better(new: Finding, old: Finding) -> bool:
    """The more binding; of two in one round the one that fails on less."""
    ranks = _RANK[new.status], _RANK[old.status]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    return new.casus.round == old.casus.round and _failing(new) < _failing(old)


def _failing(finding: Finding) -> int:
    return sum(reason.holds is False for reason in finding.reasons)


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """What pulls an actor in after others have joined, once and not for each whom it covers."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        to, against, pact, article, what, _ = finding.hearing.line
        round = finding.casus.round
        whom = to if round == 0 or finding.status == "torn" else None
        key = (round, finding.status, pact, article, what, finding.actor, whom, against)
        kept.setdefault(key, finding)
    return kept.values()


def _place(finding: Finding) -> tuple[int, int, bool, str, str, str, str]:
    """By round, then what binds before what does not, then promises to fight before others."""
    to, _, pact, article, what, _ = finding.hearing.line
    rank = (finding.casus.round, _ORDER[finding.status], what not in FORCE)
    return (*rank, pact, article, finding.actor, to)


def _shown(finding: Finding, conflicts: Conflicts) -> bool:
    """Of what follows from help, only duties to fight, and restraints that conflict with them."""
    hearing = finding.hearing
    if hearing.casus.round == 0 and hearing.casus.origin == "attack":
        return True
    if hearing.restrains:
        pairs = conflicts.torn.get(finding.actor, ())
        tears = finding.status == "barred" and (hearing.foe, hearing.holder) in pairs
        return tears or finding.status == "breached"
    return hearing.forceful and finding.status != "excused"


def _marked(finding: Finding, conflicts: Conflicts, actors: Mapping[str, Actor]) -> Finding:
    """The finding, torn if a duty to the other side conflicts with it."""
    hearing = finding.hearing
    if not hearing.forceful or finding.status not in ("owed", "owed after consultation"):
        return finding
    if not conflicts.tears(finding):
        return finding
    actor, foe, to = (name_of(actors, c) for c in (finding.actor, hearing.foe, hearing.holder))
    words = f"{actor} is also bound to {foe}, against which {to} is to be helped"
    evidence = ComputedEvidence(by="obligations", inputs=(hearing.promise.pact.id,))
    reason = Reason(kind="conflict", holds=True, words=words, evidence=evidence)
    return Finding(hearing, finding.actor, "torn", (*finding.reasons, reason))


def _torn(duties: tuple[Duty, ...], torn: dict[str, set[Pair]]) -> Iterable[Torn]:
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
