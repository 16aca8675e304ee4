"""Conduct: balances of acts by hand, their bands, and what a record does not cover."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import ramify
from ramify import Event, Record, World
from ramify._errors import UsageError
from ramify.reasoning.dynamics.stream import Stream
from ramify.reasoning.exposure import Conduct, threats

FIRST = date(2015, 1, 1)
LAST = date(2018, 12, 31)
AFTER = date(2019, 1, 1)


def _conduct(acts: list[tuple[str, str, str, date]]) -> Conduct:
    """Acts of RUS and UKR between two acts of others, which set the days the record covers."""
    actors, actions = ["RUS", "UKR", "BRA", "CHL"], ["042", "112", "010"]
    ends = [("BRA", "042", "CHL", FIRST), ("BRA", "042", "CHL", LAST)]
    rows = [
        (actors.index(a), actions.index(code), actors.index(b), (on - FIRST).days)
        for a, code, b, on in [*acts, *ends]
    ]
    stream = Stream.from_quadruples(
        rows, actors=actors, actions=actions, country=actors, sector=["STATE"] * 4, epoch=FIRST
    )
    return Conduct.of(stream)


def _days(first: str, count: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=n) for n in range(count)]


def test_a_balance_by_hand_beside_the_usual() -> None:
    acts = [("RUS", "042", "UKR", on) for on in _days("2016-03-01", 60)]
    acts += [("RUS", "112", "UKR", on) for on in _days("2016-03-01", 20)]
    acts += [("RUS", "042", "UKR", on) for on in _days("2018-02-01", 10)]
    acts += [("RUS", "112", "UKR", on) for on in _days("2018-02-01", 30)]
    acts += [("RUS", "010", "UKR", on) for on in _days("2018-02-01", 50)]
    year = _conduct(acts).year("RUS", "UKR", AFTER)
    assert year is not None
    assert (year.cooperative, year.hostile) == (10, 30), "statements are neither"
    assert year.balance == -0.5
    assert year.usual == pytest.approx(0.5)
    scale = 41 / 81
    assert year.usual_hostile == pytest.approx(20 * scale)
    assert year.band is not None
    assert year.band[0] <= -0.5 <= year.band[1]


def test_the_other_direction_is_another_balance() -> None:
    conduct = _conduct([("RUS", "112", "UKR", on) for on in _days("2018-02-01", 30)])
    there, back = conduct.year("RUS", "UKR", AFTER), conduct.year("UKR", "RUS", AFTER)
    assert there is not None
    assert back is not None
    assert (there.balance, there.hostile) == (-1.0, 30)
    assert (back.balance, back.hostile) == (None, 0), "no balance of no acts, but a count"


def test_a_year_the_record_does_not_hold_is_not_known() -> None:
    conduct = _conduct([("RUS", "112", "UKR", on) for on in _days("2018-02-01", 30)])
    assert conduct.year("RUS", "UKR", date(2015, 6, 1)) is None
    assert conduct.year("RUS", "UKR", date(2019, 6, 1)) is None
    early = conduct.year("RUS", "UKR", date(2016, 6, 1))
    assert early is not None
    assert early.usual is None, "less than a year before the year"


def test_nine_bands_in_ten_hold_the_balance_they_are_of() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(150):
        acts = [
            ("RUS", "042" if rng.random() < 0.7 else "112", "UKR", LAST - timedelta(days=int(age)))
            for age in rng.integers(0, 365, size=120)
        ]
        year = _conduct(acts).year("RUS", "UKR", AFTER)
        assert year is not None
        assert year.band is not None
        held += year.band[0] <= 0.4 <= year.band[1]
    assert 0.82 <= held / 150 <= 0.97


def test_events_without_a_calendar_are_refused() -> None:
    stream = Stream.from_quadruples([(0, 0, 1, 5)], actors=["A", "B"], actions=["042"])
    with pytest.raises(UsageError, match="origin nobody named"):
        Conduct.of(stream)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Russia turns on Ukraine in 2018, having been friendly before."""
    path = tmp_path_factory.mktemp("conduct") / "acts.duckdb"
    spans = [("042", "2015-01-01", 1000), ("112", "2018-01-10", 300), ("042", "2018-12-30", 2)]
    events = [
        Event(when=on.isoformat(), actor="RUS", action=code, target="UKR")
        for code, first, count in spans
        for on in _days(first, count)
    ]
    with Record.open(path) as opened:
        opened.add(events)
    return path


def test_a_turn_is_told_with_counts_and_what_was_usual(record: Path) -> None:
    found = ramify.exposed("2019-01-01", against="2018-01-01", actors=["UKR"], record=record)
    turned = [d for d in found.differences if d.measure == "balance of conduct"]
    assert [(d.actor, d.other, d.before) for d in turned] == [("RUS", "UKR", 1.0)]
    assert turned[0].after == pytest.approx((2 - 300) / 302, abs=0.001)
    assert [(part.before, part.after) for part in turned[0].parts] == [(269, 2), (0, 300)]
    assert not any(words.startswith("conduct") for words in found.not_measured)


def test_without_a_record_conduct_is_not_measured(record: Path) -> None:
    silent = ramify.exposed("2019-01-01", against="2018-01-01", actors=["UKR"])
    assert any("conduct: no record is given" in words for words in silent.not_measured)
    late = ramify.exposed("2022-01-01", against="2018-01-01", actors=["UKR"], record=record)
    assert any("the record runs from 2015-01-01 to" in words for words in late.not_measured)


def test_hostile_acts_stand_beside_their_usual_number(record: Path) -> None:
    from ramify.reasoning.exposure import conduct_of

    row = threats(World.packaged().at("2019-01-01"), "UKR", ["RUS"], conduct_of(record))[0]
    assert (row.hostile, row.usual) == (300, 0)
    assert not any(words.startswith("hostile acts") for words in row.missing)
