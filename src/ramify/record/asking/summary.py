"""Summaries of a record: counts by period and class, top pairs, names nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ramify._value import Value
from ramify.record.asking.filters import Filter
from ramify.record.coverage import Coverage
from ramify.record.ontology import actions

if TYPE_CHECKING:
    import duckdb

Period = Literal["day", "month", "year"]


class Count(Value):
    """How many events there are of something."""

    what: str
    events: int
    mentions: int | None = None


class Bar(Value):
    """How many events a period has; none, and not covered, where no source holds a day of it."""

    start: date
    events: int
    covered: bool = True


class Counted(NamedTuple):
    """A count of one of the lists of a summary, as a row of a table."""

    by: str
    """`class`, `source`, `pair`, `unresolved` or the period: `day`, `month`, `year`."""
    what: str
    events: int | None
    """None of a period that no source covers."""
    mentions: int | None = None


class Summary(Value):
    """What a choice of events of a record holds."""

    events: int
    dated: int
    resolved: int
    """Events whose actor has an id."""
    by_class: tuple[Count, ...]
    by_source: tuple[Count, ...]
    pairs: tuple[Count, ...]
    timeline: tuple[Bar, ...]
    period: Period
    unresolved: tuple[Count, ...]
    """Strings that were taken for no actor, those with most events first."""

    def counted(self) -> Iterator[Counted]:
        """Every count of the lists, one list after the other."""
        lists = {
            "class": self.by_class,
            "source": self.by_source,
            "pair": self.pairs,
            "unresolved": self.unresolved,
        }
        for by, counts in lists.items():
            yield from (Counted(by, one.what, one.events, one.mentions) for one in counts)
        for bar in self.timeline:
            yield Counted(self.period, str(bar.start), bar.events if bar.covered else None)


def summarize(
    cursor: duckdb.DuckDBPyConnection,
    asked: Filter,
    *,
    period: Period | None = None,
    top: int = 10,
) -> Summary:
    """What the chosen events of a record are; without a period, one that suits their span."""
    clause, values = asked.where()
    chosen = f"(SELECT * FROM event {clause})"
    total = cursor.execute(
        "SELECT count(*), count(first_day), count(actor), min(first_day), max(first_day) "
        f"FROM {chosen}",
        values,
    ).fetchone()
    assert total is not None
    step = period or _suits(total[3], total[4])
    return Summary(
        events=total[0],
        dated=total[1],
        resolved=total[2],
        by_class=_by_class(cursor, chosen, values),
        by_source=_counts(cursor, "source", chosen, values, "", 50),
        pairs=_counts(cursor, "actor || ' → ' || target", chosen, values, "actor <> target", top),
        timeline=_told(_timeline(cursor, chosen, values, step), Coverage.of(cursor, asked.feeds())),
        period=step,
        unresolved=_counts(
            cursor, "source || ': ' || actor_name", chosen, values, "actor IS NULL", top
        ),
    )


def _timeline(
    cursor: duckdb.DuckDBPyConnection, chosen: str, values: Sequence[Any], step: Period
) -> tuple[Bar, ...]:
    """Events by period from the first to the last, those without any too: a hole is to be seen."""
    rows = cursor.execute(
        f"""WITH found AS (
            SELECT date_trunc('{step}', first_day)::DATE AS p, count(*) AS n FROM {chosen}
            WHERE first_day IS NOT NULL GROUP BY p)
        SELECT p, coalesce(n, 0) FROM (
            SELECT unnest(generate_series(min(p), max(p), INTERVAL 1 {step}))::DATE AS p FROM found)
        LEFT JOIN found USING (p) ORDER BY p""",
        values,
    ).fetchall()
    return tuple(Bar(start=start, events=n) for start, n in rows)


def _told(bars: tuple[Bar, ...], coverage: Coverage) -> tuple[Bar, ...]:
    """The bars, with those marked of which no source holds a day."""
    if not bars or not coverage.sources:
        return bars
    starts = [bar.start for bar in bars]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), starts[-1]]
    bare = coverage.uncovered(starts[0], starts[-1])
    return tuple(
        bar
        if bar.events or not any(first <= bar.start and end <= last for first, last in bare)
        else bar.model_copy(update={"covered": False})
        for bar, end in zip(bars, ends, strict=True)
    )


def _suits(first: date | None, last: date | None) -> Period:
    days = (last - first).days if first and last else 0
    return "day" if days <= 92 else "month" if days <= 3660 else "year"


def _counts(
    cursor: duckdb.DuckDBPyConnection,
    what: str,
    chosen: str,
    values: Sequence[Any],
    also: str,
    top: int,
) -> tuple[Count, ...]:
    rows = cursor.execute(
        f"SELECT {what} AS what, count(*) AS n, sum(mentions)::BIGINT FROM {chosen} "
        f"WHERE {what} IS NOT NULL {'AND ' + also if also else ''} "
        f"GROUP BY 1 ORDER BY n DESC, what LIMIT {top}",
        values,
    ).fetchall()
    return tuple(Count(what=what, events=n, mentions=m) for what, n, m in rows)


def _by_class(
    cursor: duckdb.DuckDBPyConnection, chosen: str, values: Sequence[Any]
) -> tuple[Count, ...]:
    """Events by PLOVER class; statements and acts outside CAMEO have a line of their own."""
    rows = cursor.execute(
        f"SELECT action, count(*), sum(mentions)::BIGINT FROM {chosen} GROUP BY action", values
    ).fetchall()
    classes = {a.code: a.plover or "statement" for a in actions()}
    sums: dict[str, tuple[int, int | None]] = {}
    for code, n, m in rows:
        name = classes.get(code, "no CAMEO code")
        old = sums.get(name, (0, None))
        sums[name] = (old[0] + n, old[1] if m is None else (old[1] or 0) + m)
    ordered = sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(Count(what=name, events=n, mentions=m) for name, (n, m) in ordered)
