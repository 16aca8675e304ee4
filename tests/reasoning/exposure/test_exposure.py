"""Who shifts: defenders, the way to a nuclear power, frontiers and duties, on known days."""

from __future__ import annotations

from datetime import date

import pytest

import ramify
from ramify import UnknownName, UsageError, World
from ramify.reasoning.exposure import Exposure, alliances, chain, defenders, exposure, frontier
from ramify.reasoning.exposure.duties import hostile_pairs
from ramify.reasoning.exposure.frontier import frontier_difference
from tests.conftest import Run


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _measured(found: Exposure, measure: str, actor: str) -> tuple[float | None, float | None]:
    one = next(d for d in found.differences if (d.measure, d.actor) == (measure, actor))
    return one.before, one.after


def test_finland_gains_two_nuclear_defenders_by_joining_nato(world: World) -> None:
    found = exposure(world.at("2023-04-03"), world.at("2023-04-04"))
    assert found.actors == ("FIN",)
    assert _measured(found, "nuclear powers bound to defend", "FIN") == (1, 3)
    gained = found.of("FIN")[0].parts
    assert {part.who[0] for part in gained if part.changed} == {"GBR", "USA"}
    assert all(part.evidence for part in gained)


def test_the_frontier_of_nato_and_russia_grows_by_the_finnish_border(world: World) -> None:
    before, after = world.at("2023-04-03"), world.at("2023-04-04")
    found = frontier_difference(before, after, "NATO", "RUS")
    assert found.change == 1340
    assert [part.who for part in found.parts if part.changed] == [("FIN", "RUS")]
    back = frontier_difference(after, before, "NATO", "RUS")
    assert back.change == -1340


def test_a_frontier_with_a_border_of_unknown_length_is_not_known(world: World) -> None:
    found = frontier_difference(world.at("1954-01-01"), world.at("1960-01-01"), "NATO", "SUN")
    assert found.before is None
    assert found.change is None
    assert any("Norway" in words for words in found.missing)


def test_north_korea_is_covered_twice_once_the_treaty_of_2024_is_in_force(world: World) -> None:
    found = exposure(world.at("2024-12-03"), world.at("2024-12-04"), ["PRK"])
    assert _measured(found, "great powers bound to defend", "PRK") == (1, 2)
    against_seoul = next(d for d in found.of("PRK") if d.other == "KOR")
    assert [part.who for part in against_seoul.parts if part.changed] == [("RUS",)]


@pytest.mark.parametrize(
    ("actor", "way"),
    [("JPN", ("JPN", "USA")), ("USA", ("USA",)), ("CHE", None), ("BLR", ("BLR", "RUS"))],
)
def test_the_way_to_a_nuclear_power(world: World, actor: str, way: tuple[str, ...] | None) -> None:
    assert chain(world.at("2024-07-01"), actor) == way


def test_a_promise_to_consult_or_a_political_one_makes_no_defender(world: World) -> None:
    assert "GBR" not in defenders(world.at("2024-07-01"), "MYS")
    assert "UKR" in world.actors
    assert not defenders(world.at("2024-07-01"), "UKR")


def test_an_alliance_has_three_members_bound_to_defend_each_other(world: World) -> None:
    found = alliances(world.at("2024-07-01"))
    assert {"NATO", "CSTO"} <= found.keys()
    assert all(len(members) >= 3 for members in found.values())


def test_hostile_are_those_at_war_or_in_dispute_and_no_allies(world: World) -> None:
    pairs = hostile_pairs(world.at("2024-07-01"), ["UKR", "DEU"])
    assert ("RUS", "UKR") in pairs
    assert not {("DEU", "FRA"), ("DEU", "POL"), ("DEU", "USA")} & set(pairs)


def test_a_pact_is_assumed_or_left_out(world: World) -> None:
    gained = ramify.exposed("2024-07-01", with_pacts=["USA,UKR: defense"], world=world)
    assert _measured(gained, "great powers bound to defend", "UKR") == (0, 1)
    lost = ramify.exposed("2024-07-01", without=["jpn-usa-1960"], world=world)
    assert _measured(lost, "great powers bound to defend", "JPN") == (1, 0)
    assert _measured(lost, "links to a nuclear power", "JPN") == (1, None)


def test_what_cannot_differ_is_refused(world: World) -> None:
    with pytest.raises(UsageError, match="same pacts and members"):
        ramify.exposed("2024-07-01", world=world)
    with pytest.raises(UnknownName, match="Atlantis"):
        ramify.exposed("2024-07-01", against="2023-07-01", actors=["Atlantis"], world=world)
    with pytest.raises(UnknownName, match="alliance or state"):
        frontier(world.at("2024-07-01"), "NATO", "nowhere")


def test_an_exposure_comes_back_from_json(world: World) -> None:
    found = exposure(world.at("2023-04-03"), world.at("2023-04-04"))
    assert Exposure.from_json(found.to_json()) == found
    assert found.before == date(2023, 4, 3)


def test_the_command_tells_it_in_a_page(run: Run) -> None:
    done = run("exposed", "--on", "2023-04-04", "--against", "2023-04-03")
    assert done.code == 0
    lines = done.out.splitlines()
    assert (
        "Nuclear powers bound to defend Finland: 1 → 3 (+2: United Kingdom and United States)"
        in done.out
    )
    assert "Land frontier NATO–Russia: 1,317 → 2,657 km (+1,340)" in done.out
    assert "+ Finland–Russia" in done.out
    assert len(lines) < 30
    assert "--all" in lines[-1]


@pytest.mark.parametrize("day", ["1938-06-01", "1985-06-01", "2024-06-01"])
def test_nothing_changed_nothing_exposed(world: World, day: str) -> None:
    some = ["FRA", "GBR", "ITA"]
    found = exposure(world.at(day), world.at(day), some)
    assert not found.differences
    assert found.unmoved == tuple(some)


def test_a_pact_between_two_strangers_moves_only_who_it_should(world: World) -> None:
    found = ramify.exposed("2024-07-01", with_pacts=["CHE,BTN: defense"], world=world)
    assert found.actors == ("BTN", "CHE")
    moved = {
        d.measure: {code for part in d.parts if part.changed for code in part.who}
        for d in found.differences
    }
    assert all({"BTN", "CHE"} & {d.actor, d.other} for d in found.differences)
    assert moved.pop("entrapment") == {"BTN", "CHN"}, "China disputes Bhutanese land"
    assert moved.pop("abandonment") == {"CHN"}
    assert set().union(*moved.values()) <= {"BTN", "CHE"}
    others = [code for code in world.at("2024-07-01").states if code not in found.actors][::12]
    beside = ramify.exposed(
        "2024-07-01", with_pacts=["CHE,BTN: defense"], actors=others, world=world
    )
    assert not beside.differences


def test_what_a_pact_gives_its_leaving_out_takes(world: World) -> None:
    given = ramify.exposed("2024-12-05", against="2024-12-03", actors=["PRK"], world=world)
    taken = ramify.exposed("2024-12-05", without=["prk-rus-2024"], actors=["PRK"], world=world)
    gains = {(d.measure, d.other): d.change for d in given.differences}
    losses = {(d.measure, d.other): d.change for d in taken.differences}
    for measure in ("great powers bound to defend", "states bound to defend"):
        assert gains[measure, None] == -(losses[measure, None] or 0) == 1
