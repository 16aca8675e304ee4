"""Fitting base rates and excitation together, by EM.

E step: every act is the base rate's with probability r / λ, else one of W's cells'. M step:
r = (α + N) / (α / m + T) and W likewise (`excitation.maximised`). b and α are learned anew at
a few steps (`RENEWED`) from the base rate's share of the acts. The posterior mean of r as it
stands, the act itself included, is unbiased on simulated streams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify.reasoning.dynamics.rates.excitation import (
    BINS,
    MEMORY,
    Exciters,
    exposure,
    lag_days,
    learned_days,
    maximised,
    offspring,
)
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.prior import Prior, learned

STEPS = 30
RENEWED = (1, 4, 9, 19)
BLOCKS = 3
LEAST_DAYS = 3 * MEMORY


@dataclass(frozen=True, eq=False)
class RateFit:
    """What a fit found: prior, W (2, classes, classes · bins), and shares of the acts.

    `level` is r by pair and class; `share` of the acts came of it, and `branching` more acts
    of one act on average. `log_likelihood` goes by step.
    """

    prior: Prior
    weights: Floats
    level: Floats
    share: float
    branching: float
    log_likelihood: tuple[float, ...]


def fit_rates(panel: Panel, progress: Callable[[int, int], None] | None = None) -> RateFit:
    """Base rates and excitation of a panel of acts.

    The first 30 days are read as past and not learned from; nor are days that no source covers,
    and those after a gap as long as half their memory.

    Raises:
        InputError: the panel covers fewer than 90 days, or holds no act after the first 30.

    >>> from ramify.reasoning.dynamics.stream import Stream
    >>> quiet = Stream.from_quadruples([(0, 0, 1, 5)], actors=["A", "B"], actions=["x"])
    >>> fit_rates(Panel.of(quiet, str, stop=100))
    Traceback (most recent call last):
        ...
    ramify._errors.InputError: no acts between countries to learn base rates from
    """
    first = panel.first + MEMORY
    learned_from = learned_days(panel.covered)
    if learned_from.sum() + MEMORY < LEAST_DAYS:
        repair = f"give a record of at least {LEAST_DAYS} days"
        raise InputError("too few days to tell base rates from excitation", repair=repair)
    if not learned_from[panel.day - panel.first].any():
        raise InputError("no acts between countries to learn base rates from")
    evidence, exposed = Exciters.of(panel, first), exposure(panel, first)
    acts = panel.count[evidence.order]
    cell = panel.pair[evidence.order] * panel.shape[1] + evidence.kind
    days = float(learned_from.sum())
    edges, elapsed = np.linspace(0.0, days, BLOCKS + 1), np.cumsum(learned_from) - 1.0
    when = elapsed[panel.day[evidence.order] - panel.first]
    block = np.searchsorted(edges[1:-1], when, side="right")
    prior = Prior.plain(panel.shape[1])
    share, weights = np.full(len(acts), 0.5), _first_weights(panel, exposed, float(acts.sum()))
    path: list[float] = []
    for step in range(STEPS):
        base = _tallied(cell, acts * share, panel.shape)
        if step in RENEWED:
            parts = [
                _tallied(cell, acts * share * (block == n), panel.shape) for n in range(BLOCKS)
            ]
            prior = learned(parts, list(np.diff(edges)), prior)
        level = prior.level(base, days)
        own = level.ravel()[cell]
        intensity = own + evidence.excited(weights)
        brought = evidence.shared(weights, intensity)
        path.append(
            float(acts @ np.log(intensity)) - days * float(level.sum())
            - float((weights * exposed).sum())
        )  # fmt: skip
        share, weights = own / intensity, maximised(brought, exposed)
        if progress:
            progress(step + 1, STEPS)
    level = prior.level(_tallied(cell, acts * share, panel.shape), days)
    each = offspring(weights).sum((0, 1))
    by_class = np.bincount(panel.kind, panel.count, minlength=panel.shape[1])
    return RateFit(
        prior, weights, level, float(acts @ share / acts.sum()),
        float(each @ by_class / by_class.sum()), tuple(path),
    )  # fmt: skip


def _tallied(cell: Ints, value: Floats, shape: tuple[int, int]) -> Floats:
    total = np.bincount(cell, value, minlength=shape[0] * shape[1])
    return total.reshape(shape).astype(float)


def _first_weights(panel: Panel, exposed: Floats, acts: float) -> Floats:
    """Half of the acts brought by others, alike in all classes, at first."""
    kinds = panel.shape[1]
    days = np.maximum(kinds * exposed.reshape(kinds, BINS).sum(0), 1.0)
    mean = 0.5 * acts / 2 / BINS / days
    assert len(mean) == len(lag_days())
    return np.tile(mean, (2, kinds, kinds)).reshape(2, kinds, kinds * BINS)
