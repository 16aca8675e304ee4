"""What an answer stands on: base rates and the last days, of a record or of the packaged file.

A record takes over where it covers at least `ENOUGH` days: its acts alone give the level, by
the packaged prior and excitation. A shorter one gives the last days, and the packaged level
stands. Without a record nothing is known of the last days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.ahead import expected, usual
from ramify.reasoning.dynamics.rates.excitation import MEMORY
from ramify.reasoning.dynamics.rates.kept import own_level
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import plover_class
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.ontology import action

ENOUGH = 60
"""Days that a record must cover to give the level."""
OWN_CODE, OWN_CLASS = 20.0, 100.0
"""Acts' worth of an actor's shares of codes in a pair's, and of everybody's in an actor's."""


@dataclass(frozen=True, eq=False)
class Footing:
    """Levels on a day, and the acts of a record before it.

    Args:
        rates: the packaged rates: prior, excitation, scatter, drift.
        countries: whose pairs `level` and `usual` (acts a day by pair and class) are of.
        code_acts: acts by pair and code, for the shares of codes in classes.
        day: the day after the last one that the level rests on.
        source: what it rests on, in words.
        panel: the record's acts by class; None where there is no record.
        by_code: the same by code.
    """

    rates: Rates
    countries: tuple[str, ...]
    level: Floats
    usual: Floats
    codes: tuple[str, ...]
    code_acts: Floats
    day: date
    source: str
    panel: Panel | None = None
    by_code: Panel | None = None

    @classmethod
    def packaged(cls) -> Footing:
        """The packaged rates alone."""
        rates = Rates.packaged()
        return cls(
            rates, rates.countries, rates.level, rates.usual, rates.codes, rates.code_acts,
            rates.learned.day, str(rates.learned),
        )  # fmt: skip

    @classmethod
    def of_record(cls, stream: Stream, asked: Sequence[str] = ()) -> Footing:
        """A record's own level and last days, up to the day after its last act.

        Args:
            stream: acts by CAMEO code, with a calendar.
            asked: countries to be had though the record has no act of them.
        """
        rates = Rates.packaged()
        known = {*stream.countries, *(c for c in asked if c in rates.country_numbers)}
        enough = stream.last_day + 1 - stream.first_day >= ENOUGH
        countries = tuple(sorted(known)) if enough else rates.countries
        panel = Panel.of(stream, _class_of, countries=countries, classes=rates.classes)
        by_code = Panel.of(stream, str, countries=countries)
        day = stream.date_of(panel.stop)
        assert day is not None
        if not enough:
            return cls(
                rates, countries, rates.level, rates.usual, rates.codes, rates.code_acts,
                day, f"{rates.learned}, and the record's last days", panel, by_code,
            )  # fmt: skip
        level = own_level(rates, panel, stream.beside)
        return cls(
            rates, countries, level, usual(rates.weights, level), by_code.classes,
            by_code.tally(), day, f"the record's own level of {day}", panel, by_code,
        )  # fmt: skip

    def expected(self, pairs: Ints, skipped: int, days: int) -> Floats:
        """Acts of some pairs by class in so many days, after those skipped since the level."""
        if self.panel is None or skipped > 365:
            return self.usual[pairs] * days
        back, stop = self.panel.reverse[pairs], self.panel.stop
        recent = [self.panel.window(p, stop - MEMORY, MEMORY) for p in (pairs, back)]
        found = expected(
            self.rates.weights, (self.level[pairs], self.level[back]), (recent[0], recent[1]),
            skipped + days,
        )  # fmt: skip
        total: Floats = found[:, skipped:].sum(1)
        return total

    def shares(self, pairs: Ints, codes: frozenset[str]) -> Floats:
        """The share of these codes in the acts of each class, by pair and class.

        p(k | a, b, c) = (n_ab,k + 20 p(k | a, c)) / (n_ab,c + 20), with p(k | a, c) shrunk in
        the same way, by 100 acts, to the share of k in c.
        """
        n = len(self.countries)
        kinds = [self.rates.classes.index(_class_of(code)) for code in self.codes]
        member = np.zeros((len(self.codes), len(self.rates.classes)))
        member[np.arange(len(kinds)), kinds] = 1.0
        wanted = member * np.array([code in codes for code in self.codes])[:, None]
        by_actor = self.code_acts.reshape(n, n, -1).sum(1)
        whole = by_actor.sum(0)
        overall = (whole @ wanted) / np.maximum(whole @ member, 1.0)
        own = (by_actor @ wanted + OWN_CLASS * overall) / (by_actor @ member + OWN_CLASS)
        acts, actor = self.code_acts[pairs], pairs // n
        found: Floats = (acts @ wanted + OWN_CODE * own[actor]) / (acts @ member + OWN_CODE)
        return found

    def last_acts(self, pairs: Ints, codes: frozenset[str], days: int) -> dict[str, date] | None:
        """The last day of each of these codes in the last days; None if they are not covered."""
        held = self.by_code
        if held is None or held.stop - held.first < days:
            return None
        late = held.between(held.stop - days, held.stop)
        mine = np.isin(late.pair, pairs)
        found: dict[str, date] = {}
        for kind, on in zip(late.kind[mine], late.day[mine], strict=True):
            if (code := held.classes[kind]) in codes:
                since = self.day - timedelta(days=int(held.stop - on))
                found[code] = max(found.get(code, since), since)
        return found


def _class_of(code: str) -> str:
    return plover_class(action(code))
