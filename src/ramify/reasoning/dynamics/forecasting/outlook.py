"""A fitted process over a history: intensities, scores and explanations.

The history may have other actors than the model was fitted on. Actors the model never saw
take the mean background share of their country, or of their sector; events of actions it
does not know are set aside and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import InputError, UnknownName, UsageError
from ramify._nearest import nearest
from ramify.reasoning.dynamics.forecasting.shares import Share, Shares, largest_first
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.past import Past, lag_table
from ramify.reasoning.dynamics.process.patterns import Neighbours, neighbourhoods
from ramify.reasoning.dynamics.process.record_start import unrecorded
from ramify.reasoning.dynamics.process.relations import of_world
from ramify.reasoning.dynamics.process.sparse_reads import SparseReads
from ramify.reasoning.dynamics.stream import Stream


@dataclass(frozen=True, eq=False)
class Outlook:
    """A model over a history, in the history's actors and the model's actions.

    `set_aside` counts events whose action the model does not know; `strangers` are the
    history's actors that it never saw.
    """

    fitted: Fitted
    history: Stream
    neighbours: Mapping[str, Neighbours]
    actor_of: Ints
    set_aside: int

    @classmethod
    def over(
        cls, fitted: Fitted, history: Stream, standing: Mapping[str, Neighbours] | None = None
    ) -> Outlook:
        """A model over a history: intensities, forecasts, explanations, futures.

        Args:
            standing: relations of the standing system, by the names in the model's settings;
                as the packaged facts have them on the history's last day, if not given.

        Raises:
            InputError: the history is empty, or none of its actions is the model's.
        """
        if not len(history):
            raise InputError(
                "no events before the date", repair="load earlier events or choose a later date"
            )
        action = np.array([fitted.action_numbers.get(a, -1) for a in history.actions])
        known = action[history.action] >= 0
        if not known.any():
            raise InputError(
                "the model knows none of the actions of the history: it was fitted on another "
                f"ontology (such as {fitted.actions[0]!r})",
                repair="fit a model on events coded like these",
            )
        kept = history.take(known)
        aligned = replace(kept, action=action[kept.action], actions=fitted.actions)
        actor_of = np.array([fitted.actor_numbers.get(a, -1) for a in history.actors])
        if standing is None:
            standing = of_world(fitted.settings.relations, history)
        neighbours = neighbourhoods(aligned, fitted.patterns, standing)
        return cls(fitted, aligned, neighbours, actor_of, int((~known).sum()))

    @property
    def strangers(self) -> tuple[str, ...]:
        return tuple(self.history.actors[n] for n in np.flatnonzero(self.actor_of < 0))

    @cached_property
    def pasts(self) -> tuple[Past, ...]:
        """The history through every pattern."""
        return tuple(Past.through(p, self.history, self.neighbours) for p in self.fitted.patterns)

    @cached_property
    def shares(self) -> tuple[Floats, Floats]:
        """p_k(a) and q_k(b) of the history's actors, shapes (K, actors)."""
        b = self.fitted.background
        k, n = len(self.fitted.actions), len(self.fitted.actors)
        grid = np.repeat(np.arange(k), n), np.tile(np.arange(n), k)
        out = []
        for of in (b.actor_share(*grid), b.target_share(*grid)):
            out.append(self._seated(of.reshape(k, n)))
        return out[0], out[1]

    def _seated(self, share: Floats) -> Floats:
        """Shares in the history's actors; strangers get their country's or sector's mean."""
        seated = share[:, np.maximum(self.actor_of, 0)]
        for n in np.flatnonzero(self.actor_of < 0):
            alike = self.alike(int(n))
            seated[:, n] = share[:, alike].mean(1) if len(alike) else share.min(1)
        return seated

    def alike(self, number: int) -> Ints:
        """The model's actors that an actor it never saw is judged by: of its country, or,
        where the model knows nobody there, of its sector."""
        h, f = self.history, self.fitted
        same = np.array(f.country) == h.countries[h.country[number]]
        if not same.any():
            same = np.array(f.sector) == h.sectors[h.sector[number]]
        return np.flatnonzero(same)

    def level(self, day: Ints) -> Floats:
        """By how much days are raised for what the history does not hold of their memory."""
        age = day - self.history.first_day
        memory = self.fitted.settings.memory_days
        return 1.0 + self.fitted.unrecorded * unrecorded(age, memory, self.history.covered)

    def actor(self, name: str) -> int:
        """The number of an actor of the history.

        Raises:
            UnknownName: the history has no such actor; `with_actor` admits one.
        """
        if name not in self.history.actor_numbers:
            raise UnknownName(name, near=nearest(name, self.history.actors))
        return self.history.actor_numbers[name]

    def action(self, name: str) -> int:
        """The number of an action of the model.

        Raises:
            UnknownName: the model has no such action.
        """
        if name not in self.fitted.action_numbers:
            raise UnknownName(name, kind="action", near=nearest(name, self.fitted.actions))
        return self.fitted.action_numbers[name]

    def with_actor(self, name: str, *, country: str, sector: str = "") -> Outlook:
        """The same outlook with an actor that has no past in it."""
        history = self.history.with_actor(name, country=country, sector=sector)
        return Outlook.over(self.fitted, history)

    def check_day(self, day: int) -> None:
        """Raises UsageError when the history already holds events of that day or later."""
        if day <= self.history.last_day:
            raise UsageError(
                f"the history reaches day {self.history.last_day}, the question starts on {day}",
                repair="cut the history before the question, or ask about a later day",
            )

    def intensity(self, actor: str, action: str, target: str, day: int) -> float:
        """Expected events of this kind on a day, from the events of earlier days only."""
        return float(sum(v.sum() for v in self._terms(actor, action, target, day)))

    def intensities(self, actor: Ints, action: Ints, target: Ints, day: Ints) -> Floats:
        """Intensity of many triples, each on its own day, from earlier days only."""
        f, n = self.fitted, len(self.history.actors)
        p, q = self.shares
        total: Floats = f.background.rate[action] * p[action, actor] * q[action, target]
        order = np.argsort(action, kind="stable")
        cells = len(f.actions) * f.settings.n_lags
        key, when, kind = (actor * n + target)[order], day[order], action[order]
        for past, w in zip(self.pasts, f.weights, strict=True):
            rows = past.rows(key, when, f.settings, len(f.actions))
            read = SparseReads.of(rows, kind, len(f.actions), cells)
            total[order] += read.measure(w)
        return total * self.level(day)

    def expected_direct(
        self, actor: Ints, action: Ints, target: Ints, start: int, horizon: int
    ) -> Floats:
        """Expected events of many triples in a window, from the past and the background."""
        total = np.zeros(len(actor))
        for day in range(start, start + horizon):
            total += self.intensities(actor, action, target, np.full(len(actor), day))
        return total

    def _terms(self, actor: str, action: str, target: str, day: int) -> list[Floats]:
        """Intensity by source: one array of past events a pattern, then the background."""
        a, k, b = self.actor(actor), self.action(action), self.actor(target)
        lags, settings = lag_table(self.fitted.settings), self.fitted.settings
        terms: list[Floats] = []
        for past, w in zip(self.pasts, self.fitted.weights, strict=True):
            rows = past.around(a * len(self.history.actors) + b, day, settings.memory_days)
            lag = lags[day - past.day[rows]]
            worth = past.weight[rows] * w[k, past.kind[rows] * settings.n_lags + lag]
            terms.append(np.where(lag < 0, 0.0, worth))  # Nearer than the first bin: of no worth.
        p, q = self.shares
        terms.append(np.array([self.fitted.background.rate[k] * p[k, a] * q[k, b]]))
        return [term * self.level(np.asarray(day)) for term in terms]

    def score_objects(self, actor: str, action: str, day: int) -> Floats:
        """Intensity of the action towards every actor of the history."""
        a, k, n = self.actor(actor), self.action(action), len(self.history.actors)
        lags, settings = lag_table(self.fitted.settings), self.fitted.settings
        p, q = self.shares
        score: Floats = self.fitted.background.rate[k] * p[k, a] * q[k]
        for past, w in zip(self.pasts, self.fitted.weights, strict=True):
            groups = np.searchsorted(past.keys, [a * n, (a + 1) * n])
            rows = slice(past.ptr[groups[0]], past.ptr[groups[1]])
            lag = day - past.day[rows]
            live = (lag >= settings.lags[0]) & (lag <= settings.memory_days)
            cell = past.kind[rows][live] * settings.n_lags + lags[lag[live]]
            target = np.repeat(
                past.keys[groups[0] : groups[1]] % n, np.diff(past.ptr[groups[0] : groups[1] + 1])
            )
            worth = past.weight[rows][live] * w[k, cell]
            score = score + np.bincount(target[live], weights=worth, minlength=n)
        return score * self.level(np.asarray(day))

    def explain(self, actor: str, action: str, target: str, day: int) -> Shares:
        """Shares of the background and of every past event, adding up to one."""
        a, b = self.actor(actor), self.actor(target)
        terms = self._terms(actor, action, target, day)
        total = float(sum(t.sum() for t in terms))
        found = [self.share("background", None, float(terms[-1][0]) / total)]
        memory, key = self.fitted.settings.memory_days, a * len(self.history.actors) + b
        for pattern, past, term in zip(self.fitted.patterns, self.pasts, terms, strict=False):
            rows = past.around(key, day, memory)
            for event, worth in zip(past.event[rows], term, strict=True):
                found.append(self.share(pattern.name, int(event), float(worth) / total))
        return Shares(total, tuple(sorted(found, key=largest_first)))

    def share(self, pattern: str, event: int | None, share: float) -> Share:
        """The share of a past event of the history, or of the background."""
        if event is None:
            return Share(pattern, share)
        h = self.history
        return Share(
            pattern,
            share,
            h.actors[h.subject[event]],
            h.actions[h.action[event]],
            h.actors[h.object[event]],
            int(h.day[event]),
        )
