"""What third states stand on when something happens: usual dealings and relations, on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.process.relations import RELATIONS
from ramify.reasoning.dynamics.rates.counts import any_of
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.world.system import System

WINDOW = 30


@dataclass(frozen=True, eq=False)
class Ground:
    """Usual acts in 30 days by actor and target, hostile and other, and ties, of n countries.

    Args:
        states: which of the countries are states.
        ties: for every relation of the standing system how closely a row is tied to a column.
    """

    standing: Footing
    numbers: Mapping[str, int]
    states: NDArray[np.bool_]
    hostile: Floats
    other: Floats
    ties: Mapping[str, Floats]
    asked: dict[tuple[int, date, int], Floats] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, standing: Footing, system: System) -> Ground:
        """What an answer stands on, and the system on the day."""
        n = len(standing.countries)
        numbers = {name: place for place, name in enumerate(standing.countries)}
        mask = hostile_classes(standing.rates.classes)
        acts = standing.usual.reshape(n, n, -1) * WINDOW
        ties = {name: np.zeros((n, n)) for name in RELATIONS}
        for name, found in RELATIONS.items():
            for a, b, closeness in found(system):
                if a in numbers and b in numbers:
                    cell = numbers[a], numbers[b]
                    ties[name][cell] = min(ties[name][cell] + closeness, 1.0)
        known = set(system.states)
        states = np.array([name in known for name in standing.countries])
        return cls(
            standing, numbers, states, acts[:, :, mask].sum(2), acts[:, :, ~mask].sum(2), ties
        )

    def thirds(self, a: int, b: int) -> Ints:
        """States that are neither side."""
        states = self.states.copy()
        states[[a, b]] = False
        return np.flatnonzero(states)

    def usual_logits(self, side: int, on: date, days: int) -> Floats:
        """Logits of the usual chances of every country towards a side, hostile and other."""
        if (side, on, days) not in self.asked:
            self.ask(side, on, (days,))
        return self.asked[side, on, days]

    def ask(self, side: int, on: date, horizons: Sequence[int]) -> None:
        """Work out the usual logits towards a side for several horizons at once."""
        n = len(self.numbers)
        pairs = np.arange(n) * n + side
        found = self.standing.by_day(pairs, on, max(horizons))
        for days in horizons:
            chance = self.chances(found[:, :days].sum(1))
            self.asked[side, on, days] = np.log(chance / (1.0 - chance))

    def chances(self, means: Floats) -> Floats:
        """The chance of a hostile act, and of another, from expected acts by class; (n, 2)."""
        rates = self.standing.rates
        mask = hostile_classes(rates.classes)
        none = np.stack(
            [1.0 - any_of(means[:, c], rates.spreads[name][0])
             for c, name in enumerate(rates.classes)]
        )  # fmt: skip
        found: Floats = np.stack([1.0 - none[mask].prod(0), 1.0 - none[~mask].prod(0)], axis=1)
        return np.clip(found, 1e-6, 1.0 - 1e-6)


def hostile_classes(classes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which classes are hostile."""
    return np.array([name in HOSTILE for name in classes])
