"""What the acts of a pair's last days bring about: more of the pair's own, and answers.

    λ(ab, c, t) = r(ab, c) + Σ over patterns, classes c' and lag bins of
                  W[pattern, c, c', bin] · acts of class c' in the bin,

where *repeat* reads the acts of the pair itself and *return* those of the pair the other way.
Lag bins end after `LAGS[-1] - 1` days: what lasts longer is level, by definition.

The kernels are imported where they run: an answer without a record needs none of them, and
compiling takes longer than answering.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.panel import Panel

LAGS = (1, 2, 3, 5, 8, 15, 31)
"""First day of each lag bin, and one past the longest."""
MEMORY, BINS = LAGS[-1] - 1, len(LAGS) - 1
PATTERNS = ("repeat", "return")
_ONE_AT_A_TIME = Lock()
"""Held while a kernel runs: it takes all cores itself, and not every way in which it may do so
can be entered twice."""
PRIOR = 1.0
"""Shape of the gamma prior of each cell of W, in acts."""


def bin_of_lag() -> Ints:
    """For every lag in days the number of its bin; lag 0 has none."""
    return np.searchsorted(LAGS, np.arange(MEMORY + 1), side="right") - 1


def lag_days() -> Floats:
    """Days in each lag bin."""
    return np.diff(LAGS).astype(float)


@dataclass(frozen=True, eq=False)
class Exciters:
    """The acts to explain, in order of their class, and what each may have been brought by.

    `slot` is a pair and day; `rows` holds for either pattern the past of every slot.
    """

    panel: Panel
    order: Ints
    slot: Ints
    kind: Ints
    kind_ptr: Ints
    rows: tuple[tuple[Ints, Ints, Floats], ...]

    @classmethod
    def of(cls, panel: Panel, first: int) -> Exciters:
        """The acts of days that are learned from, from `first` on, with the past of each."""
        learned = learned_days(panel.covered, first - panel.first)
        late = np.flatnonzero(learned[panel.day - panel.first])
        order = late[np.argsort(panel.kind[late], kind="stable")]
        days = panel.stop - panel.first + 1
        stamp = panel.pair[order] * days + panel.day[order] - panel.first
        slots, slot = np.unique(stamp, return_inverse=True)
        pair, when = slots // days, slots % days + panel.first
        kind = panel.kind[order]
        kind_ptr = np.searchsorted(kind, np.arange(len(panel.classes) + 1))
        rows = tuple(_past(panel, group, when) for group in (pair, panel.reverse[pair]))
        return cls(panel, order, slot, kind, kind_ptr, rows)

    def excited(self, weights: Floats) -> Floats:
        """What W adds to the intensity of every act."""
        from ramify.reasoning.dynamics import _kernels

        found = np.zeros(len(self.slot))
        for rows, table in zip(self.rows, weights, strict=True):
            with _ONE_AT_A_TIME:
                found += _kernels.dot_rows(self.slot, self.kind, *rows, table)
        return found

    def shared(self, weights: Floats, intensity: Floats) -> Floats:
        """Acts that each cell of W is taken to have brought, shape of W."""
        from ramify.reasoning.dynamics import _kernels

        factor = self.panel.count[self.order] / intensity
        cells = weights.shape[2]
        with _ONE_AT_A_TIME:
            sums = [
                _kernels.add_rows(self.slot, self.kind_ptr, *rows, factor, cells)
                for rows in self.rows
            ]
        return np.stack(sums) * weights


def _past(panel: Panel, group: Ints, when: Ints) -> tuple[Ints, Ints, Floats]:
    from ramify.reasoning.dynamics import _kernels  # An answer whose level was kept needs none.

    ptr = np.searchsorted(panel.pair, np.arange(panel.shape[0] + 1))
    lags, cells = bin_of_lag(), len(panel.classes) * BINS
    with _ONE_AT_A_TIME:
        found: tuple[Ints, Ints, Floats] = _kernels.weighted_rows(
            ptr, panel.kind, panel.count, panel.day, group, when, lags, BINS, cells
        )
    return found


def learned_days(covered: Floats, skipped: int = MEMORY) -> Floats:
    """One for each day that is learned from, nought for the others.

    Those are the days after the first `skipped` that are covered, and of whose last 30 no more
    than half are not: what happened in a gap may have brought what came after it.

    >>> gap = np.repeat([1.0, 0.0, 1.0], [40, 20, 30])
    >>> np.flatnonzero(np.diff(learned_days(gap, 10))).tolist()
    [9, 39, 74]
    """
    lost = np.concatenate([[0.0], np.cumsum(1.0 - covered)])
    before = lost[:-1] - lost[np.maximum(np.arange(len(covered)) - MEMORY, 0)]
    found: Floats = covered * (before <= MEMORY / 2)
    found[:skipped] = 0.0
    return found


def exposure(panel: Panel, first: int) -> Floats:
    """Days learned from on which the acts of each class and lag bin could bring others."""
    found = np.zeros((len(panel.classes), BINS))
    learned = learned_days(panel.covered, first - panel.first)
    so_far = np.concatenate([[0.0], np.cumsum(learned)])
    for n in range(BINS):
        begin, end = (np.minimum(panel.day + lag, panel.stop) for lag in (LAGS[n], LAGS[n + 1]))
        days = so_far[end - panel.first] - so_far[begin - panel.first]
        found[:, n] = np.bincount(panel.kind, panel.count * days, minlength=len(panel.classes))
    return found.ravel()


def maximised(brought: Floats, exposed: Floats) -> Floats:
    """W from the acts that each cell brought: (s + N) / (s / m + exposure).

    m is pooled by pattern and lag bin.
    """
    kinds = brought.shape[1]
    acts = brought.reshape(2, kinds, kinds, BINS).sum((1, 2))
    days = kinds * exposed.reshape(kinds, BINS).sum(0)
    mean = np.tile(np.maximum(acts, 1e-9) / np.maximum(days, 1.0), (1, kinds))
    found: Floats = (PRIOR + brought) / (PRIOR / mean[:, None, :] + exposed)
    return found


def offspring(weights: Floats) -> Floats:
    """Acts of class c that one of class c' brings in all, shape (patterns, c, c')."""
    kinds = weights.shape[1]
    found: Floats = weights.reshape(2, kinds, kinds, BINS) @ lag_days()
    return found
