"""The past that a record does not hold.

A record begins empty, so that on its early days part of what calls events forth is missing,
and its sum rises as the memory fills though events do not. A process fitted without regard
to that is right on average and too low early, too high at the end, where it is asked. With
u(t) the share of the memory before day t that lies before the record, the missing part is
taken to bring events in proportion to what is seen,

    λ(t) = (1 + γ u(t)) (background + past events of the record),

so that it changes no share of any cause, and is gone once the record is as old as the memory.
γ has an exponential prior of mean one; it is nought where nothing is missing, as in a record
that truly began with its first event.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints


def unrecorded(age: Ints, memory: int) -> Floats:
    """Share of the memory, in days, that lies before a record of this age.

    >>> unrecorded(np.array([0, 73, 365, 400]), 365).tolist()
    [1.0, 0.8, 0.0, 0.0]
    """
    return np.maximum(1.0 - age / memory, 0.0)


@dataclass(frozen=True, eq=False)
class Begun:
    """The days that are learned from: u, and the events, of each."""

    share: Floats
    events: Ints

    @classmethod
    def of(cls, share: Floats, day: Ints) -> Begun:
        """The days with these shares, from events numbered by their day."""
        return cls(share, np.bincount(day, minlength=len(share)))

    @property
    def days(self) -> Floats:
        """Number of days, and the sum of u over them."""
        return np.array([len(self.share), self.share.sum()])

    def level(self, expected: float) -> float:
        """γ of the greatest posterior, given the events that γ = 1 would add to those expected."""
        from scipy.optimize import brentq

        def slope(level: float) -> float:
            brought = self.events * self.share / (1.0 + level * self.share)
            return float(brought.sum()) - expected - 1.0

        if slope(0.0) <= 0:
            return 0.0
        return float(brentq(slope, 0.0, float(self.events.sum()) + 1.0))

    def log_level(self, level: float) -> float:
        """What γ adds to the log intensities of all events."""
        return float((self.events * np.log1p(level * self.share)).sum())
