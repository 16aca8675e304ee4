"""The ordered logit of votes, with its gradient, in one pass over them."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_LEAST = 1e-12


@njit(cache=True, nogil=True)
def _logistic(x: float) -> float:
    odds = np.exp(-abs(x))
    high = 1.0 / (1.0 + odds)
    return float(high if x >= 0 else odds * high)


@njit(cache=True, nogil=True)
def lost(
    seat: NDArray[np.int64],
    item: NDArray[np.int64],
    choice: NDArray[np.int8],
    points: NDArray[np.float64],
    slopes: NDArray[np.float64],
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    gradient: NDArray[np.float64],
) -> float:
    """Minus the log likelihood; its gradient is added to `gradient` (points, then three an item).

    A vote is no below `middle - width`, yes above `middle + width`, of `slope * point` with
    logistic noise.
    """
    seats, items = len(points), len(slopes)
    total = 0.0
    for n in range(len(seat)):
        s, i, y = seat[n], item[n], choice[n]
        pull = slopes[i] * points[s]
        low = _logistic(middles[i] - widths[i] - pull)
        high = _logistic(middles[i] + widths[i] - pull)
        at_low, at_high = low * (1 - low), high * (1 - high)
        if y == 0:
            chance, by_low, by_high = low, at_low, 0.0
        elif y == 2:
            chance, by_low, by_high = 1 - high, 0.0, -at_high
        else:
            chance, by_low, by_high = high - low, -at_low, at_high
        chance = max(chance, _LEAST)
        by_low /= chance
        by_high /= chance
        total -= np.log(chance)
        both = by_low + by_high
        gradient[s] += both * slopes[i]
        gradient[seats + i] += both * points[s]
        gradient[seats + items + i] -= both
        gradient[seats + 2 * items + i] -= by_high - by_low
    return total


@njit(cache=True, nogil=True)
def sharpness(
    seat: NDArray[np.int64],
    item: NDArray[np.int64],
    points: NDArray[np.float64],
    slopes: NDArray[np.float64],
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Fisher information of each point, given the items: shape (seats,)."""
    found = np.zeros(len(points))
    for n in range(len(seat)):
        s, i = seat[n], item[n]
        pull = slopes[i] * points[s]
        low = _logistic(middles[i] - widths[i] - pull)
        high = _logistic(middles[i] + widths[i] - pull)
        at_low, at_high = low * (1 - low), high * (1 - high)
        told = at_low**2 / max(low, _LEAST) + at_high**2 / max(1 - high, _LEAST)
        told += (at_high - at_low) ** 2 / max(high - low, _LEAST)
        found[s] += told * slopes[i] ** 2
    return found
