"""Threat: what Walt's balance of threat is made of, side by side and never multiplied.

Aggregate power, nearness, offensive capability and offensive intentions (Walt 1987, *The Origins
of Alliances*, chapter 2) are here a share of capabilities, a border and a distance, missiles that
reach the capital, promises to join an attack, and hostile acts of the last year beside their
usual number. No index is made of them: their weights are nobody's to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from ramify._table import Table
from ramify.reasoning.exposure.conduct import Conduct
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.exposure.duties import hostile_pairs
from ramify.reasoning.exposure.reach import reach
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.reasoning.obligations.law.promises import open_book
from ramify.record.evidence import SourceEvidence
from ramify.world.actors import known_actor
from ramify.world.capabilities import Capability
from ramify.world.facts import Facts
from ramify.world.system import System

STALE = 5
"""Years after which a state's share of capabilities says nothing of today."""
_CINC = "Correlates of War, National Material Capabilities"
_LEAST = 0.005
"""The least change of a share of capabilities that is told."""
SHARES = (
    "Composite Index of National Capability (Singer, Bremer and Stuckey 1972), a share of all "
    f"states, of the last year on file if no more than {STALE} years old"
)


class Threat(NamedTuple):
    """What one state could hold against another, part by part; None is not known."""

    actor: str
    """Id of the one threatened."""
    other: str
    """Id of the one from which the threat would come."""
    share: float | None
    """Share of `other` in the capabilities of all states."""
    border: bool
    km: float | None
    """From capital to capital."""
    missiles: tuple[str, ...] | None
    """Systems of `other` in service that reach the capital of `actor`."""
    beside: tuple[str, ...]
    """Ids of those that have promised `other` to join it in an attack."""
    hostile: int | None
    """Hostile acts of `other` against `actor` in the year before the day."""
    usual: float | None
    """How many there would be in a usual year of so full a record."""
    missing: tuple[str, ...]
    """What is not known, and what would tell."""


def threats(
    system: System, actor: str, others: Iterable[str] = (), conduct: Conduct | None = None
) -> Table[Threat]:
    """The parts of threat to a state on the system's day, a row another state.

    Args:
        system: the day.
        actor: id of the one threatened.
        others: ids of those looked at; great powers, neighbours and those hostile if left out.
        conduct: the acts of a record; without one, hostile acts are not known.

    Raises:
        UnknownName: an actor that is not known.

    >>> from ramify.world.world import World
    >>> row = threats(World.packaged().at("2024-07-01"), "JPN", ["PRK"])[0]
    >>> row.border, round(row.km, -2), row.missiles, row.hostile
    (False, 1300, ('Hwasong-7 (Nodong)',), None)
    """
    known_actor(system.world, actor)
    asked = tuple(dict.fromkeys(others)) or _others(system, actor)
    return Table((_threat(system, actor, other, conduct) for other in asked), Threat)


def _others(system: System, actor: str) -> tuple[str, ...]:
    powers = great_powers(system.on)
    near = {code for border in system.neighbours(actor) for code in (border.a, border.b)}
    hostile = {code for pair in hostile_pairs(system, [actor]) for code in pair}
    return tuple(sorted((powers | near | hostile) & {*system.states} - {actor}))


def _threat(system: System, actor: str, other: str, conduct: Conduct | None) -> Threat:
    known_actor(system.world, other)
    share, found = capability_share(system, other), reach(system, other, actor)
    year = conduct.year(other, actor, system.on) if conduct else None
    return Threat(
        actor, other,
        share=None if share is None else share.cinc,
        border=any(actor in (border.a, border.b) for border in system.neighbours(other)),
        km=None if found.km is None else round(found.km),
        missiles=None if found.systems is None else tuple(m.system for m in found.systems),
        beside=tuple(sorted(attacking_beside(system, other))),
        hostile=year.hostile if year else None,
        usual=year.usual_hostile if year else None,
        missing=tuple(_missing(system, other, share, found.systems is None, conduct, year)),
    )  # fmt: skip


def _missing(
    system: System,
    other: str,
    share: Capability | None,
    unarmed: bool,
    conduct: Conduct | None,
    year: object,
) -> Iterator[str]:
    if share is None:
        loaded = "none is loaded (`ramify load cow-nmc`)"
        old = f"none of the {STALE} years before {system.on} is on file"
        yield f"capabilities: {old if system.world.capabilities else loaded}"
    if unarmed:
        yield f"missiles: no system of {name_of(system.world.actors, other)} is on file"
    if conduct is None:
        yield "hostile acts: no record is given (`--record`)"
    elif year is None:
        yield f"hostile acts: {conduct.gap(system.on)}"


@lru_cache(maxsize=4)
def _capabilities(world: Facts) -> dict[tuple[str, int], Capability]:
    return {(row.actor, row.year): row for row in world.capabilities if row.cinc is not None}


def capability_share(system: System, state: str) -> Capability | None:
    """The last capabilities on file of a state, if they are not too old to speak of the day."""
    held = _capabilities(system.world)
    if not held:
        return None
    years = range(system.on.year, system.on.year - STALE - 1, -1)
    return next((held[state, year] for year in years if (state, year) in held), None)


def attacking_beside(system: System, state: str) -> frozenset[str]:
    """Ids of those bound on the day to join a state in an attack: promises of offense.

    >>> from ramify.world.world import World
    >>> sorted(attacking_beside(World.packaged().at("1940-06-01"), "DRE"))
    ['ITA']
    """
    return _beside_all(system).get(state, frozenset()) - {state}


@lru_cache(maxsize=8)
def _beside_all(system: System) -> dict[str, frozenset[str]]:
    book = open_book(system.world, system.on)
    found: dict[str, frozenset[str]] = {}
    for promise in book.promises:
        if promise.commitment.type == "offense" and promise.pact.binding:
            for state in promise.holders:
                bound = book.owing(promise, state).certain
                found[state] = found.get(state, frozenset()) | bound
    return found


def threat_differences(
    before: System, after: System, pairs: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    """Shares of capabilities and promises to attack that changed, among hostile pairs.

    Units: share of all states' capabilities; states.
    """
    for pair in pairs:
        for actor, other in permutations(pair):
            yield from _shares(before, after, actor, other)
            sides = [attacking_beside(system, other) for system in (before, after)]
            if sides[0] != sides[1]:
                yield _beside(after, actor, other, *sides)


def capabilities_not_known(before: System, after: System) -> str | None:
    """Why capabilities say nothing of two days; None if they do, or if it is one day."""
    if before.on.year == after.on.year:
        return None
    held = _capabilities(after.world)
    if not held:
        return "capabilities: none is loaded (`ramify load cow-nmc`)"
    first, last = min(year for _, year in held), max(year for _, year in held)
    years = before.on.year, after.on.year
    if min(years) < first or max(years) > last + STALE:
        return f"capabilities: those on file run from {first} to {last}"
    return None


def _shares(before: System, after: System, actor: str, other: str) -> Iterator[Difference]:
    then, now = (capability_share(system, other) for system in (before, after))
    if then and now and abs((now.cinc or 0.0) - (then.cinc or 0.0)) >= _LEAST:
        yield Difference(
            measure="share of capabilities", actor=actor, other=other, before=then.cinc,
            after=now.cinc, unit="of all states", parts=_components(other, then, now),
            coverage=f"{SHARES}; here of {then.year} and {now.year}",
        )  # fmt: skip


def _components(state: str, then: Capability, now: Capability) -> tuple[Part, ...]:
    names = {
        "milex": "military expenditure", "milper": "military personnel, thousands",
        "irst": "iron and steel, thousands of tons", "pec": "energy, thousands of coal-ton "
        "equivalents", "tpop": "population, thousands", "upop": "urban population, thousands",
    }  # fmt: skip
    return tuple(
        Part(
            who=(state,), before=getattr(then, name), after=getattr(now, name), words=words,
            evidence=(SourceEvidence(citation=_CINC),),
        )
        for name, words in names.items()
    )  # fmt: skip


def _beside(
    after: System, actor: str, other: str, then: frozenset[str], now: frozenset[str]
) -> Difference:
    return Difference(
        measure="bound to attack beside it", actor=actor, other=other,
        before=float(len(then)), after=float(len(now)), unit="states",
        parts=tuple(
            Part(
                who=(code,), before=float(code in then), after=float(code in now),
                words=name_of(after.world.actors, code),
            )
            for code in sorted(then | now)
        ),
        coverage="promises of offense in force on the day that bind in law",
    )  # fmt: skip
