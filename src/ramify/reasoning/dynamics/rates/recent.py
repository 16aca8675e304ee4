"""What a pair and its two sides have done of late: the counts that a regression reads.

For acts that fade by half in 10 and in 90 days, and for those of the whole record, each as so
many acts in 90 days: the pair's own in the class, hostile and other, the same of the pair the
other way, what the actor does and the target meets in the class, hostile and in all, and what
hostile acts the actor meets and the target does, all at the volume of today. Beside them stand
the expected acts and the usual ones. All go in as logarithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.level import faded
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE

SPANS = (10.0, 90.0, np.inf)
"""Half-lives in days; infinity is the whole record."""
COVARIATES = 2 + 14 * len(SPANS)
LEAST = 0.1
"""Acts added to every count before its logarithm."""
IN_DAYS = 90.0


@dataclass(frozen=True, eq=False)
class RecentCounts:
    """Faded acts before a day, by span, actor, target and class."""

    tables: tuple[Floats, ...]
    hostile: Floats

    @classmethod
    def of(cls, panel: Panel, volume: Sequence[float]) -> RecentCounts:
        """The acts of a panel at the volume of today.

        Args:
            volume: acts a day of each class by today's level. Acts of every span are scaled to as
                many, hostile ones and others apart, for newswires swell and shrink: else all
                pairs would look busy in a month in which there are fewer acts than before.
        """
        n, hostile = len(panel.countries), np.array([name in HOSTILE for name in panel.classes])
        found = tuple(_scaled(table, hostile, volume).reshape(n, n, -1) for table in of_late(panel))
        return cls(found, hostile)

    def covariates(self, pairs: Ints, means: Floats, usual: Floats) -> Floats:
        """Shape (pairs, classes, `COVARIATES`), in single precision.

        Args:
            means: acts expected of these pairs in 30 days, by class; `usual` likewise.
        """
        n, kinds = len(self.tables[0]), means.shape[1]
        a, b = pairs // n, pairs % n
        found: NDArray[Any] = np.empty((len(pairs), kinds, COVARIATES), dtype=np.float32)
        found[:, :, 0], found[:, :, 1] = np.log(means + 1e-4), np.log(usual + 1e-4)
        columns = (column for sums in self._sums for column in sums.columns(a, b))
        for place, column in enumerate(columns, start=2):
            found[:, :, place] = np.log(column + LEAST)
        return found

    @cached_property
    def _sums(self) -> tuple[_Sums, ...]:
        return tuple(_Sums(table, self.hostile) for table in self.tables)


def of_late(panel: Panel) -> tuple[Floats, ...]:
    """Acts in 90 days by span, pair and class, those of age d counted 2^(−d / span) times.

    A day that is not covered counts as one of the next longer span, of the whole record in the end.
    """
    age = np.arange(panel.stop - panel.first, 0, -1)
    daily, found = panel.tally() / max(panel.covered.sum(), 1.0), []
    for span in reversed(SPANS):
        weight = faded(age, span)
        lost = float(weight @ (1.0 - panel.covered))
        table = panel.tally(faded(panel.stop - panel.day, span)) + lost * daily
        daily = table / weight.sum()
        found.append(daily * IN_DAYS)
    return tuple(reversed(found))


def _scaled(table: Floats, hostile: NDArray[np.bool_], volume: Sequence[float]) -> Floats:
    """Acts by pair and class, hostile ones and others scaled to what all pairs have today."""
    now, then = np.asarray(volume) * IN_DAYS, table.sum(0)
    factor = np.ones(len(now))
    for sign in (hostile, ~hostile):
        factor[sign] = (now[sign].sum() + LEAST) / (then[sign].sum() + LEAST)
    return table * factor


class _Sums:
    """One span's acts (actor, target, class), and their sums over classes and sides."""

    def __init__(self, acts: Floats, hostile: Floats) -> None:
        self.acts, self.hostile = acts, acts @ hostile.astype(float)
        self.other = acts.sum(2) - self.hostile
        self.done, self.met = acts.sum(1), acts.sum(0)

    def columns(self, a: Ints, b: Ints) -> Iterator[Floats]:
        """By pair and class, or by pair alone where all classes have the same."""
        for one, two in ((a, b), (b, a)):
            yield self.acts[one, two]
            yield self.hostile[one, two, None]
            yield self.other[one, two, None]
        yield self.done[a]
        yield self.met[b]
        done, met = self.hostile.sum(1), self.hostile.sum(0)
        for column in (done[a], met[b], met[a], done[b], self.done[a].sum(1), self.met[b].sum(1)):
            yield column[:, None]
