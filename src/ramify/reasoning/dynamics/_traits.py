# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels: running tallies of contacts, and the traits of candidates read off them.

Each contact is counted once in every table (see `traits.py`); a tally fades lazily, when it
is next written or read.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

MEMORIES = np.array([4.0, 64.0])
"""Days over which the fading counts of a tally forget."""
STATS = 2 + len(MEMORIES)
LEVELS = 24
LAGS = np.array([1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 22, 31, 46, 61, 91, 121, 181], dtype=np.int64)


@njit(cache=True)
def hear(count, fade, last, groups, day):
    """Add the contacts of one day; `groups` (contacts, tables) says whom each one counts for."""
    for e in range(groups.shape[0]):
        for g in groups[e]:
            gap = day - last[g]
            for m in range(len(MEMORIES)):
                old = fade[g, m] * math.exp(-gap / MEMORIES[m]) if count[g] > 0 else 0.0
                fade[g, m] = old + 1.0
            count[g] += 1
            last[g] = day


@njit(cache=True)
def _seek(keys, key):
    lo, hi = 0, len(keys)
    while lo < hi:
        mid = (lo + hi) // 2
        if keys[mid] < key:
            lo = mid + 1
        else:
            hi = mid
    return lo if lo < len(keys) and keys[lo] == key else -1


@njit(cache=True)
def _count_level(n):
    return min(math.ceil(2.0 * math.log2(n + 1.0)), LEVELS - 1)


@njit(cache=True)
def _fade_level(f):
    if f < 0.03125:
        return 0
    return min(1 + int(2.0 * (math.log2(f) + 5.0)), LEVELS - 1)


@njit(cache=True)
def _describe(count, fade, last, g, day, out):
    """Levels of one tally: how often, fading counts, and how long ago (0 is never)."""
    if g < 0 or count[g] == 0:
        out[:] = 0
        return
    gap = day - last[g]
    out[0] = _count_level(count[g])
    out[1] = np.searchsorted(LAGS, gap, side="right")
    for m in range(len(MEMORIES)):
        out[2 + m] = _fade_level(fade[g, m] * math.exp(-gap / MEMORIES[m]))


@njit(cache=True)
def _recency_rank(lag, block, out):
    """1 for the latest met, and so on to the last level; 0 for those never met."""
    for c in range(block):
        rank = 1
        for z in range(block):
            if 0 < lag[z] < lag[c]:
                rank += 1
        out[c] = min(rank, LEVELS - 1) if lag[c] > 0 else 0


@njit(cache=True)
def traits_of(
    keys, count, fade, last, nears, fars, kinds, size, day, home, state, score, out
):  # fmt: skip
    """Fill `out` (candidates, traits) with levels.

    `nears`, `fars` (sides, candidates) and `kinds` (asked, any, mirrored) span the tables:
    whose contacts, with whom, of which kind; mirrored ones count for the very pair only.
    `score` is the intensity, best first.
    """
    block, sides = fars.shape[1], len(fars)
    lag = np.zeros((len(kinds), block), np.int64)
    for c in range(block):
        at = 0
        for table in range(len(nears) * sides):
            near, far = nears[table // sides], fars[table % sides, c]
            for k in range(len(kinds) if table == 0 else 2):
                key = ((table * size[0] + near) * size[0] + far) * size[1] + kinds[k]
                g = _seek(keys, key)
                _describe(count, fade, last, g, day, out[c, at : at + STATS])
                at += STATS
                if table == 0 and g >= 0 and count[g] > 0:
                    lag[k, c] = day - last[g]
        out[c, at + len(kinds)] = home[c]
        out[c, at + len(kinds) + 1] = state[c]
        gap = math.log(score[0] / score[c]) if score[c] > 0.0 else 1e9
        out[c, at + len(kinds) + 2] = int(min(4.0 * gap, LEVELS - 1))
        out[c, at + len(kinds) + 3] = min(c, LEVELS - 1)
    for k in range(len(kinds)):
        _recency_rank(lag[k], block, out[:, at + k])
