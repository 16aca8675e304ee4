"""Who was bound to whom, and by what, over many years at once."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.reasoning.obligations.questions.dyad_years import dyad_years, ties
from ramify.world.when import When
from tests.reasoning.obligations.systems import pact, promise

DEFENSE = promise("defense", "armed attack")


def test_a_pact_ties_each_of_its_parties_to_each_other() -> None:
    found = [(tie.actor, tie.to) for tie in ties(pact("abc", "A B C"), ())]
    assert found == [("A", "B"), ("A", "C"), ("B", "A"), ("B", "C"), ("C", "A"), ("C", "B")]


@pytest.mark.parametrize(
    ("signed", "first"),
    [("1950-05-01", "1950-05-01"), ("1949-05-01", "1950-01-01"), (None, "1950-01-01")],
)
def test_what_came_into_force_in_a_year_did_not_before_it_was_signed(
    signed: str | None, first: str
) -> None:
    made = pact("ab", "A B", signed=When(signed) if signed else None, in_force=When("1950"))
    assert {tie.start for tie in ties(made, ())} == {date.fromisoformat(first)}


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(1949, 1953, [1950, 1951, 1952]), (1951, 1951, [1951]), (1953, 1960, [])],
)
def test_what_is_owed_is_told_for_the_years_asked_in_which_the_pact_lives(
    first: int, last: int, years: list[int]
) -> None:
    made = pact("ab", "A B", DEFENSE, end=When("1952-03-01"))
    found = dyad_years({"ab": made}, {"defense"}, first, last)
    assert found == {
        pair: {"defense"} for year in years for pair in (("A", "B", year), ("B", "A", year))
    }


def test_who_is_bound_and_owes_nothing_of_the_kinds_asked_owes_an_empty_set() -> None:
    one_way = promise("defense", "armed attack", by=("A",), to=("B",))
    found = dyad_years({"ab": pact("ab", "A B", one_way)}, {"defense"}, 1951, 1951)
    assert found == {("A", "B", 1951): {"defense"}, ("B", "A", 1951): set()}
