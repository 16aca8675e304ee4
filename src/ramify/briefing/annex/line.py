"""The shape of the annex: sections, and numbered lines that carry their evidence."""

from __future__ import annotations

from ramify._value import Value
from ramify.briefing.ramification import Ramification, Voice
from ramify.briefing.strength import strength_words
from ramify.record.evidence import Evidence


class Line(Value):
    """One line: a short tag such as a date or a status, the text, and what backs it."""

    number: int = 0
    """By which the page cites it; given when the annex is put together."""
    of: tuple[str, ...] = ()
    """The values of the brief that it tells, as JSON pointers (RFC 6901)."""
    tag: str = ""
    text: str
    details: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Section(Value):
    """A heading with its lines and its parts."""

    heading: str
    voice: Voice | None = None
    note: str | None = None
    lines: tuple[Line, ...] = ()
    parts: tuple[Section, ...] = ()


def line_of(line: Ramification, *of: str) -> Line:
    """A ramification as a line: its strength is the tag, its reasons the details."""
    why = (line.strength.reason,) if line.strength.kind == "not known" else ()
    return Line(
        of=of,
        tag=strength_words(line),
        text=line.words,
        details=(*why, *line.reasons),
        evidence=line.evidence,
    )


def joined(lines: tuple[Line, ...], **changed: object) -> Line:
    """Lines as one, with what all of them tell and all their evidence."""
    evidence = dict.fromkeys(found for line in lines for found in line.evidence)
    told = {"of": tuple(p for line in lines for p in line.of), "evidence": tuple(evidence)}
    return lines[0].model_copy(update={**told, **changed})
