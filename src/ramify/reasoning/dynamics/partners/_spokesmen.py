# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernels: which actor speaks for its country (see `spokesmen.py`)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit

ROLE_PRIOR = 5.0
RECENT_PRIOR = 1.0
RECENT_BASE_PRIOR = 0.5
SECTOR_PRIOR = 3.0
FLOOR = 0.05
SPAN = 800


class Seats(NamedTuple):
    """Actors numbered so that those of one country sit side by side.

    By actor: `country`, `sector` and `seat`. By seat: `actor`, and the same as `at_country`
    and `at_sector`. Seats of country c are `first[c]:first[c + 1]`, unsigned, because loops
    over indices that cannot be negative are vectorised.
    """

    country: Any
    sector: Any
    seat: Any
    actor: Any
    at_country: Any
    at_sector: Any
    first: Any


class Tables(NamedTuple):
    """Tallies of contacts, by the kind of contact (first axis) where there is one.

    `role` and `new` count contacts of the seat, `new` with fading memory, and `base` and
    `new_base` those of all kinds together; `…_country` are their sums. `cross` counts pairs
    of sectors between countries and within one; `row`, `column` and `both` are its sums.
    """

    role: Any
    role_country: Any
    base: Any
    base_country: Any
    new: Any
    new_country: Any
    new_base: Any
    new_base_country: Any
    cross: Any
    row: Any
    column: Any
    both: Any


@njit(cache=True)
def hear(tables, seats, near, kind, far, growth):
    """Add contacts to the tallies; `growth` is exp(their day / memory), so older counts fade."""
    t = tables
    for e in range(len(near)):
        i, o, k = kind[e], seats.seat[far[e]], seats.country[far[e]]
        home = 1 if seats.country[near[e]] == k else 0
        a, b = seats.sector[near[e]], seats.sector[far[e]]
        t.role[i, o] += 1.0
        t.role_country[i, k] += 1.0
        t.base[o] += 1.0
        t.base_country[k] += 1.0
        t.new[i, o] += growth
        t.new_country[i, k] += growth
        t.new_base[o] += growth
        t.new_base_country[k] += growth
        t.cross[i, home, a, b] += 1.0
        t.row[i, home, a] += 1.0
        t.column[i, home, b] += 1.0
        t.both[i, home] += 1.0


@njit(cache=True)
def fade(tables, factor):
    """Scale the fading tallies, so that growth never leaves the range of the numbers."""
    tables.new[:] *= np.float32(factor)
    tables.new_country[:] *= np.float32(factor)
    tables.new_base[:] *= np.float32(factor)
    tables.new_base_country[:] *= np.float32(factor)


@njit(cache=True, fastmath=True)
def lifts(t, i, home, a, out):
    """How much more often sector a meets each in this role than their totals imply."""
    n = t.both[i, home]
    rate = t.row[i, home, a] / n if n > 0.0 else np.float32(0.0)
    prior = np.float32(SECTOR_PRIOR)
    for b in range(len(out)):
        expected = rate * t.column[i, home, b]
        out[b] = (t.cross[i, home, a, b] + prior) / (expected + prior)


@njit(cache=True, fastmath=True)
def _lifted(lo, hi, role, base, sector, lift, prior):
    """The usual shares of a country's seats, each times its lift, added up (but for a factor)."""
    total = np.float32(0.0)
    for s in range(lo, hi):
        total += lift[sector[s]] * (role[s] + prior * base[s])
    return total


@njit(cache=True, fastmath=True)
def voice_of(tables, seats, x, i, y, growth, lift, out):
    """Usual share, recent share, and usual share times lift, each adding to one over a country."""
    t = tables
    k, o = seats.country[y], seats.seat[y]
    lifts(t, i, 1 if seats.country[x] == k else 0, seats.sector[x], lift)
    base = t.base[o] / t.base_country[k]
    recent = (t.new_base[o] / growth + RECENT_BASE_PRIOR * base) / (
        t.new_base_country[k] / growth + RECENT_BASE_PRIOR
    )
    out[0] = (t.role[i, o] + ROLE_PRIOR * base) / (t.role_country[i, k] + ROLE_PRIOR)
    out[1] = (t.new[i, o] / growth + RECENT_PRIOR * recent) / (
        t.new_country[i, k] / growth + RECENT_PRIOR
    )
    prior = np.float32(ROLE_PRIOR / t.base_country[k])
    lo, hi = seats.first[k], seats.first[k + 1]
    total = _lifted(lo, hi, t.role[i], t.base, seats.at_sector, lift, prior)
    out[2] = (t.role[i, o] + prior * t.base[o]) * lift[seats.sector[y]] / total


@njit(cache=True)
def voices_over_time(tables, seats, near, kind, far, day, wanted, memory):
    """Shares of the partner of every wanted contact, from the days before its day only."""
    n = len(near)
    out = np.zeros((n, 3))
    lift = np.empty(tables.row.shape[2], np.float32)
    origin, lo = 0, 0
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
                voice_of(tables, seats, near[q], kind[q], far[q], now, lift, out[q])
        hear(tables, seats, near[lo:hi], kind[lo:hi], far[lo:hi], now)
        lo = hi
    return out, origin


@njit(cache=True, fastmath=True)
def _share_out(lo, hi, role, new, base, new_base, sector, lift, prior, worth, score):
    """Add to the seats of one country what its usual, lifted and recent shares are worth."""
    usual, lifted, recent, plain, fresh = worth
    lifted /= _lifted(lo, hi, role, base, sector, lift, prior)
    for s in range(lo, hi):
        by_role = (usual + lifted * lift[sector[s]]) * (role[s] + prior * base[s])
        score[s] += by_role + recent * new[s] + plain * base[s] + fresh * new_base[s]


@njit(cache=True, fastmath=True)
def spread(tables, seats, x, i, now, mass, score):
    """Share out among its seats what each country got: mass by usual, recent, lifted share."""
    t, f = tables, np.float32
    role, new, base, new_base, sector = t.role[i], t.new[i], t.base, t.new_base, seats.at_sector
    lift = np.empty((2, t.row.shape[2]), np.float32)
    for home in range(2):
        lifts(t, i, home, seats.sector[x], lift[home])
    abroad, home = lift[0], lift[1]
    for k in range(len(mass)):
        usual, recent, lifted = mass[k, 0], mass[k, 1], mass[k, 2]
        lo, hi = seats.first[k], seats.first[k + 1]
        if usual + recent + lifted == 0.0:
            continue
        if hi - lo == 1:
            score[lo] += usual + recent + lifted
            continue
        recent /= t.new_country[i, k] / now + RECENT_PRIOR
        fresh = recent * RECENT_PRIOR / (t.new_base_country[k] / now + RECENT_BASE_PRIOR)
        usual /= t.role_country[i, k] + ROLE_PRIOR
        plain = fresh * RECENT_BASE_PRIOR / t.base_country[k]
        worth = (f(usual), f(lifted), f(recent / now), f(plain), f(fresh / now))
        _share_out(
            lo, hi, role, new, base, new_base, sector, home if seats.country[x] == k else abroad,
            f(ROLE_PRIOR / t.base_country[k]), worth, score,
        )  # fmt: skip
