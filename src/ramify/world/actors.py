"""Actors: states and where they lie, organisations, armed groups, offices and persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Literal, Protocol

from pydantic import Field

from ramify._errors import UnknownName, UsageError
from ramify._nearest import nearest
from ramify._value import Value
from ramify.world.when import Day, When, day, holds

EARTH = 6371.0
"""Mean radius of the earth, km (IUGG)."""

ActorKind = Literal["state", "organisation", "armed group", "grouping", "office", "person"]

Sector = Literal[
    "GOV", "MIL", "REB", "OPP", "PTY", "LEG", "JUD", "COP", "SPY", "CVL", "BUS", "MED",
    "EDU", "NGO", "IGO", "CRM", "REF", "LAB", "ELI", "REL", "UNK",
]  # fmt: skip
"""Part of a society an actor stands for, as in CAMEO and PLOVER."""

Basis = Literal["occupation", "agreement", "mandate"]
"""How one holds what is not, or not beyond dispute, one's own.

`occupation`: by force or without the will of whose it is; `agreement`: by lease, treaty or other
consent of whose it is; `mandate`: a mandate or trust of the League or the United Nations.
"""
_ALWAYS = When("0001")


class Actor(Value):
    """Somebody who acts: a state, an organisation, an armed group, an office or a person.

    `id` is ISO 3166-1 alpha-3 for states that have one, ISO 3166-3 or a
    documented id for others; `cow` and `gw` are the numbers of the Correlates
    of War and of Gleditsch and Ward. `names` are names that mean this actor and
    nobody else, `adjectives` include demonyms, `metonyms` are capitals
    that stand for its government; its houses, forces and services are in `institutions.csv`.

    >>> Actor(id="PRK", kind="state", name="North Korea", cow=731, gw=731).name
    'North Korea'
    """

    id: str
    kind: ActorKind
    name: str
    official: str | None = None
    cow: int | None = None
    gw: int | None = None
    start: When | None = None
    end: When | None = None
    continues: str | None = None
    """Id of the actor whose international personality it continues (RUS continues SUN)."""
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capital: str | None = None
    metonyms: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Areas its metropolitan territory lies in, such as `europe`."""
    contested: bool = False
    """Whether other states dispute that it is a state, as of Kosovo and Taiwan."""
    source: str = ""
    note: str | None = None

    def exists(self, on: Day) -> bool | None:
        """Whether it exists on a day; None if that is not known."""
        return holds(self.start, self.end, day(on))


class Peopled(Protocol):
    """What has actors; `ramify.World` is one."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...
    @property
    def lives(self) -> tuple[Actor, ...]: ...


def asked_name(given: object, kind: str = "actor") -> str:
    """What somebody goes by where a name or an id is asked for: an actor goes by its id.

    Raises:
        UsageError: it is neither text nor an actor.
    """
    name = given.id if isinstance(given, Actor) else given
    if not isinstance(name, str):
        what = f"{type(given).__name__} is no {kind}"
        raise UsageError(what, repair="give an id, such as FRA, or an Actor")
    return name


def known_actor(world: Peopled, actor: object) -> Actor:
    """The actor of an id, or the actor itself if the world has it.

    Raises:
        UnknownName: there is none; the message names the nearest.
        UsageError: it is neither an id nor an actor.
    """
    code = asked_name(actor)
    if code in world.actors:
        return world.actors[code]
    named = {life.name: life.id for life in world.lives}
    near = (named[code],) if code in named else nearest(code, [*world.actors, *named])
    raise UnknownName(code, near=near)


class State(Actor):
    """An actor whose row needs no kind."""

    kind: ActorKind = "state"


class Tenure(Value):
    """A person in an office of a state or organisation, first to last day."""

    person: str
    """Id of the person, such as `vladimir-putin`."""
    name: str
    actor: str
    """Id of the state or organisation led."""
    office: str
    """The office as used in news, such as `president` or `supreme leader`."""
    effective: bool = False
    """Whether this office holds effective power, as Archigos means it."""
    start: When | None = None
    end: When | None = None
    names: tuple[str, ...] = ()
    """Other names used: `Chairman Kim`, `Xi`."""
    source: str = ""
    note: str | None = None


class Membership(Value):
    """An actor's membership in a group, first to last day."""

    group: str
    member: str
    start: When | None = None
    end: When | None = None
    order: int | None = None
    """The member's number by accession, where it matters (Finland is NATO's 31st)."""
    status: Literal["member", "observer", "associate", "partner", "suspended"] = "member"
    source: str = ""
    note: str | None = None


class Border(Value):
    """A land border between two states, with its length where sources agree."""

    a: str
    b: str
    km: float | None = None
    start: When | None = None
    end: When | None = None
    source: str = ""
    note: str | None = None


class Crossing(Value):
    """A railway or road across a border, by name, from its opening to its closing."""

    a: str
    b: str
    name: str
    kind: Literal["rail", "road", "rail and road"]
    start: When | None = None
    """None if the first day of traffic between the two states is not known."""
    end: When | None = None
    """The last day before it was closed or destroyed; None while it stands."""
    source: str = ""
    note: str | None = None


class Partnership(Value):
    """A partnership of two actors at the level that they gave it in words, first to last day.

    Levels are the parties' own: what one calls strategic, another calls comprehensive; none of
    them promises anything by itself.
    """

    a: str
    b: str
    level: str
    """As the parties name it: `comprehensive strategic partnership`."""
    start: When | None = None
    end: When | None = None
    source: str = ""
    note: str | None = None


class Seat(Value):
    """The capital of a state, where it is, and the region that the United Nations count it to.

    Today's capital, or the last; `note` says since when, where it moved.
    """

    id: str
    """Id of the state."""
    capital: str
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    region: str
    """Continent, as M49 has it: Africa, Americas, Asia, Europe or Oceania."""
    subregion: str
    source: str
    note: str | None = None

    def km(self, other: Seat) -> float:
        """The great circle to another capital, by the haversine.

        >>> from ramify.world.facts import PACKAGED, Facts
        >>> seats = {seat.id: seat for seat in Facts(PACKAGED).seats}
        >>> round(seats["PRK"].km(seats["KOR"])), round(seats["RUS"].km(seats["USA"]), -1)
        (196, 7820.0)
        """
        north, south = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        bow = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
        return 2 * EARTH * asin(sqrt(min(bow, 1.0)))


class Territory(Value):
    """A place as law and control saw it in the time from `start` to `end`."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    within: str | None = None
    """Id of the larger territory it belongs to."""
    recognised: str | None = None
    """Id of the state whose territory the UN and most states hold it to be; None if contested."""
    claimed: tuple[str, ...] = ()
    administered: str | None = None
    """Id of the state that controls it; None if none does, or none is known."""
    basis: Basis | None = None
    """How it is held where the holder is not beyond dispute the owner."""
    divided: tuple[str, ...] = ()
    """Ids of those who hold a part each."""
    metropolitan: bool = True
    """Part of the metropolitan territory of the state, not an overseas dependency."""
    areas: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    finding: str | None = None
    """Who found whose it is, or how it is held."""
    source: str = ""
    note: str | None = None
    rows: tuple[Territory, ...] = ()
    """What rows that contradict each other say of one day; what they differ in is left open."""

    def holds(self, on: Day) -> bool | None:
        """Whether this is how things stood on a day; without a first day they always had."""
        return since(self.start, self.end, day(on))


def since(start: When | None, end: When | None, on: date) -> bool | None:
    """Whether something holds on a day that, without a first day, has always held.

    >>> since(None, When("1945"), date(1900, 1, 1))
    True
    """
    return holds(start or _ALWAYS, end, on)
