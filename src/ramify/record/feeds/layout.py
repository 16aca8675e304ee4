"""The contract of a feed: columns, SQL and tables, and no Python for a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from ramify.record.feeds.cells import Cell

Grade = Literal["A", "B", "C", "D", "E", "F"]


class Feed(NamedTuple):
    """A source of events: how far to trust it, and what it leaves out.

    The grade is that of the Admiralty system for a source: A completely reliable, B usually,
    C fairly, D not usually, E unreliable, F cannot be judged.
    """

    name: str
    title: str
    cite: str
    grade: Grade
    biases: str
    acts: tuple[str, ...] = ()
    """Root codes of the only acts it records; empty if it records all kinds."""
    not_within: tuple[str, ...] = ()
    """Ids of states of which it leaves out what happens within them."""


class NameColumn(NamedTuple):
    """What a row calls an actor or a country, and by which system of names."""

    sql: str
    system: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One layout of a feed's files.

    `values` gives the columns of the table `event` as SQL over the text columns of a row;
    `fixes` are joined before them. What a reader needs of a row is found by looking for its
    columns in the SQL, so that nothing else is read.
    """

    name: str
    feed: Feed
    columns: tuple[str, ...]
    """All columns, in published order, under names that are SQL identifiers."""
    key: str
    values: Mapping[str, Cell]
    actor: NameColumn | None = None
    target: NameColumn | None = None
    country: NameColumn | None = None
    acts: Mapping[str, str | None] | None = None
    """CAMEO codes by native code; None if the native codes are CAMEO's own."""
    delimiter: str = "\t"
    quote: str = ""
    bare: tuple[str, ...] = ()
    """Patterns of the first cells of a row, by which a file without a header is known."""
    missing: tuple[str, ...] = ("",)
    """Texts that stand for a value that is not known."""
    needs: tuple[str, ...] = ()
    """Columns a header must have to be this layout; all of them if none are named."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Columns of other releases, by the name they have there."""
    preamble: bool = False
    """Whether lines of text may stand before the header."""
    shorter: int | None = None
    """A width without the last columns that is good as well."""
    actless: bool = False
    """Whether a row that names no act is an event all the same."""
    revises: bool = False
    """Whether a key that comes again is a new state of its event."""
    slot: str | None = None
    """SQL for the moment from which a row's stretch of coverage runs, if files say it."""
    slot_minutes: int = 1440
    dense: bool = False
    """Whether a day without a row is a hole in the feed, not a quiet day."""

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that the SQL speaks of, in published order."""
        spoken = " ".join(self._sql())
        words = set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", spoken))
        return tuple(column for column in self.columns if column in words)

    @property
    def cast(self) -> Layout:
        """The layout of the table `staged`, where values that may be unfit are cast already.

        They stand in columns of their own (`cast_first_day`), once, and beside them only the
        columns that other values still need.
        """
        once = self.casts
        values = {name: Cell(once.get(cell.sql, cell.sql)) for name, cell in self.values.items()}
        slot = once.get(self.slot, self.slot) if self.slot else None
        left = replace(self, values=values, slot=slot)
        return replace(left, columns=(*left.used, *once.values()))

    @property
    def casts(self) -> Mapping[str, str]:
        """SQL of the values that may be unfit, and their columns in `staged`."""
        return {
            cell.sql: f"cast_{name}"
            for name, cell in self.values.items()
            if cell.fault and cell.sql not in self.columns and self._speaks(cell.sql)
        }

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """When a row is set aside, as SQL over its columns and `casts`, and why."""
        once = self.casts
        return tuple(
            (cell.fault.replace(cell.sql, once.get(cell.sql, cell.sql)), cell.reason)
            for cell in self.values.values()
            if cell.fault
        )

    def _speaks(self, sql: str) -> bool:
        return not set(self.columns).isdisjoint(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", sql))

    def _sql(self) -> tuple[str, ...]:
        named = [n.sql for n in (self.actor, self.target, self.country) if n]
        faults = [cell.fault or "" for cell in self.values.values()]
        cells = [cell.sql for cell in self.values.values()]
        return (self.key, self.slot or "", *named, *faults, *cells)
