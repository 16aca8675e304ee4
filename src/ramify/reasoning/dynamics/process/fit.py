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
from functools import partial
from typing import Any

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics._kernels import free_step
from ramify.reasoning.dynamics.process._pool import Pool
from ramify.reasoning.dynamics.process.background import Background, Tally
from ramify.reasoning.dynamics.process.model import Fitted, Origin
from ramify.reasoning.dynamics.process.past import Past
from ramify.reasoning.dynamics.process.patterns import (
    PATTERNS,
    Neighbours,
    Pattern,
    neighbourhoods,
    standing_patterns,
)
from ramify.reasoning.dynamics.process.record_start import Begun, unrecorded
from ramify.reasoning.dynamics.process.relations import of_world
from ramify.reasoning.dynamics.process.sparse_reads import SparseReads
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream


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
class Task:
    """What is to be fitted: the stream, and the patterns that may explain it."""

    stream: Stream
    patterns: tuple[Pattern, ...]
    settings: Settings
    neighbours: Mapping[str, Neighbours]

    @property
    def keys(self) -> Ints:
        """The pair of every event as one number."""
        return self.keys_of(slice(None))

    def keys_of(self, rows: Ints | slice) -> Ints:
        """The pair of the events at these rows as one number."""
        s = self.stream
        return s.subject[rows] * len(s.actors) + s.object[rows]

    @property
    def start(self) -> int:
        """The first day to learn from; earlier events are past alone."""
        return self.settings.first_learned(self.stream.first_day, self.stream.last_day)

    @property
    def learned(self) -> Stream:
        """The events to learn from."""
        return self.stream.between(self.start, self.stream.last_day + 1)

    @property
    def learned_days(self) -> Floats:
        """Of the days to learn from, which are covered."""
        return self.stream.covered[self.start - self.stream.first_day :]

    @property
    def unrecorded(self) -> Floats:
        """Share of the memory that the record has not, on every day to learn from."""
        age = np.arange(self.start, self.stream.last_day + 1) - self.stream.first_day
        return unrecorded(age, self.settings.memory_days, self.stream.covered)


@dataclass(frozen=True, eq=False)
class EventBlock:
    """Some events: the linked weights before each, and the exposure they give later ones.

    `stream` and `reads` are of the events to learn from, `exposure` (P, 2, K·B) is of all: in
    days, and in unrecorded memory (`unrecorded`). The steps are sums over events, so that
    parts add up to the whole.
    """

    stream: Stream
    reads: tuple[SparseReads, ...]
    exposure: Floats


def gather(task: Task, rows: Ints) -> EventBlock:
    """What every step reads about the events at these (rising) rows of the stream."""
    late = rows[task.stream.day[rows] >= task.start]
    key, mine = task.keys[late], task.stream.take(late)
    only = np.unique(key)
    reads, exposure = [], []
    for pattern in task.patterns:
        past = Past.through(pattern, task.stream, task.neighbours, only)
        reads.append(read(task, past, mine, key))
        exposure.append(exposed(task, rows, past.mass[rows]))
    return EventBlock(mine, tuple(reads), np.stack(exposure))


def read(task: Task, past: Past, mine: Stream, key: Ints) -> SparseReads:
    """What these events, of pairs with these keys, read of the past through one pattern."""
    k, lags = len(mine.actions), task.settings.n_lags
    before = past.rows(key, mine.day, task.settings, k)
    return SparseReads.of(before, mine.action, k, k * lags)


def exposed(task: Task, rows: Ints, mass: Floats) -> Floats:
    """The exposure, by (action, lag bin), that events with these weights give later ones.

    Shape (2, K·B): in days, and in days times the share of their memory that is unrecorded.
    """
    stream, k = task.stream, len(task.stream.actions)
    days = stream.last_day + 1 - stream.first_day
    cell = stream.action[rows] * days + stream.day[rows] - stream.first_day
    by_day = np.bincount(cell, weights=mass, minlength=k * days).reshape(k, -1)
    share, held = task.unrecorded, task.learned_days
    edge = np.minimum(np.arange(days)[:, None] + np.asarray(task.settings.lags), days)
    before = np.zeros((2, days + 1))
    before[:, days + 1 - len(share) :] = np.cumsum([held, held * share], axis=1)
    return np.stack([(by_day @ np.diff(run[edge], axis=1)).ravel() for run in before])


@dataclass(frozen=True, eq=False)
class Expected:
    """The E step, summed over events: log intensities, and events by cause.

    Both leave out the level (`unrecorded`), which is common to all causes.
    `events` (P, K, K·B) are called forth by earlier ones, `background` by none.
    """

    log_intensity: float
    events: Floats
    background: Tally

    def __add__(self, other: Expected) -> Expected:
        return Expected(
            self.log_intensity + other.log_intensity,
            self.events + other.events,
            self.background + other.background,
        )


def expect(
    part: EventBlock, weights: Floats, background: Background, tally: Tally | None = None
) -> Expected:
    """Share every event of a part out among its possible causes, and count.

    A tally that is given is added to, and is the answer's.
    """
    s = part.stream
    called = sum(r.measure(w) for r, w in zip(part.reads, weights, strict=True))
    base = background.intensity(s.subject, s.action, s.object)
    whole = called + base
    inverse = 1.0 / whole
    events = [r.collect(inverse) * w for r, w in zip(part.reads, weights, strict=True)]
    tally = tally or Tally.none(s)
    tally.count(s, base * inverse)
    return Expected(float(np.log(whole).sum()), np.stack(events), tally)


def partition(keys: Ints, partitions: int) -> Ints:
    """The partition of every event: pairs stay whole, and partitions are about equal.

    >>> partition(np.array([7, 3, 7, 9, 3, 7]), 2).tolist()
    [1, 0, 1, 1, 0, 1]
    """
    _, pair, counts = np.unique(keys, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) // 2
    return np.asarray((middle * partitions // len(keys))[pair], dtype=np.int64)


Measure = Callable[[Floats, Background], Expected]
Engine = Callable[[Task], tuple[Floats, Measure]]
"""Where the E step runs: gives the exposure (P, 2, K·B) and the step for given parameters."""


def here(task: Task) -> tuple[Floats, Measure]:
    """The E step in this process, all events at once."""
    part = gather(task, np.arange(len(task.stream)))
    return part.exposure, partial(expect, part)


@dataclass(eq=False)
class _State:
    background: Background
    weights: Floats
    events: Floats
    pools: list[Pool]
    weight_prior: Floats
    exposure: Floats
    level: float = 0.0

    @property
    def scale(self) -> Floats:
        """What a day counts, and how much more where none of its memory is recorded."""
        return np.array([1.0, self.level])

    @property
    def log_prior(self) -> float:
        """The log density of the priors at these parameters."""
        prior = self.background.log_prior() + sum(p.log_prior() for p in self.pools)
        return prior + float(self.weight_prior.sum()) - self.level


def _start(task: Task, days: float) -> _State:
    """A third of every action's events shared evenly among patterns, fading with lag."""
    stream, settings, n_patterns = task.learned, task.settings, len(task.patterns)
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
        Background.start(stream, days, settings.actor_prior),
        weights,
        np.zeros_like(weights),
        pools,
        np.zeros(n_patterns),
        np.zeros((n_patterns, k * lags)),
    )


def _maximise(
    state: _State, found: Expected, exposures: Floats, begun: Begun, settings: Settings, free: bool
) -> None:
    state.exposure, days = state.scale @ exposures, float(state.scale @ begun.days)
    for p, events in enumerate(found.events):
        w = state.weights[p]
        exposure = np.broadcast_to(state.exposure[p], w.shape)
        if free:
            shape = settings.prior_events
            state.weight_prior[p] = free_step(events, exposure, state.pools[p].mean, shape, w)
        else:
            w[:] = state.pools[p].update(events, exposure)
    state.events = found.events
    state.background = state.background.update(found.background, days)
    state.level = begun.level(_compensator(state, exposures[:, 1], begun.days[1]))


def fit(
    stream: Stream,
    settings: Settings | None = None,
    *,
    through: int | None = None,
    seed: int = 0,
    standing: Mapping[str, Neighbours] | None = None,
    progress: Callable[[int, float], Any] | None = None,
    engine: Engine = here,
    source: str | None = None,
) -> Fitted:
    """Fit the process.

    Args:
        stream: the events.
        through: last day to learn from; later events are set aside.
        seed: kept with the model; fitting itself draws nothing.
        standing: relations of the standing system, by the names in `settings.relations`; as the
            packaged facts have them on the last day, if they are not given.
        progress: called with each step and the log posterior before it.
        engine: where the E step runs; `out_of_core.engine` keeps its evidence on disk,
            `spark.engine` spreads it over a cluster.
        source: the name of the data, kept with the model.

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
    task = _task(_learnable(stream, through), settings, standing)
    state, path, likelihood = _climb(task, engine, progress)
    return Fitted.build(
        task.stream,
        settings=settings,
        patterns=task.patterns,
        background=state.background,
        pools=state.pools,
        events=state.events,
        exposure=state.exposure,
        log_posterior=tuple(path),
        unrecorded=state.level,
        origin=Origin.of(task.stream, seed=seed, log_likelihood=likelihood, source=source),
    )


def _task(stream: Stream, settings: Settings, standing: Mapping[str, Neighbours] | None) -> Task:
    """The patterns that were asked for, with the neighbours that each acts through."""
    patterns = chosen_patterns(settings)
    if standing is None:
        standing = of_world(settings.relations, stream)
    return Task(stream, patterns, settings, neighbourhoods(stream, patterns, standing))


def _climb(
    task: Task, engine: Engine, progress: Callable[[int, float], Any] | None
) -> tuple[_State, list[float], float]:
    """Expectation and maximisation in turn, pooled steps first.

    Returns the last state, the log posterior at the start and after every step, and the last
    log likelihood.
    """
    settings = task.settings
    begun = Begun.of(task.unrecorded, task.learned.day - task.start, task.learned_days)
    exposures, measure = engine(task)
    state = _start(task, float(begun.days[0]))
    path: list[float] = []
    steps = settings.pooled_steps + settings.steps
    for step in range(steps + 1):
        found = measure(state.weights, state.background)
        likelihood = _log_likelihood(state, found, exposures, begun)
        path.append(likelihood + state.log_prior)
        if progress:
            progress(step, path[-1])
        if step < steps:
            free = step >= settings.pooled_steps
            _maximise(state, found, exposures, begun, settings, free)
    return state, path, likelihood


def _log_likelihood(state: _State, found: Expected, exposures: Floats, begun: Begun) -> float:
    """The log intensity of every event, less the events expected over all the days."""
    expected = [_compensator(state, exposures[:, n], begun.days[n]) for n in range(2)]
    reached = found.log_intensity + begun.log_level(state.level)
    return reached - float(state.scale @ expected)


def _learnable(stream: Stream, through: int | None) -> Stream:
    """The events up to a day, if a process can be learned from them."""
    if through is not None:
        stream = stream.before(through + 1)
    if not len(stream):
        raise InputError("no events to learn from", repair="choose a later date or load events")
    if stream.first_day == stream.last_day:
        raise InputError(
            "all events fall on one day", repair="a process needs events of at least two days"
        )
    return stream


def _compensator(state: _State, exposure: Floats, days: float) -> float:
    """Events expected in so many days with this exposure."""
    called = (float(w.sum(0) @ e) for w, e in zip(state.weights, exposure, strict=True))
    return days * float(state.background.rate.sum()) + sum(called)
