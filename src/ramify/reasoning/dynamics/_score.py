# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: the score of every candidate of one question (see `scoring.py`)."""

from __future__ import annotations

import numpy as np
from numba import njit

from ramify.reasoning.dynamics._voices import spread


@njit(cache=True)
def score_one(
    actor, kind, day, by_actor, by_country, country, near, to_country, latest, lags, n_lags,
    weights, activity, mix, tables, now, sector, members, member_ptr, score,
):  # fmt: skip
    """Add to `score` what every pattern but attention gives each candidate."""
    n_patterns = len(near)
    n_country = len(member_ptr) - 1
    mass = np.zeros((n_patterns, n_country))
    any_country = False
    for p in range(n_patterns):
        if near[p] == 2:
            continue
        ptr, kinds, far, days = by_actor if near[p] == 0 else by_country
        group = actor if near[p] == 0 else country[actor]
        lo = ptr[group]
        hi = lo + np.searchsorted(days[lo : ptr[group + 1]], day)
        w = weights[p, kind]
        a = activity[p]
        if latest[p]:
            met = np.zeros(len(country), np.bool_)
            for e in range(hi - 1, lo - 1, -1):
                if not met[far[e]]:
                    met[far[e]] = True
                    score[far[e]] += a * w[kinds[e] * n_lags + lags[day - days[e]]]
        elif to_country[p]:
            any_country = True
            for e in range(lo, hi):
                mass[p, country[far[e]]] += a * w[kinds[e] * n_lags + lags[day - days[e]]]
        else:
            for e in range(lo, hi):
                score[far[e]] += a * w[kinds[e] * n_lags + lags[day - days[e]]]
    if any_country:
        spread(tables, actor, kind, now, country, sector, members, member_ptr, mass, mix, score)
