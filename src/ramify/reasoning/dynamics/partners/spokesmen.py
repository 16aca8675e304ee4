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

from ramify._arrays import Ints
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.partners import _spokesmen as _voices
from ramify.reasoning.dynamics.stream import Stream

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


def seated(country: Ints, sector: Ints, n_countries: int) -> _voices.Seats:
    """Seats in order of country.

    >>> seats = seated(np.array([1, 0, 1]), np.array([2, 1, 0]), 2)
    >>> seats.actor.tolist(), seats.seat.tolist(), seats.first.tolist()
    ([1, 0, 2], [1, 0, 2], [0, 1, 3])
    """
    actor = np.argsort(country, kind="stable")
    return _voices.Seats(
        country=country,
        sector=sector,
        seat=np.argsort(actor),
        actor=actor,
        at_country=country[actor].astype(np.uint32),
        at_sector=sector[actor].astype(np.uint32),
        first=np.searchsorted(country[actor], np.arange(n_countries + 1)).astype(np.uint64),
    )


@dataclass(eq=False)
class Voices:
    """Running tallies of who spoke for whom; `hear` moves them on by some contacts."""

    seats: _voices.Seats
    tables: _voices.Tables
    origin: int = 0

    @classmethod
    def silent(cls, stream: Stream) -> Voices:
        """The tallies before anything happened."""
        kinds, actors = 2 * len(stream.actions), len(stream.actors)
        countries = len(stream.countries)
        sector = main_sectors(stream.sector)
        sectors = int(sector.max(initial=0)) + 1
        size = np.bincount(stream.country, minlength=countries)

        def empty(*shape: int) -> NDArray[np.float32]:
            return np.zeros(shape, dtype=np.float32)

        tables = _voices.Tables(
            role=empty(kinds, actors),
            role_country=empty(kinds, countries),
            base=np.full(actors, _voices.FLOOR, dtype=np.float32),
            base_country=(size * _voices.FLOOR).astype(np.float32),
            new=empty(kinds, actors),
            new_country=empty(kinds, countries),
            new_base=empty(actors),
            new_base_country=empty(countries),
            cross=empty(kinds, 2, sectors, sectors),
            row=empty(kinds, 2, sectors),
            column=empty(kinds, 2, sectors),
            both=empty(kinds, 2),
        )
        return cls(seated(stream.country, sector, countries), tables)

    def follow(self, contacts: Contacts, wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Shape (n, 3): shares of each wanted contact's partner before its day; hears all."""
        start = int(contacts.day[0]) if len(contacts.day) else 0
        shares, moved = _voices.voices_over_time(
            self.tables, self.seats, contacts.near, contacts.kind, contacts.far,
            contacts.day - start, wanted, MEMORY_DAYS,
        )  # fmt: skip
        self.origin = start + int(moved)
        return shares  # type: ignore[no-any-return]

    def hear(self, contacts: Contacts, day: int) -> None:
        """Add the contacts of one day to the tallies."""
        if day - self.origin > _voices.SPAN:
            _voices.fade(self.tables, float(np.exp((self.origin - day) / MEMORY_DAYS)))
            self.origin = day
        now = self.now(day)
        _voices.hear(self.tables, self.seats, contacts.near, contacts.kind, contacts.far, now)

    def now(self, day: int) -> float:
        return float(np.exp((day - self.origin) / MEMORY_DAYS))
