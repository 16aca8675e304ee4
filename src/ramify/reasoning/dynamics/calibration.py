"""Are the probabilities right? Scores, reliability and recalibration of yes/no forecasts.

Reliability follows CORP (Dimitriadis, Gneiting & Jordan 2021): pool-adjacent-violators
regression of the outcomes on the forecasts gives the calibrated probabilities, the bins and
a decomposition of the Brier score into miscalibration, discrimination and uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError
from ramify.reasoning.dynamics.baselines import Recurrence
from ramify.reasoning.dynamics.fitted import Fitted
from ramify.reasoning.dynamics.process import fit
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Ints, Stream

Floats = NDArray[np.float64]
TINY = 1e-4


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
        return cls(knots, isotonic_regression(mean, weights=count).x)

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
            return log_score(_at_least_one(expected @ np.exp(log_weights)), outcome)

        start = np.full(expected.shape[1], -np.log(expected.shape[1]))
        found = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 400})
        return cls(np.exp(found.x))

    def __call__(self, expected: Floats) -> Floats:
        """Probability of at least one event."""
        return _at_least_one(expected @ self.weights)


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

    @property
    def skill(self) -> float:
        """Brier skill against the better baseline."""
        return min(self.skill_poisson, self.skill_recurrence)


@dataclass(frozen=True, eq=False)
class Questions:
    """Triples to forecast: will it happen within the horizon?"""

    actor: Ints
    action: Ints
    target: Ints

    @classmethod
    def recent(cls, stream: Stream, days: int = 90) -> Questions:
        """Every triple seen in the last `days` of a stream."""
        late = stream.between(stream.last_day + 1 - days, stream.last_day + 1)
        rows = np.unique(late.table[:, :3], axis=0)
        return cls(*(np.ascontiguousarray(rows[:, c]) for c in range(3)))

    def outcomes(self, stream: Stream, start: int, horizon: int) -> Floats:
        """1 where the triple happened in the window, else 0."""
        happened = set(map(tuple, stream.between(start, start + horizon).table[:, :3].tolist()))
        rows = zip(self.actor.tolist(), self.action.tolist(), self.target.tolist(), strict=True)
        return np.array([float(row in happened) for row in rows])


def rolling_origin(
    stream: Stream,
    origins: list[int],
    *,
    horizons: tuple[int, ...] = (7, 30, 90),
    settings: Settings | None = None,
    recent: int = 90,
    fitted: Fitted | None = None,
) -> list[Verdict]:
    """Forecast from every origin with what was known then, and score with what came.

    The forecasts of each origin but the first are a blend of the process with the baselines,
    recalibrated on the origins before it; the baselines are recalibrated alike. The verdict
    counts only those, unless there is one origin: then the bare process counts.

    Args:
        fitted: use this model at every origin (it must not have seen later days); else one
            is fitted at each.

    Raises:
        InputError: an origin without a past, or no horizon that the stream covers.
    """
    runs: dict[int, list[_Run]] = {h: [] for h in horizons}
    for origin in sorted(origins):
        past = stream.before(origin)
        if not len(past):
            raise InputError(f"no events before day {origin}", repair="choose later origins")
        model = fitted or fit(past, settings)
        asked = Questions.recent(past, recent)
        outlook, again = model.outlook(past), Recurrence.learn(past)
        triple = asked.actor, asked.action, asked.target
        flat = again.poisson.rates(past, *triple)
        for horizon in horizons:
            if origin + horizon - 1 > stream.last_day:
                continue
            count = outlook.expected_direct(*triple, origin, horizon)
            rival = again.expected(past, *triple, horizon)
            truth = asked.outcomes(stream, origin, horizon)
            runs[horizon].append(_Run(np.stack([count, flat * horizon, rival], axis=1), truth))
    verdicts = [_verdict(h, run) for h, run in runs.items() if run]
    if not verdicts:
        raise InputError("no horizon ends within the stream", repair="choose earlier origins")
    return verdicts


def _at_least_one(expected: Floats) -> Floats:
    return np.asarray(-np.expm1(-expected))


@dataclass(frozen=True, eq=False)
class _Run:
    """Expected counts of one origin (process, Poisson, recurrence) and what happened."""

    expected: Floats
    truth: Floats


def _verdict(horizon: int, runs: list[_Run]) -> Verdict:
    """Score every origin after the first, forecasts calibrated on the origins before it."""
    ours: list[Floats] = []
    rivals: tuple[list[Floats], list[Floats]] = ([], [])
    scored = runs[1:] or runs
    for n, run in enumerate(runs):
        if len(runs) == 1:
            ours.append(_at_least_one(run.expected[:, 0]))
            for rival, column in zip(rivals, (1, 2), strict=True):
                rival.append(_at_least_one(run.expected[:, column]))
        elif n:
            past = np.concatenate([r.expected for r in runs[:n]])
            truth = np.concatenate([r.truth for r in runs[:n]])
            ours.append(_calibrated(Blend.learn(past, truth), past, truth, run.expected))
            for rival, column in zip(rivals, (1, 2), strict=True):
                one = Blend(np.eye(3)[column])
                rival.append(_calibrated(one, past, truth, run.expected))
    said, poisson, recurrence = (np.concatenate(c) for c in (ours, *rivals))
    truth = np.concatenate([r.truth for r in scored])
    raw = _at_least_one(np.concatenate([r.expected[:, 0] for r in scored]))
    score = brier(said, truth)
    return Verdict(
        horizon, len(truth), int(truth.sum()), score, brier(raw, truth), log_score(said, truth),
        skill(score, brier(poisson, truth)), skill(score, brier(recurrence, truth)),
        discrimination(said, truth), Reliability.of(said, truth),
    )  # fmt: skip


def _calibrated(blend: Blend, past: Floats, truth: Floats, expected: Floats) -> Floats:
    return Recalibration.learn(blend(past), truth)(blend(expected))
