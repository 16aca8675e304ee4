"""The first generation of simulated futures: what starts a family within the window.

Background events come at known rates; the events of the past call forth children at rates
that fade by lag bin. Both are drawn for a block of futures at once, at the level of the first
day (`unrecorded`), and thinned to that of their own.

Sources: Hawkes & Oakes 1974 (cluster representation); Ogata 1981 (thinning).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.past import lag_overlap


class Starter(Protocol):
    """Something that starts families."""

    def draw(self, start: int, horizon: int, futures: range, rng: np.random.Generator) -> Ints:
        """Rows of actor, action, target, day and future."""
        ...


@dataclass(frozen=True, eq=False)
class Starters:
    """The background, and the past through every pattern; `level` is that of each day."""

    parts: tuple[Starter, ...]
    level: Floats

    @classmethod
    def at(cls, outlook: Outlook, start: int, horizon: int) -> Starters:
        level = outlook.level(start + np.arange(horizon))
        past = FromPast.each(outlook, start, horizon, level[0])
        return cls((Fresh.at(outlook, level[0]), *past), level)

    def draw(self, start: int, horizon: int, futures: range, rng: np.random.Generator) -> Ints:
        rows = np.concatenate([part.draw(start, horizon, futures, rng) for part in self.parts])
        if self.level[-1] == self.level[0]:
            return rows
        keep = rng.random(len(rows)) * self.level[0] < self.level[rows[:, 3] - start]
        return np.asarray(rows[keep])


@dataclass(frozen=True, eq=False)
class Fresh:
    """Background events."""

    rate: Floats
    actors: Floats
    targets: Floats

    @classmethod
    def at(cls, outlook: Outlook, level: float) -> Fresh:
        p, q = outlook.shares
        total = level * outlook.fitted.background.rate * p.sum(1) * q.sum(1)
        return cls(total, np.cumsum(p, axis=1), np.cumsum(q, axis=1))

    def draw(self, start: int, horizon: int, futures: range, rng: np.random.Generator) -> Ints:
        parts = [np.zeros((0, 5), dtype=np.int64)]
        for k, n in enumerate(rng.poisson(self.rate * horizon * len(futures))):
            actor, target = _draw(self.actors[k], n, rng), _draw(self.targets[k], n, rng)
            day, future = rng.integers(horizon, size=n) + start, _any(futures, n, rng)
            # _draw gives its numbers in order: targets are dealt out anew
            target = rng.permuted(target)
            parts.append(np.stack([actor, np.full(n, k), target, day, future], axis=1))
        return np.concatenate(parts)


@dataclass(frozen=True, eq=False)
class FromPast:
    """Children, within the window, of the events that one pattern links to pairs.

    run: running sums over (event, bin) of the expected children, of any action.
    """

    key: Ints
    kind: Ints
    day: Ints
    run: Floats
    by_child: Floats
    lags: Sequence[int]
    n_actors: int

    @classmethod
    def each(cls, outlook: Outlook, start: int, horizon: int, level: float) -> list[FromPast]:
        f, k = outlook.fitted, len(outlook.fitted.actions)
        settings = f.settings
        found = []
        for past, w in zip(outlook.pasts, f.weights, strict=True):
            live = np.flatnonzero(past.day >= start - settings.memory_days)
            key = np.repeat(past.keys, np.diff(past.ptr))[live]
            kind, day = past.kind[live], past.day[live]
            by_child = w.reshape(k, k, settings.n_lags)
            worth = level * past.weight[live, None] * by_child.sum(0)[kind]
            worth *= lag_overlap(day, start, start + horizon, settings.lags)
            found.append(
                cls(key, kind, day, np.cumsum(worth), np.cumsum(by_child, axis=0),
                    settings.lags, len(outlook.history.actors))
            )  # fmt: skip
        return found

    def draw(self, start: int, horizon: int, futures: range, rng: np.random.Generator) -> Ints:
        if not len(self.run):
            return np.zeros((0, 5), dtype=np.int64)
        bins = len(self.lags) - 1
        cell = _draw(self.run, rng.poisson(self.run[-1] * len(futures)), rng)
        row, lag_bin = cell // bins, cell % bins
        key, day = self.key[row], _draw_days(self.day[row], lag_bin, start, horizon, self.lags, rng)
        action = _draw_actions(self.by_child, self.kind[row], lag_bin, rng)
        future = _any(futures, len(row), rng)
        return np.stack([key // self.n_actors, action, key % self.n_actors, day, future], axis=1)


def _any(futures: range, n: int, rng: np.random.Generator) -> Ints:
    return rng.integers(futures.start, futures.stop, size=n)


def _draw(run: Floats, n: int, rng: np.random.Generator) -> Ints:
    """Numbers drawn in proportion to the steps of running sums, in rising order."""
    level = rng.random(n)
    level.sort()
    at = np.searchsorted(run, level * run[-1])
    return np.asarray(np.minimum(at, len(run) - 1), dtype=np.int64)


def _draw_actions(run: Floats, kind: Ints, bins: Ints, rng: np.random.Generator) -> Ints:
    level = rng.random(len(kind)) * run[-1, kind, bins]
    action = np.zeros(len(kind), dtype=np.int64)
    combo, of = np.unique(kind * run.shape[2] + bins, return_inverse=True)
    order = np.argsort(of, kind="stable")
    ends = np.cumsum(np.bincount(of, minlength=len(combo)))
    for c, rows in zip(combo, np.split(order, ends[:-1]) if len(combo) else [], strict=True):
        column = run[:, c // run.shape[2], c % run.shape[2]]
        action[rows] = np.minimum(np.searchsorted(column, level[rows]), len(column) - 1)
    return action


def _draw_days(
    day: Ints, bins: Ints, start: int, horizon: int, lags: Sequence[int], rng: np.random.Generator
) -> Ints:
    first = np.maximum(np.asarray(lags[:-1])[bins] + day, start)
    end = np.minimum(np.asarray(lags[1:])[bins] + day, start + horizon)
    return np.asarray(first + (rng.random(len(day)) * (end - first)).astype(np.int64))
