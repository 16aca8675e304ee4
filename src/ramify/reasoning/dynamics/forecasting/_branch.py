# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: the offspring of events, by thinning (see `simulation.py`).

An event of kind j proposes Poisson(total[j]) children: pattern, lag bin and action come
from one cumulative table, the day is uniform in the bin. A child past the end of the window
is thinned out, and so is one whose pattern finds nobody to link.
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _grow(table):
    bigger = np.empty((len(table) * 2, table.shape[1]), table.dtype)
    bigger[: len(table)] = table
    return bigger


@njit(cache=True, nogil=True)
def branch(
    seeds, stop, seed, total, cumulative, first_lag, lag_days, code, lists, list_ptr, other,
    heavy, limit,
):  # fmt: skip
    """Grow every seed's descendants up to, not including, day `stop`; threads may run at once.

    seeds: (n, 5) rows of actor, action, target, day, future. Events are returned as rows of
    actor, action, target, day, future, generation, parent row, pattern; seeds come first.
    code: (P, 4) roles of actor and target (0 source, 1 target, 2 neighbour), which lists
    (-1 none), of whom. lists: (L, n) numbers of the actors' lists at the start of the window;
    number r is of the neighbours `other` from list_ptr[r] on, with their weights added up.
    """
    np.random.seed(seed)
    n = len(seeds)
    events = np.empty((2 * n, 8), np.int64)
    events[:n, :5] = seeds
    events[:n, 5] = 0
    events[:n, 6:] = -1
    n_lags, n_kinds = len(lag_days), len(total)
    at = 0
    while at < n and n < limit:
        kind = events[at, 1]
        for _ in range(np.random.poisson(total[kind])):
            cell = np.searchsorted(cumulative[kind], np.random.random() * total[kind])
            p = cell // (n_lags * n_kinds)
            lag_bin = (cell // n_kinds) % n_lags
            lag = first_lag[lag_bin] + int(np.random.random() * lag_days[lag_bin])
            day = events[at, 3] + lag
            if day >= stop:
                continue
            ends = (events[at, 0], events[at, 2])
            third = -1
            if code[p, 2] >= 0:
                row = lists[code[p, 2], ends[code[p, 3]]]
                lo, hi = list_ptr[row], list_ptr[row + 1]
                if lo == hi:
                    continue
                u = np.random.random()
                third = other[min(lo + np.searchsorted(heavy[lo:hi], u), hi - 1)]
                if third == ends[0] or third == ends[1]:
                    continue
            if n == len(events):
                events = _grow(events)
            events[n, 0] = third if code[p, 0] == 2 else ends[code[p, 0]]
            events[n, 1] = cell % n_kinds
            events[n, 2] = third if code[p, 1] == 2 else ends[code[p, 1]]
            events[n, 3] = day
            events[n, 4] = events[at, 4]
            events[n, 5] = events[at, 5] + 1
            events[n, 6] = at
            events[n, 7] = p
            n += 1
        at += 1
    return events[:n], at < n
