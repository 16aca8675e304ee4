"""Forecasts from past days by models that had not seen later ones, scored by what came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.baselines import Recurrence
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.reliability import (
    Blend,
    ClassScore,
    Recalibration,
    Reliability,
    Verdict,
    at_least_one,
    brier,
    discrimination,
    log_score,
    skill,
)
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

RECENT = 90
"""Days before the window in which a triple must have been seen to be asked about."""


@dataclass(frozen=True, eq=False)
class Triples:
    """Triples to forecast: will it happen within the horizon?"""

    actor: Ints
    action: Ints
    target: Ints

    @classmethod
    def recent(cls, stream: Stream, days: int = RECENT) -> Triples:
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
    recent: int = RECENT,
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
    recent: int = RECENT,
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
        asked = Triples.recent(past, recent)
        outlook, again = Outlook.over(learn(past), past), Recurrence.learn(past)
        for horizon, table in zip(
            covered, counts(outlook, again, asked, origin, covered), strict=True
        ):
            truth = asked.outcomes(stream, origin, horizon)
            runs.setdefault(horizon, []).append(Run(origin, table, truth, asked.action))
    if not runs:
        raise InputError("no horizon ends within the stream", repair="choose earlier origins")
    return runs


def counts(
    outlook: Outlook, again: Recurrence, asked: Triples, start: int, horizons: Sequence[int]
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
    raw = at_least_one(np.concatenate([r.expected[:, 0] for r in scored]))
    score = brier(said, truth)
    label = np.array([class_of(a) for a in stream.actions])
    classes = label[np.concatenate([r.action for r in scored])]
    return Verdict(
        horizon=horizon,
        questions=len(truth),
        happened=int(truth.sum()),
        brier=score,
        brier_raw=brier(raw, truth),
        log_score=log_score(said, truth),
        skill_poisson=skill(score, brier(poisson, truth)),
        skill_recurrence=skill(score, brier(recurrence, truth)),
        auc=discrimination(said, truth),
        reliability=Reliability.of(said, truth),
        classes=tuple(_class_scores(classes, said, (poisson, recurrence), truth)),
    )


def _forecast(runs: list[Run], n: int, column: int | None) -> Floats:
    """Forecasts of an origin as calibrated on those before it; of a baseline by its column."""
    if len(runs) == 1:
        return at_least_one(runs[0].expected[:, column or 0])
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
            action_class=name,
            questions=int(here.sum()),
            happened=int(truth[here].sum()),
            said=float(said[here].sum()),
            brier=score,
            skill=skill(score, best),
        )


def _calibrated(blend: Blend, past: Floats, truth: Floats, expected: Floats) -> Floats:
    return Recalibration.learn(blend(past), truth)(blend(expected))
