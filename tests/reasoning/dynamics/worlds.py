"""Small invented worlds for the tests of the dynamics, and the slow, obvious oracles."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.patterns import Neighbours, linked
from ramify.reasoning.dynamics.stream import Stream

ACTORS = ["Government (A)", "Army (A)", "Government (B)", "Army (B)", "A", "B", "Envoy"]
ACTIONS = ["talk", "threaten", "fight"]


def random_stream(seed: int = 0, events: int = 400, days: int = 90) -> Stream:
    """Events drawn at random, with a few pairs that meet far more often than the rest."""
    rng = np.random.default_rng(seed)
    weight = rng.gamma(0.4, size=(len(ACTORS), len(ACTORS)))
    np.fill_diagonal(weight, 0.0)
    pair = rng.choice(weight.size, size=events, p=weight.ravel() / weight.sum())
    action = rng.integers(len(ACTIONS), size=events)
    day = rng.integers(days, size=events)
    rows = np.stack([pair // len(ACTORS), action, pair % len(ACTORS), day], axis=1)
    return Stream.from_quadruples(rows, actors=ACTORS, actions=ACTIONS)


def naive_intensity(
    fitted: Fitted,
    history: Stream,
    neighbours: dict[str, Neighbours],
    a: int,
    k: int,
    b: int,
    day: int,
) -> float:
    """The intensity by the formula, one past event and one pattern at a time."""
    lags, n_lags = fitted.settings.lags, fitted.settings.n_lags
    one = (np.array([a]), np.array([k]), np.array([b]))
    total = float(fitted.background.intensity(*one)[0])
    for s, j, o, d in history.table.tolist():
        lag = day - d
        if not 1 <= lag < lags[-1]:
            continue
        lag_bin = bisect_right(lags, lag) - 1
        for p, pattern in enumerate(fitted.patterns):
            links = linked(pattern, np.array([s]), np.array([o]), np.array([d]), neighbours)
            hit = (links.actor == a) & (links.target == b)
            total += float(links.weight[hit].sum()) * fitted.weights[p, k, j * n_lags + lag_bin]
    lost = max(0.0, 1 - (day - history.first_day) / (lags[-1] - 1))
    return total * (1 + fitted.unrecorded * lost)
