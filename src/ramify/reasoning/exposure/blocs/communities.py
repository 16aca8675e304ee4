"""Communities of a signed network, by signed modularity.

Sources: Gómez, Jensen and Arenas 2009, "Analysis of community structure in networks of correlated
data" (signed modularity); Blondel and others 2008, "Fast unfolding of communities in large
networks" (Louvain).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray


def surplus(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each tie has beyond chance, given how tied both sides are, positive less negative.

    Divided so that the sum over pairs in one community is the signed modularity.
    """
    total = np.abs(weights).sum()
    found, chance, part = (np.zeros_like(weights) for _ in range(3))
    for sign in (1, -1):
        np.maximum(weights if sign > 0 else np.negative(weights, out=part), 0, out=part)
        degree = part.sum(axis=1)
        if degree.any():
            np.divide(np.outer(degree, degree, out=chance), degree.sum(), out=chance)
            np.subtract(part, chance, out=part)
            found += np.multiply(part, sign, out=part)
    if total:
        found /= total
    return found


def modularity(weights: NDArray[np.float64], label: NDArray[np.int64]) -> float:
    """Signed modularity of a partition, at most 1.

    >>> pairs = np.kron(np.eye(2), np.ones((3, 3))) - np.eye(6)
    >>> round(modularity(pairs, np.array([0, 0, 0, 1, 1, 1])), 3)
    0.5
    """
    return score(surplus(weights), label)


def score(beyond: NDArray[np.float64], label: NDArray[np.int64]) -> float:
    """Signed modularity of a partition, from what ties have beyond chance."""
    return float(beyond[label[:, None] == label].sum())


def communities(beyond: NDArray[np.float64], seed: int) -> NDArray[np.int64]:
    """Communities by Louvain in a random order; labels 0, 1, … by first member.

    Args:
        beyond: what ties have beyond chance (`surplus`), shape (nodes, nodes).
        seed: of the order in which nodes are looked at.

    Raises:
        MissingExtra: the compiled search needs `ramify[dynamics]`.
    """
    return next(all_communities(beyond, (seed,)))


def all_communities(
    beyond: NDArray[np.float64], seeds: Iterable[int]
) -> Iterator[NDArray[np.int64]]:
    """Communities by Louvain in several random orders, as `communities` gives them.

    Raises:
        MissingExtra: the compiled search needs `ramify[dynamics]`.
    """
    from ramify.reasoning.exposure.blocs._louvain import first_step, in_order, prepared, step

    ready, room = prepared(beyond), np.empty_like(beyond)
    for seed in seeds:
        rng, size = np.random.default_rng(seed), len(beyond)
        label, together = first_step(beyond, *ready, room, rng.permutation(size))
        while len(together) < size:
            size = len(together)
            found, together = step(together, rng.permutation(size))
            label = found[label]
        yield in_order(label)
