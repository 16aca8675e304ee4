"""Base rates: level told from excitation, counts that scatter as said, a file that keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from ramify import InputError
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates import model
from ramify.reasoning.dynamics.rates.ahead import (
    Response,
    expected,
    pairs_of,
    reversed_pairs,
    usual,
)
from ramify.reasoning.dynamics.rates.counts import ActCount, Spread, any_of
from ramify.reasoning.dynamics.rates.excitation import BINS, LAGS, MEMORY, Exciters, offspring
from ramify.reasoning.dynamics.rates.fit import RateFit, fit_rates
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.level import tally_at, volume_half_life
from ramify.reasoning.dynamics.rates.model import DATA, Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.prior import Prior, covariates
from ramify.reasoning.dynamics.rates.recent import RecentCounts
from ramify.reasoning.dynamics.stream import Stream
from tests.conftest import more

DAYS = 270


def simulated(seed: int, repeat: float = 0.0, answer: float = 0.0, acts: int = 12_000) -> Stream:
    """Acts of 24 countries in five classes, at gamma rates, each bringing more with a lag."""
    rng = np.random.default_rng(seed)
    n, kinds = 24, 5
    size = rng.gamma(0.5, size=n)
    rate = size[:, None, None] * size[None, :, None] * rng.gamma(2.0, size=kinds)
    rate = rate * rng.gamma(0.6, size=(n, n, 1)) * rng.gamma(1.0, size=(n, n, kinds))
    rate[np.arange(n), np.arange(n)] = 0.0
    counts = rng.poisson(rate * acts * (1 - repeat - answer) / rate.sum())
    a, b, c = np.nonzero(counts)
    born = np.repeat(np.stack([a, c, b], axis=1), counts[a, b, c], axis=0)
    born = np.column_stack([born, rng.integers(DAYS, size=len(born))])
    found = [born]
    while len(born):
        again = np.repeat(born, rng.poisson(repeat, size=len(born)), axis=0)
        back = np.repeat(born, rng.poisson(answer, size=len(born)), axis=0)[:, [2, 1, 0, 3]]
        born = np.concatenate([again, back])
        born[:, 3] += np.minimum(rng.geometric(0.3, size=len(born)), MEMORY)
        born = born[born[:, 3] < DAYS]
        found.append(born)
    actors, actions = [f"A{i:02}" for i in range(n)], [f"k{i}" for i in range(kinds)]
    return Stream.from_quadruples(np.concatenate(found), actors=actors, actions=actions)


def panel(seed: int = 0, repeat: float = 0.0, answer: float = 0.0, acts: int = 12_000) -> Panel:
    return Panel.of(simulated(seed, repeat, answer, acts), str, stop=DAYS)


def brought(fit: RateFit, of: Panel) -> list[float]:
    """Acts that one act brings on average, by pattern."""
    by_class = np.bincount(of.kind, of.count)
    found: list[float] = (offspring(fit.weights).sum(1) @ by_class / by_class.sum()).tolist()
    return found


@pytest.fixture(scope="module")
def excited() -> Panel:
    return panel(1, 0.3, 0.1)


@pytest.fixture(scope="module")
def fitted(excited: Panel) -> RateFit:
    return fit_rates(excited)


def test_acts_that_bring_no_others_are_told_from_excitation() -> None:
    found = fit_rates(panel(0))
    assert found.share > 0.9 and found.branching < 0.1


def test_planted_excitation_is_found(excited: Panel, fitted: RateFit) -> None:
    assert brought(fitted, excited) == pytest.approx([0.3, 0.1], abs=0.05)
    assert fitted.share == pytest.approx(0.6, abs=0.05)


@pytest.mark.many
@pytest.mark.parametrize("seed", range(more(4, 20)))
def test_level_and_excitation_are_told_apart_whatever_the_seed(seed: int) -> None:
    still = fit_rates(panel(seed))
    assert still.share > 0.9 and still.branching < 0.1
    moved = panel(seed, 0.3, 0.1)
    assert brought(fit_rates(moved), moved) == pytest.approx([0.3, 0.1], abs=0.05)


def test_the_likelihood_rises_between_renewals_of_the_prior(fitted: RateFit) -> None:
    path = fitted.log_likelihood
    assert path[-1] > path[0] and path[18] > path[9]


def test_the_order_of_actors_and_events_changes_nothing(excited: Panel, fitted: RateFit) -> None:
    stream = simulated(1, 0.3, 0.1)
    rng = np.random.default_rng(5)
    place = rng.permutation(len(stream.actors))
    table = stream.table[rng.permutation(len(stream))]
    table = np.column_stack([place[table[:, 0]], table[:, 1], place[table[:, 2]], table[:, 3]])
    names = [stream.actors[n] for n in np.argsort(place)]
    other = Stream.from_quadruples(table, actors=names, actions=stream.actions)
    again = fit_rates(Panel.of(other, str, stop=DAYS))
    assert again.branching == pytest.approx(fitted.branching, rel=1e-9)
    np.testing.assert_allclose(again.level, fitted.level, rtol=1e-6)


def test_intensities_are_those_of_the_formula(excited: Panel, fitted: RateFit) -> None:
    exciters = Exciters.of(excited, 200)
    n = len(excited.countries)
    for e in range(0, len(exciters.order), 400):
        row = exciters.order[e]
        pair, kind, day = (int(c[row]) for c in (excited.pair, excited.kind, excited.day))
        back = pair % n * n + pair // n
        total = 0.0
        for p, other in enumerate((pair, back)):
            for k, d, count in zip(
                excited.kind[excited.pair == other], excited.day[excited.pair == other],
                excited.count[excited.pair == other], strict=True,
            ):  # fmt: skip
                if 1 <= day - d <= MEMORY:
                    lag = next(b for b in range(BINS) if LAGS[b] <= day - d < LAGS[b + 1])
                    total += count * fitted.weights[p, kind, k * BINS + lag]
        assert exciters.excited(fitted.weights)[e] == pytest.approx(total)


def test_the_usual_level_is_that_of_the_record(excited: Panel, fitted: RateFit) -> None:
    found = usual(fitted.weights, fitted.level)
    acts = excited.tally()
    busy = acts.sum(1) > 100
    ratio = found[busy].sum(1) * DAYS / acts[busy].sum(1)
    assert 0.8 < np.median(ratio) < 1.1
    assert found.sum() * DAYS == pytest.approx(acts.sum(), rel=0.1)


def test_days_ahead_start_from_the_last_days_and_tend_to_the_usual(fitted: RateFit) -> None:
    level, back = fitted.level[:40], reversed_pairs(fitted.level)[:40]
    at_rest = usual(fitted.weights, fitted.level)
    rest = [np.repeat(x[:40, None], MEMORY, axis=1) for x in (at_rest, reversed_pairs(at_rest))]
    still = expected(fitted.weights, (level, back), (rest[0], rest[1]), 5)
    np.testing.assert_allclose(still, np.repeat(at_rest[:40, None], 5, axis=1), rtol=1e-8)
    stirred = expected(fitted.weights, (level, back), (rest[0] + 1, rest[1]), 200)
    assert (stirred[:, 0] > still[:, 0]).all()
    np.testing.assert_allclose(stirred[:, -1], at_rest[:40], rtol=0.01, atol=1e-9)


def test_an_act_that_fades_counts_less(excited: Panel, fitted: RateFit) -> None:
    faded = tally_at(excited, fitted.weights, fitted.level)
    assert 0 < faded.days < DAYS - MEMORY
    assert faded.acts.sum() < excited.tally().sum() * 0.7


def test_own_acts_hardly_raise_what_chance_would_bring(excited: Panel) -> None:
    acts = excited.tally()
    n = len(excited.countries)
    more = acts.copy()
    more[1, 0] += 500.0
    before, after = (np.exp(next(covariates(table, 100.0))[0][0, 1]) for table in (acts, more))
    level = Prior.plain(5).level(more, 100.0)
    assert after < 3 * before and level[1, 0] > 1.0
    assert (level[np.arange(n) * (n + 1)] == 0.0).all()


def test_a_panel_leaves_out_what_is_within_a_country() -> None:
    stream = Stream.from_quadruples(
        [(0, 0, 1, 3), (0, 0, 2, 3), (1, 0, 0, 4), (1, 0, 0, 4)],
        actors=["A", "Army (A)", "B"], actions=["x"], country=["A", "A", "B"],
    )  # fmt: skip
    found = Panel.of(stream, str)
    assert (found.pair.tolist(), found.count.tolist(), found.left_out) == ([1], [1.0], 3)
    assert pairs_of(3, 1, None).tolist() == [3, 5] and pairs_of(2, None, None).tolist() == [1, 2]


def test_too_short_a_record_has_no_rates() -> None:
    with pytest.raises(InputError, match="too few days"):
        fit_rates(panel(0).between(0, 80))


def test_counts_add_up_and_thin_as_they_should() -> None:
    count = ActCount(6.0, Spread(2.0, 0.5))
    low, high = count.interval()
    assert low < 6 < high and count.none == pytest.approx(1 - count.any)
    part = Spread(2.0, 0.5).thinned(0.25)
    whole = Spread(2.0, 0.5).variance(6.0)
    assert part.variance(1.5) == pytest.approx(0.25**2 * whole + 0.25 * 0.75 * 6.0)
    assert any_of(np.array([0.0, 1e-6]), Spread(1.0, 0.0)) == pytest.approx([0.0, 1e-6], rel=1e-3)
    assert ActCount(0.0, Spread(1.5, 0.4)).interval() == (0, 0)


def test_packaged_rates_are_small_and_keep_their_file(tmp_path: Path) -> None:
    rates = Rates.packaged()
    assert DATA.stat().st_size < 300_000
    rates.save(tmp_path / "again.npz")
    again = Rates.load(tmp_path / "again.npz")
    np.testing.assert_array_equal(again.level, rates.level)
    assert (again.spreads, again.learned) == (rates.spreads, rates.learned)
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes((tmp_path / "again.npz").read_bytes()[:5000])
    with pytest.raises(InputError, match="base rates"):
        Rates.load(damaged)


def test_packaged_rates_add_up_to_the_acts_they_were_learned_from() -> None:
    rates = Rates.packaged()
    days = (rates.learned.day - rates.learned.since).days
    assert rates.usual.sum() * days == pytest.approx(rates.learned.events, rel=0.1)
    assert np.abs(np.linalg.eigvals(offspring(rates.weights).sum(0))).max() < 1


def test_what_units_bring_adds_up_to_the_recursion_day_by_day() -> None:
    rng, weights = np.random.default_rng(0), Rates.packaged().weights
    kinds, pairs, days = len(weights[0]), 5, 40
    level = tuple(rng.gamma(0.1, size=(pairs, kinds)) for _ in range(2))
    recent = tuple(rng.poisson(0.1, size=(pairs, MEMORY, kinds)).astype(float) for _ in range(2))
    season = rng.uniform(0.5, 1.0, size=(days, kinds))
    by_day = expected(weights, level, recent, days) * season  # type: ignore[arg-type]
    stretches = [slice(0, 14), slice(7, 40), slice(20, 20)]
    of_level, of_act = Response.of(weights, days).over(season, stretches)
    found = sum(level[side] @ of_level[side] for side in (0, 1))
    found = found + sum(recent[side].reshape(pairs, -1) @ of_act[side] for side in (0, 1))
    summed = [by_day[:, one].sum(1) for one in stretches]
    assert found == pytest.approx(np.concatenate(summed, axis=1), abs=1e-9)


def test_totals_are_the_days_summed_up_and_hear_of_acts() -> None:
    standing = Footing.packaged()
    on, n = date(2018, 9, 28), len(standing.countries)
    pairs = np.arange(n) * n + standing.countries.index("SYR")
    usa = standing.countries.index("USA")
    for known in (standing, standing.hearing([("USA", "190", "SYR", on - timedelta(days=1))])):
        by_day = known.by_day(pairs, on, 30)
        found = known.totals(pairs, on, (14, 30))
        assert found[0] == pytest.approx(by_day[:, :14].sum(1))
        assert found[1] == pytest.approx(by_day.sum(1))
    assert found[0, usa].sum() > standing.totals(pairs, on, (14,))[0, usa].sum()


def test_what_two_countries_do_at_all_is_read_both_ways_and_by_the_day() -> None:
    acts = np.zeros((9, 2))
    acts[1, 0], acts[3, 1] = 2.0, 1.0  # 0 → 1 and 1 → 0
    met = next(covariates(acts, 100.0))[4].ravel()
    assert np.exp(met[[1, 3]]) == pytest.approx(3.05 / 100)
    assert np.exp(met[2]) == pytest.approx(0.05 / 100)


def test_recent_counts_are_at_the_volume_of_today(excited: Panel) -> None:
    panel = replace(excited, classes=("ASSAULT", "COERCE", "CONSULT", "AID", "AGREE"))
    counts = RecentCounts.of(panel, [2.0] * 5)
    for table in counts.tables:
        hostile = table[:, :, counts.hostile].sum()
        assert table.sum() == pytest.approx(2.0 * 90 * 5, rel=0.01)
        assert hostile == pytest.approx(2.0 * 90 * 2, rel=0.01)
    assert not np.allclose(counts.tables[0], counts.tables[-1])  # Who acts is as it was then.


def test_rates_of_an_older_file_read_as_they_were(tmp_path: Path) -> None:
    rates = Rates.packaged()
    older = replace(rates, prior=Prior(rates.prior.slope[:, :5], rates.prior.shape))
    older.save(tmp_path / "older.npz")
    found = Rates.load(tmp_path / "older.npz").prior.slope
    assert found[:, :5] == pytest.approx(rates.prior.slope[:, :5]) and not found[:, 5].any()
    head = {**model._head(rates), "format": 4, "season": [[0.0, -0.4], [-0.2, -0.5]]}
    model_file.write(tmp_path / "older.npz", head, model._tables(rates))
    season = Rates.load(tmp_path / "older.npz").season
    assert (season.logs["COERCE"], season.logs["CONSULT"]) == ((0.0, -0.4), (-0.2, -0.5))


def test_the_level_of_a_dense_record_is_followed_faster(excited: Panel) -> None:
    sparse = replace(excited, count=excited.count / 20)
    assert 10 <= volume_half_life(excited) < volume_half_life(sparse) <= 120
