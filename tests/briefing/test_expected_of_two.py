"""Of which classes of acts chances are told between two: of adversaries, at war, recently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from ramify import Event
from ramify.briefing.brief import ForceCase
from ramify.briefing.voices.expected import (
    PairRates,
    _causes,
    _hostile,
    _rows,
    _war_goes_on,
    expected,
)
from ramify.reasoning.dynamics.rates.questions import HOSTILE, Expectation, Question
from ramify.reasoning.obligations.screen import Screen

ON = date(2024, 7, 1)


@dataclass(frozen=True)
class Told:
    """Rates that are told: a chance for each class, of some two who may be at war."""

    chances: Mapping[str, float | None] = field(default_factory=dict)
    usual: float | None = 0.5
    war: bool = False
    first: date = ON + timedelta(days=1)
    horizon: int = 90
    source: str = "told"
    level: str = "told"

    def of(self, actor: str, kind: str, target: str) -> Expectation:
        asked = Question(actor, kind, target, self.first, self.horizon)
        return Expectation(asked, self.chances.get(kind, 0.01), self.usual)

    line = PairRates.line

    def at_war(self, a: str, b: str) -> bool:
        return self.war

    def thirds(self, *_: object) -> tuple[()]:
        return ()


def act(
    code: str = "042", actor: str = "FRA", target: str = "DEU", when: str = "2024-07-01"
) -> Event:
    return Event(when=when, actor=actor, action=code, target=target)


def kinds(rates: Told, event: Event, *, force: bool = True) -> list[str | None]:
    found = _hostile("FRA", "DEU", rates, event, force=force)  # type: ignore[arg-type]
    return [one.action for one in found]


ELSEWHERE = act("042", "PER", "CHL")


@pytest.mark.parametrize(
    ("chances", "told"),
    [
        ({"ACCUSE": 0.9, "COERCE": 0.05}, ["COERCE", "ACCUSE"]),
        ({"ACCUSE": 0.9, "COERCE": 0.049}, ["ACCUSE"]),
        ({"ACCUSE": 0.9, "COERCE": 0.0}, ["ACCUSE"]),
        ({"ACCUSE": 0.9, "THREATEN": 0.2, "COERCE": 0.1}, ["COERCE", "ACCUSE"]),
        ({"ACCUSE": 0.9, "ASSAULT": 0.05}, ["ASSAULT", "ACCUSE"]),
        ({"ACCUSE": 0.04, "REJECT": 0.03}, ["ACCUSE"]),
        ({"ASSAULT": 0.9}, ["ASSAULT"]),
    ],
)
def test_the_gravest_that_is_not_remote_and_the_likeliest_are_told(
    chances: dict[str, float], told: list[str]
) -> None:
    """Not remote is what has a chance of a twentieth."""
    assert kinds(Told(chances), ELSEWHERE) == told


def test_what_one_did_to_the_other_is_told_however_remote() -> None:
    chances = {"ACCUSE": 0.9, "THREATEN": 0.2}
    assert kinds(Told(chances), act("163")) == ["SANCTION", "ACCUSE"]
    assert kinds(Told(chances), act("163", "DEU", "FRA")) == ["THREATEN", "ACCUSE"]


def test_force_is_told_of_two_where_it_was_told_and_they_are_not_at_war() -> None:
    chances = {"ASSAULT": 0.9, "ACCUSE": 0.5}
    assert kinds(Told(chances), ELSEWHERE) == ["ASSAULT"]
    assert kinds(Told(chances), ELSEWHERE, force=False) == ["ACCUSE"]
    assert kinds(Told(chances, war=True), ELSEWHERE) == ["ACCUSE"]


def test_of_two_without_a_rate_one_line_says_so() -> None:
    assert kinds(Told(dict.fromkeys(HOSTILE)), ELSEWHERE) == ["ACCUSE"]


@pytest.mark.parametrize(
    ("kind", "chance", "usual", "war", "goes_on"),
    [
        ("ASSAULT", 0.904, 0.896, True, True),
        ("ASSAULT", 0.906, 0.896, True, False),
        ("ASSAULT", 0.9, None, True, True),
        ("ASSAULT", 0.9, 0.9, False, False),
        ("ACCUSE", 0.9, 0.9, True, False),
    ],
)
def test_that_a_war_goes_on_as_usual_is_not_told(
    kind: str, chance: float, usual: float | None, war: bool, goes_on: bool
) -> None:
    rates = Told({kind: chance}, usual, war)
    found = rates.of("FRA", kind, "DEU")
    assert _war_goes_on(found, rates) == goes_on  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        ("2024-07-01", True), ("2024-07-02", False), ("2024-07", True), ("2024-08", False),
        ("2023-07-02", True), ("2023-07-01", False), ("2024", False),
    ],
)  # fmt: skip
def test_what_was_done_by_the_day_and_within_a_year_may_call_acts_forth(
    when: str, counts: bool
) -> None:
    assert bool([*_causes([act(when=when)], ON)]) == counts


def lines(events: Sequence[Event], **options: object) -> list[str]:
    names = {"FRA": "France", "DEU": "Germany"}
    found = expected(events, (), Told(), names, **options)  # type: ignore[arg-type]
    return [line.words for line in found.lines]


def test_the_two_sides_of_an_act_are_asked_about_if_both_are_states() -> None:
    events = [act(), act("042", "FRA", "NATO")]
    told = ["France → Germany: visits and talks"]
    assert lines(events, states={"FRA", "DEU"}) == told
    assert lines(events, states={"FRA", "DEU", "PER"}) == told
    assert lines(events, states={"FRA"}) == []
    assert len(lines(events)) == 2


@pytest.mark.parametrize(("told", "force"), [("reported", True), ("supposed", False)])
def test_force_is_asked_about_where_a_case_tells_of_it(told: str, force: bool) -> None:
    case = ForceCase(attacker="FRA", victim="DEU", told=told, screen=Screen())  # type: ignore[arg-type]
    rates = Told({"ASSAULT": 0.9, "ACCUSE": 0.5})
    rows = list(_rows([act()], [case], rates, {}))  # type: ignore[arg-type]
    assert ("ASSAULT" in {row.action for row in rows}) == force


def test_five_acts_are_asked_about_the_latest_first() -> None:
    targets = ("DEU", "ITA", "ESP", "PRT", "BEL", "NLD", "LUX")
    events = [act(target=one, when=f"2024-06-{10 + n}") for n, one in enumerate(targets)]
    asked = [f"France → {one}: visits and talks" for one in ("LUX", "NLD", "BEL", "PRT", "ESP")]
    assert lines(events) == asked
