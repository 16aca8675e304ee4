"""Conduct: whether one state's acts toward another were friendlier or more hostile than usual.

For the 365 days before a day, with c cooperative and h hostile acts,

    balance = (c - h) / (c + h),

beside that of all earlier days of the record. A balance does not grow with the volume of news, as
counts do. Cooperative and hostile are the quads of CAMEO (Schrodt 2012); public statements, which
are neither, are left out. The band is a jackknife over the months of the year, 90 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UsageError
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.world.system import System

if TYPE_CHECKING:
    from pathlib import Path

    from ramify.reasoning.dynamics.stream import Stream
    from ramify.record.store import Record
    from ramify.world.world import World

YEAR = 365
MONTHS = 12
FEWEST = 20
"""Acts in a year below which a balance says nothing."""
_LEAST = 0.1
"""The least change of a balance that is told."""
_Z90 = 1.645


class ConductYear(NamedTuple):
    """The acts of one state toward another in the year before a day, beside the usual."""

    actor: str
    other: str
    until: date
    """The day after the last one counted."""
    cooperative: int
    hostile: int
    usual_cooperative: float | None
    """How many there would be if their part in all acts of the record were as before the year;
    None if less than a year is on file before it."""
    usual_hostile: float | None
    balance: float | None
    """None below 20 acts."""
    usual: float | None
    band: tuple[float, float] | None
    """Of the balance, 90 %."""


@dataclass(frozen=True, eq=False)
class Conduct:
    """The acts of a record by actor, target and day: +1 cooperative, -1 hostile.

    Args:
        actor, target: numbers in `states`.
        sign, day: +1 or -1; days since `epoch`.
    """

    states: dict[str, int]
    actor: NDArray[np.int64]
    target: NDArray[np.int64]
    sign: NDArray[np.int64]
    day: NDArray[np.int64]
    first: date
    last: date

    @classmethod
    def of(cls, stream: Stream) -> Conduct:
        """The acts between countries of a stream with a calendar; statements are left out.

        Raises:
            UsageError: the stream has no calendar.
        """
        if stream.epoch is None:
            repair = "give a record, whose events have dates"
            raise UsageError("these events count days from an origin nobody named", repair=repair)
        signs = np.array([_sign(code) for code in stream.actions], dtype=np.int64)
        sign = signs[stream.action]
        sides = [stream.country[side] for side in (stream.subject, stream.object)]
        kept = (sign != 0) & (sides[0] != sides[1])
        start = stream.epoch.toordinal()
        return cls(
            {name: n for n, name in enumerate(stream.countries)}, sides[0][kept],
            sides[1][kept], sign[kept], stream.day[kept] + start,
            date.fromordinal(start + stream.first_day), date.fromordinal(start + stream.last_day),
        )  # fmt: skip

    def gap(self, on: date) -> str:
        """Why nothing is known of the year before a day."""
        return f"the record runs from {self.first} to {self.last}, not through the year to {on}"

    def covers(self, on: date) -> bool:
        """Whether the record holds the year before a day."""
        return self.first <= on - timedelta(days=YEAR) and on <= self.last + timedelta(days=1)

    def year(self, actor: str, other: str, on: date) -> ConductYear | None:
        """The year before a day; None if the record does not cover it."""
        if not self.covers(on):
            return None
        stop = on.toordinal()
        pair = self._between(actor, other)
        sign, age = self.sign[pair], stop - self.day[pair]
        late = (age >= 1) & (age <= YEAR)
        now = _counts(sign[late])
        usual = self._usual(_counts(sign[age > YEAR]), stop)
        held = sum(now) >= FEWEST
        cooperative, hostile = usual or (None, None)
        return ConductYear(
            actor, other, on, now[0], now[1], cooperative, hostile,
            balance=_balance(now) if held else None,
            usual=_balance(usual) if usual else None,
            band=_band(sign[late], age[late]) if held else None,
        )  # fmt: skip

    def _between(self, actor: str, other: str) -> NDArray[np.bool_]:
        one, two = self.states.get(actor, -1), self.states.get(other, -1)
        found: NDArray[np.bool_] = (self.actor == one) & (self.target == two)
        return found

    def _usual(self, before: tuple[int, int], stop: int) -> tuple[float, float] | None:
        """A pair's earlier acts, scaled to as many acts of all as the year has."""
        if stop - YEAR - self.first.toordinal() < YEAR:
            return None
        year = int(((self.day >= stop - YEAR) & (self.day < stop)).sum())
        all_before = int((self.day < stop - YEAR).sum())
        scale = year / all_before if all_before else 0.0
        return before[0] * scale, before[1] * scale


def conduct_of(record: Record | Path | str, world: World | None = None) -> Conduct:
    """The acts of a record, of its file or of a folder of Parquet files.

    Raises:
        InputError: it cannot be read, or holds no events with two sides and a date.
        UsageError: its events have no calendar.
    """
    from ramify.reasoning.dynamics.source import EventSource

    return Conduct.of(EventSource.of(record, world).stream())


def _sign(code: str) -> int:
    found = action(code)
    if found.plover is None:
        return 0
    return 1 if found.quad.endswith("cooperation") else -1


def _counts(sign: NDArray[np.int64]) -> tuple[int, int]:
    return int((sign > 0).sum()), int((sign < 0).sum())


def _balance(counts: tuple[float, float]) -> float | None:
    """(c - h) / (c + h); None of no acts.

    >>> _balance((30, 10)), _balance((0, 0))
    (0.5, None)
    """
    total = counts[0] + counts[1]
    return (counts[0] - counts[1]) / total if total else None


def _band(sign: NDArray[np.int64], age: NDArray[np.int64]) -> tuple[float, float]:
    """A 90 % band of the balance: the jackknife over twelve months."""
    month = (age - 1) * MONTHS // YEAR
    kept = [_balance(_counts(sign[month != n])) for n in range(MONTHS)]
    values = np.array([value for value in kept if value is not None])
    centre = float(sign.mean())
    spread = (MONTHS - 1) / MONTHS * float(((values - values.mean()) ** 2).sum())
    half = _Z90 * spread**0.5
    return max(centre - half, -1.0), min(centre + half, 1.0)


def conduct_differences(
    before: System, after: System, pairs: Iterable[tuple[str, str]], conduct: Conduct
) -> Iterator[Difference]:
    """Balances of conduct that changed between the years before two days, in both directions.

    Unit: balance, from -1 (all hostile) to 1 (all cooperative). Nothing where fewer than 20 acts
    are on file in one of the years.
    """
    if before.on == after.on:
        return
    for pair in pairs:
        for actor, other in permutations(pair):
            years = [conduct.year(actor, other, system.on) for system in (before, after)]
            if years[0] and years[1]:
                found = _difference(after, years[0], years[1])
                if found.change is not None and abs(found.change) >= _LEAST:
                    yield found


def conduct_not_known(before: System, after: System, conduct: Conduct | None) -> str | None:
    """Why conduct says nothing of two days; None if it does, or they are one."""
    if before.on == after.on:
        return None
    if conduct is None:
        return "conduct: no record is given (`--record`); packaged rates know only the usual"
    gaps = [conduct.gap(system.on) for system in (before, after) if not conduct.covers(system.on)]
    return f"conduct: {gaps[0]}" if gaps else None


def _difference(after: System, then: ConductYear, now: ConductYear) -> Difference:
    inputs = tuple(_told(year) for year in (then, now))
    evidence = (ComputedEvidence(by="balance of acts", inputs=inputs),)
    usual = [None if v is None else f"usually {v:,.0f}" for v in (now.usual_cooperative,
             now.usual_hostile)]  # fmt: skip
    names = after.world.actors
    said = f"acts of {name_of(names, now.actor)} toward {name_of(names, now.other)}"
    parts = tuple(
        Part(
            who=(now.actor, now.other), before=float(one), after=float(two),
            words=f"{kind} {said}" + (f", {expected} in such a year" if expected else ""),
            evidence=evidence,
        )
        for kind, one, two, expected in (
            ("cooperative", then.cooperative, now.cooperative, usual[0]),
            ("hostile", then.hostile, now.hostile, usual[1]),
        )
    )  # fmt: skip
    return Difference(
        measure="balance of conduct", actor=now.actor, other=now.other,
        before=_rounded(then.balance), after=_rounded(now.balance), unit="balance",
        parts=parts,
        coverage="acts of the record in the 365 days before each day, public statements left out",
        missing=() if then.usual is not None else ("what was usual before the first year",),
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _told(year: ConductYear) -> str:
    band = "" if year.band is None else f" [{year.band[0]:+.2f} to {year.band[1]:+.2f}]"
    usual = "" if year.usual is None else f", usually {year.usual:+.2f}"
    balance = "no balance" if year.balance is None else f"{year.balance:+.2f}{band}"
    return f"year to {year.until}: {year.cooperative} to {year.hostile}, {balance}{usual}"
