"""Acts by directed pair of countries, class and day: what base rates are learned from.

All sectors of a country act as that country; what happens within one is left out. A pair is
numbered `actor · A + target`, with A countries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.stream import Stream


@dataclass(frozen=True, eq=False)
class Panel:
    """Counts of acts, in order of pair, day and class; the days `first` to `stop - 1`.

    Args:
        pair, kind, day, count: equal length, one entry a pair, class and day with acts.
        left_out: acts within a country, or of a country or class outside the vocabularies.
        epoch: the date of day 0, if there is a calendar.
        uncovered: days that no source of the record covers: unknown, not quiet.
    """

    countries: tuple[str, ...]
    classes: tuple[str, ...]
    pair: Ints
    kind: Ints
    day: Ints
    count: Floats
    first: int
    stop: int
    left_out: int = 0
    epoch: date | None = None
    uncovered: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @classmethod
    def of(
        cls,
        stream: Stream,
        class_of: Callable[[str], str],
        *,
        countries: Sequence[str] = (),
        classes: Sequence[str] = (),
        stop: int | None = None,
    ) -> Panel:
        """The acts of a stream between countries.

        Args:
            class_of: the class of an action.
            countries, classes: the vocabularies; those of the stream, in order of their
                names, if left out.
            stop: the day after the last one covered; that after the last act if left out.
        """
        named = tuple(class_of(action) for action in stream.actions)
        countries = tuple(countries) or tuple(sorted(set(stream.countries)))
        classes = tuple(classes) or tuple(sorted(set(named)))
        nation = _numbers(stream.countries, countries)[stream.country]
        a, b = nation[stream.subject], nation[stream.object]
        c = _numbers(named, classes)[stream.action]
        kept = (a >= 0) & (b >= 0) & (c >= 0) & (a != b)
        days, kinds = stream.last_day + 1 - stream.first_day, len(classes)
        pair, day = a * len(countries) + b, stream.day - stream.first_day
        cell, count = np.unique(((pair * days + day) * kinds + c)[kept], return_counts=True)
        return cls(
            countries=countries,
            classes=classes,
            pair=cell // (days * kinds),
            kind=cell % kinds,
            day=cell // kinds % days + stream.first_day,
            count=count.astype(float),
            first=stream.first_day,
            stop=stream.last_day + 1 if stop is None else stop,
            left_out=len(stream) - int(kept.sum()),
            epoch=stream.epoch,
            uncovered=np.flatnonzero(stream.covered == 0) + stream.first_day,
        )

    def between(self, first: int, stop: int) -> Panel:
        """The acts of the days from `first` up to, not including, `stop`."""
        rows = (self.day >= first) & (self.day < stop)
        columns = (self.pair[rows], self.kind[rows], self.day[rows], self.count[rows])
        pair, kind, day, count = columns
        return replace(
            self, pair=pair, kind=kind, day=day, count=count, first=first, stop=stop, left_out=0
        )

    def date_of(self, day: int) -> date | None:
        """The date of a day; None without a calendar."""
        return None if self.epoch is None else self.epoch + timedelta(days=day)

    @property
    def shape(self) -> tuple[int, int]:
        """Pairs and classes."""
        return len(self.countries) ** 2, len(self.classes)

    def covers(self, first: int, days: int) -> Floats:
        """One for each of so many days from `first` on that is covered, nought for the others."""
        each = np.arange(first, first + days)
        found = (each >= self.first) & (each < self.stop) & ~np.isin(each, self.uncovered)
        return found.astype(float)

    @cached_property
    def covered(self) -> Floats:
        """One for each day of the panel that is covered, nought for the others."""
        return self.covers(self.first, self.stop - self.first)

    def since(self, days: int) -> int:
        """The first of the last so many days that are covered; of all if they are fewer."""
        held = np.flatnonzero(self.covered)[-days:]
        return self.first + int(held[0]) if len(held) else self.first

    @cached_property
    def reverse(self) -> Ints:
        """For every pair the pair the other way."""
        n = len(self.countries)
        return np.arange(n * n).reshape(n, n).T.ravel()

    def tally(self, weight: Floats | None = None) -> Floats:
        """Acts by pair and class, each times `weight` if given."""
        value = self.count if weight is None else self.count * weight
        cell = self.pair * len(self.classes) + self.kind
        total = np.bincount(cell, value, minlength=self.shape[0] * self.shape[1])
        return total.reshape(self.shape).astype(float)

    def window(self, pairs: Ints, first: int, days: int, unknown: Floats | None = None) -> Floats:
        """Acts of these pairs by day, shape (pairs, days, classes).

        Args:
            unknown: acts a day by pair and class that stand in for days that are not covered.
        """
        found = np.zeros((len(pairs), days, len(self.classes)))
        if unknown is not None:
            found[:, self.covers(first, days) == 0] = unknown[:, None]
        at = np.full(self.shape[0], -1)
        at[pairs] = np.arange(len(pairs))
        rows = (at[self.pair] >= 0) & (self.day >= first) & (self.day < first + days)
        found[at[self.pair[rows]], self.day[rows] - first, self.kind[rows]] = self.count[rows]
        return found


def _numbers(names: Sequence[str], vocabulary: Sequence[str]) -> Ints:
    """The number of every name in a vocabulary, -1 where it is not in it."""
    known = {name: n for n, name in enumerate(vocabulary)}
    return np.array([known.get(name, -1) for name in names], dtype=np.int64)
