"""An action as a clause or a noun tells it, before it becomes an event."""

from __future__ import annotations

from dataclasses import dataclass

from ramify.reading.actors.named import Side
from ramify.reading.syntax.modality import Status

SYMMETRIC = frozenset(["040", "041", "046", "057", "060", "061", "062", "0871", "050"])
"""Codes of what two do together."""


@dataclass(frozen=True, slots=True)
class Act:
    """An action as a clause tells it."""

    number: int
    """Number of the sentence."""
    i: int
    """The word that carries it."""
    code: str
    actors: tuple[Side, ...]
    targets: tuple[Side, ...]
    objects: tuple[int, ...]
    words: tuple[int, ...]
    """The words that were used: verb, object noun, complement verb."""
    status: Status = "fact"
    symmetric: bool = False
    planned: bool = False
    """Whether it is what the verb plans: `plans to withdraw`."""
    unnamed: str | None = None
    """Who did it in the text's words, where that is nobody we can name."""
    named: bool = False
    """Whether those words are a proper name."""
