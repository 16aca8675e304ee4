"""The level of a record, kept beside it: found again, worked out anew when anything changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import nbinom

from ramify._arrays import Floats
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.counts import ActCount, Spread
from ramify.reasoning.dynamics.verbs import explain, forecast
from ramify.record.events import Event
from ramify.record.store import Record


def _years_record(path: Path) -> Record:
    record = Record.open(path)
    chance = np.random.default_rng(0)
    days = [date(2020, 1, 1) + timedelta(days=int(n)) for n in chance.integers(0, 200, 300)]
    record.add(
        Event(when=str(day), actor=a, action=action, target=b)
        for day in days
        for a, b in [chance.permutation(["RUS", "UKR", "USA", "CHN"])[:2]]
        for action in ["042", "190"]
    )
    return record


def test_a_level_is_kept_beside_the_record_until_its_acts_change(tmp_path: Path) -> None:
    asked = {"action": "190", "horizon": "30d"}
    kept = tmp_path / "year.ramify.level.npz"
    with _years_record(tmp_path / "year.ramify") as record:
        first = forecast("RUS", "UKR", record=record, **asked)
        data = kept.read_bytes()
        assert forecast("RUS", "UKR", record=record, **asked).rows == first.rows
        assert kept.read_bytes() == data
        record.add([Event(when="2020-07-18", actor="RUS", action="190", target="UKR")])
        later = forecast("RUS", "UKR", record=record, **asked)
        assert kept.read_bytes() != data
    with Record.in_memory() as fresh:
        fresh.add(_years_record(tmp_path / "other.ramify").events())
        fresh.add([Event(when="2020-07-18", actor="RUS", action="190", target="UKR")])
        assert forecast("RUS", "UKR", record=fresh, **asked).rows == later.rows


def test_the_level_of_all_days_is_kept_for_the_next_explanation(tmp_path: Path) -> None:
    kept = tmp_path / "year.ramify.whole.npz"
    with _years_record(tmp_path / "year.ramify") as record:
        first = explain("RUS", "UKR", action="190", record=record)
        data = kept.read_bytes()
        assert explain("RUS", "UKR", action="190", record=record).rows == first.rows
        _rewritten(kept, lambda level: level * 2)  # What is kept is what is read.
        assert explain("RUS", "UKR", action="190", record=record).rows != first.rows
        record.add([Event(when="2020-07-18", actor="RUS", action="190", target="UKR")])
        explain("RUS", "UKR", action="190", record=record)
        assert kept.read_bytes() != data


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: kept.write_bytes(b"no level"),
        lambda kept: kept.write_bytes(kept.read_bytes()[:-40]),
        lambda kept: _rewritten(kept, lambda level: level[:, :-1]),
        lambda kept: _rewritten(kept, lambda level: -level),
        lambda kept: _rewritten(kept, lambda level: level * np.nan),
        lambda kept: _rewritten(kept, lambda level: level.astype(np.float32)),
        lambda kept: _rewritten(kept, lambda level: 9 * level, of="other acts"),
    ],
)
def test_a_spoilt_level_is_worked_out_anew(
    tmp_path: Path, spoilt: Callable[[Path], object]
) -> None:
    with _years_record(tmp_path / "year.ramify") as record:
        first = forecast("RUS", "UKR", action="190", record=record)
        kept = tmp_path / "year.ramify.level.npz"
        data = kept.read_bytes()
        spoilt(kept)
        assert forecast("RUS", "UKR", action="190", record=record).rows == first.rows
        assert kept.read_bytes() == data


def _rewritten(kept: Path, changed: Callable[[Floats], Floats], of: str | None = None) -> None:
    with np.load(kept) as stored:
        head, level = json.loads(stored["head"].tobytes()), stored["level"]
    model_file.write(kept, head | ({"of": of} if of else {}), {"level": changed(level)})


def test_intervals_are_those_of_the_negative_binomial() -> None:
    rng = np.random.default_rng(1)
    for mean, cluster, volatility in rng.gamma(0.5, [40.0, 1.0, 1.0], size=(300, 3)):
        count = ActCount(float(mean), Spread(1.0 + float(cluster), float(volatility)))
        known = nbinom(count.size, count.size / (count.size + count.mean))
        assert count.interval() == (known.ppf(0.05), known.ppf(0.95))
