"""How much activity changes from one window to the next, beyond chance.

The process knows what calls events forth; it does not know elections, seasons or the attention
of newswires, by which an actor is busier this month than it was the last. If the rates of two
successive windows differ by independent factors of relative variance φ, counts a and b have
E(b − a)² = a + b + 2 φ ab. Over all actors and successive windows of a history, each weighed
by 1 / (a + b) as in Pearson's χ²,

    φ = Σ [(b − a)² / (a + b) − 1] / Σ 2 ab / (a + b),

and nought if that is negative.
"""

from __future__ import annotations

import numpy as np

from ramify._arrays import Ints


def drift(group: Ints, age: Ints, horizon: int) -> float:
    """φ of events by group and by days before the window that is asked about (1: its eve).

    >>> drift(np.zeros(40, dtype=int), np.arange(1, 41), 10)
    0.0
    """
    windows = int(age.max(initial=0)) // horizon
    late = age <= windows * horizon
    if not late.any():
        return 0.0
    groups, own = np.unique(group[late], return_inverse=True)
    cell = own * windows + (age[late] - 1) // horizon
    counts = np.bincount(cell, minlength=len(groups) * windows).reshape(-1, windows)
    newer, older = counts[:, :-1].astype(float), counts[:, 1:].astype(float)
    both = newer + older
    told = both.astype(bool)
    excess = ((newer - older) ** 2 - both)[told] / both[told]
    shared = (2 * newer * older)[told] / both[told]
    return max(float(excess.sum() / shared.sum()), 0.0) if shared.any() else 0.0
