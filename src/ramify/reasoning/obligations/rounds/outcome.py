"""The outcome of the rounds: who was found to owe what, before anybody writes it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from ramify.reasoning.obligations.answer import (
    Answer,
    Duty,
    Joined,
    KnownWar,
    Reason,
    Status,
    Torn,
)
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.casus import Path, Theatre
from ramify.reasoning.obligations.law.findings import Finding, Line, Rank
from ramify.reasoning.obligations.rounds.conflicts import Conflicts, War, cycle_of
from ramify.reasoning.obligations.rounds.first_screen import first_screen
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Actor
from ramify.world.pacts import CommitmentType

Told = tuple[Rank, str, str, str, int, CommitmentType, bool, Status]
"""What an answer tells of one actor, as it is ordered: rank, actor, to, against (empty if that is
not known), place in the article, type, whether it is a restraint that follows from a joining, and
status."""


class FirstFound(NamedTuple):
    """The finding that stands for some actors, and its place in the order of first mention."""

    finding: Finding
    place: int


class Joining(NamedTuple):
    """An actor assumed to honour what was found, from a round on."""

    finding: Finding
    actor: str
    round: int

    def written(self) -> Joined:
        """The joining as an answer tells it."""
        hearing, path = self.finding.hearing, self.finding.path(self.actor)
        sides = {"actor": self.actor, "side": hearing.holder, "against": hearing.foe}
        return Joined.trusted({**sides, "round": self.round, "path": path})


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Everything found in the rounds of one situation."""

    theatre: Theatre
    lines: Mapping[Line, Mapping[str, FirstFound]]
    """By what is owed to whom, the finding that stands for each actor."""
    joined: tuple[Joining, ...]
    closing: tuple[tuple[Finding, str], ...]
    """Duties to fight of actors already at war, whose chains may come back to them."""
    conflicts: Conflicts
    wars: tuple[KnownWar, ...]
    places: list[str]
    """Whose the places struck are, in words."""
    notes: tuple[str, ...]

    def answer(self, notes: Sequence[str] = ()) -> Answer:
        """Everything found, written out, with torn duties marked on both sides."""
        theatre = self.theatre
        duties = tuple(finding.duty(actor) for finding, actor in self.told())
        screen = first_screen(duties, theatre.situation, theatre.world, self.wars, self.places)
        answer = Answer(
            situation=theatre.situation,
            duties=duties,
            joined=tuple(joining.written() for joining in self.joined),
            torn=tuple(_torn(duties, self.conflicts.torn)),
            cycles=tuple(_cycles(self.closing)),
            wars=self.wars,
            screen=screen,
            notes=tuple(note for note in (*self.notes, *notes) if not screen.tells(note)),
        )
        return answer.asked_of(theatre.world.actors)

    def told(self) -> Iterator[tuple[Finding, str]]:
        """What an answer tells of and of whom, in its order."""
        found = dict(self.shown())
        return ((found[told], told[1]) for told in in_order(found))

    def shown(self) -> Iterator[tuple[Told, Finding]]:
        """All that may be told of, in no order; of some of it an answer tells once."""
        torn, actors = self.conflicts.torn, self.theatre.world.actors
        for (to, against, _, _, what, apart), line in self.lines.items():
            plain: Finding | None = None
            for actor, (finding, _) in line.items():
                if actor in torn:
                    finding = _marked(finding, actor, self.conflicts, actors)
                if finding is plain or _shown(finding, actor, torn):
                    if actor not in torn:
                        plain = finding
                    rest = finding.hearing.promise.place, what, apart, finding.status
                    yield (finding.rank, actor, to, against or "", *rest), finding


def in_order(shown: Iterable[Told]) -> Iterable[Told]:
    """What is told of in its order: what pulls an actor in after others have joined, once and
    not for each whom it covers."""
    kept: dict[tuple[object, ...], Told] = {}
    for told in sorted(shown):
        rank, actor, to, against, _, what, _, status = told
        whom = to if rank[0] == 0 or status == "torn" else None
        kept.setdefault((rank, what, actor, whom, against), told)
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


def _cycles(closing: Iterable[tuple[Finding, str]]) -> Iterable[Path]:
    """The chains that come back, each once; none is of one pact alone (`newcomers`)."""
    found: dict[frozenset[tuple[str, str]], Path] = {}
    for finding, actor in closing:
        cycle = cycle_of(finding.path(actor))
        if cycle:
            links = frozenset((step.actor, step.to) for step in cycle)
            found.setdefault(links, cycle)
    return found.values()


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
