"""Calibration in use: how a model's forecasts did on days it had not seen, and the map since.

A model is calibrated by fitting it anew before each of several days and forecasting from
there (rolling origin). Kept with the model are the verdict of each horizon, where every
origin was calibrated on earlier ones only, and the blend and the isotonic map learned on all
of them, which are applied to forecasts like those that were scored: one triple, seen in the
90 days before, at a horizon that was scored, over a record that is whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ramify._arrays import Floats
from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.baselines import Recurrence
from ramify.reasoning.dynamics.evaluation.rolling_origin import (
    Bin,
    Blend,
    ClassScore,
    Questions,
    Recalibration,
    Reliability,
    Verdict,
    counts,
    resolved,
    verdict,
)
from ramify.reasoning.dynamics.stream import Stream

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.model import Fitted

RECENT = 90
"""Days before the window in which a triple must have been seen to be asked about."""
EDGES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0)
"""Bounds of the rows in which a curve is shown."""


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


def calibrate(
    stream: Stream,
    origins: list[int],
    learn: Callable[[Stream], Fitted],
    *,
    horizons: tuple[int, ...] = (7, 30, 90),
    class_of: Callable[[str], str] = str,
) -> tuple[Calibration, ...]:
    """Forecast from every origin by a model learned before it, score, and learn the map.

    Raises:
        InputError: an origin without a past, or fewer than two from which a horizon ends
            within the stream.
    """
    found = []
    runs = resolved(stream, origins, learn, horizons=horizons, recent=RECENT)
    for horizon, run in runs.items():
        if len(run) < 2:
            continue
        expected = np.concatenate([r.expected for r in run])
        truth = np.concatenate([r.truth for r in run])
        blend = Blend.learn(expected, truth)
        mapped = Recalibration.learn(blend(expected), truth)
        found.append(
            Calibration(
                tuple(r.origin for r in run),
                verdict(horizon, run, stream, class_of),
                tuple(blend.weights.tolist()),
                tuple(mapped.knots.tolist()),
                tuple(mapped.values.tolist()),
            )
        )
    if not found:
        repair = "choose earlier origins, or load more events"
        raise InputError("too few origins to calibrate on", repair=repair)
    return tuple(found)


def calibrated(
    outlook: Outlook, *, actor: int, target: int, actions: list[int], start: int, horizon: int
) -> dict[int, float]:
    """Calibrated probabilities of those actions for which the model's map is valid.

    Empty where the model has no map for the horizon; an action that the pair has not done
    in the 90 days before is left out, for none like it was scored.
    """
    known = {c.horizon: c for c in outlook.fitted.calibration}
    h = outlook.history
    late = h.between(start - RECENT, start)
    mine = (late.subject == actor) & (late.object == target)
    asked = sorted(set(actions) & set(late.action[mine].tolist()))
    if horizon not in known or not asked or h.last_day - h.first_day < RECENT:
        return {}
    one = np.ones(len(asked), dtype=np.int64)
    questions = Questions(one * actor, np.asarray(asked), one * target)
    (table,) = counts(outlook, Recurrence.learn(h), questions, start, [horizon])
    return dict(zip(asked, known[horizon](table).tolist(), strict=True))
