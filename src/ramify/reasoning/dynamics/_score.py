# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: the score of every candidate of one question (see `scoring.py`)."""

from __future__ import annotations

import numpy as np
from numba import njit

from ramify.reasoning.dynamics._voices import spread


@njit(cache=True)
def _every(group, day, index, mine, to_country, w, activity, country, lags, n_lags, mass, score):
    """One pass over a group's contacts for all patterns `mine` that count every contact."""
    ptr, kinds, far, days = index
    lo = ptr[group]
    hi = lo + np.searchsorted(days[lo : ptr[group + 1]], day)
    for e in range(lo, hi):
        cell = kinds[e] * n_lags + lags[day - days[e]]
        for p in mine:
            if to_country[p]:
                mass[p, country[far[e]]] += activity[p] * w[p, cell]
            else:
                score[far[e]] += activity[p] * w[p, cell]


@njit(cache=True)
def _latest(group, day, index, w, activity, met, lags, n_lags, score):
    """The latest contact with each partner, for one pattern."""
    ptr, kinds, far, days = index
    lo = ptr[group]
    hi = lo + np.searchsorted(days[lo : ptr[group + 1]], day)
    met[:] = False
    for e in range(hi - 1, lo - 1, -1):
        if not met[far[e]]:
            met[far[e]] = True
            score[far[e]] += activity * w[kinds[e] * n_lags + lags[day - days[e]]]


@njit(cache=True)
def score_one(
    actor, kind, day, by_actor, by_country, country, near, to_country, latest, lags, n_lags,
    weights, activity, mix, tables, now, sector, members, member_ptr, score,
):  # fmt: skip
    """Add to `score` what every pattern but attention gives each candidate."""
    mass = np.zeros((len(near), len(member_ptr) - 1))
    w = weights[:, kind]
    for side in range(2):
        group = actor if side == 0 else country[actor]
        index = by_actor if side == 0 else by_country
        mine = np.flatnonzero((near == side) & ~latest)
        if len(mine):
            _every(
                group, day, index, mine, to_country, w, activity, country, lags, n_lags, mass, score
            )
        for p in np.flatnonzero((near == side) & latest):
            met = np.zeros(len(country), np.bool_)
            _latest(group, day, index, w[p], activity[p], met, lags, n_lags, score)
    if to_country.any():
        spread(tables, actor, kind, now, country, sector, members, member_ptr, mass, mix, score)
