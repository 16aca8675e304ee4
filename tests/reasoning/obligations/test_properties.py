"""What must hold of every answer: of what a change can make better, and what it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ramify._value import Value
from ramify.reasoning.obligations import Answer, Attack, Duty, Situation, obligations
from ramify.reasoning.obligations.law.casus import Theatre
from ramify.reasoning.obligations.law.judge import judge
from ramify.reasoning.obligations.rounds.first_round import opening
from ramify.world.wars import War
from tests.conftest import more
from tests.reasoning.obligations.oracle import RANK
from tests.reasoning.obligations.systems import (
    TinyWorld,
    a_situation,
    a_world,
    situations,
    war,
    worlds,
)

pytestmark = pytest.mark.many
SOME = settings(max_examples=more(40, 150), deadline=None, suppress_health_check=list(HealthCheck))
BINDS = {"owed", "owed after consultation", "torn", "barred", "breached"}


def ask(world: TinyWorld, situation: Situation, **kept: Any) -> Answer:
    return obligations(world.at(situation.on), situation, **kept)


def first_round(answer: Answer) -> dict[tuple[Any, ...], str]:
    return {line_of(duty): duty.status for duty in answer.duties if duty.round == 0}


def line_of(duty: Duty) -> tuple[Any, ...]:
    return duty.actor, duty.to, duty.against, duty.what, duty.pact, duty.article


def lines(answer: Answer) -> set[tuple[Any, ...]]:
    """The duties; in later rounds without whom they are owed to, as each article is told once."""
    return {
        (d.round, d.actor, "" if d.round else d.to, d.against, d.what, d.pact, d.article, d.status)
        for d in answer.duties
    }


def rank(status: str) -> int:
    return RANK["owed" if status == "torn" else status]


@SOME
@given(worlds(), situations(), st.booleans())
def test_the_victims_self_defence_never_betters_the_aggressor(
    world: TinyWorld, situation: Situation, told: bool
) -> None:
    first = situation.attacks[0]
    assume(first.attacker and first.kind != "threat" and not first.claimed)
    first = first.model_copy(update={"on": situation.on - timedelta(days=400), "place": None})
    assert first.attacker
    others = tuple(a for a in situation.attacks[1:] if first.victim != a.attacker != first.attacker)
    alone = situation.model_copy(update={"attacks": (first, *others), "decisions": ()})
    back = Attack(attacker=first.victim, victim=first.attacker, on=situation.on)
    attacks = (first, back, *others) if told else (first, *others, back)
    before = first_round(ask(world, alone, wars=False))
    after = first_round(ask(world, alone.model_copy(update={"attacks": attacks}), wars=False))
    for line, status in after.items():
        if line[1:3] == (first.attacker, first.victim):
            assert rank(status) <= rank(before.get(line, "excused")), line
    for line, status in before.items():
        if status == "breached":
            assert after[line] == "breached", line


@SOME
@given(worlds(), situations())
def test_taking_away_a_finding_never_makes_owed_what_was_unknown(
    world: TinyWorld, situation: Situation
) -> None:
    before = first_round(ask(world, situation))
    doubted = replace(world, wars=tuple(map(_doubted, world.wars)))
    _never_owed_of_unknown(before, first_round(ask(doubted, situation)))
    attacks = tuple(
        attack.model_copy(update={"provoked": None, "claimed": True})
        for attack in situation.attacks
    )
    unsure = situation.model_copy(update={"attacks": attacks})
    _never_owed_of_unknown(before, first_round(ask(world, unsure)))


def _doubted(known: War) -> War:
    """The war without its finding: who began is disputed."""
    if known.finding != "general assembly":
        return known
    text = {"finding": "disputed", "disputed": "right to it", "readings": ("A: so", "B: not so")}
    return War.model_validate({**known.model_dump(), **text, "citation": None})


def _never_owed_of_unknown(
    before: dict[tuple[Any, ...], str], after: dict[tuple[Any, ...], str]
) -> None:
    for line, status in after.items():
        if before.get(line) == "unknown":
            assert status not in BINDS, line


@SOME
@given(worlds(), situations())
def test_new_names_change_nothing(world: TinyWorld, situation: Situation) -> None:
    """The United States and Britain, alike in all but what they promised, take each other's."""
    answer = ask(world, situation)
    renamed = TinyWorld(
        actors={code: swapped(world.actors[code]) for code in world.actors},
        pacts={code: swapped(pact) for code, pact in world.pacts.items()},
        territories={code: tuple(map(swapped, rows)) for code, rows in world.territories.items()},
        wars=tuple(map(swapped, world.wars)),
    )
    renamed = replace(renamed, actors={actor.id: actor for actor in renamed.actors.values()})
    other = swapped(ask(renamed, swapped(situation)))
    assert lines(other) == lines(answer)
    assert {(j.actor, j.against, j.round) for j in other.joined} == {
        (j.actor, j.against, j.round) for j in answer.joined
    }
    assert {w.id for w in other.wars} == {w.id for w in answer.wars}


def swapped(value: Any) -> Any:
    assert isinstance(value, Value)
    text = value.to_json().replace('"USA"', '"@"').replace('"GBR"', '"USA"').replace('"@"', '"GBR"')
    return type(value).from_json(text)


@SOME
@given(worlds(), situations())
def test_it_does_not_matter_who_is_told_first_to_join(
    world: TinyWorld, situation: Situation
) -> None:
    """Pacts in another order bring joiners in another order, and the same answer."""
    turned = replace(
        world,
        actors=dict(reversed(list(world.actors.items()))),
        pacts=dict(reversed(list(world.pacts.items()))),
    )
    assert lines(ask(turned, situation)) == lines(ask(world, situation))


@SOME
@given(worlds(), situations())
def test_leaving_out_the_wars_is_having_none(world: TinyWorld, situation: Situation) -> None:
    without = ask(replace(world, wars=()), situation)
    assert ask(world, situation, wars=False) == without
    assert not without.wars


@SOME
@given(worlds(), situations())
def test_a_war_that_is_told_is_told_once(world: TinyWorld, situation: Situation) -> None:
    told_once(world, situation)


@pytest.mark.parametrize("number", [68, 2520, 4257, 5242, 5894])
def test_a_war_is_told_once_where_who_joins_it_changes_the_answer(number: int) -> None:
    """Systems in which a told war draws in others, by whom a duty to its beginner is decided."""
    chance = Random(number)
    world, situation = a_world(chance), a_situation(chance)
    told_once(world, situation)


def told_once(world: TinyWorld, situation: Situation) -> None:
    """Telling of a known war, as the world has it, makes no other answer to what answers it.

    The answer strikes the aggressor's own land: elsewhere it may strike a host as well. Who joins
    the victim of a told war can change later what the first round excused.
    """
    begun = war("USA", "GBR", "1938-01-01")
    first = situation.attacks[0]
    sides = {"attacker": "GBR", "victim": "USA", "on": situation.on, "kind": "war", "place": None}
    answer = first.model_copy(update=sides)
    whole = Situation(on=situation.on, attacks=(answer,))
    beginning = Attack(
        attacker="USA", victim="GBR", on=date(1938, 1, 1), kind="war", provoked=False
    )
    told = Situation(on=situation.on, attacks=(beginning, answer))
    knowing = replace(world, wars=(begun,))
    assert judged(knowing, whole, wars=True) == judged(world, told, wars=False)
    known, given_ = ask(knowing, whole), ask(world, told, wars=False)
    assert [w.id for w in known.wars] == [begun.id]
    lines_given = {line_of(duty) for duty in given_.duties}
    for line, status in first_round(known).items():
        assert status == "excused", line
        assert line in lines_given or given_.joined, line


def judged(world: TinyWorld, situation: Situation, *, wars: bool) -> list[tuple[Any, ...]]:
    """What the answer of GBR to USA gives rise to in the first round, before anybody joins."""
    theatre = Theatre(world, situation, wars=wars)
    uses = [c for c in opening(theatre).fresh if (c.attacker, c.victim) == ("GBR", "USA")]
    found = [finding for casus in uses for finding in judge(casus, theatre)]
    reasons = [{a: [(r.kind, r.holds) for r in f.reasons(a)] for a in f.owers} for f in found]
    return [(f.hearing.line, f.status, why) for f, why in zip(found, reasons, strict=True)]
