"""The seasons of a newswire: in August, and about the New Year, fewer acts are reported.

Capitals rest then, and so do those who report from them; most hostile acts take no August off. The
process runs as ever, thinned: λ'(t) = s(t) λ(t), with s by class, and one on all other days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE

AUGUST, NEW_YEAR = 0, 1
_EITHER_SIDE = 30
"""Days before and after with which a rest is compared."""
_TO_SIGN = 20.0
"""Acts for which the factor of a class's sign, hostile or not, counts in its own."""


@dataclass(frozen=True)
class Season:
    """Logarithms of s by class, in August and about the New Year (20 December to 5 January).

    >>> rests = Season({"ASSAULT": (0.0, -0.4), "CONSULT": (-0.2, -0.5)})
    >>> rests.factors(date(2018, 8, 31), 2, ("ASSAULT", "CONSULT"))
    array([[1.        , 0.81873075],
           [1.        , 1.        ]])
    """

    logs: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def by_sign(
        cls, hostile: tuple[float, float], other: tuple[float, float], classes: Sequence[str]
    ) -> Season:
        """The same for all hostile classes, and for all others."""
        return cls({name: hostile if name in HOSTILE else other for name in classes})

    def factors(self, since: date | None, days: int, classes: Sequence[str]) -> Floats:
        """s by day and class, of so many days from one on; one throughout without a calendar."""
        found = np.ones((days, len(classes)))
        if since is None:
            return found
        logs = np.array([self.logs.get(name, (0.0, 0.0)) for name in classes])
        for n in range(days):
            rest = resting(since + timedelta(days=n))
            if rest is not None:
                found[n] = np.exp(logs[:, rest])
        return found


def resting(day: date) -> int | None:
    """Which rest a day falls in, if any.

    >>> [resting(date(2018, *day)) for day in ((8, 1), (9, 1), (12, 20), (1, 5), (1, 6))]
    [0, None, 1, 1, None]
    """
    if day.month == 8:
        return AUGUST
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 5):
        return NEW_YEAR
    return None


def resting_days(since: date | None, days: int) -> NDArray[np.bool_]:
    """Which of so many days from one on fall in a rest; none without a calendar."""
    if since is None:
        return np.zeros(days, dtype=bool)
    return np.array([resting(since + timedelta(days=n)) is not None for n in range(days)])


def learned_season(panel: Panel) -> Season:
    """Acts in the rests of a panel beside those of the 30 days before and after, by class.

    The factor of a sign is its mean over the years; that of a class is of all years' acts, and of
    20 more that follow its sign. What is above one counts as no season.

    Args:
        panel: with a calendar; a rest that it does not hold with both sides is left out.
    """
    hostile = np.array([name in HOSTILE for name in panel.classes])
    logs = np.zeros((len(panel.classes), 2))
    for rest in (AUGUST, NEW_YEAR):
        within, beside = _rests(panel, rest)
        if not len(within):
            continue
        for mask in (hostile, ~hostile):
            of_sign = within[:, mask].sum(1) / beside[:, mask].sum(1)
            log = min(float(np.log(of_sign).mean()), 0.0)
            acts, usual = within[:, mask].sum(0), beside[:, mask].sum(0)
            own = (acts + _TO_SIGN * np.exp(log)) / (usual + _TO_SIGN)
            logs[mask, rest] = np.minimum(np.log(own), 0.0)
    return Season(
        {name: (pair[0], pair[1]) for name, pair in zip(panel.classes, logs.tolist(), strict=True)}
    )


def _rests(panel: Panel, rest: int) -> tuple[Floats, Floats]:
    """Acts of the years' rests by class, and those of as many days of the days beside."""
    assert panel.epoch is not None
    length, begun = panel.stop - panel.first, panel.epoch + timedelta(days=panel.first)
    daily = np.zeros((length, len(panel.classes)))
    np.add.at(daily, (panel.day - panel.first, panel.kind), panel.count)
    kind = np.array([resting(begun + timedelta(days=n)) == rest for n in range(length)])
    starts = np.flatnonzero(kind[1:] & ~kind[:-1]) + 1
    ends = np.flatnonzero(kind[:-1] & ~kind[1:]) + 1
    within, beside = [], []
    for start in starts:
        later = ends[ends > start]
        if not len(later) or start < _EITHER_SIDE or later[0] + _EITHER_SIDE > length:
            continue
        end = later[0]
        sides = daily[start - _EITHER_SIDE : start], daily[end : end + _EITHER_SIDE]
        within.append(daily[start:end].sum(0))
        beside.append(np.concatenate(sides).mean(0) * (end - start))
    return np.array(within), np.array(beside)
