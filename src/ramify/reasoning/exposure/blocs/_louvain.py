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
def in_order(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels 0, 1, … by first member."""
    renamed, found = np.full(label.max() + 1, -1), np.empty_like(label)
    number = 0
    for node in range(len(label)):
        if renamed[label[node]] < 0:
            renamed[label[node]] = number
            number += 1
        found[node] = renamed[label[node]]
    return found


@njit(cache=True, nogil=True)
def _moved(surplus: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    size = len(surplus)
    label = np.arange(size)
    pull = surplus.copy()
    for node in range(size):
        pull[node, node] = 0.0
    gain = pull.copy()
    # By community and node.
    first, friends = _friends(pull)
    seen = np.full(size, -1)
    for number in range(_ROUNDS):
        still = True
        for node in order:
            own = label[node]
            if gain[own, node] < 0:
                best = _best_of_all(gain, own, node)
            else:
                best = own
                looked = number * size + node
                for n in range(first[node], first[node + 1]):
                    community = label[friends[n]]
                    if seen[community] != looked:
                        seen[community] = looked
                        best = _better(gain, own, best, community, node)
            if best != own:
                label[node] = best
                still = False
                for other in range(size):
                    gain[own, other] -= pull[node, other]
                    gain[best, other] += pull[node, other]
        if still:
            break
    return label


@njit(cache=True, nogil=True)
def _friends(pull: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The nodes that each gains from being with: where its own begin, and all of them."""
    size = len(pull)
    first, number = np.zeros(size + 1, np.int64), 0
    found = np.empty(size * size, np.int64)
    for node in range(size):
        for other in range(size):
            if pull[node, other] > 0:
                found[number] = other
                number += 1
        first[node + 1] = number
    return first, found


@njit(cache=True, nogil=True)
def _best_of_all(gain: NDArray[np.float64], own: int, node: int) -> int:
    """The community that a node gains most from, an empty one too."""
    best = own
    for community in range(len(gain)):
        if gain[community, node] > gain[best, node] + _LEAST:
            best = community
    return best


@njit(cache=True, nogil=True)
def _better(gain: NDArray[np.float64], own: int, best: int, community: int, node: int) -> int:
    """The better of two communities; of two alike the one that a node is in, then the first."""
    more = gain[community, node] - gain[best, node]
    if more > _LEAST or (more >= -_LEAST and best != own and community < best):
        return community
    return best
