"""The past that questions about partners read, and the two passes of every fitting step.

A fact is asked from both ends: question q (x does i to y) and its mirror (y has i done to it
by x). Their pasts are the same contacts seen from either side, so one walk over a row of
counts serves several patterns, and questions and their mirrors: every use of a walk is a
`View`. The tables W[kind asked, (kind of contact, lag)] of mirrored views are turned, "did"
for "was done".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints, Singles
from ramify.reasoning.dynamics._kernels import share_rows, weigh_rows
from ramify.reasoning.dynamics.contacts import Rows


@dataclass(frozen=True, eq=False)
class View:
    """One pattern's use of a walk, for the questions `to` (one for every question walked).

    `given`: it weighs all candidates together, not the true partner. `turn_asked` and
    `turn_read`: the question, the contacts, are seen from their other side.
    """

    pattern: int
    given: bool
    to: Ints
    turn_asked: bool = False
    turn_read: bool = False


@dataclass(frozen=True, eq=False)
class Walk:
    """Rows of counts, walked for two views at a time; questions of a kind share rows."""

    views: tuple[View, ...]
    pair: Ints
    of: Ints
    kind_ptr: Ints
    rows: Rows

    @classmethod
    def over(cls, views: Sequence[View], rows: Rows, kind: Ints, shape: tuple[int, int]) -> Walk:
        """Walk `rows` for questions of these kinds; shape: kinds and cells."""
        n_rows = len(rows.ptr) - 1
        unique, pair = np.unique(kind * n_rows + rows.of, return_inverse=True)
        kind_ptr = np.searchsorted(unique // n_rows, np.arange(shape[0] + 1))
        small = np.uint16 if shape[1] <= 1 << 16 else np.uint32
        packed = Rows(rows.of, rows.ptr, rows.cell.astype(small), rows.value)
        return cls(tuple(views), pair, unique % n_rows, kind_ptr, packed)

    def measure(self, weights: Floats, out: Singles) -> None:
        """Fill out[given, pattern, question] with each row times its pattern's table."""
        r = self.rows
        for two in self._twos():
            tables = self._tables(two, weights.shape, [v.pattern for v in two])
            found = weigh_rows(self.of, self.kind_ptr, r.ptr, r.cell, r.value, weights, tables)
            for view, values in zip(two, found, strict=False):
                out[int(view.given), view.pattern, view.to] = values[self.pair]

    def collect(self, factor: Singles, out: Singles) -> None:
        """Add rows times factor[given, pattern, question] to out[given, pattern]."""
        r, flat = self.rows, out.reshape(-1, *out.shape[2:])
        for two in self._twos():
            total = np.zeros((2, len(self.of)), dtype=np.float32)
            for n, view in enumerate(two):
                mine = factor[int(view.given), view.pattern, view.to]
                total[n] = np.bincount(self.pair, weights=mine, minlength=len(self.of))
            place = [v.given * out.shape[1] + v.pattern for v in two]
            tables = self._tables(two, flat.shape, place)
            share_rows(self.of, self.kind_ptr, r.ptr, r.cell, r.value, total, tables, flat)

    def _twos(self) -> Iterator[tuple[View, ...]]:
        for n in range(0, len(self.views), 2):
            yield self.views[n : n + 2]

    def _tables(self, two: Sequence[View], shape: tuple[int, ...], place: list[int]) -> Ints:
        """What the kernels know of two views; a lone view is followed by itself."""
        _, kinds, cells = shape
        rows = [
            (p, v.turn_asked * (kinds // 2), v.turn_read * (cells // 2))
            for p, v in zip(place, two, strict=True)
        ]
        return np.array([rows[0], rows[-1]])


@dataclass(frozen=True, eq=False)
class DenseWalk:
    """As `Walk`, for rows that nearly every question shares: the world's past, one row a day."""

    view: View
    of: Ints
    kind: Ints
    table: Singles

    @classmethod
    def over(cls, view: View, rows: Rows, kind: Ints, shape: tuple[int, int]) -> DenseWalk:
        n = len(rows.ptr) - 1
        table = np.zeros((n, shape[1]), dtype=np.float32)
        table[np.repeat(np.arange(n), np.diff(rows.ptr)), rows.cell] = rows.value
        return cls(view, rows.of, kind, table)

    def measure(self, weights: Floats, out: Singles) -> None:
        products = self.table @ weights[self.view.pattern].astype(np.float32).T
        out[1, self.view.pattern, self.view.to] = products[self.of, self.kind]

    def collect(self, factor: Singles, out: Singles) -> None:
        n, p, kinds = len(self.table), self.view.pattern, out.shape[2]
        mine = factor[1, p, self.view.to]
        flat = np.bincount(self.kind * n + self.of, weights=mine, minlength=kinds * n)
        out[1, p] += flat.reshape(kinds, n).astype(np.float32) @ self.table
