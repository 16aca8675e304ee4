"""How far third states are from either side of an event: measured, and not known when not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.reactions.asked import reactions_to
from ramify.reasoning.dynamics.reactions.ground import Ground
from ramify.reasoning.dynamics.reactions.model import ARRAYS, DATA, PARTS, ReactionModel
from ramify.reasoning.dynamics.reactions.traits import CITY, FAR, TRAITS, TriggerAct, traits
from ramify.world.world import World

DAY = date(2018, 9, 28)
STRIKE = ("IRN", "195", "ISR")
NAMES = list(TRAITS)
OF_DISTANCE = [name for name, group in TRAITS.items() if group == "distance"]


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.of(Footing.packaged(), World.packaged().at(DAY))


def _unplaced(ground: Ground, *states: str) -> Ground:
    """The same, as if no capital of these were on file."""
    seats = ground.seats.copy()
    seats[[ground.numbers[state] for state in states]] = np.nan
    return replace(ground, seats=seats)


def _columns(ground: Ground, side: str = "ISR") -> tuple[list[str], np.ndarray]:
    trigger = TriggerAct(ground.numbers["IRN"], ground.numbers["ISR"], "ASSAULT", 3.0)
    thirds = ground.thirds(trigger.actor, trigger.target)
    x = traits(ground, trigger, ground.numbers[side], thirds, np.zeros(len(thirds)), (0.0, 0.0))
    countries = ground.standing.countries
    return [countries[n] for n in thirds], x[:, [NAMES.index(name) for name in OF_DISTANCE]]


def test_it_is_the_great_circle_between_capitals(ground: Ground) -> None:
    seats = World.packaged().seat_of
    for one, other in (
        ("IRN", "ISR"),
        ("USA", "CHN"),
        ("FJI", "WSM"),
        ("COD", "COG"),
        ("NZL", "ESP"),
    ):
        km = ground.km(np.array([ground.numbers[one]]), ground.numbers[other])
        back = ground.km(np.array([ground.numbers[other]]), ground.numbers[one])
        assert km == pytest.approx(seats[one].km(seats[other]), rel=1e-6) and km == back


def test_every_state_has_one_and_an_organisation_none(ground: Ground) -> None:
    far = ground.km(np.arange(len(ground.numbers)), ground.numbers["ISR"])
    assert (np.isnan(far) == ~ground.states).all()


def test_it_is_a_trait_towards_both_sides(ground: Ground) -> None:
    assert len(OF_DISTANCE) == 4
    states, x = _columns(ground)
    jordan, chile = (x[states.index(name)] for name in ("JOR", "CHL"))
    assert (jordan[[0, 2]] < chile[[0, 2]]).all()
    assert not x[:, [1, 3]].any()
    seats = World.packaged().seat_of
    km = seats["JOR"].km(seats["ISR"])
    assert jordan[0] == pytest.approx(np.log((km + CITY) / (FAR + CITY)))
    _, other_way = _columns(ground, "IRN")
    assert (x[:, :2] == other_way[:, 2:]).all() and (x[:, 2:] == other_way[:, :2]).all()


def test_what_is_not_known_has_a_mark_and_is_not_near(ground: Ground) -> None:
    states, x = _columns(_unplaced(ground, "JOR"))
    assert x[states.index("JOR")].tolist() == [0.0, 1.0, 0.0, 1.0]
    assert x[:, 1].sum() == 1.0
    _, x = _columns(_unplaced(ground, "IRN"))
    assert x[:, 3].all() and not x[:, 2].any() and not x[:, 1].any() and x[:, 0].any()


def test_a_capital_that_is_not_on_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    system, standing = World.packaged().at(DAY), Footing.packaged()
    assert not any(
        "capital" in line for line in reactions_to(standing, system, STRIKE, DAY, 30).caveats
    )
    known = dict(World.packaged().seat_of)
    for lost, words in (("ISR", "No capital of ISR"), ("JOR", "Of 1 third states no capital")):
        fewer = {state: seat for state, seat in known.items() if state != lost}
        monkeypatch.setitem(vars(system.world), "seat_of", fewer)
        found = reactions_to(standing, system, STRIKE, DAY, 30)
        assert any(line.startswith(words) for line in found.caveats)
        assert all(0.0 < one.chance < 1.0 for side in found.found for one in side.states)


def test_a_file_from_before_distance_was_read_is_still_read(tmp_path: Path) -> None:
    """Traits are found by name: those that a file lacks move nothing, and the others stay."""
    model, file = ReactionModel.packaged(), tmp_path / "old.npz"
    kept = [n for n, name in enumerate(NAMES) if name not in OF_DISTANCE]
    with np.load(DATA) as stored:
        head = json.loads(bytes(stored["head"]))
        tables = {name: stored[name] for name in stored.files if name != "head"}
    for name, table in tables.items():
        tables[name] = table[:, kept][..., kept] if name.endswith("covariance") else table[:, kept]
    model_file.write(file, head | {"format": 2, "traits": [NAMES[n] for n in kept]}, tables)
    old, new = np.arange(len(NAMES))[kept], [NAMES.index(name) for name in OF_DISTANCE]
    for case, read in ReactionModel.load(file).regressions.items():
        for part in PARTS:
            mine, whole = getattr(read, part), getattr(model.regressions[case], part)
            assert not mine.slope[new].any() and not mine.covariance[new].any()
            for name in ARRAYS[:3]:
                assert (getattr(mine, name)[old] == getattr(whole, name)[old]).all()
