"""The level at the day of a forecast: base rates from the acts before it, the latest counting most.

One E pass with the fitted W shares the acts out; an act of age d counts 2^(−d / 120) times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.excitation import MEMORY, Exciters
from ramify.reasoning.dynamics.rates.panel import Panel

HALF_LIFE = 120.0
"""Days; 60 and fewer predict worse, no fading at all nearly as well."""


@dataclass(frozen=True, eq=False)
class FadedActs:
    """The base rate's own acts by pair and class, faded, and the days that they fell in."""

    acts: Floats
    days: float


def tally_at(panel: Panel, weights: Floats, level: Floats) -> FadedActs:
    """What the base rate brought before the panel's end, by W and the level before.

    Args:
        weights: W of a fit.
        level: r by pair and class, by which acts are shared out.
    """
    first = min(panel.first + MEMORY, panel.stop)
    evidence = Exciters.of(panel, first)
    pair, kind = panel.pair[evidence.order], evidence.kind
    own = level[pair, kind]
    share = own / (own + evidence.excited(weights))
    age = panel.stop - panel.day[evidence.order]
    value = panel.count[evidence.order] * share * _faded(age)
    cell = pair * panel.shape[1] + kind
    acts = np.bincount(cell, value, minlength=level.size).astype(float).reshape(level.shape)
    return FadedActs(acts, float(_faded(np.arange(1, panel.stop - first + 1)).sum()))


def _faded(age: Ints) -> Floats:
    faded: Floats = 2.0 ** (-age / HALF_LIFE)
    return faded
