"""What makes an act a precedent of another, and what does not."""

from __future__ import annotations

from datetime import date
from functools import partial
from math import log2

import pytest

import ramify
from ramify import Event, Record
from ramify.reasoning.dynamics.forecasting.likeness import CLOSE, Profile, Profiles
from ramify.reasoning.dynamics.forecasting.precedents import Precedents, precedents
from ramify.reasoning.dynamics.history import history
from ramify.reasoning.dynamics.stream import Stream
from ramify.reasoning.dynamics.words.precedents import describe_precedents
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


def _strikes(*acts: tuple[str, str, str, int]) -> Stream:
    """Acts among A to F, each of an actor against another on a day."""
    names, codes = "ABCDEF", ["170", "190"]
    rows = [(names.index(a), codes.index(k), names.index(b), day) for a, k, b, day in acts]
    return Stream.from_quadruples(sorted(rows, key=lambda r: r[3]), actors=[*names], actions=codes)


def _like_a_strike(stream: Stream, day: int, size: int | None = None) -> Precedents:
    """Precedents of a strike of E on F, who have not dealt with each other."""
    return precedents(
        stream, actor="E", action="190", target="F", day=day, horizon=5, size=size,
        classes=lambda code: "hostile",
    )  # fmt: skip


def test_as_far_off_as_another_kind_of_act_is_a_precedent_and_farther_is_none() -> None:
    """Another kind is 1.5 off; of another size too, as three acts beside four, is a little more."""
    threats = [("A", "170", "B", 10)] * 4 + [("C", "170", "D", 10)] * 3
    found = _like_a_strike(_strikes(*threats), 60, size=4)
    assert [(c.actor, c.distance) for c in found.cases] == [("A", 1.5)]


@pytest.mark.parametrize(("later", "stories"), [(12, 1), (13, 2)])
def test_what_one_side_does_within_three_days_is_one_story(later: int, stories: int) -> None:
    found = _like_a_strike(_strikes(("A", "190", "B", 10), ("A", "190", "B", later)), 60)
    assert len(found.cases) == stories


def test_the_size_of_an_act_on_the_first_day_is_known() -> None:
    profiles = Profiles(_strikes(("A", "190", "B", 0), ("A", "190", "B", 0)), None)
    assert profiles.of(0, "190", 1, 0).size == 2


def test_the_size_of_an_act_is_how_many_there_were_in_three_days() -> None:
    found = Profiles(_strikes(*[("A", "190", "B", day) for day in (7, 8, 10, 11)]), None)
    act = found.of(0, "190", 1, 10)
    assert (act.size, act.root) == (2, "19")


def test_a_departure_is_from_the_ninety_days_before_the_three() -> None:
    found = Profiles(_strikes(*[("A", "190", "B", day) for day in (0, 87, 88, 90, 90, 90)]), None)
    assert found.of(0, "190", 1, 89).departure is None
    assert found.of(0, "190", 1, 90).size == 4
    usual = 2 * 3 / 90
    assert found.of(0, "190", 1, 90).departure == pytest.approx(log2(4.3 / (usual + 0.3)))


def test_the_last_five_thousand_acts_of_a_class_are_looked_at() -> None:
    found = _like_a_strike(_strikes(*[("A", "170", "B", 10)] * 5001), 60, size=1)
    assert (len(found.cases), found.passed) == (0, 5000)


def test_a_month_and_two_hundred_stories_are_meant_where_nothing_else_is_said() -> None:
    stream = _strikes(*[("A", "190", "B", day) for day in range(0, 201 * 4, 4)])
    found = precedents(stream, actor="E", action="190", target="F", day=900)
    assert (len(found.cases), found.horizon) == (200, 30)


def test_quiet_days_are_drawn_by_seed_nought_where_none_is_given() -> None:
    strikes = [("A", "190", "B", day) for day in range(0, 1200, 100)]
    stream = _strikes(*strikes, *[("A", "170", "B", day) for day in range(0, 1200, 61)])
    ask = partial(precedents, stream, actor="E", action="190", target="F", day=1300)
    assert ask() == ask(seed=0) != ask(seed=1)


def test_an_act_of_a_class_that_never_was_has_no_precedents() -> None:
    found = precedents(
        _strikes(("A", "170", "B", 10)), actor="E", action="190", target="F", day=60, horizon=5
    )
    assert len(found.cases) == 0
    never = _strikes(("A", "170", "B", 10))
    none = precedents(never, actor="E", action="036", target="F", day=60, horizon=5)
    assert (none.cases, none.passed) == ((), 0)


@pytest.mark.parametrize(("day", "known"), [(15, 0), (16, 1)])
def test_what_followed_a_precedent_must_lie_before_the_day(day: int, known: int) -> None:
    assert len(_like_a_strike(_strikes(("A", "190", "B", 10)), day).cases) == known


def test_a_quiet_day_lies_more_than_the_horizon_off_every_act_of_the_pair() -> None:
    near = _strikes(("C", "190", "D", 0), ("A", "190", "B", 5), ("A", "190", "B", 6))
    (row,) = _like_a_strike(near, 11).following
    assert (row.hits, row.comparisons, row.otherwise) == (1, 0, None)
    far = _strikes(("C", "190", "D", 0), ("A", "190", "B", 6), ("A", "190", "B", 7))
    (row,) = _like_a_strike(far, 12).following
    assert (row.hits, row.comparisons) == (1, 2)


@pytest.mark.parametrize(("cases", "told"), [(4, False), (5, True)])
def test_third_countries_are_told_of_from_five_precedents_on(cases: int, told: bool) -> None:
    rows = [(0, 0, 1, 100 * n) for n in range(1, cases + 1)]
    rows += [(2, 1, 1, day + 2) for *_, day in rows]
    stream = Stream.from_quadruples(
        sorted(rows, key=lambda row: row[3]), actors=[*"ABCEF"], actions=["MEET", "ASSAULT"]
    )
    found = precedents(stream, actor="E", action="MEET", target="F", day=900, horizon=5)
    assert (len(found.cases), bool(found.thirds)) == (cases, told)


def test_beside_each_precedent_stands_what_the_two_countries_and_others_did_then() -> None:
    acts = [
        ("2018-03-04", "USA", "042", "IRN", None),
        ("2018-03-05", "IRN", "195", "PAK", "MIL"),
        ("2018-03-07", "PAK", "195", "IRN", None),
        ("2018-03-08", "SAU", "111", "IRN", None),
        ("2018-03-09", "IND", "111", "IRN", None),
        ("2018-03-09", "IND", "036", "PAK", None),
    ]
    store = Record.in_memory()
    store.add(
        Event(when=when, actor=a, action=code, target=b, actor_sector=sector)
        for when, a, code, b, sector in acts
    )
    answer = ramify.precedents("2018-04-20 IRN 195 PAK", horizon="30d", record=store)
    (case,) = [c for c in answer.precedents.cases if "IRN" in c.actor]
    assert (case.actor, case.followed, case.thirds) == ("IRN MIL", ("ASSAULT",), (0, 2))
    told = "\n".join(describe_precedents(answer).notes)
    assert "then use of force; third countries hostile to the target 0, to the actor 2" in told
    on_file = ramify.precedents("2024-04-13 IRN 195 ISR")
    assert all(case.thirds is None for case in on_file.precedents.cases)
    (shot_at,) = [c for c in on_file.precedents.cases if c.target == "PAK"]
    assert "ASSAULT" in shot_at.followed


def test_the_interval_of_third_countries_is_that_of_the_difference_of_two_means() -> None:
    """One third country after three of six precedents, and none on other days."""
    rows = [(0, 0, 1, 100 * n) for n in range(1, 7)]
    rows += [(2, 1, 1, day + 2) for *_, day in rows[:3]]
    stream = Stream.from_quadruples(
        sorted(rows, key=lambda row: row[3]), actors=[*"ABCEF"], actions=["MEET", "ASSAULT"]
    )
    found = precedents(stream, actor="E", action="MEET", target="F", day=900, horizon=5)
    on_target = found.thirds[0]
    sure = 1.96 * (0.5 * 0.5 / 6) ** 0.5
    assert (on_target.after, on_target.otherwise) == (0.5, 0.0)
    assert on_target.interval == pytest.approx((0.5 - sure, 0.5 + sure))
