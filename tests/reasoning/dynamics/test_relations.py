"""Relations of the standing system, read off the packaged facts of a day."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ramify import World
from ramify._errors import UsageError
from ramify.reasoning.dynamics.process.relations import RELATIONS, standing
from ramify.reasoning.dynamics.stream import Stream


def pairs(relation: str, on: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, _ in RELATIONS[relation](World.packaged().at(on))}


def test_rivals_are_those_who_hold_or_claim_one_territory() -> None:
    found = pairs("rival", "2018-06-01")
    assert {("JPN", "CHN"), ("CHN", "JPN"), ("ARG", "GBR"), ("RUS", "UKR")} <= found
    assert ("FRA", "DEU") not in found
    assert ("RUS", "UKR") not in pairs("rival", "2013-06-01")


def test_a_patron_protects_without_being_protected_or_has_bases() -> None:
    found = pairs("patron", "2018-06-01")
    assert {("TWN", "USA"), ("KOR", "USA"), ("FSM", "USA")} <= found
    assert ("USA", "KOR") not in found
    assert not {(a, b) for a, b in found if (b, a) in found}
    assert ("FRA", "DEU") not in found, "allies that promise each other the same"


def test_allies_and_neighbours_stand_both_ways() -> None:
    assert {("POL", "USA"), ("USA", "POL")} <= pairs("ally", "2018-06-01")
    assert {("POL", "BLR"), ("BLR", "POL")} <= pairs("neighbour", "2018-06-01")


def test_a_relation_nobody_declared_is_refused() -> None:
    rows = [(0, 0, 1, 1), (1, 0, 0, 2)]
    stream = Stream.from_quadruples(rows, actors=["CHN", "JPN"], actions=["010"])
    system = World.packaged().at("2018-06-01")
    with pytest.raises(UsageError, match="unknown relation"):
        standing(system, stream, "friend")


def test_actors_stand_with_the_states_of_their_country() -> None:
    actors = ["CHN", "JPN", "JPN MIL", "FRA"]
    stream = Stream.from_quadruples(
        [(0, 0, 1, 1), (1, 0, 2, 2), (3, 0, 0, 3)], actors=actors, actions=["010"],
        country=["CHN", "JPN", "JPN", "FRA"],
    )  # fmt: skip
    ties = standing(World.packaged().at("2018-06-01"), stream, "rival")["rival"]
    named = [[actors[n] for n in ties.other[a:b]] for a, b in pairwise(ties.ptr)]
    assert named == [["JPN"], ["CHN"], ["CHN"], []]
