"""Direct consequences of one event, in closed form.

The events that an event calls forth itself are independent Poisson counts, so their number
within a window has mean m = Σ_π w_π Σ_b W^π[k, k', b] · (days of bin b in the window) and
the chance of at least one is 1 − exp(−m). The weights W have gamma posteriors; the interval
is that of m under a gamma with the same mean and variance. What the consequences call forth
in turn is left to simulation (`what_follows`).

Source: Hawkes & Oakes 1974, the cluster representation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.patterns import linked


@dataclass(frozen=True)
class Consequence:
    """Events of one class between two actors that an event calls forth itself.

    `expected` is their mean number in the window, `probability` that of at least one, and
    `interval` the 90 % interval of that probability over the weights' posterior.
    """

    actor: str
    target: str
    action_class: str
    expected: float
    probability: float
    interval: tuple[float, float]
    patterns: tuple[str, ...]


def consequences(
    outlook: Outlook,
    *,
    actor: str,
    action: str,
    target: str,
    day: int,
    start: int,
    horizon: int,
    classes: Callable[[str], str | None],
    least: float = 0.0,
) -> tuple[Consequence, ...]:
    """What an event of `day` calls forth directly in the `horizon` days from `start`.

    Args:
        classes: the class an action is counted under; None leaves it out.
        least: leave out what has fewer expected events.

    Raises:
        UnknownName: an actor or action that is not known.
    """
    fitted = outlook.fitted
    a, k, b = outlook.actor(actor), outlook.action(action), outlook.actor(target)
    days = _days_of_bins(fitted.settings.lags, start - day, horizon)
    labels = [classes(name) for name in fitted.actions]
    mean: dict[tuple[int, int, str], float] = defaultdict(float)
    variance: dict[tuple[int, int, str], float] = defaultdict(float)
    through: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    one = np.array([a]), np.array([b]), np.array([start])
    for n, pattern in enumerate(fitted.patterns):
        links = linked(pattern, *one, outlook.neighbours)
        by_action, spread = _moments(outlook, n, k, days)
        for who, whom, weight in zip(links.actor, links.target, links.weight, strict=True):
            for label, m, v in zip(labels, by_action, spread, strict=True):
                if label is not None and who != whom:
                    key = int(who), int(whom), label
                    mean[key] += weight * m
                    variance[key] += weight**2 * v
                    through[key].add(pattern.name)
    names = outlook.history.actors
    found = [
        Consequence(
            names[who], names[whom], label, m, float(-np.expm1(-m)),
            _interval(m, variance[who, whom, label]), tuple(sorted(through[who, whom, label])),
        )
        for (who, whom, label), m in mean.items()
        if m >= least
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (-c.expected, c.actor, c.target, c.action_class)))


def _days_of_bins(lags: tuple[int, ...], first: int, horizon: int) -> Floats:
    """Days of each lag bin that lie between `first` and `first + horizon − 1` days after."""
    begin, end = np.asarray(lags[:-1]), np.asarray(lags[1:])
    overlap = np.minimum(end, first + horizon) - np.maximum(begin, max(first, 1))
    days: Floats = np.maximum(overlap, 0).astype(float)
    return days


def _moments(outlook: Outlook, pattern: int, action: int, days: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the expected events of every action, shapes (K,)."""
    fitted = outlook.fitted
    k, lags = len(fitted.actions), fitted.settings.n_lags
    column = slice(action * lags, (action + 1) * lags)
    weights: Floats = fitted.weights[pattern].reshape(k, -1)[:, column]
    shape = fitted.settings.prior_events + fitted.events[pattern].reshape(k, -1)[:, column]
    mean: Floats = weights @ days
    variance: Floats = (weights**2 / shape) @ days**2
    return mean, variance


def _interval(mean: float, variance: float) -> tuple[float, float]:
    """90 % interval of 1 − exp(−m) for m with a gamma of this mean and variance."""
    from scipy.special import gammaincinv

    if mean <= 0 or variance <= 0:
        chance = float(-np.expm1(-mean))
        return chance, chance
    shape, scale = mean**2 / variance, variance / mean
    low, high = gammaincinv(shape, [0.05, 0.95]) * scale
    return float(-np.expm1(-low)), float(-np.expm1(-high))
