"""Chances of single classes are set right by how earlier forecasts came out, and no further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.reactions.cases import Watched
from ramify.reasoning.dynamics.reactions.class_chances import LEAST, logit_of, moved
from ramify.reasoning.dynamics.reactions.class_learning import (
    FEWEST,
    ClassRows,
    class_rows,
    learned_moves,
)
from ramify.reasoning.dynamics.reactions.model import ReactionModel
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

CLASSES = ("low", "right", "rare", "steep")


def _rows(days: int = 12, seed: int = 0, horizon: int = 14) -> list[ClassRows]:
    """Classes said too low by half a logit, right, too seldom to tell, and too steeply."""
    rng = np.random.default_rng(seed)
    found = []
    for day in range(days):
        kind = np.repeat(np.arange(4), (1500, 1500, 4, 1500))
        logit = rng.normal(-2.0, 1.2, size=len(kind))
        true = np.where(kind == 0, logit + 0.5, np.where(kind == 3, 0.6 * logit - 0.8, logit))
        came = rng.random(len(kind)) < 1 / (1 + np.exp(-true))
        found.append(ClassRows(horizon, day, kind, logit, came))
    return found


def test_what_is_amiss_is_found_and_what_is_right_stays() -> None:
    found = learned_moves(_rows(), CLASSES)[14]
    said = np.array([[0.4] * 4])
    low, right, rare, steep = moved(said, found, CLASSES)[0]
    assert low == pytest.approx(1 / (1 + np.exp(-(logit_of(np.array(0.4)) + 0.5))), abs=0.02)
    assert right == pytest.approx(0.4, abs=0.015)
    assert found["steep"][1] == pytest.approx(-0.4, abs=0.06)
    assert rare == 0.4 and "rare" not in found and steep < 0.4


def test_the_less_a_class_is_known_the_less_it_moves() -> None:
    """Days are what counts: what a single day did moves little, what all did moves nearly all."""

    def at_two(shifts: Sequence[float]) -> float:
        rng = np.random.default_rng(3)
        rows = [
            r._replace(came=rng.random(len(r.kind)) < 1 / (1 + np.exp(-(r.logit + shift))))
            for r, shift in zip(_rows(8), shifts, strict=True)
        ]
        level, by_logit = learned_moves(rows, CLASSES)[14]["right"]
        return level - 2.0 * by_logit

    every, one = at_two([0.3] * 8), at_two([0.0] * 7 + [2.4])
    assert every > 0.22 and abs(one) < 0.5 * every


def test_horizons_of_few_days_and_classes_that_hardly_came_are_left_as_they_are() -> None:
    rows = [*_rows(), *_rows(days=3, horizon=30)]
    found = learned_moves(rows, CLASSES)
    assert set(found) == {14} and set(found[14]) == {"low", "right", "steep"}
    few = [r._replace(came=r.came & (np.arange(len(r.kind)) % 1500 < 9)) for r in _rows(5)]
    kinds = [sum(int(r.came[r.kind == k].sum()) for r in few) for k in range(4)]
    assert max(kinds) < FEWEST and learned_moves(few, CLASSES)[14] == {}


def test_no_chance_leaves_its_bounds_and_the_smallest_move_by_a_bounded_push() -> None:
    said = np.array([[0.0, 1e-9, 1e-5, 0.3], [1.0, LEAST, 0.999, 0.5]])
    found = moved(said, dict.fromkeys(CLASSES, (0.3, -0.4)), CLASSES)
    assert ((found >= 0) & (found <= 1)).all()
    push = logit_of(np.array(1e-5)) + 0.3 - 0.4 * logit_of(np.array(LEAST))
    assert logit_of(found[0, 2]) == pytest.approx(push)
    order = np.sort(np.random.default_rng(0).random(50))[:, None].repeat(4, 1)
    assert (np.diff(moved(order, {"low": (0.2, -0.1)}, CLASSES), axis=0) >= 0).all()
    assert (moved(said, {}, CLASSES) == said).all()


def test_the_same_rows_give_the_same_file_and_it_is_read_as_written(tmp_path: Path) -> None:
    model, rows = ReactionModel.packaged(), _rows()
    files = []
    for n in range(2):
        again = replace(model, moves=learned_moves(rows, CLASSES))
        again.save(tmp_path / f"{n}.npz")
        files.append((tmp_path / f"{n}.npz").read_bytes())
        assert ReactionModel.load(tmp_path / f"{n}.npz").moves == again.moves
    assert files[0] == files[1]


def test_cases_are_of_two_states_each_once_and_of_whole_windows() -> None:
    names = ("CHN", "FRA", "GBR", "NATO", "RUS", "USA")
    rng = np.random.default_rng(5)
    count = 6000
    a, step = rng.integers(6, size=count), rng.integers(1, 6, size=count)
    codes = ("040", "112", "190")
    rows = np.column_stack(
        [a, rng.integers(3, size=count), (a + step) % 6, rng.integers(130, size=count)]
    )
    stream = Stream.from_quadruples(rows, actors=names, actions=codes, epoch=date(2018, 1, 1))
    watched = Watched.of(stream, Rates.packaged(), World.packaged())
    found = list(class_rows(watched, 100))
    assert [r.horizon for r in found] == [14]  # Thirty days from day 101 on are not covered.
    [only] = found
    assert only.day == 100 and (only.logit >= logit_of(np.array(LEAST))).all()
    classes = watched.panel.classes
    busy = only.kind == classes.index("CONSULT")
    assert busy.sum() == 5 * 4  # NATO is no state, and none is faced by itself.
    late = Watched.of(stream.before(100 + 14), Rates.packaged(), World.packaged())
    assert list(class_rows(late, 100)) == []


def test_the_packaged_model_sets_coercion_right_over_14_and_30_days() -> None:
    model = ReactionModel.packaged()
    assert set(model.moves) == {14, 30}
    for moves in model.moves.values():
        told = moved(np.full((1, 1), 0.4), moves, ("COERCE",))[0, 0]
        assert 0.41 < told < 0.5
        assert all(abs(a + b * logit_of(np.array(LEAST))) < 1.2 for a, b in moves.values())
