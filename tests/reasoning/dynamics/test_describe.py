"""Lines for the terminal, the packaged kernel, and the examples in the docstrings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify.reasoning import dynamics
from ramify.reasoning.dynamics import describe
from ramify.reasoning.dynamics.answers import (
    AnswerBasis,
    Descendants,
    Explanation,
    Forecasts,
    PastCases,
    Question,
)
from ramify.reasoning.dynamics.forecasting.forecasts import forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.precedents import precedents
from ramify.reasoning.dynamics.forecasting.simulation import what_follows
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.words.precedents import describe_precedents
from tests.reasoning.dynamics.worlds import random_stream


@pytest.fixture(scope="module")
def model() -> Fitted:
    return fit(random_stream(), Settings(lags=(1, 3, 8, 31), pooled_steps=4, steps=4))


def test_lines_carry_the_numbers_they_describe(model: Fitted) -> None:
    stream = random_stream()
    outlook, day = Outlook.over(model, stream), stream.last_day + 1
    ask = {"actor": "Army (A)", "action": "fight", "target": "Army (B)"}
    asked, basis = Question(*ask.values(), day, 30), AnswerBasis("a stream", len(stream))
    answer = forecast(outlook, **ask)
    table = describe.describe_forecasts(Forecasts(asked, (answer,), basis))
    assert table.head == (
        f"From a stream, {len(stream)} events.",
        "Army (A) fight Army (B), 30 days from day 90, by the model",
    )
    row = dict(zip(describe.FORECAST_COLUMNS[2:], table.rows[0][1:], strict=False))
    assert row["chance"] == f"{answer.probability:.1%}"
    assert "cali-\nbrated" not in table.columns
    assert all(any(c) for c in zip(*table.rows, strict=True))
    shares = outlook.explain(*ask.values(), day)
    told = describe.describe_shares(Explanation(asked, shares, basis), most=4)
    assert sum(float(line.split("%")[0]) for line in told) == pytest.approx(100, abs=0.3)
    effect = what_follows(outlook, **ask, day=day)
    lines = describe.describe_descendants(Descendants(asked, effect, basis))
    assert lines[1].startswith(f"{effect.expected:.2f} events") and "otherwise" in lines[1]
    found = precedents(stream, **ask, day=day)
    cases = describe_precedents(PastCases(asked, found, basis))
    assert cases.head[1].startswith(f"{len(found.cases)} precedents")
    assert "branching ratio" in "\n".join(describe.describe_model(model))


def test_packaged_kernel_is_small_and_answers() -> None:
    kernel = Fitted.packaged()
    path = Path(dynamics.__file__).parent / "data" / "kernel.npz"
    assert path.stat().st_size < 3_000_000
    path_up = kernel.log_posterior
    assert path_up == tuple(sorted(path_up))
    assert 0.1 < kernel.patterns_by_weight()[0].share < 0.9
