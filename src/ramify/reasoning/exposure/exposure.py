"""Exposure: whose position shifts between two systems, measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date

from ramify._errors import UsageError
from ramify._table import Tabular
from ramify._value import Value
from ramify.reasoning.exposure.alignment import alignment_differences
from ramify.reasoning.exposure.blocs.differences import bloc_differences, blocs_not_settled
from ramify.reasoning.exposure.defenders import defender_differences
from ramify.reasoning.exposure.difference import Difference, DifferenceRow, Measure
from ramify.reasoning.exposure.duties import duty_differences, hostile_pairs
from ramify.reasoning.exposure.frontier import frontier_differences
from ramify.reasoning.exposure.votes.differences import vote_differences, votes_not_known
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.world.system import System

_FIRST: tuple[Measure, ...] = (
    "great powers bound to defend",
    "nuclear powers bound to defend",
    "links to a nuclear power",
    "land frontier",
    "bound to fight if attacked",
    "great powers in its bloc",
    "alignment of commitments",
    "distance in votes",
    "states bound to defend",
)
"""The measures, what weighs most first."""

_NOT_MEASURED = (votes_not_known, blocs_not_settled)
"""What says of a measure why it cannot be taken on two days."""


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

    @property
    def row_type(self) -> type[DifferenceRow]:
        return DifferenceRow

    @property
    def rows(self) -> tuple[DifferenceRow, ...]:
        return tuple(found.row for found in self.differences)

    def of(self, actor: str) -> tuple[Difference, ...]:
        """The differences of one actor."""
        return tuple(found for found in self.differences if found.actor == actor)


def exposure(
    before: System,
    after: System,
    actors: Iterable[str] = (),
    measures: Iterable[Measure] = _FIRST,
) -> Exposure:
    """What changed for whom: defenders, the way to a nuclear power, frontiers, duties to fight.

    Args:
        before: the system that is compared with.
        after: the system looked at; of another day, or of the same with other pacts.
        actors: ids; those whose pacts or memberships changed if left out.
        measures: those to take; all of them if left out.

    Raises:
        UsageError: nothing differs in the facts of two systems of one day.
        UnknownName: an actor that is not known.

    >>> from ramify.world.world import World
    >>> world = World.packaged()
    >>> found = exposure(world.at("2023-04-03"), world.at("2023-04-04"), ["FIN"])
    >>> [(d.actor, d.other, d.change, d.unit) for d in found.differences][:3]
    [('FIN', None, 2.0, 'states'), ('FIN', None, 2.0, 'states'), ('NATO', 'RUS', 1340.0, 'km')]
    """
    asked = tuple(dict.fromkeys(actors))
    looked_at = asked or _touched(before, after)
    wanted = frozenset(measures)
    taken = (d for d in _differences(before, after, looked_at, wanted) if d.measure in wanted)
    found = tuple(sorted(taken, key=lambda d: _rank(d, after)))
    moved = {code for d in found for code in (d.actor, d.other)}
    unmoved = tuple(code for code in looked_at if code not in moved)
    return Exposure(
        before=before.on, after=after.on, actors=looked_at, differences=found, unmoved=unmoved,
        not_measured=tuple(_not_measured(before, after)) if wanted == {*_FIRST} else (),
    )  # fmt: skip


def _touched(before: System, after: System) -> tuple[str, ...]:
    """The states of which a pact or a membership began or ended between the two."""
    changes = after.changes(before)
    touched = {change.who for change in changes if change.kind in ("pact", "membership")}
    states = {*before.states, *after.states}
    if not touched & states and before.on == after.on:
        raise UsageError(
            "the two systems have the same pacts and members",
            repair="give another day, or a pact to add or to leave out",
        )
    return tuple(sorted(touched & states))


def _not_measured(before: System, after: System) -> Iterator[str]:
    yield from filter(None, (why(before, after) for why in _NOT_MEASURED))


def _differences(
    before: System, after: System, actors: tuple[str, ...], wanted: Set[Measure]
) -> Iterator[Difference]:
    """The differences; of the measures that take long only those that are wanted."""
    for actor in actors:
        yield from (d for d in defender_differences(before, after, actor) if d.changed)
    yield from frontier_differences(before, after, actors)
    if "alignment of commitments" in wanted:
        yield from alignment_differences(before, after, actors)
    if "distance in votes" in wanted:
        yield from vote_differences(before, after, actors)
    if "great powers in its bloc" in wanted:
        yield from bloc_differences(before, after, actors)
    pairs = dict.fromkeys(
        pair for system in (before, after) for pair in hostile_pairs(system, actors)
    )
    yield from duty_differences(before, after, pairs)


def _rank(found: Difference, after: System) -> tuple[int, bool, float, str, str]:
    """What weighs most first: the measure, against great powers, the larger change."""
    against_great = found.other is not None and great_power(found.other, after.on)
    size = abs(found.change or 0.0)
    return (
        _FIRST.index(found.measure), not against_great, -size, found.actor, found.other or "",
    )  # fmt: skip
