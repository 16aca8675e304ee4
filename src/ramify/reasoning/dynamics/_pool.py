"""Weights held to a product: row rate × column share × level of the pair of kinds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHAPE = 0.05
SWEEPS = 2


@dataclass(eq=False)
class Pool:
    """m[i, j, b] = row[i, b] · column[j, b] · level[class(i, j), b].

    The class of a pair of kinds is *same*, *mirrored* (did and was done to) or *other*,
    whose level is 1. Rows and columns have gamma priors around their starting values.
    """

    row: Floats
    column: Floats
    same: Floats
    mirrored: Floats
    origin: Floats

    @classmethod
    def at(cls, weights: Floats, n_kinds: int, n_lags: int) -> Pool:
        """The pool whose product is these weights (equal in every column)."""
        row = weights.reshape(n_kinds, n_kinds, n_lags)[:, 0].copy()
        ones = np.ones((n_kinds, n_lags))
        return cls(row, ones, np.ones(n_lags), np.ones(n_lags), row.copy())

    @property
    def mean(self) -> Floats:
        """The product, shape (I, I·B)."""
        table = self.row[:, None, :] * self.column[None, :, :]
        same, mirror = self._pairs()
        table[same] *= self.same
        table[mirror] *= self.mirrored
        return table.reshape(len(self.row), -1)

    def _pairs(self) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        kinds = np.arange(len(self.row))
        return (kinds, kinds), (kinds, (kinds + len(kinds) // 2) % len(kinds))

    def update(self, events: Floats, exposure: Floats) -> Floats:
        """Raise the surrogate by turns in rows, columns and levels; returns the product."""
        kinds, lags = self.row.shape
        n, e = events.reshape(kinds, kinds, lags), exposure.reshape(kinds, kinds, lags)
        pairs, levels = self._pairs(), (self.same, self.mirrored)
        for _ in range(SWEEPS):
            by_row = np.einsum("ijb,jb->ib", e, self.column)
            for (i, j), level in zip(pairs, levels, strict=True):
                by_row[i] += e[i, j] * (level - 1.0) * self.column[j]
            self.row = (SHAPE + n.sum(1)) / (SHAPE / self.origin + by_row)
            by_column = np.einsum("ijb,ib->jb", e, self.row)
            for (i, j), level in zip(pairs, levels, strict=True):
                by_column[j] += e[i, j] * (level - 1.0) * self.row[i]
            self.column = (SHAPE + n.sum(0)) / (SHAPE + by_column)
            for (i, j), level in zip(pairs, levels, strict=True):
                base = (e[i, j] * self.row[i] * self.column[j]).sum(0)
                level[:] = (SHAPE + n[i, j].sum(0)) / (SHAPE + base)
        return self.mean

    def log_prior(self) -> float:
        """Gamma log priors of rows (mean: where they started), columns and levels (mean 1)."""
        ratio = self.row / self.origin
        total = SHAPE * (np.log(self.row) - ratio).sum()
        for free in (self.column, self.same, self.mirrored):
            total += SHAPE * (np.log(free) - free).sum()
        return float(total)
