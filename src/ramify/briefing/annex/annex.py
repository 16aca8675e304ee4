"""The annex: everything a brief says, in numbered lines that carry their evidence.

A renderer has nothing else to print; the page cites the lines by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ramify.briefing.annex.asked import asked_section, cite_lines, since_section
from ramify.briefing.annex.claimed import checked_section, claimed_section
from ramify.briefing.annex.expected import expected_section
from ramify.briefing.annex.line import Line, Section, joined, line_of
from ramify.briefing.annex.obliged import obliged_section
from ramify.briefing.annex.read import read_sections, sources_section
from ramify.briefing.brief import Brief


def annex(brief: Brief) -> tuple[Section, ...]:
    """The sections of the annex, in reading order; empty ones are left out, voices never are."""
    sections = (
        since_section(brief),
        asked_section(brief),
        sources_section(brief),
        *read_sections(brief),
        obliged_section(brief),
        expected_section(brief),
        _exposed(brief),
        claimed_section(brief),
        checked_section(brief),
        *_left_open(brief),
    )
    numbers = count(1)
    kept = (s for s in sections if s and (s.lines or s.parts or s.note or s.voice))
    return tuple(_numbered(section, numbers) for section in kept)


def _numbered(section: Section, numbers: Iterator[int]) -> Section:
    lines = tuple(line.model_copy(update={"number": next(numbers)}) for line in section.lines)
    parts = tuple(_numbered(part, numbers) for part in section.parts)
    return section.model_copy(update={"lines": lines, "parts": parts})


def lines_of(sections: Sequence[Section]) -> Iterator[Line]:
    """All lines, in order."""
    for section in sections:
        yield from section.lines
        yield from lines_of(section.parts)


def numbers_of(sections: Sequence[Section]) -> dict[str, int]:
    """The number of the line that tells a value of the brief, by its JSON pointer."""
    return {pointer: line.number for line in lines_of(sections) for pointer in line.of}


def _exposed(brief: Brief) -> Section:
    """A line for all measures of an actor that the same thing moves."""
    groups: dict[object, list[Line]] = {}
    for n, found in enumerate(brief.exposed):
        line = line_of(found, f"/exposed/{n}")
        groups.setdefault((found.actors, found.reasons or n), []).append(line)
    lines = tuple(
        joined(tuple(group), tag="", text="; ".join(line.text for line in group))
        for group in groups.values()
    )
    note = brief.silent.get("exposed")
    return Section(heading="Exposed", voice="exposed", note=note, lines=lines)


def _left_open(brief: Brief) -> Iterator[Section]:
    from ramify.briefing.annex.read import mentions_section, refused_section, unused_section

    yield mentions_section(brief)
    yield unused_section(brief)
    yield refused_section(brief)
    yield _made(brief)


def _made(brief: Brief) -> Section:
    made = brief.provenance
    text = f"reader {made.reader}, packaged facts as of {made.facts_as_of}"
    line = Line(of=("/provenance",), text=text, details=tuple(map(str, made.documents)))
    return Section(heading="Cite this; how it was made", lines=(*cite_lines(brief), line))
