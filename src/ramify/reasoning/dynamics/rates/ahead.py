"""Expected acts of the days to come: the level, and what past and expected acts bring."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.excitation import LAGS, MEMORY, offspring


def reversed_pairs(table: Floats) -> Floats:
    """A table by pair (rows) as the pairs the other way have it."""
    n = round(table.shape[0] ** 0.5)
    return table.reshape(n, n, -1).transpose(1, 0, 2).reshape(table.shape)


def usual(weights: Floats, level: Floats) -> Floats:
    """Acts a day of every pair and class in the long run, when nothing of its past is known.

    The fixed point x = r + K_repeat x + K_return x', x' being that of the pair the other way.

    Args:
        weights: W, (2, classes, classes · bins).
        level: r, (pairs, classes), of all pairs.
    """
    repeat, answer = offspring(weights)
    kinds = len(repeat)
    both = np.block([[repeat, answer], [answer, repeat]])
    solved = np.linalg.inv(np.eye(2 * kinds) - both)
    found: Floats = (np.concatenate([level, reversed_pairs(level)], axis=1) @ solved.T)[:, :kinds]
    return found


def expected(
    weights: Floats, level: tuple[Floats, Floats], recent: tuple[Floats, Floats], days: int
) -> Floats:
    """Acts expected on each of the days to come, shape (pairs, days, classes).

    Args:
        weights: W.
        level: r of some pairs, (pairs, classes), and of the same pairs the other way.
        recent: acts of the last 30 days, (pairs, 30, classes), and the other way.
    """
    return both_ways(weights, level, recent, days)[0]


def both_ways(
    weights: Floats, level: tuple[Floats, Floats], recent: tuple[Floats, Floats], days: int
) -> tuple[Floats, Floats]:
    """Acts expected as `expected` has them, and of the same pairs the other way."""
    pairs, kinds = level[0].shape
    seen = [np.concatenate([r, np.zeros((pairs, days, kinds))], axis=1) for r in recent]
    repeat, answer = weights
    for day in range(MEMORY, MEMORY + days):
        own, back = (_binned(one, day) for one in seen)
        seen[0][:, day] = level[0] + own @ repeat.T + back @ answer.T
        seen[1][:, day] = level[1] + back @ repeat.T + own @ answer.T
    return seen[0][:, MEMORY:], seen[1][:, MEMORY:]


def unstirred(
    weights: Floats, level: tuple[Floats, Floats], days: int, season: Floats | None = None
) -> Floats:
    """Acts expected in so many days of pairs whose last 30 days held none, (pairs, classes).

    Acts are linear in both levels, so that two small tables serve all pairs.

    Args:
        season: by day and class, by what these acts are thinned; by nothing if None.
    """
    kinds = level[0].shape[1]
    one, nought = np.eye(kinds), np.zeros((kinds, kinds))
    thin = 1.0 if season is None else season
    still = np.zeros((kinds, MEMORY, kinds))
    own, back = (
        (expected(weights, sides, (still, still), days) * thin).sum(1)
        for sides in ((one, nought), (nought, one))
    )
    found: Floats = level[0] @ own + level[1] @ back
    return found


def _binned(acts: Floats, day: int) -> Floats:
    """Acts before a day by class and lag bin, as W's columns have them."""
    bins = [acts[:, day - last + 1 : day - first + 1].sum(1) for first, last in pairwise(LAGS)]
    return np.stack(bins, axis=2).reshape(len(acts), -1)


def pairs_of(countries: int, actor: int | None, target: int | None) -> Ints:
    """The pairs that a question is about; None is any country."""
    n = countries
    a = np.arange(n) if actor is None else np.array([actor])
    b = np.arange(n) if target is None else np.array([target])
    grid = np.stack(np.meshgrid(a, b, indexing="ij"), axis=-1).reshape(-1, 2)
    grid = grid[grid[:, 0] != grid[:, 1]]
    found: Ints = grid[:, 0] * n + grid[:, 1]
    return found
