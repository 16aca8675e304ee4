"""Logistic regressions of small effects: a ridge, days left out in turn, and shrinkage.

Coefficients are of greatest likelihood with a ridge (Hoerl & Kennard 1970). Third states react
together and newswires swell, so that days count and not rows: the covariance is that of a one-step
jackknife over days (MacKinnon, Nielsen & Webb 2023). Fewer days than coefficients leave directions
that no day left out moves and that would pass for known to the last digit; it is drawn towards that
of independent rows (White 1980), widened as much as days widen it on the whole. `shrunk` pulls
coefficients to nought, the less the better they are known (Morris 1983).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints

RIDGE, STEPS = 100.0, 15
LEAST_SCALE = 0.3
"""A trait is measured in its standard deviations, in this unit at least: one that few pairs have,
as a patron, would else move those few by what a ridge on standard deviations hardly holds."""
PRIOR = 0.5
"""Days that independent rows count for, a coefficient: with one, an effect of five standard errors
among many that are nought is taken for nought as well."""
LEAST, MOST, TRIED = 1e-6, 1.0, 60
"""Variances of coefficients among which the likeliest is looked for."""


@dataclass(frozen=True, eq=False)
class Linear:
    """Means and scales of the traits, their coefficients, and the covariance of these."""

    centre: Floats
    scale: Floats
    slope: Floats
    covariance: Floats

    def moved(self, traits: Floats) -> Floats:
        """What each trait adds to the logit, (n, traits)."""
        found: Floats = (traits - self.centre) / self.scale * self.slope
        return found

    def sum(self, traits: Floats) -> Floats:
        """What all traits together add to the logit, (n,)."""
        by_unit = self.slope / self.scale
        found: Floats = traits @ by_unit - float(self.centre @ by_unit)
        return found

    def unsure(self, traits: Floats) -> Floats:
        """The variance of what all traits together add to the logit, (n,)."""
        z = (traits - self.centre) / self.scale
        found: Floats = ((z @ self.covariance) * z).sum(1)
        return np.maximum(found, 0.0)

    def variance(self, traits: Floats, chance: Floats) -> float:
        """Of the sum of these chances, by the delta method."""
        each = (traits - self.centre) / self.scale * (chance * (1.0 - chance))[:, None]
        slope = each.sum(0)
        return max(float(slope @ self.covariance @ slope), 0.0)

    def shrunk(self) -> Linear:
        """With every coefficient pulled to nought, the less the better it is known.

        Coefficients are taken for draws about nought of one variance, the likeliest; the covariance
        stays what it was, so that an interval is no narrower for it.
        """
        spread, axes = np.linalg.eigh(self.covariance)
        spread, found = np.maximum(spread, 1e-12), axes.T @ self.slope
        tried = np.exp(np.linspace(np.log(LEAST), np.log(MOST), TRIED))
        total = tried[:, None] + spread
        likely = -0.5 * (np.log(total) + found**2 / total).sum(1)
        true = tried[int(np.argmax(likely))]
        return replace(self, slope=axes @ (true / (true + spread) * found))


def regressed(
    x: Floats, logit: Floats, came: NDArray[np.bool_], day: Ints, *, ridge: float = RIDGE,
    of: NDArray[np.bool_] | None = None,
) -> Linear:  # fmt: skip
    """Coefficients of greatest penalised likelihood, by Newton's steps.

    Args:
        x: traits, one row a state and event; the first is one throughout.
        logit: from which the traits move.
        day: of every row, numbered through.
        of: which traits may move it; all if None.
    """
    centre, scale = x.mean(0), np.maximum(x.std(0), LEAST_SCALE)
    centre[0] = 0.0
    z = x - centre
    z *= (1.0 if of is None else of) / scale
    weight = np.full(z.shape[1], ridge)
    weight[0] = 1e-3
    slope, weighted = np.zeros(z.shape[1]), np.empty_like(z)
    for _ in range(STEPS):
        chance = chances(z @ slope + logit)
        np.multiply(z, np.sqrt(chance * (1.0 - chance))[:, None], out=weighted)
        curve = weighted.T @ weighted + np.diag(weight)
        step = np.linalg.solve(curve, z.T @ (came - chance) - weight * slope)
        slope = slope + step
        if np.abs(step).max() < 1e-5:
            break
    chance = chances(z @ slope + logit)
    left_out = _left_out(z, chance, came, day, curve)
    np.multiply(z, (came - chance)[:, None], out=weighted)
    rows = np.linalg.solve(curve, weighted.T).T
    return Linear(centre, scale, slope, _covariance(left_out, rows, curve))


def _covariance(days: Floats, rows: Floats, curve: Floats) -> Floats:
    """Of coefficients, by what a day and what a row of the cases moves them.

    By days alone it has no more directions than there are days. The posterior mean under an inverse
    Wishart has all: that of independent rows, of the same trace, counting for `PRIOR` days a
    coefficient that the ridge leaves free.
    """
    by_day, by_row = days.T @ days, rows.T @ rows
    free = float((by_row * curve).sum())
    widened, prior = float((by_day * curve).sum()) / free, PRIOR * free
    found: Floats = (len(days) * by_day + prior * widened * by_row) / (len(days) + prior)
    return found


def _left_out(
    z: Floats, chance: Floats, came: NDArray[np.bool_], day: Ints, curve: Floats
) -> Floats:
    """By how much one Newton step moves the coefficients when a day is left out, a row a day."""
    order = np.argsort(day, kind="stable")
    z, push, weight = z[order], (came - chance)[order], (chance * (1.0 - chance))[order]
    ends = np.searchsorted(day[order], np.arange(int(day.max()) + 2))
    moved = []
    for mine in (slice(*pair) for pair in pairwise(ends.tolist())):
        own = (z[mine] * weight[mine, None]).T @ z[mine]
        moved.append(np.linalg.solve(curve - own, -(z[mine].T @ push[mine])))
    found: Floats = np.stack(moved)
    return found


def chances(logit: Floats) -> Floats:
    """Chances of logits."""
    found: Floats = 1.0 / (1.0 + np.exp(-logit))
    return found
