"""What makes an act a precedent of another, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

import ramify
from ramify import Event, Record
from ramify.reasoning.dynamics.forecasting.likeness import CLOSE, Profile, Profiles
from ramify.reasoning.dynamics.history import history
from ramify.world.world import World

STRIKE = Profile(("state", "state"), False, frozenset(), "19", 2, 4)


@pytest.mark.parametrize(
    ("other", "far"),
    [
        (STRIKE, 0.0),
        (Profile(("state", "state"), True, frozenset(), "19", 2), 2.0),
        (Profile(("state", "state"), None, None, "17", 2), 1.5),
        (Profile(("state", "state"), False, frozenset({"rival", "neighbour"}), "19", 1), 1.5),
        (Profile(("state", "state"), False, frozenset(), "19", 2, 1), 0.5),
        (Profile(("state", "state"), False, frozenset(), "19", 2, 4000), 1.0),
        (Profile(("armed group", "state"), False, frozenset(), "19", 2), None),
        (Profile("one country", False, frozenset(), "19", 2), None),
    ],
)
def test_what_differs_adds_up(other: Profile, far: float | None) -> None:
    assert STRIKE.distance(other) == far and other.distance(STRIKE) == far


def test_neither_a_mutiny_nor_a_balloon_is_a_strike_of_one_state_on_another() -> None:
    found = ramify.precedents("2024-04-13 IRN 195 ISR").precedents
    """Strikes of one state on another are: on the Guards' general, across the Pakistani border."""
    pairs = {(c.actor[:3], c.target[:3]) for c in found.cases}
    assert {("USA", "IRN"), ("IRN", "PAK"), ("PAK", "IRN")} <= pairs
    assert not {pair for pair in pairs if pair[0] == pair[1]} and found.passed > len(found.cases)
    assert all(c.action[:2] in ("18", "19", "20") for c in found.cases)


def test_a_war_tells_its_acts_from_those_of_peace() -> None:
    found = ramify.precedents("2024-08-06 UKR 190 RUS").precedents
    pairs = {frozenset((c.actor[:3], c.target[:3])) for c in found.cases}
    wars = {frozenset(("RUS", "UKR")), frozenset(("AZE", "ARM"))}
    assert frozenset(("RUS", "UKR")) in pairs <= wars and "at war" in found.relation
    assert all(case.distance <= CLOSE for case in found.cases)
    assert [c.distance for c in found.cases] == sorted(c.distance for c in found.cases)


def test_profiles_read_dealings_and_size_by_country() -> None:
    acts = [
        Event(when=f"2018-03-{day:02}", actor="GBR", action="1312", target="RUS",
              actor_sector=sector)
        for day, sector in ((1, None), (2, "MIL"), (3, "GOV"), (3, "LEG"))
    ]  # fmt: skip
    stream = history(acts)
    profiles = Profiles(stream, World.packaged(), lambda code: "THREATEN")
    gbr, rus = (stream.actor_numbers[name] for name in ("GBR", "RUS"))
    found = profiles.of(gbr, "1312", rus, stream.day_of(date(2018, 3, 3)))
    assert (found.dealings, found.size, found.kinds) == (1, 4, ("state", "state"))
    assert found.at_war is False and "ally" not in (found.ties or ())


def test_a_record_gives_cases_beside_quiet_days_with_the_difference() -> None:
    store = Record.in_memory()
    store.add(
        [
            Event(when=f"2023-{month:02}-{day:02}", actor=a, action=k, target=b)
            for month in range(1, 11)
            for day, a, k, b in ((1, "CHN", "130", "TWN"), (5, "TWN", "111", "CHN"))
        ]
    )
    answer = ramify.precedents("2024-01-01 CHN 130 TWN", horizon="7d", record=store)
    accuse = next(f for f in answer.precedents.following if f.action_class == "ACCUSE")
    assert len(answer.precedents.cases) == 10 and accuse.after == 1.0
    assert accuse.difference is not None
    found, low, high = accuse.difference
    assert low <= found <= high and found > 0.5


@pytest.mark.parametrize("again", [(1, "TWN", "036", "CHN"), (2, "CHN", "036", "TWN")])
def test_one_story_is_one_precedent_and_third_countries_are_told(
    again: tuple[int, str, str, str],
) -> None:
    acts = [
        (f"2023-{month:02}-{day:02}", a, k, b)
        for month in range(1, 11)
        for day, a, k, b in (
            (1, "CHN", "036", "TWN"), again,
            (5, "USA", "111", "CHN"), (6, "JPN", "111", "CHN"), (20, "DEU", "111", "FRA"),
        )
    ]  # fmt: skip
    store = Record.in_memory()
    store.add([Event(when=d, actor=a, action=k, target=b) for d, a, k, b in acts])
    found = ramify.precedents("2024-01-01 CHN 036 TWN", horizon="7d", record=store).precedents
    assert len(found.cases) == 10
    on_target, on_actor = found.thirds
    on_china = on_actor if found.cases[0].actor == "CHN" else on_target
    assert {on_target.side, on_actor.side} == {"target", "actor"}
    assert on_china.after > 0.5 and on_china.otherwise == 0.0
    assert on_china.interval[0] <= on_china.difference <= on_china.interval[1]


def test_a_departure_from_the_usual_is_told_apart() -> None:
    calm, burst = (Profile(("state", "state"), False, frozenset(), "19", 2, 4, d) for d in (0, 3))
    assert calm.distance(burst) == 0.75 and STRIKE.distance(burst) == 0.0
