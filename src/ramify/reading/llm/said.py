"""Events and claims as a model answers them, before anything is believed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from ramify.reading.statements import ClaimKind, Modality
from ramify.record.events import EventStatus
from ramify.world.actors import Sector

MOST_STATEMENTS = 60
"""Events, and claims, in one answer; a model that goes on and on is stopped there."""
_MOST_ACTORS = 20

HolderKind = Literal["author", "actor", "reports", "scholars", "unnamed"]


class SaidEvent(BaseModel):
    """An event as a model answers it."""

    quote: str
    actor: str | None = None
    actor_sector: Sector | None = None
    actor_name: str | None = None
    action: str
    target: str | None = None
    target_sector: Sector | None = None
    target_name: str | None = None
    when: str | None = None
    status: EventStatus = "happened"
    holder: str | None = None
    object: str | None = None
    amount: float | None = None
    unit: str | None = None
    about: bool = False
    place: str | None = None


class SaidPattern(BaseModel):
    """An event as a claim speaks of it, as a model answers it."""

    actor: str | None = None
    action: str | None = None
    target: str | None = None
    words: str = ""


class SaidClaim(BaseModel):
    """A claim as a model answers it."""

    quote: str
    content: str
    kind: ClaimKind
    holder_kind: HolderKind = "author"
    holder: str | None = None
    through: str | None = None
    modality: Modality = "unstated"
    cue: str | None = None
    affirmed: bool = True
    about: SaidPattern | None = None
    cause: SaidPattern | None = None
    actors: list[str] = Field(default=[], max_length=_MOST_ACTORS)
    horizon: str | None = None


class WholeAnswer(BaseModel):
    """All that a model answers to one question."""

    events: list[SaidEvent] = Field(max_length=MOST_STATEMENTS)
    claims: list[SaidClaim] = Field(max_length=MOST_STATEMENTS)
