"""A window of days seen from its eve: what the past brings into it, and what that begets.

Direct events, those of the background and of the past, have a known rate on every day. They
call forth others within the window: through *repeat* and *return* of the asked pair (when
everything is asked about, through every pattern). The renewal equation adds those up day by
day; read backwards it gives what one event of a day is worth until the window ends, which is
what shares and variances need. What other pairs start within the window is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify.reasoning.dynamics.past import Past, lag_table
from ramify.reasoning.dynamics.stream import Ints

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.outlook import Outlook

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """Who does what to whom, as numbers; None is anybody or anything."""

    actor: int | None
    action: int | None
    target: int | None

    def chosen(self, actor: Ints, action: Ints, target: Ints) -> NDArray[np.bool_]:
        """Which of these events are asked about."""
        keep = np.ones(len(actor), dtype=bool)
        for want, column in ((self.actor, actor), (self.action, action), (self.target, target)):
            if want is not None:
                keep &= column == want
        return keep

    @property
    def turned(self) -> Asked | None:
        """The same pair the other way round, if it is one pair."""
        if self.actor is None or self.target is None or self.actor == self.target:
            return None
        return replace(self, actor=self.target, target=self.actor)


class Tables(NamedTuple):
    """Weights (K, B·K) by which the asked set feeds itself, and the first day of each bin."""

    same: Floats
    opposite: Floats
    lags: Ints


@dataclass(frozen=True, eq=False)
class Direct:
    """Direct events of one direction.

    base: events by day and action from the background, shape (days, K); reads: for every
    pattern the linked weight by day and (action, lag bin), shape (P, days, K·B). Both are
    raised for what the history lacks (`unrecorded`); events of the window itself are not.
    """

    base: Floats
    reads: tuple[Floats, ...]

    def daily(self, weights: Floats) -> Floats:
        """Expected events by day and action."""
        total = self.base.copy()
        for read, w in zip(self.reads, weights, strict=True):
            total += read @ w.T
        return total


@dataclass(frozen=True, eq=False)
class Window:
    """Days from `start`, with the action left open."""

    outlook: Outlook
    asked: Asked
    start: int
    horizon: int

    @cached_property
    def sides(self) -> tuple[Direct, ...]:
        """The asked direction, and the opposite one where it feeds the asked."""
        turned = self.asked.turned
        return tuple(self._direct(side) for side in (self.asked, turned) if side)

    @cached_property
    def daily(self) -> tuple[Floats, Floats]:
        """Direct events by day and action, (days, K): asked direction and opposite."""
        found = [side.daily(self.outlook.fitted.weights) for side in self.sides]
        return found[0], found[1] if len(found) > 1 else np.zeros_like(found[0])

    @cached_property
    def level(self) -> Floats:
        """By how much each day is raised for what the history lacks."""
        return self.outlook.level(self.start + np.arange(self.horizon))

    def _direct(self, asked: Asked) -> Direct:
        f = self.outlook.fitted
        p, q = self.outlook.shares
        share = (p.sum(1) if asked.actor is None else p[:, asked.actor]) * (
            q.sum(1) if asked.target is None else q[:, asked.target]
        )
        return Direct(
            np.outer(self.level, f.background.rate * share),
            tuple(self._reads(past, asked) for past in self.outlook.pasts),
        )

    def _reads(self, past: Past, asked: Asked) -> Floats:
        f = self.outlook.fitted
        k, lags, bins = len(f.actions), f.settings.n_lags, lag_table(f.settings)
        rows = self.rows(past, asked)
        read = np.empty((self.horizon, k * lags))
        for d in range(self.horizon):
            lag = self.start + d - past.day[rows]
            live = (lag > 0) & (lag <= f.settings.memory_days)
            cell = past.kind[rows[live]] * lags + bins[lag[live]]
            read[d] = np.bincount(cell, weights=past.weight[rows[live]], minlength=k * lags)
        return read * self.level[:, None]

    def rows(self, past: Past, asked: Asked) -> Ints:
        """Where the events that a pattern links to the asked set and still count stand."""
        rows = _rows_of(past, asked, len(self.outlook.history.actors))
        return rows[past.day[rows] > self.start - self.outlook.fitted.settings.lags[-1]]

    @cached_property
    def feedback(self) -> tuple[tuple[float, bool], ...]:
        """For every pattern how much of it feeds the asked set, and whether turned round."""
        pasts, found = self.outlook.pasts, []
        everything = self.asked.actor is None and self.asked.target is None
        for pattern, past in zip(self.outlook.fitted.patterns, pasts, strict=True):
            if everything:
                found.append((float(past.mass.mean()), False))
            elif pattern.name == "return" and self.asked.turned:
                found.append((1.0, True))
            else:
                found.append((float(pattern.name == "repeat"), False))
        return tuple(found)

    @cached_property
    def tables(self) -> Tables:
        f = self.outlook.fitted
        k, lags = len(f.actions), f.settings.n_lags
        sums = np.zeros((2, k, k * lags))
        for (part, turned), w in zip(self.feedback, f.weights, strict=True):
            sums[int(turned)] += part * w
        same, opposite = (t.reshape(k, k, lags).transpose(0, 2, 1).reshape(k, -1) for t in sums)
        return Tables(same, opposite, np.asarray(f.settings.lags))

    @cached_property
    def renewed(self) -> tuple[Floats, Floats]:
        """Expected events by day and action, (days, K): asked direction and opposite."""
        everybody = np.ones((len(self.outlook.fitted.actions), 1))
        forth, back = renewal(self.tables, *self.daily, everybody)
        return forth[..., 0], back[..., 0]

    def expected(self) -> Floats:
        """Expected events of every action, shape (K,)."""
        return np.asarray(self.renewed[0].sum(0))

    def worth(self, actions: list[int | None]) -> tuple[Floats, Floats]:
        """Asked events until the end that one event of a day brings, itself included.

        Shape (days, K, V), by day and action of the event, for each of V asked actions (None:
        any): for events of the asked direction, and of the opposite one.
        """
        wanted = np.zeros((len(self.outlook.fitted.actions), len(actions)))
        for column, action in enumerate(actions):
            wanted[slice(None) if action is None else action, column] = 1.0
        return worth(self.tables, wanted, self.horizon)


def _rows_of(past: Past, asked: Asked, n: int) -> Ints:
    group = np.arange(len(past.keys))
    if asked.actor is not None:
        lo, hi = np.searchsorted(past.keys, [asked.actor * n, (asked.actor + 1) * n])
        group = group[lo:hi]
    if asked.target is not None:
        group = group[past.keys[group] % n == asked.target]
    if not len(group):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate([np.arange(past.ptr[g], past.ptr[g + 1]) for g in group])


def renewal(tables: Tables, forth: Floats, back: Floats, fertile: Floats) -> tuple[Floats, Floats]:
    """Direct events and all that they call forth among themselves, shapes (days, K, V).

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
    return total, other


def worth(tables: Tables, wanted: Floats, days: int) -> tuple[Floats, Floats]:
    """The renewal equation read backwards: the adjoint of `renewal` with all fertile.

    Σ over days of forth · worth[0] + back · worth[1] is the sum of the wanted actions.
    """
    k, v = wanted.shape
    lags = tables.lags
    same, opposite = (
        t.reshape(k, -1, k).transpose(2, 1, 0).reshape(k, -1)
        for t in (tables.same, tables.opposite)
    )
    forth, back = np.empty((2, days, k, v))
    # later[d]: worth summed over the days from d on
    later, later_back = np.zeros((2, days + 1, k, v))
    for d in range(days - 1, -1, -1):
        edge = np.minimum(d + lags, days)
        own = (later[edge[:-1]] - later[edge[1:]]).reshape(-1, v)
        their = (later_back[edge[:-1]] - later_back[edge[1:]]).reshape(-1, v)
        forth[d] = wanted + same @ own + opposite @ their
        back[d] = same @ their + opposite @ own
        later[d] = later[d + 1] + forth[d]
        later_back[d] = later_back[d + 1] + back[d]
    return forth, back
