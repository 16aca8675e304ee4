"""The casus: one actor fighting another, as the articles see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from ramify.reasoning.obligations.answer import Reason, ReasonKind, Step
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.promises import Book, Promise, Side
from ramify.reasoning.obligations.situation import AttackKind, DecisionKind, Situation
from ramify.reasoning.symbols import Citing, Wording, by_symbol
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Territory
from ramify.world.pacts import Target

Origin = Literal["attack", "joined"]
Path = tuple[Step, ...]
Link = tuple[str | None, frozenset[str]]
"""The pact by which the last of a path was pulled in, and all whom the path leads through."""

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Casus:
    """Force of an attacker against a victim, with everything a trigger may ask about.

    `joined`: the victim came to the help of somebody the attacker fights, was
    not attacked for itself, and is fought where it helps.
    """

    attacker: str | None
    victim: str
    day: date
    place: Territory
    within: tuple[str, ...]
    """Ids of the place and of all it lies within."""
    target: Target
    kind: AttackKind
    provoked: bool | None
    claimed: bool
    assumed_place: bool
    book: Book = field(repr=False)
    """The promises as they stand on the day."""
    begun: date
    """The day it began."""
    answer: Reason | None = None
    """Why it only answers an attack, for itself or for another, or may do so."""
    consent: Reason | None = None
    """Why it is no force against a host that lets it happen, or may let it."""
    title: Reason | None = None
    """Why the victim is not attacked at home: it has no title to be where it is struck."""
    origin: Origin = "attack"
    round: int = 0
    path: Path = ()
    words: str = ""
    """What it is, in a line."""
    said: dict[tuple[ReasonKind, str | Citing], Reason] = field(default_factory=dict, repr=False)
    """The reasons given so far that rest on it."""
    bound: dict[Side, set[str]] = field(
        default_factory=lambda: {"victim": set(), "attacker": set()}, repr=False
    )
    """Of one that comes of a joining, who was found to owe its sides a fight so far."""

    def joined_by(self, actor: str, foe: str, path: Path, round: int, words: str) -> Casus:
        """What follows if an actor joins an attacker: it attacks the foe, where the war is."""
        joined = self._next(actor, foe, path, round, words, "attack", self.target, self.provoked)
        return replace(joined, title=self.title) if foe == self.victim else joined

    def helped_by(self, actor: str, foe: str, path: Path, round: int, words: str) -> Casus:
        """What follows if an actor helps against a foe: the foe fights it, where the war is."""
        return self._next(foe, actor, path, round, words, "joined", "forces", False)

    def _next(
        self,
        attacker: str,
        victim: str,
        path: Path,
        round: int,
        words: str,
        origin: Origin,
        target: Target,
        provoked: bool | None,
    ) -> Casus:
        return Casus(
            attacker=attacker,
            victim=victim,
            day=self.day,
            place=self.place,
            within=self.within,
            target=target,
            kind="war",
            provoked=provoked,
            claimed=self.claimed,
            assumed_place=False,
            book=self.book,
            begun=self.begun,
            origin=origin,
            round=round,
            path=path,
            words=words,
        )

    @cached_property
    def evidence(self) -> ComputedEvidence:
        """The situation itself, which reasons rest on that no article gives."""
        fields = {"kind": "computed", "by": "situation", "inputs": (self.words,)}
        return ComputedEvidence.trusted(fields)

    @cached_property
    def link(self) -> Link:
        """What it hangs on, if it comes of somebody's joining."""
        pact = self.path[-1].pact if self.path else None
        return pact, frozenset(code for step in self.path for code in (step.actor, step.to))

    def sides(self, side: Side) -> tuple[str | None, str | None]:
        """The actor on a side, and its adversary."""
        pair = (self.victim, self.attacker)
        return pair if side == "victim" else (pair[1], pair[0])

    def says(
        self,
        kind: ReasonKind,
        holds: bool | None,
        words: str | Citing,
        in_short: str | Citing | None = None,
    ) -> Reason:
        """A reason that rests on the situation, the same value for all that it decides."""
        said = self.said.get((kind, words))
        if said is None or said.holds is not holds:
            short = by_symbol(in_short or ()) or None
            fields = {"kind": kind, "holds": holds, "words": by_symbol(words), "of_pact": None}
            rest = {"in_short": short, "citing": Wording.of(words, in_short or ())}
            said = Reason.trusted({**fields, **rest, "evidence": self.evidence})
            self.said[kind, words] = said
        return said

    @property
    def settled(self) -> bool:
        """Whether it is for certain no attack: nobody owes anything for it, all may be told so."""
        return any(r is not None and r.holds is False for r in (self.answer, self.consent))

    @property
    def lawful(self) -> bool | None:
        """Whether it is force by right; None if that is not known or disputed."""
        found = [r.holds for r in (self.answer, self.consent, self.title) if r is not None]
        return True if False in found else None if found or self.claimed else False

    @property
    def fight(self) -> tuple[object, ...]:
        """What may set it apart from other fights of the same two, in what follows from it."""
        where = self.day, self.begun, self.place.id, self.within
        return *where, self.target, self.provoked, self.claimed, self.title and self.title.holds

    @property
    def follows(self) -> bool:
        """Whether it comes of somebody's joining."""
        return self.origin == "joined" or bool(self.path)

    @property
    def who(self) -> str:
        """The attacker as one names it."""
        return self.name(self.attacker)

    @property
    def whom(self) -> str:
        """The victim as one names it."""
        return self.name(self.victim)

    def name(self, code: str | None) -> str:
        """Any actor as one names it."""
        return name_of(self.book.world.actors, code)


class Theatre:
    """The situation as it stands in a round: who fights whom, and what has been decided."""

    def __init__(
        self, world: WorldLike, situation: Situation, *, excused: bool = True, wars: bool = True
    ) -> None:
        self.world, self.situation, self.excused, self.wars = world, situation, excused, wars
        self.attacks: set[tuple[str, str]] = set()
        """Who attacks whom; one that fights in defence of another is not in it."""
        self.heard: set[Promise] = set()
        """The promises that were heard, whether or not they bind anybody."""
        self._threats: set[tuple[str, str]] = set()
        self._right: set[tuple[str, str]] = set()
        self._enemies: dict[str, set[str]] = defaultdict(set)

    def attack(self, actor: str, victim: str) -> None:
        """Enter an attack."""
        self.attacks.add((actor, victim))
        self.help(actor, victim)

    def threaten(self, actor: str, victim: str) -> None:
        """Enter a threat."""
        self._threats.add((actor, victim))

    def help(self, actor: str, foe: str) -> None:
        """Enter that an actor fights a foe in defence of another."""
        self._enemies[actor].add(foe)
        self._enemies[foe].add(actor)

    def judged(self, casus: Casus) -> None:
        """Enter whose force was by right, so that who answers it is known."""
        if casus.attacker is None or casus.kind == "threat":
            return
        if casus.lawful is True:
            self._right.add((casus.attacker, casus.victim))
        elif casus.lawful is False:
            self._right.add((casus.victim, casus.attacker))

    def by_right(self, actor: str, foe: str | None) -> bool:
        """Whether an actor fights a foe by right, which attacked it or another that it helps."""
        return (actor, foe) in self._right

    def tells(self, casus: Casus) -> bool:
        """Whether those excused are told of: not in a survey, nor of what follows from help."""
        return self.excused and casus.origin == "attack"

    def attackers(self, victim: str) -> set[str]:
        """Those who attack a victim."""
        return {actor for actor, other in self.attacks if other == victim}

    def threatening(self, victim: str) -> Set[str]:
        """Those who threaten a victim."""
        return {actor for actor, other in self._threats if other == victim}

    def enemies(self, actor: str) -> Set[str]:
        """Those an actor is at war with, whoever began."""
        return self._enemies.get(actor, NOBODY)

    def authorised(self, victim: str) -> bool:
        """Whether the Security Council has authorised force against a state."""
        return any(
            made.kind == "security council authorisation" and made.about in (None, victim)
            for made in self.situation.decisions
        )

    def decided(self, kind: DecisionKind, promise: Promise, victim: str | None) -> bool:
        """Whether a decision of a kind serves a promise for a victim."""
        if not self.situation.decisions:
            return False
        pacts = (None, promise.pact.id, *promise.pact.implements)
        return any(
            made.kind == kind and made.about in (None, victim) and made.pact in pacts
            for made in self.situation.decisions
        )
