"""Forecasts: how likely is such an event within a window, and what speaks for it.

Closed form: past events and the background give the asked events a known rate, and a renewal
equation adds what the window's events call forth (`windows`). Given the parameters, at least
one comes with probability 1 − exp(−Λ), where Λ leaves out the children of the asked events
themselves: the first has no earlier one. Probability and interval of the count are averaged
over the parameters' posteriors (`spread`). What other pairs start within the window is left
to simulation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from ramify._arrays import Floats
from ramify._errors import UsageError
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import Simulation, simulate, wilson
from ramify.reasoning.dynamics.forecasting.uncertainty import (
    chance,
    chance_interval,
    changing,
    count_interval,
    variances,
)
from ramify.reasoning.dynamics.forecasting.windows import Asked, Window, renewal

Method = Literal["closed", "simulation"]
LEAST_RAISE = 0.005
"""From here on an answer says that it is raised for what the record lacks."""


@dataclass(frozen=True)
class Forecast:
    """An answer about a window of days.

    probability: of at least one such event; credible: its 90 % interval over the parameters.
    interval of the count: 90 %, from chance and unsure parameters together (`spread`).
    baseline: probability at the pair's (or asked set's) own mean rate over the history, which
        is `baseline_events` in `baseline_days`.
    calibrated: probability by the model's held-out calibration, where it is valid (`calibrated`).
    within: 95 % interval of a simulated probability, from the number of futures.
    lift: expected over what the baseline rate expects; None where the baseline is nothing.
    """

    actor: str | None
    action: str | None
    target: str | None
    start: int
    horizon: int
    probability: float
    expected: float
    interval: tuple[float, float]
    baseline: float
    baseline_expected: float
    lift: float | None
    method: str
    baseline_events: int
    baseline_days: int
    notes: tuple[str, ...] = ()
    within: tuple[float, float] | None = None
    credible: tuple[float, float] | None = None
    calibrated: float | None = None


def forecast(
    outlook: Outlook,
    *,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
    method: Method = "closed",
    simulations: int = 500,
    seed: int = 0,
) -> Forecast:
    """Forecast events in the `horizon` days from `start`; anything left open is summed over.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor or action that is not known.
    """
    window = _window(outlook, actor, target, start, horizon, method, simulations, seed)
    return window.answers([None if action is None else outlook.action(action)])[0]


def forecasts(
    outlook: Outlook,
    *,
    actor: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
    method: Method = "closed",
    simulations: int = 500,
    seed: int = 0,
    most: int | None = 10,
) -> tuple[Forecast, ...]:
    """Any action first, then the likeliest `most` actions (all if None), from one pass.

    Each equals what `forecast` answers for that action.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor that is not known.
    """
    window = _window(outlook, actor, target, start, horizon, method, simulations, seed)
    likeliest = np.argsort(-window.expected(), kind="stable")[:most]
    return tuple(window.answers([None, *likeliest.tolist()]))


def _window(
    outlook: Outlook, actor: str | None, target: str | None, start: int | None, horizon: int,
    method: Method, simulations: int, seed: int,
) -> _Window:  # fmt: skip
    start = outlook.history.last_day + 1 if start is None else start
    outlook.check_day(start)
    if horizon < 1:
        raise UsageError("the horizon must be at least one day")
    asked = Asked(
        None if actor is None else outlook.actor(actor),
        None,
        None if target is None else outlook.actor(target),
    )
    if method == "closed":
        return _Closed(outlook, asked, start, horizon)
    future = simulate(outlook, start=start, horizon=horizon, simulations=simulations, seed=seed)
    return _Simulated(outlook, asked, start, horizon, future)


@dataclass(frozen=True)
class _Figures:
    """What a method gives for one action, or for all together."""

    probability: float
    expected: float
    interval: tuple[float, float]
    credible: tuple[float, float]
    notes: tuple[str, ...] = ()
    within: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class _Window(ABC):
    """A question about days to come with its action left open."""

    outlook: Outlook
    asked: Asked
    start: int
    horizon: int

    @cached_property
    def window(self) -> Window:
        return Window(self.outlook, self.asked, self.start, self.horizon)

    @cached_property
    def changing(self) -> float:
        return changing(self.window)

    @abstractmethod
    def expected(self) -> Floats:
        """Expected events of every action, shape (K,)."""

    @abstractmethod
    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        """The answer for each of these actions; None is any."""

    def answers(self, actions: Sequence[int | None]) -> list[Forecast]:
        notes = _notes(self.outlook, self.asked) + self._raised()
        found = zip(actions, self.figures(actions), strict=True)
        return [self._answer(replace(self.asked, action=a), f, notes) for a, f in found]

    def _raised(self) -> tuple[str, ...]:
        more = float(self.outlook.level(np.asarray(self.start))) - 1.0
        if more < LEAST_RAISE:
            return ()
        age = self.start - self.outlook.history.first_day
        return (
            f"raised by {more:.0%} at the start of the window: the record began only {age:,} days "
            "before it, so that part of the memory is not in it",
        )

    def _answer(self, asked: Asked, found: _Figures, notes: tuple[str, ...]) -> Forecast:
        h, f = self.outlook.history, self.outlook.fitted
        days = h.last_day - h.first_day + 1
        events = int(asked.chosen(h.subject, h.action, h.object).sum())
        base = events / days * self.horizon
        return Forecast(
            actor=None if asked.actor is None else h.actors[asked.actor],
            action=None if asked.action is None else f.actions[asked.action],
            target=None if asked.target is None else h.actors[asked.target],
            start=self.start,
            horizon=self.horizon,
            probability=found.probability,
            expected=found.expected,
            interval=found.interval,
            baseline=float(-np.expm1(-base)),
            baseline_expected=base,
            lift=found.expected / base if base > 0 else None,
            method=self.method,
            baseline_events=events,
            baseline_days=days,
            notes=notes + found.notes,
            within=found.within,
            credible=found.credible,
        )

    @property
    @abstractmethod
    def method(self) -> str: ...


@dataclass(frozen=True, eq=False)
class _Simulated(_Window):
    future: Simulation
    method = "simulation"

    def expected(self) -> Floats:
        f = self.future
        mine = self.asked.chosen(f.actor, f.action, f.target)
        k = len(self.outlook.fitted.actions)
        return np.bincount(f.action[mine], minlength=k) / f.simulations

    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        """Futures spread as they do under one set of parameters; the parameters' own spread
        is that of the closed form, in proportion."""
        mean = self.window.expected()
        wanted = [slice(None) if a is None else slice(a, a + 1) for a in actions]
        spread = variances(self.window, list(actions))
        relative = [
            _relative(float(v), float(mean[w].sum())) for v, w in zip(spread, wanted, strict=True)
        ]
        asked = [replace(self.asked, action=action) for action in actions]
        return [self._figures(a, r) for a, r in zip(asked, relative, strict=True)]

    def _figures(self, asked: Asked, relative: float) -> _Figures:
        f = self.future
        counts = f.counts(asked.chosen(f.actor, f.action, f.target))
        hits, n, mean = int((counts > 0).sum()), len(counts), float(counts.mean())
        spread = float(counts.var()) + (relative + self.changing) * mean**2
        note = f"probabilities from {n} simulated futures, with their 95 % intervals"
        never = -float(np.log1p(-min(hits / n, 1 - 0.5 / n)))
        return _Figures(
            probability=hits / n,
            expected=mean,
            interval=count_interval(mean, spread),
            credible=chance_interval(never, relative),
            notes=(note,),
            within=wilson(hits, n),
        )


@dataclass(frozen=True, eq=False)
class _Closed(_Window):
    """Direct events by day and action, and what they call forth among themselves."""

    method = "closed"

    def expected(self) -> Floats:
        return self.window.expected()

    def figures(self, actions: Sequence[int | None]) -> list[_Figures]:
        fertile = np.ones((len(self.outlook.fitted.actions), len(actions)))
        for column, action in enumerate(actions):
            fertile[slice(None) if action is None else action, column] = 0.0
        first = renewal(self.window.tables, *self.window.daily, fertile)[0].sum(0)
        spread, total = variances(self.window, list(actions)), self.expected()
        found = []
        for column, action in enumerate(actions):
            wanted = slice(None) if action is None else action
            direct, expected = float(first[wanted, column].sum()), float(total[wanted].sum())
            found.append(_figures(direct, expected, float(spread[column]), self.changing))
        return found


def _figures(direct: float, expected: float, spread: float, changing: float) -> _Figures:
    """Families of mean size expected / direct, whose number has a gamma mean."""
    relative = _relative(spread, expected)
    growth = expected / direct if direct > 0 else 1.0
    return _Figures(
        chance(direct, relative),
        expected,
        count_interval(expected, expected * growth**2 + spread + changing * expected**2),
        chance_interval(direct, relative),
    )


def _relative(variance: float, mean: float) -> float:
    return variance / mean**2 if mean > 0 else 0.0


def _notes(outlook: Outlook, asked: Asked) -> tuple[str, ...]:
    notes = []
    h = outlook.history
    for number in (asked.actor, asked.target):
        if number is None:
            continue
        seen = ((h.subject == number) | (h.object == number)).any()
        if outlook.actor_of[number] < 0 and not seen:
            notes.append(f"{h.actors[number]} was never seen: {_stand_in(outlook, number)}")
    if outlook.set_aside:
        notes.append(f"{outlook.set_aside} events of actions unknown to the model set aside")
    return tuple(notes)


def _stand_in(outlook: Outlook, number: int) -> str:
    """By whom an actor without a past is judged."""
    h, alike = outlook.history, outlook.alike(number)
    if not len(alike):
        return "nobody of its country or sector is known, so it counts as the least active of all"
    country = h.countries[h.country[number]]
    kind = "country" if outlook.fitted.country[alike[0]] == country else "sector"
    others = "actor" if len(alike) == 1 else "actors"
    return (
        f"answered from {len(alike):,} {others} of its {kind}; the intervals are as wide as "
        "activity differs among them"
    )
