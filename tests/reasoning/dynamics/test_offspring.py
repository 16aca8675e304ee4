"""Direct consequences in closed form, held against simulated families."""

from __future__ import annotations

from datetime import date
from math import exp

import pytest

from ramify.reasoning.dynamics.forecasting.offspring import _interval, consequences
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.history import history
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.record.chronicle import chronicle

EVENT = {"actor": "RUS", "action": "057", "target": "PRK"}


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    return Outlook.over(Fitted.packaged(), history(chronicle(), date(2024, 6, 20)))


def test_the_closed_form_agrees_with_simulated_families(outlook: Outlook) -> None:
    from ramify.reasoning.dynamics.forecasting.simulation import what_follows

    day = outlook.history.last_day
    grown = what_follows(outlook, **EVENT, day=day, horizon=60, simulations=4000, seed=1)
    # From the day itself, on which there are no children: so both read its list of partners.
    direct = consequences(outlook, **EVENT, day=day, start=day, horizon=61, classes=lambda _: "any")
    assert sum(c.expected for c in direct) == pytest.approx(grown.by_generation[0], rel=0.06)


def test_windows_that_follow_each_other_add_up(outlook: Outlook) -> None:
    day = outlook.history.last_day

    def total(start: int, horizon: int) -> float:
        found = consequences(
            outlook, **EVENT, day=day, start=start, horizon=horizon, classes=lambda code: code
        )
        return sum(c.expected for c in found)

    whole = total(day + 1, 90)
    assert total(day + 1, 30) + total(day + 31, 60) == pytest.approx(whole, rel=0.02)


def test_nothing_is_called_forth_after_the_memory_ends(outlook: Outlook) -> None:
    day = outlook.history.last_day
    late = consequences(
        outlook, **EVENT, day=day - 400, start=day + 1, horizon=90, classes=lambda code: code
    )
    assert sum(c.expected for c in late) == 0


def test_the_interval_holds_the_probability(outlook: Outlook) -> None:
    day = outlook.history.last_day
    for found in consequences(
        outlook, **EVENT, day=day, start=day + 1, horizon=90, classes=lambda c: c, least=0.001
    ):
        low, high = found.interval
        assert 0 <= low <= found.probability <= high <= 1


def test_what_is_as_rare_as_the_least_is_told_and_what_is_rarer_is_not(outlook: Outlook) -> None:
    asked = {"day": outlook.history.last_day, "start": outlook.history.last_day + 1, "horizon": 30}
    every = consequences(outlook, **EVENT, **asked, classes=lambda code: code)
    least = every[5].expected
    told = consequences(outlook, **EVENT, **asked, classes=lambda code: code, least=least)
    assert told == tuple(c for c in every if c.expected >= least) and every[5] in told


def test_a_mean_that_is_known_has_no_interval_and_one_that_is_not_has() -> None:
    assert _interval(0.0, 0.0) == (0.0, 0.0) == _interval(0.0, 0.5)
    assert _interval(0.5, 0.0) == pytest.approx((1 - exp(-0.5), 1 - exp(-0.5)))
    assert _interval(1.0, 1.0) == pytest.approx((0.05, 0.95))  # The mean is exponential.
    for mean, variance in ((0.5, 0.2), (1.0, 0.5), (0.5, 1.0)):
        low, high = _interval(mean, variance)
        assert low < 1 - exp(-mean) < high
