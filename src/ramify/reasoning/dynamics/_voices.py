# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels: which actor speaks for its country (see `voices.py`)."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

ROLE_PRIOR = 5.0
RECENT_PRIOR = 1.0
RECENT_BASE_PRIOR = 0.5
SECTOR_PRIOR = 3.0
FLOOR = 0.05
SPAN = 800


@njit(cache=True)
def hear(tables, near, kind, far, growth, country, sector):
    """Add contacts to the tallies; `growth` is exp(their day / memory), so older counts fade."""
    role, role_c, base, base_c, new, new_c, new_b, new_bc, cross, row, col, both = tables
    for e in range(len(near)):
        i, o = kind[e], far[e]
        k = country[o]
        g = growth
        home = 1 if country[near[e]] == k else 0
        a, b = sector[near[e]], sector[o]
        role[i, o] += 1.0
        role_c[i, k] += 1.0
        base[o] += 1.0
        base_c[k] += 1.0
        new[i, o] += g
        new_c[i, k] += g
        new_b[o] += g
        new_bc[k] += g
        cross[i, home, a, b] += 1.0
        row[i, home, a] += 1.0
        col[i, home, b] += 1.0
        both[i, home] += 1.0


@njit(cache=True)
def fade(tables, factor):
    """Scale the fading tallies, so that growth never leaves the range of the numbers."""
    _role, _role_c, _base, _base_c, new, new_c, new_b, new_bc, _cross, _row, _col, _both = tables
    new *= np.float32(factor)
    new_c *= np.float32(factor)
    new_b *= factor
    new_bc *= factor


@njit(cache=True)
def _three(tables, x, i, o, growth, country, sector, out):
    """Usual share, recent share, and usual share times the lift of the two sectors."""
    role, role_c, base, base_c, new, new_c, new_b, new_bc, cross, row, col, both = tables
    k = country[o]
    usual_base = base[o] / base_c[k]
    out[0] = (role[i, o] + ROLE_PRIOR * usual_base) / (role_c[i, k] + ROLE_PRIOR)
    recent = (new_b[o] / growth + RECENT_BASE_PRIOR * usual_base) / (
        new_bc[k] / growth + RECENT_BASE_PRIOR
    )
    out[1] = (new[i, o] / growth + RECENT_PRIOR * recent) / (new_c[i, k] / growth + RECENT_PRIOR)
    home = 1 if country[x] == k else 0
    a, b = sector[x], sector[o]
    n = both[i, home]
    expected = row[i, home, a] * col[i, home, b] / n if n > 0.0 else 0.0
    out[2] = out[0] * (cross[i, home, a, b] + SECTOR_PRIOR) / (expected + SECTOR_PRIOR)


@njit(cache=True)
def voice_of(tables, x, i, y, growth, country, sector, members, member_ptr, out):
    """The three shares of one actor within its country, each adding to one over it."""
    k = country[y]
    total = 0.0
    for z in range(member_ptr[k], member_ptr[k + 1]):
        _three(tables, x, i, members[z], growth, country, sector, out)
        total += out[2]
    _three(tables, x, i, y, growth, country, sector, out)
    out[2] /= total


@njit(cache=True)
def voices_over_time(
    tables, near, kind, far, day, wanted, memory, country, sector, members, member_ptr
):
    """Shares of the partner of every wanted contact, from the days before its day only."""
    n = len(near)
    out = np.zeros((n, 3))
    origin = 0
    lo = 0
    while lo < n:
        hi = lo
        while hi < n and day[hi] == day[lo]:
            hi += 1
        if day[lo] - origin > SPAN:
            fade(tables, math.exp((origin - day[lo]) / memory))
            origin = day[lo]
        now = math.exp((day[lo] - origin) / memory)
        for q in range(lo, hi):
            if wanted[q]:
                voice_of(
                    tables, near[q], kind[q], far[q], now, country, sector, members,
                    member_ptr, out[q],
                )  # fmt: skip
        hear(tables, near[lo:hi], kind[lo:hi], far[lo:hi], now, country, sector)
        lo = hi
    return out, origin


@njit(cache=True)
def spread(tables, x, i, now, country, sector, members, member_ptr, mass, mix, score):
    """Share out the mass each country was given (patterns p) among its actors."""
    n_patterns = mass.shape[0]
    shares = np.zeros((len(members), 3))
    for k in range(len(member_ptr) - 1):
        lo, hi = member_ptr[k], member_ptr[k + 1]
        whole = mass[:, k].sum()
        if whole == 0.0:
            continue
        if hi - lo == 1:
            score[members[lo]] += whole
            continue
        total = 0.0
        for z in range(lo, hi):
            _three(tables, x, i, members[z], now, country, sector, shares[z - lo])
            total += shares[z - lo, 2]
        usual, recent, lifted = 0.0, 0.0, 0.0
        for p in range(n_patterns):
            usual += mass[p, k] * mix[p, i, 0]
            recent += mass[p, k] * mix[p, i, 1]
            lifted += mass[p, k] * mix[p, i, 2]
        for z in range(lo, hi):
            a = shares[z - lo]
            score[members[z]] += usual * a[0] + recent * a[1] + lifted * a[2] / total
