"""What to expect: a row a pair and class whose chance is not the usual one; where there are few,
what third states and the two sides do as usual. The others stand in the annex alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from ramify.briefing.page.acts import LATELY
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ExpectedLine, Probability
from ramify.briefing.voices.expected import class_of
from ramify.briefing.voices.named_thirds import REMOTE, SAME, SURE
from ramify.briefing.voices.third_states import HOSTILE
from ramify.briefing.words import kind_words
from ramify.reasoning.dynamics.rates.questions import HOSTILE as HOSTILE_CLASSES
from ramify.world.when import When
from ramify.world.wording import day_and_month, spoken

ROWS = 5
FEWEST = 3
"""Rows below which what is as usual is shown beside them."""
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
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
    brief: str = ""
    """The same without who is likeliest to act."""
    by: str = ""
    """The same with the class first: `accusations by China against Japan`."""
    until: str = ""
    """Its last day, `, by 17 September`, where that is not the page's."""
    force: bool = False
    """Whether it is a rate of force, which newswires code of more than battles."""

    @property
    def lift(self) -> float:
        """The chance less the usual one; 0 where either is not known."""
        return 0.0 if self.chance is None or self.usual is None else self.chance - self.usual


def expect(sheet: Sheet) -> tuple[ExpectRow, ...]:
    """What is other than usual: of each two sides the row furthest from the usual, then second
    ones; then third states. What is above the usual stands before what is below it, and what the
    documents tell of as done in the last weeks is no matter of chance."""
    rows = [
        (line, row)
        for line, row in _rows(sheet)
        if row.chance is not None and not _is_usual(row) and not overtaken(line, sheet)
    ]
    told = [(line, row) for line, row in rows if not _of_thirds(line)]
    turns: Counter[frozenset[str]] = Counter()
    placed: list[tuple[int, ExpectRow]] = []
    for line, row in sorted(told, key=lambda pair: (-round(abs(pair[1].lift), 2), _grave(pair[0]))):
        sides = frozenset((*line.actors, *line.targets))
        placed.append((turns[sides], row))
        turns[sides] += 1
    kept = [row for _, row in sorted(placed, key=lambda one: one[0])][:ROWS]
    thirds = [row for line, row in rows if _of_thirds(line)]
    shown = (*(row for _, row in told if row in kept), *thirds)
    return tuple(sorted(shown, key=lambda row: row.lift < 0))


def usual(sheet: Sheet, shown: int) -> tuple[ExpectRow, ...]:
    """Beside `shown` rows that are other than usual, what is as usual: how many third states act,
    then of each two sides the gravest of those acts that are not settled to come or not to."""
    rows = [
        (line, row) for line, row in _rows(sheet) if _is_usual(row) and not overtaken(line, sheet)
    ]
    thirds = [row for line, row in rows if _of_thirds(line)]
    between: dict[frozenset[str], ExpectRow] = {}
    for line, row in sorted(rows, key=lambda pair: _grave(pair[0])):
        if not _of_thirds(line) and REMOTE <= (row.chance or 0.0) <= SURE:
            between.setdefault(frozenset((*line.actors, *line.targets)), row)
    return (*thirds, *between.values())[: max(0, FEWEST - shown)]


def overtaken(line: ExpectedLine, sheet: Sheet) -> bool:
    """Whether the documents tell of such an act, of the last weeks, as done; of third states in
    all, whether they tell of one at all and its level says that fewer act than usual."""
    found = line.strength
    rate = found.base_rate if isinstance(found, Probability) else None
    usual = rate if isinstance(rate, float) else None
    lift = found.chance - usual if isinstance(found, Probability) and usual is not None else 0.0
    fewer = round(lift, 3) < 0
    if line.joining is not None and not fewer:
        return False
    kinds = HOSTILE_CLASSES if _of_thirds(line) else (line.action,)
    return any(
        event.when is not None
        and 0 <= sheet.days_before(event.when.end) <= LATELY
        and event.target in line.targets
        and (line.joining is not None or event.actor in line.actors)
        and class_of(event.action) in kinds
        for event in sheet.brief.happened
    )


def _rows(sheet: Sheet) -> list[tuple[ExpectedLine, ExpectRow]]:
    """All but those on third parties that have a row of their own, and any third state beside
    these."""
    named = any(
        is_named(line) and line.strength.kind == "probability" for line in sheet.brief.expected
    )
    return [
        (line, _row(line, n, sheet))
        for n, line in enumerate(sheet.brief.expected)
        if not (is_named(line) or (named and line.third == "any"))
    ]


def is_named(line: ExpectedLine) -> bool:
    """Whether it is on a third party that the documents name."""
    return line.third in ("named", "members")


def _is_usual(row: ExpectRow) -> bool:
    return row.chance is not None and row.usual is not None and abs(row.lift) <= SAME


def _of_thirds(line: ExpectedLine) -> bool:
    return line.action == HOSTILE


def _grave(line: ExpectedLine) -> int:
    return _GRAVEST.index(line.action) if line.action in _GRAVEST else len(_GRAVEST)


def _row(line: ExpectedLine, place: int, sheet: Sheet) -> ExpectRow:
    found = line.strength
    known = found if isinstance(found, Probability) else None
    usual = known.base_rate if known and isinstance(known.base_rate, float) else None
    sides, likeliest = _sides(line, sheet)
    who, kind = f"{sides}{likeliest}", kind_words(line.action)
    return ExpectRow(
        words=f"{who}: {kind}",
        brief=f"{sides}: {kind}",
        by=f"{kind} by {who}",
        until=by_when(line, sheet),
        cites=sheet.cite(f"/expected/{place}"),
        chance=known.chance if known else None,
        usual=usual,
        acts=known.acts if known else None,
        states=line.joining,
        force=line.action == "ASSAULT",
    )


def _sides(line: ExpectedLine, sheet: Sheet) -> tuple[str, str]:
    """Who to whom, and of any third state the likeliest by name."""
    whom = f"{towards(line.action)} {sheet.named(line.targets)}"
    if line.actors and line.joining is None:
        return f"{sheet.named(line.actors)} {whom}", ""
    likeliest = f" (likeliest {sheet.named(line.actors)})" if line.actors else ""
    return f"a third state {whom}", likeliest


def towards(kind: str) -> str:
    """The word between a class of acts and the one it is done to.

    >>> towards("AID"), towards("CONSULT"), towards("ASSAULT")
    ('to', 'with', 'against')
    """
    if kind in (*HOSTILE_CLASSES, HOSTILE):
        return "against"
    return "with" if kind in _MUTUAL else "to"


def by_when(line: ExpectedLine, sheet: Sheet) -> str:
    """The last day of a row that looks less far, or further, than the page."""
    last = sheet.brief.on + timedelta(days=sheet.brief.horizon_days)
    if line.window is None or line.window.end == last:
        return ""
    by = line.window.end
    return f", by {day_and_month(by) if by.year == last.year else spoken(When(by))}"


def notable(rows: tuple[ExpectRow, ...]) -> Iterator[ExpectRow]:
    """Rows well above or below the usual, of chances that have their interval."""
    yield from (row for row in rows if row.acts and abs(row.lift) >= 0.1)
