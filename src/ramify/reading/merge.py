"""One event told twice, one claim held by several: readings laid side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ramify._value import Value
from ramify.reading.statements import Claim, Reading
from ramify.record.events import Event


class ClaimGroup(Value):
    """The same claim wherever it is made, with what speaks against it."""

    claim: Claim
    """The fullest statement of it."""
    said_by: tuple[Claim, ...]
    """Every statement of it, in order of reading; `claim` is among them."""
    sources: int
    """How many independent documents make it; copies of one text count once."""
    opposed: tuple[Claim, ...] = ()
    """Claims of the same event that say the opposite."""


class Difference(Value):
    """A detail on which accounts of one event do not agree."""

    event: Event
    detail: str
    """Which detail: `date`, `number`, `actor`, `target`, `place`."""
    values: tuple[tuple[str, str], ...]
    """Name of the document, and the value it gives."""


class Comparison(Value):
    """Where documents say the same thing, where they differ, what only one says."""

    same: tuple[Event, ...] = ()
    """Events that more than one document reports, with the evidence of all."""
    differ: tuple[Difference, ...] = ()
    only_in: tuple[tuple[str, tuple[Event, ...]], ...] = ()
    """Name of the document, and the events that only it reports."""


def merge_events(readings: Sequence[Reading]) -> tuple[Event, ...]:
    """The events of all readings, each once, with the evidence of all."""
    raise NotImplementedError


def merge_claims(readings: Sequence[Reading]) -> tuple[ClaimGroup, ...]:
    """The claims of all readings, each once, with its independent sources."""
    raise NotImplementedError


def agreements(readings: Sequence[Reading]) -> Comparison:
    """Where the readings say the same thing, and where they differ."""
    raise NotImplementedError
