"""Exposure: whose position shifts between two systems, measured."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from ramify._errors import UnknownName, UsageError
from ramify._nearest import nearest
from ramify._table import Tabular
from ramify._value import Value
from ramify.reasoning.exposure.alignment import alignment_differences, term_differences
from ramify.reasoning.exposure.blocs.differences import bloc_differences, blocs_not_settled
from ramify.reasoning.exposure.conduct import Conduct, conduct_differences, conduct_not_known
from ramify.reasoning.exposure.defenders import defender_differences
from ramify.reasoning.exposure.difference import Difference, DifferenceRow, Measure
from ramify.reasoning.exposure.dilemma import dilemma_differences
from ramify.reasoning.exposure.duties import duty_differences, hostile_pairs
from ramify.reasoning.exposure.frontier import crossing_differences, frontier_differences
from ramify.reasoning.exposure.reach import reach_differences
from ramify.reasoning.exposure.threat import capabilities_not_known, threat_differences
from ramify.reasoning.exposure.votes.agreement import agreement_differences
from ramify.reasoning.exposure.votes.differences import vote_differences, votes_not_known
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.world.actors import Actor, asked_name, known_actor
from ramify.world.facts import Facts
from ramify.world.system import System
from ramify.world.wording import listing

_FIRST: tuple[Measure, ...] = (
    "great powers bound to defend",
    "nuclear powers bound to defend",
    "links to a nuclear power",
    "land frontier",
    "rail and road",
    "bound to fight if attacked",
    "entrapment",
    "abandonment",
    "great powers in its bloc",
    "missiles in reach",
    "bound to attack beside it",
    "balance of conduct",
    "alignment of commitments",
    "alignment of terms",
    "distance in votes",
    "agreement in votes",
    "share of capabilities",
    "states bound to defend",
)
"""The measures, what weighs most first."""
_PLACES = {measure: n for n, measure in enumerate(_FIRST)}

_OF_PAIRS = frozenset[Measure](
    {
        "bound to fight if attacked",
        "missiles in reach",
        "bound to attack beside it",
        "share of capabilities",
        "balance of conduct",
    }
)
"""Those taken between hostile states, which are found only if one of them is wanted."""

_OF_ALLIES = frozenset[Measure]({"entrapment", "abandonment"})
"""Those of what an actor's promises, and those to it, mean in hostile pairs."""

_NOBODY = frozenset[str]()
_NOT_MEASURED = (votes_not_known, blocs_not_settled, capabilities_not_known)
"""What says of a measure why it cannot be taken on two days."""


_RESTS_ON = ("states", "pacts", "memberships", "wars", "control", "borders")
"""The kinds of facts that the measures rest on."""


class Exposure(Value, Tabular):
    """The differences between two systems, actor by actor, those that weigh most first.

    As a table it has a row a difference.
    """

    before: date
    after: date
    actors: tuple[str, ...]
    """Ids of those looked at: those asked for, or those whose pacts or memberships changed."""
    differences: tuple[Difference, ...]
    unmoved: tuple[str, ...] = ()
    """Ids of those looked at of whom no measure changed."""
    not_measured: tuple[str, ...] = ()
    """Measures that cannot be taken on these days, and why."""
    caveats: tuple[str, ...] = ()
    """Actors that were no states on a day, and days that the facts do not cover."""

    @property
    def row_type(self) -> type[DifferenceRow]:
        return DifferenceRow

    @property
    def rows(self) -> tuple[DifferenceRow, ...]:
        return tuple(found.row for found in self.differences)

    def of(self, actor: str | Actor) -> tuple[Difference, ...]:
        """The differences of one actor or alliance.

        Raises:
            UnknownName: it was not looked at, and nothing differs of it.
        """
        code = asked_name(actor)
        seen = {*self.actors, *(found.actor for found in self.differences)}
        if code not in seen:
            raise UnknownName(code, kind="actor of these differences", near=nearest(code, seen))
        return tuple(found for found in self.differences if found.actor == code)


def exposure(
    before: System,
    after: System,
    actors: Iterable[str] = (),
    measures: Iterable[Measure] = _FIRST,
    conduct: Conduct | None = None,
) -> Exposure:
    """What changed for whom: defenders, the way to a nuclear power, frontiers, duties to fight.

    Args:
        before: the system that is compared with.
        after: the system looked at; of another day, or of the same with other pacts.
        actors: ids; those whose pacts or memberships changed if left out.
        measures: those to take; all of them if left out.
        conduct: the acts of a record; without one, nothing is known of conduct.

    Raises:
        UsageError: nothing differs in the facts of two systems of one day, or a day lies before
            all facts.
        UnknownName: an actor that is not known.

    >>> from ramify.world.world import World
    >>> world = World.packaged()
    >>> found = exposure(world.at("2023-04-03"), world.at("2023-04-04"), ["FIN"])
    >>> [(d.actor, d.other, d.change, d.unit) for d in found.differences][:3]
    [('FIN', None, 2.0, 'states'), ('FIN', None, 2.0, 'states'), ('NATO', 'RUS', 1340.0, 'km')]
    """
    for system in (before, after):
        _within(system)
    with _uncollected():
        return _exposure(before, after, actors, frozenset(measures), conduct)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the search for cycles, and spare it what is made meanwhile until all is searched.

    What is made here is kept and holds no cycles; to look for some takes as long as a tenth of it.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # Both together make all values old, which costs nothing.
            gc.enable()


def _exposure(
    before: System, after: System, actors: Iterable[str], wanted: Set[Measure],
    conduct: Conduct | None,
) -> Exposure:  # fmt: skip
    asked = tuple(known_actor(after.world, code).id for code in dict.fromkeys(actors))
    looked_at = asked or _touched(before, after)
    taken, great = _differences(before, after, looked_at, wanted, conduct), great_powers(after.on)
    found = tuple(sorted(taken, key=lambda d: _rank(d, great)))
    moved = {code for d in found for code in (d.actor, d.other)}
    unmoved = tuple(code for code in looked_at if code not in moved)
    silent = _not_measured(before, after, conduct) if wanted == {*_FIRST} else ()
    return Exposure(
        before=before.on, after=after.on, actors=looked_at, differences=found, unmoved=unmoved,
        not_measured=tuple(silent), caveats=tuple(_caveats(before, after, looked_at)),
    )  # fmt: skip


def _within(system: System) -> None:
    first = system.world.about.coverage.get("states")
    if first and system.on < first.start:
        raise UsageError(f"{system.on} lies before all facts", repair=f"they begin on {first}")


def _caveats(before: System, after: System, actors: tuple[str, ...]) -> Iterator[str]:
    """Who was no state on which day, and what the facts do not cover."""
    systems = (after,) if before.on == after.on else (before, after)
    for code in actors:
        known = after.world.actors[code].kind == "state"
        days = [str(s.on) for s in systems if known and code not in s.states]
        if days:
            yield f"{name_of(after.world.actors, code)} was no state on {listing(days)}."
    about = after.world.about
    yield from filter(None, (about.caveat(system.on, _RESTS_ON) for system in systems))


def _touched(before: System, after: System) -> tuple[str, ...]:
    """The states of which a pact or a membership began or ended between the two."""
    then, now = _held(before), _held(after)
    both = ((then.get(held, _NOBODY), now.get(held, _NOBODY)) for held in {*then, *now})
    touched = {code for one, other in both if one != other for code in one ^ other}
    moved = touched & {*before.states, *after.states}
    if not moved and before.on == after.on:
        raise UsageError(
            "the two systems have the same pacts and members",
            repair="give another day, or a pact to add or to leave out",
        )
    return tuple(sorted(moved))


def _held(system: System) -> dict[tuple[str, str], frozenset[str]]:
    """Whom each pact binds on the day, and who belongs to each group."""
    bound = {("pact", pact.id): frozenset(system.parties(pact.id)) for pact in system.pacts()}
    members = {
        ("group", code): frozenset(m.member for m in system.members(code))
        for code in _groups(system.world)
    }
    return bound | members


@lru_cache(maxsize=4)
def _groups(world: Facts) -> frozenset[str]:
    return frozenset(row.group for row in world.memberships)


def _not_measured(before: System, after: System, conduct: Conduct | None) -> Iterator[str]:
    yield from filter(None, (why(before, after) for why in _NOT_MEASURED))
    if words := conduct_not_known(before, after, conduct):
        yield words


def _differences(
    before: System, after: System, actors: tuple[str, ...], wanted: Set[Measure],
    conduct: Conduct | None,
) -> Iterator[Difference]:  # fmt: skip
    """The differences of the measures that are wanted."""
    found = [
        *_of_actors(before, after, actors, wanted),
        frontier_differences(before, after, actors),
        crossing_differences(before, after, actors),
    ]
    systems = (before, after) if wanted & _OF_PAIRS else ()
    pairs = tuple(
        dict.fromkeys(pair for system in systems for pair in hostile_pairs(system, actors))
    )
    found += [
        duty_differences(before, after, pairs),
        reach_differences(before, after, pairs),
        threat_differences(before, after, pairs),
    ]
    if conduct:
        met = {*pairs, *_with_great_powers(after, actors)}
        found.append(conduct_differences(before, after, sorted(met), conduct))
    for one in found:
        yield from (difference for difference in one if difference.measure in wanted)


def _of_actors(
    before: System, after: System, actors: tuple[str, ...], wanted: Set[Measure]
) -> Iterator[Iterator[Difference]]:
    for actor in actors:
        yield (d for d in defender_differences(before, after, actor) if d.changed)
        if wanted & _OF_ALLIES:
            yield dilemma_differences(before, after, actor)
    if "alignment of commitments" in wanted:
        yield alignment_differences(before, after, actors)
    if "alignment of terms" in wanted:
        yield term_differences(before, after, actors)
    if "distance in votes" in wanted:
        yield vote_differences(before, after, actors)
    if "agreement in votes" in wanted:
        yield agreement_differences(before, after, actors)
    if "great powers in its bloc" in wanted:
        yield bloc_differences(before, after, actors)


def _with_great_powers(system: System, actors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for power in great_powers(system.on):
        yield from ((min(a, power), max(a, power)) for a in actors if a != power)


def _rank(found: Difference, great: Set[str]) -> tuple[int, bool, float, str, str]:
    """What weighs most first: the measure, against great powers, the larger change."""
    size = abs(found.change or 0.0)
    return (
        _PLACES[found.measure], found.other not in great, -size, found.actor, found.other or "",
    )  # fmt: skip
