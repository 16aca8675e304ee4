"""Blocs and frustration: by hand, on planted networks, against another library, and in history."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify import World, exposed
from ramify._errors import UsageError
from ramify.reasoning.exposure.blocs import (
    Blocs,
    bloc_years,
    blocs,
    changed_side,
    frustration,
    signed_ties,
)
from ramify.reasoning.exposure.blocs.communities import communities, modularity, surplus

WORLD = World.packaged()
NETWORKX = [(40, 1, 0.38605), (60, 2, 0.38965), (80, 3, 0.32589)]
"""Nodes and seed of a random network, and the best modularity over twenty seeds of networkx's
Louvain (3.6.1)."""


def _camps(sizes: list[int], noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Good ties within camps and bad ones between, some of them turned round."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.where(camp[:, None] == camp, 1.0, -1.0)
    turned = np.triu(rng.random(weights.shape) < noise, 1)
    weights[turned | turned.T] *= -1
    np.fill_diagonal(weights, 0.0)
    return weights, camp


@pytest.mark.parametrize("sizes", [[5, 5], [9, 4], [6, 6, 6]])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_camps_are_found(sizes: list[int], seed: int) -> None:
    weights, camp = _camps(sizes, 0.05, seed)
    found = communities(surplus(weights), seed)
    assert (found == camp).all()


def _random(size: int, seed: int) -> np.ndarray:
    """Good ties alone, denser within five groups."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 5, size)
    tied = rng.random((size, size)) < np.where(group[:, None] == group, 0.4, 0.08)
    weights = np.triu(np.where(tied, rng.integers(1, 4, (size, size)), 0), 1).astype(float)
    return weights + weights.T


@pytest.mark.parametrize(("size", "seed", "known"), NETWORKX)
def test_good_ties_alone_are_parted_as_well_as_by_networkx(
    size: int, seed: int, known: float
) -> None:
    weights = _random(size, seed)
    found = max(modularity(weights, communities(surplus(weights), n)) for n in range(20))
    assert found == pytest.approx(known, abs=5e-6) or found > known


@pytest.mark.parametrize("year", [1914, 1955, 1985, 2024])
def test_history_is_parted_as_well_as_by_networkx(year: int) -> None:
    networkx = pytest.importorskip("networkx")
    weights = np.maximum(signed_ties(WORLD.at(f"{year}-07-01")).weights, 0)
    found = max(modularity(weights, communities(surplus(weights), n)) for n in range(20))
    graph = networkx.from_numpy_array(weights)
    known = max(
        networkx.community.modularity(graph, networkx.community.louvain_communities(graph, seed=n))
        for n in range(20)
    )
    assert found > known - 1e-9


def test_a_community_is_better_than_all_in_one_or_each_alone() -> None:
    weights, _ = _camps([7, 5], 0.1, 4)
    found = modularity(weights, communities(surplus(weights), 0))
    assert found > modularity(weights, np.zeros(12, int))
    assert found > modularity(weights, np.arange(12))


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 9), st.integers(0, 10_000))
def test_frustration_lies_between_its_bound_and_every_split(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = np.triu(rng.integers(-3, 4, (size, size)), 1).astype(float)
    weights += weights.T
    found = frustration(weights)
    total = np.abs(weights).sum() / 2
    sides = np.array(np.meshgrid(*[[-1, 1]] * size)).reshape(size, -1).T
    least = min((total - side @ weights @ side / 2) / 2 for side in sides)
    assert found.bound is not None
    assert found.bound - 1e-9 <= found.share
    if total:
        assert found.share == pytest.approx(least / total)


def test_two_camps_without_a_tie_out_of_place_are_not_frustrated() -> None:
    weights, camp = _camps([4, 3], 0, 1)
    found = frustration(weights)
    assert (found.share, found.bound) == (0, 0)
    assert (found.camp == found.camp[0]).tolist() == (camp == 0).tolist()


def test_blocs_of_the_cold_war() -> None:
    found = blocs(WORLD.at("1985-07-01"))
    assert found.settled
    assert {"USA", "GBR", "DEU", "JPN", "TUR"} <= set(found.of("USA"))
    assert {"SUN", "POL", "DDR", "CSK", "BGR"} <= set(found.of("SUN"))
    assert not set(found.of("USA")) & set(found.of("SUN"))
    assert "CHE" in found.alone


def test_poland_changed_side() -> None:
    shift = exposed("2005-06-30", against="1985-06-30", actors=["POL"], world=WORLD)
    (found,) = (d for d in shift.differences if d.measure == "great powers in its bloc")
    gone = {part.who[0] for part in found.parts if not part.after}
    came = {part.who[0] for part in found.parts if not part.before}
    assert "SUN" in gone
    assert {"DEU", "FRA", "GBR"} <= came


def test_who_changed_side_leaves_most_it_stood_with_and_joins_most_it_did_not() -> None:
    def day(year: int, *members: str) -> Blocs:
        sets = tuple(tuple(names.split()) for names in members)
        return Blocs(date(year, 7, 1), sets, (), (), 0.5, (0.5, 0.5))

    then = day(2000, "A B C D", "E F G H")
    assert changed_side(then, then) == ()
    assert changed_side(then, day(2001, "A B C", "D E F G H")) == ("D",)
    assert changed_side(then, day(2001, "A B", "C D", "E F G H")) == (), "a bloc splits"
    assert changed_side(then, day(2001, "A B C D E F G H")) == (), "two merge"
    wavering = day(2001, "A B C", "D E F G H")._replace(wavering=tuple("DABC"))
    assert changed_side(then, wavering) == ()


def test_the_same_day_moves_nobody() -> None:
    shift = exposed("2024-07-01", against="2024-06-30", actors=["CHE"], world=WORLD)
    assert not shift.differences


def test_a_pact_between_two_strangers_moves_no_third_bloc() -> None:
    """Switzerland and Mongolia ally: nobody else's great powers change."""
    shift = exposed(
        "2024-07-01", actors=["CHE", "MNG", "JPN"], with_pacts=["CHE,MNG: defense"], world=WORLD
    )
    moved = {d.actor for d in shift.differences if d.measure == "great powers in its bloc"}
    assert moved <= {"CHE", "MNG"}


def test_ties_are_symmetric_and_of_war_after_ten_years_gone() -> None:
    ties = signed_ties(WORLD.at("1995-01-01"))
    place = ties.states.index
    assert (ties.weights == ties.weights.T).all()
    assert ties.weights[place("IRQ"), place("KWT")] == -1
    later = signed_ties(WORLD.at("2002-01-01"))
    assert later.weights[later.states.index("IRQ"), later.states.index("KWT")] > -1


def test_a_series_has_a_row_a_year_and_says_what_is_unsettled() -> None:
    rows = list(bloc_years(WORLD, 1988, 1992))
    assert [row.year for row in rows] == [1988, 1989, 1990, 1991, 1992]
    assert rows[-1].settled is False
    assert rows[0].modularity > 0.4
    assert all(row.low <= row.modularity and row.bound <= row.frustration for row in rows)
    with pytest.raises(UsageError, match="ends in 1980"):
        bloc_years(WORLD, 1990, 1980)
