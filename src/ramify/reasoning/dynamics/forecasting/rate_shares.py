"""What an expected count is made of: base rate, drift and the acts of the last 30 days.

    m = m₀ + Σ_e added(e) + drift,

m₀ what the level of the whole record brings, added(e) what a past act brings through *repeat* or
*return*, its descendants within the window included, and drift what is left: how the level of
today differs from that of the whole record, and what the regression on recent counts adds or takes
away. The shares add up to one; that of drift may be negative.

What an act adds is the difference to the same system without it, estimated from observed acts:
what else made them come together is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.forecasting.shares import Share, Shares, largest_first
from ramify.reasoning.dynamics.rates.ahead import both_ways, pairs_of, reversed_pairs, unstirred
from ramify.reasoning.dynamics.rates.excitation import MEMORY, PATTERNS
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import Acts, Question, plover_class
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.ontology import action

BASE, DRIFT, HEARD = "base rate", "drift", "given"


@dataclass(frozen=True, eq=False)
class _Asked:
    """The pairs of a question, which part of each class is asked about, and its days."""

    standing: Footing
    pairs: Ints
    part: Floats
    start: date
    days: int

    @classmethod
    def of(cls, standing: Footing, q: Question) -> _Asked:
        assert isinstance(q.start, date) and q.horizon is not None
        numbers = {name: n for n, name in enumerate(standing.countries)}
        sides = [numbers[name] if name else None for name in (q.actor, q.target)]
        pairs = pairs_of(len(numbers), sides[0], sides[1])
        acts = Acts.of(q.action)
        kinds = len(standing.rates.classes)
        part = standing.shares(pairs, acts.codes) if acts.words else np.ones((len(pairs), kinds))
        return cls(standing, pairs, part, q.start, q.horizon)

    def total(self, by_class: Floats) -> float:
        return float((by_class * self.part).sum())


def shares_of(standing: Footing, question: Question, stream: Stream | None) -> Shares:
    """Shares of a count expected by base rates.

    Args:
        standing: what the answer stands on.
        question: of sides that have rates.
        stream: the record's acts, None if there is no record.

    >>> asked = Question("IND", "ASSAULT", "PAK", date(2018, 9, 28), 30)
    >>> [(s.pattern, s.share) for s in shares_of(Footing.packaged(), asked, None).shares]
    [('base rate', 1.0)]
    """
    asked = _Asked.of(standing, question)
    whole = asked.total(standing.expected(asked.pairs, asked.start, asked.days))
    parts = [(Share(BASE, 0.0), _of_level(asked)), *_of_acts(asked, stream)]
    left = whole - sum(value for _, value in parts)
    if abs(left) > 1e-9 * whole:
        parts.append((Share(DRIFT, 0.0), left))
    found = [
        Share(s.pattern, value / whole, s.actor, s.action, s.target, s.day) for s, value in parts
    ]
    return Shares(whole, tuple(sorted(found, key=largest_first)))


def _of_level(asked: _Asked) -> float:
    """What the level of the whole record brings; without a record, the usual acts."""
    standing, pairs = asked.standing, asked.pairs
    if standing.panel is None:
        return asked.total(standing.usually(pairs, asked.start, asked.days))
    level = standing.whole_level
    back = reversed_pairs(level)
    brought = unstirred(standing.rates.weights, (level[pairs], back[pairs]), asked.days)
    return asked.total(brought)


def _of_acts(asked: _Asked, stream: Stream | None) -> Iterator[tuple[Share, float]]:
    """What each act of the last 30 days adds, by the pattern through which it does."""
    standing, n = asked.standing, len(asked.standing.countries)
    table = _Responses(standing, asked.days)
    at = {int(pair): place for place, pair in enumerate(asked.pairs)}
    for heard in standing.heard:
        age = (asked.start - heard.on).days
        told = (standing.countries[heard.pair // n], standing.rates.classes[heard.kind],
                standing.countries[heard.pair % n])  # fmt: skip
        for pattern, value in _added(asked, table, at, (heard.pair, heard.kind, age)):
            yield Share(f"{pattern}, {HEARD}", 0.0, *told), value
    if stream is None or standing.panel is None:
        return
    end = stream.last_day + 1 + max((asked.start - standing.day).days, 0)
    late = stream.between(end - MEMORY, stream.last_day + 1)
    pairs = _pairs_in(standing, late)
    back = pairs % n * n + pairs // n
    telling = (pairs >= 0) & (np.isin(pairs, asked.pairs) | np.isin(back, asked.pairs))
    for (a, k, b, day), pair in zip(
        late.table[telling].tolist(), pairs[telling].tolist(), strict=True
    ):
        kind = standing.rates.classes.index(plover_class(action(stream.actions[k])))
        for pattern, value in _added(asked, table, at, (pair, kind, end - day)):
            yield (
                Share(pattern, 0.0, stream.actors[a], stream.actions[k], stream.actors[b], day),
                value,
            )


def _pairs_in(standing: Footing, acts: Stream) -> Ints:
    """The pair of every act; -1 within a country, or with one that has no rate."""
    numbers = {name: place for place, name in enumerate(standing.countries)}
    known = np.array([numbers.get(name, -1) for name in acts.countries], dtype=np.int64)
    one, other = (known[acts.country[side]] for side in (acts.subject, acts.object))
    fits = (one >= 0) & (other >= 0) & (one != other)
    found: Ints = np.where(fits, one * len(numbers) + other, -1)
    return found


def _added(
    asked: _Asked, table: _Responses, at: dict[int, int], act: tuple[int, int, int]
) -> Iterator[tuple[str, float]]:
    pair, kind, age = act
    n = len(asked.standing.countries)
    for pattern, whose in zip(PATTERNS, (pair, pair % n * n + pair // n), strict=True):
        if whose in at and 1 <= age <= MEMORY:
            by_class = table.of(pattern, kind, age)
            if value := float(by_class @ asked.part[at[whose]]):
                yield pattern, value


class _Responses:
    """Acts by class that one act of a class and age brings in the window, its own and back."""

    def __init__(self, standing: Footing, days: int) -> None:
        kinds = len(standing.rates.classes)
        one = np.zeros((MEMORY * kinds, MEMORY, kinds))
        age, kind = np.divmod(np.arange(MEMORY * kinds), kinds)
        one[np.arange(len(one)), MEMORY - 1 - age, kind] = 1.0
        none, level = np.zeros_like(one), np.zeros((len(one), kinds))
        found = both_ways(standing.rates.weights, (level, level), (one, none), days)
        self._found = dict(zip(PATTERNS, (side.sum(1) for side in found), strict=True))
        self._kinds = kinds

    def of(self, pattern: str, kind: int, age: int) -> Floats:
        found: Floats = self._found[pattern][(age - 1) * self._kinds + kind]
        return found
