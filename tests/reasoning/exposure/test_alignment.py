"""Alignment of commitments against published flags, by hand, and on the packaged facts."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ramify import World
from ramify.reasoning.exposure.agreement import kappa, pi, similarity, similarity_squared
from ramify.reasoning.exposure.alignment import (
    GRAVEST,
    SCORES,
    Terms,
    alignment_differences,
    portfolios,
    term_differences,
    terms,
)
from tests.conftest import Run

FLAGS = {
    "atop_defense": "defense", "atop_offense": "offense", "atop_neutral": "neutrality",
    "atop_consul": "consultation", "atop_nonagg": "nonaggression",
}  # fmt: skip
REFERENCE = {
    (2018, 2, 200): (0.552, 0.605, 0.446, 0.422, 0.620, 0.610),
    (2018, 2, 365): (0.371, 0.535, 0.248, 0.197, 0.672, 0.669),
    (2018, 365, 731): (0.631, 0.779, 0.204, 0.114, 0.341, 0.267),
    (2018, 710, 731): (0.891, 0.943, 0.617, 0.612, 0.687, 0.682),
    (1985, 2, 200): (0.503, 0.517, 0.326, 0.271, 0.423, 0.392),
    (1985, 365, 731): (0.702, 0.790, 0.154, 0.085, 0.056, -0.059),
}
"""S absolute and squared, κ and π valued, κ and π binary, of directed ATOP 5.1 flags."""


def _members(shared: Path, year: int) -> list[int]:
    """Correlates of War members of a year; the list's end is not the end of the states."""
    with (shared / "data/states/cow_states.csv").open() as file:
        rows = list(csv.DictReader(file))
    last = max(int(row["endyear"]) for row in rows)
    return sorted(
        {
            int(row["ccode"])
            for row in rows
            if int(row["styear"]) <= year
            and (int(row["endyear"]) >= year or int(row["endyear"]) == last)
        }
    )


def _flagged(shared: Path, year: int) -> tuple[dict[int, int], np.ndarray]:
    places = {code: n for n, code in enumerate(_members(shared, year))}
    scores = np.zeros((len(places), len(places)))
    with gzip.open(shared / "data/alliances/atop51_ddy_flags.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            pair = int(row["ccode1"]), int(row["ccode2"])
            if row["year"] == str(year) and set(pair) <= places.keys():
                held = [SCORES[kind] for flag, kind in FLAGS.items() if float(row[flag])]
                scores[places[pair[0]], places[pair[1]]] = max(held, default=0)
    np.fill_diagonal(scores, GRAVEST)
    return places, scores


@pytest.mark.shared
@pytest.mark.parametrize("year", [1985, 2018])
def test_published_flags_give_the_reference_values(shared: Path, year: int) -> None:
    places, scores = _flagged(shared, year)
    for (when, a, b), wanted in REFERENCE.items():
        if when == year:
            one, other = scores[places[a]], scores[places[b]]
            tied = (one > 0).astype(float), (other > 0).astype(float)
            found = (
                similarity(one, other), similarity_squared(one, other), kappa(one, other),
                pi(one, other), kappa(*tied), pi(*tied),
            )  # fmt: skip
            assert found == pytest.approx(wanted, abs=6e-4), (when, a, b)


@pytest.mark.parametrize("measure", [kappa, pi])
def test_by_hand(measure: Callable[..., float | None]) -> None:
    one, other = np.array([3.0, 0, 0]), np.array([0.0, 3, 0])
    # Both means are 1, so chance is 6 + 6 and the distance 9 + 9.
    assert measure(one, other) == pytest.approx(1 - 18 / 12)
    assert measure(np.zeros(3), np.zeros(3)) is None


def test_most_pairs_without_ties_look_alike_by_s_and_not_by_kappa() -> None:
    one, other = np.zeros(100), np.zeros(100)
    one[0] = other[1] = 3.0
    assert similarity(one, other) > 0.95
    assert (kappa(one, other) or 0.0) < 0.0


def test_allies_share_a_portfolio_more_than_rivals() -> None:
    found = portfolios(World.packaged().at("2024-07-01"))
    near, far = (kappa(found.of("USA"), found.of(other)) for other in ("GBR", "RUS"))
    assert near is not None and far is not None and near > far + 0.3
    assert (found.scores.diagonal() == GRAVEST).all()


def test_a_pact_between_two_moves_only_whom_it_should() -> None:
    world = World.packaged()
    before, after = world.at("2024-12-03"), world.at("2024-12-04")
    assert list(alignment_differences(before, before, ["PRK", "RUS", "JPN"])) == []
    moved = list(alignment_differences(before, after, ["PRK", "RUS", "CHE"]))
    assert {d.actor for d in moved} == {"PRK"}  # Russia has many other ties
    assert all({"PRK", "RUS"} >= set(part.who) for d in moved for part in d.parts)


def test_alignment_of_terms_by_hand() -> None:
    """Labels of four states; A and B agree on two of four, by chance on (2·1 + 1·2 + 1·1) / 16."""
    labels = np.array([[1, 2, 0, 0], [2, 2, 0, 1], [0, 0, 0, 0], [1, 2, 0, 0]])
    held = Terms(tuple("ABCD"), labels, ("nothing", "itself", "defense"))
    chance = (2 * 1 + 1 * 1 + 1 * 2) / 16
    assert held.kappas(["B", "D", "C"], "A") == pytest.approx(
        [(0.5 - chance) / (1 - chance), 1.0, (0.5 - 0.5) / 0.5]
    )
    assert held.kappas(["C"], "C") == [None]


def test_terms_tell_promises_apart_that_are_alike_in_type() -> None:
    world = World.packaged()
    found = terms(world.at("2024-07-01"))
    place = found.states.index
    told = {
        found.words[found.labels[place(one), place(other)]]
        for one, other in (("USA", "JPN"), ("CHN", "PRK"), ("USA", "POL"))
    }
    assert len(told) == 3
    assert all("defense" in words for words in told)
    assert (found.labels.diagonal() == found.words.index("itself")).all()


def test_terms_move_with_those_who_promise(run: Run) -> None:
    world = World.packaged()
    before, after = world.at("2023-04-03"), world.at("2023-04-04")
    assert not list(term_differences(before, before, ["FIN"]))
    moved = list(term_differences(before, after, ["FIN", "CHE"]))
    assert {d.actor for d in moved} == {"FIN"}
    assert {part.who[0] for d in moved for part in d.parts} >= {"FIN"}
    out = run("exposed", "--on", "2023-04-04", "--against", "2023-04-03", "--all").out
    assert "what Finland has promised North Macedonia: nothing → consultation" in out
