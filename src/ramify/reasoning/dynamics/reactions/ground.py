"""What states stand on when something happens: usual dealings and relations, on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.process.relations import RELATIONS
from ramify.reasoning.dynamics.rates.counts import any_of
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.world.actors import EARTH
from ramify.world.system import System

WINDOW = 30
SURE = 1e-6


class Towards(NamedTuple):
    """What every country does to one side by base rates: chances by class, logits by sign."""

    by_class: Floats
    logits: Floats


@dataclass(frozen=True, eq=False)
class Ground:
    """Usual acts in 30 days by actor and target, hostile and other, and ties, of n countries.

    Args:
        states: which of the countries are states.
        ties: for every relation of the standing system how closely a row is tied to a column.
        seats: where the capitals of countries are, on the unit sphere; NaN if not on file.
    """

    standing: Footing
    numbers: Mapping[str, int]
    states: NDArray[np.bool_]
    hostile: Floats
    other: Floats
    ties: Mapping[str, Floats]
    seats: Floats
    asked: dict[tuple[int, date, int], Towards] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, standing: Footing, system: System) -> Ground:
        """What an answer stands on, and the system on the day."""
        n = len(standing.countries)
        numbers = {name: place for place, name in enumerate(standing.countries)}
        mask = hostile_classes(standing.rates.classes)
        signs = np.stack([mask, ~mask], axis=1) * float(WINDOW)
        acts = (standing.usual @ signs).reshape(n, n, 2)
        ties = {name: np.zeros((n, n)) for name in RELATIONS}
        for name, found in RELATIONS.items():
            for a, b, closeness in found(system):
                if a in numbers and b in numbers:
                    cell = numbers[a], numbers[b]
                    ties[name][cell] = min(ties[name][cell] + closeness, 1.0)
        known = set(system.states)
        states = np.array([name in known for name in standing.countries])
        return cls(
            standing, numbers, states, acts[:, :, 0].copy(), acts[:, :, 1].copy(), ties,
            _seats(standing.countries, system),
        )  # fmt: skip

    def thirds(self, a: int, b: int) -> Ints:
        """States that are neither side."""
        states = self.states.copy()
        states[[a, b]] = False
        return np.flatnonzero(states)

    def km(self, countries: Ints, side: int) -> Floats:
        """From the capitals of countries to that of a side, by the great circle, in kilometres.

        NaN where one of the two is not on file.
        """
        chord = np.linalg.norm(self.seats[countries] - self.seats[side], axis=1)
        along: Floats = 2.0 * EARTH * np.arcsin(np.minimum(chord / 2.0, 1.0))
        return along

    def towards(self, side: int, on: date, days: int) -> Towards:
        """What every country does to a side in so many days, hostile and other."""
        if (side, on, days) not in self.asked:
            self.ask((side,), on, (days,))
        return self.asked[side, on, days]

    def ask(self, sides: Sequence[int], on: date, horizons: Sequence[int]) -> None:
        """Work out what is done to some sides, for several horizons at once."""
        n = len(self.numbers)
        pairs = (np.arange(n) * n + np.array(sides)[:, None]).ravel()
        found = self.standing.totals(pairs, on, horizons)
        for days, means in zip(horizons, found, strict=True):
            chance = self.by_class(means)
            logits = self.logits(chance).reshape(len(sides), n, 2)
            by_side = chance.reshape(len(sides), n, -1)
            for k, side in enumerate(sides):
                self.asked[side, on, days] = Towards(by_side[k], logits[k])

    def usually(self, actor: int, side: int, on: date, days: int) -> Floats:
        """Logits of what one does to a side when nothing of the last days is known."""
        pair = np.array([actor * len(self.numbers) + side])
        found: Floats = self.logits(self.by_class(self.standing.usually(pair, on, days)))[0]
        return found

    def by_class(self, means: Floats) -> Floats:
        """The chance of an act of each class from expected acts by class."""
        rates = self.standing.rates
        return np.stack(
            [any_of(means[:, c], rates.spreads[name][0]) for c, name in enumerate(rates.classes)],
            axis=1,
        )

    def logits(self, chance: Floats) -> Floats:
        """Logits of a hostile act and of another from chances by class; (n, 2)."""
        mask, none = hostile_classes(self.standing.rates.classes), 1.0 - chance
        found = np.stack([1.0 - none[:, kinds].prod(1) for kinds in (mask, ~mask)], axis=1)
        found = np.clip(found, SURE, 1.0 - SURE)
        logits: Floats = np.log(found / (1.0 - found))
        return logits


def _seats(countries: Sequence[str], system: System) -> Floats:
    """Where capitals are, (countries, 3)."""
    seats = [system.world.seat_of.get(name) for name in countries]
    at = np.array([(s.latitude, s.longitude) if s else (np.nan, np.nan) for s in seats])
    north, east = np.radians(at).T
    found: Floats = np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1
    )
    return found


def hostile_classes(classes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which classes are hostile."""
    return np.array([name in HOSTILE for name in classes])
