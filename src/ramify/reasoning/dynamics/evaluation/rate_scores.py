"""How forecasts of counts and chances did on days not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from ramify._arrays import Floats
from ramify.reasoning.dynamics.rates.counts import ActCount, Spread, any_of
from ramify.reasoning.dynamics.rates.excitation import Exciters, exposure
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.scatter import QUIET, PastForecast, dealt_of_late

EDGES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01)

Hits = NDArray[np.bool_]


class IntervalScores(NamedTuple):
    """Share of counts that their 90 % intervals held, the mean width, the interval score."""

    held: float
    width: float
    score: float


def intervals(counts: Sequence[ActCount], came: Floats) -> IntervalScores:
    """How intervals of 90 % did.

    >>> intervals([ActCount(10.0, Spread(1.0, 0.0))], np.array([17.0]))
    IntervalScores(held=0.0, width=10.0, score=50.0)
    """
    low, high = np.array([count.interval() for count in counts], dtype=float).T
    missed = np.maximum(low - came, 0.0) + np.maximum(came - high, 0.0)
    width = high - low
    return IntervalScores(
        float((missed == 0).mean()), float(width.mean()), float((width + missed * 20).mean())
    )


class ChanceScores(NamedTuple):
    """Scores of chances of at least one act of a class."""

    questions: int
    happened: int
    auc: float
    precision: float
    brier: float

    @classmethod
    def of(cls, chance: Floats, hit: Hits) -> ChanceScores:
        """Area under the curve, average precision and Brier score.

        >>> ChanceScores.of(np.array([0.9, 0.2, 0.1]), np.array([True, False, False]))
        ChanceScores(questions=3, happened=1, auc=1.0, precision=1.0, brier=0.02)
        """
        some, rank = int(hit.sum()), rankdata(chance)
        above = rank[hit].sum() - some * (some + 1) / 2
        ordered = hit[np.argsort(-chance, kind="stable")]
        precise = np.cumsum(ordered) / np.arange(1, len(hit) + 1)
        return cls(
            len(hit), some, float(above / (some * (len(hit) - some))),
            float(precise[ordered].mean()), round(float(((chance - hit) ** 2).mean()), 6),
        )  # fmt: skip


def verdict(
    panel: Panel, found: PastForecast, spreads: Mapping[str, tuple[Spread, Spread]],
    classes: Sequence[int],
) -> dict[str, ChanceScores]:  # fmt: skip
    """Incidence and onset of these classes among pairs that dealt in the 90 days before."""
    chance, hit, quiet = _asked(panel, found, spreads, classes)
    return {
        "incidence": ChanceScores.of(chance, hit),
        "onset": ChanceScores.of(chance[quiet], hit[quiet]),
    }


def said_and_came(
    panel: Panel, found: PastForecast, spreads: Mapping[str, tuple[Spread, Spread]],
    classes: Sequence[int],
) -> list[tuple[float, float, int]]:  # fmt: skip
    """By bands of the chance said: its mean, the share that came, how many there were."""
    chance, hit, _ = _asked(panel, found, spreads, classes)
    band = np.searchsorted(EDGES, chance, side="right")
    return [
        (round(float(chance[band == n].mean()), 3), round(float(hit[band == n].mean()), 3),
         int((band == n).sum()))
        for n in np.unique(band)
    ]  # fmt: skip


def _asked(
    panel: Panel, found: PastForecast, spreads: Mapping[str, tuple[Spread, Spread]],
    classes: Sequence[int],
) -> tuple[Floats, Hits, Hits]:  # fmt: skip
    """Chances, what came, and whether the 90 days before were without; by class and pair."""
    last = panel.between(found.day - QUIET, found.day).tally()
    dealt = dealt_of_late(panel.between(panel.first, found.day))
    chance = [any_of(found.all_means[dealt, c], spreads[panel.classes[c]][0]) for c in classes]
    hit = [found.came[dealt, c] > 0 for c in classes]
    quiet = [last[dealt, c] == 0 for c in classes]
    return np.concatenate(chance), np.concatenate(hit), np.concatenate(quiet)


def log_likelihood(panel: Panel, found: PastForecast, day: int) -> float:
    """Log likelihood an act of the trial's days, read as they pass, the level held."""
    days = panel.between(panel.first, day + 30)
    evidence = Exciters.of(days, day)
    acts = days.count[evidence.order]
    own = found.level[days.pair[evidence.order], evidence.kind]
    intensity = own + evidence.excited(found.fit.weights)
    total = found.level.sum() * (days.stop - day)
    total += (found.fit.weights * exposure(days, day)).sum()
    return float((acts @ np.log(intensity) - total) / acts.sum())
