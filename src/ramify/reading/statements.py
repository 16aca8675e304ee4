"""Documents and what they state: events reported and claims held."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ramify._value import Line, Value
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.when import When

ClaimKind = Literal[
    "forecast", "cause", "warning", "recommendation", "intention", "characterisation"
]
HolderKind = Literal["author", "actor", "reports", "scholars", "unnamed"]
Modality = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
    "very likely", "almost certain", "possible", "certain", "should", "wants", "unstated",
]  # fmt: skip
"""ICD 203 words where the text's own words allow one; `possible` for may, might and could."""


class Dropped(Value):
    """A stretch of a document that is not part of its article, and why."""

    text: str
    reason: str


class Document(Value):
    """A document after cleaning. Character spans of evidence point into `text`."""

    id: str
    """First 16 hex digits of the SHA-256 of the original bytes."""
    name: Line
    path: Line | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    """Who published it: the paper, the agency, the site."""
    address: str | None = None
    """Where it stands on the web, if it or its file says so."""
    published: When | None = None
    published_from: str | None = None
    """What the date was read from, or why a date is not taken; None if there is none."""
    mentions_to: When | None = None
    """The latest date that the text mentions as past or present."""
    language: str | None = None
    text: str
    dropped: tuple[Dropped, ...] = ()


class Holder(Value):
    """Who holds a claim: the document's author, a quoted speaker, unnamed reports."""

    name: str
    """As the text has it, or `the author`."""
    kind: HolderKind = "author"
    actor: str | None = None
    """Id of the actor, where certain."""
    through: Holder | None = None
    """Who reports that the holder holds it, when attribution is nested."""


class EventPattern(Value):
    """An event as a claim speaks of it: any part may be open."""

    actor: str | None = None
    action: str | None = None
    target: str | None = None
    words: str = ""
    """The words of the text for it."""


class Claim(Value):
    """What somebody holds will, may or should follow, or what causes what."""

    holder: Holder
    kind: ClaimKind
    modality: Modality
    cue: str | None = None
    """The words that gave the modality."""
    affirmed: bool = True
    content: str
    """The claim's own words, verbatim from the sentence."""
    resolved: str | None = None
    """The same, with whom its pronouns mean in brackets; None where it has none that is known."""
    about: EventPattern | None = None
    cause: EventPattern | None = None
    actors: tuple[str, ...] = ()
    """Ids of all actors the claim names."""
    horizon: When | None = None
    evidence: tuple[TextEvidence, ...] = Field(min_length=1)

    @property
    def shown(self) -> str:
        """The claim as it is printed: `he [Erdogan] was ready to talk`."""
        return self.resolved or self.content


class Mention(Value):
    """A name in a document that could not be resolved to one actor."""

    name: str
    candidates: tuple[str, ...] = ()
    reason: str
    evidence: TextEvidence


class Unused(Value):
    """What looks like an act but is told as none: a film's, a treaty's, one that may come."""

    action: str
    reason: str
    evidence: TextEvidence


class Reading(Value):
    """All that was read from one document."""

    document: Document
    reader: str
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    unused: tuple[Unused, ...] = ()
    """What was read and is not told as done, alleged, denied or planned."""
    unresolved: tuple[Mention, ...] = ()
    actors: tuple[str, ...] = ()
    """Ids of all actors mentioned, by number of mentions, falling."""
    notes: tuple[str, ...] = ()
    not_read: str | None = None
    """Why the document was not read though it could be opened; None if it was."""
