"""The seasons of a newswire: in August, and about the New Year, fewer acts are reported.

Capitals rest then, and so do those who report from them; hostile acts take no August off. The
process runs as ever, thinned: λ'(t) = s(t) λ(t), with s one on all other days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE

AUGUST, NEW_YEAR = 0, 1
_EITHER_SIDE = 30
"""Days before and after with which a rest is compared."""


@dataclass(frozen=True)
class Season:
    """Logarithms of s in August and about the New Year (20 December to 5 January).

    >>> Season((0.0, -0.4), (-0.2, -0.5)).factors(date(2018, 8, 31), 2, ("ASSAULT", "CONSULT"))
    array([[1.        , 0.81873075],
           [1.        , 1.        ]])
    """

    hostile: tuple[float, float] = (0.0, 0.0)
    other: tuple[float, float] = (0.0, 0.0)

    def factors(self, since: date | None, days: int, classes: Sequence[str]) -> Floats:
        """s by day and class, of so many days from one on; one throughout without a calendar."""
        found = np.ones((days, len(classes)))
        if since is None:
            return found
        hostile = np.array([name in HOSTILE for name in classes])
        for n in range(days):
            rest = resting(since + timedelta(days=n))
            if rest is not None:
                found[n] = np.exp(np.where(hostile, self.hostile[rest], self.other[rest]))
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


def learned_season(panel: Panel) -> Season:
    """Mean over the years of a panel of acts in a rest beside those 30 days before and after.

    What is above one there counts as no season.

    Args:
        panel: with a calendar; a rest that it does not hold with both sides is left out.
    """
    hostile = np.array([name in HOSTILE for name in panel.classes])
    found = []
    for mask in (hostile, ~hostile):
        rows = mask[panel.kind]
        length = panel.stop - panel.first
        day, count = panel.day[rows] - panel.first, panel.count[rows]
        daily = np.bincount(day, count, minlength=length).astype(float)
        rests = [_mean(panel, daily, rest) for rest in (AUGUST, NEW_YEAR)]
        found.append((rests[AUGUST], rests[NEW_YEAR]))
    return Season(*found)


def _mean(panel: Panel, daily: Floats, rest: int) -> float:
    assert panel.epoch is not None
    begun = panel.epoch + timedelta(days=panel.first)
    kind = np.array([resting(begun + timedelta(days=n)) == rest for n in range(len(daily))])
    starts = np.flatnonzero(kind[1:] & ~kind[:-1]) + 1
    ends = np.flatnonzero(kind[:-1] & ~kind[1:]) + 1
    logs = []
    for start in starts:
        later = ends[ends > start]
        if not len(later) or start < _EITHER_SIDE or later[0] + _EITHER_SIDE > len(daily):
            continue
        beside = [daily[start - _EITHER_SIDE : start], daily[later[0] : later[0] + _EITHER_SIDE]]
        logs.append(np.log(daily[start : later[0]].mean() / np.concatenate(beside).mean()))
    return min(float(np.mean(logs)), 0.0) if logs else 0.0
