"""Forecasts: how likely is such an event within a window, and what speaks for it.

Closed form: past events and the background give the asked events a known rate; other events
of the window add to it through *repeat* and *return* of the same pair (when everything is
asked about, through every pattern), by a renewal equation in days. The probability of at
least one is 1 − exp(−Λ), where Λ leaves out the children of the asked events themselves: the
first has no earlier one. What other pairs start within the window is left to simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UsageError
from ramify.reasoning.dynamics.futures import simulate, wilson
from ramify.reasoning.dynamics.past import lag_table
from ramify.reasoning.dynamics.stream import Ints

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.outlook import Outlook

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """An answer about a window of days.

    probability: of at least one such event; interval of the count: 90 %, given the model.
    baseline: probability at the pair's (or asked set's) own mean rate over the history.
    lift: expected over what the baseline rate expects; None where the baseline is nothing.
    """

    actor: str | None
    action: str | None
    target: str | None
    start: int
    horizon: int
    probability: float
    expected: float
    interval: tuple[float, float]
    baseline: float
    baseline_expected: float
    lift: float | None
    method: str
    notes: tuple[str, ...] = ()


def forecast(
    outlook: Outlook,
    *,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
    method: Literal["closed", "simulation"] = "closed",
    simulations: int = 500,
    seed: int = 0,
) -> Forecast:
    """Forecast events in the `horizon` days from `start`; anything left open is summed over.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor or action that is not known.
    """
    start = outlook.history.last_day + 1 if start is None else start
    outlook.check_day(start)
    if horizon < 1:
        raise UsageError("the horizon must be at least one day")
    asked = _Asked(
        None if actor is None else outlook.actor(actor),
        None if action is None else outlook.action(action),
        None if target is None else outlook.actor(target),
    )
    if method == "closed":
        direct, expected = closed_form(outlook, asked, start, horizon)
        probability = float(-np.expm1(-direct))
        interval = _count_interval(direct, expected)
    else:
        future = simulate(outlook, start=start, horizon=horizon, simulations=simulations, seed=seed)
        counts = future.counts(asked.chosen(future.actor, future.action, future.target))
        probability, expected = float((counts > 0).mean()), float(counts.mean())
        low, high = np.quantile(counts, [0.05, 0.95])
        interval = (float(low), float(high))
    base = baseline_rate(outlook, asked) * horizon
    return Forecast(
        actor, action, target, start, horizon, probability, expected, interval,
        float(-np.expm1(-base)), base, expected / base if base > 0 else None, method,
        _notes(outlook, asked, probability, simulations if method == "simulation" else 0),
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    actor: int | None
    action: int | None
    target: int | None

    def chosen(self, actor: Ints, action: Ints, target: Ints) -> NDArray[np.bool_]:
        keep = np.ones(len(actor), dtype=bool)
        for want, column in ((self.actor, actor), (self.action, action), (self.target, target)):
            if want is not None:
                keep &= column == want
        return keep


def closed_form(outlook: Outlook, asked: _Asked, start: int, horizon: int) -> tuple[float, float]:
    """Λ up to the first asked event, and the expected count with its own feedback."""
    forth = _daily(outlook, asked, start, horizon)
    pair = asked.actor is not None and asked.target is not None
    back = np.zeros_like(forth)
    if pair and asked.actor != asked.target:
        back = _daily(outlook, _Asked(asked.target, None, asked.actor), start, horizon)
    tables = _feedback(outlook, asked)
    wanted = slice(None) if asked.action is None else asked.action
    silent = np.ones(forth.shape[1])
    silent[wanted] = 0.0
    first = _renewal(tables, forth, back, silent)
    total = _renewal(tables, forth, back, np.ones(forth.shape[1]))
    return float(first[:, wanted].sum()), float(total[:, wanted].sum())


def _daily(outlook: Outlook, asked: _Asked, start: int, horizon: int) -> Floats:
    """Expected direct events by day of the window and action, shape (horizon, K)."""
    f, n = outlook.fitted, len(outlook.history.actors)
    k, lags = len(f.actions), f.settings.n_lags
    p, q = outlook.shares
    share = (p.sum(1) if asked.actor is None else p[:, asked.actor]) * (
        q.sum(1) if asked.target is None else q[:, asked.target]
    )
    bins = lag_table(f.settings)
    daily = np.tile(f.background.rate * share, (horizon, 1))
    for past, w in zip(outlook.pasts, f.weights, strict=True):
        rows = _rows_of(past.keys, past.ptr, asked, n)
        rows = rows[past.day[rows] > start - f.settings.lags[-1]]
        weight = np.empty((horizon, k * lags))
        for d in range(horizon):
            lag = start + d - past.day[rows]
            live = rows[(lag > 0) & (lag <= f.settings.memory_days)]
            cell = past.kind[live] * lags + bins[start + d - past.day[live]]
            weight[d] = np.bincount(cell, weights=past.weight[live], minlength=k * lags)
        daily += weight @ w.T
    return daily


def _rows_of(keys: Ints, ptr: Ints, asked: _Asked, n: int) -> Ints:
    group = np.arange(len(keys))
    if asked.actor is not None:
        lo, hi = np.searchsorted(keys, [asked.actor * n, (asked.actor + 1) * n])
        group = group[lo:hi]
    if asked.target is not None:
        group = group[keys[group] % n == asked.target]
    if not len(group):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate([np.arange(ptr[g], ptr[g + 1]) for g in group])


def _feedback(outlook: Outlook, asked: _Asked) -> tuple[Floats, Floats, Ints]:
    """Weights (K, K, B) by which the asked set feeds itself: same direction, and opposite."""
    f = outlook.fitted
    k, lags = len(f.actions), f.settings.n_lags
    everything = asked.actor is None and asked.target is None
    same, opposite = np.zeros((k, k, lags)), np.zeros((k, k, lags))
    for pattern, past, w in zip(f.patterns, outlook.pasts, f.weights, strict=True):
        if everything:
            same += w.reshape(k, k, lags) * past.mass.mean()
        elif pattern.name == "repeat":
            same += w.reshape(k, k, lags)
        elif pattern.name == "return" and asked.actor is not None and asked.target is not None:
            opposite += w.reshape(k, k, lags)
    return same, opposite, np.asarray(f.settings.lags)


def _renewal(
    tables: tuple[Floats, Floats, Ints], forth: Floats, back: Floats, fertile: Floats
) -> Floats:
    """Add what the window's events call forth among themselves, day by day.

    `fertile` (K,) is 0 for actions of the asked direction whose children do not count.
    """
    same, opposite, lags = tables
    bins = np.searchsorted(lags, np.arange(len(forth) + 1), side="right") - 1
    total, other = forth.copy(), back.copy()
    for d in range(1, len(forth)):
        for earlier in range(max(0, d - int(lags[-1]) + 1), d):
            b = bins[d - earlier]
            seen = total[earlier] * fertile
            total[d] += same[:, :, b] @ seen + opposite[:, :, b] @ other[earlier]
            other[d] += same[:, :, b] @ other[earlier] + opposite[:, :, b] @ seen
    return total


def _count_interval(direct: float, expected: float) -> tuple[float, float]:
    """90 % interval of a count of families: mean m, variance m g², g = mean family size."""
    from scipy.stats import nbinom, poisson

    growth = expected / direct if direct > 0 else 1.0
    variance = expected * growth**2
    if variance <= expected * (1 + 1e-9):
        low, high = poisson.ppf([0.05, 0.95], expected)
    else:
        p = expected / variance
        low, high = nbinom.ppf([0.05, 0.95], expected * p / (1 - p), p)
    return float(low), float(high)


def baseline_rate(outlook: Outlook, asked: _Asked) -> float:
    """Mean events a day of the asked set over the history."""
    h = outlook.history
    days = h.last_day - h.first_day + 1
    return float(asked.chosen(h.subject, h.action, h.object).sum() / days)


def _notes(
    outlook: Outlook, asked: _Asked, probability: float, simulations: int
) -> tuple[str, ...]:
    notes = []
    h = outlook.history
    for number in (asked.actor, asked.target):
        if number is None:
            continue
        seen = ((h.subject == number) | (h.object == number)).any()
        if outlook.actor_of[number] < 0 and not seen:
            notes.append(f"{h.actors[number]} was never seen: answered from its country or sector")
    if simulations:
        low, high = wilson(round(probability * simulations), simulations)
        notes.append(f"from {simulations} futures: probability between {low:.3f} and {high:.3f}")
    if outlook.set_aside:
        notes.append(f"{outlook.set_aside} events of actions unknown to the model set aside")
    return tuple(notes)
