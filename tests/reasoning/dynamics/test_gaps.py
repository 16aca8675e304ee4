"""A month that no source of a record covers: base rates and what is built on them read no quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.own.beside import _too_little
from ramify.reasoning.dynamics.own.rates import origins, past_forecasts
from ramify.reasoning.dynamics.rates.answering import answer
from ramify.reasoning.dynamics.rates.excitation import MEMORY
from ramify.reasoning.dynamics.rates.fit import RateFit, fit_rates
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import Question
from ramify.reasoning.dynamics.rates.recent import of_late
from ramify.reasoning.dynamics.rates.season import Season
from ramify.reasoning.dynamics.reactions.cases import Watched, cases_of, known_on
from ramify.reasoning.dynamics.reactions.model import HORIZONS
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World
from tests.reasoning.dynamics.test_rates import DAYS, simulated

BEGUN = date(2016, 9, 1)
EARLY, LATE = (120, 149), (DAYS - 25, DAYS - 2)
"""A month in the middle, and days right before the end, of which the last is covered."""
CODES = ("190", "138", "112", "042", "057")


@cache
def record() -> Stream:
    """Eight months of acts, each of which brings 0.4 others."""
    made = simulated(1, 0.3, 0.1)
    stream = replace(made, actions=CODES, epoch=BEGUN)
    assert stream.last_day == DAYS - 1
    return stream


@cache
def without(gap: tuple[int, int], told: bool = True) -> Stream:
    """The record without the acts of some days, which it knows to lack if told."""
    stream = record()
    kept = stream.take((stream.day < gap[0]) | (stream.day > gap[1]))
    first, last = (stream.date_of(day) for day in gap)
    assert first is not None and last is not None
    return replace(kept, uncovered=((first, last),) if told else ())


@cache
def fitted(gap: tuple[int, int] | None = None, told: bool = True) -> RateFit:
    return fit_rates(Panel.of(without(gap, told) if gap else record(), str))


@cache
def footing(gap: tuple[int, int] | None = None, told: bool = True) -> Footing:
    return Footing.of_record(without(gap, told) if gap else record())


def test_rates_are_those_without_the_gap_where_quiet_days_would_lower_them() -> None:
    whole, known, quiet = fitted(), fitted(EARLY), fitted(EARLY, told=False)
    assert known.level.sum() == pytest.approx(whole.level.sum(), rel=0.05)
    assert known.branching == pytest.approx(whole.branching, abs=0.03)
    lost = 30 / (DAYS - MEMORY)
    assert quiet.level.sum() < whole.level.sum() * (1 - lost)


@pytest.mark.parametrize("gap", [EARLY, LATE])
def test_levels_and_forecasts_are_those_without_the_gap(gap: tuple[int, int]) -> None:
    whole, known, quiet = footing(), footing(gap), footing(gap, told=False)
    assert whole.countries == known.countries == quiet.countries
    pairs = np.arange(len(whole.countries) ** 2)
    totals = [f.expected(pairs, f.day, 30).sum() for f in (whole, known, quiet)]
    for one, other in ((known.level, whole.level), (known.whole_level, whole.whole_level)):
        assert one.sum() == pytest.approx(other.sum(), rel=0.07)
    assert totals[1] == pytest.approx(totals[0], rel=0.07)
    assert quiet.whole_level.sum() < 0.95 * known.whole_level.sum()
    if gap == LATE:
        assert totals[2] < 0.8 * totals[0]


def test_counts_of_late_are_not_those_of_the_days_that_are_lacking() -> None:
    whole, known, quiet = (
        of_late(Panel.of(s, str)) for s in (record(), without(LATE), without(LATE, told=False))
    )
    for span, (one, other, low) in enumerate(zip(known, whole, quiet, strict=True)):
        assert one.sum() == pytest.approx(other.sum(), rel=0.1), span
        assert low.sum() < 0.95 * other.sum()
    assert quiet[0].sum() < 0.4 * whole[0].sum()


def test_a_record_of_which_too_little_is_covered_leaves_the_level_to_the_packaged_rates() -> None:
    few = without((40, DAYS - 15))
    assert "own level" in footing().source and "last days" in Footing.of_record(few).source


def test_a_record_of_two_days_a_week_is_too_little_to_learn_from() -> None:
    stream = record()
    week = (stream.day - stream.first_day) % 7
    first = [BEGUN + timedelta(days=n) for n in range(2, DAYS, 7)]
    some = replace(
        stream.take(week < 2), uncovered=tuple((day, day + timedelta(days=4)) for day in first)
    )
    assert str(_too_little(some)).startswith("30 days")
    with pytest.raises(InputError, match="too few days"):
        fit_rates(Panel.of(some, str))
    assert "last days" in Footing.of_record(some).source


def test_nothing_new_in_a_gap_is_no_ninety_days_of_none() -> None:
    whole, lately = footing(), footing(LATE)
    assert whole.covers(90) and footing(EARLY).covers(90) and not lately.covers(90)
    actor, target = _quiet_pair(whole)
    onset = Question(actor, "138", target, whole.day, 30, "onset")
    assert answer(whole, onset).chance is not None
    assert "does not cover all of the last 90 days" in str(answer(lately, onset).not_known)
    raised = replace(onset, action=None, kind="escalation")
    assert "does not cover all" in str(answer(lately, raised).not_known)


def _quiet_pair(standing: Footing) -> tuple[str, str]:
    """Two countries without such an act in the last 90 days."""
    n = len(standing.countries)
    pair = next(
        p
        for p in range(n * n)
        if p // n != p % n and not standing.last_acts(np.array([p]), frozenset({"138"}), 90)
    )
    return standing.countries[pair // n], standing.countries[pair % n]


def test_past_forecasts_are_held_against_days_that_are_covered() -> None:
    panel = Panel.of(without((DAYS - 40, DAYS - 20)), str)
    days = origins(panel)
    assert days and DAYS - 30 in days and DAYS - 45 not in days
    found = past_forecasts(panel, days[-1:], Season())[0]
    whole = past_forecasts(Panel.of(record(), str), [found.day], Season())[0]
    assert found.came.sum() < 0.8 * whole.came.sum()
    scaled = found.means.sum() / whole.means.sum()
    assert scaled == pytest.approx(19 / 30, rel=0.08)
    assert origins(Panel.of(without((DAYS - 30, DAYS - 5)), str))[-1] == DAYS - 60


def test_reactions_are_learned_from_windows_that_are_covered() -> None:
    rates, world = Rates.packaged(), World.packaged()
    with_gap, whole = (Watched.of(s, rates, world) for s in (without(EARLY), record()))
    at = {day: known_on(with_gap, day) for day in (100, 110, 160)}
    assert set(at[100].came) == {14} and not at[110].came
    assert np.isnan(at[160].recent).all() and set(at[160].came) == set(HORIZONS)
    assert not np.isnan(known_on(whole, 160).recent).any()
    assert not list(cases_of(with_gap, 110))
