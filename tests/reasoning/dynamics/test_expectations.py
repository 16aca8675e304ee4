"""The same question has the same answer, whichever verb asks it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import ramify
from ramify import Event, Record
from ramify.reasoning.dynamics.expectations import expectations
from tests.reasoning.dynamics.test_questions import NEXT, record

VISIT = Event(when="2024-06-19", actor="RUS", action="042", target="PRK")
AFTER = date(2024, 6, 20)


@pytest.mark.parametrize("action", [None, "CONSULT", "ASSAULT"])
@pytest.mark.parametrize("sides", [("RUS", "PRK"), ("PRK", "RUS")])
def test_rows_are_what_a_forecast_says(sides: tuple[str, str], action: str | None) -> None:
    rows = expectations([VISIT], AFTER, 30)
    [row] = [r for r in rows if (r.actor, r.target) == sides and r.action == action]
    asked = ramify.forecast(*sides, action=action, after=VISIT, horizon=30)
    assert row == asked.answers[0]
    by_text = ramify.forecast(*sides, action=action, after="2024-06-19 RUS 042 PRK", horizon=30)
    assert by_text.answers[0] == row


def test_over_a_record_too_and_an_event_that_it_holds_counts_once() -> None:
    store = record()
    talk = Event(when=str(NEXT - timedelta(days=1)), actor="CHN", action="040", target="IND")
    [row] = [r for r in expectations([talk], NEXT, 30, record=store) if r.action == "CONSULT"][:1]
    plain = ramify.forecast("CHN", "IND", action="CONSULT", horizon=30, record=store).answers[0]
    assert row == plain
    threat = talk.model_copy(update={"action": "130"})
    more = expectations([threat], NEXT, 30, record=store)[0]
    assert more.lift is not None and plain.lift is not None and more.lift > 1.0


@pytest.mark.parametrize("stored", [False, True])
def test_what_follows_and_explain_say_the_same_of_the_same_question(stored: bool) -> None:
    store = record() if stored else None
    event = Event(when=str(NEXT), actor="IND", action="130", target="PAK")
    on = NEXT + timedelta(days=1)
    found = ramify.what_follows(event, horizon=30, record=store)
    for row in found.rows[:6]:
        sides = row.actor, row.target
        asked = {"action": row.action, "on": on, "horizon": 30, "record": store}
        said = ramify.forecast(*sides, after=event, **asked).answers[0]
        assert (row.probability, row.expected) == (said.chance, said.count)
        plain = ramify.forecast(*sides, **asked).answers[0]
        assert row.expected - row.added == pytest.approx(plain.count)
        shares = ramify.explain(*sides, **asked)
        assert shares.shares.expected == pytest.approx(plain.count)
        assert sum(share.share for share in shares.rows) == pytest.approx(1.0)
    assert found.added == pytest.approx(sum(row.added for row in found.rows)) and found.added > 0


def test_an_act_adds_to_what_its_side_does_and_to_what_is_answered() -> None:
    struck = Event(when="2024-06-19", actor="IRN", action="195", target="ISR")
    rows = {(r.actor, r.action): r for r in expectations([struck], AFTER, 30)}
    for side in ("IRN", "ISR"):
        found = rows[side, "ASSAULT"]
        assert found.lift is not None and found.lift > 1.0
        assert found.within and found.chance
        assert found.within[0] <= found.chance <= found.within[1]


def test_what_has_not_happened_or_is_long_past_adds_nothing() -> None:
    usual = expectations([VISIT.model_copy(update={"status": "planned"})], AFTER, 30)
    old = expectations([VISIT], AFTER + timedelta(days=40), 30)
    assert all(row.lift == pytest.approx(1.0) for row in (*usual, *old))


def test_a_side_without_a_rate_is_not_known_and_an_empty_record_knows_no_more() -> None:
    strange = Event(when="2024-06-19", actor="SUN", action="042", target="PRK")
    [one, other] = expectations([strange], AFTER, 30)
    assert one.chance is None and "no rate and no record of SUN" in str(other)
    empty = Record.in_memory()
    assert expectations([VISIT], AFTER, 30, record=empty) == expectations([VISIT], AFTER, 30)
