"""Signed ties of a system: what states have promised each other, and whom they have fought."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify.reasoning.exposure.agreement import GRAVEST
from ramify.reasoning.exposure.alignment import portfolios
from ramify.reasoning.exposure.duties import disputing
from ramify.world.system import System

FOUGHT = -1.0
"""Tie of two states that are at war or were within `MEMORY` years."""
DISPUTING = -1 / 3
"""Tie of two states that dispute a territory, on top of what they promised."""
MEMORY = 10


class Ties(NamedTuple):
    """Signed weights among the states of a day: shape (states, states), symmetric, in [-4/3, 1]."""

    states: tuple[str, ...]
    weights: NDArray[np.float64]


def signed_ties(system: System) -> Ties:
    """The ties of a day: promises pull together, wars and disputed territory drive apart.

    Promises to fight (defense and offense) count, the mean of both directions. Nonaggression and
    consultation do not: rivals promise them too. Two that fought within ten years have -1
    whatever they promised.

    >>> from ramify.world.world import World
    >>> ties = signed_ties(World.packaged().at("2024-07-01"))
    >>> place = ties.states.index
    >>> [float(ties.weights[place("USA"), place(other)]) for other in ("GBR", "CHE")]
    [1.0, 0.0]
    """
    held = portfolios(system)
    allied = (held.scores == GRAVEST).astype(float)
    weights = (allied + allied.T) / 2
    np.fill_diagonal(weights, 0.0)
    places = {state: n for n, state in enumerate(held.states)}
    for one, other in disputing(system):
        _add(weights, places, one, other, DISPUTING)
    for one, other in _fought(system):
        _add(weights, places, one, other, FOUGHT, alone=True)
    return Ties(held.states, weights)


def _add(
    weights: NDArray[np.float64],
    places: dict[str, int],
    one: str,
    other: str,
    weight: float,
    *,
    alone: bool = False,
) -> None:
    if one in places and other in places and one != other:
        for cell in ((places[one], places[other]), (places[other], places[one])):
            weights[cell] = weight if alone else weights[cell] + weight


def _fought(system: System) -> set[tuple[str, str]]:
    """Pairs at war on the day or in the ten years before."""
    on = system.on
    since = date(max(on.year - MEMORY, 1), on.month, min(on.day, 28))
    return {
        (min(pair), max(pair))
        for war in system.world.wars
        if war.start.start <= on and (war.end is None or war.end.end >= since)
        for pair in war.pairs
    }
