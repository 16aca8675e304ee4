"""Frontier: the land border between an alliance and a state outside it, or another alliance.

Counted are recognised land borders, in km as the table of borders gives them; lines of control,
seas and exclaves without a border of their own are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import combinations

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.record.evidence import SourceEvidence
from ramify.world.actors import Actor, Border, Crossing, asked_name
from ramify.world.facts import Facts
from ramify.world.pacts import Pact
from ramify.world.system import System
from ramify.world.when import holds

COVERAGE = "recognised land borders; neither seas nor lines of control"
Frontier = dict[frozenset[str], Border]
"""The land borders between two sides, by pair of states."""
_FEWEST = 3
"""Parties of a pact of defense from which it is an alliance with a frontier of its own."""


@lru_cache(maxsize=8)
def alliances(system: System) -> dict[str, frozenset[str]]:
    """Members of the alliances of three or more that bind to defend, by group or pact id.

    >>> from ramify.world.world import World
    >>> found = alliances(World.packaged().at("2023-04-04"))
    >>> "FIN" in found["NATO"], "BLR" in found["CSTO"]
    (True, True)
    """
    found = {}
    for pact in system.pacts():
        parties = frozenset(system.parties(pact.id))
        if len(parties) >= _FEWEST and pact.binding and _defends(pact):
            found[pact.group or pact.id] = parties
    return found


def _defends(pact: Pact) -> bool:
    return any(c.type == "defense" for article in pact.articles for c in article.commitments)


def frontier(system: System, one: str | Actor | Pact, other: str | Actor | Pact) -> Frontier:
    """The land borders between two sides on the system's day, by pair of states.

    A side is an alliance (`NATO`, or the id of its pact) or a state.

    Raises:
        UnknownName: neither an alliance of the day nor an actor.

    >>> from ramify.world.world import World
    >>> nato = frontier(World.packaged().at("2023-04-04"), "NATO", "RUS")
    >>> sorted("-".join(sorted(pair)) for pair in nato)
    ['EST-RUS', 'FIN-RUS', 'LTU-RUS', 'LVA-RUS', 'NOR-RUS', 'POL-RUS']
    """
    sides = [_members(system, code) for code in (one, other)]
    beyond, borders = sides[1] - sides[0], _borders(system, one)
    return {
        pair: border for state in borders.keys() & beyond for pair, border in borders[state].items()
    }


@lru_cache(maxsize=256)
def _borders(system: System, side: str) -> dict[str, Frontier]:
    """The land borders between a side and each state outside, by that state."""
    members, near = _members(system, side), land(system)
    found: dict[str, Frontier] = defaultdict(dict)
    for state in sorted(members):
        for neighbour, border in near.get(state, ()):
            if neighbour not in members:
                found[neighbour][frozenset((state, neighbour))] = border
    return found


@lru_cache(maxsize=8)
def land(system: System) -> dict[str, tuple[tuple[str, Border], ...]]:
    """The neighbours of each state by land, with the border between them."""
    found: dict[str, list[tuple[str, Border]]] = defaultdict(list)
    for border in _held(system):
        found[border.a].append((border.b, border))
        found[border.b].append((border.a, border))
    return {state: tuple(near) for state, near in found.items()}


@lru_cache(maxsize=8)
def _held(system: System) -> tuple[Border, ...]:
    return tuple(b for b in system.world.borders if holds(b.start, b.end, system.on))


def frontier_lengths(system: System, one: str) -> dict[str, tuple[float | None, int]]:
    """By state outside that an alliance borders on: kilometres, and how many borders."""
    outside = sorted(_touching(system, _members(system, one)))
    found = {other: frontier(system, one, other).values() for other in outside}
    return {
        other: (_sum([border.km for border in borders]), len(borders))
        for other, borders in found.items()
    }


def side_id(world: Facts, side: str | Actor | Pact) -> str:
    """The id of a side: of an actor, or of an alliance by its group or pact.

    Raises:
        UnknownName: there is none; the message names the nearest.
        UsageError: it is neither text nor an actor nor a pact.
    """
    code = side.id if isinstance(side, Pact) else asked_name(side)
    if code not in world.actors and code not in world.pacts:
        near = nearest(code, [*world.actors, *world.pacts])
        raise UnknownName(code, kind="alliance or state", near=near)
    pact = world.pacts.get(code)
    return (pact.group if pact else None) or code


@lru_cache(maxsize=1024)
def _members(system: System, side: str | Actor | Pact) -> frozenset[str]:
    code = side_id(system.world, side)
    allied = alliances(system).get(code)
    if allied is not None:
        return allied
    if code in system.world.actors:
        members = frozenset(m.member for m in system.members(code) if m.status == "member")
        return members or frozenset([code])
    return frozenset(system.parties(code))


def frontier_difference(before: System, after: System, one: str, other: str) -> Difference:
    """The frontier of two sides on two systems, in km, a part a pair of states."""
    then, now = _there(before, after, one, other), _there(after, before, one, other)
    return _frontier_difference(after, (one, other), then, now)


def _frontier_difference(
    after: System, sides: tuple[str, str], then: Frontier, now: Frontier
) -> Difference:
    parts = tuple(
        _part(after.world, pair, then.get(pair), now.get(pair))
        for pair in sorted(then.keys() | now.keys(), key=sorted)
    )
    unknown = [part.words for part in parts if part.before is None or part.after is None]
    values = _sum([part.before for part in parts]), _sum([part.after for part in parts])
    missing = tuple(f"the length of the border {words} is not on file" for words in unknown)
    return Difference.against("land frontier", sides, values, "km", parts, COVERAGE, missing)


def _part(world: Facts, pair: frozenset[str], then: Border | None, now: Border | None) -> Part:
    who, shares = tuple(sorted(pair)), (then.km if then else 0.0, now.km if now else 0.0)
    between = "–".join(name_of(world.actors, code) for code in who)
    source = now.source if now else then.source if then else ""
    return Part.of(who, shares, between, "", _from(source))


@lru_cache(maxsize=1024)
def _from(source: str) -> tuple[SourceEvidence, ...]:
    return (SourceEvidence(citation=source),) if source else ()


def _there(system: System, beside: System, one: str, other: str) -> Frontier:
    """The frontier on a system; none of a pact that only the other system's world knows."""
    unknown = _unknown(system, beside, one) or _unknown(system, beside, other)
    return {} if unknown else frontier(system, one, other)


def _outlying(system: System, beside: System, one: str) -> dict[str, Frontier]:
    """The borders with each state outside; none of a pact that only the other world knows."""
    return {} if _unknown(system, beside, one) else _borders(system, one)


def _unknown(system: System, beside: System, code: str) -> bool:
    known = system.world
    return code in beside.world.pacts and code not in known.pacts and code not in known.actors


def _sum(lengths: list[float | None]) -> float | None:
    known = [km for km in lengths if km is not None]
    return sum(known) if len(known) == len(lengths) else None


def frontier_differences(
    before: System, after: System, actors: tuple[str, ...] = ()
) -> Iterator[Difference]:
    """The frontiers of alliances that changed: with states outside, and with other alliances.

    With `actors`, those of alliances that one of them is or belongs to, or with one of them.
    """
    then, now = alliances(before), alliances(after)
    wanted, concerned = set(actors), _concerned(before, after)
    for name in sorted(concerned):
        members = then.get(name, frozenset()) | now.get(name, frozenset())
        outside = _touching(before, members) | _touching(after, members)
        old, new = _outlying(before, after, name), _outlying(after, before, name)
        for state in sorted(outside & concerned[name]):
            if not wanted or members & wanted or {name, state} & wanted:
                yield from _moved(after, (name, state), old.get(state, {}), new.get(state, {}))
    for one, other in combinations(sorted(then.keys() & now.keys()), 2):
        sides = then[one] | now[one], then[other] | now[other]
        if concerned[one].isdisjoint(sides[1]) and concerned[other].isdisjoint(sides[0]):
            continue
        if then[one] & then[other] or now[one] & now[other]:
            continue
        members = sides[0] | sides[1]
        if not wanted or members & wanted or {one, other} & wanted:
            borders = [frontier(system, one, other) for system in (before, after)]
            yield from _moved(after, (one, other), *borders)


def _concerned(before: System, after: System) -> dict[str, frozenset[str]]:
    """By alliance the members that came or went, or of which a border did, and their neighbours.

    Without one of them on a side no frontier of an alliance can have moved.
    """
    then, now, anew = alliances(before), alliances(after), _redrawn(before, after)
    found = {}
    for name in then.keys() | now.keys():
        one, other = then.get(name, frozenset()), now.get(name, frozenset())
        moved = (one ^ other) | (one | other) & anew
        found[name] = moved | _touching(before, moved) | _touching(after, moved)
    return found


def _redrawn(before: System, after: System) -> set[str]:
    """The states of which a land border came, went or has another length."""
    then, now = ({(b.a, b.b, b.km) for b in _held(system)} for system in (before, after))
    return {state for one, other, _ in then ^ now for state in (one, other)}


def _moved(
    after: System, sides: tuple[str, str], then: Frontier, now: Frontier
) -> Iterator[Difference]:
    """The frontier of two sides where it is not the same on both systems."""
    if then != now and _lengths(then) != _lengths(now):
        yield _frontier_difference(after, sides, then, now)


def _lengths(borders: Frontier) -> dict[frozenset[str], float | None]:
    return {pair: border.km for pair, border in borders.items()}


def _touching(system: System, members: Set[str]) -> set[str]:
    """States outside that share a land border with a member."""
    near = land(system)
    return {other for state in members for other, _ in near.get(state, ())} - members


def crossing_differences(
    before: System, after: System, actors: tuple[str, ...]
) -> Iterator[Difference]:
    """Railways and roads across the borders of actors that were opened or closed.

    Unit: crossings, of those on file; a pair of states without any on file is not told of.
    """
    held = [c for c in after.world.crossings if {c.a, c.b} & {*actors}]
    for pair in sorted({(c.a, c.b) for c in held}):
        found = _crossing_difference(before, after, pair, [c for c in held if (c.a, c.b) == pair])
        if found.changed:
            yield found


def _crossing_difference(
    before: System, after: System, pair: tuple[str, str], held: list[Crossing]
) -> Difference:
    parts = tuple(
        Part(
            who=pair,
            before=_stands(crossing, before),
            after=_stands(crossing, after),
            words=f"{crossing.name} ({crossing.kind})",
            evidence=(SourceEvidence(citation=crossing.source),),
        )
        for crossing in held
    )
    return Difference(
        measure="rail and road", actor=pair[0], other=pair[1], unit="crossings", parts=parts,
        before=_sum([part.before for part in parts]), after=_sum([part.after for part in parts]),
        coverage="railways and roads on file, a selection",
    )  # fmt: skip


def _stands(crossing: Crossing, system: System) -> float | None:
    """1 while it stands, 0 before and after, None where the day is not known."""
    stands = holds(crossing.start, crossing.end, system.on)
    return None if stands is None else float(stands)
