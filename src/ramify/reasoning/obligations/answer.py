"""Answers: who owes what to whom in a situation, by which article, and why or why not."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple, Self

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify._table import Tabular
from ramify._value import Value
from ramify.reasoning.obligations.screen import Screen
from ramify.reasoning.obligations.situation import Situation
from ramify.reasoning.symbols import Citing, Wording
from ramify.record.evidence import ArticleEvidence, ComputedEvidence, SourceEvidence
from ramify.world.actors import Actor, asked_name
from ramify.world.pacts import CommitmentType, Condition, Strength
from ramify.world.wars import Dispute, Finding
from ramify.world.when import When

Status = Literal[
    "owed", "owed after consultation", "excused", "barred", "torn", "unknown", "breached"
]
"""`barred`: must not join the side of `against`; `torn`: owed, but against a duty to the other
side; `breached`: the attacker's own promise not to do this."""

ReasonKind = Literal[
    "in force", "not in force", "not binding", "trigger", "wrong kind", "target", "scope",
    "out of area", "attacker not named", "attacker is a party", "unprovoked", "provoked",
    "aggressor", "itself an attacker", "at war", "joined, not attacked",
    "condition", "condition not met", "assurance only", "only claimed", "non-state attacker",
    "promise", "conflict", "assumption", "not coded", "authorised",
    "defence", "disputed", "lawfulness", "consent", "title", "earlier attack",
]  # fmt: skip


class Reason(Value):
    """One step of why a duty has its status."""

    kind: ReasonKind
    holds: bool | None
    """True: speaks for the duty; False: ends it; None: not known, which leaves it unknown."""
    words: str
    of_pact: str | None = None
    """The same where the pact it speaks of has just been named; None for just so."""
    in_short: str | None = None
    """The same without what explains it; None where nothing does."""
    citing: Wording | None = None
    """Both with what they cite as values; None where they cite nothing."""
    evidence: ArticleEvidence | SourceEvidence | ComputedEvidence

    @property
    def parts(self) -> Citing:
        """The words, whether or not they cite."""
        return self.citing.words if self.citing else (self.words,)

    @property
    def short_parts(self) -> Citing:
        """The words without what explains them, whether or not they cite."""
        return self.citing.in_short if self.citing else (self.in_short or "",)


class Step(Value):
    """One link of a chain: `actor` is pulled in for `to` against `against` by an article."""

    actor: str
    to: str
    against: str | None
    pact: str
    article: str


class Duty(Value):
    """What an actor owes another because of an attack, and whether it is bound by it.

    `to` is the actor the promise was made to and `against` that actor's
    adversary. A neutrality or nonaggression promise to A in a war of A with B has
    `to` A and `against` B: its giver is barred from joining B.
    """

    actor: str
    to: str
    against: str | None
    what: CommitmentType
    status: Status
    strength: Strength
    pact: str
    article: str
    name: str
    """The pact as one says it."""
    subject_to: tuple[Condition, ...] = ()
    """Conditions of the article that stay with the duty."""
    reasons: tuple[Reason, ...]
    round: int = 0
    """0: bound now; n: bound if those of the rounds before honour their word."""
    path: tuple[Step, ...] = ()
    """The articles that pull the actor in, first to last; the last is this duty's own."""

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons that decide the status: those that end it, or leave it unknown."""
        wanted = {"excused": False, "unknown": None}
        if self.status not in wanted:
            return self.reasons
        return tuple(r for r in self.reasons if r.holds is wanted[self.status])


class Joined(Value):
    """An actor assumed to honour what it owes, and so at war in the next round."""

    actor: str
    side: str
    """The actor it helps."""
    against: str
    round: int
    path: tuple[Step, ...]


class Torn(Value):
    """An actor with duties to both sides of a war; `first` and `second` index `Answer.duties`."""

    actor: str
    between: tuple[str, str]
    first: tuple[int, ...]
    second: tuple[int, ...]


class DutyRow(NamedTuple):
    """A duty as a row of a table."""

    actor: str
    to: str
    against: str | None
    what: CommitmentType
    status: Status
    round: int
    strength: Strength
    pact: str
    article: str
    subject_to: tuple[Condition, ...]
    why: tuple[str, ...]
    """The reasons that decide the status, in words."""


class KnownWar(Value):
    """A war on file that the answer takes into account: who began it, by whose finding."""

    id: str
    name: str
    attacker: tuple[str, ...]
    victim: tuple[str, ...]
    start: When
    place: str | None = None
    finding: Finding
    citation: str | None = None
    readings: tuple[str, ...] = ()
    """The readings of a dispute, each as `who holds it: what they say`."""
    words: str
    """What it is in this answer, in a line, without the readings of a dispute."""
    disputed: Dispute | None = None
    """What is disputed of it, if anything is."""
    dispute: str = ""
    """The same in words, with the readings; empty if nothing is, or if `words` say it."""
    source: str

    def line(self, said: Collection[str] = ()) -> str:
        """It in a line: what is disputed only if it is in none of the lines `said`."""
        if not self.dispute or any(self.dispute in line for line in said):
            return self.words
        return f"{self.words}; {self.dispute}"


class Answer(Value, Tabular):
    """The duties a situation gives rise to, in rounds, with the conflicts among them.

    As a table it has a row a duty.
    """

    situation: Situation
    screen: Screen = Screen()
    """What a reader must know first."""
    notes: tuple[str, ...] = ()
    """What else a reader must know, in words for the terminal."""
    wars: tuple[KnownWar, ...] = ()
    """The wars on file that the situation is part of or answers; none if they were left out."""
    duties: tuple[Duty, ...]
    joined: tuple[Joined, ...] = ()
    torn: tuple[Torn, ...] = ()
    cycles: tuple[tuple[Step, ...], ...] = ()
    """Chains of articles that come back to an actor already in them."""

    @property
    def row_type(self) -> type[DutyRow]:
        return DutyRow

    @property
    def rows(self) -> tuple[DutyRow, ...]:
        return tuple(map(_row, self.duties))

    def of(self, actor: str | Actor) -> tuple[Duty, ...]:
        """The duties of one actor; none if it has none.

        Raises:
            UnknownName: the world that was asked has no such actor. Of an answer read from JSON
                no world is known. So does `to`.
        """
        code = self._id(actor)
        return tuple(duty for duty in self.duties if duty.actor == code)

    def to(self, actor: str | Actor) -> tuple[Duty, ...]:
        """The duties others have to one actor."""
        code = self._id(actor)
        return tuple(duty for duty in self.duties if duty.to == code)

    def asked_of(self, actors: Collection[str]) -> Self:
        """The same answer, with the ids of its world: whoever is none of them is refused."""
        vars(self)["_known"] = actors
        return self

    def _id(self, actor: str | Actor) -> str:
        code, known = asked_name(actor), vars(self).get("_known")
        if known is not None and code not in known:
            raise UnknownName(code, near=nearest(code, known))
        return code

    def with_status(self, *statuses: Status) -> tuple[Duty, ...]:
        """The duties that have one of the statuses."""
        return tuple(duty for duty in self.duties if duty.status in statuses)


def _row(duty: Duty) -> DutyRow:
    words = tuple(dict.fromkeys(reason.words for reason in duty.decisive))
    told = {name: getattr(duty, name) for name in DutyRow._fields if name != "why"}
    return DutyRow(**told, why=words)
