"""The world: every dated fact ramify knows of the standing system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Self

from ramify._errors import AmbiguousName, InputError
from ramify.world.actors import Actor, asked_name
from ramify.world.facts import PACKAGED, Facts
from ramify.world.names.gazetteer import Gazetteer
from ramify.world.names.unresolved import not_then, unknown
from ramify.world.pacts import Pact
from ramify.world.system import System
from ramify.world.when import Day, day


class World(Facts):
    """Actors, groups, pacts, leaders, territories and borders, each fact with its dates.

    A world does not change; `with_pacts` and `without` give another one.

    >>> World.packaged().actor("PRK").cow
    731
    """

    @classmethod
    @cache
    def packaged(cls) -> Self:
        """The facts that ship with ramify, read once: every call gives the same world.

        >>> World.packaged() is World.packaged()
        True
        """
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
        """The same world with the facts of a folder over it, or under it.

        Files of one's own come first: a row or a pact of the same id takes the place of the
        one here, or ends it, as its column `change` says; `told` lists what could not be used.
        Of what `ramify load` read from published data this world comes first: pacts whose ATOP
        number a pact here carries are left out, and so are facts of times it covers.

        Args:
            folder: laid out as ramify's own `world/data`; any of its files may be missing.

        Raises:
            InputError: there is no such folder, or a file in it is not valid.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     row = "group,member,end,change,source\\nNATO,FIN,2030-01-01,end,a what-if\\n"
        ...     _ = Path(folder, "memberships.csv").write_text(row)
        ...     world = World.packaged().with_folder(folder)
        >>> [m.group for m in world.at("2031-01-01").groups("FIN") if m.group == "NATO"]
        []
        """
        from ramify.world.layers.overlay import overlaid

        other = type(self)(self.folder)
        vars(other).update(overlaid(self, type(self).from_folder(folder)))
        return other

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names, adjectives, metonyms, leaders and offices."""
        return Gazetteer(self)

    def at(self, on: Day) -> System:
        """The system on one day: a date, `2024-06-20`, `today`; a year or month ends on its last.

        Raises:
            UsageError: `on` is text and not a day of the calendar.
        """
        return _system(self, day(on))

    def resolve(self, name: str | Actor, on: Day | None = None) -> str:
        """The id of the one actor that a code or name means on a day.

        Codes come first, and mean the actor on any day; a name means who bears it on that
        day. Without a day it means who bears it today or, if nobody does, who bore it.

        Raises:
            UnknownName: nobody has that name; the message says what it is, or the nearest.
            AmbiguousName: several have it.
            NotThen: who has it did not exist on the day; the message says when.
            UsageError: it is neither text nor an actor, or the day is none.

        >>> World.packaged().resolve("Korea, Rep.", "2020-01-01")
        'KOR'
        """
        when, name = day("today" if on is None else on), asked_name(name)
        if name.strip().upper() in self.actors:
            return name.strip().upper()
        found = self.gazetteer.resolve(name, when)
        if not found:
            raise unknown(self, name, when, self.gazetteer.near(name))
        alive = {a.id for a in self.lives if a.exists(when) is not False}
        named = not name.rpartition(":")[2].strip().isdigit()
        if on is not None and named and alive.isdisjoint(found):
            raise not_then(self, name, found, when)
        if len(found) > 1:
            raise AmbiguousName(name, found)
        return found[0]

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

    def _copy(self, pacts: Mapping[str, Pact]) -> Self:
        """The same world with other pacts.

        What is asked of every world under obligations is read here, not once more in each copy.
        """
        _ = self.actors, self.memberships, self.territories, self.wars
        other = type(self)(self.folder)
        vars(other).update(vars(self))
        other.pacts = dict(pacts)
        return other


@lru_cache(maxsize=16)
def _system(world: World, on: date) -> System:
    """The system of a day; those last asked for are kept, with what was found of them."""
    return System(world, on)
