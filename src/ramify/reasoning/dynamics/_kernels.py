# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels of both models, cached on disk so that only the first run pays.

Plain loops over integer arrays. Rows are built in two passes (count, then fill) so that
every chunk of rows can be filled by its own thread without locks.
"""

from __future__ import annotations

import os

import numpy as np
from numba import njit, prange

CHUNKS = 16
# Threads that wait for work sleep: left to spin, they cost a small fit half its CPU time.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@njit(cache=True)
def _count(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, length):
    seen = np.full(n_cells, -1, np.int64)
    for q in range(lo, hi):
        g, n = group[q], 0
        if g >= 0:
            for e in range(ptr[g], ptr[g + 1]):
                if day[e] >= when[q]:
                    break
                lag = lags[when[q] - day[e]]
                if lag < 0:  # Nearer than the first bin.
                    continue
                f = kind[e] * n_lags + lag
                if seen[f] != q:
                    seen[f] = q
                    n += 1
        length[q] = n


@njit(cache=True)
def _fill(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, start, cell, value):
    at = np.full(n_cells, -1, np.int64)
    for q in range(lo, hi):
        g, m = group[q], start[q]
        if g < 0:
            continue
        for e in range(ptr[g], ptr[g + 1]):
            if day[e] >= when[q]:
                break
            lag = lags[when[q] - day[e]]
            if lag < 0:
                continue
            f = kind[e] * n_lags + lag
            if at[f] < start[q]:
                at[f] = m
                cell[m] = f
                value[m] = 0.0
                m += 1
            value[at[f]] += 1.0


@njit(cache=True, parallel=True)
def history_rows(ptr, kind, day, group, when, lags, n_lags, n_cells):
    """Sparse counts by (kind, lag bin) of what each group saw before each day."""
    n = len(group)
    length = np.zeros(n, np.int64)
    for c in prange(CHUNKS):
        lo, hi = n * c // CHUNKS, n * (c + 1) // CHUNKS
        _count(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, length)
    start = np.zeros(n + 1, np.int64)
    start[1:] = np.cumsum(length)
    cell = np.empty(start[n], np.int32)
    value = np.empty(start[n], np.float32)
    for c in prange(CHUNKS):
        lo, hi = n * c // CHUNKS, n * (c + 1) // CHUNKS
        _fill(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, start, cell, value)
    return start, cell, value


@njit(cache=True, parallel=True, fastmath={"reassoc"})
def dot_rows(of, kind, ptr, cell, value, weights):
    """For every query the sum of its row times the weights of its kind."""
    out = np.empty(len(of))
    for q in prange(len(of)):
        row = slice(ptr[of[q]], ptr[of[q] + 1])
        at, count, mine = cell[row], value[row], weights[kind[q]]
        total = 0.0
        for z in range(len(at)):
            total += count[z] * mine[np.uint32(at[z])]  # Unsigned: no cell counts from the end.
        out[q] = total
    return out


@njit(cache=True, parallel=True)
def add_rows(of, kind_ptr, ptr, cell, value, factor, n_cells):
    """Sum rows times factors by the kind of their query; queries are in order of kind."""
    n_kinds = len(kind_ptr) - 1
    out = np.zeros((n_kinds, n_cells))
    for k in prange(n_kinds):
        mine = out[k]
        for q in range(kind_ptr[k], kind_ptr[k + 1]):
            row = slice(ptr[of[q]], ptr[of[q] + 1])
            at, count, times = cell[row], value[row], factor[q]
            for z in range(len(at)):
                mine[np.uint32(at[z])] += times * count[z]
    return out


@njit(cache=True)
def _turned(tables, k, view):
    table, turn = tables[view[0], (k + view[1]) % tables.shape[1]], view[2]
    return np.concatenate((table[turn:], table[:turn])).astype(np.float32)


@njit(cache=True, parallel=True, fastmath=True)
def weigh_rows(of, kind_ptr, ptr, cell, value, weights, views):
    """Every question's row times two tables at its kind, shape (2, questions).

    views (2, 3): the table among `weights` (tables, kinds, cells), and how far its kinds and
    its cells are turned.
    """
    out = np.empty((2, len(of)), np.float32)
    for k in prange(len(kind_ptr) - 1):
        if kind_ptr[k] == kind_ptr[k + 1]:
            continue
        first, second = _turned(weights, k, views[0]), _turned(weights, k, views[1])
        for q in range(kind_ptr[k], kind_ptr[k + 1]):
            row = slice(ptr[of[q]], ptr[of[q] + 1])
            at, count = cell[row], value[row]
            a = b = np.float32(0.0)
            for z in range(len(at)):
                a += count[z] * first[at[z]]
                b += count[z] * second[at[z]]
            out[0, q], out[1, q] = a, b
    return out


@njit(cache=True, parallel=True, fastmath=True)
def share_rows(of, kind_ptr, ptr, cell, value, factor, views, out):
    """Add rows times factors (2, questions) to `out` (tables, kinds, cells); views as above.

    Every kind is counted by one thread: two views of one table must turn to different kinds.
    A complex number carries both counts of a cell, so that each is touched once.
    """
    kinds, cells = out.shape[1:]
    for k in prange(kinds):
        if kind_ptr[k] == kind_ptr[k + 1]:
            continue
        both = np.zeros(cells, np.complex64)
        for q in range(kind_ptr[k], kind_ptr[k + 1]):
            row = slice(ptr[of[q]], ptr[of[q] + 1])
            at, count = cell[row], value[row]
            two = np.complex64(complex(factor[0, q], factor[1, q]))
            for z in range(len(at)):
                both[at[z]] += count[z] * two
        for v in range(2):
            total = both.real if v == 0 else both.imag
            table, turn = out[views[v, 0], (k + views[v, 1]) % kinds], views[v, 2]
            table[turn:] += total[: cells - turn]
            table[:turn] += total[cells - turn :]


@njit(cache=True, parallel=True)
def free_step(events, exposure, mean, shape, out):
    """Gamma M step of every cell, (shape + events) / (shape / mean + exposure), into `out`.

    Returns the log prior of the new weights, counted from the prior's mean (0 there).
    """
    n_kinds, n_cells = events.shape
    prior = np.zeros(n_kinds)
    for k in prange(n_kinds):
        total = 0.0
        for c in range(n_cells):
            if exposure[k, c] == 0.0 and events[k, c] == 0.0:
                out[k, c] = mean[k, c]
            else:
                ratio = (shape + events[k, c]) / (shape + exposure[k, c] * mean[k, c])
                out[k, c] = ratio * mean[k, c]
                total += shape * (np.log(ratio) - ratio + 1.0)
        prior[k] = total
    return prior.sum()


@njit(cache=True)
def _weighted_count(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, length):
    seen = np.full(n_cells, -1, np.int64)
    reach = len(lags) - 1
    for q in range(lo, hi):
        g, n = group[q], 0
        if g >= 0:
            first = ptr[g] + np.searchsorted(day[ptr[g] : ptr[g + 1]], when[q] - reach)
            for e in range(first, ptr[g + 1]):
                if day[e] >= when[q]:
                    break
                lag = lags[when[q] - day[e]]
                if lag < 0:  # Nearer than the first bin.
                    continue
                f = kind[e] * n_lags + lag
                if seen[f] != q:
                    seen[f] = q
                    n += 1
        length[q] = n


@njit(cache=True)
def _weighted_fill(
    ptr, kind, weight, day, group, when, lags, n_lags, lo, hi, n_cells, start, cell, value
):  # fmt: skip
    at = np.full(n_cells, -1, np.int64)
    reach = len(lags) - 1
    for q in range(lo, hi):
        g, m = group[q], start[q]
        if g < 0:
            continue
        first = ptr[g] + np.searchsorted(day[ptr[g] : ptr[g + 1]], when[q] - reach)
        for e in range(first, ptr[g + 1]):
            if day[e] >= when[q]:
                break
            lag = lags[when[q] - day[e]]
            if lag < 0:
                continue
            f = kind[e] * n_lags + lag
            if at[f] < start[q]:
                at[f] = m
                cell[m] = f
                value[m] = 0.0
                m += 1
            value[at[f]] += weight[e]


@njit(cache=True, parallel=True)
def weighted_rows(ptr, kind, weight, day, group, when, lags, n_lags, n_cells):
    """As `history_rows`, of weighted events and no further back than `lags` reaches."""
    n = len(group)
    length = np.zeros(n, np.int64)
    for c in prange(CHUNKS):
        lo, hi = n * c // CHUNKS, n * (c + 1) // CHUNKS
        _weighted_count(ptr, kind, day, group, when, lags, n_lags, lo, hi, n_cells, length)
    start = np.zeros(n + 1, np.int64)
    start[1:] = np.cumsum(length)
    cell = np.empty(start[n], np.int32)
    value = np.empty(start[n], np.float32)
    for c in prange(CHUNKS):
        lo, hi = n * c // CHUNKS, n * (c + 1) // CHUNKS
        _weighted_fill(
            ptr, kind, weight, day, group, when, lags, n_lags, lo, hi, n_cells,
            start, cell, value,
        )  # fmt: skip
    return start, cell, value
