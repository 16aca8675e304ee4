"""Base rates stacked with a regression on recent counts, class by class.

    log m' = log m + (β_c + θ_c · x) / (1 + m),

m being the acts that the process expects of a pair in 30 days, x the standardised covariates
(`recent`). The regression speaks where m is small, and little where the count itself says enough.
β and θ are of greatest penalised likelihood for *at least one act*, whose chance is that of the
negative binomial with mean m'. First they are learned for hostile and for other classes together
(ridge `RIDGE` about nought), then for every class (ridge `TO_POOLED` about what is common).

All is learned from forecasts by processes fitted before (stacking, Wolpert 1992), each month's
scaled to the acts of these pairs that came: the regression says where, the level how much. So in
a forecast the acts of a class in all stay those of the process (`kept`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._threads import each
from ramify.reasoning.dynamics.rates.counts import Spread
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.rates.recent import COVARIATES, RecentCounts
from ramify.reasoning.dynamics.rates.scatter import PastForecast, dealt_of_late

Hits = NDArray[np.bool_]
RIDGE, TO_POOLED = 30.0, 1000.0
STEPS = 60
FARTHEST = 3.0
"""A logarithm moves by no more."""


@dataclass(frozen=True, eq=False)
class Stacked:
    """The regression: means and scales of the covariates, β and θ by class, (classes, 1 + F)."""

    centre: Floats
    scale: Floats
    slope: Floats

    @classmethod
    def none(cls, classes: int) -> Stacked:
        """One that leaves all means as they are."""
        nought, one = np.zeros(COVARIATES), np.ones(COVARIATES)
        return cls(nought, one, np.zeros((classes, 1 + COVARIATES)))

    def factor(self, covariates: Floats, means: Floats) -> Floats:
        """m' / m by pair and class."""
        slope = self.slope[:, 1:] / self.scale
        level = self.slope[:, 0] - slope @ self.centre
        moved = level + np.einsum("pcf,cf->pc", covariates, slope)
        found: Floats = np.exp(np.clip(moved / (1.0 + means), -FARTHEST, FARTHEST))
        return found

    def kept(self, covariates: Floats, means: Floats) -> Floats:
        """By class, what m' is multiplied by so that all these pairs' acts stay as many.

        Args:
            means: of every pair that the regression speaks of.
        """
        moved = (self.factor(covariates, means) * means).sum(0)
        found: Floats = np.divide(means.sum(0), moved, out=np.ones_like(moved), where=moved > 0)
        return found


class _Rows(NamedTuple):
    """Questions of one or more classes: covariates with a one before, log m, whether any came."""

    x: Floats
    log: Floats
    came: Hits
    cluster: Floats
    volatility: Floats


def learned_stack(
    panel: Panel, trials: Sequence[PastForecast], spreads: Mapping[str, tuple[Spread, Spread]]
) -> Stacked:
    """The regression from past forecasts, of pairs that dealt in the 90 days before each.

    Args:
        panel: acts of all days.
        trials: forecasts of 30 days, none reaching past the day that is known.
        spreads: a and φ by class.
    """
    found = each(lambda t: _questions(panel, t), trials)
    x, log, came = (np.concatenate(column) for column in zip(*found, strict=True))
    centre, scale = x.mean((0, 1)), x.std((0, 1)) + 1e-6
    x = np.concatenate([np.ones((*x.shape[:2], 1), np.float32), (x - centre) / scale], axis=2)
    own = [spreads[name][0] for name in panel.classes]
    slope = np.zeros((len(panel.classes), 1 + COVARIATES))
    hostile = np.array([name in HOSTILE for name in panel.classes])
    groups = [np.flatnonzero(hostile), np.flatnonzero(~hostile)]

    def climbed(group: Ints) -> list[Floats]:
        rows = [_rows(x[:, c], log[:, c], came[:, c], own[c]) for c in group]
        whole = _Rows(*(np.concatenate(column) for column in zip(*rows, strict=True)))
        common = _climbed(whole, np.zeros(1 + COVARIATES), RIDGE)
        return [_climbed(mine, common, TO_POOLED) for mine in rows]

    for group, slopes in zip(groups, each(climbed, groups), strict=True):
        slope[group] = slopes
    return Stacked(centre, scale, slope)


def _questions(panel: Panel, t: PastForecast) -> tuple[Floats, Floats, Hits]:
    """Covariates, log m and whether any act came, of the pairs of one past forecast."""
    past = panel.between(panel.first, t.day)
    pairs = dealt_of_late(past)
    means = t.all_means[pairs]
    x = RecentCounts.of(past, t.volume).covariates(pairs, means, t.usual[pairs])
    volume = t.came[pairs].sum() / means.sum()
    return x, np.log(np.maximum(means * volume, 1e-9)), t.came[pairs] > 0


def _rows(x: Floats, log: Floats, came: Hits, spread: Spread) -> _Rows:
    cluster, volatility = max(spread.cluster - 1.0, 1e-4), max(spread.volatility, 1e-4)
    n = len(log)
    return _Rows(x, log, came, np.full(n, cluster), np.full(n, volatility))


def _climbed(rows: _Rows, start: Floats, ridge: float) -> Floats:
    from scipy.optimize import minimize

    speaks = 1.0 / (1.0 + np.exp(rows.log))

    def loss(slope: Floats) -> tuple[float, Floats]:
        moved = np.clip(speaks * (rows.x @ slope.astype(np.float32)), -FARTHEST, FARTHEST)
        means = np.exp(rows.log + moved)
        log_none, steep = _log_none(means, rows.cluster, rows.volatility)
        none, some = np.exp(log_none), np.maximum(-np.expm1(log_none), 1e-12)
        total = np.where(rows.came, np.log(some), log_none).sum()
        push = means * steep * speaks * np.where(rows.came, -none / some, 1.0)
        away = slope - start
        gradient = rows.x.T @ push.astype(np.float32)
        return ridge * float(away @ away) / 2 - float(total), ridge * away - gradient

    options = {"maxiter": STEPS}
    found = minimize(loss, start.copy(), jac=True, method="L-BFGS-B", options=options)
    climbed: Floats = found.x
    return climbed


def _log_none(means: Floats, cluster: Floats, volatility: Floats) -> tuple[Floats, Floats]:
    """The logarithm of the chance of no act, and how it changes with the mean."""
    excess = cluster + volatility * means
    log = np.log1p(excess)
    steep = -(cluster / excess**2 * log + means * volatility / (excess * (1.0 + excess)))
    return -(means / excess) * log, steep
