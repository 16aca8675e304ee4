"""How many died in an event is part of its size, where it is known of enough events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ramify import Event, Record
from ramify.reasoning.dynamics.by_rates import reactions_after
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.reactions.asked import Reactions, reactions_to
from ramify.reasoning.dynamics.reactions.learning import FATAL, learned_reactions
from ramify.reasoning.dynamics.reactions.model import ReactionModel
from ramify.reasoning.dynamics.reactions.traits import DEATHS, NO_DEATHS, TRAITS
from ramify.reasoning.dynamics.source import EventSource
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.evidence import TextEvidence
from ramify.record.tolls import deaths_of
from ramify.world.world import World

NAMES = ("CHN", "DEU", "FRA", "GBR", "IND", "IRN", "ISR", "JPN", "KOR", "PRK", "RUS", "USA")
CODES = ("042", "112", "190")
SINCE, DAYS, MANY = date(2018, 1, 1), 200, 300.0
LEARNED = range(70, 185, 4)


@pytest.fixture(scope="module")
def told() -> Stream:
    """Two raids a day, one of them deadly: whoever made that is then accused by most others."""
    rng = np.random.default_rng(5)
    rows, deaths = [], {}
    for day in range(DAYS):
        rows += [(*rng.choice(12, 2, replace=False), 0, day) for _ in range(12)]
        for deadly in (False, True):
            a, b = rng.choice(12, 2, replace=False)
            rows.append((a, b, 2, day))
            deaths[NAMES[a], NAMES[b], SINCE + timedelta(days=day)] = MANY if deadly else 0.0
            others = [n for n in range(12) if n not in (a, b) and deadly and rng.random() < 0.8]
            rows += [(n, a, 1, day + int(rng.integers(1, 14))) for n in others]
    kept = np.array([(a, k, b, day) for a, b, k, day in rows if day < DAYS])
    return replace(
        Stream.from_quadruples(kept, actors=NAMES, actions=CODES, epoch=SINCE), deaths=deaths
    )


@pytest.fixture(scope="module")
def learned(told: Stream) -> ReactionModel:
    return learned_reactions(told, Rates.packaged(), World.packaged(), source="s", days=LEARNED)


def asked(stream: Stream, model: ReactionModel, deaths: float | None) -> Reactions:
    standing, on = Footing.of_record(stream), SINCE + timedelta(days=DAYS)
    system = World.packaged().at(on)
    return reactions_to(standing, system, ("IRN", "190", "ISR"), on, 14, model, deaths)


def test_the_dead_of_an_event_move_what_they_moved(told: Stream, learned: ReactionModel) -> None:
    assert learned.fatal >= FATAL
    joining = []
    for deaths in (0.0, MANY):
        found = asked(told, learned, deaths)
        assert f"takes in that {deaths:.0f} died" in " ".join(found.caveats)
        side = next(s for s in found.found if (s.side, s.acts) == ("IRN", "hostile"))
        joining.append(side.joining - side.usual_joining)
    assert joining[1] - joining[0] > 0.3
    assert "How many died in it is not known" in " ".join(asked(told, learned, None).caveats)


def test_where_too_few_tell_the_dead_nothing_is_read_of_them(told: Stream) -> None:
    some = dict(list(told.deaths.items())[300:320])
    model = learned_reactions(
        replace(told, deaths=some), Rates.packaged(), World.packaged(), source="s",
        days=LEARNED[::2],
    )  # fmt: skip
    assert model.fatal == 0
    places = [list(TRAITS).index(name) for name in (DEATHS, NO_DEATHS)]
    for regression in model.regressions.values():
        assert np.abs(regression.event.slope[places]).max() < 1e-9
    with_many, without = (asked(told, model, deaths) for deaths in (MANY, None))
    assert with_many.found == without.found
    assert "That 300 died in it is known and not read" in " ".join(with_many.caveats)


def test_what_a_sentence_tells_of_the_dead_is_in_a_record_and_in_an_answer() -> None:
    quote = "Iranian missiles killed at least 12 people in Israel on Friday."
    cited = TextEvidence(document="a", name="a.txt", start=0, end=len(quote), quote=quote)
    raid = Event(when="2018-09-28", actor="IRN", action="195", target="ISR", evidence=(cited,))
    words = replace_action(raid, "111")
    assert (deaths_of(raid), deaths_of(words)) == (12, None)
    with Record.in_memory() as record:
        record.add([raid, words])
        day = date(2018, 9, 28)
        assert record.deaths_by_day() == {("IRN", "ISR", day): 12.0}
        assert EventSource.of(record).stream().deaths["IRN", "ISR", day] == 12.0
    found = reactions_after(EventSource.of(None), raid, 30)
    assert "That 12 died in it is known and not read: ICEWS" in " ".join(found.caveats)


def replace_action(event: Event, code: str) -> Event:
    return event.model_copy(update={"action": code})
