"""The special case that independent Hawkes libraries share: one pair, one action, repeats.

An event of day d stands at d + ½ in their continuous time. A kernel that is constant
between half-integers and nothing before ½ then gives, at every event and in the integral
over the record, what the process gives by days.
"""

from __future__ import annotations

import numpy as np
import pytest

from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

LAGS = (1, 3, 8, 31)
EDGES = np.array([0.0, *(lag - 0.5 for lag in LAGS)])
DAYS = 600


@pytest.fixture(scope="module")
def stream() -> Stream:
    """Bursts: no more than one event a day, because ties have no order elsewhere."""
    rng = np.random.default_rng(7)
    days = {0, DAYS - 1}
    for start in rng.integers(DAYS, size=60).tolist():
        days |= {d for d in start + np.cumsum(rng.geometric(0.4, size=4)) if d < DAYS}
    rows = [(0, 0, 1, int(d)) for d in sorted(days)]
    return Stream.from_quadruples(rows, actors=["a", "b"], actions=["x"])


@pytest.fixture(scope="module")
def fitted(stream: Stream) -> Fitted:
    return fit(stream, Settings(patterns=("repeat",), lags=LAGS))


def baseline(fitted: Fitted) -> float:
    zero, one = np.array([0]), np.array([1])
    return float(fitted.background.intensity(zero, zero, one)[0])


def own_log_likelihood(fitted: Fitted, stream: Stream) -> float:
    outlook, days = Outlook.over(fitted, stream), np.arange(DAYS)
    same = np.zeros(DAYS, dtype=np.int64)
    daily = outlook.intensities(same, same, same + 1, days)
    return float(np.log(daily[stream.day]).sum() - daily.sum())


def test_the_log_likelihood_is_that_of_hawkesbook(stream: Stream, fitted: Fitted) -> None:
    """Laub, Lee, Pollett & Taimre 2024, *Hawkes Models and Their Applications*: the package."""
    hawkesbook = pytest.importorskip("hawkesbook", reason="hawkesbook is not installed")
    heights = np.concatenate([[0.0], fitted.weights[0, 0]])
    areas = np.concatenate([[0.0], np.cumsum(heights * np.diff(EDGES))])

    def kernel(lag: float) -> float:
        at = int(np.searchsorted(EDGES, lag, side="right")) - 1
        return float(heights[at]) if at < len(heights) else 0.0

    def integral(lag: float) -> float:
        return float(np.interp(lag, EDGES, areas))

    theirs = hawkesbook.log_likelihood(
        stream.day + 0.5, float(DAYS), (baseline(fitted), kernel, integral),
        hawkesbook.hawkes_intensity, hawkesbook.hawkes_compensator,
    )  # fmt: skip
    assert own_log_likelihood(fitted, stream) == pytest.approx(theirs, rel=1e-12)


def test_the_log_likelihood_is_that_of_tick(stream: Stream, fitted: Fitted) -> None:
    """Bacry, Bompaire, Deegan, Gaïffas & Poulsen 2018, *JMLR* 18.

    Its compiled learner is asked directly: in tick 0.8.0.2 the Python class around it cannot
    be made (its history refuses its own attributes).
    """
    tick = pytest.importorskip(
        "tick.hawkes.inference.build.hawkes_inference", reason="tick is not installed"
    )
    learner = tick.HawkesEM(EDGES, 1)
    learner.set_data([[stream.day + 0.5]], np.array([float(DAYS)]))
    heights = np.concatenate([[0.0], fitted.weights[0, 0]]).reshape(1, -1)
    # It measures against a unit Poisson process, by the event.
    ratio = learner.loglikelihood(np.array([baseline(fitted)]), heights)
    theirs = ratio * len(stream) - DAYS
    assert own_log_likelihood(fitted, stream) == pytest.approx(theirs, rel=1e-12)
