"""How far a count may lie from its expectation: chance, families and unsure parameters.

A count of a window has the mean m of the forecast. Given the parameters it is a sum of
families (an event and what it calls forth) of mean size g, so that its variance is about
m g². The parameters have posteriors: a weight W is gamma with shape s + N, so that its
variance is W²/(s + N); a background rate likewise; an actor's share of an action is a
Dirichlet share, of relative variance close to one over its prior and observed events. The
delta method turns them into the variance V of m, with the renewal equation read backwards
as the gradient. The predictive law is negative binomial with mean m and variance m g² + V,
in the way of a gamma-mixed Poisson count. Where a side is open the count is that of an
actor's whole activity, which changes for reasons outside the stream: φ m² is added (`drift`).

An actor the model never saw has the mean share of its country or sector: it may be as active
as the most or the least active of them, and V grows by the square of their relative spread.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.overdispersion import drift
from ramify.reasoning.dynamics.forecasting.windows import Window
from ramify.reasoning.dynamics.process.background import RATE_SHAPE

LOW, HIGH = 0.05, 0.95


def variances(window: Window, actions: list[int | None]) -> Floats:
    """Variance of the expected count of each asked action over the parameters' posteriors."""
    worth = window.worth(actions)
    return _of_weights(window, worth) + _of_background(window, worth)


def changing(window: Window) -> float:
    """Relative variance of activity from window to window where a side is open; 0 for a pair."""
    h, asked = window.outlook.history, window.asked
    if asked.actor is not None and asked.target is not None:
        return 0.0
    group = np.zeros(len(h), dtype=np.int64)
    if asked.actor is not None or asked.target is not None:
        group = h.object if asked.actor is None else h.subject
    return drift(group, window.start - h.day, window.horizon)


def _of_weights(window: Window, worth: tuple[Floats, Floats]) -> Floats:
    f = window.outlook.fitted
    total = np.zeros(worth[0].shape[2])
    inside = _reads_within(window)
    for p, (weights, events) in enumerate(zip(f.weights, f.events, strict=True)):
        spread = weights**2 / (f.settings.prior_events + events)
        for v in range(len(total)):
            by_side = [w[:, :, v].T for w in worth]
            gradient = sum(
                g @ side.reads[p] for g, side in zip(by_side, window.sides, strict=False)
            )
            for here, there in np.argwhere(window.feedback[p]):
                part = window.feedback[p, here, there]
                gradient += part * (by_side[there] @ inside[here])
            total[v] += float((gradient**2 * spread).sum())
    return total


def _reads_within(window: Window) -> tuple[Floats, Floats]:
    """Expected events of the window itself that later days of it read, shape (days, K·B)."""
    f = window.outlook.fitted
    k, lags = len(f.actions), np.asarray(f.settings.lags)
    reads = []
    for events in window.renewed:
        run = np.concatenate([np.zeros((1, k)), np.cumsum(events, axis=0)])
        days = np.arange(len(events))[:, None]
        edge = np.maximum(days - lags + 1, 0)
        by_bin = run[edge[:, :-1]] - run[edge[:, 1:]]
        reads.append(by_bin.transpose(0, 2, 1).reshape(len(events), -1))
    return reads[0], reads[1]


def _of_background(window: Window, worth: tuple[Floats, Floats]) -> Floats:
    """Variance through rates and shares; that of a stranger is common to all its actions."""
    outlook = window.outlook
    tally = outlook.fitted.background.actor_counts.sum(1)
    turned = window.asked.turned
    sides = [s for s in (window.asked, turned) if s]
    mean = [
        np.einsum("dk,dkv->kv", side.base, w) for side, w in zip(window.sides, worth, strict=False)
    ]
    total = np.zeros(worth[0].shape[2])
    for asked, part in zip(sides, mean, strict=True):
        own = 1.0 / (tally + RATE_SHAPE)
        for number, acting in ((asked.actor, True), (asked.target, False)):
            own = own + _share_spread(outlook, number, acting)
        total += own @ part**2
    for number in {window.asked.actor, window.asked.target} - {None}:
        total += stranger_spread(outlook, number) * sum(mean).sum(0) ** 2
    return total


def _share_spread(outlook: Outlook, number: int | None, acting: bool) -> Floats:
    """Relative variance of an actor's share of each action; 0 if open or a stranger's."""
    b = outlook.fitted.background
    own = -1 if number is None else outlook.actor_of[number]
    if own < 0:
        return np.zeros(len(b.rate))
    counts, base = (b.actor_counts, b.actor_base) if acting else (b.target_counts, b.target_base)
    alpha = counts[:, own] + b.prior * base[own]
    whole = counts.sum(1) + b.prior
    return np.asarray((whole - alpha) / (alpha * (whole + 1.0)))


def stranger_spread(outlook: Outlook, number: int | None) -> float:
    """Relative variance of activity among those an unknown actor is judged by; 0 if known.

    One actor like any other is added to them, so that a single countryman proves little.
    """
    if number is None or outlook.actor_of[number] >= 0:
        return 0.0
    base = outlook.fitted.background.actor_base
    everybody = float(base.var() / base.mean() ** 2)
    alike = base[outlook.alike(number)]
    if not len(alike):
        return everybody
    own = float(alike.var() / alike.mean() ** 2)
    return (len(alike) * own + everybody) / (len(alike) + 1)


def chance(expected: float, relative: float) -> float:
    """Probability of at least one where the mean is gamma with this relative variance.

    >>> round(chance(1.0, 0.0), 4), round(chance(1.0, 1.0), 4)
    (0.6321, 0.5)
    """
    if not relative:
        return float(-np.expm1(-expected))
    return float(-np.expm1(-np.log1p(relative * expected) / relative))


def chance_interval(expected: float, relative: float) -> tuple[float, float]:
    """90 % interval of the probability of at least one over the parameters' posteriors."""
    from scipy.special import gammaincinv

    if not relative:
        return chance(expected, 0.0), chance(expected, 0.0)
    low, high = gammaincinv(1.0 / relative, [LOW, HIGH]) * relative * expected
    return chance(float(low), 0.0), chance(float(high), 0.0)


def count_interval(mean: float, variance: float) -> tuple[float, float]:
    """90 % interval of a negative binomial count; Poisson where variance is no more than mean.

    >>> count_interval(10.0, 10.0), count_interval(10.0, 60.0)
    ((5.0, 15.0), (1.0, 25.0))
    """
    from scipy.special import betaincc, gammaincc

    beyond = variance - mean

    def below(count: int) -> float:
        if beyond <= 0:
            return float(gammaincc(count + 1, mean))
        return float(betaincc(count + 1, mean**2 / beyond, beyond / variance))

    return _quantile(below, LOW), _quantile(below, HIGH)


def _quantile(below: Callable[[int], float], q: float) -> float:
    """The least count that at least a share q does not exceed, by doubling and halving."""
    high = 1
    while below(high) < q:
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if below(middle) < q else (low, middle)
    return float(high)
