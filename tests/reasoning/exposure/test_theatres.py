"""Theatres: planted excitation is found, and nothing where regions are shuffled."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from ramify._errors import InputError
from ramify.reasoning.exposure.conduct import Conduct
from ramify.reasoning.exposure.theatres import Spillover, _fitted, lags, theatres

FIRST = date(2000, 1, 1)
STATES = [f"{letter}{n}" for letter in "ABC" for n in range(6)]
REGIONS = {state: {"A": "North", "B": "South", "C": "West"}[state[0]] for state in STATES}


def _record(seed: int, days: int, planted: float = 0.0, own: float = 0.3) -> Conduct:
    """Hostile acts of pairs that excite themselves, under news that swells and ebbs in common.

    An act between two states of North brings `planted` acts between two of South.
    """
    rng = np.random.default_rng(seed)
    g = lags()
    inside = [(a, b) for a in range(18) for b in range(18) if a != b and a // 6 == b // 6]
    base = rng.gamma(1.0, 0.05, size=len(inside))
    home = np.array([a // 6 for a, _ in inside])
    south = base * (home == 1) / base[home == 1].sum()
    news = np.exp(0.3 * np.sin(2 * np.pi * np.arange(days) / 7) + 0.1 * rng.normal(size=days))
    acts = np.zeros((len(inside), days))
    for day in range(days):
        late = acts[:, max(day - 30, 0) : day][:, ::-1] @ g[: min(day, 30)]
        rate = news[day] * base + own * late + planted * late[home == 0].sum() * south
        acts[:, day] = rng.poisson(rate)
    pair, when = np.nonzero(acts)
    times = acts[pair, when].astype(int)
    talk = rng.poisson(20 * news)
    actor = np.concatenate([np.repeat([inside[p][0] for p in pair], times),
                            np.zeros(talk.sum(), dtype=int)])  # fmt: skip
    target = np.concatenate([np.repeat([inside[p][1] for p in pair], times),
                             np.full(talk.sum(), 7)])  # fmt: skip
    sign = np.concatenate([-np.ones(times.sum(), dtype=int), np.ones(talk.sum(), dtype=int)])
    on = np.concatenate([np.repeat(when, times), np.repeat(np.arange(days), talk)])
    return Conduct(
        {state: n for n, state in enumerate(STATES)}, actor, target, sign,
        on + FIRST.toordinal(), FIRST, FIRST + timedelta(days=days - 1),
    )  # fmt: skip


def _cell(rows: list[Spillover], region: str, by: str) -> Spillover:
    return next(row for row in rows if (row.region, row.by) == (region, by))


def test_planted_excitation_is_found_in_its_cell_and_in_no_other() -> None:
    found = list(theatres(_record(1, 3_000, planted=0.4), REGIONS))
    assert len(found) == 6
    planted = _cell(found, "South", "North")
    assert planted.sure
    assert planted.low <= 0.4 <= planted.high
    assert planted.high - planted.low < 0.25
    assert max(row.acts for row in found) == planted.acts
    assert not _cell(found, "North", "South").sure


def test_periods_are_told_apart() -> None:
    found = list(theatres(_record(2, 2_600), REGIONS, periods=2))
    assert len(found) == 12
    assert len({(row.since, row.until) for row in found}) == 2
    assert max(row.until for row in found) == FIRST + timedelta(days=2_599)


def test_a_short_record_is_refused() -> None:
    with pytest.raises(InputError, match="years, too few for theatres"):
        theatres(_record(3, 400), REGIONS)
    with pytest.raises(InputError, match="fewer than two regions"):
        theatres(_record(3, 1_300), {"A0": "North"})


def test_least_squares_by_hand() -> None:
    """y = 1 + 2 x exactly: found, with no width."""
    x = np.vstack([np.ones(600), np.arange(600.0) % 7]).T.astype(np.float64)
    found, half = _fitted(x, 1 + 2 * x[:, 1], np.ones(600))
    assert found == pytest.approx([1, 2])
    assert half == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.slow
def test_where_regions_are_shuffled_nine_intervals_in_ten_hold_nought() -> None:
    held, cells = 0, 0
    rng = np.random.default_rng(5)
    for seed in range(20):
        shuffled = dict(zip(STATES, rng.permutation(list(REGIONS.values())), strict=True))
        rows = list(theatres(_record(100 + seed, 1_600), shuffled))
        held += sum(not row.sure for row in rows)
        cells += len(rows)
    assert 0.82 <= held / cells <= 0.97, f"{held} of {cells}"
