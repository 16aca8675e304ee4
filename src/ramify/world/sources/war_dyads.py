"""Interstate wars by pair of states: who fought whom, in what role, from when to when.

Source: Maoz, Johnson, Kaplan, Ogunkoya and Shreve, The Dyadic Militarized Interstate
Disputes (MIDs) Dataset Version 3.0, Journal of Conflict Resolution 63 (2019), directed
dyadic war; wars as in the COW war list (Sarkees and Wayman 2010).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ramify.world.disputes import Rivalry, Role, WarPair
from ramify.world.sources.dates import when
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import Cells, PublishedTable
from ramify.world.when import When
from ramify.world.world import World

_ROLES: dict[str, Role] = {
    "1": "initiator",
    "2": "joined initiator",
    "3": "target",
    "4": "joined target",
}


def read(table: PublishedTable, world: World) -> Iterator[WarPair]:
    """A value for each directed pair and spell; the yearly rows of one are joined."""
    numbers = Numbers(world.lives, "cow")
    seen: set[WarPair] = set()
    for line, row in table.rows:
        try:
            pair = _pair(row, numbers)
        except ValueError as error:
            table.leave(line, error)
            continue
        if pair not in seen:
            seen.add(pair)
            yield pair


def rivalries(table: PublishedTable, world: World) -> Iterator[Rivalry]:
    """A value for each rivalry since 1816; one that ends with the list may have gone on."""
    numbers = Numbers(world.lives, "cow")
    for line, row in table.rows:
        try:
            start, end = int(row["start"]), int(row["end"])
            found = [numbers.actor(int(row[c]), date(max(start, 1816), 7, 1)) for c in _RIVALS]
            if end < 1816:
                raise ValueError("over before 1816")
            if None in found:
                raise ValueError("no state has that number")
            a, b = (one for one in found if one)
            yield Rivalry(a=a, b=b, start=start, end=end, name=row["rivalry"])
        except ValueError as error:
            table.leave(line, error)
        except OverflowError:
            table.leave(line, "a number beyond all years")


_RIVALS = ("ccode1", "ccode2")


def _pair(row: Cells, numbers: Numbers) -> WarPair:
    start = when(row["warstrtyr"], row["warstrtmnth"], row["warstrtday"])
    if start is None:
        raise ValueError("no first year")
    role = _ROLES.get(row["warolea"].strip())
    if role is None:
        raise ValueError(f"no role {row['warolea']!r}")
    ids = []
    for column in ("statea", "stateb"):
        actor = numbers.actor(int(row[column]), start.start)
        if actor is None:
            raise ValueError(f"no state has the number {row[column]}")
        ids.append(actor)
    return WarPair(
        war=int(row["warnum"]),
        actor=ids[0],
        against=ids[1],
        role=role,
        start=start,
        end=when(row["warendyr"], row["warendmnth"], row["warenday"]),
    )


SOURCE = Source(
    kind="cow-wars",
    title="directed dyadic interstate wars",
    cite="Maoz, Johnson, Kaplan, Ogunkoya and Shreve 2019",
    names=("directed_dyadic_war*.csv",),
    columns=frozenset({
        "warnum", "statea", "stateb", "warstrtmnth", "warstrtday", "warstrtyr",
        "warendmnth", "warenday", "warendyr", "warolea",
    }),
    read=read,
    value=WarPair,
    file="war-pairs.csv",
    fact="war_dyads",
    since=When("1816-01-01"),
    through=lambda pair: pair.end,
)  # fmt: skip

SOURCES = (
    Source(
        kind="rivalries",
        title="strategic rivalries",
        cite="Thompson, Sakuwa and Suhas 2021; Thompson and Dreyer 2011",
        names=("*rivalries*.csv",),
        columns=frozenset({"rivalry", "ccode1", "ccode2", "start", "end"}),
        aliases={"rivalryname": "rivalry", "styear": "start", "endyear": "end"},
        read=rivalries,
        value=Rivalry,
        file="rivalries.csv",
        fact="rivalries",
        since=When("1816-01-01"),
        through=lambda rivalry: When(f"{rivalry.end}"),
    ),
)
