"""A ranking by novelty, and one that does not depend on how actors are numbered."""

from __future__ import annotations

import numpy as np
import pytest

from ramify.reasoning.dynamics.evaluation.novelty import by_novelty, renumbered
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.partners.choice_fit import _questions
from ramify.reasoning.dynamics.partners.choice_model import TiltSettings
from ramify.reasoning.dynamics.stream import Stream


def test_the_questions_of_a_tilt_do_not_depend_on_how_actors_are_numbered() -> None:
    rng = np.random.default_rng(0)
    rows = np.column_stack([rng.integers(30, size=(400, 3)) % [30, 5, 30], np.arange(400) // 8])
    one = Benchmark({"train": Stream.from_quadruples(
        rows, actors=[f"N{n:02}" for n in range(30)], actions=[f"k{n}" for n in range(5)]
    )})  # fmt: skip
    asked = []
    for bench in (one, renumbered(one, 1), renumbered(one, 2)):
        stream = bench.splits["train"]
        settings = TiltSettings(questions=40)
        found = _questions(stream, 20, settings)
        asked.append([(day, stream.actors[actor], kind) for actor, kind, day, _ in found])
    assert asked[0] == asked[1] == asked[2] and len(asked[0]) == 40


def test_ranks_are_told_apart_by_how_new_a_fact_was() -> None:
    rows = [(0, 0, 1, 1), (0, 0, 1, 50), (1, 0, 0, 60), (0, 0, 1, 200), (0, 0, 2, 200)]
    stream = Stream.from_quadruples(rows, actors=["A", "B", "C"], actions=["x"])
    found = dict(by_novelty(stream, stream, np.array([[1.0, 2, 4, 5, 8]] * 2)))
    assert {name: m.mrr for name, m in found.items()} == {
        "seen within 90 days": 0.5, "seen before": 0.2, "pair seen, not so": 0.25,
        "pair never seen": pytest.approx((1 + 1 / 8) / 2),
    }  # fmt: skip
