"""What an answer stands on: base rates and the last days, of a record or of the packaged file.

A record takes over where it covers at least `ENOUGH` days: its acts alone give the level, by
the packaged prior and excitation. From 90 days on the regression on recent counts has its say of
the 30 days after the level. A shorter one gives the last days, and the packaged level
stands. Without a record nothing is known of the last days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.ahead import expected, usual
from ramify.reasoning.dynamics.rates.excitation import MEMORY, learned_days
from ramify.reasoning.dynamics.rates.kept import own_level, whole_level
from ramify.reasoning.dynamics.rates.model import Rates, in_stretches
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import plover_class
from ramify.reasoning.dynamics.rates.recent import RecentCounts
from ramify.reasoning.dynamics.rates.scatter import QUIET, WINDOW, dealt_of_late
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.ontology import action

ENOUGH = 60
"""Days that a record must cover to give the level."""
ENOUGH_ACTS = 1000
"""Acts that it must hold in the last 90 days for the regression on recent counts."""
OWN_CODE, OWN_CLASS = 20.0, 100.0
"""Acts' worth of an actor's shares of codes in a pair's, and of everybody's in an actor's."""


class HeardAct(NamedTuple):
    """An act by pair, class and day."""

    pair: int
    kind: int
    on: date


@dataclass(frozen=True, eq=False)
class Footing:
    """Levels on a day, and the acts of a record before it.

    Args:
        rates: the packaged rates: prior, excitation, scatter, drift.
        countries: whose pairs `level` and `usual` (acts a day by pair and class) are of.
        code_acts: acts by pair and code, for the shares of codes in classes.
        day: the day after the last one that the level rests on.
        source: what it rests on, in words.
        own: whether the level is the record's.
        panel: the record's acts by class; None where there is no record.
        by_code: the same by code.
        heard: acts known from elsewhere, a document say, which the record lacks.
        beside: the record's file, beside which levels are kept and its own rates may lie.
        stream: the record's acts, for the shares of sectors.
        worked_out: what is worked out once for all days asked about, whatever is heard.
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
    heard: tuple[HeardAct, ...] = ()
    beside: Path | None = None
    stream: Stream | None = None
    own: bool = False
    worked_out: dict[str, Floats] = field(default_factory=dict, repr=False)

    @classmethod
    def packaged(cls) -> Footing:
        """The packaged rates alone."""
        rates = Rates.packaged()
        return cls(
            rates, rates.countries, rates.level, rates.usual, rates.codes, rates.code_acts,
            rates.learned.day, str(rates.learned),
        )  # fmt: skip

    @classmethod
    def of_record(
        cls, stream: Stream, asked: Sequence[str] = (), rates: Rates | None = None
    ) -> Footing:
        """A record's own level and last days, up to the day after its last act.

        Args:
            stream: acts by CAMEO code, with a calendar.
            asked: countries to be had though the record has no act of them.
            rates: whose prior, excitation and scatter serve; the packaged ones if None.
        """
        rates = rates or Rates.packaged()
        known = {*stream.countries, *(c for c in asked if c in rates.country_numbers)}
        enough = _enough(stream.covered)
        countries = tuple(sorted(known)) if enough else rates.countries
        panel = Panel.of(stream, _class_of, countries=countries, classes=rates.classes)
        by_code = Panel.of(stream, str, countries=countries)
        day = stream.date_of(panel.stop)
        assert day is not None
        if not enough:
            return cls(
                rates=rates, countries=countries, level=rates.level, usual=rates.usual,
                codes=rates.codes, code_acts=rates.code_acts, day=day,
                source=f"{rates.learned}, and the record's last days", panel=panel, by_code=by_code,
                beside=stream.beside, stream=stream,
            )  # fmt: skip
        level = own_level(rates, panel, stream.beside)
        return cls(
            rates=rates, countries=countries, level=level, usual=usual(rates.weights, level),
            codes=by_code.classes, code_acts=by_code.tally(), day=day,
            source=f"the record's own level of {day}", panel=panel, by_code=by_code,
            beside=stream.beside, stream=stream, own=True,
        )  # fmt: skip

    @classmethod
    def of_panel(cls, panel: Panel, rates: Rates) -> Footing:
        """The level and last days of acts by class alone; nothing is known of single codes."""
        level, day = own_level(rates, panel), panel.date_of(panel.stop)
        assert day is not None
        return cls(
            rates=rates, countries=panel.countries, level=level, usual=usual(rates.weights, level),
            codes=(), code_acts=np.zeros((0, 0)), day=day, source=f"a level of {day}",
            panel=panel, own=True,
        )  # fmt: skip

    def hearing(self, acts: Iterable[tuple[str, str, str, date]]) -> Footing:
        """With acts (actor, code, target, day) that the record lacks; of no one else are they.

        >>> told = Footing.packaged().hearing([("RUS", "057", "PRK", date(2024, 6, 19))])
        >>> len(told.heard), len(told.hearing([("XXX", "057", "PRK", date(2024, 6, 19))]).heard)
        (1, 1)
        """
        numbers = {name: n for n, name in enumerate(self.countries)}
        known = {
            HeardAct(
                numbers[a] * len(numbers) + numbers[b], self.rates.classes.index(_class_of(k)), on
            )
            for a, k, b, on in acts
            if a != b and a in numbers and b in numbers
        }
        fresh = {act for act in known if not self._holds(act)} - set(self.heard)
        return self if not fresh else replace(self, heard=tuple(sorted(fresh | set(self.heard))))

    def _holds(self, act: HeardAct) -> bool:
        """Whether the record has such an act on that day."""
        if self.panel is None:
            return False
        day = self.panel.stop - (self.day - act.on).days
        rows = (self.panel.pair == act.pair) & (self.panel.kind == act.kind)
        return bool((rows & (self.panel.day == day)).any())

    def expected(self, pairs: Ints, on: date, days: int) -> Floats:
        """Acts of some pairs by class in so many days from `on`, with what was heard of."""
        if self._silent(on):
            found: Floats = self.usually(pairs, on, days) + self._brought(pairs, on, days).sum(1)
        else:
            found = self.by_day(pairs, on, days).sum(1)
        return found

    def by_day(self, pairs: Ints, on: date, days: int) -> Floats:
        """The same by pair, day and class."""
        return self._from_record(pairs, on, days) + self._brought(pairs, on, days)

    def totals(self, pairs: Ints, on: date, lengths: Sequence[int]) -> Floats:
        """Acts of some pairs by class in the days from `on`, for several lengths at once.

        The same as `by_day` has it, summed; shape (lengths, pairs, classes). What the process
        does with a unit of level and with one act is worked out once, which pays for many pairs.
        """
        heard = self._brought(pairs, on, max(lengths))
        brought = np.stack([heard[:, :days].sum(1) for days in lengths])
        if self.panel is None or self._silent(on):
            return brought + np.stack([self.usually(pairs, on, days) for days in lengths])
        skipped = max((on - self.day).days, 0)
        first, *parts = self._process(pairs, skipped, tuple(lengths))
        factor, half = self._stacked(pairs, first), len(lengths)
        ahead: Floats = np.stack(
            [factor * near + far for near, far in zip(parts[:half], parts[half:], strict=True)]
        )
        return brought + ahead

    def _process(self, pairs: Ints, skipped: int, lengths: tuple[int, ...]) -> Floats:
        """Acts by the process alone: in the first 30 days after the level's day, and of each length
        within them and after them, `skipped` days left out; (stretches, pairs, classes)."""
        assert self.panel is not None
        back = self.panel.reverse[pairs]
        of_level, of_act = in_stretches(self.rates, self.day, WINDOW, skipped, lengths)
        found = self.level[pairs] @ of_level[0] + self.level[back] @ of_level[1]
        rows = self._stirred(pairs) | self._stirred(back)
        for side, act in zip((pairs, back), of_act, strict=True):
            late = self._late(side[rows])
            found[rows] += late.reshape(len(late), len(act)) @ act
        by_stretch = found.reshape(len(pairs), -1, len(self.rates.classes))
        stretches: Floats = by_stretch.transpose(1, 0, 2)
        return stretches

    @cached_property
    def _volume(self) -> tuple[float, ...]:
        """Usual acts a day of each class, of all pairs."""
        return tuple(self.usual.sum(0).tolist())

    def _stirred(self, pairs: Ints) -> NDArray[np.bool_]:
        """Which of these pairs had an act in the last 30 days, or may have had one unseen."""
        assert self.panel is not None
        if not self.panel.covers(self.panel.stop - MEMORY, MEMORY).all():
            return np.ones(len(pairs), dtype=bool)
        late = self.panel.pair[self.panel.day >= self.panel.stop - MEMORY]
        found = np.zeros(self.panel.shape[0], dtype=bool)
        found[late] = True
        mine: NDArray[np.bool_] = found[pairs]
        return mine

    def usually(self, pairs: Ints, on: date, days: int) -> Floats:
        """Acts of some pairs by class in so many days when nothing of the last days is known."""
        found: Floats = self.usual[pairs] * self._season(on, days).sum(0)
        return found

    def _silent(self, on: date) -> bool:
        """Whether the last days are not known, or a year ago."""
        return self.panel is None or (on - self.day).days > 365

    def _season(self, on: date, days: int) -> Floats:
        return self.rates.season.factors(on, days, self.rates.classes)

    def _brought(self, pairs: Ints, on: date, days: int) -> Floats:
        """What acts heard of add: the process is linear, so that it goes by them alone."""
        back, kinds = _back(pairs, len(self.countries)), len(self.rates.classes)
        late = [act for act in self.heard if 1 <= (on - act.on).days <= MEMORY]
        rows = np.flatnonzero(np.isin([pairs, back], [act.pair for act in late]).any(0))
        if not len(rows):
            return np.zeros((len(pairs), 1, kinds))
        recent = np.zeros((2, len(rows), MEMORY, kinds))
        for act in late:
            for side, mine in zip(recent, (pairs[rows], back[rows]), strict=True):
                side[mine == act.pair, MEMORY - (on - act.on).days, act.kind] += 1.0
        nought = np.zeros((len(rows), kinds))
        found = np.zeros((len(pairs), days, kinds))
        found[rows] = expected(self.rates.weights, (nought, nought), (recent[0], recent[1]), days)
        return found * self._season(on, days)

    def _from_record(self, pairs: Ints, on: date, days: int) -> Floats:
        """Expected from the level and the last days, if they are known and not a year old."""
        skipped = max((on - self.day).days, 0)
        if self.panel is None or self._silent(on):
            return self.usual[pairs][:, None] * self._season(on, days)
        back = self.panel.reverse[pairs]
        recent = [self._late(p) for p in (pairs, back)]
        found = expected(
            self.rates.weights, (self.level[pairs], self.level[back]), (recent[0], recent[1]),
            max(skipped + days, WINDOW),
        )  # fmt: skip
        found *= self._season(on - timedelta(days=skipped), found.shape[1])
        found[:, :WINDOW] *= self._stacked(pairs, found[:, :WINDOW].sum(1))[:, None]
        return found[:, skipped : skipped + days]

    def _late(self, pairs: Ints) -> Floats:
        """Acts of the last 30 days; a day that is not covered has the usual ones."""
        assert self.panel is not None
        return self.panel.window(pairs, self.panel.stop - MEMORY, MEMORY, self.usual[pairs])

    def _stacked(self, pairs: Ints, means: Floats) -> Floats:
        """By how much the regression on recent counts moves the acts of the first 30 days."""
        factor = np.ones_like(means)
        known = None if self.panel is None else _recent(self.panel, self._volume)
        if known is not None and (dealt := np.isin(pairs, known[1])).any():
            x = self._covariates(known[0], pairs[dealt], means[dealt])
            factor[dealt] = self.rates.stack.factor(x, means[dealt]) * self._kept(*known)
        return factor

    def _covariates(self, counts: RecentCounts, pairs: Ints, means: Floats) -> Floats:
        return counts.covariates(pairs, means, self.usual[pairs] * WINDOW)

    def _kept(self, counts: RecentCounts, dealt: Ints) -> Floats:
        """By class, what keeps the acts of all pairs that dealt of late as many as they were."""
        if "kept" not in self.worked_out:
            means = self._process(dealt, 0, (WINDOW,))[0]
            x = self._covariates(counts, dealt, means)
            self.worked_out["kept"] = self.rates.stack.kept(x, means)
        return self.worked_out["kept"]

    @cached_property
    def whole_level(self) -> Floats:
        """r by pair and class from all days of the record alike; `level` is that of today."""
        if self.panel is None or not _enough(self.panel.covered):
            return self.level
        return whole_level(self.rates, self.panel, self.level, self.beside)

    def shares(self, pairs: Ints, codes: frozenset[str]) -> Floats:
        """The share of these codes in the acts of each class, by pair and class.

        p(k | a, b, c) = (n_ab,k + 20 p(k | a, c)) / (n_ab,c + 20), with p(k | a, c) shrunk in
        the same way, by 100 acts, to the share of k in c.
        """
        kinds = [self.rates.classes.index(_class_of(code)) for code in self.codes]
        member = np.zeros((len(self.codes), len(self.rates.classes)))
        member[np.arange(len(kinds)), kinds] = 1.0
        wanted = member * np.array([code in codes for code in self.codes])[:, None]
        by_actor = self._code_acts_of_actors
        whole = by_actor.sum(0)
        overall = (whole @ wanted) / np.maximum(whole @ member, 1.0)
        own = (by_actor @ wanted + OWN_CLASS * overall) / (by_actor @ member + OWN_CLASS)
        acts, actor = self.code_acts[pairs], pairs // len(self.countries)
        found: Floats = (acts @ wanted + OWN_CODE * own[actor]) / (acts @ member + OWN_CODE)
        return found

    def sector_shares(self, pairs: Ints, sectors: tuple[str | None, str | None]) -> Floats:
        """The share of acts between these sectors in those of each class, by pair and class.

        Shrunk as `shares` are: a pair's to that of the side in question, that to everybody's.
        """
        s, n, kinds = self.stream, len(self.countries), len(self.rates.classes)
        assert s is not None
        place = {name: number for number, name in enumerate(self.countries)}
        nation = np.array([place.get(name, -1) for name in s.countries])[s.country]
        kind = np.array([self.rates.classes.index(_class_of(code)) for code in s.actions])
        a, b, kind = nation[s.subject], nation[s.object], kind[s.action]
        mine = np.ones(len(s), dtype=bool)
        for ends, sector in zip((s.subject, s.object), sectors, strict=True):
            if sector is not None:
                named = np.array([name == sector for name in s.sectors])
                mine &= named[s.sector[ends]]
        kept = (a >= 0) & (b >= 0) & (a != b)

        def tallied(group: Ints, size: int) -> tuple[Floats, Floats]:
            cells = (group * kinds + kind)[kept]
            both = (np.bincount(cells, w, minlength=size * kinds) for w in (mine[kept], None))
            part, whole = (table.reshape(size, kinds).astype(float) for table in both)
            return part, whole

        side, asked = (a, pairs // n) if sectors[0] is not None else (b, pairs % n)
        part, whole = tallied(np.zeros_like(a), 1)
        of_side, all_of_side = tallied(side, n)
        own = (of_side + OWN_CLASS * part / np.maximum(whole, 1)) / (all_of_side + OWN_CLASS)
        part, whole = tallied(a * n + b, n * n)
        found: Floats = (part[pairs] + OWN_CODE * own[asked]) / (whole[pairs] + OWN_CODE)
        return found

    @cached_property
    def _code_acts_of_actors(self) -> Floats:
        n = len(self.countries)
        found: Floats = self.code_acts.reshape(n, n, -1).sum(1)
        return found

    def covers(self, days: int) -> bool:
        """Whether the record covers each of the last so many days."""
        return self.panel is not None and bool(
            self.panel.covers(self.panel.stop - days, days).all()
        )

    def last_acts(self, pairs: Ints, codes: frozenset[str], days: int) -> dict[str, date]:
        """The last day of each of these codes in what is covered of the last days."""
        held = self.by_code
        if held is None:
            return {}
        late = held.between(held.stop - days, held.stop)
        mine = np.isin(late.pair, pairs)
        found: dict[str, date] = {}
        for kind, on in zip(late.kind[mine], late.day[mine], strict=True):
            if (code := held.classes[kind]) in codes:
                since = self.day - timedelta(days=int(held.stop - on))
                found[code] = max(found.get(code, since), since)
        return found


@lru_cache(maxsize=4)
def _recent(panel: Panel, volume: tuple[float, ...]) -> tuple[RecentCounts, Ints] | None:
    """Counts of a record, and pairs that dealt of late; None if it holds too little.

    Whatever is heard beside a record leaves them as they are.
    """
    if panel.covered.sum() < QUIET:
        return None
    if panel.count[panel.day >= panel.since(QUIET)].sum() < ENOUGH_ACTS:
        return None
    return RecentCounts.of(panel, volume), dealt_of_late(panel)


def _enough(covered: Floats) -> bool:
    """Whether as many days are learned from as in `ENOUGH` without a gap."""
    return bool(learned_days(covered).sum() >= ENOUGH - MEMORY)


def _back(pairs: Ints, countries: int) -> Ints:
    return pairs % countries * countries + pairs // countries


def _class_of(code: str) -> str:
    return plover_class(action(code))
