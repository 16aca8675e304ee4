"""Sides: who went from one bloc into another between two days."""

from __future__ import annotations

from ramify.reasoning.exposure.blocs.blocs import Blocs


def changed_side(then: Blocs, now: Blocs) -> tuple[str, ...]:
    """Ids of the states that went from one bloc into another.

    A state changed side if it stands with fewer than half of those it stood with, and if fewer
    than half of those it stands with stood with it: so neither a bloc that splits nor two that
    merge make anybody change side. Only states that are in a bloc on both days count, and none
    whose place hangs on the order of search; nobody where one of the days is unsettled.

    >>> from ramify.reasoning.exposure.blocs.blocs import blocs
    >>> from ramify.world.world import World
    >>> world = World.packaged()
    >>> "POL" in changed_side(blocs(world.at("1985-07-01")), blocs(world.at("2005-07-01")))
    True
    """
    if not (then.settled and now.settled):
        return ()
    old, new = _bloc_of(then), _bloc_of(now)
    both = old.keys() & new.keys()
    wavering = {*then.wavering, *now.wavering}
    found = []
    for state in sorted(both - wavering):
        left, joined = old[state] & both - {state}, new[state] & both - {state}
        kept = len(left & joined)
        if 2 * kept < len(left) and 2 * kept < len(joined):
            found.append(state)
    return tuple(found)


def _bloc_of(found: Blocs) -> dict[str, frozenset[str]]:
    sets = [frozenset(members) for members in found.members]
    return {state: members for members in sets for state in members}
