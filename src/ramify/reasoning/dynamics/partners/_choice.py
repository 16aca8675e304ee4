# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: log likelihood of a tilt and its gradient (see `choice_model.py`)."""

from __future__ import annotations

import numpy as np
from numba import njit, prange

CHUNKS = 16


@njit(cache=True)
def _question(lo, hi, level, score, truth, power, theta, slope, weight):
    """One question: adds to the gradient `slope`, returns log likelihood and its d/d power."""
    best = -np.inf
    for r in range(lo, hi):
        s = power * score[r]
        for f in range(level.shape[1]):
            s += theta[f, level[r, f]]
        weight[r - lo] = s
        best = max(best, s)
    rest = 0.0
    for r in range(lo, hi):
        weight[r - lo] = np.exp(weight[r - lo] - best)
        if not truth[r]:
            rest += weight[r - lo]
    total, inverse = 0.0, 0.0
    for r in range(lo, hi):
        if truth[r]:
            whole = rest + weight[r - lo]
            total += np.log(weight[r - lo] / whole)
            inverse += 1.0 / whole
    d_power = 0.0
    for r in range(lo, hi):
        w = weight[r - lo]
        d = rest / (rest + w) if truth[r] else -w * inverse
        d_power += d * score[r]
        for f in range(level.shape[1]):
            slope[f, level[r, f]] += d
    return total, d_power


@njit(cache=True, parallel=True)
def log_likelihood(ptr, level, score, truth, power, theta):
    """Log likelihood of the truths, its derivative by power, and by theta (traits, levels).

    Question q is rows ptr[q]:ptr[q + 1]; every truth competes with all that are not true.
    """
    n = len(ptr) - 1
    total, d_power = np.zeros(CHUNKS), np.zeros(CHUNKS)
    slopes = np.zeros((CHUNKS, theta.shape[0], theta.shape[1]))
    longest = np.max(np.diff(ptr))
    for c in prange(CHUNKS):
        weight = np.empty(longest)
        for q in range(n * c // CHUNKS, n * (c + 1) // CHUNKS):
            a, b = _question(
                ptr[q], ptr[q + 1], level, score, truth, power, theta, slopes[c], weight
            )
            total[c] += a
            d_power[c] += b
    return total.sum(), d_power.sum(), slopes.sum(0)


@njit(cache=True)
def tilted(level, score, power, theta, out):
    """The log intensity of every candidate under a tilt, up to a constant."""
    for r in range(level.shape[0]):
        out[r] = power * score[r]
        for f in range(level.shape[1]):
            out[r] += theta[f, level[r, f]]
