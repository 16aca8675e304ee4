"""Ramifications: single lines of an answer, each in one voice and with its evidence."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ramify._value import Value
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Holder, Modality
from ramify.reasoning.compliance import Finding
from ramify.reasoning.obligations import Status
from ramify.reasoning.obligations.questions.pact_diff import Change as PactChange
from ramify.reasoning.symbols import Citing
from ramify.record.events import Event
from ramify.record.evidence import Evidence
from ramify.world.when import When
from ramify.world.wording import PromiseTerms

Voice = Literal["obliged", "expected", "exposed", "claimed"]
BondStatus = Literal[
    "in force", "signed, not in force", "signed, force not known", "ended", "never in force",
    "not binding", "binding at home", "supposed in force",
]  # fmt: skip
LegalStatus = BondStatus | Status | PactChange | Finding
"""Of a pact's promise, of a duty, of what a treaty changes, of what a measure says of a flow."""
Chance = Annotated[float, Field(ge=0, le=1)]

WEIGHTY = {
    "defense", "offense", "neutrality", "nonaggression", "consultation", "guarantee", "assurance",
}  # fmt: skip
"""Types of commitment that bear on the use of force."""
DEFENDING = {"defense", "guarantee", "offense"}
"""Those of them that promise to use it for another."""


class ArticleRef(Value):
    """An article of a pact, or a paragraph of a resolution."""

    kind: Literal["article"] = "article"
    pact: str
    """Id of the pact, or the symbol of the resolution."""
    article: str
    """The text's own reference."""
    says: str | None = None
    """Its paraphrase, where the article is coded."""


class EventRef(Value):
    """An event that the documents report."""

    kind: Literal["event"] = "event"
    event: Event
    supposed: bool = False
    """Whether the line tells what would follow if a threat were carried out, a report true."""


class PactRef(Value):
    """A treaty that the user gave."""

    kind: Literal["pact"] = "pact"
    pact: str
    """Id of the pact."""


class StatementRef(Value):
    """What documents say, wherever they say it."""

    kind: Literal["statement"] = "statement"
    said: ClaimGroup


Cause = Annotated[ArticleRef | EventRef | PactRef | StatementRef, Field(discriminator="kind")]


class NotKnown(Value):
    """Where a strength would stand if it were known, and why it is not."""

    kind: Literal["not known"] = "not known"
    reason: str


class Legal(Value):
    """A legal status and the article that decides it."""

    kind: Literal["legal"] = "legal"
    status: LegalStatus
    article: ArticleRef


class Probability(Value):
    """The chance of at least one such event in the window, with its 90 % interval.

    >>> Probability(chance=0.3, interval=(0.4, 0.2), base_rate=NotKnown(reason="no record"))
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Probability
      Value error, the interval ends before it starts ...
    """

    kind: Literal["probability"] = "probability"
    chance: Chance
    interval: tuple[Chance, Chance] | None = None
    """None where only the count has one."""
    base_rate: Chance | NotKnown
    """The chance of it in such a window anyway, whatever has happened."""
    acts: tuple[int, int] | None = None
    """How many acts there are in 90 % of cases; None if that is not known."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.interval and self.interval[0] > self.interval[1]:
            raise ValueError("the interval ends before it starts")
        return self


class Shift(Value):
    """By how much a measure of the system differs after from before, with its sign."""

    kind: Literal["shift"] = "shift"
    change: float = Field(allow_inf_nan=False)
    unit: str


class Held(Value):
    """How firmly something is held, by whom, and in how many independent sources."""

    kind: Literal["held"] = "held"
    modality: Modality
    affirmed: bool
    """False: it is held not to be so."""
    holder: Holder
    sources: int = Field(ge=1)


class Ramification(Value):
    """One line of an answer: who is to do what to whom, how strongly, because of what.

    Every voice has its own kind of line, whose strength is in the voice's own measure.
    """

    voice: Voice
    actors: tuple[str, ...]
    """Ids of those who act, owe, are exposed, or are spoken of."""
    action: str
    """CAMEO code or class, commitment type or measure."""
    targets: tuple[str, ...] = ()
    window: When | None = None
    strength: Legal | Probability | Shift | Held | NotKnown
    cause: Cause
    words: str
    """What the line says, without its strength and its cause."""
    reasons: tuple[str, ...] = ()
    """What else speaks for it, in words, each with its piece of the evidence."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class ObligedLine(Ramification):
    """What is required, permitted or forbidden, by the article that decides it."""

    voice: Literal["obliged"] = "obliged"
    strength: Legal
    terms: PromiseTerms | None = None
    """The promise that an article makes, from which `words` are made; None of anything else."""
    citing: Citing = ()
    """The words with what they cite as values; empty where they cite nothing."""
    excuse: Citing = ()
    """What excuses those who act, with what that cites as values; empty where it cites nothing."""
    over: bool = False
    """Whether what excuses those who act is that a bond of the past has ended."""


Third = Literal["any", "moved", "named", "members"]
"""Of third parties a line may tell of any state, of one that the event moves far, of one that the
documents name, or of any member of an organisation that they name."""
RATES, REACTIONS = "base rates", "reactions of third states"
"""What computes a chance of two sides, and of third ones, whichever event it is told of."""


class ExpectedLine(Ramification):
    """What is likely to follow."""

    voice: Literal["expected"] = "expected"
    sectors: tuple[str | None, str | None] = (None, None)
    """Sectors of who acts and of whom it is done to; None for the whole or the government."""
    joining: tuple[int, int] | None = None
    """How many states act in 90 % of cases, where it is told of any third state and `actors` are
    but the likeliest; None where the actors are those that are meant."""
    third: Third | None = None
    """Which third party it is told of; None of the two sides of what is reported."""
    strength: Annotated[Probability | NotKnown, Field(discriminator="kind")]
    cause: EventRef


class ExposedLine(Ramification):
    """Whose position shifts, and by how much."""

    voice: Literal["exposed"] = "exposed"
    strength: Annotated[Shift | NotKnown, Field(discriminator="kind")]
    cause: Annotated[EventRef | PactRef, Field(discriminator="kind")]


class ClaimedLine(Ramification):
    """What documents say will or should follow."""

    voice: Literal["claimed"] = "claimed"
    strength: Held
    cause: StatementRef
    expected: Probability | None = None
    """The chance of an act of the claim's class between its two sides, by the rates that the
    expected voice goes by; None where the claim asks something else, or they have no rate."""
    later: tuple[Event, ...] = ()
    """Such acts of the two sides that are on file after the day of the answer."""
