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
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError
from ramify.reasoning.dynamics._kernels import free_step
from ramify.reasoning.dynamics._pool import Pool
from ramify.reasoning.dynamics.contacts import (
    LAG_EDGES,
    Contacts,
    Index,
    lag_lookup,
)
from ramify.reasoning.dynamics.homes import conduct_homes
from ramify.reasoning.dynamics.reads import DenseReads, Reads, SparseReads
from ramify.reasoning.dynamics.stream import Ints, Stream
from ramify.reasoning.dynamics.voices import Voices

Floats = NDArray[np.float64]
ACTIVITY_LEVELS = 12


@dataclass(frozen=True)
class Reading:
    """What a pattern reads: whose past contacts, with whom, and which of them count.

    `near` is the asking actor itself, its country, or the world; `far` is the candidate
    itself or its country; `memory` is every contact, or the latest with each partner.
    """

    name: str
    near: Literal["actor", "country", "world"]
    far: Literal["actor", "country"]
    memory: Literal["every", "latest"] = "every"

    def near_key(self, actor: Ints, country: Ints) -> Ints:
        if self.near == "actor":
            return actor
        return country[actor] if self.near == "country" else np.zeros_like(actor)

    def far_key(self, actor: Ints, country: Ints) -> Ints:
        return actor if self.far == "actor" else country[actor]


READINGS: tuple[Reading, ...] = (
    Reading("contact", "actor", "actor"),
    Reading("kin of the source", "country", "actor"),
    Reading("kin of the target", "actor", "country"),
    Reading("kin of both", "country", "country"),
    Reading("attention", "world", "actor"),
)


@dataclass(frozen=True)
class PartnerSettings:
    """How partners are fitted.

    Args:
        readings: the patterns.
        pooled_steps, steps: EM steps with W held to its product form, then free.
        prior_events: shape of the gamma prior of each cell of W, in events.
        burn_in: days at the start that are read but not learned from.
        home_score: how sure conduct must be of an actor's country (`homes`).
    """

    readings: tuple[Reading, ...] = READINGS
    pooled_steps: int = 5
    steps: int = 9
    prior_events: float = 0.1
    burn_in: int = 5
    home_score: float = 0.3
    lag_edges: tuple[int, ...] = LAG_EDGES


@dataclass(frozen=True, eq=False)
class PartnerModel:
    """Fitted parameters. Shapes: P patterns, I = 2 × actions, B lag bins, A levels.

    weights (P, I, I·B), activity (P + 1, A), mix (P, I, 3), floor (I,); country (N,) is
    the country whose past each actor shares.
    """

    settings: PartnerSettings
    country: Ints
    weights: Floats
    activity: Floats
    mix: Floats
    floor: Floats
    log_posterior: tuple[float, ...]
    log_likelihood: float


@dataclass(frozen=True, eq=False)
class _Design:
    """Everything the steps read, prepared once; queries are in order of kind."""

    kind: Ints
    level: Ints
    share: Floats
    toward: tuple[Reads, ...]
    given: tuple[Reads, ...]
    n_kinds: int
    n_lags: int
    n_actors: int


def activity_level(earlier: Ints) -> Ints:
    """The level of an actor with that many earlier contacts: 0, 1, 2, 3-4, 5-8, ...

    >>> activity_level(np.array([0, 1, 2, 3, 4, 5, 10**6])).tolist()
    [0, 1, 2, 2, 3, 3, 11]
    """
    level = np.ceil(np.log2(np.asarray(earlier) + 1.0)).astype(np.int64)
    return np.asarray(np.minimum(level, ACTIVITY_LEVELS - 1), dtype=np.int64)


def earlier_contacts(contacts: Contacts, actor: Ints, day: Ints) -> Ints:
    """How many contacts each actor had before each day."""
    span = int(max(contacts.day.max(initial=0), day.max(initial=0))) + 1
    seen = np.sort(contacts.near * span + contacts.day)
    start = np.searchsorted(seen, actor * span)
    return np.searchsorted(seen, actor * span + day) - start


def index_of(reading: Reading, contacts: Contacts, country: Ints, pair: bool) -> Index:
    """Contacts grouped by what a reading looks up: its near side, or near and far."""
    near = reading.near_key(contacts.near, country)
    if not pair:
        return Index.by(near, contacts)
    return Index.by(near * len(country) + reading.far_key(contacts.far, country), contacts)


def _design(stream: Stream, settings: PartnerSettings) -> _Design:
    contacts = Contacts.of(stream)
    n_kinds, n_lags = 2 * len(stream.actions), len(settings.lag_edges)
    lags = lag_lookup(settings.lag_edges, stream.last_day - stream.first_day + 1)
    wanted = contacts.day >= stream.first_day + settings.burn_in
    share = Voices.silent(stream).follow(contacts, wanted)
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(contacts.kind[rows], kind="stable")]
    near, far, day = contacts.near[rows], contacts.far[rows], contacts.day[rows]
    n, shape = len(stream.actors), (lags, n_lags, n_kinds)
    kind, cells = contacts.kind[rows], n_lags * n_kinds
    toward: list[Reads] = []
    given: list[Reads] = []
    for r in settings.readings:
        alone = index_of(r, contacts, stream.country, pair=False)
        asked = r.near_key(near, stream.country)
        if r.near == "world":
            both = Index.by(r.far_key(contacts.near, stream.country), contacts)
            pair_key = r.far_key(far, stream.country)
        else:
            both = index_of(r, contacts, stream.country, pair=True)
            pair_key = asked * n + r.far_key(far, stream.country)
        look = Index.latest if r.memory == "latest" else Index.rows
        pack = DenseReads.of_rows if r.near == "world" else SparseReads.of
        toward.append(SparseReads.of(look(both, pair_key, day, *shape), kind, n_kinds, cells))
        given.append(pack(look(alone, asked, day, *shape), kind, n_kinds, cells))
    return _Design(
        kind=kind,
        level=activity_level(earlier_contacts(contacts, near, day)),
        share=share[rows],
        toward=tuple(toward),
        given=tuple(given),
        n_kinds=n_kinds,
        n_lags=n_lags,
        n_actors=n,
    )


@dataclass(eq=False)
class _State:
    """Parameters on their way, and what one pass over the queries measured."""

    weights: Floats
    activity: Floats
    mix: Floats
    floor: Floats
    part: Floats
    mass: Floats
    weight_prior: Floats


_PROFILE = {"contact": 1.0, "attention": 0.01}


def _start(design: _Design, settings: PartnerSettings) -> _State:
    kinds, lags, n_patterns = design.n_kinds, design.n_lags, len(settings.readings)
    edges = np.asarray(settings.lag_edges, dtype=float)
    profile = np.tile(1.0 / edges**0.85, kinds)
    scale = np.array([_PROFILE.get(r.name, 0.1) for r in settings.readings])
    weights = np.broadcast_to(
        scale[:, None, None] * profile, (n_patterns, kinds, kinds * lags)
    ).copy()
    n = len(design.kind)
    return _State(
        weights=weights,
        activity=np.ones((n_patterns + 1, ACTIVITY_LEVELS)),
        mix=np.full((n_patterns, kinds, 3), 1 / 3),
        floor=np.full(kinds, 0.3),
        part=np.empty((n_patterns + 1, n)),
        mass=np.empty((n_patterns + 1, n)),
        weight_prior=np.zeros(n_patterns),
    )


def _voice(design: _Design, state: _State, p: int, reading: Reading) -> Floats | float:
    if reading.far == "actor":
        return 1.0
    return np.asarray(np.einsum("qm,qm->q", state.mix[p][design.kind], design.share))


def _measure(design: _Design, state: _State, settings: PartnerSettings) -> float:
    """Fill `part` and `mass` by pattern for every query; returns the log likelihood."""
    for p, reading in enumerate(settings.readings):
        level = state.activity[p][design.level]
        w = state.weights[p]
        state.part[p] = level * _voice(design, state, p, reading) * design.toward[p].measure(w)
        state.mass[p] = level * design.given[p].measure(w)
    base = state.activity[-1][design.level] * state.floor[design.kind]
    state.part[-1], state.mass[-1] = base / design.n_actors, base
    return float(np.log(state.part.sum(0) / state.mass.sum(0)).sum())


def _by(index: Ints, value: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(index, weights=value, minlength=size), dtype=float)


def _step_weights(
    design: _Design, state: _State, settings: PartnerSettings, pools: list[Pool], free: bool
) -> None:
    """One M step of W, of the mixtures of voices and of the floor."""
    kinds = design.n_kinds
    whole, total = state.part.sum(0), state.mass.sum(0)
    for p, reading in enumerate(settings.readings):
        level = state.activity[p][design.level]
        factor = level * _voice(design, state, p, reading) / whole
        events = design.toward[p].collect(factor)
        w = state.weights[p]
        events *= w
        exposure = design.given[p].collect(level / total)
        if reading.far == "country":
            state.mix[p] = _mixture(design, state, p, whole)
        if free:
            state.weight_prior[p] = free_step(
                events, exposure, pools[p].mean, settings.prior_events, w
            )
        else:
            w[:] = pools[p].update(events, exposure)
            state.weight_prior[p] = 0.0
    base = state.activity[-1][design.level]
    events_floor = _by(design.kind, state.part[-1] / whole, kinds)
    state.floor = (0.1 + events_floor) / (0.1 / 0.3 + _by(design.kind, base / total, kinds))


_MIX_PRIOR = 10.0 / 3.0


def _mixture(design: _Design, state: _State, p: int, whole: Floats) -> Floats:
    each = state.mix[p][design.kind] * design.share
    each *= (state.part[p] / whole / np.maximum(each.sum(1), 1e-300))[:, None]
    count = np.stack([_by(design.kind, each[:, m], design.n_kinds) for m in range(3)], axis=1)
    count += _MIX_PRIOR
    return np.asarray(count / count.sum(1, keepdims=True))


def _step_activity(design: _Design, state: _State) -> None:
    """One M step of the activity factors (gamma prior with shape 2, rate 1)."""
    whole, total = state.part.sum(0), state.mass.sum(0)
    for p in range(1, len(state.part)):
        events = _by(design.level, state.part[p] / whole, ACTIVITY_LEVELS)
        rate = _by(design.level, state.mass[p] / total, ACTIVITY_LEVELS) / state.activity[p]
        state.activity[p] = (1.0 + events) / (1.0 + rate)


def _log_prior(state: _State, settings: PartnerSettings, pools: list[Pool]) -> float:
    total = float((np.log(state.activity[1:]) - state.activity[1:]).sum())
    total += 0.1 * float((np.log(state.floor) - state.floor / 0.3).sum())
    for p, reading in enumerate(settings.readings):
        if reading.far == "country":
            total += _MIX_PRIOR * float(np.log(state.mix[p]).sum())
        total += pools[p].log_prior() + float(state.weight_prior[p])
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
    country = conduct_homes(stream, least_score=settings.home_score)
    stream = replace(stream, country=country)
    design = _design(stream, settings)
    if not len(design.kind):
        raise InputError(
            f"no events after the first {settings.burn_in} days", repair="give a longer stream"
        )
    state = _start(design, settings)
    pools = [Pool.at(w, design.n_kinds, design.n_lags) for w in state.weights]
    path: list[float] = []
    likelihood = 0.0
    for step in range(settings.pooled_steps + settings.steps + 1):
        free = step >= settings.pooled_steps
        likelihood = _measure(design, state, settings)
        path.append(likelihood + _log_prior(state, settings, pools))
        if progress:
            progress(step, path[-1])
        if step == settings.pooled_steps + settings.steps:
            break
        if step % 3 == 2:
            _step_activity(design, state)
        else:
            _step_weights(design, state, settings, pools, free)
    return PartnerModel(
        settings, country, state.weights, state.activity, state.mix, state.floor,
        tuple(path), likelihood,
    )  # fmt: skip
