"""Learning what events move: regressions of past cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify._threads import each
from ramify.reasoning.dynamics.rates.counts import fitted_spread
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.reactions.cases import Cases, Watched, cases_of
from ramify.reasoning.dynamics.reactions.model import (
    SIGNS,
    STANDING,
    ReactionCase,
    ReactionModel,
    Regression,
)
from ramify.reasoning.dynamics.reactions.regression import Linear, chances, regressed
from ramify.reasoning.dynamics.reactions.traits import GRAVE, without_deaths
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

SEEN = ("THREATEN", *GRAVE)
CALM_RIDGE = 1000.0
"""Of γ: with less it follows the months that it was learned in, and says worse of those after."""
FATAL = 50
"""Events of which it must be known how many died, if a regression is to read it."""
BEFORE, EVERY = 60, 6
"""Days that a record must hold before the first event; days from one to the next."""


def learned_reactions(
    stream: Stream, rates: Rates, world: World, *, source: str, days: Iterable[int] | None = None
) -> ReactionModel:
    """The reaction model of a stream's events, of windows that end in it.

    Args:
        rates: by which what is usual is told.
        days: whose events are learned from; every sixth after the first 60 if None.

    Raises:
        InputError: fewer than four such days, or no case in them.
    """
    every = range(stream.first_day + BEFORE, stream.last_day - 14, EVERY)
    found: dict[ReactionCase, list[Cases]] = defaultdict(list)
    watched = Watched.of(stream, rates, world)
    for of_day in each(lambda day: list(cases_of(watched, day)), every if days is None else days):
        for cases in of_day:
            found[cases.case].append(cases)
    return model_of(found, source)


def model_of(found: Mapping[ReactionCase, Sequence[Cases]], source: str) -> ReactionModel:
    """The model of cases; a regression with fewer than four days of either kind is left out.

    Raises:
        InputError: no regression is left.
    """
    enough = {case: rows for case, rows in found.items() if _enough(rows)}
    if not enough:
        repair = "give a record of some months"
        raise InputError("too few days to learn reactions of third states from", repair=repair)
    fatal = {case: sum(r.fatal for r in rows) for case, rows in enough.items()}
    read = {
        case: rows if fatal[case] >= FATAL
        else [r._replace(x=without_deaths(r.x)) if r.fatal else r for r in rows]
        for case, rows in enough.items()
    }  # fmt: skip
    regressions = dict(zip(read, each(learned, read.values()), strict=True))
    most = max(fatal.values())
    return ReactionModel(
        regressions, typical(enough), SEEN, source, most if most >= FATAL else 0, largest(enough)
    )


def _enough(rows: Sequence[Cases]) -> bool:
    return all(len({r.day for r in rows if r.calm == calm}) >= 4 for calm in (True, False))


def learned(rows: Sequence[Cases]) -> Regression:
    """The regressions of these cases, with the scatter of how many states act."""
    calm, event = ([r for r in rows if r.calm == still] for still in (True, False))
    usual, moved = fitted(calm, event)
    x, logit, came, number = columns(event)
    said: Floats = np.bincount(number, chance(logit, x, usual, moved)).astype(float)
    joined: Floats = np.bincount(number, came).astype(float)
    return Regression(usual, moved, fitted_spread(joined, said), len(joined))


def fitted(calm: Sequence[Cases], event: Sequence[Cases]) -> tuple[Linear, Linear]:
    """γ of the days without an event, β of those with one, shrunk."""
    x, logit, came, _ = columns(calm)
    usual = regressed(x, logit, came, days_of(calm), ridge=CALM_RIDGE, of=STANDING)
    x, logit, came, _ = columns(event)
    moved = regressed(x, logit + usual.sum(x), came, days_of(event))
    return usual, moved.shrunk()


def typical(found: Mapping[ReactionCase, Sequence[Cases]]) -> dict[str, tuple[float, float]]:
    """Mean logarithms of reports and departure, by sign of the event."""
    means = {}
    for sign, sizes in _sizes(found).items():
        reports, departure = sizes.mean(0).tolist()
        means[sign] = reports, departure
    return means


def largest(found: Mapping[ReactionCase, Sequence[Cases]]) -> dict[str, float]:
    """The most reports that an event had, by its sign."""
    return {
        sign: float(np.expm1(sizes[:, 0].max()).round()) for sign, sizes in _sizes(found).items()
    }


def _sizes(found: Mapping[ReactionCase, Sequence[Cases]]) -> dict[str, Floats]:
    """Logarithms of reports and departure of the events, by their sign."""
    every: dict[str, list[Floats]] = defaultdict(list)
    for case, rows in found.items():
        every[case.trigger] += [r.size for r in rows if not r.calm]
    return {sign: np.concatenate(every[sign]) for sign in SIGNS if every[sign]}


def columns(rows: Sequence[Cases]) -> tuple[Floats, Floats, NDArray[np.bool_], Ints]:
    """Traits, logits, what came, and events numbered through."""
    numbers, first = [], 0
    for r in rows:
        numbers.append(r.event + first)
        first += int(r.event.max()) + 1
    x, logit, came = (
        np.concatenate([getattr(r, name) for r in rows]) for name in ("x", "logit", "came")
    )
    return x, logit, came, np.concatenate(numbers)


def days_of(rows: Sequence[Cases]) -> Ints:
    """Days numbered through, one entry a row of the columns."""
    each = np.concatenate([np.full(len(r.came), r.day) for r in rows])
    found: Ints = np.unique(each, return_inverse=True)[1]
    return found


def chance(logit: Floats, x: Floats, *parts: Linear) -> Floats:
    """Chances by the logits and what parts of a regression move."""
    return chances(sum((part.sum(x) for part in parts), logit))
