"""The fit of ideal points: a dynamic ordinal model of votes in the General Assembly.

A state at point θ votes no, abstains or votes yes as β·θ plus logistic noise falls below, between
or above two cut points of the resolution. Three things make points of different years comparable:
a state's point walks at random from session to session; resolutions that repeat word for word
share their cut points and slope (the bridges); and no session moves all states at once, which
votes alone could not tell from resolutions that changed. Points are the mode of the posterior;
bands are its curvature, the resolutions taken as known, so they are somewhat narrow.

Source: Bailey, Strezhnev and Voeten 2017, "Estimating dynamic state preferences from United
Nations voting data" (theirs is a probit sampled by MCMC).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify.reasoning.exposure.votes.points import IdealPoint, IdealPoints
from ramify.reasoning.exposure.votes.roll_calls import RollCalls

STEP = 0.3
"""Standard deviation of a state's walk from one session to the next."""
SPREAD = 0.5
"""Standard deviation of points about nought within a session, before any vote is seen."""
COMMON = 0.003
"""Standard deviation of the mean step of all states that sit in two sessions running."""
SLOPES = 6.0
MIDDLES = 5.0
WIDTHS = 2.0
"""Standard deviations of slopes, of the middle of the cut points, and of the log of their width."""
ROUNDS = 300
_WITHIN = 1.645
"""Standard deviations to either side that hold 90%."""
_HIGH = ("USA", "GBR", "CAN", "NLD", "BEL", "AUS", "NZL", "LUX", "DNK", "NOR")
"""States that start high: they set the sign, and where the search begins."""


class Items(NamedTuple):
    """Resolutions with their parameters; repeated ones are one."""

    slopes: NDArray[np.float64]
    middles: NDArray[np.float64]
    widths: NDArray[np.float64]


class Walks(NamedTuple):
    """Which seats follow on which: the same state, in the last session it sat before."""

    later: NDArray[np.int64]
    earlier: NDArray[np.int64]
    variance: NDArray[np.float64]
    session: NDArray[np.int64]


def fit_ideal_points(
    votes: RollCalls,
    bridges: Iterable[tuple[str, str]],
    opened: Mapping[int, date],
    closed: date,
    source: str,
) -> IdealPoints:
    """Points and bands of every state in every session.

    Args:
        votes: the roll calls; unanimous ones tell nothing and are left out.
        bridges: pairs of numbers of roll calls on resolutions that repeat word for word.
        opened: day of the first roll call by session.
        closed: day of the last roll call.
        source: where the votes come from.
    """
    votes, item = _telling(votes, bridges)
    walks = _walks(votes)
    points, items = _search(votes, item, walks)
    scale = points.std()
    bands = _bands(votes, item, points, items, walks)
    told = np.stack([points, points - bands, points + bands], axis=1) / scale
    keys = zip(votes.states.tolist(), votes.sessions.tolist(), strict=True)
    at = {key: IdealPoint(*row) for key, row in zip(keys, told.tolist(), strict=True)}
    return IdealPoints(at, dict(opened), closed, source)


def _telling(
    votes: RollCalls, bridges: Iterable[tuple[str, str]]
) -> tuple[RollCalls, NDArray[np.int64]]:
    """The votes on calls that were not unanimous, and the item of each vote."""
    tally = np.zeros((len(votes.calls), 3), np.int64)
    np.add.at(tally, (votes.call, votes.choice), 1)
    kept = (tally.max(axis=1) < tally.sum(axis=1))[votes.call]
    seats, seat = np.unique(votes.seat[kept], return_inverse=True)
    told = RollCalls(
        votes.states[seats], votes.sessions[seats], votes.calls, seat, votes.call[kept],
        votes.choice[kept],
    )  # fmt: skip
    joined = _joined(votes.calls, bridges)
    _, item = np.unique(joined[told.call], return_inverse=True)
    return told, item.astype(np.int64)


def _joined(calls: NDArray[np.str_], bridges: Iterable[tuple[str, str]]) -> NDArray[np.int64]:
    """The first call that each is the same as, by bridges and bridges of bridges."""
    place = {number: n for n, number in enumerate(calls.tolist())}
    root = np.arange(len(calls))

    def first(n: int) -> int:
        while root[n] != n:
            n = int(root[n])
        return n

    for one, other in bridges:
        if one in place and other in place:
            root[first(place[other])] = first(place[one])
    return np.array([first(n) for n in range(len(calls))], np.int64)


def _walks(votes: RollCalls) -> Walks:
    follows = np.flatnonzero(votes.states[1:] == votes.states[:-1]) + 1
    gap = votes.sessions[follows] - votes.sessions[follows - 1]
    variance = np.asarray(STEP**2 * gap, np.float64)
    return Walks(follows, follows - 1, variance, votes.sessions[follows])


def _search(
    votes: RollCalls, item: NDArray[np.int64], walks: Walks
) -> tuple[NDArray[np.float64], Items]:
    """The mode of the posterior, from a start by alternating least squares."""
    from scipy.optimize import minimize

    seats, items = len(votes.states), int(item.max()) + 1
    found = minimize(
        _posterior, _start(votes, item, items), args=(votes, item, walks), jac=True,
        method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 20},
    )  # fmt: skip
    points, slopes, middles, logs = np.split(found.x, [seats, seats + items, seats + 2 * items])
    return points, Items(slopes, middles, np.exp(logs))


def _posterior(
    x: NDArray[np.float64], votes: RollCalls, item: NDArray[np.int64], walks: Walks
) -> tuple[float, NDArray[np.float64]]:
    """Minus the log posterior, and its gradient: shape (seats + 3 · items,)."""
    from ramify.reasoning.exposure.votes._likelihood import lost

    seats = len(votes.states)
    items = (len(x) - seats) // 3
    points, slopes, middles, logs = np.split(x, [seats, seats + items, seats + 2 * items])
    widths, gradient = np.exp(logs), np.zeros_like(x)
    total = lost(votes.seat, item, votes.choice, points, slopes, middles, widths, gradient)
    gradient[seats + 2 * items :] *= widths
    spread = np.repeat([SPREAD, SLOPES, MIDDLES, WIDTHS], [seats, items, items, items])
    total += 0.5 * float(((x / spread) ** 2).sum())
    gradient += x / spread**2
    return total + _walked(points, walks, gradient), gradient


def _walked(points: NDArray[np.float64], walks: Walks, gradient: NDArray[np.float64]) -> float:
    """What the steps of the states cost, each and all together; the gradient is added to."""
    step = points[walks.later] - points[walks.earlier]
    number = np.maximum(np.bincount(walks.session), 1)
    mean = np.bincount(walks.session, step) / number
    pull = step / walks.variance + (mean / number / COMMON**2)[walks.session]
    np.add.at(gradient, walks.later, pull)
    np.subtract.at(gradient, walks.earlier, pull)
    return 0.5 * float((step**2 / walks.variance).sum() + (mean**2).sum() / COMMON**2)


def _start(votes: RollCalls, item: NDArray[np.int64], items: int) -> NDArray[np.float64]:
    seats = len(votes.states)
    cast = votes.choice - 1.0
    mean = np.bincount(item, cast, items) / np.bincount(item, minlength=items)
    rest = cast - mean[item]
    points = np.where(np.isin(votes.states, _HIGH), 1.0, -0.2)
    slopes = np.zeros(items)
    for _ in range(15):
        slopes = _slope(rest * points[votes.seat], points[votes.seat], item, items)
        points = _slope(rest * slopes[item], slopes[item], votes.seat, seats)
        points = _standard(points, votes.sessions)
    return np.concatenate([points, np.clip(4 * slopes, -3, 3), -2 * mean, np.full(items, -1.0)])


def _slope(
    product: NDArray[np.float64], by: NDArray[np.float64], group: NDArray[np.int64], number: int
) -> NDArray[np.float64]:
    """Least squares without an intercept, group by group."""
    below = np.maximum(np.bincount(group, by**2, number), 1e-9)
    found: NDArray[np.float64] = np.bincount(group, product, number) / below
    return found


def _standard(points: NDArray[np.float64], session: NDArray[np.int64]) -> NDArray[np.float64]:
    number = np.maximum(np.bincount(session), 1)
    away = points - (np.bincount(session, points) / number)[session]
    deviation = np.sqrt(np.bincount(session, away**2) / number)
    return away / np.maximum(deviation, 1e-9)[session]


def _bands(
    votes: RollCalls,
    item: NDArray[np.int64],
    points: NDArray[np.float64],
    items: Items,
    walks: Walks,
) -> NDArray[np.float64]:
    """Half the width of the 90% band of each point, from the curvature along each state's walk.

    The curvature is tridiagonal for each state; the diagonal of its inverse comes from one pass
    forth and one back.
    """
    from ramify.reasoning.exposure.votes._likelihood import sharpness

    diagonal = sharpness(votes.seat, item, points, *items) + SPREAD**-2
    link = np.zeros(len(points) + 1)
    np.add.at(diagonal, walks.later, 1 / walks.variance)
    np.add.at(diagonal, walks.earlier, 1 / walks.variance)
    link[walks.later] = 1 / walks.variance
    forth, back = diagonal.copy(), diagonal.copy()
    for n in range(1, len(points)):
        forth[n] -= link[n] ** 2 / forth[n - 1]
    for n in range(len(points) - 2, -1, -1):
        back[n] -= link[n + 1] ** 2 / back[n + 1]
    half: NDArray[np.float64] = _WITHIN / np.sqrt(forth + back - diagonal)
    return half
