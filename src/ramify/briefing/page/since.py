"""What has changed since an earlier brief: of each kind what weighs most."""

from __future__ import annotations

from ramify._value import Value
from ramify.briefing.annex.asked import earlier, since_lines, since_section
from ramify.briefing.page.row import PageRow, Sheet

ROWS = 2
"""Changes of each kind; the others stand in the annex."""


class SinceRows(Value):
    """The earlier brief, how much is new, gone and moved, and the weightiest of it."""

    than: str
    """The earlier brief, by the day that it answered for."""
    file: str
    note: str
    rows: tuple[PageRow, ...] = ()


def since(sheet: Sheet) -> SinceRows | None:
    """The changes on the page; None if no earlier brief was named."""
    section = since_section(sheet.brief)
    if section is None:
        return None
    told = [line for lines in since_lines(sheet.brief).values() for line in lines[:ROWS]]
    rows = tuple(
        PageRow(words=f"{line.tag}: {line.text}", cites=sheet.cite(*line.of)) for line in told
    )
    since = sheet.brief.since
    assert since is not None
    return SinceRows(than=earlier(since), file=since.file, note=section.note or "", rows=rows)
