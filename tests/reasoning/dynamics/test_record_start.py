"""The past that a record does not hold: the level of its early days and of its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ramify.reasoning.dynamics.evaluation.residuals import daily_rate
from ramify.reasoning.dynamics.forecasting.attribution import causes
from ramify.reasoning.dynamics.forecasting.forecasts import forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import simulate
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.record_start import Begun, unrecorded
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, random_stream

LONG = Settings(patterns=("repeat", "return"))
NOW = 240


@pytest.fixture(scope="module")
def stream() -> Stream:
    """Nothing changes in these days, in which every pair meets at a rate of its own."""
    return random_stream(8, events=9000, days=300)


@pytest.fixture(scope="module")
def fitted(stream: Stream) -> Fitted:
    return fit(stream.before(NOW), LONG)


def test_the_level_of_a_record_that_begins_amid_events(stream: Stream, fitted: Fitted) -> None:
    """The memory fills, but events do not rise; without the level they would seem to."""
    level = Outlook.over(fitted, stream).level(np.arange(300))
    rate = daily_rate(Outlook.over(fitted, stream))
    seen = rate / level
    assert fitted.unrecorded > 0.2
    assert rate[NOW:].sum() == pytest.approx(len(stream.between(NOW, 300)), rel=0.07)
    assert rate[NOW:].sum() / rate[60:120].sum() < 1.1
    assert seen[NOW:].sum() / seen[60:120].sum() > 1.2


def test_nothing_is_missing_from_a_record_that_began_with_its_first_event(fitted: Fitted) -> None:
    first = Stream.from_quadruples([(0, 0, 1, 0)], actors=ACTORS, actions=ACTIONS)
    empty = replace(fitted, unrecorded=0.0)
    future = simulate(Outlook.over(empty, first), horizon=300, simulations=1, seed=2)
    rows = np.stack([future.actor, future.action, future.target, future.day], axis=1)
    record = Stream.from_quadruples(rows, actors=ACTORS, actions=ACTIONS)
    assert fit(record, LONG).unrecorded < 0.1


def test_closed_form_simulation_and_shares_agree_on_the_level(
    stream: Stream, fitted: Fitted
) -> None:
    outlook = Outlook.over(fitted, stream.before(NOW))
    asked = {"actor": ACTORS[0], "target": ACTORS[2], "start": NOW, "horizon": 30}
    closed = forecast(outlook, **asked)  # type: ignore[arg-type]
    drawn = forecast(outlook, **asked, method="simulation", simulations=1500)  # type: ignore[arg-type]
    assert closed.expected == pytest.approx(drawn.expected, rel=0.05)
    assert causes(outlook, **asked).expected == pytest.approx(closed.expected)  # type: ignore[arg-type]
    without = forecast(Outlook.over(replace(fitted, unrecorded=0.0), stream.before(NOW)), **asked)  # type: ignore[arg-type]
    first, last = outlook.level(np.array([NOW, NOW + 29]))
    assert last * without.expected < closed.expected < first * without.expected


def test_an_old_record_is_not_raised(stream: Stream, fitted: Fitted) -> None:
    later = stream.first_day + fitted.settings.memory_days
    assert Outlook.over(fitted, stream).level(np.array([later, later + 9])).tolist() == [1.0, 1.0]


def test_days_that_no_source_covers_are_not_learned_as_quiet(stream: Stream) -> None:
    """After an outage of two months a fit that knows of it expects more, and in it too."""
    dated = replace(stream, epoch=date(2024, 1, 1)).before(NOW)
    out = np.arange(100, 160)
    quiet = dated.take(np.flatnonzero(~np.isin(dated.day, out)))
    known = replace(quiet, uncovered=((date(2024, 4, 10), date(2024, 6, 8)),))
    assert np.flatnonzero(known.covered == 0).tolist() == out.tolist()
    few = Settings(patterns=LONG.patterns, pooled_steps=4, steps=4)
    peace, told = (daily_rate(Outlook.over(fit(s, few), s)) for s in (quiet, known))
    assert told[out].sum() > 3 * peace[out].sum()
    assert peace[160] < 0.5 * told[160] < 15, "thirty events came on every day"
    model = replace(fit(known, few), unrecorded=1.0)
    raised = Outlook.over(model, known).level(np.array([NOW]))
    assert raised[0] == pytest.approx(1 + (365 - NOW) / 365 + 60 / 365)


def test_the_level_is_the_mode_of_its_posterior() -> None:
    begun = Begun(unrecorded(np.arange(60, 200), 365), np.full(140, 9), np.ones(140))
    expected = 300.0
    best = begun.level(expected)

    def posterior(level: float) -> float:
        return begun.log_level(level) - level * (expected + 1.0)

    assert best > 0.1
    assert posterior(best) > max(posterior(best * 0.99), posterior(best * 1.01))
    assert begun.level(1e6) == 0.0
