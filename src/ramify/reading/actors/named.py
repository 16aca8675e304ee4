"""A name in a document, and an actor as a side of an act."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a document that means one actor, or several at once."""

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    """Empty if it is ambiguous; `candidates` then says between whom."""
    candidates: tuple[str, ...]
    sector: str | None
    person: str | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """One actor as a part of an event or claim."""

    id: str
    sector: str | None
    name: str
    start: int
    end: int
    own: bool = False
    """Spoken of by a pronoun: `its soldiers` are no other actor's."""
    place: bool = False
    """Known only by where somebody or something is: `rebels in Chad`."""
