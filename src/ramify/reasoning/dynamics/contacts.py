"""Contacts: every event seen from both of its ends.

An event (a, k, b, t) is a contact of a with b of type k, and of b with a of type k + K:
"did k" and "was done k to" are two marks of one table, so *repeat* and *return*, object and
subject questions are read by the same code. Time since a contact falls in one of the lag
bins of :data:`LAG_EDGES`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Ints
from ramify.reasoning.dynamics._kernels import history_rows
from ramify.reasoning.dynamics.stream import Stream

LAG_EDGES: tuple[int, ...] = (1, 2, 3, 5, 8, 15, 31, 61, 121)
"""First day of each lag bin; the last bin is open. Days of lag 0 never count."""


def lag_lookup(edges: tuple[int, ...], longest: int) -> Ints:
    """The bin of every lag from 0 to `longest` days.

    >>> lag_lookup((1, 2, 4), 5).tolist()
    [-1, 0, 1, 1, 2, 2]
    """
    return np.searchsorted(np.asarray(edges), np.arange(longest + 1), side="right") - 1


@dataclass(frozen=True, eq=False)
class Contacts:
    """Contacts in order of day: `near` meets `far` through the doubled action `kind`."""

    near: Ints
    kind: Ints
    far: Ints
    day: Ints

    @classmethod
    def of(cls, stream: Stream) -> Contacts:
        n_actions = len(stream.actions)
        near = np.concatenate([stream.subject, stream.object])
        far = np.concatenate([stream.object, stream.subject])
        kind = np.concatenate([stream.action, stream.action + n_actions])
        day = np.concatenate([stream.day, stream.day])
        order = np.argsort(day, kind="stable")
        return cls(near[order], kind[order], far[order], day[order])


@dataclass(frozen=True, eq=False)
class Rows:
    """Sparse non-negative rows: row r holds `value[ptr[r]:ptr[r+1]]` at `cell[...]`.

    `of[q]` is the row of query q, so queries that read the same past share one row.
    """

    of: Ints
    ptr: Ints
    cell: NDArray[np.int32]
    value: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Index:
    """Contacts grouped by an integer key, in order of day within a key."""

    keys: Ints
    ptr: Ints
    kind: Ints
    day: Ints

    @classmethod
    def by(cls, keys: Ints, contacts: Contacts) -> Index:
        order = np.argsort(keys, kind="stable")
        unique, start = np.unique(keys[order], return_index=True)
        ptr = np.append(start, len(keys)).astype(np.int64)
        return cls(unique, ptr, contacts.kind[order], contacts.day[order])

    def find(self, keys: Ints) -> Ints:
        """The group of each key, -1 where there is none."""
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def rows(self, keys: Ints, day: Ints, lags: Ints, n_lags: int, n_kinds: int) -> Rows:
        """How many contacts of each (kind, lag bin) each key had before its day."""
        group, when, of = _distinct(self.find(keys), day)
        ptr, cell, value = history_rows(
            self.ptr, self.kind, self.day, group, when, lags, n_lags, n_lags * n_kinds
        )
        return Rows(of, ptr, cell, value)


def _distinct(group: Ints, day: Ints) -> tuple[Ints, Ints, Ints]:
    span = int(day.max()) + 1 if len(day) else 1
    pair, of = np.unique((group + 1) * span + day, return_inverse=True)
    return pair // span - 1, pair % span, of.astype(np.int64)
