"""Answers to questions: a chance and a count, each beside the usual, with how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import UsageError
from ramify.reasoning.dynamics.rates.ahead import pairs_of
from ramify.reasoning.dynamics.rates.counts import ActCount, Spread
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import ANY
from ramify.reasoning.dynamics.rates.questions import HOSTILE, Acts, Expectation, Question
from ramify.reasoning.dynamics.rates.scatter import QUIET

OF_COUNTRIES = ("onset", "escalation")
"""Kinds of question that are asked of whole countries."""
FRESH, OLD, TOO_OLD = 183, 4 * 365, 20 * 365
"""Up to the first age, in days, φ does not grow; at the second it is that of drift, and
from the third on the level says nothing."""


def answer(standing: Footing, asked: Question) -> Expectation:
    """The answer to one question about days from a date on.

    Raises:
        UsageError: escalation asked of one kind of act.
        UnknownName: there is no such kind of act.

    >>> found = answer(Footing.packaged(),
    ...                Question("IND", "ASSAULT", "PAK", date(2018, 9, 28), 30))
    >>> found.chance == found.usual and found.chance > 0.8
    True
    >>> str(answer(Footing.packaged(), Question("IND", None, "IND", date(2018, 9, 28), 30)))
    'not known: acts within a country are not counted'
    """
    if asked.kind == "escalation" and asked.action is not None:
        repair = "leave the action out: escalation is to any higher class"
        raise UsageError("escalation is not asked of one kind of act", repair=repair)
    acts = Acts.of(asked.action)
    assert isinstance(asked.start, date) and asked.horizon is not None
    if why := unknown_side(standing, asked):
        return Expectation(asked, not_known=why)
    numbers = {name: n for n, name in enumerate(standing.countries)}
    countries = [name and _country(name) for name in (asked.actor, asked.target)]
    sides = [numbers[name] if name else None for name in countries]
    window = _Window.of(standing, asked, pairs_of(len(numbers), sides[0], sides[1]))
    if not acts.codes & set(standing.codes):
        return Expectation(asked, not_known=f"no act of {acts.words} is in {standing.source}")
    if asked.kind == "onset":
        return _onset(window, acts)
    if asked.kind == "escalation":
        return _escalation(window)
    return window.answer(acts)


def unknown_side(standing: Footing, asked: Question) -> str | None:
    """Why a side has no rate on the day asked about, if one has none."""
    for name in (asked.actor, asked.target):
        if name and " " in name and (standing.stream is None or asked.kind in OF_COUNTRIES):
            return f"rates are of whole countries, not of {name}"
        if name and _country(name) not in standing.countries:
            return f"no rate and no record of {name}"
    one, other = asked.actor, asked.target
    if one is not None and other is not None and _country(one) == _country(other):
        return "acts within a country are not counted"
    assert isinstance(asked.start, date)
    if abs((asked.start - standing.day).days) > TOO_OLD:
        return f"the level of {standing.day} says nothing of {asked.start}"
    return None


def _country(name: str) -> str:
    """The country of `IND COP`."""
    return name.partition(" ")[0]


@dataclass(frozen=True, eq=False)
class _Window:
    """Expected and usual acts by pair and class of the days asked about."""

    standing: Footing
    asked: Question
    pairs: Ints
    means: Floats
    usual: Floats
    age: int

    @classmethod
    def of(cls, standing: Footing, asked: Question, pairs: Ints) -> _Window:
        assert isinstance(asked.start, date) and asked.horizon is not None
        age, days = (asked.start - standing.day).days, asked.horizon
        means = standing.expected(pairs, asked.start, days)
        return cls(standing, asked, pairs, means, standing.usually(pairs, asked.start, days), age)

    def counts(self, acts: Acts) -> tuple[ActCount, ActCount]:
        """The count expected of some acts, and the usual one."""
        share = self.standing.shares(self.pairs, acts.codes) if acts.words else 1.0
        if any(sectors := self._sectors()):
            share = share * self.standing.sector_shares(self.pairs, sectors)
        parts, usual = (self.means * share).sum(0), (self.usual * share).sum(0)
        spread = self._spread(parts, self.means.sum(0))
        return ActCount(float(parts.sum()), spread), ActCount(float(usual.sum()), spread)

    def _sectors(self) -> tuple[str | None, str | None]:
        one, other = (
            (name or "").partition(" ")[2] or None for name in (self.asked.actor, self.asked.target)
        )
        return one, other

    def _spread(self, parts: Floats, whole: Floats) -> Spread:
        """a and φ: of the class if all acts are of one, else of all classes, thinned."""
        rates, among = self.standing.rates, np.flatnonzero(parts > 0)
        name = rates.classes[among[0]] if len(among) == 1 else ANY
        of = whole[among] if len(among) == 1 else whole
        spread = rates.spreads[name][0 if len(self.pairs) == 1 else 1]
        share = float(parts.sum() / of.sum()) if of.sum() else 1.0
        old = min(max((abs(self.age) - FRESH) / (OLD - FRESH), 0.0), 1.0)
        more = max(rates.drift[name] - spread.volatility, 0.0)
        return spread.thinned(min(share, 1.0)).wider(old * more)

    def answer(self, acts: Acts) -> Expectation:
        count, usual = self.counts(acts)
        return Expectation(
            question=self.asked,
            chance=count.any,
            usual=usual.any,
            count=count.mean,
            usual_count=usual.mean,
            interval=count.interval(),
            within=count.any_within(),
            age=self.age,
            basis=self.standing.source,
        )

    def unknown(self, why: str) -> Expectation:
        return Expectation(self.asked, age=self.age, basis=self.standing.source, not_known=why)


def _onset(window: _Window, acts: Acts) -> Expectation:
    """At least one act after 90 days of none; without a record, if there were none."""
    found = window.answer(acts)
    _, usual = window.counts(acts)
    days = window.asked.horizon or 1
    quiet, longer = (
        ActCount(usual.mean * length / days, usual.spread).none for length in (QUIET, QUIET + days)
    )
    after = 1.0 - longer / quiet if quiet else usual.any
    if window.standing.panel is None:
        return _chances(found, after, after)
    last = window.standing.last_acts(window.pairs, acts.codes, QUIET)
    if last:
        return window.unknown(f"such an act came on {max(last.values())}, within {QUIET} days")
    if not window.standing.covers(QUIET):
        return window.unknown(f"the record does not cover all of the last {QUIET} days")
    if window.age > 0:
        return window.unknown("the record does not reach the day asked about")
    return _chances(found, found.chance, after)


def _chances(found: Expectation, chance: float | None, usual: float) -> Expectation:
    return Expectation(found.question, chance, usual, age=found.age, basis=found.basis)


def _escalation(window: _Window) -> Expectation:
    """At least one act of a higher hostile class than any of the last 90 days."""
    if window.standing.panel is None:
        return window.unknown("no record says what the last 90 days held")
    found = _highest_of_late(window.standing, window.pairs)
    if found is None or window.age > 0:
        return window.unknown(f"the record does not cover all of the {QUIET} days before")
    higher = HOSTILE[found[0] + 1 :]
    if not higher:
        return window.unknown(f"{HOSTILE[-1]}, the highest class, is among the last {QUIET} days")
    words = ", ".join(higher)
    acts = Acts(words, frozenset().union(*(Acts.of(name).codes for name in higher)))
    if not acts.codes & set(window.standing.codes):
        return window.unknown(f"no act of {words} is in {window.standing.source}")
    return window.answer(acts)


def _highest_of_late(standing: Footing, pairs: Ints) -> tuple[int, date | None] | None:
    """The highest hostile class of the last 90 days, -1 if none came, and its last day.

    None if not all of these days are covered.
    """
    if not standing.covers(QUIET):
        return None
    codes = {name: Acts.of(name).codes for name in HOSTILE}
    last = standing.last_acts(pairs, frozenset().union(*codes.values()), QUIET)
    for step in reversed(range(len(HOSTILE))):
        days = [day for code, day in last.items() if code in codes[HOSTILE[step]]]
        if days:
            return step, max(days)
    return -1, None


def escalation_words(standing: Footing, asked: Question) -> str:
    """Which classes an escalation is to, and what the last 90 days held."""
    numbers = {name: n for n, name in enumerate(standing.countries)}
    sides = [numbers[name] if name else None for name in (asked.actor, asked.target)]
    found = _highest_of_late(standing, pairs_of(len(numbers), sides[0], sides[1]))
    if found is None or found[1] is None:
        return f"Escalation: to any hostile class; none came in the last {QUIET} days."
    step, day = found
    return (
        f"Escalation: to {' or '.join(HOSTILE[step + 1 :])}; the highest class of the last {QUIET} "
        f"days is {HOSTILE[step]}, last on {day}."
    )
