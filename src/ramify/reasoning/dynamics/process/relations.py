"""Relations of the standing system, as the patterns of the dynamics read them.

*ally*: bound on the day by one pact with a commitment of defense or offense; *neighbour*: a
land border; *co-member*: a grouping of at most thirty together, the smaller the closer; *rival*:
one territory that both hold, are held to own, or claim; *patron*: a state that promises the actor
defense or a guarantee in a pact in which the actor promises none, supplies it with arms by treaty,
or has been granted bases there. An actor of a country stands with the states its country stands
with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import permutations, product
from typing import TYPE_CHECKING

import numpy as np

from ramify._errors import UsageError
from ramify.reasoning.dynamics.process.patterns import Neighbours
from ramify.reasoning.dynamics.stream import Stream

if TYPE_CHECKING:
    from ramify.world.system import System
    from ramify.world.world import World

LIMIT = 5
LARGEST_GROUP = 30
Tie = tuple[str, str, float]


def _allies(system: System) -> Iterator[Tie]:
    for pact in system.pacts():
        types = {c.type for article in pact.articles for c in article.commitments}
        if types & {"defense", "offense"}:
            yield from ((a, b, 1.0) for a, b in permutations(system.parties(pact.id), 2))


def _borders(system: System) -> Iterator[Tie]:
    for state in system.states:
        for border in system.neighbours(state):
            yield state, border.b if border.a == state else border.a, 1.0


def _members(system: System) -> Iterator[Tie]:
    for group in system.actors:
        members = [m.member for m in system.members(group)]
        if 1 < len(members) <= LARGEST_GROUP:
            yield from ((a, b, 1.0 / len(members)) for a, b in permutations(members, 2))


def _rivals(system: System) -> Iterator[Tie]:
    for territory in system.territories:
        sides = {territory.recognised, territory.administered, *territory.claimed} - {None}
        yield from ((str(a), str(b), 1.0) for a, b in permutations(sides, 2))


def _patrons(system: System) -> Iterator[Tie]:
    for pact in system.pacts():
        owed: dict[str, set[tuple[str, str]]] = defaultdict(set)
        parties = system.parties(pact.id)
        for article in pact.articles:
            for held in article.commitments:
                owed[held.type] |= set(product(held.by or parties, held.to or parties))
        promised = owed["defense"] | owed["guarantee"]
        givers = {giver for giver, _ in promised}
        given = {(giver, to) for giver, to in promised if to in parties and to not in givers}
        granted = {(to, host) for host, to in owed["basing"] if to in parties}
        ties = given | granted | owed["arms supply"]
        yield from (
            (client, patron, 1.0) for patron, client in ties if (client, patron) not in ties
        )


RELATIONS: dict[str, Callable[[System], Iterator[Tie]]] = {
    "ally": _allies,
    "neighbour": _borders,
    "co-member": _members,
    "rival": _rivals,
    "patron": _patrons,
}


def standing(system: System, stream: Stream, *relations: str) -> dict[str, Neighbours]:
    """The neighbours of every actor of a stream in each of these relations.

    The five closest, weighted by closeness and by how often they act or are met. Actors
    without a state, or whose country has no such tie, have none.

    Raises:
        UsageError: a relation that is not known.
    """
    found = {}
    n = len(stream.actors)
    seen = np.bincount(stream.subject, minlength=n) + np.bincount(stream.object, minlength=n)
    for name in relations:
        if name not in RELATIONS:
            repair = f"choose among {', '.join(RELATIONS)}"
            raise UsageError(f"unknown relation {name!r}", repair=repair)
        ties: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for a, b, weight in RELATIONS[name](system):
            ties[a][b] += weight
        rows, others, weights = [], [], []
        for actor, country in enumerate(stream.country):
            for state, weight in ties.get(stream.countries[country], {}).items():
                if state in stream.actor_numbers:
                    other = stream.actor_numbers[state]
                    rows.append(actor)
                    others.append(other)
                    weights.append(weight * (seen[other] + 0.5))
        found[name] = Neighbours.of_weights(
            np.asarray(rows, dtype=np.int64),
            np.asarray(others, dtype=np.int64),
            np.asarray(weights, dtype=float),
            n,
            LIMIT,
        )
    return found


def of_world(
    relations: tuple[str, ...], history: Stream, world: World | None = None
) -> dict[str, Neighbours]:
    """These relations among the actors of a history, on its last day, by the facts of a world.

    None for a history without a calendar: nobody knows what held then. Without a world the
    packaged facts hold.
    """
    on = history.date_of(history.last_day)
    known = [name for name in relations if name in RELATIONS]
    if on is None or not known:
        return {}
    from ramify.world.world import World

    return standing((world or World.packaged()).at(on), history, *known)
