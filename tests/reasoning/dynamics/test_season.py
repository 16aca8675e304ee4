"""Seasons: learned from a record's rests, taken out of its level, put into what is expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ramify.reasoning.dynamics.rates.level import at_volume
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.season import Season, learned_season
from ramify.reasoning.dynamics.stream import Stream

PLANTED = Season({"ASSAULT": (0.0, -0.5), "CONSULT": (-0.3, -0.6), "SUPPORT": (-0.1, -0.3)})
CLASSES = tuple(PLANTED.logs)


@pytest.fixture(scope="module")
def record() -> Panel:
    """Three years of acts between six countries, thinned in August and about the New Year."""
    rng = np.random.default_rng(3)
    epoch, days = date(2011, 11, 1), 1000
    thin = PLANTED.factors(epoch, days, CLASSES)
    day, kind = np.nonzero(counts := rng.poisson(60 * thin))
    rows = np.repeat(np.stack([day, kind], axis=1), counts[day, kind], axis=0)
    a = rng.integers(6, size=len(rows))
    b = (a + rng.integers(1, 6, size=len(rows))) % 6
    names = [f"A{n}" for n in range(6)]
    table = np.stack([a, rows[:, 1], b, rows[:, 0]], axis=1)
    stream = Stream.from_quadruples(table, actors=names, actions=CLASSES, epoch=epoch)
    return Panel.of(stream, str, stop=days)


def test_a_planted_season_is_found(record: Panel) -> None:
    found = learned_season(record)
    for name, rests in PLANTED.logs.items():
        assert found.logs[name] == pytest.approx(rests, abs=0.05)


def test_a_record_that_ends_in_august_is_not_taken_for_a_quiet_one(record: Panel) -> None:
    august = record.between(0, (date(2012, 8, 29) - date(2011, 11, 1)).days)
    level = record.tally() / (record.stop - record.first)
    weights = np.zeros((2, 3, 3 * 6))
    busy = at_volume(august, weights, level, PLANTED).sum()
    assert busy == pytest.approx(180, rel=0.06)
    assert at_volume(august, weights, level).sum() < 0.99 * busy


def test_how_deep_a_rest_goes_moves_the_level_little(record: Panel) -> None:
    rest = range(*((date(2012, month, 1) - date(2011, 11, 1)).days for month in (8, 9)))
    deeper = replace(record, count=np.where(np.isin(record.day, rest), 0.7, 1.0) * record.count)
    level = record.tally() / (record.stop - record.first)
    weights = np.zeros((2, 3, 3 * 6))
    as_ever, this_year = (
        at_volume(panel.between(0, rest.stop), weights, level, PLANTED).sum()
        for panel in (record, deeper)
    )
    assert 0.93 * as_ever < this_year < as_ever
