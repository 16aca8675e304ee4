"""The system on a day, held against facts that anybody can look up."""

from __future__ import annotations

from datetime import date

import pytest

from ramify import System, UnknownName, UsageError, World
from tests.conftest import Run


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.parametrize(
    ("group", "on", "count"),
    [("NATO", "2023-04-03", 30), ("NATO", "2023-04-04", 31), ("NATO", "2024-03-07", 32),
     ("UN", "2012-01-01", 193), ("EU", "2020-01-31", 28), ("EU", "2020-02-01", 27),
     ("UNSC", "2024-03-28", 15), ("UNSC", "2010-06-01", 15)],
)  # fmt: skip
def test_groups_have_as_many_members_as_everybody_counts(
    world: World, group: str, on: str, count: int
) -> None:
    members = [m for m in world.at(on).members(group) if m.status == "member"]
    assert len(members) == count


@pytest.mark.parametrize(
    ("actor", "on", "leader"),
    [("RUS", "2024-06-19", "Putin"), ("PRK", "2011-12-16", "Kim Jong Il"),
     ("PRK", "2024-06-19", "Kim Jong Un"), ("USA", "2024-06-19", "Biden"),
     ("JPN", "2024-06-19", "Kishida"), ("KOR", "2024-06-19", "Yoon")],
)  # fmt: skip
def test_the_effective_leader_comes_first(world: World, actor: str, on: str, leader: str) -> None:
    assert leader in world.at(on).leaders(actor)[0].name


def test_a_treaty_binds_from_the_day_it_comes_into_force(world: World) -> None:
    assert world.at("2024-12-03").parties("prk-rus-2024") == ()
    assert set(world.at("2024-12-04").parties("prk-rus-2024")) == {"PRK", "RUS"}


def test_dead_states_and_dead_pacts_stay_dead(world: World) -> None:
    system = world.at("2024-06-20")
    assert "SUN" not in system.actors
    assert "warsaw" not in {pact.id for pact in system.pacts()}


def test_borders_are_seen_from_both_sides(world: World) -> None:
    system = world.at("2024-06-20")
    for code in ("RUS", "PRK", "FIN"):
        for border in system.neighbours(code):
            other = border.b if border.a == code else border.a
            assert border in system.neighbours(other)
    assert {"RUS", "NOR", "SWE"} == {
        other for b in system.neighbours("FIN") for other in (b.a, b.b) if other != "FIN"
    }


def test_what_was_gained_one_way_is_lost_the_other(world: World) -> None:
    now, then = world.at("2024-06-20"), world.at("2023-01-01")
    forward = {(c.kind, c.who, c.what) for c in now.changes(then) if c.gained}
    backward = {(c.kind, c.who, c.what) for c in then.changes(now) if not c.gained}
    assert forward == backward
    assert ("membership", "FIN", "NATO") in forward
    assert now.changes(now) == ()


def test_crimea_is_ukraine_in_law_and_russia_in_control(world: World) -> None:
    crimea = world.at("2024-06-20").territory("Crimea")
    assert (crimea.recognised, crimea.administered) == ("UKR", "RUS")
    assert world.at("2013-06-20").territory("Crimea").administered == "UKR"


def test_an_unknown_territory_is_named_with_near_ones(world: World) -> None:
    with pytest.raises(UnknownName, match=r"unknown territory 'crimeia'.*crimea"):
        world.at("2024-06-20").territory("crimeia")


def test_a_territory_before_its_first_row_has_no_known_holder(world: World) -> None:
    for name in ("syunik", "Zangezur"):
        then = world.at("1950-01-01").territory(name)
        assert (then.id, then.recognised, then.administered) == ("syunik", None, None)
        assert then.note == "not coded"
    assert world.at("2022-09-13").territory("Jermuk").id == "vayots-dzor"


def test_a_system_does_not_invent_what_lies_outside_its_dates(world: World) -> None:
    assert world.at(date(1300, 1, 1)).pacts() == ()


def test_a_system_is_made_of_a_day_or_its_text(world: World) -> None:
    assert System(world, "2023-04-04").on == System(world, "20230404").on == date(2023, 4, 4)
    with pytest.raises(UsageError, match="day of the calendar"):
        System(world, "4 April")


def test_a_partnership_is_seen_from_both_sides_at_the_level_of_the_day(world: World) -> None:
    def level(actor: str, other: str, on: str) -> list[str]:
        held = world.at(on).partnerships(actor)
        return [p.level for p in held if {p.a, p.b} == {actor, other}]

    for one, other in (("VNM", "USA"), ("USA", "VNM")):
        assert level(one, other, "2013-07-24") == []
        assert level(one, other, "2023-09-09") == ["comprehensive partnership"]
        assert level(one, other, "2023-09-10") == ["comprehensive strategic partnership"]


def test_partnerships_are_sorted_and_sourced(world: World) -> None:
    rows = world.partnerships
    assert len(rows) >= 60
    keys = [(p.a, p.b, str(p.start)) for p in rows]
    assert keys == sorted(set(keys))
    assert all(p.a < p.b and p.level and p.start and any(map(str.isdigit, p.source)) for p in rows)


def test_an_actor_shows_its_partnerships(run: Run) -> None:
    out = " ".join(run("system", "2024-12-05", "--actor", "PRK").out.split())
    assert "Russia: comprehensive strategic partnership, since 2024-06-19" in out


def test_a_pact_of_another_year_or_order_of_parties_is_the_nearest(world: World) -> None:
    with pytest.raises(
        UnknownName, match=r"'rus-prk-2023'; did you mean prk-rus-2000, prk-rus-2024"
    ):
        world.pact("rus-prk-2023")


@pytest.mark.parametrize(
    "asked", ["crossings", "groups", "leaders", "members", "neighbours", "pacts", "partnerships"]
)
def test_an_actor_may_be_given_itself_and_nothing_else_stands_for_one(
    world: World, asked: str
) -> None:
    system = world.at("2024-07-01")
    ask = getattr(system, asked)
    assert ask(world.actor("NATO")) == ask("NATO")
    with pytest.raises(UnknownName, match="unknown actor 'Frnace'; did you mean France"):
        ask("Frnace")
    with pytest.raises(UsageError, match="Pact is no actor"):
        ask(world.pact("prk-rus-2024"))


def test_wars_are_asked_for_between_actors_that_there_are(world: World) -> None:
    system = world.at("2023-01-01")
    assert system.at_war(world.actor("RUS"), "UKR") == system.at_war("UKR", "RUS") != ()
    with pytest.raises(UnknownName, match="unknown actor 'Ukarine'; did you mean Ukraine"):
        system.at_war("RUS", "Ukarine")
