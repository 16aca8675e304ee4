"""How alike two portfolios of promises are: S, and agreement beyond chance (κ, π).

Sources: Signorino and Ritter 1999, "Tau-b or not tau-b" (S); Häge 2011, "Choice or circumstance?
Adjusting measures of foreign policy similarity for chance agreement" (κ, π).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GRAVEST = 3
"""The score of the gravest promise, and of a state's tie to itself."""


def similarity(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """S with absolute distances, between -1 and 1: 1 - 2 Σ|x - y| / (n · 3).

    >>> similarity(np.array([3.0, 0, 0, 0]), np.array([0.0, 3, 0, 0]))
    0.0
    """
    return float(1 - 2 * np.abs(one - other).sum() / (len(one) * GRAVEST))


def similarity_squared(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """S with squared distances: 1 - 2 Σ(x - y)² / (n · 3²)."""
    return float(1 - 2 * ((one - other) ** 2).sum() / (len(one) * GRAVEST**2))


def kappa(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Cohen's κ with squared distances: each state's own mean is what chance would give.

    1 - Σ(x - y)² / (Σ(x - x̄)² + Σ(y - ȳ)² + n (x̄ - ȳ)²); None where nothing varies.

    >>> kappa(np.array([3.0, 0, 0, 0]), np.array([3.0, 0, 0, 0]))
    1.0
    """
    means = one.mean(), other.mean()
    chance = ((one - means[0]) ** 2).sum() + ((other - means[1]) ** 2).sum()
    chance += len(one) * (means[0] - means[1]) ** 2
    return _corrected(one, other, chance)


def pi(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Scott's π with squared distances: the mean of both is what chance would give.

    1 - Σ(x - y)² / (Σ(x - m)² + Σ(y - m)²), m the mean of both; None where nothing varies.
    """
    mean = (one.mean() + other.mean()) / 2
    return _corrected(one, other, ((one - mean) ** 2).sum() + ((other - mean) ** 2).sum())


def _corrected(one: NDArray[np.float64], other: NDArray[np.float64], chance: float) -> float | None:
    return float(1 - ((one - other) ** 2).sum() / chance) if chance else None
