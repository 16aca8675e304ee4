"""What a record teaches of its own: learned, written beside it, and then answered by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ramify import InputError
from ramify.reasoning.dynamics.by_rates import basis_of, standing_on
from ramify.reasoning.dynamics.own.beside import refitted
from ramify.reasoning.dynamics.own.rates import learned_rates, origins
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.stacked import Stacked
from ramify.reasoning.dynamics.reactions.learning import learned_reactions
from ramify.reasoning.dynamics.reactions.model import ReactionModel
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

NAMES = ("CHN", "DEU", "FRA", "GBR", "IND", "IRN", "ISR", "JPN", "KOR", "PRK", "RUS", "USA")
CODES = ("010", "040", "057", "112", "163", "190")
DAYS = 160


@pytest.fixture(scope="module")
def stream() -> Stream:
    """Acts of twelve countries, hostile ones among them, for half a year."""
    rng = np.random.default_rng(1)
    size = rng.gamma(1.0, size=(12, 12, 6)) * (1 - np.eye(12))[:, :, None]
    counts = rng.poisson(size * 4000 / size.sum())
    a, b, k = np.nonzero(counts)
    rows = np.repeat(np.stack([a, k, b], axis=1), counts[a, b, k], axis=0)
    rows = np.column_stack([rows, rng.integers(DAYS, size=len(rows))])
    return Stream.from_quadruples(rows, actors=NAMES, actions=CODES, epoch=date(2018, 1, 1))


@pytest.fixture(scope="module")
def own(stream: Stream) -> Rates:
    return learned_rates(stream, Rates.packaged(), "a test")


def test_a_record_teaches_its_own_level_scatter_and_excitation(stream: Stream, own: Rates) -> None:
    assert own.usual.sum() == pytest.approx(len(stream) / DAYS, rel=0.1)
    assert own.learned.background > 0.8 and own.countries == NAMES
    packaged = Rates.packaged()
    assert own.spreads["CONSULT"] != packaged.spreads["CONSULT"]
    assert own.spreads["MOBILIZE"] == packaged.spreads["MOBILIZE"]  # no such act in the record
    assert own.drift == packaged.drift and own.season == packaged.season


def test_past_forecasts_are_by_fits_to_three_months_at_least(stream: Stream) -> None:
    found = origins(Panel.of(stream, str))
    assert found == [DAYS - 60, DAYS - 30]


def test_the_regression_says_where_and_not_how_much(stream: Stream) -> None:
    standing = Footing.of_record(stream, rates=Rates.packaged())
    n = len(standing.countries)
    pairs, still = np.arange(n * n), Stacked.none(len(standing.rates.classes))
    plain = replace(standing, rates=replace(standing.rates, stack=still), worked_out={})
    found, alone = (s.totals(pairs, standing.day, (30,))[0] for s in (standing, plain))
    assert found.sum(0) == pytest.approx(alone.sum(0))
    assert np.abs(found / np.maximum(alone, 1e-12) - 1.0).max() > 0.1


def test_answers_over_a_record_go_by_what_lies_beside_it(
    stream: Stream, own: Rates, tmp_path: Path
) -> None:
    record = tmp_path / "mine.duckdb"
    kept = replace(stream, beside=record)
    assert Rates.of(record) is Rates.packaged()
    assert ReactionModel.of(record) is ReactionModel.packaged()
    own.save(tmp_path / "mine.duckdb.rates.npz")
    assert standing_on(kept).rates.learned.source == "a test"
    assert "a test" in str(basis_of("mine", kept))
    before = sorted(tmp_path.iterdir())
    learned = learned_reactions(kept, own, World.packaged(), source="mine", days=range(80, 120, 8))
    assert {case.horizon for case in learned.regressions} == {14, 30}
    assert sorted(tmp_path.iterdir()) == before  # Levels of past days are not the record's own.
    learned.save(tmp_path / "mine.duckdb.reactions.npz")
    assert ReactionModel.of(record).source == "mine"
    (tmp_path / "mine.duckdb.rates.npz").write_bytes(b"no such thing")
    with pytest.raises(InputError, match="base rates"):
        Rates.of(record)


def test_what_is_not_learned_is_said(stream: Stream, tmp_path: Path) -> None:
    [why] = refitted(stream, "mine", World.packaged())
    assert "no file of its own" in why
    [why] = refitted(replace(stream, beside=tmp_path / "mine.duckdb"), "mine", World.packaged())
    assert "not learned, the packaged ones serve (160 days, 180 are needed)" in why
    assert not list(tmp_path.iterdir())
    with pytest.raises(InputError, match="too few days to learn reactions"):
        learned_reactions(stream, Rates.packaged(), World.packaged(), source="", days=[])
