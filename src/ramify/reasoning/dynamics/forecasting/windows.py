"""A window of days seen from its eve: what the past brings into it, and what that begets.

Direct events, those of the background and of the past, have a known rate on every day. They
call forth others within the window: of a pair through *repeat* and *return*; where one side
is open, through every pattern whose child has the known actor on one side or the other; where
everything is asked about, through all. The renewal equation adds those up day by day; read
backwards it gives what one event of a day is worth until the window ends, which is what shares
and variances need. What others start within the window among themselves is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.past import Past, lag_table
from ramify.reasoning.dynamics.process.patterns import Pattern


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
        """The same the other way round; None of everything, which has no other way."""
        if self.actor == self.target:
            return None
        return replace(self, actor=self.target, target=self.actor)


class Feedback(NamedTuple):
    """How the asked direction (0) and the opposite one (1) feed each other."""

    weights: Floats
    """Shape (2, 2, K, B·K): from one direction to another."""
    lags: Ints
    """First day of each bin, and one past the last."""


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
            live = (lag >= f.settings.lags[0]) & (lag <= f.settings.memory_days)
            cell = past.kind[rows[live]] * lags + bins[lag[live]]
            read[d] = np.bincount(cell, weights=past.weight[rows[live]], minlength=k * lags)
        return read * self.level[:, None]

    def rows(self, past: Past, asked: Asked) -> Ints:
        """Where the events that a pattern links to the asked set and still count stand."""
        rows = _rows_of(past, asked, len(self.outlook.history.actors))
        return rows[past.day[rows] > self.start - self.outlook.fitted.settings.lags[-1]]

    @cached_property
    def feedback(self) -> Floats:
        """The part of each pattern by which a direction feeds another, shape (P, 2, 2)."""
        patterns = self.outlook.fitted.patterns
        sides = [side for side in (self.asked, self.asked.turned) if side]
        found = np.zeros((len(patterns), 2, 2))
        for n, (pattern, past) in enumerate(zip(patterns, self.outlook.pasts, strict=True)):
            for here, side in enumerate(sides):
                mass = self._mean_mass(past, side)
                for there, to in enumerate(sides):
                    found[n, here, there] = mass * leads(pattern, side, to)
        return found

    def _mean_mass(self, past: Past, side: Asked) -> float:
        """What the events of a direction place through a pattern; one for a whole pair."""
        if side.actor is not None and side.target is not None:
            return 1.0
        h = self.outlook.history
        mine = side.chosen(h.subject, h.action, h.object)
        return float(past.mass[mine].mean()) if mine.any() else 0.0

    @cached_property
    def tables(self) -> Feedback:
        f = self.outlook.fitted
        k, lags = len(f.actions), f.settings.n_lags
        sums = np.tensordot(self.feedback, f.weights, (0, 0)).reshape(2, 2, k, k, lags)
        table = np.ascontiguousarray(sums.swapaxes(3, 4)).reshape(2, 2, k, -1)
        return Feedback(table, np.asarray(f.settings.lags))

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


def leads(pattern: Pattern, side: Asked, to: Asked) -> bool:
    """Does a pattern lead from events of one direction to events of another?

    Its child has each actor that is known there in the role that this actor had.
    """
    roles = {side.actor: "source", side.target: "target"}
    wanted = ((to.actor, pattern.actor), (to.target, pattern.target))
    return all(who is None or roles[who] == role for who, role in wanted)


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


def renewal(
    tables: Feedback, forth: Floats, back: Floats, fertile: Floats
) -> tuple[Floats, Floats]:
    """Direct events and all that they call forth among themselves, shapes (days, K, V).

    `fertile` (K, V) is 0 for actions of the asked direction whose children do not count, in
    each of V variants. A day reads sums over the days of each lag bin, taken from running sums.
    """
    weights, lags = tables
    shape = (*forth.shape, fertile.shape[1])
    total = np.broadcast_to(forth[..., None], shape).copy()
    other = np.broadcast_to(back[..., None], shape).copy()
    seen, answered = np.zeros((2, len(forth) + 1, *shape[1:]))
    for d in range(len(forth)):
        if d:
            edge = np.maximum(d - lags + 1, 0)
            own = (seen[edge[:-1]] - seen[edge[1:]]).reshape(-1, shape[2])
            their = (answered[edge[:-1]] - answered[edge[1:]]).reshape(-1, shape[2])
            total[d] += weights[0, 0] @ own + weights[1, 0] @ their
            other[d] += weights[0, 1] @ own + weights[1, 1] @ their
        seen[d + 1] = seen[d] + total[d] * fertile
        answered[d + 1] = answered[d] + other[d]
    return total, other


def worth(tables: Feedback, wanted: Floats, days: int) -> tuple[Floats, Floats]:
    """The renewal equation read backwards: the adjoint of `renewal` with all fertile.

    Σ over days of forth · worth[0] + back · worth[1] is the sum of the wanted actions.
    """
    k, v = wanted.shape
    lags = tables.lags
    turned = tables.weights.reshape(2, 2, k, -1, k).transpose(0, 1, 4, 3, 2)
    weights = np.ascontiguousarray(turned).reshape(2, 2, k, -1)
    forth, back = np.empty((2, days, k, v))
    # later[d]: worth summed over the days from d on
    later, later_back = np.zeros((2, days + 1, k, v))
    for d in range(days - 1, -1, -1):
        edge = np.minimum(d + lags, days)
        own = (later[edge[:-1]] - later[edge[1:]]).reshape(-1, v)
        their = (later_back[edge[:-1]] - later_back[edge[1:]]).reshape(-1, v)
        forth[d] = wanted + weights[0, 0] @ own + weights[0, 1] @ their
        back[d] = weights[1, 0] @ own + weights[1, 1] @ their
        later[d] = later[d + 1] + forth[d]
        later_back[d] = later_back[d + 1] + back[d]
    return forth, back
