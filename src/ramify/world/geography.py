"""Where states lie: their capitals, their regions, and how far one is from another."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from pydantic import Field

from ramify._value import Value

EARTH = 6371.0
"""Mean radius of the earth, km (IUGG)."""


class Seat(Value):
    """The capital of a state, where it is, and the region that the United Nations count it to.

    Today's capital, or the last; `note` says since when, where it moved.
    """

    id: str
    """Id of the state."""
    capital: str
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    region: str
    """Continent, as M49 has it: Africa, Americas, Asia, Europe or Oceania."""
    subregion: str
    source: str
    note: str | None = None

    def km(self, other: Seat) -> float:
        """The great circle to another capital, by the haversine.

        >>> from ramify.world.facts import PACKAGED, Facts
        >>> seats = {seat.id: seat for seat in Facts(PACKAGED).seats}
        >>> round(seats["PRK"].km(seats["KOR"])), round(seats["RUS"].km(seats["USA"]), -1)
        (196, 7820.0)
        """
        north, south = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        bow = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
        return 2 * EARTH * asin(sqrt(min(bow, 1.0)))
