"""Shares of forecasts, and how wide their intervals are."""

from __future__ import annotations

import numpy as np
import pytest

from ramify._errors import UsageError
from ramify.reasoning.dynamics.forecasting import windows
from ramify.reasoning.dynamics.forecasting.attribution import causes
from ramify.reasoning.dynamics.forecasting.forecasts import forecast, forecasts
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import simulate
from ramify.reasoning.dynamics.forecasting.uncertainty import (
    chance,
    chance_interval,
    count_interval,
    variances,
)
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=6, steps=6)


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    stream = random_stream()
    return Outlook.over(fit(stream, SHORT), stream)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"actor": "Army (A)"},
        {"target": "Army (B)", "action": "fight"},
        {"actor": "Army (A)", "target": "Army (B)"},
        {"actor": "Army (A)", "target": "Army (B)", "action": "talk"},
    ],
)
def test_shares_of_a_forecast_add_up_to_it(outlook: Outlook, asked: dict[str, str]) -> None:
    shares = causes(outlook, **asked, horizon=25)  # type: ignore[arg-type]
    assert sum(s.share for s in shares.shares) == pytest.approx(1.0, abs=1e-9)
    assert shares.expected == pytest.approx(
        forecast(outlook, **asked, horizon=25).expected,
        rel=1e-9,  # type: ignore[arg-type]
    )
    assert all(s.share >= 0 for s in shares.shares)
    assert {s.day for s in shares.shares if s.pattern.startswith("background")} == {None}
    with pytest.raises(UsageError, match="history reaches day"):
        causes(outlook, start=3)


def test_a_month_is_meant_where_no_window_is_named_and_a_day_is_the_shortest(
    outlook: Outlook,
) -> None:
    month = forecast(outlook, horizon=30)
    assert forecast(outlook).expected == month.expected
    assert forecasts(outlook)[0].horizon == 30
    assert causes(outlook).expected == causes(outlook, horizon=30).expected
    assert forecast(outlook, horizon=1).horizon == 1
    assert causes(outlook, horizon=1).expected < causes(outlook, horizon=2).expected
    for ask in (causes, forecast, forecasts):
        with pytest.raises(UsageError, match="at least one day"):
            ask(outlook, horizon=0)


def test_a_share_is_what_the_forecast_loses_without_the_event(outlook: Outlook) -> None:
    """An intervention on the direct effect: take one event's linked weight away."""
    asked = {"actor": "Army (A)", "target": "Army (B)", "action": "talk", "horizon": 20}
    whole = causes(outlook, **asked)  # type: ignore[arg-type]
    one = next(s for s in whole.shares if s.pattern == "repeat")
    h = outlook.history
    numbers = h.actor_numbers, h.action_numbers
    row = (numbers[0][one.actor], numbers[1][one.action], numbers[0][one.target], one.day)  # type: ignore[index]
    gone = int(np.flatnonzero((h.table == row).all(1))[0])
    kept = Outlook(
        outlook.fitted, h.take(np.arange(len(h)) != gone), outlook.neighbours,
        outlook.actor_of, outlook.set_aside,
    )  # fmt: skip
    last = {"start": h.last_day + 1}
    without = causes(kept, **asked, **last)  # type: ignore[arg-type]
    mine = sum(
        s.share
        for s in whole.shares
        if (s.actor, s.action, s.target, s.day) == (one.actor, one.action, one.target, one.day)
    )
    same = sum((h.table == row).all(1))
    assert whole.expected - without.expected == pytest.approx(
        mine / same * whole.expected, rel=1e-6
    )


def test_the_gradient_of_the_expected_count(outlook: Outlook) -> None:
    """The delta method's variance against a brute-force one, weight by weight."""
    asked = windows.Asked(1, None, 3)
    window = windows.Window(outlook, asked, outlook.history.last_day + 1, 12)
    f = outlook.fitted
    base = window.expected().sum()
    total, step = 0.0, 1e-6
    for p, k, c in np.argwhere(f.weights > 0):
        bent = Fitted(**{n: getattr(f, n) for n in Fitted.__dataclass_fields__})
        moved = f.weights.copy()
        moved[p, k, c] += step
        bent.__dict__["weights"] = moved
        other = Outlook(bent, outlook.history, outlook.neighbours, outlook.actor_of, 0)
        other.__dict__["pasts"] = outlook.pasts
        there = windows.Window(other, asked, window.start, 12).expected().sum()
        spread = f.weights[p, k, c] ** 2 / (f.settings.prior_events + f.events[p, k, c])
        total += ((there - base) / step) ** 2 * spread
    from ramify.reasoning.dynamics.forecasting.uncertainty import _of_weights

    assert _of_weights(window, window.worth([None]))[0] == pytest.approx(total, rel=1e-3)


def world() -> tuple[Fitted, Stream]:
    """A process of repeat and return, whose forecasts of pairs are exact in closed form."""
    stream = random_stream(2)
    return fit(stream, Settings(patterns=("repeat", "return"), lags=(1, 3, 8))), stream


def test_intervals_of_ninety_percent_hold_nine_times_in_ten() -> None:
    """Records of a known world, each fitted anew: chance and unsure parameters together."""
    truth, _ = world()
    first = Stream.from_quadruples([(0, 0, 1, 0)], actors=ACTORS, actions=ACTIONS)
    inside, narrow = [], []
    for seed in range(8):
        s = simulate(Outlook.over(truth, first), horizon=120, simulations=1, seed=seed)
        rows = np.stack([s.actor, s.action, s.target, s.day], axis=1)
        record = Stream.from_quadruples(rows, actors=ACTORS, actions=ACTIONS)
        past, late = record.before(61), record.between(61, 121)
        settings = Settings(patterns=("repeat", "return"), lags=(1, 3, 8), pooled_steps=4, steps=4)
        outlook = Outlook.over(fit(past, settings), past)
        for a, b in [(a, b) for a in range(5) for b in range(7) if a != b]:
            pair = {"actor": ACTORS[a], "target": ACTORS[b]}
            answer = forecast(outlook, **pair, start=61, horizon=60)  # type: ignore[arg-type]
            came = int(((late.subject == a) & (late.object == b)).sum())
            inside.append(answer.interval[0] <= came <= answer.interval[1])
            low, high = count_interval(answer.expected, answer.expected)
            narrow.append(low <= came <= high)
    assert 0.85 <= np.mean(inside) <= 0.95
    assert np.mean(narrow) < 0.8


def test_an_actor_never_seen_has_a_wide_interval(outlook: Outlook) -> None:
    more = outlook.with_actor("Navy (A)", country="A", sector="Navy")
    start = outlook.history.last_day + 1
    known = forecast(more, actor="Army (A)", start=start, horizon=60)
    new = forecast(more, actor="Navy (A)", start=start, horizon=60)
    assert any("never seen" in note for note in new.notes)
    assert new.credible is not None and known.credible is not None

    def ratio(pair: tuple[float, float]) -> float:
        low, high = (-np.log1p(-min(v, 1 - 1e-12)) for v in pair)
        return float(high / low)

    assert ratio(new.credible) > 2 * ratio(known.credible)
    window = windows.Window(more, windows.Asked(more.actor("Navy (A)"), None, None), start, 60)
    assert variances(window, [None])[0] > 0.2 * new.expected**2


def test_the_spread_of_one_and_of_many_actions_agree(outlook: Outlook) -> None:
    for answer in forecasts(outlook, actor="Army (A)", target="Army (B)", horizon=20):
        alone = forecast(
            outlook, actor="Army (A)", target="Army (B)", action=answer.action, horizon=20
        )
        assert answer.credible == pytest.approx(alone.credible, rel=1e-9)
        assert answer.credible is not None
        assert answer.credible[0] <= answer.probability <= answer.credible[1]


def test_chances_of_a_mean_that_is_unsure() -> None:
    assert chance(2.0, 0.0) == pytest.approx(1 - np.exp(-2))
    assert chance(2.0, 1e-8) == pytest.approx(1 - np.exp(-2), rel=1e-6)
    assert chance(0.0, 3.0) == 0.0
    assert chance(2.0, 5.0) < chance(2.0, 0.5) < chance(2.0, 0.0)
    low, high = chance_interval(1.0, 0.2)
    assert low < chance(1.0, 0.2) < high
    assert chance_interval(0.0, 0.0) == (0.0, 0.0)
    assert count_interval(0.0, 0.0) == (0.0, 0.0)
