"""A brief as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ramify._table import escape_markdown as escape
from ramify.briefing.brief import Brief
from ramify.briefing.render.layout import Line, Section
from ramify.briefing.render.outline import outline
from ramify.briefing.render.words import evidence_words


def markdown(brief: Brief, *, verbose: bool = False) -> str:
    """The brief as CommonMark text; what documents say is escaped."""
    lines = [f"# Brief for {brief.on}", ""]
    for section in outline(brief):
        lines += _section(section, 2, verbose)
    return "\n".join(lines) + "\n"


def _section(section: Section, level: int, verbose: bool) -> Iterator[str]:
    yield f"{'#' * level} {escape(section.heading)}"
    yield ""
    if section.note:
        yield from (f"*{escape(section.note)}*", "")
    lines = section.lines + (section.more if verbose else ())
    for line in lines:
        yield from _line(line, verbose)
    if lines:
        yield ""
    for part in section.parts:
        yield from _section(part, level + 1, verbose)


def _line(line: Line, verbose: bool) -> Iterator[str]:
    tag = f"**{escape(line.tag)}** " if line.tag else ""
    yield f"- {tag}{escape(line.text)}"
    for detail in line.details + (line.more if verbose else ()):
        yield f"  - {escape(detail)}"
    for evidence in line.evidence:
        yield f"  - *{escape(evidence_words(evidence))}*"
