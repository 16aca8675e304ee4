"""Militarized interstate disputes: who took part, on which side, from when to when.

Sources: Palmer and others, The MID5 Dataset, Conflict Management and Peace Science 39
(2022); Gibler, Miller and Little, International Studies Quarterly 60 (2016).
"""

from __future__ import annotations

from collections.abc import Iterator

from ramify.world.disputes import DisputePart
from ramify.world.sources.dates import when
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable, whole
from ramify.world.when import When
from ramify.world.world import World


def hostility_of(action: int | None) -> int | None:
    """The level of hostility of an action, as the codebook groups them.

    >>> [hostility_of(action) for action in (1, 7, 16, 20, None)]
    [2, 3, 4, 5, None]
    """
    if action is None:
        return None
    for level, last in ((1, 0), (2, 6), (3, 11), (4, 18)):
        if action <= last:
            return level
    return 5


def read(table: PublishedTable, world: World) -> Iterator[DisputePart]:
    """A part for each participant and spell; -9 is an unknown day."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            start = when(row["styear"], row["stmon"], row["stday"])
            if start is None:
                raise ValueError("no first year")
            code = int(row["ccode"])
            actor = numbers.actor(code, start.start)
            if actor is None:
                raise ValueError(f"no state has the number {code}")
            action, originator = whole(row["hiact"]), whole(row["orig"])
            yield DisputePart(
                dispute=int(row["dispnum"]),
                actor=actor,
                side="A" if whole(row["sidea"]) == 1 else "B",
                originator=None if originator is None else originator == 1,
                start=start,
                end=when(row["endyear"], row["endmon"], row["endday"]),
                action=action,
                hostility=whole(row.get("hostlev", "")) or hostility_of(action),
            )
        except ValueError as error:
            table.leave(line, error)


SOURCE = Source(
    kind="mid",
    title="militarized interstate dispute participants",
    cite="Palmer and others 2022, MID 5; Gibler, Miller and Little 2016",
    names=("MIDB*.csv", "midb*.csv", "gml_part*.csv", "gml-midb*.csv"),
    columns=frozenset({
        "dispnum", "ccode", "styear", "stmon", "stday", "endyear", "endmon", "endday",
        "sidea", "hiact", "orig",
    }),
    aliases={"dispnum3": "dispnum"},
    read=read,
    value=DisputePart,
    file="disputes.csv",
    fact="disputes",
    since=When("1816-01-01"),
    through=lambda part: part.end,
)  # fmt: skip
