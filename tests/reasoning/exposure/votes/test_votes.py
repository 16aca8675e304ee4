"""Votes: agreement by hand, points that were planted, and the published ones."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ramify import World
from ramify._errors import InputError, UsageError
from ramify.commands.world.worlds import opened
from ramify.reasoning.exposure import exposure
from ramify.reasoning.exposure.votes import (
    IdealPoints,
    RollCalls,
    agreement,
    roll_calls,
    vote_differences,
)
from ramify.reasoning.exposure.votes.agreement import agreement_differences
from ramify.reasoning.exposure.votes.ideal_points import fit_ideal_points
from ramify.reasoning.exposure.votes.points import IdealPoint

HAND: Sequence[tuple[str, int, str, str]] = (
    ("AAA", 1, "1", "yes"), ("BBB", 1, "1", "yes"), ("CCC", 1, "1", "no"),
    ("AAA", 1, "2", "abstain"), ("BBB", 1, "2", "yes"), ("CCC", 1, "2", "abstain"),
    ("AAA", 1, "3", "no"), ("CCC", 1, "3", "no"),
    ("AAA", 2, "4", "no"), ("BBB", 2, "4", "yes"), ("CCC", 2, "5", "yes"),
)  # fmt: skip

WORLD = World.packaged()


def _calls(rows: Sequence[tuple[str, int, str, str]]) -> RollCalls:
    names = ("actor", "session", "call", "choice")
    return roll_calls(pa.table({name: [row[n] for row in rows] for n, name in enumerate(names)}))


@pytest.mark.parametrize(
    ("one", "other", "session", "expected"),
    [
        ("AAA", "BBB", 1, (1 + 0.5) / 2),
        ("AAA", "CCC", 1, (0 + 1 + 1) / 3),
        ("BBB", "CCC", 1, (0 + 0.5) / 2),
        ("AAA", "BBB", 2, 0.0),
        ("AAA", "CCC", 2, None),
        ("AAA", "AAA", 1, 1.0),
    ],
)
def test_agreement_by_hand(one: str, other: str, session: int, expected: float | None) -> None:
    votes = _calls(HAND)
    assert agreement(votes, one, other, session) == expected
    assert agreement(votes, other, one, session) == expected


def test_who_cast_no_vote_is_said() -> None:
    with pytest.raises(UsageError, match="DDD cast no vote in session 1"):
        agreement(_calls(HAND), "DDD", "AAA", 1)


def _planted(states: int = 24, sessions: int = 6, calls: int = 60) -> tuple[RollCalls, np.ndarray]:
    """Votes drawn from the model: the first states high, one walking from low to high."""
    rng = np.random.default_rng(5)
    at = np.linspace(2, -2, states)[:, None] + np.cumsum(
        rng.normal(0, 0.1, (states, sessions)), axis=1
    )
    at[-1] = np.linspace(-2, 2, sessions)
    codes = ("USA", "GBR", "CAN", *(f"S{n:02}" for n in range(3, states)))
    rows = []
    for session in range(sessions):
        for call in range(calls):
            slope, middle = rng.normal(0, 1.5), rng.normal(0, 1)
            noise = rng.logistic(size=states)
            for n, code in enumerate(codes):
                lean = slope * at[n, session] + noise[n] - middle
                choice = "no" if lean < -0.4 else "yes" if lean > 0.4 else "abstain"
                rows.append((code, session + 1, f"{session}-{call}", choice))
    return _calls(rows), at


def test_points_that_were_planted_are_found() -> None:
    votes, at = _planted()
    opened = {n: date(2000 + n, 9, 1) for n in range(1, 7)}
    points = fit_ideal_points(votes, [("0-1", "0-2")], opened, date(2007, 1, 1), "planted")
    codes = sorted({state for state, _ in points.at})
    order = ("USA", "GBR", "CAN", *(f"S{n:02}" for n in range(3, 24)))
    found = np.array([[points.at[code, n].point for n in range(1, 7)] for code in order])
    assert len(codes) == len(order)
    assert np.corrcoef(found.ravel(), at.ravel())[0, 1] > 0.95
    walker = found[-1]
    assert walker[0] < -0.5 < 0.5 < walker[-1]
    held = [p.low < p.point < p.high for p in points.at.values()]
    assert all(held)


def test_bands_narrow_with_votes() -> None:
    few, many = (_planted(calls=calls)[0] for calls in (15, 90))
    widths = [
        np.mean([p.high - p.low for p in fit_ideal_points(v, (), {}, date.max, "").at.values()])
        for v in (few, many)
    ]
    assert widths[0] > 1.5 * widths[1]


def test_points_are_written_and_read(tmp_path: Path) -> None:
    points = IdealPoints(
        {("USA", 1): IdealPoint(1.0, 0.5, 1.5)},
        {1: date(1946, 1, 1)},
        date(1946, 12, 31),
        "by hand",
    )
    points.save(tmp_path / "points.npz")
    assert IdealPoints.load(tmp_path / "points.npz") == points
    (tmp_path / "other.npz").write_bytes(b"PK nothing")
    with pytest.raises(InputError, match="no file of ideal points"):
        IdealPoints.load(tmp_path / "other.npz")


def test_a_pact_moves_no_vote_that_was_cast() -> None:
    system = WORLD.at("2018-12-31")
    assert list(vote_differences(system, system, ["IND", "CHN"])) == []


def test_india_drew_nearer_to_the_united_states_after_the_cold_war() -> None:
    found = vote_differences(WORLD.at("1985-12-31"), WORLD.at("2018-12-31"), ["IND"])
    change = {d.other: d.change for d in found}
    assert change["USA"] is not None
    assert change["USA"] < -0.2


def test_days_without_votes_on_file_are_said() -> None:
    found = exposure(WORLD.at("2018-12-31"), WORLD.at("2024-12-31"), ["PRK"])
    assert "votes: those on file run from 1946-01-01 to 2020-01-14" in found.not_measured
    assert not [d for d in found.differences if d.measure == "distance in votes"]


@pytest.mark.shared
def test_packaged_points_agree_with_the_published_ones(shared: Path) -> None:
    codes = {actor.id: actor.cow for actor in WORLD.lives if actor.cow}
    with gzip.open(shared / "data/un/ideal_points_apr2020.csv.gz", "rt", encoding="utf-8") as file:
        published = {
            (int(row["ccode"]), int(row["session"])): float(row["IdealPoint"])
            for row in csv.DictReader(file)
        }
    pairs = np.array(
        [
            (point.point, published[codes[state], session])
            for (state, session), point in IdealPoints.packaged().at.items()
            if (codes.get(state), session) in published
        ]
    )
    assert len(pairs) > 10_400
    assert np.corrcoef(pairs.T)[0, 1] > 0.965


ABOUT = """as_of = "1990-11-01"

[coverage]
votes = "1985-11-01"
"""


def test_agreement_is_measured_where_votes_are_loaded(tmp_path: Path) -> None:
    cast = {
        1985: (("IND", "nnny"), ("USA", "yyyy"), ("FRA", "ny--")),
        1990: (("IND", "ynya"), ("USA", "yyyy"), ("FRA", "yyny")),
    }
    words = {"y": "yes", "n": "no", "a": "abstain"}
    rows = [
        {"actor": actor, "session": year - 1945, "call": f"{year}-{n}", "on": date(year, 11, 1),
         "choice": words[vote]}
        for year, given in cast.items()
        for actor, votes in given
        for n, vote in enumerate(votes)
        if vote in words
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "votes.parquet")
    (tmp_path / "about.toml").write_text(ABOUT, encoding="utf-8")
    world = opened(tmp_path)
    days = world.at("1985-12-01"), world.at("1990-12-01")
    (found,) = (d for d in agreement_differences(*days, ["IND"]) if d.other == "USA")
    assert (found.before, found.after, found.change) == (0.25, 0.625, 0.375)
    assert [(p.before, p.after) for p in found.parts] == [(4.0, 4.0)]
    with_france = next(d for d in agreement_differences(*days, ["IND"]) if d.other == "FRA")
    assert (with_france.before, with_france.after) == (0.5, (1 + 0 + 0 + 0.5) / 4)
    assert not list(agreement_differences(days[0], days[0], ["IND"]))
    assert not list(agreement_differences(days[0], world.at("1999-01-01"), ["IND"]))
    assert not list(agreement_differences(WORLD.at("1985-12-01"), WORLD.at("1990-12-01"), ["IND"]))
    shown = exposure(*days, ["IND"]).differences
    assert any(d.measure == "agreement in votes" for d in shown)
