"""The bottom line: at most five lines, each composed of typed lines and citing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ramify.briefing.page.checked import DifferingRow
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.expect import ExpectRow
from ramify.briefing.page.leads.law import covered, force, measures
from ramify.briefing.page.leads.line import BottomLine, Candidate, candidate, law
from ramify.briefing.page.leads.news import differing, expected, reported, said, shifted
from ramify.briefing.page.leads.treaty import owed, treaties
from ramify.briefing.page.ranking import ranked
from ramify.briefing.page.row import Sheet
from ramify.briefing.page.shift import ShiftRow
from ramify.briefing.ramification import WEIGHTY

LINES = 5


def bottom(candidates: Iterable[Candidate]) -> tuple[BottomLine, ...]:
    """The lines that weigh most; of those on one thing only the first, and what is no news at all
    only where nothing else is told."""
    told = list(candidates)
    news = [pair for pair in told if pair[0].value > 0]
    return tuple(_once_each(ranked(news or told))[:LINES])


def candidates(
    sheet: Sheet,
    expects: Sequence[ExpectRow],
    shifts: Sequence[ShiftRow],
    claims: Sequence[PageClaim],
    apart: Sequence[DifferingRow],
) -> tuple[Candidate, ...]:
    """All lines that could stand at the head, each with its weight."""
    return (
        *treaties(sheet), *covered(sheet), *force(sheet), *measures(sheet),
        *reported(sheet), *expected(expects), *shifted(shifts, sheet), *said(claims),
        *differing(apart),
    )  # fmt: skip


def _once_each(lines: Sequence[BottomLine]) -> list[BottomLine]:
    """Of the lines on one thing, such as whom a state is defended by, the first."""
    told: dict[str, BottomLine] = {}
    for line in lines:
        told.setdefault(line.on or line.words, line)
    return list(told.values())


def standing(sheet: Sheet) -> tuple[BottomLine, ...]:
    """What binds those touched already, for where nothing else leads."""
    found = []
    for n, bond in enumerate(sheet.brief.obliged.bonds):
        line = next((line for line in bond.lines if line.action in WEIGHTY), None)
        if line is not None and bond.status == "in force":
            cites = sheet.cite(f"/obliged/bonds/{n}")
            words = f"{bond.short}, in force: {owed(line, sheet)}."
            found.append(candidate(words, "obliged", cites, law(line.actors, sheet)))
    return bottom(found)
