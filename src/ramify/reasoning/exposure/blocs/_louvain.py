"""Signed Louvain: communities that a matrix of surplus ties holds together best."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_LEAST = 1e-12
_ROUNDS = 100


@njit(cache=True, nogil=True)
def moved(surplus: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Communities after moving single nodes, in an order, to where they gain most until none do."""
    size = len(surplus)
    label = np.arange(size)
    for _ in range(_ROUNDS):
        still = True
        for node in order:
            gain = np.zeros(size)
            for other in range(size):
                if other != node:
                    gain[label[other]] += surplus[node, other]
            best = label[node]
            for community in range(size):
                if gain[community] > gain[best] + _LEAST:
                    best = community
            if best != label[node]:
                label[node] = best
                still = False
        if still:
            break
    return label
