"""Forecasts: how likely is such an event within a window, and what speaks for it.

Closed form: past events and the background give the asked events a known rate; other events
of the window add to it through *repeat* and *return* of the same pair (when everything is
asked about, through every pattern), by a renewal equation in days. The probability of at
least one is 1 − exp(−Λ), where Λ leaves out the children of the asked events themselves: the
first has no earlier one. What other pairs start within the window is left to simulation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UsageError
from ramify.reasoning.dynamics.futures import Simulation, simulate, wilson
from ramify.reasoning.dynamics.past import lag_table
from ramify.reasoning.dynamics.stream import Ints

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.outlook import Outlook

Floats = NDArray[np.float64]
Method = Literal["closed", "simulation"]


@dataclass(frozen=True)
class Forecast:
    """An answer about a window of days.

    probability: of at least one such event; interval of the count: 90 %, given the model.
    baseline: probability at the pair's (or asked set's) own mean rate over the history, which
        is `baseline_events` in `baseline_days`.
    within: 95 % interval of a simulated probability, from the number of futures.
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
    baseline_events: int = 0
    baseline_days: int = 0
    within: tuple[float, float] | None = None


def forecast(
    outlook: Outlook,
    *,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
    method: Method = "closed",
    simulations: int = 500,
    seed: int = 0,
) -> Forecast:
    """Forecast events in the `horizon` days from `start`; anything left open is summed over.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor or action that is not known.
    """
    window = _window(outlook, actor, target, start, horizon, method, simulations, seed)
    return window.answers([None if action is None else outlook.action(action)])[0]


def forecasts(
    outlook: Outlook,
    *,
    actor: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
    method: Method = "closed",
    simulations: int = 500,
    seed: int = 0,
    most: int | None = 10,
) -> tuple[Forecast, ...]:
    """Any action first, then the likeliest `most` actions (all if None), from one pass.

    Each equals what `forecast` answers for that action.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor that is not known.
    """
    window = _window(outlook, actor, target, start, horizon, method, simulations, seed)
    likeliest = np.argsort(-window.expected(), kind="stable")[:most]
    return tuple(window.answers([None, *likeliest.tolist()]))


def _window(
    outlook: Outlook, actor: str | None, target: str | None, start: int | None, horizon: int,
    method: Method, simulations: int, seed: int,
) -> _Window:  # fmt: skip
    start = outlook.history.last_day + 1 if start is None else start
    outlook.check_day(start)
    if horizon < 1:
        raise UsageError("the horizon must be at least one day")
    asked = _Asked(
        None if actor is None else outlook.actor(actor),
        None,
        None if target is None else outlook.actor(target),
    )
    if method == "closed":
        return _Closed(outlook, asked, start, horizon)
    future = simulate(outlook, start=start, horizon=horizon, simulations=simulations, seed=seed)
    return _Simulated(outlook, asked, start, horizon, future)


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


@dataclass(frozen=True)
class _Figures:
    """What a method gives for one action, or for all together."""

    probability: float
    expected: float
    interval: tuple[float, float]
    notes: tuple[str, ...] = ()
    within: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class _Window(ABC):
    """A question about days to come with its action left open."""

    outlook: Outlook
    asked: _Asked
    start: int
    horizon: int

    @abstractmethod
    def expected(self) -> Floats:
        """Expected events of every action, shape (K,)."""

    @abstractmethod
    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        """The answer for each of these actions; None is any."""

    def answers(self, actions: Sequence[int | None]) -> list[Forecast]:
        notes = _notes(self.outlook, self.asked)
        found = zip(actions, self.figures(actions), strict=True)
        return [self._answer(replace(self.asked, action=a), f, notes) for a, f in found]

    def _answer(self, asked: _Asked, found: _Figures, notes: tuple[str, ...]) -> Forecast:
        h, f = self.outlook.history, self.outlook.fitted
        days = h.last_day - h.first_day + 1
        events = int(asked.chosen(h.subject, h.action, h.object).sum())
        base = events / days * self.horizon
        return Forecast(
            None if asked.actor is None else h.actors[asked.actor],
            None if asked.action is None else f.actions[asked.action],
            None if asked.target is None else h.actors[asked.target],
            self.start, self.horizon, found.probability, found.expected, found.interval,
            float(-np.expm1(-base)), base, found.expected / base if base > 0 else None,
            self.method, notes + found.notes, events, days, found.within,
        )  # fmt: skip

    @property
    @abstractmethod
    def method(self) -> str: ...


@dataclass(frozen=True, eq=False)
class _Simulated(_Window):
    future: Simulation
    method = "simulation"

    def expected(self) -> Floats:
        f = self.future
        mine = self.asked.chosen(f.actor, f.action, f.target)
        k = len(self.outlook.fitted.actions)
        return np.bincount(f.action[mine], minlength=k) / f.simulations

    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        return [self._figures(replace(self.asked, action=action)) for action in actions]

    def _figures(self, asked: _Asked) -> _Figures:
        f = self.future
        counts = f.counts(asked.chosen(f.actor, f.action, f.target))
        low, high = np.quantile(counts, [0.05, 0.95])
        hits, n = int((counts > 0).sum()), len(counts)
        least, most = wilson(hits, n)
        note = f"probabilities from {n} simulated futures, with their 95 % intervals"
        interval = (float(low), float(high))
        return _Figures(hits / n, float(counts.mean()), interval, (note,), (least, most))


@dataclass(frozen=True, eq=False)
class _Closed(_Window):
    """Direct events by day and action, and what they call forth among themselves."""

    method = "closed"

    def expected(self) -> Floats:
        return np.asarray(self._total.sum(0))

    @cached_property
    def _total(self) -> Floats:
        everybody = np.ones((len(self.outlook.fitted.actions), 1))
        return _renewal(self._tables, *self._direct, everybody)[..., 0]

    @cached_property
    def _direct(self) -> tuple[Floats, Floats]:
        asked = self.asked
        forth = _daily(self.outlook, asked, self.start, self.horizon)
        if asked.actor is None or asked.target is None or asked.actor == asked.target:
            return forth, np.zeros_like(forth)
        turned = _Asked(asked.target, None, asked.actor)
        return forth, _daily(self.outlook, turned, self.start, self.horizon)

    @cached_property
    def _tables(self) -> tuple[Floats, Floats, Ints]:
        return _feedback(self.outlook, self.asked)

    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        fertile = np.ones((len(self.outlook.fitted.actions), len(actions)))
        for column, action in enumerate(actions):
            fertile[slice(None) if action is None else action, column] = 0.0
        first = _renewal(self._tables, *self._direct, fertile).sum(0)
        total = self.expected()
        found = []
        for column, action in enumerate(actions):
            wanted = slice(None) if action is None else action
            direct, expected = float(first[wanted, column].sum()), float(total[wanted].sum())
            interval = _count_interval(direct, expected)
            found.append(_Figures(float(-np.expm1(-direct)), expected, interval))
        return found


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
    """Weights (K, B·K) by which the asked set feeds itself: same direction, and opposite."""
    f = outlook.fitted
    k, lags = len(f.actions), f.settings.n_lags
    everything = asked.actor is None and asked.target is None
    same, opposite = np.zeros((k, k * lags)), np.zeros((k, k * lags))
    for pattern, past, w in zip(f.patterns, outlook.pasts, f.weights, strict=True):
        if everything:
            same += w * past.mass.mean()
        elif pattern.name == "repeat":
            same += w
        elif pattern.name == "return" and asked.actor is not None and asked.target is not None:
            opposite += w
    by_lag = [t.reshape(k, k, lags).transpose(0, 2, 1).reshape(k, -1) for t in (same, opposite)]
    return by_lag[0], by_lag[1], np.asarray(f.settings.lags)


def _renewal(
    tables: tuple[Floats, Floats, Ints], forth: Floats, back: Floats, fertile: Floats
) -> Floats:
    """Add what the window's events call forth among themselves: shape (horizon, K, V).

    `fertile` (K, V) is 0 for actions of the asked direction whose children do not count, in
    each of V variants. A day reads sums over the days of each lag bin, taken from running sums.
    """
    same, opposite, lags = tables
    shape = (*forth.shape, fertile.shape[1])
    total = np.broadcast_to(forth[..., None], shape).copy()
    other = np.broadcast_to(back[..., None], shape).copy()
    seen, answered = np.zeros((2, len(forth) + 1, *shape[1:]))
    for d in range(len(forth)):
        if d:
            edge = np.maximum(d - lags + 1, 0)
            own = (seen[edge[:-1]] - seen[edge[1:]]).reshape(-1, shape[2])
            their = (answered[edge[:-1]] - answered[edge[1:]]).reshape(-1, shape[2])
            total[d] += same @ own + opposite @ their
            other[d] += same @ their + opposite @ own
        seen[d + 1] = seen[d] + total[d] * fertile
        answered[d + 1] = answered[d] + other[d]
    return total


def _count_interval(direct: float, expected: float) -> tuple[float, float]:
    """90 % interval of a count of families: mean m, variance m g², g = mean family size.

    Negative binomial with that mean and variance; Poisson where g is one.
    """
    from scipy.special import betainc, gammaincc

    growth = expected / direct if direct > 0 else 1.0
    variance = expected * growth**2
    p = min(expected / variance, 1.0) if variance > 0 else 1.0
    shape = expected * p / max(1 - p, 1e-9)

    def below(count: int) -> float:
        if p > 1 - 1e-9:
            return float(gammaincc(count + 1, expected))
        return float(betainc(shape, count + 1, p))

    return _quantile(below, 0.05), _quantile(below, 0.95)


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


def _notes(outlook: Outlook, asked: _Asked) -> tuple[str, ...]:
    notes = []
    h = outlook.history
    for number in (asked.actor, asked.target):
        if number is None:
            continue
        seen = ((h.subject == number) | (h.object == number)).any()
        if outlook.actor_of[number] < 0 and not seen:
            notes.append(f"{h.actors[number]} was never seen: answered from its country or sector")
    if outlook.set_aside:
        notes.append(f"{outlook.set_aside} events of actions unknown to the model set aside")
    return tuple(notes)
