"""The engine: rounds of duties to a fixpoint.

Round 0 holds who is bound now. Those who owe armed help are then assumed to
honour it, which makes new facts, and new facts may bind others: round 1, 2, …
until nothing is new. Helping a victim is no attack on the attacker, so it does
not set off the attacker's own defensive alliances (July 1914: Italy); joining
an attacker is an attack on its victim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace

from ramify.reasoning.obligations.answer import Answer, Status
from ramify.reasoning.obligations.facts import SystemLike
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.charter import charter_breaches
from ramify.reasoning.obligations.law.findings import Finding, Line
from ramify.reasoning.obligations.law.judge import judge, judge_again, newcomers
from ramify.reasoning.obligations.law.promises import FORCE
from ramify.reasoning.obligations.rounds.conflicts import Conflicts
from ramify.reasoning.obligations.rounds.first_round import opening
from ramify.reasoning.obligations.rounds.outcome import FirstFound, Joining, Outcome
from ramify.reasoning.obligations.rounds.uncoded import unread
from ramify.reasoning.obligations.situation import Situation

_BINDING: tuple[tuple[Status, ...], ...] = (
    ("excused",),
    ("unknown",),
    ("owed after consultation",),
    ("owed", "barred", "torn"),
    ("breached",),
)
"""Statuses from the least to the most binding."""
_RANK = {status: rank for rank, alike in enumerate(_BINDING) for status in alike}


def obligations(
    system: SystemLike, situation: Situation, *, excused: bool = True, wars: bool = True
) -> Answer:
    """Who owes what to whom in a situation, in rounds, with reasons and conflicts.

    Pacts are judged as they stand on the day of the situation or, for an attack
    that is over, on its last day: a pact binds while what it speaks of goes on
    (Vienna Convention on the Law of Treaties, Articles 28 and 70). The system
    gives the facts; its own day plays no part. Without `excused`, duties that do not
    bind for a reason that is certain are left out, which is faster for surveys of many attacks.
    The wars on file that the situation touches are taken into account as if it told of them;
    without `wars` they are left out.

    Raises:
        UnknownName: the situation names an actor or territory the world does not know.
    """
    outcome = work_out(system, situation, excused=excused, wars=wars)
    notes = unread(system.world, situation) if excused else []
    return outcome.answer(notes)


def work_out(
    system: SystemLike, situation: Situation, *, excused: bool = True, wars: bool = True
) -> Outcome:
    """What `obligations` answers, found and not yet written out.

    Raises:
        UnknownName: as `obligations`.
    """
    theatre = Theatre(system.world, situation, excused=excused, wars=wars)
    opened = opening(theatre)
    fresh = opened.fresh
    run = _Run(theatre)
    joined = -1
    while len(run.joined) > joined:
        joined = len(run.joined)
        run.judge(fresh)
        fresh = run.join()
    found = tuple(run.joined), tuple(run.closing), run.conflicts
    return Outcome(theatre, run.lines, *found, opened.wars, opened.places, tuple(opened.notes))


class _Run:
    """What has been found so far."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.lines: dict[Line, dict[str, FirstFound]] = {}
        """By what is owed to whom, the finding that stands for each actor."""
        self.seen: list[Casus] = []
        self.joined: list[Joining] = []
        self.closing: list[tuple[Finding, str]] = []
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
        ripening = casus.book.held_ripening
        if not ripening.keys().isdisjoint((casus.attacker, casus.victim)):
            self._keep(judge_again(replace(casus, round=self.round), self.theatre))

    def _keep(self, findings: Iterable[Finding]) -> None:
        """Of the commitments of one article, keep for each actor the one that binds most.

        What only closes a chain, its actor being at war already, replaces nothing.
        """
        for finding in findings:
            self.found += 1
            new = FirstFound(finding, self.found)
            line = self.lines.setdefault(finding.hearing.line, {})
            actors: Set[str] = finding.owers.keys()
            if finding.casus.follows:
                closing = actors & self.theatre.enemies(finding.hearing.foe or "")
                if finding.fights:
                    self.closing += [(finding, actor) for actor in sorted(closing)]
                actors = actors - closing
            if line:
                actors = {c for c in actors if c not in line or _better(finding, line[c], c)}
                for actor in actors:
                    line[actor] = _in_place(line.get(actor), new)
            else:
                line.update(dict.fromkeys(actors, new))
            self.conflicts.add(finding, actors)

    def join(self) -> list[Casus]:
        """Those who owe armed help join, all at once; the facts that makes.

        One that is bound to help a victim and to join an attacker against the same foe helps the
        victim. Two that are bound to fight each other both do. Who is bound by what follows from
        several uses of force joins in each, so that it does not matter which is told first.
        """
        ready: dict[tuple[str, str], list[FirstFound]] = defaultdict(list)
        for (_, foe, _, _, what, _), line in self.lines.items():
            if foe is None or what not in FORCE:
                continue
            for actor in line.keys() - self.theatre.enemies(foe):
                if line[actor].finding.fights and self._free(line[actor].finding, actor):
                    ready[actor, foe].append(line[actor])
        self.round += 1
        news = []
        for (actor, foe), kept in sorted(ready.items()):
            chosen = _joined(kept)
            self._enter(chosen[0], actor, foe)
            news += [(finding, actor, foe) for finding in chosen]
        return [self._follows(*new) for new in news if self._matters(*new)]

    def _free(self, finding: Finding, actor: str) -> bool:
        """Whether an actor that is not at war can join: it is no threat only, nor is it torn."""
        return finding.casus.kind != "threat" and not self.conflicts.tears(finding, actor)

    def _enter(self, finding: Finding, actor: str, foe: str) -> None:
        """One joins: against an attacker it helps the victim, else it attacks."""
        self.joined.append(Joining(finding, actor, self.round))
        if finding.hearing.side == "victim":
            self.theatre.help(actor, foe)
        else:
            self.theatre.attack(actor, foe)

    def _matters(self, finding: Finding, actor: str, foe: str) -> bool:
        """Whether the joining may bind anybody: help that no promise turns on changes nothing."""
        book = finding.casus.book
        if finding.hearing.side == "attacker" or foe in book.held_in_war("attacker"):
            return True
        held = book.held_in_war("victim").get(actor)
        if held is None:
            return False
        self.theatre.heard.update(held)
        link, known = finding.link(actor), {actor, foe}
        for promise in held:
            if newcomers(promise, book.asked(promise, actor), foe, link, self.theatre) - known:
                return True
        return False

    def _follows(self, finding: Finding, actor: str, foe: str) -> Casus:
        """What the joining makes: an attack on the foe, or the foe's fight with a helper."""
        words = f"assumed: {actor} honours its word to {finding.hearing.holder} against {foe}"
        casus = finding.casus
        follow = casus.helped_by if finding.hearing.side == "victim" else casus.joined_by
        return follow(actor, foe, finding.path(actor), self.round, words)


def _in_place(had: FirstFound | None, new: FirstFound) -> FirstFound:
    """The new finding, where the old one stood if that bound to fight as well.

    One that is excused holds no place: a survey does not hear of it.
    """
    return FirstFound(new.finding, had.place) if had and had.finding.fights else new


def _joined(kept: list[FirstFound]) -> list[Finding]:
    """Of what binds one to fight another, one finding for each fight that it would be part of."""
    kept = sorted(kept, key=lambda found: found.place)
    helps = [found.finding for found in kept if found.finding.hearing.side == "victim"]
    chosen: dict[object, Finding] = {}
    for finding in helps or [found.finding for found in kept]:
        chosen.setdefault(finding.casus.fight, finding)
    return list(chosen.values())


def _better(new: Finding, kept: FirstFound, actor: str) -> bool:
    """The more binding; of two commitments in one fight, the one that fails on less."""
    old = kept.finding
    ranks = _RANK[new.status], _RANK[old.status]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    return new.casus is old.casus and _failing(new, actor) < _failing(old, actor)


def _failing(finding: Finding, actor: str) -> int:
    return sum(reason.holds is False for reason in finding.reasons(actor))
