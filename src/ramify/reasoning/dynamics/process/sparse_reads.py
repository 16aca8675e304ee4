"""What events read of the past, and the two things every fitting step does with it.

For weights W of shape (kinds, cells), a query of kind i whose row of counts is n measures
n · W[i]; and a factor for every query is collected into Σ_q factor_q n_q by kind. Queries
of one kind that share a row are computed once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics._kernels import add_rows, dot_rows
from ramify.reasoning.dynamics.contacts import Rows


@dataclass(frozen=True, eq=False)
class SparseReads:
    """Reads over sparse rows; `pair[q]` is the (kind, row) combination of query q."""

    pair: NDArray[np.int32]
    kind: NDArray[np.int32]
    kind_ptr: Ints
    rows: Rows
    n_cells: int

    @classmethod
    def of(cls, rows: Rows, kind: Ints, n_kinds: int, n_cells: int) -> SparseReads:
        n_rows = len(rows.ptr) - 1
        unique, pair = np.unique(kind * n_rows + rows.of, return_inverse=True)
        kinds = unique // n_rows
        used = Rows(unique % n_rows, rows.ptr, rows.cell, rows.value)
        ptr = np.searchsorted(kinds, np.arange(n_kinds + 1))
        return cls(pair.astype(np.int32), kinds.astype(np.int32), ptr, used, n_cells)

    def measure(self, weights: Floats) -> Floats:
        """n_q · W[kind of q] of every query."""
        r = self.rows
        dots: Floats = dot_rows(r.of, self.kind, r.ptr, r.cell, r.value, weights)
        return dots[self.pair]

    def collect(self, factor: Floats) -> Floats:
        """Σ_q factor_q n_q, by kind: shape (kinds, cells)."""
        r = self.rows
        total = np.bincount(self.pair, weights=factor, minlength=len(r.of))
        out: Floats = add_rows(r.of, self.kind_ptr, r.ptr, r.cell, r.value, total, self.n_cells)
        return out
