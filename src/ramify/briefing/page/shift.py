"""Who shifts: whose defenders, frontiers and duties change."""

from __future__ import annotations

from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ExposedLine, Shift

ROWS = 4
_LINKS = "links to a nuclear power"
"""A chain of duties of which each is owed to the next alone is no duty to the first."""
_DEFENDERS = ("great powers bound to defend", "nuclear powers bound to defend")


class ShiftRow(PageRow):
    """A measure of an actor before and after."""

    measure: str
    actors: tuple[str, ...]
    change: float | None
    """None if it is not known."""
    unit: str = ""


def shifts(sheet: Sheet) -> tuple[ShiftRow, ...]:
    """The shifts that weigh most; of several measures that one thing moves, the first."""
    rows: dict[object, ShiftRow] = {}
    for n, line in enumerate(sheet.brief.exposed):
        if line.action != _LINKS:
            rows.setdefault(line.reasons or line.words, _row(line, n, sheet))
    return tuple(rows.values())[:ROWS]


def _row(line: ExposedLine, place: int, sheet: Sheet) -> ShiftRow:
    found = line.strength
    known = found if isinstance(found, Shift) else None
    return ShiftRow(
        words=line.words,
        cites=sheet.cite(f"/exposed/{place}"),
        on=f"defenders of {line.actors[0]}" if line.action in _DEFENDERS else "",
        measure=line.action,
        actors=line.actors,
        change=known.change if known else None,
        unit=known.unit if known else "",
    )
