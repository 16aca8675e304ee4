"""Activity that changes from window to window, and the intervals that follow from it."""

from __future__ import annotations

import numpy as np
import pytest

from ramify.reasoning.dynamics.forecasting.forecasts import forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.overdispersion import drift
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.settings import Settings
from tests.reasoning.dynamics.worlds import random_stream


def counted(change: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """300 actors over ten windows of ten days, with factors of this relative variance."""
    rng = np.random.default_rng(seed)
    level = rng.gamma(0.5, 30.0, size=(300, 1)) * np.ones(10)
    if change:
        level = level * rng.gamma(1 / change, change, size=(300, 10))
    count = rng.poisson(level)
    group = np.repeat(np.arange(300), count.sum(1))
    window = np.concatenate([np.repeat(np.arange(10), row) for row in count])
    return group, window * 10 + rng.integers(1, 11, size=len(window))


@pytest.mark.parametrize(("change", "off"), [(0.0, 0.02), (0.1, 0.03), (0.4, 0.08)])
def test_the_change_of_a_known_world_is_found(change: float, off: float) -> None:
    assert drift(*counted(change), horizon=10) == pytest.approx(change, abs=off)


def test_one_actor_by_hand() -> None:
    """Six in the last ten days and one in the ten before: (25 / 7 - 1) / (2 * 6 / 7)."""
    age = np.array([1, 2, 3, 4, 5, 10, 20])
    one = np.zeros(7, dtype=int)
    assert drift(one, age, horizon=10) == pytest.approx(1.5)
    with_a_late_starter = np.append(one, 1), np.append(age, 1)
    assert drift(*with_a_late_starter, horizon=10) == pytest.approx(1.5)


def test_what_changes_less_than_chance_would_have_it_does_not_change() -> None:
    assert drift(np.zeros(20, dtype=int), np.arange(1, 21), horizon=10) == 0.0
    assert drift(np.zeros(3, dtype=int), np.ones(3, dtype=int), horizon=1) == 0.0


def test_fewer_than_two_windows_tell_nothing() -> None:
    group, age = counted(0.4)
    assert drift(group, age, horizon=60) == 0.0
    assert drift(group[:0], age[:0], horizon=10) == 0.0


def test_an_open_side_has_a_wider_interval_and_the_same_mean() -> None:
    """Half of the actors fall silent every other fortnight: their months cannot be sure."""
    calm = random_stream(3, events=1500)
    fortnight, busy = calm.day // 15 % 2, calm.subject % 2
    restless = calm.take(np.flatnonzero((busy == 0) | (fortnight == 0)))
    settings = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3)
    width = []
    for stream in (calm, restless):
        asked = {"actor": stream.actors[0], "horizon": 15}
        answer = forecast(Outlook.over(fit(stream, settings), stream), **asked)  # type: ignore[arg-type]
        low, high = answer.interval
        width.append((high - low) / answer.expected)
        assert low <= answer.expected <= high
    assert width[1] > 1.3 * width[0]
