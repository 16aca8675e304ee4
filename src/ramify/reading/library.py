"""What a reading of several documents gives, and the shape every reader has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from ramify._errors import InputError
from ramify._table import Table, Tabular
from ramify._value import Line, Value
from ramify.reading.statements import Claim, Document, Reading
from ramify.record.events import Event, EventStatus
from ramify.record.evidence import TextEvidence
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.world import World


class Refused(Value):
    """A document that could not be read, why, and what to do about it."""

    path: Line
    reason: Line
    repair: Line

    @property
    def said(self) -> str:
        """The document, why it was not read, and what to do, in one line."""
        return f"{self.path}: {self.reason}; {self.repair}"


class EventRow(NamedTuple):
    """An event that a document reports, as a row of a table."""

    document: str
    when: When | None
    reported: bool
    """Whether `when` is only the day by which it was reported."""
    status: EventStatus
    holder: str | None
    """Who alleges, denies or plans it."""
    actor: str
    actor_sector: str | None
    action: str
    target: str | None
    target_sector: str | None
    place: str | None
    quote: str | None


class ClaimRow(NamedTuple):
    """A claim that a document makes, as a row of a table."""

    document: str
    holder: str
    kind: str
    modality: str
    affirmed: bool
    content: str
    actors: tuple[str, ...]
    horizon: When | None
    quote: str


class StatementRow(NamedTuple):
    """What a sentence says, be it an event or a claim, as a row of a table."""

    document: str
    statement: str
    """`event`, `alleged event`, `denied event`, `planned event`, or the kind of the claim."""
    when: When | None
    """When the event was, or by when the claim holds."""
    actor: str
    """Who acts, or who holds the claim."""
    words: str
    """The action's code and target, or what is claimed and how firmly."""
    quote: str | None


class Library(Value, Tabular):
    """The readings of several documents, and those that were refused.

    As a table it has a row a statement; `events` and `claims` are tables of their own.
    """

    readings: tuple[Reading, ...] = ()
    refused: tuple[Refused, ...] = ()
    copies: dict[str, str] = {}  # noqa: RUF012 - pydantic copies defaults
    """Id of each document that is a copy of another's text, and the id of that other."""

    @property
    def read(self) -> tuple[Reading, ...]:
        """The readings of documents that were read, without those only told apart as foreign."""
        return tuple(reading for reading in self.readings if reading.not_read is None)

    def nothing_read(self) -> InputError:
        """The error where no document could be read: each with its reason, or what to give.

        >>> print(Library(refused=(Refused(path="a.txt", reason="empty", repair="fill it"),))
        ...       .nothing_read())
        no document could be read:
          a.txt: empty; fill it
        """
        if not self.refused:
            return InputError("no document was given", repair="name files, folders or - for input")
        return InputError(
            "\n  ".join(["no document could be read:", *(r.said for r in self.refused)])
        )

    @property
    def events(self) -> Table[EventRow]:
        """The events reported, document by document."""
        rows = (_event(r.document.name, e) for r in self.readings for e in r.events)
        return Table(rows, EventRow)

    @property
    def claims(self) -> Table[ClaimRow]:
        """The claims made, document by document."""
        rows = (_claim(r.document.name, c) for r in self.readings for c in r.claims)
        return Table(rows, ClaimRow)

    @property
    def row_type(self) -> type[StatementRow]:
        return StatementRow

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        return (*map(_of_event, self.events), *map(_of_claim, self.claims))

    @property
    def independent(self) -> int:
        """How many of the documents are no copy of another."""
        return len({r.document.id for r in self.readings} - self.copies.keys())


def _event(document: str, event: Event) -> EventRow:
    quote = next((e.quote for e in event.evidence if isinstance(e, TextEvidence)), None)
    return EventRow(
        document=document,
        when=event.when,
        reported=event.reported,
        status=event.status,
        holder=event.holder or event.holder_name,
        actor=event.actor,
        actor_sector=event.actor_sector,
        action=event.action,
        target=event.target,
        target_sector=event.target_sector,
        place=event.place,
        quote=quote,
    )


def _claim(document: str, claim: Claim) -> ClaimRow:
    return ClaimRow(
        document=document,
        holder=claim.holder.name,
        kind=claim.kind,
        modality=claim.modality,
        affirmed=claim.affirmed,
        content=claim.content,
        actors=claim.actors,
        horizon=claim.horizon,
        quote=claim.evidence[0].quote,
    )


def _of_event(row: EventRow) -> StatementRow:
    words = f"{row.action} {row.target}" if row.target else row.action
    told = "event" if row.status == "happened" else f"{row.status} event"
    return StatementRow(row.document, told, row.when, row.actor, words, row.quote)


def _of_claim(row: ClaimRow) -> StatementRow:
    words = f"{row.modality}{'' if row.affirmed else ', denied'}: {row.content}"
    return StatementRow(row.document, row.kind, row.horizon, row.holder, words, row.quote)


class Reader(Protocol):
    """Whatever turns a document into statements."""

    name: str

    def read(self, document: Document, world: World) -> Reading:
        """The events reported and the claims held in one document."""
        ...
