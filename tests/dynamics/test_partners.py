"""The partner model and the ranking protocol: strictly one question at a time."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.partners import PartnerModel, PartnerSettings, fit_partners
from ramify.reasoning.dynamics.ranking import Benchmark, Metrics, bench_tkg, rank_questions
from ramify.reasoning.dynamics.scoring import Scorer
from ramify.reasoning.dynamics.stream import Stream

from .worlds import ACTORS, random_stream

QUICK = PartnerSettings(pooled_steps=3, steps=6, burn_in=5)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream(events=600)


@pytest.fixture(scope="module")
def model(stream: Stream) -> PartnerModel:
    return fit_partners(stream.before(70), QUICK)


def test_log_posterior_rises_at_every_step(model: PartnerModel) -> None:
    path = model.log_posterior
    assert all(b >= a - 1e-6 * abs(a) for a, b in itertools.pairwise(path))


def test_scores_compete_for_what_the_fit_maximised(stream: Stream) -> None:
    """The conditional log likelihood of the fit, from the scorer's probabilities."""
    past = stream.before(70)
    model = fit_partners(past, QUICK)
    scorer, total, actions = Scorer(model, past), 0.0, len(past.actions)
    for s, k, o, t in past.table.tolist():
        if t >= past.first_day + QUICK.burn_in:
            for actor, kind, truth in ((s, k, o), (o, k + actions, s)):
                scores = scorer.scores(actor, kind, t)
                total += float(np.log(scores[truth] / scores.sum()))
    assert total == pytest.approx(model.log_likelihood, rel=1e-5)


def test_nothing_of_the_same_day_or_later_reaches_a_rank(
    stream: Stream, model: PartnerModel
) -> None:
    """Drop and shuffle the other facts of the day, and drop the future: same scores."""
    day = 80
    asked = stream.between(day, day + 1)
    rng = np.random.default_rng(0)
    for s, k, o, t in asked.table.tolist():
        alone = stream.before(day).with_events([(s, k, o, t)])
        shuffled = stream.before(day).with_events(rng.permutation(asked.table).tolist())
        for kind, actor in ((k, s), (k + len(stream.actions), o)):
            full = Scorer(model, stream).scores(actor, kind, t)
            assert np.array_equal(full, Scorer(model, alone).scores(actor, kind, t))
            assert np.array_equal(full, Scorer(model, shuffled).scores(actor, kind, t))


def test_ranks_do_not_depend_on_the_other_questions(stream: Stream, model: PartnerModel) -> None:
    asked = stream.between(80, 84)
    together = rank_questions(model, stream, asked)
    for n in range(0, len(asked), 3):
        one = rank_questions(model, stream, asked.take(np.array([n])))
        assert np.array_equal(one[:, 0], together[:, n])


def test_true_answers_of_the_day_are_set_aside_and_ties_share_their_rank() -> None:
    stream = Stream.from_quadruples(
        [(0, 0, 1, d) for d in range(20)] + [(0, 0, 2, 20), (0, 0, 1, 20)],
        actors=list("abcde"), actions=["x"],
    )  # fmt: skip
    model = fit_partners(stream.before(20), QUICK)
    asked = stream.between(20, 21).take(np.array([0]))
    assert asked.object.tolist() == [2]
    scores = Scorer(model, stream).scores(0, 0, 20)
    tied = [n for n in range(5) if n != 1 and scores[n] == scores[2]]
    better = [n for n in range(5) if n != 1 and scores[n] > scores[2]]
    rank = rank_questions(model, stream, asked)[0, 0]
    assert rank == len(better) + (len(tied) + 1) / 2


def test_metrics_of_known_ranks() -> None:
    m = Metrics.of(np.array([[1.0, 3.0], [10.0, 11.0]]))
    assert (m.hits1, m.hits3, m.hits10) == (0.25, 0.5, 0.75)
    assert m.mrr == pytest.approx((1 + 1 / 3 + 1 / 10 + 1 / 11) / 4)


def write_folder(folder: Path, stream: Stream, hours: bool = False) -> None:
    names = "".join(f"{name}\t{n}\n" for n, name in enumerate(stream.actors))
    (folder / "entity2id.txt").write_text(names, encoding="utf8")
    kinds = "".join(f"{name}\t{n}\n" for n, name in enumerate(stream.actions))
    (folder / "relation2id.txt").write_text(kinds, encoding="utf8")
    for split, lo, hi in (("train", 0, 70), ("valid", 70, 80), ("test", 80, 90)):
        rows = stream.between(lo, hi).table * np.array([1, 1, 1, 24 if hours else 1])
        lines = "\n".join("\t".join(map(str, row)) for row in rows.tolist())
        (folder / f"{split}.txt").write_text(lines + "\n", encoding="utf8")


def test_protocol_over_a_folder(tmp_path: Path, stream: Stream) -> None:
    write_folder(tmp_path, stream)
    report = bench_tkg(tmp_path, split="test", settings=QUICK)
    assert report.metrics.questions == 2 * len(stream.between(80, 90))
    assert report.metrics.mrr > 0.5
    assert "MRR" in "\n".join(report.lines())
    again = bench_tkg(tmp_path, split="test", settings=QUICK)
    assert again.metrics == report.metrics


def test_hours_become_days(tmp_path: Path, stream: Stream) -> None:
    write_folder(tmp_path, stream, hours=True)
    train = Benchmark.read(tmp_path).splits["train"]
    assert np.array_equal(train.day, stream.before(70).day)


def test_bad_folders_are_refused_with_place_and_repair(tmp_path: Path, stream: Stream) -> None:
    with pytest.raises(InputError, match="entity2id"):
        bench_tkg(tmp_path)
    write_folder(tmp_path, stream)
    (tmp_path / "test.txt").unlink()
    with pytest.raises(InputError, match="no test facts"):
        bench_tkg(tmp_path, settings=QUICK)
    (tmp_path / "valid.txt").write_text("1\t2\tx\t4\n", encoding="utf8")
    with pytest.raises(InputError, match="line 1"):
        bench_tkg(tmp_path, split="valid", settings=QUICK)
    with pytest.raises(InputError, match="no events after the first"):
        fit_partners(stream.before(stream.first_day + 1), QUICK)


def test_days_must_be_asked_in_order(stream: Stream, model: PartnerModel) -> None:
    scorer = Scorer(model, stream)
    scorer.scores(0, 0, 80)
    with pytest.raises(ValueError, match="order"):
        scorer.scores(0, 0, 79)


def test_actors_join_the_country_they_act_like() -> None:
    """An envoy who only ever meets A's partners, and A's own offices, belongs to A."""
    from ramify.reasoning.dynamics.homes import conduct_homes

    rows = []
    for d in range(30):
        rows += [(0, 0, 2, d), (1, 0, 2, d), (6, 0, 2, d), (6, 0, 0, d), (2, 0, 3, d)]
    stream = Stream.from_quadruples(rows, actors=ACTORS, actions=["talk"])
    home = conduct_homes(stream, least_score=0.3)
    assert stream.countries[home[6]] == "A"
    assert np.array_equal(home[:6], stream.country[:6])
    assert conduct_homes(stream, least_score=9.0)[6] == stream.country[6]


@pytest.mark.shared
@pytest.mark.slow
def test_icews14_opening_weeks_rank_above_the_floor(shared: Path) -> None:
    """A tenth of ICEWS14 keeps the whole path honest without the whole cost."""
    bench = Benchmark.read(shared / "bench" / "icews14")
    train = bench.splits["train"]
    model = fit_partners(train.before(60))
    asked = train.between(60, 62)
    assert Metrics.of(rank_questions(model, train.before(62), asked)).mrr > 0.33
