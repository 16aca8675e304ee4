"""Expected acts of the days to come: the level, and what past and expected acts bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    so_far = np.zeros((MEMORY + days + 1, 2 * pairs, kinds))
    so_far[1 : MEMORY + 1] = np.concatenate(recent).transpose(1, 0, 2).cumsum(0)
    base, repeat, answer = np.concatenate(level), weights[0].T, weights[1].T
    for day in range(MEMORY, MEMORY + days):
        own = _binned(so_far, day)
        brought, returned = own @ repeat, own @ answer
        acts = base + brought + np.concatenate([returned[pairs:], returned[:pairs]])
        so_far[day + 1] = so_far[day] + acts
    found: Floats = np.diff(so_far[MEMORY:], axis=0).transpose(1, 0, 2)
    return found[:pairs], found[pairs:]


@dataclass(frozen=True, eq=False)
class Response:
    """What a unit of level and one past act bring, day by day: the process is linear in both.

    Args:
        level: by side (the pair's own, the other way), class, day to come and class.
        act: by side, day of the last 30, class, day to come and class.
    """

    level: Floats
    act: Floats

    @classmethod
    def of(cls, weights: Floats, days: int) -> Response:
        """The response of so many days to come."""
        kinds = len(weights[0])
        units = MEMORY * kinds
        base, acts = np.zeros((units + kinds, kinds)), np.zeros((units + kinds, MEMORY, kinds))
        base[units:] = np.eye(kinds)
        acts[:units] = np.eye(units).reshape(units, MEMORY, kinds)
        nought = np.zeros_like(base), np.zeros_like(acts)
        both = np.stack(both_ways(weights, (base, nought[0]), (acts, nought[1]), days))
        shape = 2, MEMORY, kinds, days, kinds
        return cls(both[:, units:], both[:, :units].reshape(shape))

    def over(self, season: Floats, stretches: Sequence[slice]) -> tuple[Floats, Floats]:
        """What a unit of level and an act bring in some stretches of days, by side.

        Args:
            season: by day and class, by what acts are thinned.

        Returns:
            level (2, classes, stretches · classes), and act (2, 30 · classes, the same).
        """
        of_level = [(self.level[:, :, days] * season[days]).sum(2) for days in stretches]
        of_act = [np.einsum("smcdk,dk->smck", self.act[..., days, :], season[days])
                  for days in stretches]  # fmt: skip
        act = np.concatenate(of_act, axis=-1)
        return np.concatenate(of_level, axis=-1), act.reshape(2, -1, act.shape[-1])


def unstirred(weights: Floats, level: tuple[Floats, Floats], days: int) -> Floats:
    """Acts expected in so many days of pairs whose last 30 days held none, (pairs, classes).

    Acts are linear in both levels, so that two small tables serve all pairs.
    """
    kinds = level[0].shape[1]
    one, nought = np.eye(kinds), np.zeros((kinds, kinds))
    still = np.zeros((kinds, MEMORY, kinds))
    own, back = (
        expected(weights, sides, (still, still), days).sum(1)
        for sides in ((one, nought), (nought, one))
    )
    found: Floats = level[0] @ own + level[1] @ back
    return found


def _binned(so_far: Floats, day: int) -> Floats:
    """Acts before a day by class and lag bin, as W's columns have them.

    Args:
        so_far: acts by pair and class before each day, (days + 1, pairs, classes).
    """
    bins = [so_far[day - first + 1] - so_far[day - last + 1] for first, last in pairwise(LAGS)]
    return np.stack(bins, axis=2).reshape(so_far.shape[1], -1)


def pairs_of(countries: int, actor: int | None, target: int | None) -> Ints:
    """The pairs that a question is about; None is any country."""
    n = countries
    a = np.arange(n) if actor is None else np.array([actor])
    b = np.arange(n) if target is None else np.array([target])
    grid = np.stack(np.meshgrid(a, b, indexing="ij"), axis=-1).reshape(-1, 2)
    grid = grid[grid[:, 0] != grid[:, 1]]
    found: Ints = grid[:, 0] * n + grid[:, 1]
    return found
