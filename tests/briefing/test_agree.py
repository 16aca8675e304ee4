"""What a brief says, `obligations`, `forecast` and `exposed` say of the same question."""

from __future__ import annotations

from datetime import timedelta

import pytest

import ramify
from ramify import Attack, World
from ramify.briefing.brief import Brief, ForceCase
from ramify.briefing.ramification import ExpectedLine, ExposedLine, NotKnown, Probability, Shift
from ramify.briefing.voices.third_states import HOSTILE
from ramify.reasoning.obligations.questions.suppose import supposing

FEW = ("2024-06-17 CHN 190 PHL", "2024-06-19 RUS 057 PRK", "2023-04-04 FIN 050 NATO")
MANY = (
    "1950-06-25 PRK 190 KOR", "1979-12-24 SUN 190 AFG", "1982-04-02 ARG 190 GBR",
    "1990-08-02 IRQ 190 KWT", "2003-03-20 USA 190 IRQ", "2008-08-08 RUS 190 GEO",
    "2014-03-01 RUS 190 UKR", "2019-02-26 IND 190 PAK", "2019-10-09 TUR 190 SYR",
    "2020-06-15 CHN 190 IND", "2022-09-03 TUR 138 GRC", "2022-09-13 AZE 190 ARM",
    "2022-11-15 RUS 190 POL", "2023-08-10 ECOWAS 138 NER", "2023-09-22 UKR 190 RUS",
    "2023-12-03 VEN 138 GUY", "2024-03-07 SWE 050 NATO", "2024-04-14 IRN 190 ISR",
    "2024-10-13 PRK 138 KOR", "2025-09-17 SAU 057 PAK",
)  # fmt: skip
QUESTIONS = [*FEW, *(pytest.param(one, marks=pytest.mark.slow) for one in MANY)]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_voice_contradicts_its_command(question: str, world: World) -> None:
    brief = ramify.brief(events=[question], world=world)
    for case in brief.obliged.cases:
        if not case.answers:
            assert _screen(case, brief, world) == case.screen
    for line in brief.expected:
        if line.action != HOSTILE:
            assert _forecast(line, brief) == _of(line.strength)
    for shift in brief.exposed:
        if isinstance(shift.strength, Shift):
            assert shift.strength.change in _exposed(shift, brief, world)


def _screen(case: ForceCase, brief: Brief, world: World) -> object:
    laid = supposing(world, brief.on, [case.pact]) if case.pact else world
    attack = Attack(attacker=case.attacker, victim=case.victim, on=brief.on)
    return ramify.obligations(laid.at(brief.on), attack).screen


def _of(strength: object) -> tuple[float | None, float | None]:
    if isinstance(strength, NotKnown):
        return None, None
    assert isinstance(strength, Probability) and isinstance(strength.base_rate, float | None)
    return strength.chance, strength.base_rate


def _forecast(line: ExpectedLine, brief: Brief) -> tuple[float | None, float | None]:
    assert line.window is not None
    first = line.window.start
    [row] = ramify.forecast(
        line.actors[0], line.targets[0], action=line.action, on=first,
        horizon=brief.horizon_days, after=brief.asked.events,
    ).rows  # fmt: skip
    return row.probability, row.usual


def _exposed(line: ExposedLine, brief: Brief, world: World) -> set[float | None]:
    """What the measure changes by: with the treaty on its eve, or from an accession's eve on."""
    actors, [event] = line.actors, brief.asked.events
    assert event.when is not None
    day, eve = event.when.start, event.when.start - timedelta(days=1)
    pacts = [turn.pact for turn in brief.obliged.turns]
    found = (
        ramify.exposed(eve, with_pacts=pacts, actors=actors, world=world)
        if pacts
        else ramify.exposed(day, against=eve, actors=actors, world=world)
    )
    return {d.change for d in found.differences if d.measure == line.action}
