"""The system: the world on one day, and what changed between two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify._table import Table
from ramify._value import Value
from ramify.world.actors import (
    Actor,
    Border,
    Crossing,
    Membership,
    Partnership,
    Tenure,
    Territory,
    asked_name,
    known_actor,
)
from ramify.world.control import on_day, unheld
from ramify.world.pacts import Pact, pact_table
from ramify.world.wars import War
from ramify.world.when import When, day, holds

if TYPE_CHECKING:
    from ramify.world.facts import Facts
    from ramify.world.when import Day

T = TypeVar("T")


class System:
    """The international system on one day: immutable, every answer dated.

    Facts that may or may not hold on that day, because their dates are
    imprecise, are left out of the answers and listed in `uncertain`.

    >>> from ramify.world.world import World
    >>> system = World.packaged().at("2023-04-05")
    >>> [m.order for m in system.groups("FIN") if m.group == "NATO"]
    [31]

    `System(world, "2023-04-05")` is the same.
    """

    def __init__(self, world: Facts, on: Day) -> None:
        self.world, self.on = world, day(on)

    def __repr__(self) -> str:
        return f"<System on {self.on}>"

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors that exist, by id; those without dates are taken to exist."""
        return {
            actor.id: actor
            for actor in self.world.lives
            if (actor.start is None and actor.end is None) or actor.exists(self.on)
        }

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Ids of the states that exist."""
        return tuple(code for code, actor in self.actors.items() if actor.kind == "state")

    @cached_property
    def _memberships(self) -> tuple[Membership, ...]:
        return tuple(m for m in self.world.memberships if holds(m.start, m.end, self.on))

    @cached_property
    def _by_group(self) -> dict[str, tuple[Membership, ...]]:
        return _index(self._memberships, lambda m: (m.group,))

    @cached_property
    def _by_member(self) -> dict[str, tuple[Membership, ...]]:
        return _index(self._memberships, lambda m: (m.member,))

    def _id(self, actor: str | Actor) -> str:
        """The id of an actor that the world knows, whether it exists on the day or not."""
        return known_actor(self.world, actor).id

    def members(self, group: str | Actor) -> Table[Membership]:
        """Who belongs to a group; nobody if none is on file, or it is no group.

        Raises:
            UnknownName: no actor has this id. So do `groups`, `leaders`, `pacts`, `neighbours`.
        """
        return Table(self._by_group.get(self._id(group), ()), Membership)

    def groups(self, actor: str | Actor) -> Table[Membership]:
        """What an actor belongs to."""
        return Table(self._by_member.get(self._id(actor), ()), Membership)

    def leaders(self, actor: str | Actor) -> Table[Tenure]:
        """Who holds office in a state or organisation, effective leader first."""
        code = self._id(actor)
        held = [t for t in self.world.tenures if t.actor == code and holds(t.start, t.end, self.on)]
        return Table(sorted(held, key=lambda t: not t.effective), Tenure)

    @cached_property
    def _pacts(self) -> tuple[Pact, ...]:
        return tuple(pact for pact in self.world.pacts.values() if pact.holds(self.on))

    @cached_property
    def _parties(self) -> dict[str, tuple[str, ...]]:
        return {pact.id: self._bound(pact) for pact in self._pacts}

    @cached_property
    def _by_party(self) -> dict[str, tuple[Pact, ...]]:
        return _index(self._pacts, lambda pact: self._parties[pact.id])

    def _bound(self, pact: Pact) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                party.actor
                for party in pact.parties
                if holds(party.start or pact.in_force, party.end or pact.end, self.on)
            )
        )

    def pacts(self, actor: str | Actor | None = None) -> Table[Pact]:
        """The pacts in force, all of them or those that bind one actor."""
        found = self._pacts if actor is None else self._by_party.get(self._id(actor), ())
        return pact_table(found)

    def parties(self, pact: str | Pact) -> tuple[str, ...]:
        """Ids of those a pact binds on this day; none if it is not in force.

        Raises:
            UnknownName: no pact has this id.
        """
        return self._parties.get(self.world.pact(pact).id, ())

    @cached_property
    def nuclear_powers(self) -> tuple[str, ...]:
        """Ids of the states that say that they have nuclear weapons, in the order they got them.

        >>> from ramify.world.world import World
        >>> World.packaged().at("1965-01-01").nuclear_powers
        ('USA', 'SUN', 'GBR', 'FRA', 'CHN')
        """
        rows = [row for row in self.world.nuclear_powers if row.declared]
        held = [row for row in rows if holds(row.start, row.end, self.on)]
        return tuple(row.actor for row in sorted(held, key=lambda row: str(row.start)))

    @cached_property
    def _borders(self) -> dict[str, tuple[Border, ...]]:
        held = (b for b in self.world.borders if holds(b.start, b.end, self.on))
        return _index(held, lambda b: (b.a, b.b))

    def neighbours(self, actor: str | Actor) -> Table[Border]:
        """Land borders of a state."""
        return Table(self._borders.get(self._id(actor), ()), Border)

    @cached_property
    def _crossings(self) -> dict[str, tuple[Crossing, ...]]:
        held = (c for c in self.world.crossings if holds(c.start, c.end, self.on))
        return _index(held, lambda c: (c.a, c.b))

    def crossings(self, actor: str | Actor) -> Table[Crossing]:
        """Railways and roads from a state into others, of those on file.

        >>> from ramify.world.world import World
        >>> [c.kind for c in World.packaged().at("2024-07-01").crossings("PRK") if c.b == "RUS"]
        ['rail']
        """
        return Table(self._crossings.get(self._id(actor), ()), Crossing)

    @cached_property
    def _partnerships(self) -> dict[str, tuple[Partnership, ...]]:
        held = (p for p in self.world.partnerships if holds(p.start, p.end, self.on))
        return _index(held, lambda p: (p.a, p.b))

    def partnerships(self, actor: str | Actor) -> Table[Partnership]:
        """The partnerships of an actor, each at the level that its parties name.

        >>> from ramify.world.world import World
        >>> [p.level for p in World.packaged().at("2020-01-01").partnerships("USA") if p.a == "USA"]
        ['comprehensive partnership']
        """
        return Table(self._partnerships.get(self._id(actor), ()), Partnership)

    def territory(self, place: str | Actor) -> Territory:
        """A territory as law and control see it on this day, by id or name.

        A state, or its id, stands for its own territory. A territory of whose holder nothing is
        known on the day has none, and no known owner.

        Raises:
            UnknownName: no such territory; the message names the nearest.
            UsageError: it is neither text nor an actor.

        >>> from ramify.world.world import World
        >>> World.packaged().at("2024-06-20").territory("Sevastopol").administered
        'RUS'
        """
        place = asked_name(place, "territory")
        code = self.world.territory_ids.get(place.lower(), place)
        spell = self._spell(code)
        if spell is not None:
            return spell
        actor = self.actors.get(place.upper())
        if actor is not None and actor.kind == "state":
            return self._homeland(actor)
        if code in self.world.territories:
            return unheld(self.world.territories[code][0])
        known = [*self.world.territories, *self.states]
        begun = tuple(name for name in known if name.startswith(place.lower()))
        near = begun[:3] if place else ()
        raise UnknownName(place, kind="territory", near=near or nearest(place, known))

    def _homeland(self, actor: Actor) -> Territory:
        """A state's own territory: held by itself but for the days on which others held it."""
        spells = (s for s in self.world.control if s.territory == actor.id)
        known = {"id": actor.id, "name": actor.name, "areas": actor.areas}
        held = on_day((Territory(**known, **spell.facts) for spell in spells), self.on)
        return held or Territory(**known, recognised=actor.id, administered=actor.id)

    @cached_property
    def territories(self) -> Table[Territory]:
        """The territories that are coded for the day, whoever holds or claims them."""
        spells = map(self._spell, self.world.territories)
        return Table((spell for spell in spells if spell is not None), Territory)

    def _spell(self, place: str) -> Territory | None:
        """What holds of a place; a row without a first day has always held."""
        return on_day(self.world.territories.get(place, ()), self.on)

    @cached_property
    def wars(self) -> Table[War]:
        """The wars and uses of force that are going on.

        >>> from ramify.world.world import World
        >>> [war.id for war in World.packaged().at("1982-05-01").wars if "GBR" in war.victim]
        ['arg-gbr-1982']
        """
        return Table((war for war in self.world.wars if war.holds(self.on)), War)

    @cached_property
    def possible_wars(self) -> Table[War]:
        """Those of which it is not known whether they are going on, as their dates are coarse."""
        return Table((war for war in self.world.wars if war.holds(self.on) is None), War)

    def at_war(self, a: str | Actor, b: str | Actor) -> Table[War]:
        """The wars going on that have two actors on their two sides, whoever began them.

        Raises:
            UnknownName: no actor has this id.

        >>> from ramify.world.world import World
        >>> [war.attacker for war in World.packaged().at("1985-06-01").at_war("IRN", "IRQ")]
        [('IRQ',)]
        """
        one, other = self._id(a), self._id(b)
        return Table((war for war in self.wars if war.between(one, other)), War)

    @cached_property
    def uncertain(self) -> tuple[str, ...]:
        """Facts whose dates are too coarse to say whether they hold on this day."""
        pacts = (
            f"{p.short}: {'signed, force not known' if p.force_unknown else 'in force?'}"
            for p in self.world.pacts.values()
            if p.holds(self.on) is None
        )
        groups = (
            f"{m.member} in {m.group}?"
            for m in self.world.memberships
            if holds(m.start, m.end, self.on) is None
        )
        held = (
            f"{self.world.called(spell.territory)}: held by {spell.administered or 'whom'}?"
            for spell in self.world.control
            if spell.holds(self.on) is None
        )
        wars = (f"{war.name}: going on?" for war in self.possible_wars)
        return tuple(pacts) + tuple(groups) + tuple(held) + tuple(wars)

    def changes(self, earlier: System) -> Table[Change]:
        """What this system has that an earlier one had not, and the reverse."""
        now, then = self._facts, earlier._facts
        gained = [_change(fact, now[fact], gained=True) for fact in now.keys() - then.keys()]
        lost = [_change(fact, then[fact], gained=False) for fact in then.keys() - now.keys()]
        return Table(sorted(gained + lost, key=lambda c: (c.kind, c.who, c.what)), Change)

    @cached_property
    def _facts(self) -> dict[_Fact, _Dated]:
        pacts = self.world.pacts
        facts: dict[_Fact, _Dated] = {
            ("membership", m.member, m.group): (m.start, m.end, m.source) for m in self._memberships
        }
        for code, actor in self.actors.items():
            facts["actor", code, actor.name] = (actor.start, actor.end, actor.source)
        for tenure in self.world.tenures:
            if holds(tenure.start, tenure.end, self.on):
                fact: _Fact = ("leader", tenure.actor, f"{tenure.name}, {tenure.office}")
                facts[fact] = (tenure.start, tenure.end, tenure.source)
        for pact in self._pacts:
            for party in pact.parties:
                if party.actor in self._parties[pact.id]:
                    dated = (party.start or pact.in_force, party.end or pact.end)
                    facts["pact", party.actor, pact.id] = (
                        *dated,
                        "; ".join(pacts[pact.id].sources),
                    )
        for code in self.world.territories:
            spell = self._spell(code)
            if spell and spell.administered:
                fact = ("control", spell.administered, spell.name)
                facts[fact] = (spell.start, spell.end, spell.source)
        return facts


_Kind = Literal["actor", "membership", "pact", "leader", "control"]
_Fact = tuple[_Kind, str, str]
_Dated = tuple[When | None, When | None, str]


class Change(Value):
    """One difference between two systems."""

    kind: _Kind
    gained: bool
    """Whether the later system has it and the earlier has not."""
    who: str
    what: str
    """Id or words of what was gained or lost."""
    when: When | None = None
    """The first day of what was gained, the last day of what was lost, where known."""
    source: str = ""


def _change(fact: _Fact, dated: _Dated, *, gained: bool) -> Change:
    kind, who, what = fact
    start, end, source = dated
    when = start if gained else end
    return Change(kind=kind, gained=gained, who=who, what=what, when=when, source=source)


def _index(values: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for value in values:
        for key in keys(value):
            found[key].append(value)
    return {key: tuple(held) for key, held in found.items()}
