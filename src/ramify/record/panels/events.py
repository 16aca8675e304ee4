"""Events of a record as columns of a panel: counts by quad class, unknown where not covered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ramify.record.asking.filters import QUADS
from ramify.record.coverage import Coverage, stretch
from ramify.record.ontology import actions
from ramify.record.panels.columns import PanelColumn

if TYPE_CHECKING:
    import pyarrow as pa

    from ramify.record.store import Record
    from ramify.world.world import World

_ALL = "events"


def event_columns(record: Record, *, monthly: bool) -> PanelColumn:
    """Counts of events of each actor on each other, by year or month and quad class.

    A year or month is known if some source of the record covers each of its days; a year
    without a row between two states is then a nought, and any other is unknown.
    """
    coverage = record.coverage()
    period = ", year, month" if monthly else ", year"
    names = [_ALL, *(f"events_{quad.replace(' ', '_')}" for quad in QUADS)]
    sums = ", ".join(
        ["count(*)::INTEGER AS events"]
        + [
            f"(count(*) FILTER (quad = {number}))::INTEGER AS {name}"
            for name, number in zip(names[1:], QUADS.values(), strict=True)
        ]
    )
    covered = ", ".join(map(str, _covered(coverage, monthly=monthly))) or "0"
    ends = [day.year for source in coverage.sources for day in (source.first, source.last)]
    return PanelColumn(
        name="events",
        fact="events",
        load="events",
        given=lambda world: _counted(record, world),
        query=f"SELECT a, b{period}, {sums} FROM given GROUP BY a, b{period}",
        columns=tuple((name, "0") for name in names),
        symmetric=False,
        also=("month",) if monthly else (),
        known=f"{'s.year * 100 + s.month' if monthly else 's.year'} IN ({covered})",
        span=(min(ends), max(ends)) if ends else None,
        cite="; ".join(f"{s.source}, {stretch(s.first, s.last)}" for s in coverage.sources),
    )


def _counted(record: Record, world: World) -> pa.Table:
    """Events with two sides that are told apart, with year, month and quad class."""
    quads = {a.code: QUADS[a.quad] for a in actions()}
    cases = " ".join(
        f"WHEN '{root}' THEN {quads[root]}" for root in sorted({code[:2] for code in quads})
    )
    return record.connection.cursor().sql(
        f"""SELECT actor AS a, target AS b, year(first_day)::INTEGER AS year,
                   month(first_day)::INTEGER AS month, CASE action[:2] {cases} END AS quad
        FROM event WHERE actor <> target AND first_day IS NOT NULL
        AND year(first_day) = year(last_day)"""
    ).to_arrow_table()  # fmt: skip


def _covered(coverage: Coverage, *, monthly: bool) -> list[int]:
    """Years, or months as 202401, each day of which some source covers."""
    days = set()
    for source in coverage.sources:
        day = source.first
        while day <= source.last:
            if source.holds(day):
                days.add(day)
            day += timedelta(days=1)
    whole: dict[int, int] = {}
    for day in days:
        period = day.year * 100 + day.month if monthly else day.year
        whole[period] = whole.get(period, 0) + 1
    return sorted(p for p, n in whole.items() if n == _length(p, monthly=monthly))


def _length(period: int, *, monthly: bool) -> int:
    import calendar

    if monthly:
        return calendar.monthrange(period // 100, period % 100)[1]
    return 366 if calendar.isleap(period) else 365
