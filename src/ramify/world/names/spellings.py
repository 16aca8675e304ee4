"""Names as data sets and users spell them, beyond those that are looked for in prose.

An index of words finds a name whatever the order of its words, so that `Korea, Rep.`,
`Korea (Republic of)` and `Republic of Korea` are one. Spellings that no rule leads to
stand in `spellings.csv`, each with who spells it so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._value import Value
from ramify.world.load import read_rows
from ramify.world.names.lexicon import Sense, fold
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.facts import Facts

Key = tuple[str, ...]

_DATA = Path(__file__).parent.parent / "data" / "spellings.csv"

_SHORT = {
    "dem": "democratic",
    "dpr": "democratic peoples republic",
    "dr": "democratic republic",
    "e": "east",
    "fr": "federal republic",
    "isl": "islands",
    "n": "north",
    "pdr": "peoples democratic republic",
    "pr": "peoples republic",
    "rb": "bolivarian republic",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "sts": "states",
    "w": "west",
}
"""Words as tables shorten them."""
_LITTLE = frozenset({"the", "of", "and"})
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_PARTS = re.compile(r"\s*[(/)]\s*")


class Spelling(Value):
    """A row of spellings.csv: a name that means an actor, and who spells it so."""

    name: str
    actor: str
    start: When | None = None
    end: When | None = None
    source: str
    note: str | None = None


def key(name: str) -> Key:
    """The words of a name in order of the alphabet, without little words, short forms spelled out.

    >>> key("Korea, Dem. People's Rep.") == key("Democratic People's Republic of Korea")
    True
    """
    plain = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), fold(name).casefold())
    words = [w for word in re.findall(r"\w+", plain.replace("'", "")) for w in _long(word)]
    return tuple(sorted(word for word in words if word not in _LITTLE))


def _long(word: str) -> list[str]:
    """A word without its shortening; `fed` stands for federal, federated and federation."""
    return ["federal"] if word.startswith("fed") else _SHORT.get(word, word).split()


def parts(name: str) -> tuple[str, ...]:
    """The names that a bracket or a stroke sets side by side; none if the name has neither.

    >>> parts("Russia (Soviet Union)"), parts("Italy/Sardinia"), parts("Chad")
    (('Russia', 'Soviet Union'), ('Italy', 'Sardinia'), ())
    """
    found = tuple(part for part in _PARTS.split(name) if part)
    return found if len(found) > 1 else ()


class Spellings:
    """What a name of a state or group may mean, by its words in any order."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that have this name, at whatever time."""
        return tuple(self._senses.get(key(name), ()))

    @cached_property
    def _senses(self) -> dict[Key, list[Sense]]:
        found: dict[Key, list[Sense]] = defaultdict(list)
        for name, sense in (*self._named(), *self._spelled()):
            if words := key(name):
                found[words].append(sense)
        return found

    def _named(self) -> Iterator[tuple[str, Sense]]:
        for actor in self._facts.lives:
            official = (actor.official.split(" (")[0],) if actor.official else ()
            for name in (actor.name, *official, *actor.names):
                yield name, Sense("name", actor.id, start=actor.start, end=actor.end)

    def _spelled(self) -> Iterator[tuple[str, Sense]]:
        for row in read_rows(_DATA, Spelling):
            for actor in self._facts.lives:
                if actor.id == row.actor:
                    start, end = row.start or actor.start, row.end or actor.end
                    yield row.name, Sense("name", actor.id, start=start, end=end)
