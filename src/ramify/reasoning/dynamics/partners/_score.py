# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels: the score of every candidate of one question (see `scorer.py`).

Scores and weights are single precision: seven digits are far more than the parameters have.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from ramify.reasoning.dynamics.partners._spokesmen import spread

BLOCK = 16


class PartnerTally(NamedTuple):
    """Contacts before a day, added up by (kind, lag bin) within every partner met.

    Partner (seat) `far[r]` has the cells `cell[ptr[r]:ptr[r + 1]]`, `count` contacts each.
    """

    far: Any
    ptr: Any
    cell: Any
    count: Any


@njit(cache=True)
def tally(far, kind, day, today, lags, n_lags):
    """The tally of contacts in order of far, kind and day, as known on the morning of `today`."""
    n = len(far)
    met, ptr = np.empty(n, np.uint32), np.empty(n + 1, np.uint32)
    cell, count = np.empty(n, np.uint32), np.empty(n, np.float32)
    runs, cells, last = 0, 0, -1
    for e in range(n):
        if day[e] >= today:
            continue
        lag = lags[today - day[e]]
        if lag < 0:  # Nearer than the first bin.
            continue
        c = kind[e] * n_lags + lag
        if runs == 0 or met[runs - 1] != far[e]:
            met[runs], ptr[runs] = far[e], cells
            runs, last = runs + 1, -1
        if c == last:
            count[cells - 1] += 1.0
        else:
            cell[cells], count[cells], last = c, 1.0, c
            cells += 1
    ptr[runs] = cells
    return met[:runs].copy(), ptr[: runs + 1].copy(), cell[:cells].copy(), count[:cells].copy()


@njit(cache=True)
def attend(known, w, score):
    """Weigh the world's tally for BLOCK kinds at once: w (cells, BLOCK), score (BLOCK, seats)."""
    total = np.empty(BLOCK, np.float32)
    for r in range(len(known.far)):
        total[:] = 0.0
        for z in range(known.ptr[r], known.ptr[r + 1]):
            c, n = known.cell[z], known.count[z]
            for j in range(BLOCK):
                total[j] += n * w[c, j]
        score[:, known.far[r]] = total


@njit(cache=True, fastmath=True)
def _weigh(known, w, scale, mix, seats, score, mass):
    """Add one tally to the partners met (first column of w) and to their countries (second)."""
    for r in range(len(known.far)):
        to_actor, to_country = np.float32(0.0), np.float32(0.0)
        for z in range(known.ptr[r], known.ptr[r + 1]):
            c, n = known.cell[z], known.count[z]
            to_actor += n * w[c, 0]
            to_country += n * w[c, 1]
        far = known.far[r]
        score[far] += scale[0] * to_actor
        given = scale[1] * to_country
        for m in range(3):
            mass[seats.at_country[far], m] += given * mix[m]


@njit(cache=True)
def score_one(x, i, now, own, kin, w, scale, mix, attention, floor, seats, tables, score):
    """Fill `score` (by seat) with the intensity of every candidate of question (x, i).

    `own`, `kin`: tallies of x and of its country; w (2, cells, 2), scale (3, 2) and mix
    (2, 3) their weights, activity and mixtures, the last scale being that of attention.
    """
    score[:] = attention * scale[2, 0] + floor
    mass = np.zeros((len(seats.first) - 1, 3), np.float32)
    _weigh(own, w[0], scale[0], mix[0], seats, score, mass)
    _weigh(kin, w[1], scale[1], mix[1], seats, score, mass)
    spread(tables, seats, x, i, now, mass, score)


@njit(cache=True)
def rank_of(score, truth, others):
    """The mean rank of `truth` among all but `others`, whose scores are struck out."""
    mark = score[truth]
    for o in others:
        score[o] = -1.0
    score[truth] = mark
    above, not_below = 0, 0
    for s in range(len(score)):
        above += score[s] > mark
        not_below += score[s] >= mark
    return above + (not_below - above + 1) / 2


@njit(cache=True)
def highest(score, size):
    """Where the `size` highest scores are, best first; of equal ones the first."""
    found = np.empty(size, np.int64)
    kept = 0
    for s in range(len(score)):
        if kept == size and (size == 0 or score[s] <= score[found[size - 1]]):
            continue
        kept = min(kept + 1, size)
        at = kept - 1
        while at > 0 and score[found[at - 1]] < score[s]:
            found[at] = found[at - 1]
            at -= 1
        found[at] = s
    return found
