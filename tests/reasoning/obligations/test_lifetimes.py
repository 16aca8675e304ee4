"""From which day a pact is in force, and an actor is a party to it."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.reasoning.obligations import owed_between
from ramify.reasoning.obligations.law.lifetimes import joins_later, life_of, over, remembered
from ramify.reasoning.obligations.questions.dyad_years import ties
from ramify.world.pacts import Party
from ramify.world.when import When
from tests.reasoning.obligations.systems import pact, promise, world

DEFENSE = promise("defense", "armed attack")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("1954-12-31", "signed 1950-01-01, in force only from 1955-01-01"),
        ("1955-01-01", "in force until 1990-10-03"),
    ],
)
def test_a_pact_is_in_force_on_the_day_it_enters_into_force(on: str, said: str) -> None:
    made = pact("ab", "A B", DEFENSE, in_force=When("1955-01-01"), end=When("1990-10-03"))
    assert life_of(made, date.fromisoformat(on)).of_pact == said


@pytest.mark.parametrize(("on", "later"), [("2023-04-03", True), ("2023-04-04", False)])
def test_who_accedes_is_a_party_on_the_day_of_the_accession(on: str, later: bool) -> None:
    parties = Party(actor="A"), Party(actor="B", start=When("2023-04-04"), how="accession")
    made = pact("ab", "A B", DEFENSE, parties=parties)
    assert joins_later(made, "B", date.fromisoformat(on)) is later
    assert not joins_later(made, "A", date.fromisoformat(on))


@pytest.mark.parametrize(("on", "known"), [("1949-12-31", False), ("1950-01-01", True)])
def test_a_pact_is_known_from_the_day_of_its_signature(on: str, known: bool) -> None:
    assert remembered(pact("ab", "A B", DEFENSE), date.fromisoformat(on)) is known


@pytest.mark.parametrize(("on", "ended"), [("1990-10-02", False), ("1990-10-03", True)])
def test_a_pact_or_a_part_in_it_is_known_to_have_ended_from_its_last_day(
    on: str, ended: bool
) -> None:
    day, last = date.fromisoformat(on), When("1990-10-03")
    assert over(pact("ab", "A B", DEFENSE, end=last), day) is ended
    left = pact("ab", "A B", DEFENSE, parties=(Party(actor="A"), Party(actor="B", end=last)))
    assert over(left, day, "B") is ended
    assert not over(left, day, "A")


def test_who_is_a_party_for_a_day_is_bound_on_it() -> None:
    day = date(1960, 5, 1)
    short = Party(actor="B", start=When(day), end=When(day))
    made = pact("ab", "A B", DEFENSE, parties=(Party(actor="A"), short))
    owed = [(t.actor, t.to, t.start, t.end) for t in ties(made, {"defense"}) if t.what]
    assert owed == [("A", "B", day, day), ("B", "A", day, day)]
    assert [(o.actor, o.to) for o in owed_between(world(made).at(day), "A", "B")] == [
        ("A", "B"),
        ("B", "A"),
    ]
