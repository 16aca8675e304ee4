"""Correlates of War, direct contiguity: land borders between states.

Source: Stinnett, Tir, Schafer, Diehl and Gochman 2002; COW Direct Contiguity, v3.2.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from ramify.world.actors import Border
from ramify.world.disputes import Contiguity
from ramify.world.sources.dates import iso, months, open_ended
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable
from ramify.world.when import When
from ramify.world.world import World

CITE = "Stinnett, Tir, Schafer, Diehl and Gochman 2002; COW Direct Contiguity v3.2"
THROUGH = When("2016-12-01")
_LAND = "1"
_WATER = {"2": "12", "3": "24", "4": "150", "5": "400"}


def read(table: PublishedTable, world: World) -> Iterator[Border]:
    """A border for each spell of contiguity by land, once for each pair.

    Dates are months, written YYYYMM in the native file and as first days of a month
    in others. A spell that goes over from one state to the one that continues it
    becomes a border of each.
    """
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            kind = row["conttype"].strip()
            if int(row["statelno"]) > int(row["statehno"]):
                continue
            if kind != _LAND:
                miles = _WATER.get(kind, "an unknown number of")
                raise ValueError(f"contiguous across up to {miles} miles of water, no land border")
            yield from _borders(row["statelno"], row["statehno"], *_span(row), numbers)
        except ValueError as error:
            table.leave(line, error)


def by_type(table: PublishedTable, world: World) -> Iterator[Contiguity]:
    """A value for each spell of contiguity by land or water, once for each pair."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            kind = int(row["conttype"])
            if int(row["statelno"]) > int(row["statehno"]):
                continue
            if not 1 <= kind <= 5:
                raise ValueError(f"no type of contiguity {kind}")
            for border in _borders(row["statelno"], row["statehno"], *_span(row), numbers):
                yield Contiguity(
                    a=border.a, b=border.b, type=kind, start=border.start, end=border.end
                )
        except ValueError as error:
            table.leave(line, error)


def _span(row: dict[str, str]) -> tuple[When, When | None]:
    parse = iso if "-" in row["begin"] else months
    start, end = parse(row["begin"]), parse(row["end"])
    if start is None or end is None:
        raise ValueError("no month in which it begins, or ends")
    month = When(str(start)[:7])
    return month, open_ended(When(str(end)[:7]), THROUGH)


def _borders(
    low: str, high: str, start: When, end: When | None, numbers: Numbers
) -> Iterator[Border]:
    last = end.end if end else THROUGH.end
    for a in numbers.spells(int(low), start.start, last):
        for b in numbers.spells(int(high), start.start, last):
            first, until = max(a.start, b.start), min(a.end, b.end)
            if first <= until:
                yield Border(
                    a=a.actor,
                    b=b.actor,
                    start=start if first == start.start else When(first),
                    end=end if until == last else When(until),
                    source=CITE,
                )


SOURCE = Source(
    kind="contiguity",
    title="COW direct contiguity",
    cite=CITE,
    names=("contdir*.csv", "cow_contdir*.csv"),
    columns=frozenset({"statelno", "statehno", "conttype", "begin", "end"}),
    aliases={"ccode1": "statelno", "ccode2": "statehno", "stdate": "begin", "enddate": "end"},
    read=read,
    value=Border,
    file="borders.csv",
    fact="borders",
    since=When("1816-01-01"),
    through=THROUGH,
)

SOURCES = (
    dataclasses.replace(
        SOURCE,
        kind="contiguity-types",
        title="COW direct contiguity by land and water",
        read=by_type,
        value=Contiguity,
        file="contiguity.csv",
        fact="contiguity",
    ),
)
