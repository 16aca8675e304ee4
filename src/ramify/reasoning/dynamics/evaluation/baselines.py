"""The two baselines every forecast is compared with, and held-out likelihood for all.

*Poisson*: every (actor, action, target) has its own constant rate, shrunk towards the
product of its action's rate and the shares of actor and target. *Recurrence*: that rate,
mixed with an exponentially fading memory of the same triple. Both read only earlier days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.evaluation._fade import fading
from ramify.reasoning.dynamics.evaluation.residuals import daily_rate
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.stream import Stream

PRIOR_DAYS = 30.0
MEMORIES = (3.0, 7.0, 15.0, 30.0, 60.0, 120.0)


def triple_keys(stream: Stream, actor: Ints, action: Ints, target: Ints) -> Ints:
    """One number for every (actor, action, target)."""
    n = len(stream.actors)
    return (action * n + actor) * n + target


def _own_keys(stream: Stream) -> Ints:
    return triple_keys(stream, stream.subject, stream.action, stream.object)


@dataclass(frozen=True, eq=False)
class Poisson:
    """Constant rates by triple: (count + prior mean × prior days) / (days + prior days)."""

    keys: Ints
    counts: Ints
    days: int
    rate: Floats
    actor_share: Floats
    target_share: Floats

    @classmethod
    def learn(cls, stream: Stream) -> Poisson:
        k, n = len(stream.actions), len(stream.actors)
        keys, counts = np.unique(_own_keys(stream), return_counts=True)
        days = stream.last_day - stream.first_day + 1
        acts = np.bincount(stream.subject, minlength=n) + 0.5
        met = np.bincount(stream.object, minlength=n) + 0.5
        rate = np.bincount(stream.action, minlength=k) / days
        return cls(keys, counts, days, rate, acts / acts.sum(), met / met.sum())

    def rates(self, stream: Stream, actor: Ints, action: Ints, target: Ints) -> Floats:
        """Events a day of each triple."""
        keys = triple_keys(stream, actor, action, target)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        count = np.where(self.keys[at] == keys, self.counts[at], 0)
        mean = (self.rate[action] + 1e-6) * self.actor_share[actor] * self.target_share[target]
        return np.asarray((count + mean * PRIOR_DAYS) / (self.days + PRIOR_DAYS))


def faded(stream: Stream, keys: Ints, day: Ints, memory: float) -> Floats:
    """Fading memory of each triple before its day: each event is worth one in all, over time."""
    return remembered(_own_keys(stream), stream.day, keys, day, memory)


def remembered(own: Ints, when: Ints, keys: Ints, day: Ints, memory: float) -> Floats:
    """Fading memory of the events of each key before its day, worth one an event in all."""
    order = np.lexsort((when, own))
    own, when = own[order], when[order]
    span = int(max(when.max(initial=0), day.max(initial=0))) + 2
    last = np.searchsorted(own * span + when, keys * span + day) - 1
    found = (last >= 0) & (own[np.maximum(last, 0)] == keys) if len(own) else last >= 0
    at = last[found]
    out = np.zeros(len(keys))
    lag = np.exp(-(day[found] - when[at]) / memory)
    out[found] = lag * fading(own, when, memory)[at] * np.expm1(1 / memory)
    return out


@dataclass(frozen=True, eq=False)
class Recurrence:
    """λ = α × Poisson + β × fading memory; α, β by EM, the memory by likelihood."""

    poisson: Poisson
    alpha: float
    beta: float
    memory: float

    @classmethod
    def learn(cls, stream: Stream) -> Recurrence:
        """Weights are learned on the last third, so that rates do not see their own events."""
        cut = stream.first_day + 2 * (stream.last_day - stream.first_day) // 3
        early, late = Poisson.learn(stream.before(cut)), stream.between(cut, stream.last_day + 1)
        rate = early.rates(stream, late.subject, late.action, late.object)
        best = (-np.inf, 0.0, 0.0, MEMORIES[0])
        for memory in MEMORIES:
            recent = faded(stream, _own_keys(late), late.day, memory)
            mass = _fading_mass(stream, cut, stream.last_day + 1, memory)
            flat = early.rate.sum() * (stream.last_day + 1 - cut)
            a, b = 0.5, 0.5
            for _ in range(60):
                share = a * rate / (a * rate + b * recent)
                a, b = float(share.sum() / flat), float((1 - share).sum() / mass)
            score = float(np.log(a * rate + b * recent).sum() - a * flat - b * mass)
            best = max(best, (score, a, b, memory))
        return cls(Poisson.learn(stream), *best[1:])

    def rates(self, stream: Stream, actor: Ints, action: Ints, target: Ints, day: Ints) -> Floats:
        """Events a day of each triple on its day, given the stream's earlier days."""
        keys = triple_keys(stream, actor, action, target)
        flat = self.poisson.rates(stream, actor, action, target)
        return np.asarray(self.alpha * flat + self.beta * faded(stream, keys, day, self.memory))

    def expected(
        self, stream: Stream, actor: Ints, action: Ints, target: Ints, horizon: int
    ) -> Floats:
        """Expected events in the horizon after the stream, without new memory."""
        keys = triple_keys(stream, actor, action, target)
        day = np.full(len(keys), stream.last_day + 1)
        fading = (1 - np.exp(-horizon / self.memory)) / (1 - np.exp(-1 / self.memory))
        flat = self.poisson.rates(stream, actor, action, target)
        recent = faded(stream, keys, day, self.memory)
        return np.asarray(self.alpha * flat * horizon + self.beta * recent * fading)


def _fading_mass(stream: Stream, start: int, stop: int, memory: float) -> float:
    """What one event's memory adds up to between two days, summed over all events."""
    first = np.maximum(start - stream.day, 1)
    end = np.maximum(stop - stream.day, first)
    scale = np.expm1(1 / memory) / (1 - np.exp(-1 / memory))
    left = np.exp(-first / memory) - np.exp(-end / memory)
    return float((left * scale).sum())


@dataclass(frozen=True)
class HeldOut:
    """Log likelihood per event of days the models were not fitted on."""

    events: int
    process: float
    poisson: float
    recurrence: float


def held_out(fitted: Fitted, stream: Stream, start: int) -> HeldOut:
    """Score a process fitted on days before `start` on the days from then on.

    Every model keeps its parameters and reads the days as they pass.
    """
    past, late = stream.before(start), stream.between(start, stream.last_day + 1)
    columns = late.subject, late.action, late.object
    days = stream.last_day + 1 - start
    outlook = Outlook.over(fitted, stream)
    intensity = outlook.intensities(*columns, late.day)
    process = np.log(intensity).sum() - daily_rate(outlook)[start - stream.first_day :].sum()
    poisson = Poisson.learn(past)
    flat = np.log(poisson.rates(stream, *columns)).sum() - poisson.rate.sum() * days
    again = Recurrence.learn(past)
    recurrence = np.log(again.rates(stream, *columns, late.day)).sum()
    recurrence -= again.alpha * poisson.rate.sum() * days
    recurrence -= again.beta * _fading_mass(stream, start, stream.last_day + 1, again.memory)
    n = max(len(late), 1)
    return HeldOut(len(late), float(process) / n, float(flat) / n, float(recurrence) / n)
