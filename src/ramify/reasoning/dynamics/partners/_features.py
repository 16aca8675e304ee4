# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels: running tallies of contacts, and the traits of candidates read off them.

Each contact is counted once in every table (see `features.py`). A tally is a row (contacts, day
of the last, one fading count a memory) in a hash table with open addressing (Knuth 1973, 6.4);
it fades lazily, when it is next written or read.
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
FREE = -1

_LAG_LEVEL = np.searchsorted(LAGS, np.arange(LAGS[-1] + 1), side="right")
_COUNT_LEVEL = np.minimum(
    np.ceil(2.0 * np.log2(np.arange(2.0 ** (LEVELS / 2)) + 1.0)), LEVELS - 1
).astype(np.int64)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


@njit(cache=True)
def _slot(keys, key):
    """Where a key is, or the free place where it belongs."""
    mixed = np.uint64(key) * _SPREAD
    at = np.int64((mixed ^ (mixed >> _HALF)) & np.uint64(len(keys) - 1))
    while keys[at] != key and keys[at] != FREE:
        at = (at + 1) & (len(keys) - 1)
    return at


@njit(cache=True)
def grown(keys, tally, size):
    """The same tallies in a table of `size` places (a power of two)."""
    new_keys = np.full(size, FREE, np.int64)
    new_tally = np.zeros((size, STATS), np.float32)
    for z in range(len(keys)):
        if keys[z] != FREE:
            at = _slot(new_keys, keys[z])
            new_keys[at], new_tally[at] = keys[z], tally[z]
    return new_keys, new_tally


@njit(cache=True)
def hear(keys, tally, nears, fars, kinds, size, decay, day):
    """Add the contacts of one day to their tallies; how many tallies are new.

    `nears`, `fars` (contacts, sides) and `kinds` (contacts,) span the tables; `decay` (lags,
    memories) is what is left of a fading count.
    """
    new = 0
    for e in range(len(kinds)):
        table = 0
        for near in nears[e]:
            for far in fars[e]:
                pair = ((table * size[0] + near) * size[0] + far) * size[1]
                for kind in (kinds[e], size[1] - 1):
                    at = _slot(keys, pair + kind)
                    if keys[at] == FREE:
                        keys[at] = pair + kind
                        tally[at, 1] = day
                        new += 1
                    gap = day - np.int64(tally[at, 1])
                    for m in range(len(MEMORIES)):
                        tally[at, 2 + m] = tally[at, 2 + m] * decay[gap, m] + 1.0
                    tally[at, 0] += 1.0
                    tally[at, 1] = day
                table += 1
    return new


@njit(cache=True)
def _fade_level(f):
    """Half powers of two above 1/32, read off the bits of a single-precision number."""
    if f < 0.03125:
        return 0
    bits = np.float32(f).view(np.int32)
    upper_half = (bits & 0x7FFFFF) >= 0x3504F3
    return min(2 * ((bits >> 23) - 122) + 1 + upper_half, LEVELS - 1)


@njit(cache=True)
def _describe(keys, tally, key, day, decay, out, first):
    """Levels of one tally: how often, how long ago (0 is never), fading; returns the lag."""
    at = _slot(keys, key)
    if keys[at] == FREE:
        for f in range(first, first + STATS):
            out[f] = 0
        return 0
    gap = day - np.int64(tally[at, 1])
    out[first] = _COUNT_LEVEL[min(int(tally[at, 0]), len(_COUNT_LEVEL) - 1)]
    out[first + 1] = _LAG_LEVEL[min(gap, len(_LAG_LEVEL) - 1)]
    for m in range(len(MEMORIES)):
        out[first + 2 + m] = _fade_level(tally[at, 2 + m] * decay[gap, m])
    return gap


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
def _first_alike(far, c):
    for z in range(c):
        if far[z] == far[c]:
            return z
    return c


@njit(cache=True)
def traits_of(
    keys, tally, nears, fars, kinds, size, decay, day, home, state, score, out
):  # fmt: skip
    """Fill `out` (candidates, traits) with levels.

    `nears`, `fars` (sides, candidates) and `kinds` (asked, any, mirrored) span the tables:
    whose contacts, with whom, of which kind; mirrored ones count for the very pair only.
    `score` is the intensity, best first.
    """
    block, sides = fars.shape[1], len(fars)
    lag = np.zeros((len(kinds), block), np.int64)
    at = 0
    for side in range(sides):
        for c in range(block):
            like = _first_alike(fars[side], c)
            for n in range(len(nears)):
                table = n * sides + side
                pair = ((table * size[0] + nears[n]) * size[0] + fars[side, c]) * size[1]
                at = STATS * (2 * table + (table > 0))
                for k in range(len(kinds) if table == 0 else 2):
                    if like < c:
                        for f in range(at, at + STATS):
                            out[c, f] = out[like, f]
                        at += STATS
                        continue
                    gap = _describe(keys, tally, pair + kinds[k], day, decay, out[c], at)
                    if table == 0:
                        lag[k, c] = gap
                    at += STATS
    for c in range(block):
        out[c, at + len(kinds)] = home[c]
        out[c, at + len(kinds) + 1] = state[c]
        gap = math.log(score[0] / score[c]) if score[c] > 0.0 else 1e9
        out[c, at + len(kinds) + 2] = int(min(4.0 * gap, LEVELS - 1))
        out[c, at + len(kinds) + 3] = min(c, LEVELS - 1)
    for k in range(len(kinds)):
        _recency_rank(lag[k], block, out[:, at + k])
