"""Frustration: how far a system is from two camps, all ties within them good and between them bad.

Sources: Harary 1953, "On the notion of balance of a signed graph"; Aref and Wilson 2019, "Balance
and frustration in signed networks" (the linear bound by triangles).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_STARTS = 20


class Frustration(NamedTuple):
    """The least weight of ties that no split into two camps can satisfy, as a share of all ties."""

    share: float
    """Of the best split that was found; 0 is two camps without a tie out of place."""
    bound: float | None
    """No split is better than this; None if it was not asked for."""
    camp: NDArray[np.bool_]
    """The split that was found, shape (nodes,)."""


def frustration(weights: NDArray[np.float64], *, bound: bool = True) -> Frustration:
    """The frustration of signed ties: a local search from 20 starts, and a bound from below.

    The bound is a linear program: of every triangle with an odd number of bad ties at least one
    tie is frustrated.

    >>> triangle = np.array([[0.0, 1, -1], [1, 0, 1], [-1, 1, 0]])
    >>> found = frustration(triangle)
    >>> round(found.share, 3), round(found.bound, 3)
    (0.333, 0.333)
    """
    total = np.abs(weights).sum() / 2
    if not total:
        return Frustration(0.0, 0.0 if bound else None, np.zeros(len(weights), bool))
    rng = np.random.default_rng(1)
    starts = np.where(rng.random((_STARTS, len(weights))) < 0.5, -1.0, 1.0)
    starts[0] = 1.0
    found = max((_climbed(weights, start) for start in starts), key=lambda s: s @ weights @ s)
    share = float((total - found @ weights @ found / 2) / 2 / total)
    low = _bound(weights) / float(total) if bound else None
    return Frustration(max(share, 0.0), low, found > 0)


def _climbed(weights: NDArray[np.float64], side: NDArray[np.float64]) -> NDArray[np.float64]:
    """A split after moving, one at a time, the node that gains most."""
    side = side.copy()
    pull = weights @ side
    while True:
        worst = int(np.argmin(side * pull))
        if side[worst] * pull[worst] >= -1e-12:
            return side
        side[worst] = -side[worst]
        pull += 2 * side[worst] * weights[:, worst]


def _bound(weights: NDArray[np.float64]) -> float:
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    ones, others = np.nonzero(np.triu(weights))
    number = np.zeros(weights.shape, int)
    number[ones, others] = number[others, ones] = np.arange(len(ones))
    sign = np.sign(weights)
    triangles = [
        (number[a, b], number[a, c], number[b, c])
        for a, b in zip(ones, others, strict=True)
        for c in np.flatnonzero(sign[a] * sign[b] * sign[a, b] < 0)
        if c > b
    ]
    if not triangles:
        return 0.0
    rows = np.repeat(np.arange(len(triangles)), 3)
    held = coo_array(
        (-np.ones(len(rows)), (rows, np.ravel(triangles))), (len(triangles), len(ones))
    )
    cost = np.abs(weights[ones, others])
    found = linprog(cost, held.tocsr(), -np.ones(len(triangles)), bounds=(0, 1), method="highs")
    return float(found.fun)
