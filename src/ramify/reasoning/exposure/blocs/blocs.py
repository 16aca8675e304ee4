"""Blocs of a day: the communities of its signed ties, and whether they are settled."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.reasoning.exposure.blocs.communities import all_communities, score, surplus
from ramify.reasoning.exposure.blocs.ties import Ties, signed_ties
from ramify.world.actors import asked_name
from ramify.world.system import System

SEEDS = 20
SETTLED = 0.9
"""Share of the states that must fall into the same bloc in nine seeds of ten."""
_AGAIN = 0.9
_LEAST = 3
"""Members that make a bloc; smaller communities are states on their own."""


class Blocs(NamedTuple):
    """The blocs of a day, largest first, with what is uncertain about them."""

    on: date
    members: tuple[tuple[str, ...], ...]
    """Ids of the members of each bloc that has three or more."""
    alone: tuple[str, ...]
    """States in no bloc."""
    wavering: tuple[str, ...]
    """States that fall into the same bloc in fewer than nine of ten orders of search."""
    modularity: float
    """Signed modularity of the partition: 0 no blocs beyond chance."""
    band: tuple[float, float]
    """Least and greatest modularity over the orders of search."""

    @property
    def settled(self) -> bool:
        """Whether nine states in ten stay in the same bloc whatever the order of search."""
        states = sum(map(len, self.members)) + len(self.alone)
        return len(self.wavering) <= (1 - SETTLED) * states

    def of(self, state: str) -> tuple[str, ...]:
        """The bloc of a state; the state alone if it is in none.

        Raises:
            UnknownName: it is no state of the day.
        """
        state = asked_name(state)
        found = _by_member(self.members).get(state)
        if found is None and state not in self.alone:
            states = [code for members in (*self.members, self.alone) for code in members]
            raise UnknownName(state, kind="state of the day", near=nearest(state, states))
        return found or (state,)


@lru_cache(maxsize=8)
def blocs(system: System, seeds: int = SEEDS) -> Blocs:
    """The blocs of a system, from its promises, wars and disputes over territory.

    Args:
        system: the day looked at.
        seeds: in how many orders the search is run; the best partition is kept.

    >>> from ramify.world.world import World
    >>> found = blocs(World.packaged().at("1985-07-01"))
    >>> "USA" in found.of("GBR"), "SUN" in found.of("POL"), "SUN" in found.of("USA")
    (True, True, False)
    """
    ties = signed_ties(system)
    beyond = surplus(ties.weights)
    drawn = Counter(label.tobytes() for label in all_communities(beyond, range(seeds)))
    tied = ties.weights > 0
    runs = [_held(tied, np.frombuffer(label, np.int64)) for label in drawn]
    scored = cache(lambda parted: score(beyond, np.frombuffer(parted, np.int64)))
    scores = [scored(_in_order(run).tobytes()) for run in runs]
    best = runs[int(np.argmax(scores))]
    groups = [np.flatnonzero(best == label) for label in np.unique(best)]
    groups.sort(key=len, reverse=True)
    named = [tuple(ties.states[n] for n in group) for group in groups]
    return Blocs(
        on=system.on,
        members=tuple(group for group in named if len(group) >= _LEAST),
        alone=tuple(state for group in named if len(group) < _LEAST for state in group),
        wavering=_wavering(ties, best, runs, list(drawn.values())),
        modularity=max(scores),
        band=(min(scores), max(scores)),
    )


@lru_cache(maxsize=8)
def _by_member(blocs: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, ...]]:
    return {state: members for members in blocs for state in members}


def _held(tied: NDArray[np.bool_], label: NDArray[np.int64]) -> NDArray[np.int64]:
    """The partition with every state on its own that no promise ties to others of its community."""
    same = label[:, None] == label
    loose = ~(tied & same).any(axis=1)
    return np.where(loose, label.max() + 1 + np.arange(len(label)), label)


def _in_order(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same partition by the first member of each community, however it was labelled."""
    _, first, place = np.unique(label, return_index=True, return_inverse=True)
    found: NDArray[np.int64] = first[place]
    return found


def _wavering(
    ties: Ties, best: NDArray[np.int64], runs: list[NDArray[np.int64]], times: list[int]
) -> tuple[str, ...]:
    """States that are not mostly with their bloc's others in one order of search in ten."""
    others = np.bincount(best)[best] - 1
    met = sum(n * _met(best, run) for run, n in zip(runs, times, strict=True))
    apart = met < _AGAIN * sum(times) * others
    return tuple(state for state, alone in zip(ties.states, apart, strict=True) if alone)


def _met(best: NDArray[np.int64], run: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of its bloc's others each node is with in one order of search."""
    both = best * (run.max() + 1) + run
    found: NDArray[np.int64] = np.bincount(both)[both] - 1
    return found
