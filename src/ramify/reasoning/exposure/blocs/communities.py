"""Communities of a signed network, by signed modularity.

Sources: Gómez, Jensen and Arenas 2009, "Analysis of community structure in networks of correlated
data" (signed modularity); Blondel and others 2008, "Fast unfolding of communities in large
networks" (Louvain).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def surplus(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each tie has beyond chance, given how tied both sides are, positive less negative.

    Divided so that the sum over pairs in one community is the signed modularity.
    """
    total = np.abs(weights).sum()
    found = np.zeros_like(weights)
    for part, sign in ((np.maximum(weights, 0), 1), (np.maximum(-weights, 0), -1)):
        degree = part.sum(axis=1)
        if degree.any():
            found += sign * (part - np.outer(degree, degree) / degree.sum())
    return found / total if total else found


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
    from ramify.reasoning.exposure.blocs._louvain import in_order, step

    rng = np.random.default_rng(seed)
    left = beyond
    label = np.arange(len(left))
    while True:
        found, together = step(left, rng.permutation(len(left)))
        label = found[label]
        if len(together) == len(left):
            return in_order(label)
        left = together
