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
    pull, first, friends = prepared(surplus)
    return first_step(surplus, pull, first, friends, np.empty_like(pull), order)


@njit(cache=True, nogil=True)
def prepared(
    surplus: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """The pull of nodes on others, where the friends of each begin, and those it gains from."""
    size = len(surplus)
    pull = surplus.copy()
    for node in range(size):
        pull[node, node] = 0.0
    first, number = np.zeros(size + 1, np.int64), 0
    friends = np.empty(size * size + 1, np.int64)
    for node in range(size):
        for other in range(size):
            friends[number] = other
            number += pull[node, other] > 0
        first[node + 1] = number
    return pull, first, friends[:number].copy()


@njit(cache=True, nogil=True)
def first_step(
    surplus: NDArray[np.float64],
    pull: NDArray[np.float64],
    first: NDArray[np.int64],
    friends: NDArray[np.int64],
    gain: NDArray[np.float64],
    order: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The same of a surplus that is `prepared`, with room for the gains of nodes."""
    label = _moved(pull, first, friends, gain, order)
    size = len(label)
    rank = np.zeros(size, np.int64)
    rank[label] = 1
    rank = np.cumsum(rank) - 1
    label = rank[label]
    number = rank[-1] + 1
    together = np.zeros((number, number))
    for node in range(size):
        row, given = together[label[node]], surplus[node]
        for other in range(size):
            row[label[other]] += given[other]
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
def _moved(
    pull: NDArray[np.float64],
    first: NDArray[np.int64],
    friends: NDArray[np.int64],
    gain: NDArray[np.float64],
    order: NDArray[np.int64],
) -> NDArray[np.int64]:
    size = len(pull)
    label = np.arange(size)
    gain[:] = pull  # By community and node.
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
                left, joined, given = gain[own], gain[best], pull[node]
                for other in range(size):
                    left[other] -= given[other]
                for other in range(size):
                    joined[other] += given[other]
        if still:
            break
    return label


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
