"""Base rates learned from a stream: what `ramify fit` does for a record, and scripts for ICEWS.

The scatter of counts and the regression on recent counts are learned from forecasts at past days,
each by a process fitted to the days before it. A record too short for such forecasts keeps those
of the rates that it starts from, and so do classes with too few acts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from ramify._errors import InputError
from ramify._threads import each
from ramify.reasoning.dynamics.rates.counts import Spread
from ramify.reasoning.dynamics.rates.excitation import MEMORY, learned_days
from ramify.reasoning.dynamics.rates.fit import LEAST_DAYS, RateFit, fit_rates
from ramify.reasoning.dynamics.rates.level import tally_at
from ramify.reasoning.dynamics.rates.model import ANY, LevelOrigin, Rates, rates_of
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.scatter import WINDOW, PastForecast, scattered, trial
from ramify.reasoning.dynamics.rates.season import Season
from ramify.reasoning.dynamics.rates.stacked import Stacked, learned_stack
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream

MONTHS = 4
"""Past forecasts, thirty days apart."""
ENOUGH_ACTS = 100
"""Acts of a class in them from which its scatter is learned."""
LEAST_STACKED = 2
"""Past forecasts from which the regression on recent counts is learned."""


def learned_rates(stream: Stream, like: Rates, source: str) -> Rates:
    """Base rates, excitation, scatter and regression of a stream's acts.

    Args:
        stream: acts by CAMEO code, with a calendar.
        like: whose classes, drift over years and seasons are taken, and what the stream is too
            short for.
        source: what it was learned from, in words.

    Raises:
        InputError: too few days or acts.
    """
    panel = Panel.of(stream, class_of, classes=like.classes)
    since, stop = panel.date_of(panel.first), panel.date_of(panel.stop)
    if since is None or stop is None:
        raise InputError("base rates need a calendar", repair="give a record with dates")
    days = origins(panel)
    *before, fit = each(fit_rates, [*(panel.between(panel.first, day) for day in days), panel])
    trials = past_forecasts(panel, days, like.season, before)
    spreads, stack = scatter_and_stack(panel, trials, like)
    by_code = Panel.of(stream, str, countries=panel.countries)
    told = LevelOrigin(source, int(panel.count.sum()), since, stop, fit.share, fit.branching)
    return rates_of(
        panel, fit, tally_at(panel, fit.weights, fit.level), codes=by_code.classes,
        code_acts=by_code.tally(), drift=like.drift, learned=told, spreads=spreads, stack=stack,
        season=like.season,
    )  # fmt: skip


def origins(panel: Panel) -> list[int]:
    """Days of past forecasts whose windows end in the panel, the earliest first."""
    days = [panel.stop - WINDOW * n for n in range(MONTHS, 0, -1)]
    return [day for day in days if _can_be_tried(panel, day)]


def _can_be_tried(panel: Panel, day: int) -> bool:
    """Whether enough days before are covered to be fitted to, and half of those foretold."""
    before = learned_days(panel.covers(panel.first, day - panel.first)).sum() + MEMORY
    return bool(before >= LEAST_DAYS and panel.covers(day, WINDOW).mean() >= 0.5)


def past_forecasts(
    panel: Panel, days: Sequence[int], season: Season, fits: Sequence[RateFit] | None = None
) -> list[PastForecast]:
    """Forecasts at past days, then half-way between them by the process fitted before.

    Args:
        fits: to the days before each; fitted here if left out.
    """
    fits = fits or each(fit_rates, [panel.between(panel.first, day) for day in days])
    halfway = [(one + other) // 2 for one, other in pairwise(days)]
    between = [
        (day, fit) for day, fit in zip(halfway, fits, strict=False) if _can_be_tried(panel, day)
    ]
    return each(
        lambda asked: trial(panel, asked[0], asked[1], season),
        [*zip(days, fits, strict=True), *between],
    )


def scatter_and_stack(
    panel: Panel, trials: Sequence[PastForecast], like: Rates
) -> tuple[Mapping[str, tuple[Spread, Spread]], Stacked]:
    """a and φ by class, and the regression, where past forecasts are enough to learn them."""
    if not trials:
        return like.spreads, like.stack
    came = np.sum([t.came.sum(0) for t in trials], axis=0)
    own = scattered(trials[: (len(trials) + 1) // 2], panel.classes, ANY)
    enough = {name for name, acts in zip(panel.classes, came, strict=True) if acts >= ENOUGH_ACTS}
    spreads = {name: own[name] if name in enough | {ANY} else like.spreads[name] for name in own}
    if len(trials) < LEAST_STACKED or came.sum() < 10 * ENOUGH_ACTS:
        return spreads, like.stack
    return spreads, learned_stack(panel, trials, spreads)
