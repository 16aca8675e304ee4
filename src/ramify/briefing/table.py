"""The lines of a brief as rows of one table, whatever their voice."""

from __future__ import annotations

from typing import NamedTuple

from ramify.briefing.ramification import Ramification
from ramify.briefing.strength import strength_words
from ramify.briefing.words import evidence_words


class BriefRow(NamedTuple):
    """A line of a brief as a row of a table."""

    voice: str
    actors: tuple[str, ...]
    action: str
    targets: tuple[str, ...]
    window: str | None
    strength: str
    words: str
    source: str
    """The first piece of its evidence."""


def row_of(line: Ramification) -> BriefRow:
    """A line with its strength and its first source in words."""
    return BriefRow(
        voice=line.voice,
        actors=line.actors,
        action=line.action,
        targets=line.targets,
        window=str(line.window) if line.window else None,
        strength=strength_words(line),
        words=line.words,
        source=evidence_words(line.evidence[0]),
    )
