"""The compiled kernel of simulated futures, on tables so small that one sees what comes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ramify.reasoning.dynamics.forecasting._branch import branch

LAGS = (1, 3, 8)
"""A child is born one or two days after its parent, or three to seven."""
REPEAT = (0, 1, -1, 0)
A, B, C, D, E, F = range(6)
SEED = (A, 0, B, 10, 0)
Lists = dict[int, dict[int, float]]


def means(
    *cells: tuple[int, int, int, int, float], kinds: int = 2, patterns: int = 1
) -> np.ndarray:
    """Mean numbers of children by parent's kind, pattern, bin of lags and child's kind."""
    worth = np.zeros((kinds, patterns, len(LAGS) - 1, kinds))
    for *cell, mean in cells:
        worth[tuple(cell)] = mean
    return worth


def grown(
    worth: np.ndarray,
    *codes: tuple[int, int, int, int],
    seeds: Sequence[tuple[int, ...]] = (SEED,),
    neighbours: Sequence[Lists] = ({},),
    stop: int = 1000,
    limit: int = 1_000_000,
) -> tuple[np.ndarray, bool]:
    """What the kernel grows by a list of neighbours for each of six actors."""
    cumulative = np.cumsum(worth.reshape(len(worth), -1), axis=1)
    each = [of.get(actor, {}) for of in neighbours for actor in range(6)]
    return branch(
        np.array(seeds), stop, 1, cumulative[:, -1].copy(), cumulative,
        np.array(LAGS[:-1]), np.diff(LAGS), np.array(codes or [REPEAT]),
        np.arange(len(each)).reshape(len(neighbours), 6),
        np.cumsum([0, *map(len, each)]),
        np.array([other for of in each for other in of], dtype=np.int64),
        np.concatenate([np.cumsum([*of.values()]) for of in each]),
        limit,
    )  # fmt: skip


@pytest.mark.parametrize(("lag_bin", "days"), [(0, (11, 12)), (1, (13, 14, 15, 16, 17))])
def test_as_many_children_as_the_mean_says_on_all_days_of_their_bin_alike(
    lag_bin: int, days: tuple[int, ...]
) -> None:
    events, cut = grown(means((0, 0, lag_bin, 1, 200.0)), seeds=[SEED] * 50)
    children = events[50:]
    assert not cut and len(children) == pytest.approx(50 * 200, rel=0.03)
    born, counts = np.unique(children[:, 3], return_counts=True)
    assert tuple(born) == days
    assert counts / len(children) == pytest.approx(1 / len(days), abs=0.02)


def test_children_are_of_each_kind_bin_and_pattern_as_often_as_these_weigh() -> None:
    """Pattern 1 turns the sides round, so that an event tells the pattern that it is of."""
    cells = ((0, 0, 0, 1, 1.0), (0, 0, 1, 2, 2.0), (0, 1, 0, 2, 3.0), (0, 1, 1, 1, 4.0))
    worth = means(*cells, kinds=3, patterns=2)
    events, _ = grown(worth, REPEAT, (1, 0, -1, 0), seeds=[SEED] * 2000)
    children = events[2000:]
    late = children[:, 3] > 12
    told = zip(children[:, 0], late, children[:, 1], children[:, 7], strict=True)
    found, counts = np.unique([*told], axis=0, return_counts=True)
    assert found.tolist() == [[A, 0, 1, 0], [A, 1, 2, 0], [B, 0, 2, 1], [B, 1, 1, 1]]
    assert counts / len(children) == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=0.02)


def test_every_generation_has_its_parent_and_its_future() -> None:
    """Kind 0 calls forth kind 1, this kind 2, and that nothing."""
    worth = means((0, 0, 0, 1, 3.0), (1, 1, 1, 2, 3.0), kinds=3, patterns=2)
    seeds = [(A, 0, B, 10, 5), (C, 0, D, 20, 7)]
    events, _ = grown(worth, REPEAT, REPEAT, seeds=seeds)
    assert events[:2].tolist() == [[*seed, 0, -1, -1] for seed in seeds]
    assert {*events[2:, 5]} == {1, 2}
    for actor, kind, target, day, future, generation, parent, pattern in events[2:].tolist():
        before = events[parent].tolist()
        assert (actor, target, future) == (before[0], before[2], before[4])
        assert kind == generation == before[5] + 1 == pattern + 1
        assert day - before[3] in (range(1, 3), range(3, 8))[pattern]


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        (REPEAT, (A, B)),
        ((1, 0, -1, 0), (B, A)),
        ((2, 1, 0, 0), (C, B)),
        ((0, 2, 0, 1), (A, D)),
        ((2, 0, 1, 1), (F, A)),
        ((1, 2, 1, 0), (B, E)),
    ],
)
def test_who_acts_on_whom_by_way_of_whose_neighbours(
    code: tuple[int, int, int, int], ends: tuple[int, int]
) -> None:
    kin, partners = {A: {C: 1.0}, B: {D: 1.0}}, {A: {E: 1.0}, B: {F: 1.0}}
    events, _ = grown(means((0, 0, 0, 1, 9.0)), code, neighbours=[kin, partners])
    assert len(events) > 1 and {(row[0], row[2]) for row in events[1:].tolist()} == {ends}


def test_a_neighbour_is_drawn_by_its_weight_and_never_one_of_the_sides() -> None:
    of_source = {A: {A: 0.2, C: 0.2, D: 0.3, B: 0.3}}
    worth = means((0, 0, 0, 1, 200.0))
    events, _ = grown(worth, (2, 1, 0, 0), seeds=[SEED] * 50, neighbours=[of_source])
    acting, counts = np.unique(events[50:, 0], return_counts=True)
    assert acting.tolist() == [C, D]
    assert counts / (50 * 200) == pytest.approx([0.2, 0.3], abs=0.02)


def test_what_weights_lack_of_one_is_the_last_neighbours() -> None:
    """Sums of floating numbers fall short of one."""
    lists = {A: {C: 0.25, D: 0.25}, B: {E: 1.0}}
    worth = means((0, 0, 0, 1, 200.0))
    events, _ = grown(worth, (2, 1, 0, 0), seeds=[SEED] * 50, neighbours=[lists])
    acting, counts = np.unique(events[50:, 0], return_counts=True)
    assert acting.tolist() == [C, D]
    assert counts / (50 * 200) == pytest.approx([0.25, 0.75], abs=0.02)


def test_who_has_no_neighbours_calls_none_forth() -> None:
    events, _ = grown(means((0, 0, 0, 1, 200.0)), (2, 1, 0, 0), neighbours=[{B: {C: 1.0}}])
    assert len(events) == 1


def test_the_day_before_the_end_is_the_last() -> None:
    events, _ = grown(means((0, 0, 1, 1, 200.0)), stop=15)
    assert {*events[1:, 3]} == {13, 14}


def test_futures_that_reach_the_limit_are_cut() -> None:
    seeds, barren = [SEED] * 4, means()
    assert [grown(barren, seeds=seeds, limit=most)[1] for most in (3, 4, 5)] == [True, True, False]
