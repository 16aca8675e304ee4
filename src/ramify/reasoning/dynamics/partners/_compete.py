# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: how candidates and patterns share each question (see `fit.py`)."""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from ramify.reasoning.dynamics._kernels import CHUNKS


@njit(cache=True, fastmath=True)
def _questions(
    raw, kind, level, share, to_country, activity, mix, floor, n_actors, lo, hi,
    factor, by_level, by_voice, by_kind,
):  # fmt: skip
    """The questions lo to hi of `compete`; adds to the tallies and returns the log likelihood."""
    n_patterns = raw.shape[1]
    voice = np.ones(n_patterns)
    total = 0.0
    for q in range(lo, hi):
        i, a = kind[q], level[q]
        base = activity[n_patterns, a] * floor[i]
        whole, mass = base / n_actors, base
        for p in range(n_patterns):
            if to_country[p]:
                m = mix[p, i]
                voice[p] = m[0] * share[q, 0] + m[1] * share[q, 1] + m[2] * share[q, 2]
            whole += activity[p, a] * voice[p] * raw[0, p, q]
            mass += activity[p, a] * raw[1, p, q]
        total += np.log(whole / mass)
        for p in range(n_patterns):
            factor[0, p, q] = activity[p, a] * voice[p] / whole
            factor[1, p, q] = activity[p, a] / mass
            events = factor[0, p, q] * raw[0, p, q]
            by_level[0, p, a] += events
            by_level[1, p, a] += factor[1, p, q] * raw[1, p, q]
            if to_country[p]:
                for v in range(3):
                    by_voice[p, i, v] += events * mix[p, i, v] * share[q, v] / voice[p]
        by_level[0, n_patterns, a] += base / n_actors / whole
        by_level[1, n_patterns, a] += base / mass
        by_kind[0, i] += base / n_actors / whole
        by_kind[1, i] += base / mass
    return total


@njit(cache=True, parallel=True)
def compete(raw, kind, level, share, to_country, activity, mix, floor, n_actors, factor):
    """Share every question among patterns (0) and its probability among candidates (1).

    raw (2, P, n): what each pattern reads of the true partner and of all candidates. Fills
    `factor` with what one unit of `raw` is worth; returns the log likelihood, and the sums
    of the shares by activity level (2, P + 1, A), by voice (P, I, 3) and, of the floor, by
    kind (2, I).
    """
    n, n_patterns = raw.shape[2], raw.shape[1]
    kinds = len(floor)
    likelihood = np.zeros(CHUNKS)
    by_level = np.zeros((CHUNKS, 2, n_patterns + 1, activity.shape[1]))
    by_voice = np.zeros((CHUNKS, n_patterns, kinds, 3))
    by_kind = np.zeros((CHUNKS, 2, kinds))
    for c in prange(CHUNKS):
        likelihood[c] = _questions(
            raw, kind, level, share, to_country, activity, mix, floor, n_actors,
            n * c // CHUNKS, n * (c + 1) // CHUNKS, factor, by_level[c], by_voice[c], by_kind[c],
        )  # fmt: skip
    return likelihood.sum(), by_level.sum(0), by_voice.sum(0), by_kind.sum(0)
