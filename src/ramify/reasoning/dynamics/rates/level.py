"""The level at the day of a forecast: base rates from the acts before it, the latest counting most.

One E pass with the fitted W shares the acts out; an act of age d counts 2^(−d / 120) times. That
says how the acts are spread over pairs. How many there are in all moves faster (newswires swell
and shrink): the whole level is set to the daily acts of all pairs, faded by half in 250 / √n days
with n acts a day: what is counted well need not be averaged for long. How deep a rest is differs
from year to year, so that days of a rest tell little of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.ahead import usual
from ramify.reasoning.dynamics.rates.excitation import MEMORY, Exciters, learned_days
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.season import Season, resting_days

HALF_LIFE = 120.0
"""Days; 60 and fewer predict worse, no fading at all nearly as well."""
VOLUME_FADING, VOLUME_DAYS = 250.0, (10.0, 120.0)
"""Days times √(acts a day), and the shortest and longest half-life: 47 days at the 28 acts a day
of ICEWS 2011 to 2014 between countries, 11 at the 478 of 2018, which foretell 30 days best."""
REST_WORTH = 0.1
"""What a day of a rest counts for how many acts there are."""
VOLUME_PRIOR = 100.0
_OF_LATE = 90


@dataclass(frozen=True, eq=False)
class FadedActs:
    """The base rate's own acts by pair and class, faded, and the covered days they fell in."""

    acts: Floats
    days: float


def tally_at(
    panel: Panel, weights: Floats, level: Floats, half_life: float = HALF_LIFE
) -> FadedActs:
    """What the base rate brought before the panel's end, by W and the level before.

    Args:
        weights: W of a fit.
        level: r by pair and class, by which acts are shared out.
        half_life: days in which an act comes to count half.
    """
    first = min(panel.first + MEMORY, panel.stop)
    evidence = Exciters.of(panel, first)
    pair, kind = panel.pair[evidence.order], evidence.kind
    own = level[pair, kind]
    share = own / (own + evidence.excited(weights))
    age = panel.stop - panel.day[evidence.order]
    value = panel.count[evidence.order] * share * faded(age, half_life)
    cell = pair * panel.shape[1] + kind
    days = learned_days(panel.covered, first - panel.first) @ faded(_ages(panel), half_life)
    acts = np.bincount(cell, value, minlength=level.size).astype(float).reshape(level.shape)
    return FadedActs(acts, float(days))


def at_volume(
    panel: Panel, weights: Floats, level: Floats, season: Season | None = None
) -> Floats:  # fmt: skip
    """A level as a whole set to how many acts a day the panel had of late, for the season.

    The level itself counts for `VOLUME_PRIOR` acts, so that a handful of acts moves little.
    """
    since, days = panel.date_of(panel.first), panel.stop - panel.first
    worth = np.where(resting_days(since, days), REST_WORTH, 1.0)
    fading = faded(_ages(panel), volume_half_life(panel)) * worth * panel.covered
    acts = float(panel.count @ fading[panel.day - panel.first])
    factors = (season or Season()).factors(since, days, panel.classes)
    at_level = float(fading @ factors @ usual(weights, level).sum(0))
    scaled: Floats = level * ((acts + VOLUME_PRIOR) / (at_level + VOLUME_PRIOR))
    return scaled


def volume_half_life(panel: Panel) -> float:
    """Days in which an act comes to count half for how many there are in all."""
    days = min(float(panel.covered.sum()), _OF_LATE)
    daily = float(panel.count[panel.day >= panel.since(_OF_LATE)].sum()) / max(days, 1.0)
    shortest, longest = VOLUME_DAYS
    return float(np.clip(VOLUME_FADING / max(daily, 1e-9) ** 0.5, shortest, longest))


def _ages(panel: Panel) -> Ints:
    """How many days ago each day of a panel was, on the day after it."""
    return np.arange(panel.stop - panel.first, 0, -1)


def faded(age: Ints, half_life: float) -> Floats:
    """What acts of an age in days count."""
    found: Floats = 2.0 ** (-np.asarray(age) / half_life)
    return found
