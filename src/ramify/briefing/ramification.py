"""Ramifications: single lines of an answer, each in one voice and with its evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ramify._value import Value
from ramify.record.evidence import Evidence
from ramify.world.when import When

Voice = Literal["obliged", "expected", "exposed", "claimed"]


WEIGHTY = {
    "defense", "offense", "neutrality", "nonaggression", "consultation", "guarantee", "assurance",
}  # fmt: skip
"""Types of commitment that bear on the use of force."""


class Ramification(Value):
    """One line of an answer.

    `strength` is in the voice's own measure: a legal status and promise, a
    probability with its interval, a signed difference with its unit, a modality.
    The numbers, where there are any, stand in `value` and `interval`.
    """

    voice: Voice
    actors: tuple[str, ...]
    """Ids of those who act, owe, are exposed, or are spoken of."""
    action: str
    """CAMEO code, commitment type or measure."""
    targets: tuple[str, ...] = ()
    window: When | None = None
    strength: str
    value: float | None = None
    interval: tuple[float, float] | None = None
    words: str
    """The line as printed."""
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
