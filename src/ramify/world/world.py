"""The world: every dated fact ramify knows of the standing system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from ramify._errors import AmbiguousName, InputError, UnknownName, UsageError
from ramify.world.facts import PACKAGED, Facts
from ramify.world.names.gazetteer import Gazetteer
from ramify.world.pacts import Pact
from ramify.world.system import System


class World(Facts):
    """Actors, groups, pacts, leaders, territories and borders, each fact with its dates.

    A world does not change; `with_pacts` and `without` give another one.

    >>> World.packaged().actor("PRK").cow
    731
    """

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
    def gazetteer(self) -> Gazetteer:
        """Names, adjectives, metonyms, leaders and offices."""
        return Gazetteer(self)

    def at(self, on: date | str) -> System:
        """The system on one day.

        Raises:
            UsageError: `on` is text and not a day of the calendar.
        """
        return System(self, day(on))

    def resolve(self, name: str, on: date) -> str:
        """The id of the one actor that a code or name means on a day.

        Raises:
            UnknownName: nobody has that name.
            AmbiguousName: several do.
        """
        if name.upper() in self.actors:
            return name.upper()
        found = self.gazetteer.resolve(name, on)
        if not found:
            raise UnknownName(name, near=self.gazetteer.near(name))
        if len(found) > 1:
            raise AmbiguousName(name, tuple(found))
        return found[0]

    def with_pacts(self, *pacts: Pact) -> Self:
        """The same world with further pacts; one of the same id is replaced."""
        return self._copy({**self.pacts, **{pact.id: pact for pact in pacts}})

    def without(self, *codes: str) -> Self:
        """The same world without these pacts.

        Raises:
            UnknownName: no such pact.
        """
        gone = {self.pact(code).id for code in codes}
        return self._copy({code: pact for code, pact in self.pacts.items() if code not in gone})

    def _copy(self, pacts: Mapping[str, Pact]) -> Self:
        other = type(self)(self.folder)
        vars(other).update(vars(self))
        other.pacts = dict(pacts)
        return other


def day(on: date | str) -> date:
    """A day of the calendar, from a date or its ISO text.

    Raises:
        UsageError: the text is no such day.

    >>> day("2024-06-20")
    datetime.date(2024, 6, 20)
    """
    if isinstance(on, date):
        return on
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise UsageError(
            f"{on!r} is not a day of the calendar", repair="write YYYY-MM-DD"
        ) from None
