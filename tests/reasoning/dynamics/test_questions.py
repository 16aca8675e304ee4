"""Questions by class, root, quad, onset and escalation, each answered beside the usual."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

import ramify
from ramify import Event, Record, UsageError
from ramify.reasoning.dynamics.rates.answering import answer
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.questions import Acts, Expectation, Question

LEVEL = Rates.packaged().learned.day
FIRST, DAYS = date(2024, 1, 1), 120
NEXT = FIRST + timedelta(days=DAYS)


def record(quiet: int = 0, days: int = DAYS) -> Record:
    """Three states that talk every other day; IND threatens PAK, and not in the last days."""
    rng = np.random.default_rng(2)
    pairs = [("IND", "PAK"), ("PAK", "IND"), ("IND", "CHN"), ("CHN", "PAK")]
    rows = []
    for day in range(DAYS - days, DAYS):
        a, b = pairs[rng.integers(len(pairs))]
        rows.append((day, a, "040", b))
        if day % 5 == 0 and day < DAYS - quiet:
            rows.append((day, "IND", "130", "PAK"))
    rows.append((DAYS - 1, "CHN", "040", "IND"))
    store = Record.in_memory()
    store.add(
        [
            Event(when=(FIRST + timedelta(days=day)).isoformat(), actor=a, action=k, target=b)
            for day, a, k, b in rows
        ]
    )
    return store


def packaged(
    actor: str | None, action: str | None, target: str | None, **more: object
) -> Expectation:
    asked = Question(actor, action, target, more.pop("on", LEVEL), 30, **more)  # type: ignore[arg-type]
    return answer(Footing.packaged(), asked)


def test_classes_add_up_to_any_act() -> None:
    classes = Rates.packaged().classes
    for sides in (("IND", "PAK"), ("CHN", None), (None, None)):
        whole = packaged(sides[0], None, sides[1])
        parts = [packaged(sides[0], name, sides[1]) for name in classes]
        assert whole.count == pytest.approx(sum(part.count or 0 for part in parts))
        assert max(part.chance or 0 for part in parts) <= (whole.chance or 0)


def test_roots_quads_and_codes_are_parts_of_one_whole() -> None:
    whole = packaged("IND", None, "PAK").count
    quads = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    roots = [f"{n:02}" for n in range(1, 21)]
    for names in (quads, roots):
        found = [packaged("IND", name, "PAK").count or 0.0 for name in names]
        assert sum(found) == pytest.approx(whole, rel=1e-6)
    codes = [packaged("IND", code, "PAK").count or 0.0 for code in Acts.of("18").codes - {"18"}]
    assert sum(codes) == pytest.approx(packaged("IND", "18", "PAK").count)


def test_an_old_level_says_its_age_and_widens() -> None:
    new, old = (packaged("IND", "ASSAULT", "PAK", on=on) for on in (LEVEL, date(2026, 6, 1)))
    assert (new.age, old.age) == (0, (date(2026, 6, 1) - LEVEL).days)
    assert new.count == old.count and old.interval[1] > new.interval[1]  # type: ignore[index]
    assert new.chance == new.usual and new.lift == 1.0


@pytest.mark.parametrize(
    ("sides", "on", "why"),
    [
        (("IND", "IND"), LEVEL, "within a country"),
        (("IND MIL", "PAK"), LEVEL, "whole countries"),
        (("SUN", "USA"), LEVEL, "no rate and no record of SUN"),
        (("IND", "PAK"), date(1947, 10, 1), "says nothing of 1947-10-01"),
    ],
)
def test_what_has_no_rate_is_not_known(sides: tuple[str, str], on: date, why: str) -> None:
    found = packaged(sides[0], None, sides[1], on=on)
    assert found.chance is None and found.count is None
    assert why in str(found) and str(found).startswith("not known")


def test_a_record_takes_over_where_it_covers() -> None:
    found = ramify.forecast("IND", "PAK", action="THREATEN", horizon=30, record=record())
    row = found.rows[0]
    assert row.start == NEXT and row.age == 0 and "own level" in found.caveats[0]
    assert 2 < row.usual_count < 10 and row.least <= row.expected <= row.most
    short = ramify.forecast("IND", "PAK", action="THREATEN", horizon=30, record=record(days=20))
    usual = packaged("IND", "THREATEN", "PAK").usual_count
    assert short.rows[0].usual_count == pytest.approx(usual)
    assert abs(short.rows[0].lift - 1.0) > 0.01


def test_a_record_that_ends_earlier_says_so_and_forgets_the_last_days() -> None:
    near, far = (
        ramify.forecast("IND", "PAK", action="THREATEN", on=on, horizon=30, record=record()).rows[0]
        for on in (NEXT, NEXT + timedelta(days=200))
    )
    assert (near.age, far.age) == (0, 200)
    assert abs(far.lift - 1.0) < abs(near.lift - 1.0) + 1e-9


def test_onset_is_asked_after_ninety_days_of_none() -> None:
    asked = {"action": "THREATEN", "kind": "onset", "horizon": 30}
    still = ramify.forecast("IND", "PAK", record=record(quiet=95), **asked).answers[0]
    assert 0 < still.chance < 1 and 0 < still.usual < 1 and still.count is None
    busy = ramify.forecast("IND", "PAK", record=record(), **asked)
    assert not busy.known and "such an act came on 2024-04-25" in busy.answers[0].not_known
    any_act = ramify.forecast("IND", "PAK", kind="onset", horizon=30, record=record(quiet=95))
    assert any_act.answers[0].chance is None and "on 2024-04-" in any_act.answers[0].not_known
    assert [one.action for one in any_act.answers[1:]] == ["THREATEN"]
    assert any_act.caveats[0] == f"Not known: {any_act.answers[0].not_known}."
    short = ramify.forecast("CHN", "PAK", record=record(days=70), **asked).answers[0]
    assert "does not cover all of the last 90 days" in short.not_known
    usual = packaged("IND", "ASSAULT", "PAK")
    assert 0 < packaged("IND", "ASSAULT", "PAK", kind="onset").chance < usual.chance


def test_escalation_is_to_a_higher_class_than_any_of_the_last_days() -> None:
    asked = {"kind": "escalation", "horizon": 30}
    calm, threatened = (
        ramify.forecast(*sides, record=record(), **asked).answers[0]
        for sides in (("CHN", "PAK"), ("IND", "PAK"))
    )
    assert 0 < calm.chance < 1
    assert "no act of PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT is in" in threatened.not_known
    store = record()
    store.add([Event(when=str(NEXT - timedelta(days=60)), actor="CHN", action="190", target="PAK")])
    told = ramify.forecast("IND", "PAK", record=store, **asked)
    assert "the highest class of the last 90 days is THREATEN, last on 2024-04-" in told.caveats[0]
    higher = told.answers[0]
    topped = ramify.forecast("CHN", "PAK", record=store, **asked).answers[0]
    assert 0 < higher.chance < 0.2 and "the highest class" in topped.not_known
    with pytest.raises(UsageError, match="one kind of act"):
        packaged("IND", "ASSAULT", "PAK", kind="escalation")


def test_a_process_of_codes_refuses_what_it_cannot_answer() -> None:
    for more in ({"action": "ASSAULT"}, {"kind": "onset"}):
        with pytest.raises(UsageError, match="single codes"):
            ramify.forecast("IND", "PAK", record=record(), simulations=5, **more)
    with pytest.raises(UsageError, match="no such kind"):
        ramify.forecast("IND", "PAK", kind="peace")


def test_classes_of_a_sector_are_its_share_of_the_country_in_the_record() -> None:
    store = record()
    more = [
        Event(
            when=(FIRST + timedelta(days=day)).isoformat(), actor="IND", actor_sector="MIL",
            action="130", target="PAK",
        )
        for day in range(0, DAYS, 2)
    ]  # fmt: skip
    store.add(more)

    def asked(actor: str, action: str | None = "THREATEN", **kind: str) -> Expectation:
        found = ramify.forecast(actor, "PAK", action=action, horizon="30d", record=store, **kind)  # type: ignore[arg-type]
        return found.answers[0]  # type: ignore[return-value]

    whole, army, state = (asked(name).count or 0.0 for name in ("IND", "IND:MIL", "IND:STATE"))
    assert 0.5 * whole < army < whole and 0 < state < army
    assert asked("IND:MIL", "13").count == pytest.approx(army, rel=0.1)
    assert (
        asked("IND:MIL", kind="onset").not_known == "rates are of whole countries, not of IND MIL"
    )
    told = ramify.forecast("IND:MIL", action="THREATEN", record=store).caveats
    assert "Of IND MIL: its share of the record's acts of each class, between these sides." in told
