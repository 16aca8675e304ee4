"""The past that a record does not hold.

A record begins empty, so that on its early days part of what calls events forth is missing,
and its sum rises as the memory fills though events do not. A process fitted without regard
to that is right on average and too low early, too high at the end, where it is asked. With
u(t) the share of the memory before day t that lies before the record, the missing part is
taken to bring events in proportion to what is seen,

    λ(t) = (1 + γ u(t)) (background + past events of the record),

so that it changes no share of any cause, and is gone once the record is as old as the memory.
γ has an exponential prior of mean one; it is nought where nothing is missing, as in a record
that truly began with its first event. Days within the record that no source covers are missing
from the memory of those after them in the same way, and are no days to learn from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints


def unrecorded(age: Ints, memory: int, covered: Floats | None = None) -> Floats:
    """Share of the memory, in days, that a record of this age has not.

    Args:
        age: days since the record began.
        covered: nought for each day of the record, from its first, that it does not cover.

    >>> unrecorded(np.array([0, 73, 365, 400]), 365).tolist()
    [1.0, 0.8, 0.0, 0.0]
    >>> unrecorded(np.array([4, 8]), 4, np.array([1.0, 0, 1, 1, 1, 1, 1, 1, 1])).tolist()
    [0.25, 0.0]
    """
    before = np.maximum(1.0 - age / memory, 0.0)
    if covered is None or covered.all():
        return before
    lost = np.concatenate([[0.0], np.cumsum(1.0 - covered)])
    ends = np.minimum([np.maximum(age - memory, 0), age], len(covered))
    lacking: Floats = before + np.diff(lost[ends], axis=0)[0] / memory
    return lacking


@dataclass(frozen=True, eq=False)
class Begun:
    """The days that are learned from: u, the events, and whether it is covered, of each."""

    share: Floats
    events: Ints
    covered: Floats

    @classmethod
    def of(cls, share: Floats, day: Ints, covered: Floats) -> Begun:
        """The days with these shares, from events numbered by their day."""
        return cls(share, np.bincount(day, minlength=len(share)), covered)

    @property
    def days(self) -> Floats:
        """Number of days that are covered, and the sum of u over them."""
        return np.array([self.covered.sum(), self.share @ self.covered])

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
