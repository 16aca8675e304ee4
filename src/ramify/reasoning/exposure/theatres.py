"""Theatres: whether hostile acts in one region call forth hostile acts in another.

For hostile acts y_r(t) in region r on day t,

    y_r(t) = c_r + b_r m_r(t) w(t) + Σ_s B[r, s] m_s(t) + Σ_s A[r, s] z_s(t) + e_r(t),
    z_s(t) = Σ_l g(l) y_s(t - l),  l from 1 to 30 days,

g the lags at which hostile acts call forth hostile ones in the packaged base rates (Σ g = 1), so
that A[r, s] is how many acts in r one act in s brings within 30 days. What is usual is held fixed:
m_s(t) is the mean of the 120 days before the 30, and w(t) the day's news, its cooperative acts
everywhere over their mean of the same days. Least squares weighted by 1 / m_r; intervals are
robust to what lasts within blocks of 30 days (a sandwich over blocks; Liang and Zeger 1986).

What drives two regions at once, such as a war of the same powers in both, looks the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError
from ramify._table import Table
from ramify.reasoning.exposure.conduct import Conduct
from ramify.reasoning.obligations.law.great_powers import GREAT_POWERS

if TYPE_CHECKING:
    from ramify.world.facts import Facts

Floats = NDArray[np.float64]
MEMORY, BASE, BLOCK = 30, 120, 30
MASS = 0.9
FEWEST = 0.2
"""Hostile acts a day below which a region is left out."""
SHORTEST = 3 * 365
"""Days of a period from which there are blocks enough."""


class Spillover(NamedTuple):
    """How many hostile acts in a region one in another brings within 30 days, beyond the usual."""

    region: str
    """Where acts are called forth."""
    by: str
    """Where the act was."""
    acts: float
    low: float
    high: float
    """The interval of 90 %."""
    since: date
    until: date

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def regions(world: Facts, *, finer: bool = False) -> dict[str, str]:
    """The region of each state: continents of M49, or its subregions.

    >>> from ramify.world.facts import PACKAGED, Facts
    >>> regions(Facts(PACKAGED))["KOR"], regions(Facts(PACKAGED), finer=True)["KOR"]
    ('Asia', 'Eastern Asia')
    """
    return {seat.id: seat.subregion if finer else seat.region for seat in world.seats}


def theatres(conduct: Conduct, region_of: Mapping[str, str], periods: int = 1) -> Table[Spillover]:
    """The matrix of regions, a row a pair of them and a period.

    An act is of the region that its two sides share; of one side's, if the other is a great power
    from elsewhere. Acts between other regions are of neither and left out.

    Args:
        conduct: the acts of a record.
        region_of: the region of each state.
        periods: into how many spans of equal length the record is cut.

    Raises:
        InputError: a period is shorter than three years, or fewer than two regions have enough
            acts.
    """
    hostile, news, names = _daily(conduct, region_of)
    edges = np.linspace(MEMORY + BASE, len(news), periods + 1).astype(int)
    if (edges[1:] - edges[:-1]).min() < SHORTEST:
        years = (len(news) - MEMORY - BASE) / 365
        repair = "give a record of at least three years a period, and half a year before"
        spans = f" in {periods} periods" if periods > 1 else ""
        few = f"the record leaves {max(years, 0):.1f} years, too few for theatres{spans}"
        raise InputError(few, repair=repair)
    busy = hostile.mean(1) >= FEWEST
    if busy.sum() < 2:
        raise InputError("fewer than two regions with a hostile act in five days")
    kept = [name for name, enough in zip(names, busy, strict=True) if enough]
    first = conduct.first.toordinal()
    rows = []
    for start, stop in pairwise(edges):
        span = date.fromordinal(first + int(start)), date.fromordinal(first + int(stop) - 1)
        rows += _matrix(hostile[busy], news, slice(start, stop), kept, span)
    return Table(rows, Spillover)


def _daily(conduct: Conduct, region_of: Mapping[str, str]) -> tuple[Floats, Floats, list[str]]:
    """Hostile acts by region and day, cooperative acts of all by day, and the regions' names."""
    names = sorted(set(region_of.values()))
    number = {name: n for n, name in enumerate(names)}
    home = np.full(len(conduct.states), -1)
    great = np.zeros(len(conduct.states), dtype=bool)
    powers = {code for code, *_ in GREAT_POWERS}
    for state, n in conduct.states.items():
        home[n] = number.get(region_of.get(state, ""), -1)
        great[n] = state in powers
    one, two = home[conduct.actor], home[conduct.target]
    outside_one, outside_two = great[conduct.actor], great[conduct.target]
    where = np.where(one == two, one, -1)
    where = np.where((one != two) & outside_one & ~outside_two, two, where)
    where = np.where((one != two) & outside_two & ~outside_one, one, where)
    day = conduct.day - conduct.first.toordinal()
    days = (conduct.last - conduct.first).days + 1
    hostile = np.zeros((len(names), days))
    counted = (where >= 0) & (conduct.sign < 0)
    np.add.at(hostile, (where[counted], day[counted]), 1.0)
    news = np.bincount(day[conduct.sign > 0], minlength=days).astype(float)
    return hostile, news, names


def _before(acts: Floats) -> Floats:
    """The mean of the days from 150 to 31 before each day."""
    total = np.concatenate([np.zeros((len(acts), 1)), np.cumsum(acts, axis=1)], axis=1)
    days = np.arange(acts.shape[1])
    stop, start = np.maximum(days - MEMORY, 0), np.maximum(days - MEMORY - BASE, 0)
    found: Floats = (total[:, stop] - total[:, start]) / np.maximum(stop - start, 1)
    return found


def lags() -> Floats:
    """g: at which lag, from 1 to 30 days, hostile acts call forth hostile ones.

    >>> bool(np.isclose(lags().sum(), 1)), len(lags()), bool(lags()[0] > lags()[20])
    (True, 30, True)
    """
    from ramify.reasoning.dynamics.rates.excitation import BINS, LAGS
    from ramify.reasoning.dynamics.rates.model import Rates
    from ramify.reasoning.dynamics.rates.questions import HOSTILE

    rates = Rates.packaged()
    kinds = [rates.classes.index(name) for name in HOSTILE]
    held = rates.weights.reshape(2, len(rates.classes), len(rates.classes), BINS)
    a_day = held[:, kinds][:, :, kinds].sum((0, 1, 2))
    found: Floats = np.repeat(a_day, np.diff(LAGS)) / (a_day @ np.diff(LAGS))
    return found


def _matrix(
    hostile: Floats, news: Floats, days: slice, names: list[str], span: tuple[date, date]
) -> list[Spillover]:
    """The cells of one period, those of a region on itself left out."""
    level, heard = _before(hostile), _before(news[None, :])[0]
    share = np.where(heard > 0, news / np.maximum(heard, 1e-9), 1.0)
    weights = np.concatenate([[0.0], lags()])
    late = np.stack([np.convolve(row, weights)[: len(row)] for row in hostile])
    rows = []
    for n, region in enumerate(names):
        x = np.vstack([np.ones(len(news)), level[n] * share, level, late])[:, days].T
        usual = np.maximum(level[n, days], 0.05)
        found, half = (side[-len(names) :] for side in _fitted(x, hostile[n, days], 1 / usual))
        for by, acts, width in zip(names, found, half, strict=True):
            if by != region:
                low, mid, high = (round(float(acts + width * side), 4) for side in (-1, 0, 1))
                rows.append(Spillover(region, by, mid, low, high, *span))
    return rows


def _fitted(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares, and half the width of each interval by a sandwich over blocks."""
    bread = np.linalg.pinv((x * weight[:, None]).T @ x)
    found: Floats = bread @ (x * weight[:, None]).T @ y
    score = x * (weight * (y - x @ found))[:, None]
    block = np.arange(len(y)) // BLOCK
    sums = np.stack([np.bincount(block, score[:, k]) for k in range(x.shape[1])])
    blocks = int(block[-1]) + 1
    spread = bread @ (sums @ sums.T) @ bread * blocks / max(blocks - x.shape[1], 1)
    from scipy.stats import t as student

    wide = student.ppf((1 + MASS) / 2, max(blocks - x.shape[1], 1))
    half: Floats = wide * np.sqrt(np.diag(spread))
    return found, half
