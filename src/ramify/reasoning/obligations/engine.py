"""The engine: rounds of duties to a fixpoint.

Round 0 holds who is bound now. Those who owe armed help are then assumed to
honour it, which makes new facts, and new facts may bind others: round 1, 2, …
until nothing is new. Helping a victim is no attack on the attacker, so it does
not set off the attacker's own defensive alliances (July 1914: Italy); joining
an attacker is an attack on its victim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from ramify.reasoning.obligations.answer import Answer, Duty, Joined, Reason, Status, Torn
from ramify.reasoning.obligations.book import FORCE
from ramify.reasoning.obligations.casus import Casus, Path, Theatre
from ramify.reasoning.obligations.charter import charter_breaches
from ramify.reasoning.obligations.conflicts import Conflicts, War, cycle_of
from ramify.reasoning.obligations.facts import SystemLike, name_of
from ramify.reasoning.obligations.hearing import Finding, Line
from ramify.reasoning.obligations.judge import judge, judge_again, newcomers
from ramify.reasoning.obligations.opening import opening
from ramify.reasoning.obligations.situation import Situation
from ramify.reasoning.obligations.unread import unread
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Actor

_Told = tuple[tuple[object, ...], str, str, int, Finding]
"""Rank, actor, the one it is owed to, order of first mention, and the finding."""

_RANK: dict[Status, int] = {
    "breached": 5, "owed": 4, "barred": 4, "torn": 4, "owed after consultation": 3,
    "unknown": 2, "excused": 1,
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


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The finding that stands for some actors, and its place in the order of first mention."""

    finding: Finding
    place: int


class _Run:
    """What has been found so far."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.lines: dict[Line, dict[str, _Kept]] = {}
        """By what is owed to whom, the finding that stands for each actor."""
        self.seen: list[Casus] = []
        self.joined: list[Joined] = []
        self.cycles: dict[frozenset[tuple[str, str]], Path] = {}
        self.conflicts = Conflicts()
        self.round = self.found = 0

    def judge(self, fresh: list[Casus]) -> None:
        """Judge new facts, and old ones again where it matters who else fights."""
        for earlier in self.seen:
            self._judge_again(earlier)
        for casus in fresh:
            self._keep(judge(casus, self.theatre))
            if casus.origin == "attack":
                self._keep(charter_breaches(casus, self.theatre))
        self.seen += fresh

    def _judge_again(self, casus: Casus) -> None:
        """Old facts may bind by now, if a promise to one of the two turns on who else fights."""
        ripening = self.theatre.book(casus).held_ripening
        if not ripening.keys().isdisjoint((casus.attacker, casus.victim)):
            self._keep(judge_again(replace(casus, round=self.round), self.theatre))

    def _keep(self, findings: Iterable[Finding]) -> None:
        """Of the commitments of one article, keep for each actor the one that binds most.

        What only closes a chain, its actor being at war already, replaces nothing.
        """
        for finding in findings:
            self.found += 1
            new = _Kept(finding, self.found)
            line = self.lines.setdefault(finding.hearing.line, {})
            actors: Set[str] = finding.owers.keys()
            if finding.casus.follows:
                closing = actors & self.theatre.enemies(finding.hearing.foe or "")
                for actor in sorted(closing):
                    self._close(new, actor, line)
                actors = actors - closing
            if line:
                actors = {c for c in actors if c not in line or _better(finding, line[c], c)}
            for actor in actors:
                held = line.get(actor)
                line[actor] = _Kept(finding, held.place) if held else new
            self.conflicts.add(finding, actors)

    def _close(self, new: _Kept, actor: str, line: dict[str, _Kept]) -> None:
        """Take note of a chain that comes back to an actor at war, which tears nobody."""
        if new.finding.casus.round:
            line.setdefault(actor, new)
        if new.finding.fights:
            self._note_cycle(new.finding.path(actor))

    def _note_cycle(self, path: Path) -> None:
        cycle = cycle_of(path)
        if cycle and len({step.pact for step in cycle}) > 1:
            links = frozenset((step.actor, step.to) for step in cycle)
            self.cycles.setdefault(links, cycle)

    def join(self) -> list[Casus]:
        """Those who owe armed help join, all at once; the facts that makes.

        Of two that are to fight each other, one that helps a victim comes before one that
        joins an attacker, then the order of their ids decides.
        """
        ready = [
            (kept.finding.hearing.side == "attacker", actor, foe, kept.place, kept.finding)
            for (_, foe, _, _, what, _), line in self.lines.items()
            if foe is not None and what in FORCE
            for actor in line.keys() - self.theatre.enemies(foe)
            if (kept := line[actor]).finding.fights and self._free(kept.finding, actor)
        ]
        self.round += 1
        joining = []
        for _, actor, foe, _, finding in sorted(ready):
            if actor not in self.theatre.enemies(foe):
                self._enter(finding, actor, foe)
                joining.append((finding, actor, foe))
        return [self._follows(*news) for news in joining if self._matters(*news)]

    def _free(self, finding: Finding, actor: str) -> bool:
        """Whether an actor that is not at war can join: it is no threat only, nor is it torn."""
        return finding.casus.kind != "threat" and not self.conflicts.tears(finding, actor)

    def _enter(self, finding: Finding, actor: str, foe: str) -> None:
        """One joins: against an attacker it helps the victim, else it attacks."""
        fields = {"actor": actor, "side": finding.hearing.holder, "against": foe}
        path = finding.path(actor)
        self.joined.append(Joined.trusted({**fields, "round": self.round, "path": path}))
        if finding.hearing.side == "victim":
            self.theatre.help(actor, foe)
        else:
            self.theatre.attack(actor, foe)

    def _matters(self, finding: Finding, actor: str, foe: str) -> bool:
        """Whether the joining may bind anybody: help that no promise turns on changes nothing."""
        book = self.theatre.book(finding.casus)
        if finding.hearing.side == "attacker" or foe in book.held_in_war("attacker"):
            return True
        return any(
            newcomers(promise, foe, finding.path(actor), self.theatre) - {actor, foe}
            for promise in book.held_in_war("victim").get(actor, ())
        )

    def _follows(self, finding: Finding, actor: str, foe: str) -> Casus:
        """What the joining makes: an attack on the foe, or the foe's fight with a helper."""
        words = f"assumed: {actor} honours its word to {finding.hearing.holder} against {foe}"
        casus = finding.casus
        follow = casus.helped_by if finding.hearing.side == "victim" else casus.joined_by
        return follow(actor, foe, finding.path(actor), self.round, words)

    def answer(self, notes: list[str]) -> Answer:
        """Everything found, with torn duties marked on both sides."""
        duties = tuple(finding.duty(actor) for finding, actor in _once(sorted(self._told())))
        return Answer(
            situation=self.theatre.situation,
            duties=duties,
            joined=tuple(self.joined),
            torn=tuple(_torn(duties, self.conflicts.torn)),
            cycles=tuple(self.cycles.values()),
            notes=tuple(notes),
        )

    def _told(self) -> Iterator[_Told]:
        """What is told of, with its place in the answer."""
        torn, actors = self.conflicts.torn, self.theatre.world.actors
        for (to, *_), line in self.lines.items():
            for actor, kept in line.items():
                finding = kept.finding
                if actor in torn:
                    finding = _marked(finding, actor, self.conflicts, actors)
                if _shown(finding, actor, torn):
                    yield finding.rank, actor, to, kept.place, finding


def _better(new: Finding, kept: _Kept, actor: str) -> bool:
    """The more binding; of two in one round the one that fails on less."""
    old = kept.finding
    ranks = _RANK[new.status], _RANK[old.status]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    return new.casus.round == old.casus.round and _failing(new, actor) < _failing(old, actor)


def _failing(finding: Finding, actor: str) -> int:
    return sum(reason.holds is False for reason in finding.reasons(actor))


def _once(told: Iterable[_Told]) -> Iterable[tuple[Finding, str]]:
    """What pulls an actor in after others have joined, once and not for each whom it covers."""
    kept: dict[tuple[object, ...], tuple[Finding, str]] = {}
    for rank, actor, to, _, finding in told:
        whom = to if rank[0] == 0 or finding.status == "torn" else None
        key = (rank, finding.hearing.what, actor, whom, finding.hearing.foe)
        kept.setdefault(key, (finding, actor))
    return kept.values()


def _shown(finding: Finding, actor: str, torn: Mapping[str, Set[War]]) -> bool:
    """Of what follows from help, only duties to fight, and restraints that conflict with them."""
    hearing = finding.hearing
    if hearing.casus.round == 0 and hearing.casus.origin == "attack":
        return True
    if hearing.restrains:
        tears = finding.status == "barred" and (hearing.foe, hearing.holder) in torn.get(actor, ())
        return tears or finding.status == "breached"
    return hearing.forceful and finding.status != "excused"


def _marked(
    finding: Finding, actor: str, conflicts: Conflicts, actors: Mapping[str, Actor]
) -> Finding:
    """The finding, torn if a duty to the other side conflicts with it."""
    hearing = finding.hearing
    if not hearing.forceful or finding.status not in ("owed", "owed after consultation"):
        return finding
    if not conflicts.tears(finding, actor):
        return finding
    who, foe, to = (name_of(actors, code) for code in (actor, hearing.foe, hearing.holder))
    words = f"{who} is also bound to {foe}, against which {to} is to be helped"
    evidence = ComputedEvidence(by="obligations", inputs=(hearing.promise.pact.id,))
    reason = Reason(kind="conflict", holds=True, words=words, evidence=evidence)
    owers = {actor: finding.owers[actor]}
    return Finding(hearing, owers, "torn", (*finding.shared, reason))


def _torn(duties: tuple[Duty, ...], torn: Mapping[str, Set[War]]) -> Iterable[Torn]:
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
