"""The line by which a brief is cited."""

from __future__ import annotations

from ramify.briefing.page.row import Sheet

_NAMED = 3


def cite_line(sheet: Sheet) -> str:
    """The sources by title and date, then what made the brief."""
    brief = sheet.brief
    told = [
        f"{source.title or source.name} ({source.published or 'undated'})"
        for source in brief.sources[:_NAMED]
    ]
    if len(brief.sources) > _NAMED:
        told.append(f"{len(brief.sources) - _NAMED} more")
    made = f"ramify {brief.provenance.ramify}, facts of {brief.provenance.facts_as_of}"
    return "; ".join((*told, made)) + "."
