"""Which acts have a share in what base rates expect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ramify import Event
from ramify.reasoning.dynamics.forecasting.rate_shares import shares_of
from ramify.reasoning.dynamics.rates.footing import Footing, HeardAct
from ramify.reasoning.dynamics.rates.questions import Question
from ramify.reasoning.dynamics.stream import Stream

FIRST = date(2024, 1, 1)
LAST = 30
"""The record's last day, counted from the first; the forecast is for the next."""


def acts(*rows: tuple[int, str, str]) -> Stream:
    """Threats, each on a day by one country against another; of others on the first and last."""
    return Stream.from_events(
        [
            Event(when=str(FIRST + timedelta(days=day)), actor=a, action="130", target=b)
            for day, a, b in ((0, "CHN", "IND"), *rows, (LAST, "CHN", "IND"))
        ]
    )


def told(stream: Stream, actor: str, target: str) -> list[tuple[str, str | None, int | None]]:
    """Pattern, actor and day of every act that has a share."""
    standing = Footing.of_record(stream)
    asked = Question(actor, None, target, standing.day, 30)
    found = shares_of(standing, asked, stream).shares
    return sorted((s.pattern, s.actor, s.day) for s in found if s.actor)


def test_an_act_of_thirty_days_before_still_has_a_share_and_one_of_the_day_before_has() -> None:
    stream = acts((0, "IND", "PAK"), (1, "IND", "PAK"), (LAST, "PAK", "IND"))
    found = told(stream, "IND", "PAK")
    assert found == [("repeat", "IND", 1), ("return", "PAK", LAST)]


@pytest.mark.parametrize(("age", "counts"), [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 0)])
def test_of_what_is_given_the_acts_of_the_thirty_days_before_count(age: int, counts: int) -> None:
    rates = Footing.packaged()
    numbers = {name: n for n, name in enumerate(rates.countries)}
    pair = numbers["IND"] * len(numbers) + numbers["PAK"]
    heard = HeardAct(pair, rates.rates.classes.index("THREATEN"), rates.day - timedelta(days=age))
    asked = Question("IND", None, "PAK", rates.day, 30)
    found = shares_of(replace(rates, heard=(heard,)), asked, None).shares
    assert [s.pattern for s in found if s.actor] == ["repeat, given"] * counts


def test_the_country_that_comes_first_by_its_letters_is_one_like_any_other() -> None:
    stream = acts((20, "ABK", "GEO"), (21, "GEO", "ABK"))
    assert Footing.of_record(stream).countries[0] == "ABK"
    assert told(stream, "ABK", "GEO") == [("repeat", "ABK", 20), ("return", "GEO", 21)]


def test_an_act_on_one_that_has_no_rate_is_nobody_elses() -> None:
    """Neither that of the country before Pakistan in the alphabet, nor of the last two."""
    stream = acts((20, "PAK", "SUN"), (21, "SUN", "PAK"))
    names = Footing.of_record(stream).countries
    assert "SUN" not in names
    assert told(stream, names[names.index("PAK") - 1], names[-1]) == []
    assert told(stream, names[-2], names[-1]) == []
