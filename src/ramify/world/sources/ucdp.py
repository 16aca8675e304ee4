"""UCDP/PRIO armed conflicts by year: which governments were primary parties or joined.

Source: Gleditsch, Wallensteen, Eriksson, Sollenberg and Strand, Armed Conflict
1946–2001, Journal of Peace Research 39 (2002); UCDP, CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ramify.world.disputes import ConflictKind, ConflictYear
from ramify.world.sources.dates import iso
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.source import Source
from ramify.world.sources.table import Cells, PublishedTable, whole, year
from ramify.world.when import When
from ramify.world.world import World

_KINDS: dict[str, ConflictKind] = {
    "1": "extrasystemic",
    "2": "interstate",
    "3": "intrastate",
    "4": "internationalised intrastate",
    "extrasystemic": "extrasystemic",
    "interstate": "interstate",
    "intrastate": "intrastate",
    "II": "internationalised intrastate",
}


def read(table: PublishedTable, world: World) -> Iterator[ConflictYear]:
    """A value for each row; a cell may list several Gleditsch–Ward numbers."""
    numbers = Numbers(world.lives, "gw")
    for line, row in table.rows:
        try:
            on = year(row["year"])
            kind = _KINDS.get(row["type_of_conflict"].strip())
            if kind is None:
                raise ValueError(f"no type of conflict {row['type_of_conflict']!r}")
            yield ConflictYear(
                conflict=int(row["conflict_id"]),
                year=on,
                kind=kind,
                intensity=whole(row["intensity_level"]) or 1,
                about=row["incompatibility"].strip(),
                side_a=_states(row, "gwno_a", on, numbers),
                side_a_also=_states(row, "gwno_a_2nd", on, numbers),
                side_b=_states(row, "gwno_b", on, numbers),
                side_b_also=_states(row, "gwno_b_2nd", on, numbers),
                start=iso(row["start_date"]),
            )
        except ValueError as error:
            table.leave(line, error)


def _states(row: Cells, column: str, on: int, numbers: Numbers) -> tuple[str, ...]:
    codes = [code for part in row[column].split(",") if (code := whole(part))]
    found = [(code, numbers.actor(code, date(on, 7, 1))) for code in codes]
    for code, actor in found:
        if actor is None:
            raise ValueError(f"no state has the number {code}")
    return tuple(actor for _, actor in found if actor)


SOURCE = Source(
    kind="ucdp-acd",
    title="UCDP/PRIO armed conflicts",
    cite="Gleditsch and others 2002, UCDP/PRIO Armed Conflict Dataset",
    names=("UcdpPrioConflict*.csv", "ucdp*acd*.csv"),
    columns=frozenset({
        "conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd",
        "incompatibility", "intensity_level", "type_of_conflict", "start_date",
    }),
    read=read,
    value=ConflictYear,
    file="conflicts.csv",
    fact="conflicts",
    since=When("1946-01-01"),
    through=lambda conflict: When(f"{conflict.year}"),
)  # fmt: skip
