"""Weights held to a product: row rate × column share × level of the pair of kinds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints

SHAPE = 0.05
SWEEPS = 2


@dataclass(eq=False)
class Pool:
    """m[i, j, b] = row[i, b] · column[j, b] · level[class(i, j), b].

    The class of a pair of kinds is *same*, *mirrored* (did and was done to, where kinds are
    doubled) or *other*, whose level is 1. Rows and columns have gamma
    priors around their starting values.
    """

    row: Floats
    column: Floats
    same: Floats
    mirrored: Floats
    origin: Floats
    doubled: bool = True

    @classmethod
    def at(cls, weights: Floats, n_kinds: int, n_lags: int, doubled: bool = True) -> Pool:
        """The pool whose product is these weights (equal in every column)."""
        row = weights.reshape(n_kinds, n_kinds, n_lags)[:, 0].copy()
        ones = np.ones((n_kinds, n_lags))
        return cls(row, ones, np.ones(n_lags), np.ones(n_lags), row.copy(), doubled)

    @property
    def mean(self) -> Floats:
        """The product, shape (I, I·B)."""
        table = self.row[:, None, :] * self.column[None, :, :]
        for (i, j), level in self._levels():
            table[i, j] *= level
        return table.reshape(len(self.row), -1)

    def _levels(self) -> list[tuple[tuple[Ints, Ints], Floats]]:
        kinds = np.arange(len(self.row))
        found = [((kinds, kinds), self.same)]
        if self.doubled:
            found.append(((kinds, (kinds + len(kinds) // 2) % len(kinds)), self.mirrored))
        return found

    def update(self, events: Floats, exposure: Floats) -> Floats:
        """Raise the surrogate by turns in rows, columns and levels; returns the product."""
        kinds, lags = self.row.shape
        n, e = events.reshape(kinds, kinds, lags), exposure.reshape(kinds, kinds, lags)
        n_row, n_column = n.sum(1, dtype=float), n.sum(0, dtype=float)
        for _ in range(SWEEPS):
            by_row = np.einsum("ijb,jb->ib", e, self.column)
            for (i, j), level in self._levels():
                by_row[i] += e[i, j] * (level - 1.0) * self.column[j]
            self.row = (SHAPE + n_row) / (SHAPE / self.origin + by_row)
            by_column = np.einsum("ijb,ib->jb", e, self.row)
            for (i, j), level in self._levels():
                by_column[j] += e[i, j] * (level - 1.0) * self.row[i]
            self.column = (SHAPE + n_column) / (SHAPE + by_column)
            for (i, j), level in self._levels():
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
