"""What is on file of an actor on a day, and of a system as a whole, as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from ramify._table import Table
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.sanctions import Veto
    from ramify.world.system import System

Kind = Literal["leader", "member of", "member", "veto", "pact", "partner", "border", "crossing"]


class Fact(NamedTuple):
    """One thing on file of an actor on a day."""

    who: str
    fact: Kind
    what: str
    """Id of the group, the member, the pact or the neighbour; the leader's; the draft vetoed."""
    name: str
    """The same in words."""
    detail: str | None
    """The office, the status and number of a member, the level of a partnership, the length of a
    border."""
    since: When | None
    until: When | None
    source: str


class Group(NamedTuple):
    """A group with as many full members as it has on the day."""

    group: str
    name: str
    members: int


def portrait(system: System, actor: str) -> Table[Fact]:
    """Who leads an actor, what it belongs to and who to it, what binds it and whom it borders.

    Raises:
        UnknownName: no actor has this id.

    >>> from ramify.world.world import World
    >>> facts = portrait(World.packaged().at("2024-06-20"), "PRK")
    >>> [fact.name for fact in facts if fact.fact == "border"]
    ['China', 'South Korea', 'Russia']
    """
    parts = (_leaders, _groups, _members, _vetoes, _pacts, _partners, _borders, _crossings)
    return Table([fact for part in parts for fact in part(system, actor)], Fact)


def groups(system: System) -> Table[Group]:
    """The groups that have members on the day, the largest first."""
    found = [code for code in system.actors if system.members(code)]
    full = {code: sum(m.status == "member" for m in system.members(code)) for code in found}
    found.sort(key=lambda code: -full[code])
    return Table([Group(code, system.actors[code].name, full[code]) for code in found], Group)


def vetoes(system: System, actor: str) -> tuple[Veto, ...] | None:
    """Vetoes of the year so far, of the Security Council or of one of its permanent members.

    None for anybody else, who casts none.
    """
    if actor != "UNSC" and all(member.group != "P5" for member in system.groups(actor)):
        return None
    year = (v for v in system.world.vetoes if v.on.start.year == system.on.year)
    return tuple(v for v in year if v.on.start <= system.on and (actor == "UNSC" or actor in v.by))


def _leaders(system: System, actor: str) -> Iterator[Fact]:
    for held in system.leaders(actor):
        yield Fact(
            actor, "leader", held.person, held.name, held.office, held.start, held.end, held.source
        )


def _groups(system: System, actor: str) -> Iterator[Fact]:
    for m in system.groups(actor):
        number = f", member {m.order}" if m.order else ""
        name = system.world.called(m.group)
        yield Fact(
            actor, "member of", m.group, name, f"{m.status}{number}", m.start, m.end, m.source
        )


def _members(system: System, actor: str) -> Iterator[Fact]:
    for m in system.members(actor):
        name = system.world.called(m.member)
        yield Fact(actor, "member", m.member, name, m.status, m.start, m.end, m.source)


def _vetoes(system: System, actor: str) -> Iterator[Fact]:
    for v in vetoes(system, actor) or ():
        cast = ", ".join(map(system.world.called, v.by))
        yield Fact(actor, "veto", v.draft, v.about, f"by {cast}", v.on, v.on, v.source)


def _pacts(system: System, actor: str) -> Iterator[Fact]:
    for pact in system.pacts(actor):
        party = next(p for p in pact.parties if p.actor == actor)
        types = dict.fromkeys(c.type for a in pact.articles for c in a.commitments)
        since, until = party.start or pact.in_force, party.end or pact.end
        promises = ", ".join(types) if pact.read else "not read"
        source = "; ".join(pact.sources)
        yield Fact(actor, "pact", pact.id, pact.short, promises, since, until, source)


def _partners(system: System, actor: str) -> Iterator[Fact]:
    for p in system.partnerships(actor):
        other = p.b if p.a == actor else p.a
        name = system.world.called(other)
        yield Fact(actor, "partner", other, name, p.level, p.start, p.end, p.source)


def _borders(system: System, actor: str) -> Iterator[Fact]:
    for border in system.neighbours(actor):
        other = border.b if border.a == actor else border.a
        length = None if border.km is None else f"{border.km:g} km"
        name = system.world.called(other)
        yield Fact(actor, "border", other, name, length, border.start, border.end, border.source)


def _crossings(system: System, actor: str) -> Iterator[Fact]:
    for crossing in system.crossings(actor):
        other = crossing.b if crossing.a == actor else crossing.a
        yield Fact(
            actor, "crossing", other, system.world.called(other),
            f"{crossing.name} ({crossing.kind})", crossing.start, crossing.end, crossing.source,
        )  # fmt: skip
