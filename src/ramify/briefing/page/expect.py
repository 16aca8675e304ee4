"""What to expect: a row a pair and class, the chance beside the usual one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ExpectedLine, Probability

ROWS = 5
_REMOTE = 0.05
_SURE = 0.95
"""A chance outside these that is the usual one is no news."""
_KINDS = {
    "AGREE": "agreements", "CONSULT": "visits and talks", "SUPPORT": "treaties and support",
    "COOPERATE": "cooperation", "AID": "aid", "CONCEDE": "concessions", "RETREAT": "retreats",
    "REQUEST": "requests",
    "ACCUSE": "accusations", "REJECT": "refusals", "THREATEN": "threats",
    "PROTEST": "protests", "SANCTION": "sanctions or cut ties", "MOBILIZE": "shows of force",
    "COERCE": "coercion", "ASSAULT": "use of force", "statement": "statements",
}  # fmt: skip
_GRAVEST = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "AID", "SUPPORT")


class ExpectRow(PageRow):
    """A class of acts of one on another, and its chance in the window."""

    chance: float | None
    """None if it is not known."""
    usual: float | None
    """None if it is not known."""
    acts: tuple[int, int] | None = None
    """How many in 90 % of cases."""

    @property
    def lift(self) -> float:
        """The chance less the usual one; 0 where either is not known."""
        return 0.0 if self.chance is None or self.usual is None else self.chance - self.usual


def expect(sheet: Sheet) -> tuple[ExpectRow, ...]:
    """The row of each two sides that is furthest from the usual, or gravest; then second ones."""
    rows = [(line, _row(line, n, sheet)) for n, line in enumerate(sheet.brief.expected)]
    told = [pair for pair in rows if _is_news(pair[1])]
    turns: Counter[frozenset[str]] = Counter()
    placed = []
    for line, row in sorted(told, key=lambda pair: _rank(*pair)):
        sides = frozenset((*line.actors, *line.targets))
        placed.append((turns[sides], row))
        turns[sides] += 1
    kept = [row for _, row in sorted(placed, key=lambda one: one[0])[:ROWS]]
    return tuple(row for _, row in told if row in kept)


def _is_news(row: ExpectRow) -> bool:
    return row.chance is None or abs(row.lift) > 0.01 or _REMOTE <= row.chance < _SURE


def _rank(line: ExpectedLine, row: ExpectRow) -> tuple[float, int]:
    grave = _GRAVEST.index(line.action) if line.action in _GRAVEST else len(_GRAVEST)
    return -round(abs(row.lift), 2), grave


def _row(line: ExpectedLine, place: int, sheet: Sheet) -> ExpectRow:
    found = line.strength
    known = found if isinstance(found, Probability) else None
    usual = known.base_rate if known and isinstance(known.base_rate, float) else None
    kind = _KINDS.get(line.action, line.action)
    who, whom = sheet.named(line.actors), sheet.named(line.targets)
    return ExpectRow(
        words=f"{who} → {whom}: {kind}",
        cites=sheet.cite(f"/expected/{place}"),
        chance=known.chance if known else None,
        usual=usual,
        acts=known.acts if known else None,
    )


def notable(rows: tuple[ExpectRow, ...]) -> Iterator[ExpectRow]:
    """Rows well above or below the usual."""
    yield from (row for row in rows if abs(row.lift) >= 0.1)
