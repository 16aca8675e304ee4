"""The relational Hawkes process, fitted by expectation-maximisation.

    λ(a,k,b,t) = μ_k p_k(a) q_k(b) + Σ_π Σ_e l_π(e; a,b) W^π[k, k_e, lag bin]

over the events e of earlier days. a, b: actors; k: action; t: day; l_π: the weight with which
pattern π links e to (a, b) (`patterns`); W^π, shape (K, K, B): expected events of action k a
day that an event of action k_e calls forth in a lag bin. The intensity is constant within a
day and reads earlier days only. Every step shares each event out among the background and
the events that may have caused it (E), then counts (M); see docs/dynamics.md.

Sources: Hawkes 1971; Veen & Schoenberg 2008; Linderman & Adams 2014.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics._kernels import free_step
from ramify.reasoning.dynamics._pool import Pool
from ramify.reasoning.dynamics.background import Background
from ramify.reasoning.dynamics.fitted import Fitted
from ramify.reasoning.dynamics.past import Past, exposure_days
from ramify.reasoning.dynamics.patterns import (
    PATTERNS,
    Neighbours,
    Pattern,
    neighbourhoods,
    standing_patterns,
)
from ramify.reasoning.dynamics.reads import SparseReads
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

Floats = NDArray[np.float64]


def chosen_patterns(settings: Settings) -> tuple[Pattern, ...]:
    """The patterns that settings ask for.

    Raises:
        UsageError: a name that is no pattern's.
    """
    known = {p.name: p for p in PATTERNS}
    for name in settings.patterns:
        if name not in known:
            raise UsageError(f"unknown pattern {name!r}", repair=f"choose among {', '.join(known)}")
    chosen = tuple(known[name] for name in settings.patterns) or PATTERNS
    return chosen + tuple(p for name in settings.relations for p in standing_patterns(name))


@dataclass(frozen=True, eq=False)
class _Evidence:
    """What every step reads: linked weights before each event, and exposures."""

    reads: tuple[SparseReads, ...]
    exposure: Floats
    days: int


def _gather(
    stream: Stream,
    patterns: tuple[Pattern, ...],
    settings: Settings,
    neighbours: Mapping[str, Neighbours],
) -> _Evidence:
    n_actions, cells = len(stream.actions), len(stream.actions) * settings.n_lags
    key = stream.subject * len(stream.actors) + stream.object
    only = np.unique(key)
    days = exposure_days(stream.day, stream.last_day + 1, settings)
    reads, exposure = [], []
    for pattern in patterns:
        past = Past.through(pattern, stream, neighbours, only)
        rows = past.rows(key, stream.day, settings, n_actions)
        reads.append(SparseReads.of(rows, stream.action, n_actions, cells))
        exposed = np.zeros((n_actions, settings.n_lags))
        np.add.at(exposed, stream.action, past.mass[:, None] * days)
        exposure.append(exposed.ravel())
    return _Evidence(tuple(reads), np.stack(exposure), stream.last_day - stream.first_day + 1)


@dataclass(eq=False)
class _State:
    background: Background
    weights: Floats
    events: Floats
    pools: list[Pool]
    weight_prior: Floats


def _start(stream: Stream, evidence: _Evidence, settings: Settings, n_patterns: int) -> _State:
    """A third of every action's events shared evenly among patterns, fading with lag."""
    k, lags = len(stream.actions), settings.n_lags
    width = np.asarray(settings.lag_days, dtype=float)
    fading = 1.0 / np.asarray(settings.lags[:-1], dtype=float)
    fading /= (fading * width).sum()
    total = np.bincount(stream.action, minlength=k) + 0.5
    scale = 0.6 / n_patterns * total / total.sum()
    one = np.broadcast_to(scale[:, None, None] * fading, (k, k, lags)).reshape(k, k * lags)
    weights = np.repeat(one[None], n_patterns, axis=0)
    pools = [Pool.at(w, k, lags, doubled=False) for w in weights]
    return _State(
        Background.start(stream, evidence.days, settings.actor_prior),
        weights,
        np.zeros_like(weights),
        pools,
        np.zeros(n_patterns),
    )


def _measure(stream: Stream, evidence: _Evidence, state: _State) -> tuple[Floats, float]:
    """Intensity of every event by source (background last), and the log likelihood."""
    part = [r.measure(w) for r, w in zip(evidence.reads, state.weights, strict=True)]
    part.append(state.background.intensity(stream.subject, stream.action, stream.object))
    parts = np.stack(part)
    compensator = evidence.days * state.background.rate.sum()
    compensator += sum(
        float(w.sum(0) @ e) for w, e in zip(state.weights, evidence.exposure, strict=True)
    )
    return parts, float(np.log(parts.sum(0)).sum() - compensator)


def _maximise(
    stream: Stream,
    evidence: _Evidence,
    state: _State,
    parts: Floats,
    settings: Settings,
    free: bool,
) -> None:
    whole = parts.sum(0)
    for p, reads in enumerate(evidence.reads):
        w = state.weights[p]
        events = reads.collect(1.0 / whole) * w
        exposure = np.broadcast_to(evidence.exposure[p], w.shape)
        if free:
            shape = settings.prior_events
            state.weight_prior[p] = free_step(events, exposure, state.pools[p].mean, shape, w)
        else:
            w[:] = state.pools[p].update(events, exposure)
        state.events[p] = events
    share = parts[-1] / whole
    state.background = state.background.update(stream, share, evidence.days)


def fit(
    stream: Stream,
    settings: Settings | None = None,
    *,
    through: int | None = None,
    seed: int = 0,
    standing: Mapping[str, Neighbours] | None = None,
    progress: Callable[[int, float], Any] | None = None,
) -> Fitted:
    """Fit the process.

    Args:
        stream: the events.
        through: last day to learn from; later events are set aside.
        seed: kept with the model; fitting itself draws nothing.
        standing: relations of the standing system, by the names in `settings.relations`.
        progress: called with each step and the log posterior before it.

    Raises:
        InputError: no events, or all of them on one day.
        UsageError: a pattern or relation that is not known.

    >>> s = Stream.from_quadruples(
    ...     [(0, 0, 1, d) for d in range(0, 40, 2)], actors=["A", "B"], actions=["x"]
    ... )
    >>> model = fit(s, Settings(pooled_steps=3, steps=3))
    >>> model.log_posterior == tuple(sorted(model.log_posterior))
    True
    """
    settings = settings or Settings()
    if through is not None:
        stream = stream.before(through + 1)
    if not len(stream):
        raise InputError("no events to learn from", repair="choose a later date or load events")
    if stream.first_day == stream.last_day:
        raise InputError(
            "all events fall on one day", repair="a process needs events of at least two days"
        )
    patterns = chosen_patterns(settings)
    neighbours = neighbourhoods(stream, patterns, standing)
    evidence = _gather(stream, patterns, settings, neighbours)
    state = _start(stream, evidence, settings, len(patterns))
    path: list[float] = []
    steps = settings.pooled_steps + settings.steps
    likelihood = 0.0
    for step in range(steps + 1):
        parts, likelihood = _measure(stream, evidence, state)
        prior = state.background.log_prior() + sum(p.log_prior() for p in state.pools)
        path.append(likelihood + prior + float(state.weight_prior.sum()))
        if progress:
            progress(step, path[-1])
        if step < steps:
            free = step >= settings.pooled_steps
            _maximise(stream, evidence, state, parts, settings, free)
    return Fitted.build(
        stream, settings, patterns, state.background, state.pools, state.events,
        evidence.exposure, tuple(path), likelihood, seed,
    )  # fmt: skip
