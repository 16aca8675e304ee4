"""Calibrating a model: how its forecasts did on days it had not seen, and the map learned.

A model is calibrated by fitting it anew before each of several days and forecasting from
there (rolling origin). Kept with the model are the verdict of each horizon, where every
origin was calibrated on earlier ones only, and the blend and the isotonic map learned on all
of them. `recalibrate` applies them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.rolling_origin import resolved, verdict
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.reliability import Blend, Calibration, Recalibration
from ramify.reasoning.dynamics.stream import Stream


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
    runs = resolved(stream, origins, learn, horizons=horizons)
    for horizon, run in runs.items():
        if len(run) < 2:
            continue
        expected = np.concatenate([r.expected for r in run])
        truth = np.concatenate([r.truth for r in run])
        blend = Blend.learn(expected, truth)
        mapped = Recalibration.learn(blend(expected), truth)
        found.append(
            Calibration(
                origins=tuple(r.origin for r in run),
                verdict=verdict(horizon, run, stream, class_of),
                weights=tuple(blend.weights.tolist()),
                knots=tuple(mapped.knots.tolist()),
                values=tuple(mapped.values.tolist()),
            )
        )
    if not found:
        repair = "choose earlier origins, or load more events"
        raise InputError("too few origins to calibrate on", repair=repair)
    return tuple(found)
