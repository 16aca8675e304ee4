"""The sample of facts that somebody checks: drawn by seed, over every kind."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

from ramify import World

SCRIPT = Path(__file__).parents[2] / "scripts" / "sample_facts.py"
spec = importlib.util.spec_from_file_location("sample_facts", SCRIPT)
assert spec and spec.loader
sampling = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sampling)

KNOWN = sampling.facts(World.packaged())


def test_a_seed_gives_the_same_sample_and_another_seed_another() -> None:
    first, again, other = (list(sampling.drawn(KNOWN, 150, seed)) for seed in (17, 17, 18))
    assert first == again
    assert len(set(first) & set(other)) < 75


def test_every_kind_has_its_share_and_no_fact_comes_twice() -> None:
    sample = list(sampling.drawn(KNOWN, 150, 17))
    assert len(sample) == 150
    assert len(set(sample)) == 150
    counted = Counter(kind for kind, _ in sample)
    assert set(counted) == set(KNOWN)
    assert min(counted.values()) >= sampling.LEAST
    assert max(counted, key=lambda kind: counted[kind]) in {"pact", "leader", "membership"}


def test_the_whole_is_drawn_when_more_is_asked_than_there_is() -> None:
    small = {"state": ["a", "b"], "leader": ["c"]}
    assert [row for _, row in sampling.drawn(small, 10, 1)] == ["a", "b", "c"]
