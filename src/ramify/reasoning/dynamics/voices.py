"""Who speaks for a country: the share of each of its actors in what the country does.

A pattern that reaches a country must say which of its actors it reaches. Three shares of
the country's contacts in the same role are kept up to date and mixed: the *usual* one, the
*recent* one (exponential memory), and the usual one times the *sector lift*, how much more
often the two sectors meet in this role than their totals imply (police arrest criminals
rather than ministries). Every share adds up to one over a country.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify.reasoning.dynamics import _voices
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.stream import Ints, Stream

MEMORY_DAYS = 20.0
MAX_SECTORS = 96


def main_sectors(sector: Ints, limit: int = MAX_SECTORS) -> Ints:
    """Renumber sectors so that the commonest keep their own number and the rest share one.

    >>> main_sectors(np.array([7, 7, 7, 2, 2, 9]), limit=3).tolist()
    [1, 1, 1, 2, 2, 0]
    """
    unique, back, count = np.unique(sector, return_inverse=True, return_counts=True)
    number = np.zeros(len(unique), dtype=np.int64)
    kept = np.argsort(-count, kind="stable")[: limit - 1]
    kept = kept[count[kept] > 1]
    number[kept] = np.arange(1, len(kept) + 1)
    return number[back]


@dataclass(eq=False)
class Voices:
    """Running tallies of who spoke for whom; `hear` moves them on by some contacts."""

    country: Ints
    sector: Ints
    members: Ints
    member_ptr: Ints
    tables: tuple[NDArray[np.float64] | NDArray[np.float32], ...]
    origin: int = 0

    @classmethod
    def silent(cls, stream: Stream) -> Voices:
        """The tallies before anything happened."""
        kinds, actors = 2 * len(stream.actions), len(stream.actors)
        n_country = len(stream.countries)
        sector = main_sectors(stream.sector)
        n = int(sector.max()) + 1 if len(sector) else 1
        members = np.argsort(stream.country, kind="stable")
        ptr = np.searchsorted(stream.country[members], np.arange(n_country + 1))
        size = np.bincount(stream.country, minlength=n_country)

        def empty(*shape: int) -> NDArray[np.float32]:
            return np.zeros(shape, dtype=np.float32)

        tables = (
            empty(kinds, actors),
            empty(kinds, n_country),
            np.full(actors, _voices.FLOOR),
            size * _voices.FLOOR,
            empty(kinds, actors),
            empty(kinds, n_country),
            np.zeros(actors),
            np.zeros(n_country),
            empty(kinds, 2, n, n),
            empty(kinds, 2, n),
            empty(kinds, 2, n),
            empty(kinds, 2),
        )
        return cls(stream.country, sector, members, ptr.astype(np.int64), tables)

    def follow(self, contacts: Contacts, wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Shape (n, 3): shares of each wanted contact's partner before its day; hears all."""
        start = int(contacts.day[0]) if len(contacts.day) else 0
        shares, moved = _voices.voices_over_time(
            self.tables, contacts.near, contacts.kind, contacts.far, contacts.day - start,
            wanted, MEMORY_DAYS, self.country, self.sector, self.members, self.member_ptr,
        )  # fmt: skip
        self.origin = start + int(moved)
        return shares  # type: ignore[no-any-return]

    def hear(self, contacts: Contacts, day: int) -> None:
        """Add the contacts of one day to the tallies."""
        if day - self.origin > _voices.SPAN:
            _voices.fade(self.tables, float(np.exp((self.origin - day) / MEMORY_DAYS)))
            self.origin = day
        _voices.hear(
            self.tables, contacts.near, contacts.kind, contacts.far, self.now(day),
            self.country, self.sector,
        )  # fmt: skip

    def now(self, day: int) -> float:
        return float(np.exp((day - self.origin) / MEMORY_DAYS))
