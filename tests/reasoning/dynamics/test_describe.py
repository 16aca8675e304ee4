"""Lines for the terminal, the packaged kernel, and the examples in the docstrings."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from ramify.reasoning import dynamics
from ramify.reasoning.dynamics import describe
from ramify.reasoning.dynamics.forecasting.forecasts import forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.precedents import precedents
from ramify.reasoning.dynamics.forecasting.simulation import what_follows
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from tests.reasoning.dynamics.worlds import random_stream

MODULES = [m.name for m in iter_modules(dynamics.__path__) if not m.name.startswith("_")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    found = doctest.testmod(import_module(f"{dynamics.__name__}.{name}"))
    assert found.failed == 0


def test_lines_carry_the_numbers_they_describe() -> None:
    stream = random_stream()
    fitted = fit(stream, Settings(lags=(1, 3, 8, 31), pooled_steps=4, steps=4))
    ask = ("Army (A)", "fight", "Army (B)")
    day = stream.last_day + 1
    actor, action, target = ask
    answer = forecast(Outlook.over(fitted, stream), actor=actor, action=action, target=target)
    table = describe.describe_forecasts([answer])
    assert "Army (A) fight Army (B), 30 days" in table.head[0]
    row = dict(zip(describe.FORECAST_COLUMNS[2:], table.rows[0][1:], strict=False))
    assert row["chance"] == f"{answer.probability:.1%}"
    assert "cali-\nbrated" not in table.columns and all(
        any(c) for c in zip(*table.rows, strict=True)
    )
    shares = describe.describe_shares(Outlook.over(fitted, stream).explain(*ask, day), most=4)
    printed = sum(float(line.split("%")[0]) for line in shares)
    assert printed == pytest.approx(100, abs=0.3)
    effect = what_follows(
        Outlook.over(fitted, stream), actor=actor, action=action, target=target, day=day
    )
    assert "would not come otherwise" in describe.describe_effect(effect)[0]
    found = precedents(stream, actor=actor, action=action, target=target, day=day)
    assert str(len(found.cases)) in describe.describe_precedents(found).head[0]
    assert "branching ratio" in "\n".join(describe.describe_model(fitted))


def test_packaged_kernel_is_small_and_answers() -> None:
    kernel = Fitted.packaged()
    path = Path(dynamics.__file__).parent / "data" / "kernel.npz"
    assert path.stat().st_size < 3_000_000
    path_up = kernel.log_posterior
    assert path_up == tuple(sorted(path_up))
    assert 0.1 < kernel.patterns_by_weight()[0].share < 0.9
