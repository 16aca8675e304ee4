"""Are the probabilities right? Scores, reliability and calibration of yes/no forecasts.

Reliability follows CORP (Dimitriadis, Gneiting & Jordan 2021): pool-adjacent-violators
regression of the outcomes on the forecasts gives the calibrated probabilities, the bins and
a decomposition of the Brier score into miscalibration, discrimination and uncertainty.

A model keeps a `Calibration` for each horizon: how its forecasts did on days it had not
seen, and the map learned on them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ramify._arrays import Floats
from ramify._errors import InputError

TINY = 1e-4
"""Log scores keep forecasts so far off 0 and 1."""
EDGES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0)
"""Bounds of the rows in which a curve is shown."""


def brier(probability: Floats, outcome: Floats) -> float:
    """Mean squared difference of probability and outcome (Brier 1950).

    >>> brier(np.array([1.0, 0.5]), np.array([1.0, 0.0]))
    0.125
    """
    return float(((probability - outcome) ** 2).mean())


def log_score(probability: Floats, outcome: Floats) -> float:
    """Mean negative log probability of what happened; forecasts are kept off 0 and 1."""
    p = np.clip(probability, TINY, 1 - TINY)
    return float(-(outcome * np.log(p) + (1 - outcome) * np.log1p(-p)).mean())


def skill(score: float, reference: float) -> float:
    """1 − score / reference: above 0 is better than the reference, 1 is perfect."""
    return 1.0 - score / reference if reference > 0 else 0.0


def discrimination(probability: Floats, outcome: Floats) -> float | None:
    """Chance that an event got a higher forecast than a non-event (AUC); None if one kind."""
    from scipy.stats import rankdata

    hits = outcome > 0.5
    if hits.all() or not hits.any():
        return None
    ranks = rankdata(probability)
    n, m = int(hits.sum()), int((~hits).sum())
    return float((ranks[hits].sum() - n * (n + 1) / 2) / (n * m))


def at_least_one(expected: Floats) -> Floats:
    """Chance of at least one event where so many are expected."""
    return np.asarray(-np.expm1(-expected))


@dataclass(frozen=True, eq=False)
class Recalibration:
    """A rising step function from forecast to calibrated probability."""

    knots: Floats
    values: Floats

    @classmethod
    def learn(cls, probability: Floats, outcome: Floats) -> Recalibration:
        """Isotonic regression of outcomes on forecasts.

        Raises:
            InputError: there is no resolved forecast.
        """
        from scipy.optimize import isotonic_regression

        if not len(probability):
            raise InputError("no resolved forecasts to calibrate on")
        knots, of, count = np.unique(probability, return_inverse=True, return_counts=True)
        mean = np.bincount(of, weights=outcome) / count
        values = isotonic_regression(mean, weights=count).x
        # Both ends of every level say it all.
        rises = np.flatnonzero(np.diff(values) > 0)
        ends = np.unique(np.concatenate([[0, len(values) - 1], rises, rises + 1]))
        return cls(knots[ends], values[ends])

    def __call__(self, probability: Floats) -> Floats:
        """Calibrated probabilities, between knots by interpolation."""
        return np.asarray(np.interp(probability, self.knots, self.values))


@dataclass(frozen=True, eq=False)
class Blend:
    """Expected counts pooled: Λ = Σ w_m Λ_m over the process and the two baselines.

    The process knows what follows what; a triple's own long-run rate knows what the
    process's memory has forgotten. The weights (M,) are fitted on resolved forecasts.
    """

    weights: Floats

    @classmethod
    def learn(cls, expected: Floats, outcome: Floats) -> Blend:
        """Maximum likelihood of outcomes given expected counts, shape (questions, M)."""
        from scipy.optimize import minimize

        def loss(log_weights: Floats) -> float:
            return log_score(at_least_one(expected @ np.exp(log_weights)), outcome)

        start = np.full(expected.shape[1], -np.log(expected.shape[1]))
        found = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 400})
        return cls(np.exp(found.x))

    def __call__(self, expected: Floats) -> Floats:
        """Probability of at least one event."""
        return at_least_one(expected @ self.weights)


@dataclass(frozen=True)
class Bin:
    """Forecasts with one calibrated probability."""

    lowest: float
    highest: float
    forecast: float
    observed: float
    count: int


@dataclass(frozen=True)
class Reliability:
    """CORP reliability: Brier = miscalibration − discrimination + uncertainty."""

    bins: tuple[Bin, ...]
    miscalibration: float
    discrimination: float
    uncertainty: float

    @classmethod
    def of(cls, probability: Floats, outcome: Floats) -> Reliability:
        """The reliability of forecasts against outcomes (0 or 1)."""
        calibrated = Recalibration.learn(probability, outcome)(probability)
        base = np.full(len(outcome), outcome.mean())
        score, best, flat = (brier(p, outcome) for p in (probability, calibrated, base))
        bins = []
        for value in np.unique(calibrated):
            here = calibrated == value
            p = probability[here]
            bins.append(
                Bin(float(p.min()), float(p.max()), float(p.mean()), float(value), int(here.sum()))
            )
        return cls(tuple(bins), score - best, flat - best, flat)


@dataclass(frozen=True)
class ClassScore:
    """How forecasts of one class of action did; `said` is what they expected to happen."""

    action_class: str
    questions: int
    happened: int
    said: float
    brier: float
    skill: float


@dataclass(frozen=True)
class Verdict:
    """How forecasts of one horizon did, beside both baselines."""

    horizon: int
    questions: int
    happened: int
    brier: float
    brier_raw: float
    log_score: float
    skill_poisson: float
    skill_recurrence: float
    auc: float | None
    reliability: Reliability
    classes: tuple[ClassScore, ...] = ()

    @property
    def skill(self) -> float:
        """Brier skill against the better baseline."""
        return min(self.skill_poisson, self.skill_recurrence)


@dataclass(frozen=True)
class CurveRow:
    """Forecasts between two probabilities: what they said on average, and what came."""

    lowest: float
    highest: float
    said: float
    came: float
    count: int


@dataclass(frozen=True)
class Calibration:
    """One horizon: how forecasts from some days did, and the map learned on all of them.

    weights: of the process and both baselines in the blend; knots and values: the map.
    """

    origins: tuple[int, ...]
    verdict: Verdict
    weights: tuple[float, ...]
    knots: tuple[float, ...]
    values: tuple[float, ...]

    @property
    def horizon(self) -> int:
        return self.verdict.horizon

    def __call__(self, expected: Floats) -> Floats:
        """Calibrated probabilities of counts expected by process and baselines, (n, 3)."""
        mapped = Recalibration(np.asarray(self.knots), np.asarray(self.values))
        return mapped(Blend(np.asarray(self.weights))(expected))

    def curve(self, edges: tuple[float, ...] = EDGES) -> tuple[CurveRow, ...]:
        """The reliability curve in few rows; rows without forecasts are left out."""
        rows = []
        for low, high in pairwise(edges):
            last = high == edges[-1]
            here = [
                b
                for b in self.verdict.reliability.bins
                if low <= b.forecast < high or (last and b.forecast == high)
            ]
            n = sum(b.count for b in here)
            if n:
                said = sum(b.forecast * b.count for b in here) / n
                came = sum(b.observed * b.count for b in here) / n
                rows.append(CurveRow(low, high, said, came, n))
        return tuple(rows)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as a model file keeps them."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Calibration:
        """The inverse of `to_dict`."""
        v = dict(stored["verdict"])
        r = dict(v.pop("reliability"))
        bins = tuple(Bin(**b) for b in r.pop("bins"))
        classes = tuple(ClassScore(**c) for c in v.pop("classes"))
        return cls(
            tuple(stored["origins"]),
            Verdict(**v, reliability=Reliability(bins, **r), classes=classes),
            tuple(stored["weights"]),
            tuple(stored["knots"]),
            tuple(stored["values"]),
        )
