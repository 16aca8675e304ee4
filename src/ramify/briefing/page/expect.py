"""What to expect: a row a pair and class, the chance beside the usual one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ExpectedLine, Probability
from ramify.briefing.voices.third_states import HOSTILE
from ramify.briefing.words import kind_words
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.wording import spoken

ROWS = 5
_FEWEST = 2
"""Rows up to which also what is as usual is told, of classes that no event touches."""
_REMOTE = 0.05
_SURE = 0.95
"""A chance outside these that is the usual one is no news."""
_SAME = 0.01
"""A chance no further than this from the usual one is the usual one."""
_GRAVEST = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "AID", "SUPPORT")


class ExpectRow(PageRow):
    """A class of acts of one on another, and its chance in the window."""

    chance: float | None
    """None if it is not known."""
    usual: float | None
    """None if it is not known."""
    acts: tuple[int, int] | None = None
    """How many in 90 % of cases."""
    states: tuple[int, int] | None = None
    """How many third states act in 90 % of cases; None in a row of two sides."""
    force: bool = False
    """Whether it is a rate of force, which newswires code of more than battles."""

    touched: bool = False
    """Whether an event is of its class."""

    @property
    def moves(self) -> bool:
        """Whether it is not known, is other than the usual, or more of what just happened."""
        return self.chance is None or self.touched or abs(self.lift) > _SAME

    @property
    def lift(self) -> float:
        """The chance less the usual one; 0 where either is not known."""
        return 0.0 if self.chance is None or self.usual is None else self.chance - self.usual


def expect(sheet: Sheet) -> tuple[ExpectRow, ...]:
    """Third states, and the row of each two sides that is furthest from the usual, or of what
    was just told, or gravest; then second ones. What is sure, or remote, as usual is left out."""
    rows = [(line, _row(line, n, sheet)) for n, line in enumerate(sheet.brief.expected)]
    rows = [(line, row) for line, row in rows if _is_news(row)]
    thirds = [row for line, row in rows if _of_thirds(line)]
    told = [pair for pair in rows if not _of_thirds(pair[0])]
    turns: Counter[frozenset[str]] = Counter()
    placed: list[tuple[tuple[bool, int], ExpectRow]] = []
    for line, row in sorted(told, key=lambda pair: _rank(*pair)):
        sides = frozenset((*line.actors, *line.targets))
        placed.append(((not row.moves, turns[sides]), row))
        turns[sides] += 1
    ordered = [row for _, row in sorted(placed, key=lambda one: one[0])]
    kept = [row for n, row in enumerate(ordered[:ROWS]) if n < _FEWEST or row.moves]
    return (*(row for _, row in told if row in kept), *thirds)


def _of_thirds(line: ExpectedLine) -> bool:
    return line.action == HOSTILE


def _is_news(row: ExpectRow) -> bool:
    return row.chance is None or abs(row.lift) > _SAME or _REMOTE <= row.chance < _SURE


def _rank(line: ExpectedLine, row: ExpectRow) -> tuple[float, bool, int]:
    grave = _GRAVEST.index(line.action) if line.action in _GRAVEST else len(_GRAVEST)
    return -round(abs(row.lift), 2), not row.touched, grave


def _goes_on(line: ExpectedLine) -> bool:
    """Whether it is more of what the event is that it stands for."""
    event = line.cause.event
    sides = (event.actor, event.target)
    return sides == (*line.actors, *line.targets) and action(event.action).plover == line.action


def _row(line: ExpectedLine, place: int, sheet: Sheet) -> ExpectRow:
    found = line.strength
    known = found if isinstance(found, Probability) else None
    usual = known.base_rate if known and isinstance(known.base_rate, float) else None
    return ExpectRow(
        words=_words(line, sheet),
        cites=sheet.cite(f"/expected/{place}"),
        chance=known.chance if known else None,
        usual=usual,
        acts=known.acts if known else None,
        states=line.joining,
        force=line.action == "ASSAULT",
        touched=_goes_on(line),
    )


def _words(line: ExpectedLine, sheet: Sheet) -> str:
    """Who does what to whom; of any third state the likeliest by name."""
    whom, kind = sheet.named(line.targets), kind_words(line.action)
    by = _by(line, sheet)
    if line.actors and line.joining is None:
        return f"{sheet.named(line.actors)} → {whom}: {kind}{by}"
    likeliest = f" (likeliest {sheet.named(line.actors)})" if line.actors else ""
    return f"a third state → {whom}: {kind}{likeliest}{by}"


def _by(line: ExpectedLine, sheet: Sheet) -> str:
    """The last day of a row that looks less far, or further, than the page."""
    last = sheet.brief.on + timedelta(days=sheet.brief.horizon_days)
    if line.window is None or line.window.end == last:
        return ""
    return f", by {spoken(When(line.window.end))}"


def notable(rows: tuple[ExpectRow, ...]) -> Iterator[ExpectRow]:
    """Rows well above or below the usual, of chances that have their interval."""
    yield from (row for row in rows if row.acts and abs(row.lift) >= 0.1)
