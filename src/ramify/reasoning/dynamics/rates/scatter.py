"""How forecasts of days not seen scattered: a and φ by class, from forecasts at past days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._threads import each
from ramify.reasoning.dynamics.rates.ahead import Response, reversed_pairs, usual
from ramify.reasoning.dynamics.rates.counts import Spread, fitted_spread
from ramify.reasoning.dynamics.rates.excitation import MEMORY
from ramify.reasoning.dynamics.rates.fit import RateFit
from ramify.reasoning.dynamics.rates.level import FadedActs, at_volume, tally_at
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.season import Season

WINDOW = 30
QUIET = 90
"""Days without an act before one counts as an onset."""


@dataclass(frozen=True, eq=False)
class PastForecast:
    """A forecast of 30 days from a fit to the days before, and what came.

    `pairs` have dealt before, either way; `means` are their expected acts by class, `usual`
    those of all pairs when the last days are not known, `came` the acts of all pairs, `of_level`
    what a unit of level brings in the 30 days, of the pair's own and of that the other way.
    """

    day: int
    fit: RateFit
    tally: FadedActs
    level: Floats
    pairs: Ints
    means: Floats
    usual: Floats
    came: Floats
    of_level: Floats

    @cached_property
    def all_means(self) -> Floats:
        """Expected acts of all pairs; nothing has stirred those that never dealt."""
        own, back = self.of_level
        found: Floats = self.level @ own + reversed_pairs(self.level) @ back
        found[self.pairs] = self.means
        return found

    @property
    def volume(self) -> tuple[float, ...]:
        """Usual acts a day of each class, of all pairs."""
        return tuple((self.usual.sum(0) / WINDOW).tolist())

    def stacked(self, means: Floats) -> PastForecast:
        """The same with other expected acts of all pairs."""
        changed = replace(self, means=means[self.pairs])
        object.__setattr__(changed, "all_means", means)
        return changed


def trial(panel: Panel, day: int, fitted: RateFit, season: Season | None = None) -> PastForecast:
    """Forecast the 30 days from `day` on by a fit to days before."""
    past = panel.between(panel.first, day)
    tally = tally_at(past, fitted.weights, fitted.level)
    level = at_volume(past, fitted.weights, fitted.prior.level(tally.acts, tally.days), season)
    seen = past.tally()
    pairs = np.flatnonzero((seen + reversed_pairs(seen)).sum(1) > 0)
    typical = usual(fitted.weights, level)
    thin = (season or Season()).factors(panel.date_of(day), WINDOW, panel.classes)
    thin *= panel.covers(day, WINDOW)[:, None]
    means, of_level = in_window(past, fitted.weights, level, pairs, thin, typical)
    came = panel.between(day, day + WINDOW).tally()
    return PastForecast(
        day=day,
        fit=fitted,
        tally=tally,
        level=level,
        pairs=pairs,
        means=means,
        usual=typical * WINDOW,
        came=came,
        of_level=of_level,
    )


def in_window(
    past: Panel, weights: Floats, level: Floats, pairs: Ints, thin: Floats,
    unknown: Floats | None = None,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Acts that some pairs are expected to do in 30 days, and what a unit of level brings in them.

    Args:
        past: the acts before.
        thin: by day and class, by what acts are thinned.
        unknown: acts a day of all pairs, for days that are not covered.
    """
    of_level, of_act = Response.of(weights, WINDOW).over(thin, [slice(0, WINDOW)])
    found = np.zeros((len(pairs), level.shape[1]))
    for side, unit, act in zip((pairs, past.reverse[pairs]), of_level, of_act, strict=True):
        instead = None if unknown is None else unknown[side]
        late = past.window(side, past.stop - MEMORY, MEMORY, instead)
        found += level[side] @ unit + late.reshape(len(late), -1) @ act
    return found, of_level


def dealt_of_late(past: Panel) -> Ints:
    """Pairs with an act either way in the last 90 days of a panel that are covered."""
    last = past.between(past.since(QUIET), past.stop).tally()
    return np.flatnonzero((last + reversed_pairs(last)).sum(1) > 0)


def scattered(
    trials: Sequence[PastForecast], classes: Sequence[str], any_class: str
) -> Mapping[str, tuple[Spread, Spread]]:
    """a and φ by class and of all classes: of a pair, and of all the pairs of one side."""
    pairs = [(t.came[t.pairs], t.means) for t in trials]
    sides = [side for t in trials for side in _sides(t)]
    kinds: list[int | None] = [*range(len(classes)), None]
    found = each(lambda c: (_spread(pairs, c), _spread(sides, c)), kinds)
    return dict(zip([*classes, any_class], found, strict=True))


def _sides(t: PastForecast) -> list[tuple[Floats, Floats]]:
    """What came and was expected of every source, and of every target."""
    n = round(len(t.came) ** 0.5)
    came, means = (table.reshape(n, n, -1) for table in (t.came, t.all_means))
    return [(came.sum(axis), means.sum(axis)) for axis in (1, 0)]


def _spread(found: Sequence[tuple[Floats, Floats]], c: int | None) -> Spread:
    columns = [
        np.concatenate([table.sum(1) if c is None else table[:, c] for table in tables])
        for tables in zip(*found, strict=True)
    ]
    return fitted_spread(columns[0], columns[1])
