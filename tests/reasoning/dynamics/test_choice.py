"""The tilt of the likeliest candidates: its likelihood, its traits, and what it may not see."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import rank_questions
from ramify.reasoning.dynamics.partners import _features as _traits
from ramify.reasoning.dynamics.partners.choice_fit import (
    TiltedScorer,
    examples,
    fit_tilt,
    likeliest,
)
from ramify.reasoning.dynamics.partners.choice_model import Examples, Tilt, TiltSettings, climb
from ramify.reasoning.dynamics.partners.features import FAR, LEVELS, NEAR, STAT, TRAITS, Traits
from ramify.reasoning.dynamics.partners.fit import fit_partners
from ramify.reasoning.dynamics.partners.model import PartnerModel, PartnerSettings
from ramify.reasoning.dynamics.partners.scorer import Scorer
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import random_stream

QUICK = PartnerSettings(pooled_steps=3, steps=6, burn_in=5)
LEAN = TiltSettings(block=5, rivals=5, ridge=1.0, smooth=5.0)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream(events=600)


@pytest.fixture(scope="module")
def model(stream: Stream) -> PartnerModel:
    return fit_partners(stream.before(50), QUICK)


@pytest.fixture(scope="module")
def given(stream: Stream, model: PartnerModel) -> Examples:
    return examples(model, stream.before(75), 50, LEAN)


@pytest.fixture(scope="module")
def tilt(given: Examples) -> Tilt:
    return climb(given, LEAN)


def test_gradient_agrees_with_numerical_differentiation(given: Examples) -> None:
    rng = np.random.default_rng(1)
    at = np.append(0.8, rng.normal(0, 0.2, len(TRAITS) * LEVELS))

    def value(x: np.ndarray) -> float:
        return given.log_posterior(x[0], x[1:].reshape(-1, LEVELS), LEAN)[0]

    _, gradient = given.log_posterior(at[0], at[1:].reshape(-1, LEVELS), LEAN)
    for _ in range(20):
        way = rng.normal(size=len(at))
        way /= np.linalg.norm(way)
        slope = (value(at + 1e-5 * way) - value(at - 1e-5 * way)) / 2e-5
        assert gradient @ way == pytest.approx(slope, rel=1e-5, abs=1e-5)


def test_log_likelihood_is_that_of_each_truth_against_all_that_are_not(given: Examples) -> None:
    theta = np.random.default_rng(2).normal(0, 0.3, (len(TRAITS), LEVELS))
    free = TiltSettings(ridge=0.0, smooth=0.0)
    total = 0.0
    for lo, hi in itertools.pairwise(given.ptr.tolist()):
        s = np.array(
            [
                0.9 * given.score[r] + sum(theta[f, v] for f, v in enumerate(given.level[r]))
                for r in range(lo, hi)
            ]
        )
        true = given.truth[lo:hi]
        for r in np.flatnonzero(true):
            total += s[r] - np.log(np.exp(s[r]) + np.exp(s[~true]).sum())
    assert given.log_posterior(0.9, theta, free)[0] == pytest.approx(total)


def test_log_posterior_rises_at_every_step(tilt: Tilt) -> None:
    path = tilt.log_posterior
    assert len(path) > 3
    assert all(b >= a for a, b in itertools.pairwise(path))


def test_fitting_twice_gives_the_same_tilt(stream: Stream) -> None:
    once, again = (fit_tilt(stream.before(75), LEAN, QUICK) for _ in range(2))
    assert once.power == again.power
    assert np.array_equal(once.theta, again.theta)


def test_traits_agree_with_counting_by_hand(stream: Stream, model: PartnerModel) -> None:
    day, kind, n, actions = 60, 1, len(stream.actors), len(stream.actions)
    country, sector = model.country, stream.sector
    met = [(s, k, o, t) for s, k, o, t in stream.table.tolist() if t < day]
    met += [(o, k + actions, s, t) for s, k, o, t in met]
    near_key = dict(
        zip(NEAR, ([*range(n)], country.tolist(), sector.tolist(), [0] * n), strict=True)
    )

    def far_key(far: str, a: int, b: int) -> tuple[int, ...]:
        if far == "candidate":
            return (b,)
        if far == "its country":
            return (int(country[b]),)
        return int(sector[b]), int(country[a] == country[b])

    kinds = {"same kind": {kind}, "any kind": set(range(2 * actions)), "mirrored": {kind + actions}}
    traits = Traits(model.over(stream))
    for actor in range(n):
        level = traits.of(actor, kind, day, np.arange(n), np.ones(n))
        for near, far, (name, wanted) in itertools.product(NEAR, FAR, kinds.items()):
            if name == "mirrored" and (near, far) != ("actor", "candidate"):
                continue
            for y in range(n):
                days = [
                    day - t
                    for a, k, b, t in met
                    if k in wanted
                    and near_key[near][a] == near_key[near][actor]
                    and far_key(far, a, b) == far_key(far, actor, y)
                ]
                got = [level[y, TRAITS.index(f"{near}, {far}, {name}, {stat}")] for stat in STAT]
                assert got == _levels(days)


def _levels(lags: list[int]) -> list[int]:
    if not lags:
        return [0] * len(STAT)
    fading = [sum(np.exp(-lag / m) for lag in lags) for m in _traits.MEMORIES]
    return [
        min(int(np.ceil(2 * np.log2(len(lags) + 1))), LEVELS - 1),
        int(np.searchsorted(_traits.LAGS, min(lags), side="right")),
        *(
            0 if f < 1 / 32 else min(1 + int(2 * (np.log2(f) + 5)), LEVELS - 1)
            for f in fading
        ),
    ]  # fmt: skip


@settings(deadline=None)
@drawn(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0]), max_size=12), st.integers(0, 12))
def test_likeliest_are_the_highest_best_first_and_of_equal_ones_the_first(
    score: list[float], size: int
) -> None:
    wanted = sorted(range(len(score)), key=lambda n: (-score[n], n))[:size]
    assert likeliest(np.array(score), size).tolist() == wanted


@settings(deadline=None)
@drawn(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=200))
def test_tallies_survive_growth_of_their_table(pairs: list[tuple[int, int]]) -> None:
    """Every tally of a table that had to grow counts what a Counter counts."""
    events = [(a, 0, b if b != a else 10, n // 4) for n, (a, b) in enumerate([(0, 1), *pairs])]
    stream = Stream.from_quadruples(events, actors=[f"a{n}" for n in range(11)], actions=["x"])
    traits = Traits(stream)
    traits._keys, traits._tally = _traits.grown(traits._keys, traits._tally, 64)
    last = stream.last_day + 1
    for actor in range(11):
        level = traits.of(actor, 0, last, np.arange(11), np.ones(11))
        met = Counter(b for a, _, b, _ in events if a == actor)
        column = TRAITS.index(f"{NEAR[0]}, {FAR[0]}, same kind, {STAT[0]}")
        for b in range(11):
            assert level[b, column] == _levels([1] * met[b])[0]
    used = int((traits._keys != _traits.FREE).sum())
    assert used == traits._used <= 2 * len(traits._keys) / 3


def test_no_tilt_leaves_the_intensities_alone(stream: Stream, model: PartnerModel) -> None:
    flat = Tilt(LEAN, 1.0, np.zeros((len(TRAITS), LEVELS)), ())
    plain, same = Scorer(model, stream), TiltedScorer(model, flat, stream)
    for actor, kind in itertools.product(range(len(stream.actors)), range(4)):
        assert same.scores(actor, kind, 80) == pytest.approx(plain.scores(actor, kind, 80))


def test_probability_moves_within_the_block_only(
    stream: Stream, model: PartnerModel, tilt: Tilt
) -> None:
    before = Scorer(model, stream).scores(0, 1, 80)
    after = TiltedScorer(model, tilt, stream).scores(0, 1, 80)
    rest = np.argsort(-before)[LEAN.block :]
    assert np.array_equal(before[rest], after[rest])
    assert after.sum() == pytest.approx(before.sum())
    assert not np.allclose(before, after)


def test_nothing_of_the_same_day_or_later_reaches_a_score(
    stream: Stream, model: PartnerModel, tilt: Tilt
) -> None:
    """Drop and shuffle the other facts of the day, and drop the future: the same to the bit."""
    day = 80
    asked = stream.between(day, day + 1)
    mixed = np.random.default_rng(0).permutation(asked.table).tolist()
    for s, k, o, t in asked.table.tolist():
        alone = stream.before(day).with_events([(s, k, o, t)])
        shuffled = stream.before(day).with_events(mixed)
        for kind, actor in ((k, s), (k + len(stream.actions), o)):
            full = TiltedScorer(model, tilt, stream).scores(actor, kind, t)
            assert np.array_equal(full, TiltedScorer(model, tilt, alone).scores(actor, kind, t))
            assert np.array_equal(full, TiltedScorer(model, tilt, shuffled).scores(actor, kind, t))


def test_each_question_ranks_as_if_it_were_asked_alone(
    stream: Stream, model: PartnerModel, tilt: Tilt
) -> None:
    asked = stream.between(80, 84)
    model = replace(model, tilt=tilt)
    together = rank_questions(model, stream, asked)
    for n in range(len(asked)):
        one = rank_questions(model, stream, asked.take(np.array([n])))
        assert np.array_equal(one[:, 0], together[:, n])


def test_days_must_not_go_back(stream: Stream, model: PartnerModel, tilt: Tilt) -> None:
    scorer = TiltedScorer(model, tilt, stream)
    scorer.scores(0, 0, 80)
    with pytest.raises(ValueError, match="order of their days"):
        scorer.scores(0, 0, 79)


def test_a_stream_without_questions_to_learn_from_is_refused(
    stream: Stream, model: PartnerModel
) -> None:
    with pytest.raises(InputError, match="too few events"):
        examples(model, stream.before(60), 60, LEAN)


def test_a_saved_model_keeps_its_tilt(
    tmp_path: Path, stream: Stream, model: PartnerModel, tilt: Tilt
) -> None:
    replace(model, tilt=tilt).save(tmp_path / "model")
    kept = PartnerModel.load(tmp_path / "model").tilt
    assert kept is not None
    assert np.array_equal(kept.theta, tilt.theta)
    assert (kept.settings, kept.power) == (tilt.settings, tilt.power)
    assert kept.log_posterior == tilt.log_posterior
