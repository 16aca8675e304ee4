"""Learning what sets chances of single classes right, from forecasts of earlier months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.reactions.cases import Watched, known_on
from ramify.reasoning.dynamics.reactions.class_chances import LEAST, Moves, logit_of
from ramify.reasoning.dynamics.reactions.regression import Linear, regressed

FEWEST, DAYS = 50, 4
"""Times that a class must have come, and days, for it to be learned from."""


class ClassRows(NamedTuple):
    """Chances by base rates of single classes of acts between two states, and which came."""

    horizon: int
    day: int
    kind: Ints
    logit: Floats
    came: NDArray[np.bool_]


def class_rows(watched: Watched, day: int) -> Iterator[ClassRows]:
    """What was to be expected at the end of a day between any two states, by horizon.

    Windows that are not covered throughout are left out.
    """
    known = known_on(watched, day)
    if not known.came:
        return
    ground, on = known.ground, known.ground.standing.day
    states, n = np.flatnonzero(ground.states), len(ground.numbers)
    ground.ask(states.tolist(), on, list(known.came))
    for days in known.came:
        after = watched.panel.between(day + 1, day + 1 + days).tally().reshape(n, n, -1)
        sides = (ground.towards(side, on, days) for side in states.tolist())
        said = np.stack([side.by_class[states] for side in sides], axis=1)
        row, column, kind = np.nonzero(said >= LEAST)
        apart = row != column
        cell = row[apart], column[apart], kind[apart]
        came = after[np.ix_(states, states)][cell] > 0
        yield ClassRows(days, day, cell[2], logit_of(said[cell]), came)


def learned_moves(rows: Sequence[ClassRows], classes: Sequence[str]) -> dict[int, Moves]:
    """a and b by horizon and class; a horizon of fewer than four days is left out."""
    found = {}
    for days in sorted({r.horizon for r in rows}):
        mine = [r for r in rows if r.horizon == days]
        if len({r.day for r in mine}) >= DAYS:
            found[days] = _of_horizon(mine, classes)
    return found


def _of_horizon(rows: Sequence[ClassRows], classes: Sequence[str]) -> Moves:
    fits = {
        name: _regressed(rows, k)
        for k, name in enumerate(classes)
        if sum(int(r.came[r.kind == k].sum()) for r in rows) >= FEWEST
    }
    if not fits:
        return {}
    moves = {}
    for (name, fit), slope in zip(fits.items(), _together([*fits.values()]), strict=True):
        level, by_logit = (slope / fit.scale).tolist()
        moves[name] = level - by_logit * float(fit.centre[1]), by_logit
    return moves


def _regressed(rows: Sequence[ClassRows], kind: int) -> Linear:
    """What moves a class, before it is pulled to nought."""
    mine = [(r.day, r.logit[r.kind == kind], r.came[r.kind == kind]) for r in rows]
    logit, came = (np.concatenate([row[k] for row in mine]) for k in (1, 2))
    days = np.concatenate([np.full(len(row[1]), row[0]) for row in mine])
    x = np.stack([np.ones(len(logit)), logit], axis=1)
    return regressed(x, logit, came, np.unique(days, return_inverse=True)[1])


def _together(fits: Sequence[Linear]) -> Floats:
    """The coefficients of all classes, pulled to nought as one; (classes, 2)."""
    n = 2 * len(fits)
    covariance = np.zeros((n, n))
    for k, fit in enumerate(fits):
        covariance[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = fit.covariance
    slope = np.concatenate([fit.slope for fit in fits])
    found: Floats = Linear(np.zeros(n), np.ones(n), slope, covariance).shrunk().slope
    return found.reshape(-1, 2)
