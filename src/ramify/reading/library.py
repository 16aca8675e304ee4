"""What a reading of several documents gives, and the shape every reader has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ramify._value import Line, Value
from ramify.reading.statements import Document, Reading

if TYPE_CHECKING:
    from ramify.world.world import World


class Refused(Value):
    """A document that could not be read, why, and what to do about it."""

    path: Line
    reason: Line
    repair: Line


class Library(Value):
    """The readings of several documents, and those that were refused."""

    readings: tuple[Reading, ...] = ()
    refused: tuple[Refused, ...] = ()
    copies: dict[str, str] = {}  # noqa: RUF012 - pydantic copies defaults
    """Id of each document that is a copy of another's text, and the id of that other."""

    @property
    def independent(self) -> int:
        """How many of the documents are no copy of another."""
        return len({r.document.id for r in self.readings} - self.copies.keys())


class Reader(Protocol):
    """Whatever turns a document into statements."""

    name: str

    def read(self, document: Document, world: World) -> Reading:
        """The events reported and the claims held in one document."""
        ...
