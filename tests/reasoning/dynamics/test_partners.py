"""The partner model and the ranking protocol: strictly one question at a time."""

from __future__ import annotations

import itertools
import json
from bisect import bisect_right
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import (
    Benchmark,
    Metrics,
    bench_tkg,
    rank_questions,
)
from ramify.reasoning.dynamics.partners._spokesmen import (
    FLOOR,
    RECENT_BASE_PRIOR,
    RECENT_PRIOR,
    ROLE_PRIOR,
    SECTOR_PRIOR,
)
from ramify.reasoning.dynamics.partners.fit import fit_partners
from ramify.reasoning.dynamics.partners.model import FORMAT, PartnerModel, PartnerSettings
from ramify.reasoning.dynamics.partners.questions import READINGS, ContactReading, activity_level
from ramify.reasoning.dynamics.partners.scorer import Scorer
from ramify.reasoning.dynamics.partners.spokesmen import MEMORY_DAYS, main_sectors
from ramify.reasoning.dynamics.process import model as fitted
from ramify.reasoning.dynamics.stream import Stream
from tests.conftest import Run
from tests.reasoning.dynamics.worlds import ACTORS, random_stream

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
    assert total == pytest.approx(model.learned.log_likelihood, rel=1e-5)


def naive_shares(past: Stream, actor: int, kind: int, country: int, day: int) -> np.ndarray:
    """Usual, recent and lifted share of every actor of a country, shape (actors, 3)."""
    c, actors = Contacts.of(past), len(past.actors)
    mine = past.country[c.far] == country
    here = np.flatnonzero(past.country == country)
    fresh = np.exp((c.day - day) / MEMORY_DAYS)
    same_kind = c.kind == kind

    def among(rows: np.ndarray, weight: np.ndarray) -> np.ndarray:
        return np.bincount(c.far[rows & mine], weights=weight[rows & mine], minlength=actors)[here]

    every, one = np.ones_like(same_kind), np.ones(len(c.day))
    base = among(every, one) + FLOOR
    base /= base.sum()
    role = among(same_kind, one)
    usual = (role + ROLE_PRIOR * base) / (role.sum() + ROLE_PRIOR)
    recent = among(every, fresh)
    recent = (recent + RECENT_BASE_PRIOR * base) / (recent.sum() + RECENT_BASE_PRIOR)
    new = among(same_kind, fresh)
    new = (new + RECENT_PRIOR * recent) / (new.sum() + RECENT_PRIOR)
    home = past.country[actor] == country
    met = same_kind & ((past.country[c.near] == past.country[c.far]) == home)
    sector = main_sectors(past.sector)
    a, b = sector[c.near[met]] == sector[actor], sector[c.far[met]][:, None] == sector[here]
    expected = a.sum() * b.sum(0) / max(met.sum(), 1)
    lifted = usual * ((a[:, None] & b).sum(0) + SECTOR_PRIOR) / (expected + SECTOR_PRIOR)
    shares = np.zeros((actors, 3))
    shares[here] = np.stack([usual, new, lifted / lifted.sum()], axis=1)
    return shares


def naive_scores(
    model: PartnerModel, history: Stream, actor: int, kind: int, day: int
) -> np.ndarray:
    """The intensity of every candidate by the formula, one past contact at a time."""
    past = replace(history.before(day), country=model.country)
    c, lags = Contacts.of(past), model.settings.lag_edges
    country = past.country
    level = activity_level(np.array([(c.near == actor).sum()]))[0]
    score = np.full(len(country), model.activity[-1, level] * model.floor[kind] / len(country))
    for p, reading in enumerate(model.settings.readings):
        for near, k, far, d in zip(c.near, c.kind, c.far, c.day, strict=True):
            cell = k * len(lags) + bisect_right(lags, day - d) - 1
            w = model.activity[p, level] * model.weights[p, kind, cell]
            if reading.near == "world":
                score[near] += w
            elif near == actor or (reading.near == "country" and country[near] == country[actor]):
                shares = naive_shares(past, actor, kind, country[far], day) @ model.mix[p, kind]
                score += w * (shares if reading.far == "country" else np.arange(len(score)) == far)
    return score


def test_scores_agree_with_the_formula() -> None:
    stream = random_stream(seed=3, events=120)
    model = fit_partners(stream.before(70), QUICK)
    scorer = Scorer(model, stream)
    for s, k, o, t in stream.between(72, 90).table[::4].tolist():
        for actor, kind in ((s, k), (o, k + len(stream.actions))):
            expected = naive_scores(model, stream, actor, kind, t)
            np.testing.assert_allclose(scorer.scores(actor, kind, t), expected, rtol=2e-5)


def test_a_rank_counts_the_candidates_above(stream: Stream, model: PartnerModel) -> None:
    scorer = Scorer(model, stream)
    scores = scorer.scores(0, 1, 75)
    for truth in range(len(stream.actors)):
        for others in ([], [2], [2, 2, truth]):
            left = [y for y in range(len(scores)) if y == truth or y not in others]
            above = sum(scores[y] > scores[truth] for y in left)
            level = sum(scores[y] == scores[truth] for y in left)
            assert scorer.rank(0, 1, 75, truth, others) == above + (level + 1) / 2


def test_a_saved_model_gives_the_same_scores(
    stream: Stream, model: PartnerModel, tmp_path: Path
) -> None:
    model.save(tmp_path / "partners.npz")
    again = PartnerModel.load(tmp_path / "partners.npz")
    assert again.settings == model.settings
    assert again.learned == model.learned
    assert again.log_posterior == model.log_posterior
    one, two = Scorer(model, stream), Scorer(again, stream)
    assert np.array_equal(one.scores(0, 1, 75), two.scores(0, 1, 75))


def test_files_that_hold_no_model_of_partners_are_refused(
    model: PartnerModel, tmp_path: Path
) -> None:
    path = tmp_path / "partners.npz"
    with pytest.raises(InputError, match="no such model file"):
        PartnerModel.load(path)
    path.write_bytes(b"PK nothing")
    with pytest.raises(InputError, match="not a model of partners"):
        PartnerModel.load(path)
    with pytest.raises(InputError, match="something other"):
        PartnerModel.load(Path(fitted.__file__).parents[1] / "data" / "kernel.npz")
    model.save(path)
    stored = dict(np.load(path))
    head = json.loads(stored["head"].tobytes())
    newer = json.dumps({**head, "format": FORMAT + 1}).encode()
    np.savez(path, **{**stored, "head": np.frombuffer(newer, dtype=np.uint8)})
    with pytest.raises(InputError, match=f"format {FORMAT + 1}"):
        PartnerModel.load(path)
    np.savez(path, **{**stored, "floor": stored["floor"][:-1]})
    with pytest.raises(InputError, match="floor"):
        PartnerModel.load(path)
    with pytest.raises(InputError, match="nowhere"):
        model.save(tmp_path / "nowhere" / "partners.npz")


def test_a_model_reads_histories_of_its_own_vocabulary(stream: Stream, model: PartnerModel) -> None:
    more = stream.with_actor("Envoy of C", country="C").with_events([(7, 0, 1, 74)])
    assert len(Scorer(model, more).scores(7, 0, 75)) == len(stream.actors) + 1
    for other in (
        replace(stream, actions=("a", "b", "c")),
        replace(stream, actors=tuple(reversed(stream.actors))),
    ):
        with pytest.raises(InputError, match="fitted on other act"):
            Scorer(model, other)


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


def test_the_command_keeps_the_model_it_fitted(run: Run, tmp_path: Path, stream: Stream) -> None:
    write_folder(tmp_path, stream)
    kept = str(tmp_path / "partners.npz")
    first = run("bench", "tkg", str(tmp_path), "--save", kept)
    assert first.code == 0, first.err
    again = run("bench", "tkg", str(tmp_path), "--model", kept)
    assert again.code == 0, again.err
    assert again.out.splitlines()[:3] == first.out.splitlines()[:3]
    assert "fit " in first.out
    assert "fit " not in again.out
    (tmp_path / "relation2id.txt").write_text("a\t0\nb\t1\nc\t2\n", encoding="utf8")
    refused = run("bench", "tkg", str(tmp_path), "--model", kept)
    assert refused.code == 1
    assert "other actions" in refused.err


@pytest.mark.parametrize("left_out", range(5))
def test_any_reading_may_be_left_out(stream: Stream, left_out: int) -> None:
    kept = tuple(r for n, r in enumerate(READINGS) if n != left_out)
    past = stream.before(40)
    model = fit_partners(past, replace(QUICK, readings=kept, steps=2))
    assert list(model.log_posterior) == sorted(model.log_posterior)
    with pytest.raises(UsageError, match="countries"):
        ContactReading("nonsense", "world", "country")
    with pytest.raises(UsageError, match="same sides"):
        PartnerSettings(readings=(*READINGS, READINGS[0]))


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
    from ramify.reasoning.dynamics.partners.home_countries import conduct_homes

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
