"""Simulation, forecasts and descendants; recovery and residuals of simulated worlds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest
from scipy import stats

from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics.evaluation.residuals import time_rescaled
from ramify.reasoning.dynamics.forecasting.forecasts import forecast, forecasts
from ramify.reasoning.dynamics.forecasting.immigrants import FromPast, Starters
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import (
    Branch,
    _in_blocks,
    _joined,
    _paths,
    _tree,
    _within,
    simulate,
    what_follows,
    wilson,
)
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=6, steps=6)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream()


@pytest.fixture(scope="module")
def fitted(stream: Stream) -> Fitted:
    return fit(stream, SHORT)


def two_actor_model(events: int = 600) -> tuple[Fitted, Stream]:
    """One pair and one action: only repeat and the background are at work."""
    rng = np.random.default_rng(4)
    days = np.sort(rng.integers(300, size=events // 4))
    rows = [(0, 0, 1, int(d)) for d in days] + [(0, 0, 1, int(d) + 1) for d in days[::2]]
    stream = Stream.from_quadruples(rows, actors=["a", "b"], actions=["x"])
    return fit(stream, Settings(patterns=("repeat",), lags=(1, 3, 8, 31))), stream


def test_same_seed_same_future_other_seed_another(stream: Stream, fitted: Fitted) -> None:
    one, again = (
        simulate(Outlook.over(fitted, stream), horizon=10, simulations=20, seed=3) for _ in "ab"
    )
    other = simulate(Outlook.over(fitted, stream), horizon=10, simulations=20, seed=4)
    assert np.array_equal(one.day, again.day) and np.array_equal(one.actor, again.actor)
    assert not (len(one.day) == len(other.day) and np.array_equal(one.actor, other.actor))
    assert one.day.min() >= one.start and one.day.max() < one.start + one.horizon


def test_futures_do_not_depend_on_threads_nor_on_later_futures(
    stream: Stream, fitted: Fitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"horizon": 10, "seed": 3}
    two = simulate(Outlook.over(fitted, stream), **asked, simulations=60)
    event = {"actor": "Army (A)", "action": "fight", "target": "Army (B)", "day": 91}
    tree = what_follows(Outlook.over(fitted, stream), **event, simulations=60)
    monkeypatch.setenv("RAMIFY_THREADS", "1")
    one = simulate(Outlook.over(fitted, stream), **asked, simulations=60)
    assert np.array_equal(one.day, two.day) and np.array_equal(one.target, two.target)
    assert tree == what_follows(Outlook.over(fitted, stream), **event, simulations=60)
    fewer = simulate(Outlook.over(fitted, stream), **asked, simulations=50)
    first = two.future < 50
    assert np.array_equal(fewer.actor, two.actor[first])
    assert np.array_equal(fewer.day, two.day[first])


def test_closed_form_and_simulation_agree_where_the_closed_form_is_exact() -> None:
    fitted, stream = two_actor_model()
    outlook = Outlook.over(fitted, stream)
    asked = {"actor": "a", "action": "x", "target": "b", "horizon": 20}
    closed = forecast(outlook, **asked)  # type: ignore[arg-type]
    drawn = forecast(outlook, **asked, method="simulation", simulations=20_000)  # type: ignore[arg-type]
    assert closed.expected == pytest.approx(drawn.expected, rel=0.03)
    assert closed.probability == pytest.approx(drawn.probability, abs=0.01)
    assert closed.interval[0] == pytest.approx(drawn.interval[0], abs=2)
    assert closed.interval[1] == pytest.approx(drawn.interval[1], abs=2)


def test_simulated_total_agrees_with_the_renewal_equation(stream: Stream, fitted: Fitted) -> None:
    outlook = Outlook.over(fitted, stream)
    closed = forecast(outlook, horizon=15)
    drawn = forecast(outlook, horizon=15, method="simulation", simulations=2000)
    assert closed.expected == pytest.approx(drawn.expected, rel=0.08)


@pytest.mark.parametrize("side", ["actor", "target"])
def test_a_side_left_open_counts_what_it_calls_forth(
    stream: Stream, fitted: Fitted, side: str
) -> None:
    """Answers, kin, joins and rallies around the known actor, not its repeats alone.

    Exact where nobody else's events lead there, as with *repeat* and *return*.
    """
    asked = {side: "Government (A)", "horizon": 25}
    own = fit(stream, SHORT.model_copy(update={"patterns": ("repeat", "return")}))
    for model, least, most in ((own, 0.97, 1.03), (fitted, 0.82, 1.0)):
        outlook = Outlook.over(model, stream)
        closed = forecast(outlook, **asked)  # type: ignore[arg-type]
        drawn = forecast(outlook, **asked, method="simulation", simulations=4000)  # type: ignore[arg-type]
        assert least * drawn.expected < closed.expected < most * drawn.expected


def test_forecast_compares_with_the_baseline(stream: Stream, fitted: Fitted) -> None:
    answer = forecast(Outlook.over(fitted, stream), actor="Army (A)", horizon=30)
    assert 0 <= answer.probability <= 1
    assert answer.interval[0] <= answer.expected <= answer.interval[1]
    assert answer.lift == pytest.approx(answer.expected / answer.baseline_expected)
    with pytest.raises(UsageError, match="history reaches day"):
        forecast(Outlook.over(fitted, stream), start=stream.last_day)
    with pytest.raises(UsageError, match="horizon"):
        forecast(Outlook.over(fitted, stream), horizon=0)


def test_five_hundred_futures_from_seed_nought_are_meant_where_none_are_named() -> None:
    model, past = two_actor_model()
    for of_all in (forecast, lambda *a, **k: forecasts(*a, **k)[0]):
        ask = partial(of_all, Outlook.over(model, past), horizon=3, method="simulation")
        assert ask() == ask(simulations=500, seed=0) != ask(simulations=500, seed=1)
        assert "500 simulated futures" in " ".join(ask().notes)


def test_what_simulations_mean_where_nothing_is_named() -> None:
    model, past = two_actor_model()
    future = simulate(Outlook.over(model, past))
    assert (future.start, future.horizon, future.simulations) == (past.last_day + 1, 30, 100)
    same, other = (simulate(Outlook.over(model, past), seed=seed) for seed in (0, 1))
    assert np.array_equal(future.day, same.day) and not np.array_equal(future.day, other.day)
    effect = what_follows(
        Outlook.over(model, past), actor="a", action="x", target="b", day=past.last_day + 1
    )
    assert (effect.horizon, effect.simulations, effect.seed) == (90, 2000, 0)
    deepest = effect.branches
    for _ in range(2):
        deepest = deepest[0].children
    assert deepest and not deepest[0].children


def test_one_future_of_one_day_is_the_least() -> None:
    outlook = Outlook.over(*two_actor_model())
    assert set(simulate(outlook, horizon=1, simulations=1).future) <= {0}
    for least in ({"horizon": 0}, {"simulations": 0}):
        with pytest.raises(UsageError, match="at least"):
            simulate(outlook, **least)


def test_children_of_an_event_match_the_expected_offspring(stream: Stream, fitted: Fitted) -> None:
    """With patterns that always find somebody, a parent's children are W times days."""
    model, past = two_actor_model()
    effect = what_follows(
        Outlook.over(model, past), actor="a", action="x", target="b", day=past.last_day + 1,
        horizon=240, simulations=20_000,
    )  # fmt: skip
    assert effect.by_generation[0] == pytest.approx(model.offspring[0, 0], rel=0.03)
    total = 1 / (1 - model.offspring[0, 0]) - 1
    assert effect.expected == pytest.approx(total, rel=0.1)


def test_the_tree_holds_what_it_says(stream: Stream, fitted: Fitted) -> None:
    asked = {"actor": "Government (A)", "action": "threaten", "target": "Government (B)"}
    day = stream.last_day + 1
    effect = what_follows(
        Outlook.over(fitted, stream), **asked, day=day, simulations=3000, least=0.0, depth=2
    )
    again = what_follows(
        Outlook.over(fitted, stream), **asked, day=day, simulations=3000, least=0.0, depth=2
    )
    assert effect == again
    assert sum(effect.by_generation) == pytest.approx(effect.expected)
    for depth in (1, 2):
        level = [b for b in _all(effect.branches) if b.generation == depth]
        assert sum(b.expected for b in level) == pytest.approx(effect.by_generation[depth - 1])
        assert all(b.interval[0] <= b.probability <= b.interval[1] for b in level)
    assert any({b.actor, b.target} - set(asked.values()) for b in effect.third_parties())


def _all(branches: tuple[Branch, ...]) -> list[Branch]:
    return [b for one in branches for b in (one, *_all(one.children))]


def long_world(seed: int) -> tuple[Fitted, Stream]:
    """A long simulated record of a known process: 200 background pairs, repeat and return."""
    truth = fit(random_stream(2), Settings(patterns=("repeat", "return"), lags=(1, 3, 8)))
    first = Stream.from_quadruples([(0, 0, 1, 0)], actors=ACTORS, actions=ACTIONS)
    future = simulate(Outlook.over(truth, first), horizon=3000, simulations=1, seed=seed)
    rows = np.stack([future.actor, future.action, future.target, future.day], axis=1)
    return truth, Stream.from_quadruples(rows, actors=ACTORS, actions=ACTIONS)


@pytest.mark.slow
def test_parameters_of_a_simulated_world_are_recovered() -> None:
    truth, stream = long_world(11)
    found = fit(stream, truth.settings.model_copy(update={"pooled_steps": 20, "steps": 40}))
    assert len(stream) > 5000
    assert found.background.rate.sum() == pytest.approx(truth.background.rate.sum(), rel=0.08)
    assert found.branching_ratio == pytest.approx(truth.branching_ratio, abs=0.06)
    big = truth.weights * found.exposure[:, None, :] > 60
    ratio = found.weights[big] / truth.weights[big]
    error = 1 / np.sqrt((truth.weights * found.exposure[:, None, :])[big])
    assert big.sum() >= 5
    assert (np.abs(ratio - 1) < 4.5 * error).mean() > 0.9


@pytest.mark.slow
def test_time_rescaling_accepts_the_right_model_and_rejects_a_wrong_one() -> None:
    model, past = two_actor_model()
    future = simulate(Outlook.over(model, past), horizon=4000, simulations=1, seed=5)
    rows = np.stack([future.actor, future.action, future.target, future.day], axis=1)
    stream = Stream.from_quadruples(
        np.concatenate([past.table, rows]), actors=past.actors, actions=past.actions
    )
    right = time_rescaled(Outlook.over(model, stream), seed=1)
    assert stats.kstest(right[len(past) :], "expon").pvalue > 0.01
    deaf = replace(model, events=model.events * 0.5)  # Half as much calls forth what comes.
    wrong = time_rescaled(Outlook.over(deaf, stream), seed=1)
    assert stats.kstest(wrong[len(past) :], "expon").pvalue < 1e-4


@pytest.mark.parametrize(("each", "stopped"), [(20_000_000, False), (20_000_001, True)])
def test_futures_of_more_than_twenty_million_events_are_stopped(each: int, stopped: bool) -> None:
    """Events that weigh nothing, so that so many of them can be had."""

    def run(futures: range, source: np.random.SeedSequence) -> np.ndarray:
        return np.empty((each, 0), dtype=np.int64)

    if not stopped:
        assert sum(map(len, _in_blocks(run, 25, seed=0))) == each
        return
    with pytest.raises(InputError, match="passed 20,000,000 events"):
        _in_blocks(run, 25, seed=0)


def test_weights_add_up_anew_in_every_list() -> None:
    weights = np.array([1.0, 2.0, 5.0, 4.0])
    assert _within(np.array([0, 2, 4]), weights).tolist() == [1, 3, 5, 9]
    assert _within(np.array([0, 1, 1, 4]), weights).tolist() == [1, 2, 7, 11]
    assert _within(np.array([0, 0]), weights[:0]).tolist() == []


def test_what_follows_in_ten_of_five_thousand_futures_is_told_and_in_nine_is_not(
    stream: Stream, fitted: Fitted
) -> None:
    outlook = Outlook.over(fitted, stream)
    asked = {"actor": ACTORS[0], "action": ACTIONS[0], "target": ACTORS[2]}
    asked |= {"day": stream.last_day + 1, "depth": 1, "simulations": 5000, "seed": 1}
    told, every = (
        {b.expected for b in what_follows(outlook, **asked, **least).branches}
        for least in ({}, {"least": 0.0})
    )
    assert {0.0018, 0.002} <= every
    assert told == {expected for expected in every if expected >= 0.002}


def family(*children: tuple[int, int]) -> np.ndarray:
    """An act of a towards b on day 10 in each of four futures, and its children by day and future,
    numbered as one block."""
    seeds = [(0, 0, 1, 10, future, 0, -1, -1) for future in range(4)]
    born = [(0, 0, 1, day, future, 1, future, 0) for day, future in children]
    return np.array([*seeds, *born], dtype=np.int64)


def test_a_branch_tells_how_many_in_how_many_futures_and_on_which_day() -> None:
    outlook = Outlook.over(*two_actor_model())
    rows = family((11, 0), (13, 0), (18, 2))
    [branch] = _tree(outlook, rows, _paths(rows, 3), simulations=4, least=0.0, day=10)
    assert (branch.expected, branch.probability, branch.median_day) == (3 / 4, 2 / 4, 3)
    assert branch.interval == wilson(2, 4)


def test_parents_are_numbered_anew_where_blocks_of_futures_become_one_table() -> None:
    one, two = family((11, 0)), family((12, 0), (12, 1))
    rows = _joined([one.copy(), two.copy()])
    assert rows[:, 6].tolist() == [-1, -1, -1, -1, 0, -1, -1, -1, -1, 5, 6]
    others = [0, 1, 2, 3, 4, 5, 7]
    assert np.array_equal(rows[:, others], np.concatenate([one, two])[:, others])


@dataclass(frozen=True)
class Dealt:
    """Gives these numbers in place of drawn ones, and these days as those of background events."""

    numbers: tuple[float, ...] = ()
    days: tuple[int, ...] = ()

    def random(self, n: int) -> np.ndarray:
        assert n == len(self.numbers)
        return np.array(self.numbers)

    def draw(self, *_: object) -> np.ndarray:
        return np.array([(0, 0, 1, day, 0) for day in self.days], dtype=np.int64)


def test_fewer_begin_on_a_day_by_as_much_as_its_level_is_below_the_first() -> None:
    days = (10, 10, 11, 11, 12)
    dealt = Dealt((0.0, 0.99, 0.49, 0.51, 0.0), days)
    level = np.array([2.0, 1.0, 0.0])
    begun = Starters((dealt,), level).draw(10, 3, range(1), dealt)  # type: ignore[arg-type]
    assert begun[:, 3].tolist() == [10, 10, 11]


def test_a_past_beyond_memory_starts_nothing() -> None:
    model, past = two_actor_model()
    start = past.last_day + 10_000
    [part] = FromPast.each(Outlook.over(model, past), start, 5, 1.0)
    assert part.draw(start, 5, range(3), np.random.default_rng(0)).shape == (0, 5)
