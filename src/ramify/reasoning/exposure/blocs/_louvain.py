"""Signed Louvain: communities that a matrix of surplus ties holds together best."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_LEAST = 1e-12
_ROUNDS = 100


@njit(cache=True, nogil=True)
def step(
    surplus: NDArray[np.float64], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Communities of single nodes, moved in an order to where they gain most until none do.

    With what the ties between communities, and within them, have beyond chance.
    """
    label = _moved(surplus, order)
    size = len(label)
    rank = np.zeros(size, np.int64)
    rank[label] = 1
    rank = np.cumsum(rank) - 1
    label = rank[label]
    number = rank[-1] + 1
    together = np.zeros((number, number))
    for node in range(size):
        for other in range(size):
            together[label[node], label[other]] += surplus[node, other]
    return label, together


@njit(cache=True, nogil=True)
def _moved(surplus: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    size = len(surplus)
    label = np.arange(size)
    gain = surplus.copy()
    for node in range(size):
        gain[node, node] = 0.0
    for _ in range(_ROUNDS):
        still = True
        for node in order:
            own = best = label[node]
            for community in range(size):
                if gain[node, community] > gain[node, best] + _LEAST:
                    best = community
            if best != own:
                label[node] = best
                still = False
                for other in range(size):
                    if other != node:
                        gain[other, own] -= surplus[other, node]
                        gain[other, best] += surplus[other, node]
        if still:
            break
    return label
