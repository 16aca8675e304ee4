"""The background: events that no past event called forth.

λ0(a, k, b) = μ_k p_k(a) q_k(b): a rate a day for every action, and for every action the
shares of the actors and of the targets, shrunk towards their overall shares by a Dirichlet
prior worth `prior` events.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.stream import Stream

RATE_SHAPE = 0.1
UNSEEN = 0.5


@dataclass(frozen=True, eq=False)
class Tally:
    """Expected background events by action (K,), and by action and actor or target (K, N)."""

    actions: Floats
    actors: Floats
    targets: Floats

    @classmethod
    def none(cls, stream: Stream) -> Tally:
        """No events yet, of a stream's actions and actors."""
        shape = len(stream.actions), len(stream.actors)
        return cls(np.zeros(shape[0]), np.zeros(shape), np.zeros(shape))

    def count(self, stream: Stream, share: Floats) -> None:
        """Add events, given the background's share of each, to these very tables.

        With many actors the tables are the largest thing in memory, so none is copied.
        """
        n = len(stream.actors)
        np.add.at(self.actions, stream.action, share)
        for table, column in ((self.actors, stream.subject), (self.targets, stream.object)):
            np.add.at(table.reshape(-1), stream.action * n + column, share)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.actions + other.actions, self.actors + other.actors, self.targets + other.targets
        )


@dataclass(frozen=True, eq=False)
class Background:
    """Shapes: rate (K,) events a day; counts (K, N) expected background events; base (N,)."""

    rate: Floats
    actor_counts: Floats
    target_counts: Floats
    actor_base: Floats
    target_base: Floats
    prior: float

    @classmethod
    def start(cls, stream: Stream, days: float, prior: float) -> Background:
        """A third of what happened, as if it had come from the background."""
        n, k = len(stream.actors), len(stream.actions)
        acts = np.bincount(stream.subject, minlength=n) + UNSEEN
        met = np.bincount(stream.object, minlength=n) + UNSEEN
        rate = (np.bincount(stream.action, minlength=k) / 3 + RATE_SHAPE) / days
        empty = np.zeros((k, n))
        return cls(rate, empty, empty, acts / acts.sum(), met / met.sum(), prior)

    def actor_share(self, action: Ints, actor: Ints) -> Floats:
        """p_k(a) of each pair."""
        total = self.actor_counts.sum(1)[action] + self.prior
        top = self.actor_counts[action, actor] + self.prior * self.actor_base[actor]
        return np.asarray(top / total)

    def target_share(self, action: Ints, target: Ints) -> Floats:
        """q_k(b) of each pair."""
        total = self.target_counts.sum(1)[action] + self.prior
        top = self.target_counts[action, target] + self.prior * self.target_base[target]
        return np.asarray(top / total)

    def intensity(self, actor: Ints, action: Ints, target: Ints) -> Floats:
        """Events a day of each triple."""
        return np.asarray(
            self.rate[action] * self.actor_share(action, actor) * self.target_share(action, target)
        )

    def update(self, tally: Tally, days: float) -> Background:
        """M step, given the events that the background is expected to have brought."""
        return Background(
            np.asarray((tally.actions + RATE_SHAPE) / (days + RATE_SHAPE), dtype=float),
            tally.actors,
            tally.targets,
            self.actor_base,
            self.target_base,
            self.prior,
        )

    def log_prior(self) -> float:
        """Gamma of the rates and Dirichlet of the shares, up to constants."""
        total = RATE_SHAPE * float((np.log(self.rate) - self.rate).sum())
        for counts, base in (
            (self.actor_counts, self.actor_base),
            (self.target_counts, self.target_base),
        ):
            whole = counts.sum(1) + self.prior
            row, col = np.nonzero(counts)
            prior = self.prior * base[col]
            total += float((prior * np.log(1.0 + counts[row, col] / prior)).sum())
            total -= self.prior * float(np.log(whole / self.prior).sum())
        return total
