"""Where the voices draw a line that no treaty or model draws: one case on either side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ramify import Document, Event, Reading, World
from ramify.briefing.voices.coming import coming
from ramify.briefing.voices.differing import differing_amounts
from ramify.briefing.voices.expected import PairRates, expected
from ramify.briefing.voices.exposed import exposed, exposed_by
from ramify.briefing.voices.force import struck
from ramify.briefing.voices.third_states import Aftermath, _any, _moved_far, third_states
from ramify.reasoning.dynamics.reactions.answering import SideReaction, ThirdState
from ramify.reasoning.dynamics.reactions.asked import Reactions
from ramify.reasoning.obligations.questions.suppose import supposing
from ramify.record.evidence import TextEvidence


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def strike(document: str, dead: int, day: str | None, **fields: Any) -> Reading:
    """A document that tells of a strike of Pakistan on Iran, on a day."""
    quote = f"Pakistan bombed Iran, killing {dead} people."
    told = TextEvidence(
        document=document, name=f"{document}.txt", start=0, end=len(quote), quote=quote
    )
    rest = {"when": day, "actor": "PAK", "action": "195", "target": "IRN", "evidence": (told,)}
    event = Event(**{**rest, **fields})
    text = Document(id=document, name=f"{document}.txt", text=quote)
    return Reading(document=text, reader="hand", events=(event,))


@pytest.mark.parametrize(
    ("day", "fields", "differ"),
    [
        ("2024-01-21", {}, 1),
        ("2024-01-15", {}, 1),
        ("2024-01-22", {}, 0),
        ("2024-01-14", {}, 0),
        (None, {}, 1),
        ("2024-01-18", {"target": "IND"}, 0),
        ("2024-01-18", {"target": None}, 1),
    ],
)
def test_the_dead_of_two_acts_three_days_apart_may_be_the_same(
    day: str | None, fields: dict[str, Any], differ: int
) -> None:
    tellings = strike("a", 7, "2024-01-18"), strike("b", 9, day, **fields)
    found = differing_amounts(tellings, {}, ())
    assert len(found) == differ
    assert [one.values for one in found] == [(("a.txt", "7"), ("b.txt", "9"))] * differ


@pytest.mark.parametrize(("first", "then"), [(4, 9), (9, 4)])
def test_of_several_amounts_in_one_document_the_largest_counts(first: int, then: int) -> None:
    """The smaller is a part of it, or earlier."""
    one, other = strike("a", first, "2024-01-18"), strike("a", then, "2024-01-18")
    both = one.model_copy(update={"events": (*one.events, *other.events)})
    assert not differing_amounts((both, strike("b", 9, "2024-01-18")), {}, ())
    [found] = differing_amounts((both, strike("b", 7, "2024-01-18")), {}, ())
    assert found.values == (("b.txt", "7"), ("a.txt", "9"))


def test_of_two_tellings_of_one_amount_in_a_document_the_first_stands() -> None:
    one, other = strike("a", 9, "2024-01-18"), strike("a", 9, "2024-01-19")
    both = one.model_copy(update={"events": (*one.events, *other.events)})
    [found] = differing_amounts((both, strike("b", 12, "2024-01-18")), {}, ())
    assert str(found.event.when) == "2024-01-18"


@pytest.mark.parametrize(
    ("quotes", "what"),
    [
        (("Iran fired on a tanker.", "It was its second attack."), "ships"),
        (("Iran fired on its neighbour.", "A tanker was near."), "territory"),
    ],
)
def test_what_is_struck_is_read_from_the_first_sentence_that_tells_of_it(
    quotes: tuple[str, ...], what: str
) -> None:
    told = tuple(
        TextEvidence(document="a", name="a.txt", start=n, end=n + len(quote), quote=quote)
        for n, quote in enumerate(quotes)
    )
    assert struck(Event(when=None, actor="IRN", action="190", target="PAK", evidence=told)) == what


def state(name: str, chance: float, usual: float = 0.25, sure: float = 0.0) -> ThirdState:
    more, by_class = chance - usual, {"ACCUSE": chance}
    return ThirdState(name, chance, usual, {"act": 1.0}, by_class, (more - sure, more + sure))


@pytest.mark.parametrize(("more", "far"), [(0.0799, 0), (0.08, 1)])
def test_a_state_that_is_eight_points_above_its_usual_chance_is_moved_far(
    more: float, far: int
) -> None:
    assert len(_moved_far([state("KOR", more, usual=0.0)])) == far
    assert not _moved_far([state("KOR", more, usual=0.0, sure=0.1)])


def side(code: str, acts: str, chance: float, *states: ThirdState) -> SideReaction:
    return SideReaction(
        side=code, acts=acts, horizon=30, chance=chance, usual=0.5, joining=3.0,
        usual_joining=1.0, interval=(1, 5), added=(0.5, 2.5), states=states, by_class={},
    )  # fmt: skip


def after_the_treaty(*found: SideReaction) -> Aftermath:
    event = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    day = date(2024, 7, 1)
    return Aftermath(event, day, day, Reactions(found, caveats=("a caveat",)), {})


def test_the_first_two_that_are_moved_far_have_a_line_and_the_likeliest_three_are_named() -> None:
    states = [state(name, 0.5 + n / 10) for n, name in enumerate(("JPN", "KOR", "GBR", "FRA"))]
    assert [s.actor for s in _moved_far(states)] == ["JPN", "KOR"]
    found = side("PRK", "hostile", 0.9, *states)
    line = _any(found, states, after_the_treaty(found))
    assert line.actors == ("FRA", "GBR", "KOR") and line.third == "any"
    assert line.reasons[-1] == "the event adds +0.5 to +2.5"


def test_of_what_third_states_may_do_to_each_side_the_hostile_is_told() -> None:
    """Not what else they may do to it, which is nearly sure."""
    after = after_the_treaty(
        side("PRK", "hostile", 0.7, state("USA", 0.6)), side("PRK", "other", 0.98),
        side("RUS", "hostile", 0.8, state("USA", 0.3)), side("RUS", "other", 0.99),
    )  # fmt: skip
    told = [
        (line.third, line.targets, line.strength.chance)  # type: ignore[union-attr]
        for line in third_states(after, 30, ())
    ]
    assert told == [("any", ("PRK",), 0.7), ("moved", ("PRK",), 0.6), ("any", ("RUS",), 0.8)]


@pytest.mark.parametrize(("days", "news"), [(366, True), (367, False)])
def test_a_treaty_shifts_positions_for_a_year(days: int, news: bool, world: World) -> None:
    signing = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    on = date(2024, 6, 19) + timedelta(days=days)
    assert bool(exposed([signing], world, on)) is news


def test_a_shift_is_shown_by_what_was_computed_once_and_by_the_sentence_that_tells_it(
    world: World,
) -> None:
    quote = "Russia and North Korea signed a treaty."
    told = TextEvidence(document="d", name="d.txt", start=0, end=len(quote), quote=quote)
    signing = Event(when="2024-06-19", actor="RUS", action="057", target="PRK", evidence=(told,))
    for line in exposed([signing], world, date(2024, 7, 1)):
        kinds = [evidence.kind for evidence in line.evidence]
        assert kinds[0] == "computed" and kinds.count("computed") == 1
        assert line.evidence[-1] == told


@pytest.mark.parametrize(("days", "answer"), [(31, True), (32, False)])
def test_third_states_answer_an_event_of_the_last_31_days(
    days: int, answer: bool, world: World
) -> None:
    signing = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    on = date(2024, 6, 19) + timedelta(days=days)
    lines = expected([signing], (), PairRates(on, 30, world=world), {}).lines
    assert any(line.action == "hostile" for line in lines) is answer


@pytest.mark.parametrize(("on", "waits"), [("2024-12-03", True), ("2024-12-04", False)])
def test_what_a_treaty_shifts_is_told_as_it_is_from_the_day_it_is_in_force(
    on: str, waits: bool, world: World
) -> None:
    day, pact = date.fromisoformat(on), world.pacts["prk-rus-2024"]
    signing = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    before, after = world.at("2024-06-18"), supposing(world, date(2024, 6, 18), [pact.id])
    given = exposed_by(pact, before, after.at("2024-06-18"), (), day)
    for lines in (exposed([signing], world, day), given):
        assert lines and all(line.words.endswith(", once in force") is waits for line in lines)
        assert all(line.evidence[0].kind == "computed" for line in lines)


@pytest.mark.parametrize(("days", "news"), [(92, True), (93, False)])
def test_an_accession_shifts_positions_for_three_months(
    days: int, news: bool, world: World
) -> None:
    joining = Event(when="2023-04-04", actor="FIN", action="030", target="NATO")
    on = date(2023, 4, 4) + timedelta(days=days)
    assert bool(exposed([joining], world, on)) is news


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1), (730, 1), (731, 0)])
def test_a_ratification_is_looked_for_in_the_two_years_after(
    days: int, told: int, world: World
) -> None:
    """Russia ratified the treaty with North Korea on 9 November 2024."""
    pact = world.pacts["prk-rus-2024"].model_copy(update={"in_force": None})
    on = date(2024, 11, 9) - timedelta(days=days)
    found = coming((), [pact], on, 30)
    assert sum(str(event.when) == "2024-11-09" for event in found) == told


def test_summits_of_the_days_of_the_horizon_are_told(world: World) -> None:
    """NATO met Japan on 11 July 2024."""
    for on, horizon, told in ((date(2024, 7, 10), 1, 1), (date(2024, 7, 10), 0, 0)):
        assert len(coming(["JPN", "NATO"], (), on, horizon)) == told
