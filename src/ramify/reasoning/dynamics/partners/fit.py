"""Whom does an actor turn to? The relational Hawkes process, conditioned on one side.

Given that actor x has a contact of kind i on day t (x does i, or i is done to x), the
intensities of the process compete: the probability that the partner is y is

    λ(x,i,y,t) / Σ_y' λ(x,i,y',t),
    λ(x,i,y,t) = ν_i/N + Σ_π ρ_π(a) v_π(y) Σ_c W^π[i, kind(c), lag(c)]

where c runs over the past contacts that pattern π links to (x,y), a is how active x has been
(powers of two), and v the share of y in its country for patterns that reach a country
(`voices`), 1 otherwise. W, ρ, ν and the mixture in v are fitted by minorise-maximise steps:
EM steps in which the exposure of a cell is the mass it gave to all candidates, divided by
the total of the query (docs/dynamics.md). The log posterior rises at every step. First W is
held to row rate × column share × a level for same and mirrored kinds; then every cell is
free under a gamma prior with that product as its mean.

Sources: Veen & Schoenberg 2008 (EM); Cox 1975 (partial likelihood); Hunter 2004 (MM for
choice models); Linderman & Adams 2014 (network Hawkes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ramify._arrays import Floats, Singles
from ramify._errors import InputError
from ramify.reasoning.dynamics._kernels import free_step
from ramify.reasoning.dynamics.partners._compete import compete
from ramify.reasoning.dynamics.partners.home_countries import conduct_homes
from ramify.reasoning.dynamics.partners.model import (
    Learned,
    PartnerModel,
    PartnerSettings,
    notches,
)
from ramify.reasoning.dynamics.partners.questions import ACTIVITY_LEVELS, Questions
from ramify.reasoning.dynamics.process._pool import Pool
from ramify.reasoning.dynamics.stream import Stream


@dataclass(eq=False)
class _State:
    """Parameters on their way; `raw` and `factor` (2, P, n) are what one pass measured."""

    weights: Floats
    activity: Floats
    mix: Floats
    floor: Floats
    pools: list[Pool]
    means: list[Floats]
    weight_prior: Floats
    raw: Singles
    factor: Singles


_PROFILE = {"contact": 1.0, "attention": 0.01}


def _start(asked: Questions, settings: PartnerSettings) -> _State:
    kinds, lags, n_patterns = asked.n_kinds, len(settings.lag_edges), len(settings.readings)
    edges = np.asarray(settings.lag_edges, dtype=float)
    profile = np.tile(1.0 / edges**0.85, kinds)
    scale = np.array([_PROFILE.get(r.name, 0.1) for r in settings.readings])
    weights = np.broadcast_to(
        scale[:, None, None] * profile, (n_patterns, kinds, kinds * lags)
    ).copy()
    raw = np.zeros((2, n_patterns, len(asked.kind)), dtype=np.float32)
    return _State(
        weights=weights,
        activity=np.ones((n_patterns + 1, ACTIVITY_LEVELS)),
        mix=np.full((n_patterns, kinds, 3), 1 / 3),
        floor=np.full(kinds, 0.3),
        pools=[Pool.at(w, kinds, lags) for w in weights],
        means=[],
        weight_prior=np.zeros(n_patterns),
        raw=raw,
        factor=np.empty_like(raw),
    )


_MIX_PRIOR = 10.0 / 3.0


@dataclass(frozen=True, eq=False)
class _Shared:
    """The E step under current parameters: log likelihood, and shares added up."""

    log_likelihood: float
    by_level: Floats
    by_voice: Floats
    by_kind: Floats


def _share(asked: Questions, state: _State, settings: PartnerSettings) -> _Shared:
    """Share every question out, from what the patterns read (`state.raw`)."""
    to_country = np.array([r.far == "country" for r in settings.readings])
    return _Shared(
        *compete(
            state.raw, asked.kind, asked.level, asked.share, to_country, state.activity,
            state.mix, state.floor, asked.n_actors, state.factor,
        )
    )  # fmt: skip


def _step_voices(state: _State, shared: _Shared, settings: PartnerSettings) -> None:
    """One M step of activity (gamma prior, shape 2, rate 1) and of the mixtures of voices."""
    events, mass = shared.by_level
    state.activity[1:] = (1.0 + events[1:]) / (1.0 + mass[1:] / state.activity[1:])
    for p, reading in enumerate(settings.readings):
        if reading.far == "country":
            count = shared.by_voice[p] + _MIX_PRIOR
            state.mix[p] = count / count.sum(1, keepdims=True)


def _step_weights(
    asked: Questions, state: _State, shared: _Shared, settings: PartnerSettings, free: bool
) -> None:
    """One M step of W and of the floor."""
    found = np.zeros((2, *state.weights.shape), dtype=np.float32)
    for walk in asked.walks:
        walk.collect(state.factor, found)
    if free and not state.means:
        state.means = [pool.mean for pool in state.pools]
    for p, w in enumerate(state.weights):
        events, exposure = found[0, p] * w.astype(np.float32), found[1, p]
        if free:
            shape = settings.prior_events
            state.weight_prior[p] = free_step(events, exposure, state.means[p], shape, w)
        else:
            w[:] = state.pools[p].update(events, exposure)
    events, mass = shared.by_kind
    state.floor = (0.1 + events) / (0.1 / 0.3 + mass / state.floor)


def _log_prior(state: _State, settings: PartnerSettings) -> float:
    total = float((np.log(state.activity[1:]) - state.activity[1:]).sum())
    total += 0.1 * float((np.log(state.floor) - state.floor / 0.3).sum())
    for p, reading in enumerate(settings.readings):
        if reading.far == "country":
            total += _MIX_PRIOR * float(np.log(state.mix[p]).sum())
        total += state.pools[p].log_prior() + float(state.weight_prior[p])
    return total


def fit_partners(
    stream: Stream,
    settings: PartnerSettings | None = None,
    *,
    progress: Callable[[int, float], Any] | None = None,
) -> PartnerModel:
    """Fit the partner model to a stream.

    Args:
        progress: called with the step and the log posterior before it.

    Raises:
        InputError: no event lies after the burn-in.
    """
    settings = settings or PartnerSettings()
    stream = replace(stream, country=conduct_homes(stream, least_score=settings.home_score))
    asked = Questions.of(stream, settings.readings, settings.lag_edges, settings.burn_in)
    if not len(asked.kind):
        raise InputError(
            f"no events after the first {settings.burn_in} days", repair="give a longer stream"
        )
    state = _start(asked, settings)
    path: list[float] = []
    steps = settings.pooled_steps + settings.steps
    for step in range(steps + 1):
        for walk in asked.walks:
            walk.measure(state.weights, state.raw)
        shared = _share(asked, state, settings)
        path.append(shared.log_likelihood + _log_prior(state, settings))
        if progress:
            progress(step, path[-1])
        if step < steps:
            _step_voices(state, shared, settings)
            shared = _share(asked, state, settings)
            _step_weights(asked, state, shared, settings, step >= settings.pooled_steps)
    packed = [notches(w, pool.mean) for w, pool in zip(state.weights, state.pools, strict=True)]
    return PartnerModel(
        settings=settings, learned=Learned.of(stream, shared.log_likelihood),
        actors=stream.actors, actions=stream.actions, countries=stream.countries,
        country=stream.country, pools=tuple(state.pools), notches=np.stack(packed),
        activity=state.activity, mix=state.mix, floor=state.floor, log_posterior=tuple(path),
    )  # fmt: skip
