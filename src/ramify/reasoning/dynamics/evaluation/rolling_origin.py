"""Are the probabilities right? Scores, reliability and recalibration of yes/no forecasts.

Reliability follows CORP (Dimitriadis, Gneiting & Jordan 2021): pool-adjacent-violators
regression of the outcomes on the forecasts gives the calibrated probabilities, the bins and
a decomposition of the Brier score into miscalibration, discrimination and uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.baselines import Recurrence
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.model import Fitted

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
    class_of: Callable[[str], str] = str,
) -> list[Verdict]:
    """Forecast from every origin with what was known then, and score with what came.

    The forecasts of each origin but the first are a blend of the process with the baselines,
    recalibrated on the origins before it; the baselines are recalibrated alike. The verdict
    counts only those, unless there is one origin: then the bare process counts.

    Args:
        fitted: use this model at every origin (it must not have seen later days); else one
            is fitted at each.
        class_of: the class under which an action is scored.

    Raises:
        InputError: an origin without a past, or no horizon that the stream covers.
    """

    def learn(past: Stream) -> Fitted:
        return fitted or fit(past, settings)

    runs = resolved(stream, origins, learn, horizons=horizons, recent=recent)
    return [verdict(h, run, stream, class_of) for h, run in runs.items()]


def resolved(
    stream: Stream,
    origins: list[int],
    learn: Callable[[Stream], Fitted],
    *,
    horizons: tuple[int, ...] = (7, 30, 90),
    recent: int = 90,
) -> dict[int, list[Run]]:
    """Forecasts from every origin, by a model learned before it, with what came of them.

    Raises:
        InputError: an origin without a past, or no horizon that the stream covers.
    """
    runs: dict[int, list[Run]] = {}
    for origin in sorted(origins):
        past = stream.before(origin)
        if not len(past):
            raise InputError(f"no events before day {origin}", repair="choose later origins")
        covered = [h for h in sorted(horizons) if origin + h - 1 <= stream.last_day]
        if not covered:
            continue
        asked = Questions.recent(past, recent)
        outlook, again = learn(past).outlook(past), Recurrence.learn(past)
        for horizon, table in zip(
            covered, counts(outlook, again, asked, origin, covered), strict=True
        ):
            truth = asked.outcomes(stream, origin, horizon)
            runs.setdefault(horizon, []).append(Run(origin, table, truth, asked.action))
    if not runs:
        raise InputError("no horizon ends within the stream", repair="choose earlier origins")
    return runs


def counts(
    outlook: Outlook, again: Recurrence, asked: Questions, start: int, horizons: Sequence[int]
) -> list[Floats]:
    """Expected counts by the process and both baselines, (questions, 3), for each horizon."""
    past, triple = outlook.history, (asked.actor, asked.action, asked.target)
    flat = again.poisson.rates(past, *triple)
    found, own, done = [], np.zeros(len(asked.actor)), 0
    for horizon in horizons:
        own = own + outlook.expected_direct(*triple, start + done, horizon - done)
        done = horizon
        rival = again.expected(past, *triple, horizon)
        found.append(np.stack([own, flat * horizon, rival], axis=1))
    return found


def _at_least_one(expected: Floats) -> Floats:
    return np.asarray(-np.expm1(-expected))


@dataclass(frozen=True, eq=False)
class Run:
    """Expected counts from one origin (process, Poisson, recurrence) and what happened."""

    origin: int
    expected: Floats
    truth: Floats
    action: Ints


def verdict(
    horizon: int, runs: list[Run], stream: Stream, class_of: Callable[[str], str] = str
) -> Verdict:
    """Score every origin after the first, forecasts calibrated on the origins before it."""
    scored = runs[1:] or runs
    first = len(runs) - len(scored)
    said, poisson, recurrence = (
        np.concatenate([_forecast(runs, n, column) for n in range(first, len(runs))])
        for column in (None, 1, 2)
    )
    truth = np.concatenate([r.truth for r in scored])
    raw = _at_least_one(np.concatenate([r.expected[:, 0] for r in scored]))
    score = brier(said, truth)
    label = np.array([class_of(a) for a in stream.actions])
    classes = label[np.concatenate([r.action for r in scored])]
    return Verdict(
        horizon, len(truth), int(truth.sum()), score, brier(raw, truth), log_score(said, truth),
        skill(score, brier(poisson, truth)), skill(score, brier(recurrence, truth)),
        discrimination(said, truth), Reliability.of(said, truth),
        tuple(_class_scores(classes, said, (poisson, recurrence), truth)),
    )  # fmt: skip


def _forecast(runs: list[Run], n: int, column: int | None) -> Floats:
    """Forecasts of an origin as calibrated on those before it; of a baseline by its column."""
    if len(runs) == 1:
        return _at_least_one(runs[0].expected[:, column or 0])
    past = np.concatenate([r.expected for r in runs[:n]])
    truth = np.concatenate([r.truth for r in runs[:n]])
    blend = Blend.learn(past, truth) if column is None else Blend(np.eye(3)[column])
    return _calibrated(blend, past, truth, runs[n].expected)


def _class_scores(
    classes: NDArray[Any], said: Floats, rivals: tuple[Floats, Floats], truth: Floats
) -> Iterator[ClassScore]:
    for name in np.unique(classes).tolist():
        here = classes == name
        score = brier(said[here], truth[here])
        best = min(brier(rival[here], truth[here]) for rival in rivals)
        yield ClassScore(
            name, int(here.sum()), int(truth[here].sum()), float(said[here].sum()), score,
            skill(score, best),
        )  # fmt: skip


def _calibrated(blend: Blend, past: Floats, truth: Floats, expected: Floats) -> Floats:
    return Recalibration.learn(blend(past), truth)(blend(expected))
