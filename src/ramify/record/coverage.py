"""Which days of which source a record holds: a day without coverage is unknown, not quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ramify._value import Value

if TYPE_CHECKING:
    import duckdb

State = Literal["held", "missing on the server", "failed", "no rows"]
_DAY = timedelta(days=1)


def stretch(first: date, last: date) -> str:
    """Days from a first to a last, in words.

    >>> stretch(date(2025, 6, 14), date(2025, 6, 14)), stretch(date(2025, 6, 14), date(2025, 7, 2))
    ('2025-06-14', '2025-06-14 to 2025-07-02')
    """
    return f"{first}" if first == last else f"{first} to {last}"


class Gap(Value):
    """Days between the first and last a source covers that it does not cover, and why."""

    first: date
    last: date
    why: str
    """`missing on the server`, `failed`, `no rows`, `not asked` or, at an end, `held in part`."""

    def __str__(self) -> str:
        return f"{stretch(self.first, self.last)}: {self.why}"


class Covered(Value):
    """What a record holds of one source."""

    source: str
    first: date
    last: date
    gaps: tuple[Gap, ...] = ()

    def holds(self, on: date, until: date | None = None) -> bool:
        """Whether a day, or every day up to another, is covered."""
        until = until or on
        within = self.first <= on and until <= self.last
        return within and not any(g.first <= until and g.last >= on for g in self.gaps)


class Coverage(Value):
    """What a record holds of each source, by source.

    >>> week = Covered(source="gdelt2", first=date(2025, 6, 10), last=date(2025, 6, 16),
    ...     gaps=(Gap(first=date(2025, 6, 14), last=date(2025, 6, 15), why="not asked"),))
    >>> Coverage(sources=(week,)).of_day(date(2025, 6, 15))
    ()
    """

    sources: tuple[Covered, ...] = ()

    def of_day(self, on: date) -> tuple[Covered, ...]:
        """The sources that cover a day."""
        return tuple(source for source in self.sources if source.holds(on))

    def uncovered(self, first: date, last: date) -> tuple[tuple[date, date], ...]:
        """Stretches of days, from a first to a last, of which no source holds anything.

        >>> week = Covered(source="gdelt2", first=date(2025, 6, 10), last=date(2025, 6, 16),
        ...     gaps=(Gap(first=date(2025, 6, 14), last=date(2025, 6, 15), why="failed"),))
        >>> [(first, last)] = Coverage(sources=(week,)).uncovered(week.first, week.last)
        >>> first.isoformat(), last.isoformat()
        ('2025-06-14', '2025-06-15')
        """
        left = [(first, last)]
        for one in self.sources:
            bare = [(g.first, g.last) for g in one.gaps if g.why != "held in part"]
            bare += [(date.min, one.first - _DAY), (one.last + _DAY, date.max)]
            both = [(max(a, c), min(b, d)) for a, b in left for c, d in bare]
            left = sorted((a, b) for a, b in both if a <= b)
        return tuple(left)

    def last(self) -> date | None:
        """The last day that any source covers."""
        return max((source.last for source in self.sources), default=None)

    @classmethod
    def of(cls, cursor: duckdb.DuckDBPyConnection, among: Iterable[str] | None = None) -> Coverage:
        """What the table `coverage` of a record says, of some sources or of all."""
        found = cursor.execute(
            "SELECT source, since, until, state FROM coverage ORDER BY source, since, until"
        ).fetchall()
        held = {row[0] for row in found}
        sources = sorted(held if among is None else held.intersection(among))
        spans = {s: [row[1:] for row in found if row[0] == s] for s in sources}
        covered = (_covered(source, spans[source]) for source in sources)
        return cls(sources=tuple(c for c in covered if c))


def _covered(source: str, spans: list[tuple[datetime, datetime, str]]) -> Covered | None:
    held = _joined((a, b) for a, b, state in spans if state == "held")
    quiet = [(a, b) for a, b, state in spans if state == "no rows"]
    if not held:
        return None
    first, last = _whole_days(held[0][0], held[-1][1])
    gaps = [Gap(first=a, last=b, why="no rows") for a, b in (_touched(s) for s in quiet)]
    for (_, end), (start, _) in pairwise(held):
        a, b = _touched((end, start))
        gaps.append(Gap(first=a, last=b, why=_why(spans, end, start)))
    edges = {m.date() for m in (held[0][0], held[-1][1]) if m.time() != time()}
    gaps += [Gap(first=day, last=day, why="held in part") for day in edges]
    return Covered(source=source, first=first, last=last, gaps=_ordered(gaps))


def _ordered(gaps: list[Gap]) -> tuple[Gap, ...]:
    """Gaps in order; a day that is a gap for a better reason is not one for being in part."""
    told = {day for gap in gaps if gap.why != "held in part" for day in (gap.first, gap.last)}
    kept = [gap for gap in gaps if gap.why != "held in part" or gap.first not in told]
    return tuple(sorted(kept, key=lambda gap: gap.first))


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans in order, those that touch or overlap made one."""
    done: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return done


def _whole_days(since: datetime, until: datetime) -> tuple[date, date]:
    """First and last day of a span; a day that is held in part counts as its bound."""
    return since.date(), (until - timedelta(microseconds=1)).date()


def _touched(span: tuple[datetime, datetime]) -> tuple[date, date]:
    """The days that a gap makes incomplete."""
    return _whole_days(*span)


def _why(spans: list[tuple[datetime, datetime, str]], start: datetime, end: datetime) -> str:
    said = {state for a, b, state in spans if state != "held" and a < end and b > start}
    return " and ".join(sorted(said - {"no rows"})) or "not asked"


def day_span(first: date, last: date) -> tuple[datetime, datetime]:
    """The span of whole days from the first to the last, both included."""
    return datetime.combine(first, time()), datetime.combine(last + _DAY, time())
