"""Baselines, calibration and precedents."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify._errors import InputError, UnknownName
from ramify.reasoning import dynamics
from ramify.reasoning.dynamics.evaluation.baselines import (
    Poisson,
    Recurrence,
    faded,
    held_out,
    triple_keys,
)
from ramify.reasoning.dynamics.evaluation.calibrate import calibrate
from ramify.reasoning.dynamics.evaluation.recalibrate import recalibrated
from ramify.reasoning.dynamics.evaluation.rolling_origin import rolling_origin
from ramify.reasoning.dynamics.forecasting.forecasts import forecasts
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.precedents import precedents
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.reliability import (
    Blend,
    Recalibration,
    Reliability,
    brier,
    discrimination,
    log_score,
)
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=6, steps=6)

pairs = st.lists(
    st.tuples(st.integers(0, 10).map(lambda n: n / 10), st.booleans()), min_size=2, max_size=60
)


def bursty_stream() -> Stream:
    """Threats that are answered within days: recurrence alone cannot know by whom."""
    rng = np.random.default_rng(8)
    rows = []
    for _ in range(160):
        a, b = rng.choice(5, size=2, replace=False)
        day = int(rng.integers(200))
        rows.append((a, 1, b, day))
        rows += [(b, 2, a, day + int(rng.integers(1, 4))) for _ in range(rng.integers(1, 4))]
    return Stream.from_quadruples(rows, actors=list("abcde"), actions=ACTIONS)


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_reliability_decomposes_the_brier_score(rows: list[tuple[float, bool]]) -> None:
    p, y = np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows])
    found = Reliability.of(p, y)
    total = found.miscalibration - found.discrimination + found.uncertainty
    assert total == pytest.approx(brier(p, y), abs=1e-12)
    assert found.miscalibration >= -1e-12 and found.discrimination >= -1e-12
    assert sum(b.count for b in found.bins) == len(rows)
    observed = [b.observed for b in found.bins]
    assert observed == sorted(observed)


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_recalibration_never_hurts_where_it_was_learned(rows: list[tuple[float, bool]]) -> None:
    p, y = np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows])
    better = Recalibration.learn(p, y)(p)
    assert brier(better, y) <= brier(p, y) + 1e-12
    assert (np.diff(better[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_scores_of_known_forecasts() -> None:
    p, y = np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 0.0])
    assert log_score(p, y) == pytest.approx(-(np.log(0.9) + np.log(0.8) + np.log(0.4)) / 3)
    assert discrimination(p, y) == 1.0
    assert discrimination(p, np.ones(3)) is None
    with pytest.raises(InputError, match="no resolved"):
        Recalibration.learn(np.zeros(0), np.zeros(0))


def test_blend_finds_the_source_that_is_right() -> None:
    rng = np.random.default_rng(0)
    rate = rng.gamma(0.5, size=4000)
    outcome = (rng.random(4000) < -np.expm1(-rate)).astype(float)
    blend = Blend.learn(np.stack([rate, np.full(4000, rate.mean())], axis=1), outcome)
    assert blend.weights[0] == pytest.approx(1.0, abs=0.15)
    assert blend.weights[1] < 0.1


def test_fading_memory_by_hand() -> None:
    stream = Stream.from_quadruples(
        [(0, 0, 1, 0), (0, 0, 1, 4), (1, 0, 0, 4)], actors=["a", "b"], actions=["x"]
    )
    key = triple_keys(stream, np.array([0]), np.array([0]), np.array([1]))
    by_hand = (np.exp(-5 / 2) + np.exp(-1 / 2)) * (np.exp(1 / 2) - 1)
    assert faded(stream, key, np.array([5]), 2.0)[0] == pytest.approx(by_hand)
    assert faded(stream, key, np.array([0]), 2.0)[0] == 0
    all_of_it = sum(faded(stream.before(1), key, np.array([day]), 2.0)[0] for day in range(1, 200))
    assert all_of_it == pytest.approx(1.0)


def test_poisson_rates_are_shrunk_means() -> None:
    stream = random_stream()
    rates = Poisson.learn(stream)
    seen = stream.table[0]
    one = tuple(np.array([v]) for v in seen[:3])
    count = (stream.table[:, :3] == seen[:3]).all(1).sum()
    mean = rates.rate[one[1]] * rates.actor_share[one[0]] * rates.target_share[one[2]]
    days = stream.last_day - stream.first_day + 1
    assert rates.rates(stream, *one)[0] == pytest.approx((count + 30 * mean[0]) / (days + 30), 1e-4)


def test_the_process_beats_both_baselines_where_events_answer_each_other() -> None:
    stream = bursty_stream()
    score = held_out(fit(stream.before(150), SHORT), stream, 150)
    assert score.process > score.poisson + 0.3
    assert score.process > score.recurrence + 0.3
    assert Recurrence.learn(stream.before(150)).memory > 0


def test_rolling_origin_counts_only_what_lies_ahead() -> None:
    stream = bursty_stream()
    (week,) = rolling_origin(stream, [100, 130, 160], horizons=(7,), settings=SHORT)
    assert week.questions == sum(
        len(np.unique(stream.before(o).between(o - 90, o).table[:, :3], axis=0)) for o in (130, 160)
    )
    assert 0 <= week.brier <= 0.25 and week.happened > 0
    assert sum(b.count for b in week.reliability.bins) == week.questions
    with pytest.raises(InputError, match="no horizon"):
        rolling_origin(stream, [stream.last_day], horizons=(30,), settings=SHORT)
    with pytest.raises(InputError, match="no events before"):
        rolling_origin(stream, [stream.first_day], settings=SHORT)


def test_precedents_tell_answers_from_what_happens_anyway() -> None:
    stream = bursty_stream()
    found = precedents(
        stream, actor="a", action="threaten", target="b", day=stream.last_day + 1, horizon=10,
    )  # fmt: skip
    assert all(case.action == "threaten" for case in found.cases)
    answer = next(f for f in found.following if f.action_class == "fight")
    assert answer.after > 0.9 and not answer.few and answer.cases == len(found.cases)
    assert answer.otherwise is not None and answer.otherwise < answer.after - 0.4
    assert answer.after_interval[0] <= answer.after <= answer.after_interval[1]


def test_few_precedents_are_marked_and_none_is_no_rate() -> None:
    rows = [(0, 1, 1, 5), (1, 0, 0, 6), (0, 0, 1, 40), (0, 0, 1, 80)]
    stream = Stream.from_quadruples(rows, actors=ACTORS[:2], actions=ACTIONS)
    asked = {"actor": ACTORS[0], "target": ACTORS[1], "day": 90, "horizon": 10}
    one = precedents(stream, **asked, action="threaten")  # type: ignore[arg-type]
    assert len(one.cases) == 1 and all(f.few for f in one.following)
    none = precedents(stream, **asked, action="fight")  # type: ignore[arg-type]
    assert none.cases == () and none.following == ()
    with pytest.raises(UnknownName):
        precedents(stream, actor="x", action="talk", target=ACTORS[1], day=9)
    with pytest.raises(InputError, match="no events before"):
        precedents(stream, **{**asked, "day": 0}, action="talk")  # type: ignore[arg-type]


def test_exported_names_exist() -> None:
    for name in dynamics.__all__:
        assert getattr(dynamics, name) is not None
    importlib.reload(dynamics)
    with pytest.raises(AttributeError):
        dynamics.nothing  # noqa: B018


def test_a_calibration_is_kept_with_the_model_and_applied_where_it_holds(tmp_path: Path) -> None:
    stream = bursty_stream()

    def learn(past: Stream) -> Fitted:
        return fit(past, SHORT)

    found = calibrate(stream, [110, 160], learn, horizons=(7, 30))
    assert [c.horizon for c in found] == [7, 30]
    week = found[0]
    (alone,) = rolling_origin(stream, [110, 160], horizons=(7,), settings=SHORT)
    assert week.verdict == alone
    assert sum(k.questions for k in alone.classes) == alone.questions
    assert sum(row.count for row in week.curve()) == alone.questions
    model = replace(learn(stream), calibration=found)
    model.save(tmp_path / "model.npz")
    again = Fitted.load(tmp_path / "model.npz")
    assert again.calibration == found
    outlook, last = (
        Outlook.over(model, stream),
        stream.between(stream.last_day - 30, stream.last_day + 1),
    )
    actor, target = (stream.actors[c[-1]] for c in (last.subject, last.object))
    for horizon, holds in ((7, True), (8, False)):
        told = recalibrated(
            outlook, forecasts(outlook, actor=actor, target=target, horizon=horizon)
        )
        mapped = [f.calibrated for f in told if f.calibrated is not None]
        assert bool(mapped) == holds
        assert all(0 <= p <= 1 for p in mapped)
    with pytest.raises(InputError, match="too few origins"):
        calibrate(stream, [100], learn, horizons=(7,))
