"""The engine agrees with the oracle on random systems."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ramify.reasoning.obligations import Answer, Situation, obligations
from tests.conftest import more
from tests.reasoning.obligations.oracle import Oracle
from tests.reasoning.obligations.systems import (
    TinyWorld,
    a_situation,
    a_world,
    situations,
    worlds,
)

pytestmark = pytest.mark.many
QUICK = settings(
    max_examples=more(100, 300), deadline=None, suppress_health_check=list(HealthCheck)
)
BRIEF = settings(QUICK, max_examples=more(25, 60))
QUARTER = more(250, 2_500)


def agree(world: TinyWorld, situation: Situation) -> None:
    answer = obligations(world.at(situation.on), situation)
    oracle = Oracle(world, situation)
    oracle.solve()
    assert {(j.actor, j.against, j.round) for j in answer.joined} == oracle.joined
    assert told(answer) == oracle.duties()
    torn = {(actor, frozenset((to, foe))) for actor, to, foe in oracle.torn()}
    assert {(t.actor, frozenset(t.between)) for t in answer.torn} == torn


def told(answer: Answer) -> set[tuple[Any, ...]]:
    """The duties as the oracle tells them."""
    return {
        (d.round, d.actor, "" if d.round else d.to, d.against, d.what, d.pact, d.article, d.status)
        for d in answer.duties
    }


@QUICK
@given(worlds(), situations())
def test_the_engine_agrees_with_the_oracle(world: TinyWorld, situation: Situation) -> None:
    agree(world, situation)


@pytest.mark.parametrize("part", range(4))
def test_the_engine_agrees_with_the_oracle_on_systems_by_number(part: int) -> None:
    """A thousand systems in every run, ten thousand with `make test-slow`."""
    for number in range(part * QUARTER, (part + 1) * QUARTER):
        agree_on(number)


def agree_on(number: int) -> None:
    """The world and then the situation that `Random(number)` draws."""
    chance = Random(number)
    world, situation = a_world(chance), a_situation(chance)
    try:
        agree(world, situation)
        survey_agrees(world, situation)
    except AssertionError as error:
        error.add_note(f"drawn by Random({number})")
        raise


def survey_agrees(world: TinyWorld, situation: Situation) -> None:
    """Whoever joins does so by the same promise, whether those excused are told of or not."""
    system = world.at(situation.on)
    whole = obligations(system, situation)
    survey = obligations(system, situation, excused=False)
    assert survey.duties == tuple(d for d in whole.duties if d.status != "excused")
    assert survey.joined == whole.joined


@BRIEF
@given(worlds(), situations())
def test_a_survey_leaves_out_the_excused_and_nothing_else(
    world: TinyWorld, situation: Situation
) -> None:
    survey_agrees(world, situation)


@BRIEF
@given(worlds(), situations())
def test_answers_survive_json_and_are_deterministic(world: TinyWorld, situation: Situation) -> None:
    answer = obligations(world.at(situation.on), situation)
    assert Answer.from_json(answer.to_json()) == answer
    assert obligations(world.at(situation.on), situation).to_json() == answer.to_json()
