"""Threat and reach: Walt's parts side by side, on known days and against published rivalries."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from math import dist
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import rankdata

from ramify import UnknownName, World
from ramify.reasoning.exposure import exposure, reach, threats
from ramify.reasoning.exposure.threat import attacking_beside, capability_share
from ramify.world.actors import EARTH, Seat
from ramify.world.sources import cow_nmc
from ramify.world.sources.folder import load


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _seat(latitude: float, longitude: float) -> Seat:
    return Seat(
        id="X", capital="x", latitude=latitude, longitude=longitude, region="Europe",
        subregion="Western Europe", source="made up",
    )  # fmt: skip


def test_a_great_circle_agrees_with_the_chord() -> None:
    """The straight line through the earth between two points, by their coordinates in space."""
    for one, other in permutations([(0, 0), (0, 90), (51.5, -0.1), (-33.9, 151.2), (90, 0)], 2):
        points = [
            (np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a))
            for a, b in (np.radians(one), np.radians(other))
        ]
        along = 2 * EARTH * np.arcsin(dist(*points) / 2)
        assert _seat(*one).km(_seat(*other)) == pytest.approx(along)


def test_every_state_of_today_has_a_capital_and_a_region(world: World) -> None:
    placed = {seat.id: seat for seat in world.seats}
    assert len(placed) == len(world.seats)
    assert {*world.at("2025-01-01").states} <= placed.keys()
    names = {actor.id: actor.capital for actor in world.lives if actor.kind == "state"}
    other = {code for code, seat in placed.items() if names[code] not in (seat.capital, None)}
    assert other <= {"BOL", "LKA"}, "today's capital, as the table of states has it"
    assert len({seat.subregion for seat in world.seats}) == 22


def test_missiles_are_of_known_states_and_fit_their_class(world: World) -> None:
    bounds = {"short": 1_000, "medium": 3_000, "intermediate": 5_500, "intercontinental": 20_000}
    for missile in world.missiles:
        assert missile.state in world.actors
        assert missile.source
        assert missile.km <= bounds.get(missile.kind, 20_000), missile
        assert missile.end is None or missile.start.start <= missile.end.end
    assert len(world.missiles) >= 25


@pytest.mark.parametrize(
    ("day", "state", "target", "reached"),
    [
        ("1990-01-01", "PRK", "KOR", True),
        ("1990-01-01", "PRK", "JPN", False),
        ("2000-01-01", "PRK", "JPN", True),
        ("2024-01-01", "PRK", "USA", False),
        ("2024-01-01", "IRN", "ISR", False),
        ("2024-01-01", "CHN", "USA", True),
        ("1985-01-01", "SUN", "DEU", True),
    ],
)
def test_what_reaches_a_capital(
    world: World, day: str, state: str, target: str, reached: bool
) -> None:
    """From Tehran the Shahab-3 falls short of Jerusalem; North Korea's longest is only tested."""
    assert bool(reach(world.at(day), state, target).systems) is reached


def test_what_is_not_on_file_is_not_known_and_not_nought(world: World) -> None:
    system = world.at("2024-01-01")
    assert reach(system, "VNM", "CHN").systems is None
    row = threats(system, "CHN", ["VNM"])[0]
    assert row.missiles is None
    assert row.share is None
    assert row.hostile is None
    assert [words.partition(":")[0] for words in row.missing] == [
        "capabilities", "missiles", "hostile acts",
    ]  # fmt: skip
    with pytest.raises(UnknownName, match="Atlantis"):
        threats(system, "Atlantis")


def test_parts_stand_side_by_side_and_nothing_multiplies_them(world: World) -> None:
    rows = {row.other: row for row in threats(world.at("2024-07-01"), "KOR")}
    assert {"CHN", "JPN", "PRK", "RUS", "USA"} <= rows.keys()
    assert rows["PRK"].border
    assert not rows["CHN"].border
    assert rows["PRK"].km == pytest.approx(196, abs=5)
    assert not {"threat", "score", "index", "total"} & {*rows["PRK"]._fields}


def test_promises_to_attack_beside(world: World) -> None:
    assert "ITA" in attacking_beside(world.at("1940-06-01"), "DRE")
    assert attacking_beside(world.at("2024-07-01"), "RUS") == set()


def test_a_new_missile_is_told_once_it_is_in_service(world: World) -> None:
    found = exposure(world.at("2003-07-01"), world.at("2003-08-01"), ["IRQ"])
    reached = [d for d in found.differences if d.measure == "missiles in reach"]
    assert [(d.other, d.actor, d.change) for d in reached] == [("IRN", "IRQ", 1)]
    assert [p.words for p in reached[0].parts if p.changed] == ["Shahab-3, 1,300 km"]


def test_a_share_of_capabilities_is_of_a_year_not_too_long_ago(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "capabilities.csv").write_text(
        "actor,year,cinc\nCHN,2005,0.16\nCHN,2010,0.2\nUSA,2010,0.15\n", encoding="utf-8"
    )
    known = world.with_folder(tmp_path)
    assert capability_share(known.at("2012-01-01"), "CHN").cinc == 0.2  # type: ignore[union-attr]
    assert capability_share(known.at("2020-01-01"), "CHN") is None
    found = exposure(known.at("2006-01-01"), known.at("2011-01-01"), ["IND"])
    shares = [d for d in found.differences if d.measure == "share of capabilities"]
    assert [(d.other, d.actor, round(d.change or 0, 2)) for d in shares] == [("CHN", "IND", 0.04)]


@pytest.mark.shared
def test_capitals_are_where_published_tables_have_them(world: World, shared: Path) -> None:
    """Within 20 km, but where the table has another city, or the middle of the country."""
    numbers = {actor.gw: actor.id for actor in world.lives if actor.kind == "state"}
    last: dict[str, tuple[str, Seat]] = {}
    with (shared / "data" / "geo" / "gw_capitals.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = numbers.get(int(row["gwcode"]), "")
            if row["enddate"] >= last.get(code, ("", None))[0]:
                last[code] = row["enddate"], _seat(float(row["lat"]), float(row["lng"]))
    compared = [code for code in world.seat_of if code in last]
    apart = {code for code in compared if world.seat_of[code].km(last[code][1]) > 20}
    assert apart == {"BOL", "PLW"} | {"BRA", "DJI", "SAU", "TUN"}
    assert len(compared) > 180


# against published lists of rivals -------------------------------------------------


def _rivals(file: Path, first: str, last: str, world: World) -> Iterator[frozenset[str]]:
    """Pairs that were rivals in 1995, by the ids of their states then."""
    day = date(1995, 7, 1)
    numbers = {
        actor.cow: actor.id
        for actor in world.lives
        if actor.kind == "state" and actor.cow and actor.exists(day)
    }
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            pair = {numbers.get(int(row[column])) for column in ("ccode1", "ccode2")}
            if int(row[first]) <= 1995 <= int(row[last]) and None not in pair:
                yield frozenset(str(code) for code in pair)


@pytest.fixture(scope="module")
def armed(world: World, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world with the shares of capabilities as published."""
    folder = tmp_path_factory.mktemp("world")
    load(cow_nmc.SOURCE, shared / "data" / "capabilities" / "cow_nmc.csv.gz", folder, world)
    return world.with_folder(folder)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("td_rivalries", "styear", "endyear"), ("tss_rivalries", "start", "end")],
)
def test_parts_go_with_published_rivalries(
    armed: World, shared: Path, name: str, first: str, last: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Rank-biserial correlation of each part with being rivals in 1995, over all pairs of states.

    That is, how much more often a pair of rivals than another pair has more of the part.
    """
    system = armed.at("1995-07-01")
    rivals = set(_rivals(shared / "data" / "conflict" / f"{name}.csv", first, last, armed))
    seats = {code: seat for code, seat in armed.seat_of.items() if code in system.states}
    shares = {code: share.cinc for code in seats if (share := capability_share(system, code))}
    pairs = [frozenset(pair) for pair in permutations(sorted(seats), 2) if pair[0] < pair[1]]
    beside = {frozenset((b.a, b.b)) for code in seats for b in system.neighbours(code)}
    named = [tuple(sorted(pair)) for pair in pairs]
    parts = {
        "capabilities": [max(shares.get(code, 0.0) for code in pair) for pair in named],
        "border": [float(pair in beside) for pair in pairs],
        "near": [-seats[a].km(seats[b]) for a, b in named],
        "missiles": [
            float(sum(bool(reach(system, *side).systems) for side in permutations(pair)))
            for pair in named
        ],
    }
    is_rival = np.array([pair in rivals for pair in pairs], dtype=float)
    found = {part: _biserial(np.array(values), is_rival) for part, values in parts.items()}
    with capsys.disabled():
        said = ", ".join(f"{part} {rho:+.2f}" for part, rho in found.items())
        print(f"\n{name}, {int(is_rival.sum())} pairs in 1995: rank correlation {said}")
    assert found["border"] > 0.5
    assert found["near"] > 0.7
    assert len(shares) > 180
    assert 0.2 < found["capabilities"] < found["border"]
    assert found["missiles"] > 0.1


def _biserial(part: np.ndarray, rival: np.ndarray) -> float:
    """2 AUC - 1: 1 if every pair of rivals has more of the part than every other pair."""
    ranks, some = rankdata(part), int(rival.sum())
    above = ranks[rival > 0].sum() - some * (some + 1) / 2
    return float(2 * above / (some * (len(rival) - some)) - 1)
