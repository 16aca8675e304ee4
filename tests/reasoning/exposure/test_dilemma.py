"""Entrapment and abandonment: whose wars an actor must join, and which it would fight alone."""

from __future__ import annotations

import pytest

from ramify import World
from ramify.reasoning.exposure import abandonment, entrapment
from ramify.reasoning.exposure.dilemma import dilemma_differences


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def test_the_treaty_of_2024_binds_moscow_in_the_quarrels_of_pyongyang(world: World) -> None:
    before, after = world.at("2024-12-03"), world.at("2024-12-04")
    drawn_in, *_ = dilemma_differences(before, after, "RUS")
    assert (drawn_in.before, drawn_in.after) == (0, 5)
    assert {part.who[0] for part in drawn_in.parts} == {"PRK"}
    assert ("PRK", "KOR") in {part.who for part in drawn_in.parts if part.changed}


def test_entrapment_counts_no_war_of_its_own(world: World) -> None:
    for attacker, victim in entrapment(world.at("2024-07-01"), "USA"):
        assert "USA" not in (attacker, victim)


def test_a_state_without_promises_is_drawn_into_nothing_and_stands_alone(world: World) -> None:
    system = world.at("2024-07-01")
    assert not entrapment(system, "UKR")
    assert "RUS" in abandonment(system, "UKR")


def test_nobody_is_left_alone_against_one_it_is_defended_from(world: World) -> None:
    assert "PRK" not in abandonment(world.at("2024-07-01"), "KOR")


def test_seoul_is_alone_against_the_north_until_its_treaty_of_1954(world: World) -> None:
    *_, alone = dilemma_differences(world.at("1954-11-16"), world.at("1954-11-18"), "KOR")
    assert ("PRK",) in {part.who for part in alone.parts if part.before and not part.after}
    assert alone.change is not None
    assert alone.change < 0
