"""The shape of a laid-out brief: sections, and lines that carry their evidence."""

from __future__ import annotations

from ramify._value import Value
from ramify.briefing.ramification import Ramification, Voice
from ramify.briefing.render.strength import strength_words
from ramify.record.evidence import Evidence


class Line(Value):
    """One line: a short tag such as a date or a status, the text, and what backs it.

    `more` is what only the long form prints.
    """

    tag: str = ""
    text: str
    details: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Section(Value):
    """A heading with its lines and its parts; `more` holds lines for the long form alone."""

    heading: str
    voice: Voice | None = None
    note: str | None = None
    lines: tuple[Line, ...] = ()
    more: tuple[Line, ...] = ()
    parts: tuple[Section, ...] = ()


def line_of(line: Ramification) -> Line:
    """A ramification as a line: its strength is the tag, its reasons the details."""
    why = (line.strength.reason,) if line.strength.kind == "not known" else ()
    return Line(
        tag=strength_words(line),
        text=line.words,
        details=(*why, *line.reasons),
        evidence=line.evidence,
    )
