"""The world: every dated fact ramify knows of the standing system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field

from ramify._errors import AmbiguousName, InputError, UnknownName
from ramify._nearest import nearest
from ramify._value import Value
from ramify.world.actors import Actor, ActorKind, Border, Membership, Tenure, Territory
from ramify.world.capabilities import Capability
from ramify.world.load import V, read_lines, read_pact, read_rows, read_value
from ramify.world.names.gazetteer import Gazetteer
from ramify.world.names.spellings import Spelling
from ramify.world.names.unresolved import not_then, unknown
from ramify.world.pacts import Pact
from ramify.world.sanctions import Regime, Veto
from ramify.world.system import System
from ramify.world.when import Day, When, day
from ramify.world.wording import spelled

PACKAGED = Path(__file__).parent / "data"


class About(Value):
    """What the facts cover: checked to `as_of`, from the first day of each kind."""

    as_of: When
    coverage: dict[str, When] = Field(default_factory=dict)
    through: dict[str, When] = Field(default_factory=dict)
    """Last day of the facts that were loaded, by kind: beyond it nothing is known of them."""
    sources: dict[str, str] = Field(default_factory=dict)
    """Citations of the data sets that were loaded, by kind of fact."""

    @property
    def said(self) -> str:
        """The days the facts hold for, in words."""
        loaded = ", ".join(f"{kind} to {end}" for kind, end in self.through.items())
        return f"Facts as of {self.as_of}" + (f"; loaded: {loaded}" if loaded else "") + "."

    def caveat(self, on: Day) -> str | None:
        """What is not known on a day because it lies outside the days the facts cover."""
        on = day(on)
        if on > self.as_of.end:
            return f"{on} lies after these facts: what changed later is not known."
        missing = [
            f"{kind.replace('_', ' ')} (from {first})"
            for kind, first in self.coverage.items()
            if on < first.start
        ]
        return f"Not covered on {on}: {', '.join(missing)}." if missing else None


class World:
    """Actors, groups, pacts, leaders, territories and borders, each fact with its dates.

    A world does not change; `with_pacts` and `without` give another one.
    Files are read when they are first asked for.

    >>> World.packaged().actor("PRK").cow
    731
    """

    system_type: type[System] = System

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def packaged(cls) -> Self:
        """The facts that ship with ramify."""
        return cls(PACKAGED)

    @classmethod
    def from_folder(cls, folder: Path | str) -> Self:
        """Facts from a folder laid out as ramify's own `world/data`, and no others.

        A file that is not there holds no facts; without a table of states, actors
        are the packaged ones, as the other facts only give their ids.

        Raises:
            InputError: there is no such folder.
        """
        if not Path(folder).is_dir():
            raise InputError(
                "no such folder", where=str(folder), repair="fill one by `ramify load`"
            )
        return cls(Path(folder))

    def with_folder(self, folder: Path | str) -> Self:
        """The same world with the facts of a folder that `ramify load` filled.

        What this world knows itself comes first: of the folder, pacts whose ATOP number
        a pact here carries are left out, and so are facts of times it covers.

        Raises:
            InputError: there is no such folder, or its facts are not valid.
        """
        from ramify.world.overlay import overlaid

        other = type(self)(self.folder)
        vars(other).update(overlaid(self, type(self).from_folder(folder)))
        return other

    @cached_property
    def about(self) -> About:
        """What the facts cover."""
        path = self.folder / "about.toml"
        return read_value(path if path.exists() else PACKAGED / "about.toml", About)

    @cached_property
    def lives(self) -> tuple[Actor, ...]:
        """States, organisations, groupings and armed groups; a row for each time one existed."""
        folder = self.folder if (self.folder / "states.csv").exists() else PACKAGED
        states = read_rows(folder / "states.csv", _State)
        others = folder / "organisations.csv"
        return states + (read_rows(others, Actor) if others.exists() else ())

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id, as they are now or were last."""
        born = sorted(self.lives, key=lambda actor: str(actor.start or ""))
        return {actor.id: actor for actor in born}

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """Who held which office, by actor and date."""
        return self._rows("leaders.csv", Tenure)

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Who belonged to which group."""
        return self._rows("memberships.csv", Membership)

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """Land borders."""
        return self._rows("borders.csv", Border)

    @cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """Material capabilities of states by year; none is packaged, `ramify load` reads them."""
        path = self.folder / "capabilities.csv"
        return read_rows(path, Capability) if path.exists() else ()

    @cached_property
    def territories(self) -> dict[str, tuple[Territory, ...]]:
        """Territories by id, a row for each spell of control."""
        spells = defaultdict(list)
        for row in self._rows("territories.csv", Territory):
            spells[row.id].append(row)
        return {place: tuple(rows) for place, rows in spells.items()}

    @cached_property
    def territory_ids(self) -> dict[str, str]:
        """Ids of territories by name, in lower case."""
        rows = [row for spells in self.territories.values() for row in spells]
        return {name.lower(): row.id for row in rows for name in (row.id, row.name, *row.names)}

    @cached_property
    def pacts(self) -> dict[str, Pact]:
        """Agreements by id.

        Raises:
            InputError: a file is no valid pact, or two files have one id.
        """
        pacts: dict[str, Pact] = {}
        for path in sorted((self.folder / "pacts").glob("*.toml")):
            pact = read_pact(path)
            if pact.id in pacts:
                raise InputError(f"pact {pact.id!r} is described twice", where=path.name)
            pacts[pact.id] = pact
        loaded = self.folder / "pacts.jsonl"
        return pacts | {pact.id: pact for pact in read_lines(loaded, Pact)}

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """Sanctions of the Security Council, by the state they are on."""
        return tuple(
            read_value(path, Regime) for path in sorted((self.folder / "sanctions").glob("*.toml"))
        )

    @cached_property
    def vetoes(self) -> tuple[Veto, ...]:
        """Vetoes in the Security Council."""
        return self._rows("vetoes.csv", Veto)

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """Names as data sets spell them, which are not looked for in documents."""
        path = self.folder / "spellings.csv"
        return read_rows(path if path.exists() else PACKAGED / "spellings.csv", Spelling)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names, adjectives, metonyms, leaders and offices."""
        return Gazetteer(self)

    def at(self, on: Day) -> System:
        """The system on one day: a date, `2024-06-20`, `today`; a year or month ends on its last.

        Raises:
            UsageError: `on` is text and not a day of the calendar.
        """
        return self.system_type(self, day(on))

    def actor(self, code: str) -> Actor:
        """The actor with this id.

        Raises:
            UnknownName: there is none; the message names the nearest.
        """
        try:
            return self.actors[code]
        except KeyError:
            named = self.gazetteer.resolve(code, "today")
            raise UnknownName(code, near=named or self.gazetteer.near(code)) from None

    def called(self, code: str) -> str:
        """The name behind the id of an actor, a territory or an area.

        >>> world = World.packaged()
        >>> world.called("KOR"), world.called("senkaku-islands"), world.called("east-asia")
        ('South Korea', 'Senkaku Islands', 'East Asia')
        """
        if code in self.actors:
            return self.actors[code].name
        if code in self.territories:
            return self.territories[code][0].name
        return spelled(code)

    def resolve(self, name: str, on: Day | None = None) -> str:
        """The id of the one actor that a code or name means on a day.

        Codes come first, and mean the actor on any day; a name means who bears it on that
        day. Without a day it means who bears it today or, if nobody does, who bore it.

        Raises:
            UnknownName: nobody has that name; the message says what it is, or the nearest.
            AmbiguousName: several have it.
            NotThen: who has it did not exist on the day; the message says when.

        >>> World.packaged().resolve("Korea, Rep.", "2020-01-01")
        'KOR'
        """
        when = day("today" if on is None else on)
        if name.strip().upper() in self.actors:
            return name.strip().upper()
        found = self.gazetteer.resolve(name, when)
        if not found:
            raise unknown(self, name, when)
        alive = {a.id for a in self.lives if a.exists(when) is not False}
        named = not name.rpartition(":")[2].strip().isdigit()
        if on is not None and named and alive.isdisjoint(found):
            raise not_then(self, name, found, when)
        if len(found) > 1:
            raise AmbiguousName(name, found)
        return found[0]

    def pact(self, code: str | Pact) -> Pact:
        """The pact with this id; a pact stands for the one of its id.

        Raises:
            UnknownName: there is none; the message names the nearest.
        """
        code = code.id if isinstance(code, Pact) else code
        try:
            return self.pacts[code]
        except KeyError:
            near = nearest(code, self.pacts, cutoff=0.5)
            raise UnknownName(code, kind="pact", near=near) from None

    def with_pacts(self, *pacts: Pact) -> Self:
        """The same world with further pacts; one of the same id is replaced."""
        return self._copy({**self.pacts, **{pact.id: pact for pact in pacts}})

    def without(self, *codes: str | Pact) -> Self:
        """The same world without these pacts.

        Raises:
            UnknownName: no such pact.
        """
        gone = {self.pact(code).id for code in codes}
        return self._copy({code: pact for code, pact in self.pacts.items() if code not in gone})

    def _rows(self, name: str, kind: type[V]) -> tuple[V, ...]:
        path = self.folder / name
        absent = self.folder != PACKAGED and not path.exists()
        return () if absent else read_rows(path, kind)

    def _copy(self, pacts: Mapping[str, Pact]) -> Self:
        other = type(self)(self.folder)
        vars(other).update(vars(self))
        other.pacts = dict(pacts)
        return other


class _State(Actor):
    """An actor whose row needs no kind."""

    kind: ActorKind = "state"
