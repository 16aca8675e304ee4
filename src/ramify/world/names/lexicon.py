"""The lexicon: every name the facts give, folded, and indexed by its first word."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ramify._value import Value
from ramify.world.actors import Actor, Sector, Tenure
from ramify.world.names import institutions
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.facts import Facts

SenseKind = Literal["name", "adjective", "metonym", "leader", "surname", "group", "grouping"]


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


FAMILY_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "KHM"})
"""States whose leaders' family names come first, except where they use a Western first name."""

COMMON_WORDS = words(
    "May Key English Park Moon Bush Brown Rice Barak Marin Martin Monti Miller Powell Kan Ma Hun "
    "Han Lam Wong Austin Michel Costa Cameron Harris Howard Clark Sullivan Wallace Ahmed Ibrahim "
    "Ali Anand Arias Barrow Bauer Bio Blair Boko Bolton Browne Burns Caine Campbell Castillo Chan "
    "Cohen Collins Cooper Dar Davis Drew Faye Fletcher Fuente Griffiths Hadi Hasan Hassan Hen "
    "Henry Hoi Hussein Khan Lai Lasso Lin Mahamat Ming Minh Mitchell Mohamed Mohamud Mustafa No "
    "Nova O'Brien Peters Petro Pierre Rama Rashid Robles Said Salam Schmidt Shah Sherman Silva "
    "Sing Singh Slot Son Sousa Stocker Talon Tariq Teo Waltz Wei Wi Wu Yassin Young"
)
"""Surnames too common, or too much like a word, to mean a leader without a title or full name."""

_NUMERAL = re.compile(r"[IVX]+")
"""The number of a monarch, which is no surname: Mohammed VI."""

PERSON_NAMES = words(
    "Jordan Chad Georgia Israel Washington Paris Sofia London Lima Wellington "
    "Holland Berlin Madrid Lisbon Vienna"
)
"""Names of actors that persons bear too: Michael Jordan, Denzel Washington."""

PREFIXES = frozenset({"Sino", "Russo", "Franco", "Anglo"})
"""Adjectives that only count before a hyphen: Sino-Russian."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a name may mean."""

    kind: SenseKind
    actor: str
    sector: Sector | None = None
    person: str | None = None
    start: When | None = None
    end: When | None = None
    cues: tuple[str, ...] = ()
    named: bool = False
    """Whether it only counts on a page that names the actor in another way."""

    def on(self, day: date) -> bool:
        """Whether the name may mean this on a day; imprecise ends count as within.

        >>> name = Sense("name", "SCG", start=When("2003-02-04"), end=When("2006-06"))
        >>> [name.on(date(*day)) for day in ((2003, 2, 3), (2003, 2, 4), (2006, 6, 30))]
        [False, True, True]
        """
        return not ((self.start and day < self.start.start) or (self.end and day > self.end.end))


@dataclass(frozen=True, slots=True)
class Entry:
    """A folded text and what it may mean; no sense at all if it only hides an actor's name."""

    text: str
    article: bool
    """Whether it needs `the` before it."""
    senses: tuple[Sense, ...]
    place: bool = False
    """Whether it is also a place of our day, which hides what once bore the name."""


class _Ambiguity(Value):
    """A row of ambiguous.csv."""

    name: str
    candidate: str
    kind: SenseKind
    sector: Sector | None = None
    start: When | None = None
    end: When | None = None
    cues: tuple[str, ...] = ()
    note: str | None = None


class Lexicon:
    """All names of a world, by first word, longest first; accents and apostrophes folded."""

    def __init__(self, world: Facts) -> None:
        places = frozenset(_hiding(world))
        texts: dict[str, list[Sense]] = defaultdict(list, {text: [] for text in places})
        for text, sense in _senses(world):
            if sense not in texts[fold(text)]:
                texts[fold(text)].append(sense)
        for text, decided in _ambiguities(world).items():
            texts[text] = [*decided, *texts.get(text, ())]
        self.entries = {
            text: _entry(text, senses, text in places) for text, senses in texts.items()
        }
        self.first = _by_first_word(self.entries.values())
        lower = sorted(word for word in self.first if not word[0].isupper() and not word.isdigit())
        self.words = re.compile(
            rf"(?<![^\W_])(?:[A-Z0-9][^\W_]*|(?:{'|'.join(lower) or '(?!)'})(?![^\W_]))"
        )


def _entry(text: str, senses: Iterable[Sense], place: bool) -> Entry:
    bare = text[4:] if text.startswith(("the ", "The ")) else text
    return Entry(bare, bare != text, tuple(senses), place)


def _by_first_word(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        word = re.match(r"[^\W_]+", entry.text)
        if word:
            found[word.group()].append(entry)
    return {
        word: tuple(sorted(held, key=lambda e: (-len(e.text), not e.article)))
        for word, held in found.items()
    }


def _senses(world: Facts) -> Iterator[tuple[str, Sense]]:
    for actor in world.lives:
        yield from _of_actor(actor)
    for row, start, end in institutions.held(world):
        for name in row.names:
            part = Sense("metonym", row.actor, row.sector, None, start, end, named=row.named)
            yield name, part
    of_actors = {name for actor in world.lives for name in (actor.name, *actor.names)}
    for tenure in world.tenures:
        for name, sense in _of_person(tenure):
            if sense.kind == "leader" or name not in of_actors:
                yield name, sense


def _of_actor(actor: Actor) -> Iterator[tuple[str, Sense]]:
    kind: SenseKind = "name"
    sector: Sector | None = "GOV"
    if actor.kind == "organisation":
        kind, sector = "group", "IGO"
    elif actor.kind == "grouping":
        kind, sector = "grouping", None
    elif actor.kind == "armed group":
        sector = "REB"
    official = (actor.official.split(" (")[0],) if actor.official else ()
    for name in (actor.name, *official, *actor.names, *_as_words(actor)):
        yield name, Sense(kind, actor.id, sector, None, actor.start, actor.end)
    for adjective in actor.adjectives:
        plain = sector if actor.kind != "state" else None
        use: SenseKind = "grouping" if kind == "grouping" else "adjective"
        yield adjective, Sense(use, actor.id, plain, None, actor.start, actor.end)
    for metonym in actor.metonyms:
        yield metonym, Sense("metonym", actor.id, sector, None, actor.start, actor.end)


def _as_words(actor: Actor) -> tuple[str, ...]:
    """Initials that some papers write as a word: `Ecowas`, `Farc`."""
    if actor.kind not in ("organisation", "armed group"):
        return ()
    initials = (n for n in (actor.name, *actor.names) if len(n) > 3 and n.isalpha() and n.isupper())
    return tuple(name.capitalize() for name in initials)


def _of_person(tenure: Tenure) -> Iterator[tuple[str, Sense]]:
    sense = Sense("leader", tenure.actor, "GOV", tenure.person, tenure.start, tenure.end)
    for name in (tenure.name, *tenure.names):
        yield name, sense
    family = surname(tenure)
    if family not in tenure.names and not _NUMERAL.fullmatch(family):
        shared = Sense("surname", tenure.actor, "GOV", tenure.person, tenure.start, tenure.end)
        yield family, shared


def surname(tenure: Tenure) -> str:
    """The family name of a leader, by the order of names in the state led.

    >>> surname(Tenure(person="x", name="Kim Jong Un", actor="PRK", office="supreme leader"))
    'Kim'
    """
    words = tenure.name.removesuffix(" Jr.").removesuffix(" III").split()
    return words[0] if tenure.actor in FAMILY_FIRST else words[-1]


def _hiding(world: Facts) -> Iterator[str]:
    path = world.folder / "elsewhere.csv"
    if path.exists():
        yield from (fold(row["name"]) for row in _read(path))
    for spells in world.territories.values():
        for spell in spells:
            yield from map(fold, (spell.name, *spell.names))


def _ambiguities(world: Facts) -> dict[str, list[Sense]]:
    from ramify.world.load import read_rows

    found: dict[str, list[Sense]] = defaultdict(list)
    path = world.folder / "ambiguous.csv"
    if path.exists():
        for row in read_rows(path, _Ambiguity):
            sense = Sense(row.kind, row.candidate, row.sector, None, row.start, row.end, row.cues)
            found[fold(row.name)].append(sense)
    return found


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _folding() -> dict[int, str]:
    table = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02bb`\u00b4"), "'")
    table |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
    table |= dict.fromkeys(map(ord, "\t\n\r\xa0\u2009\u202f"), " ")
    table |= {ord(a): b for a, b in zip("øØłŁıđĐħð", "oOlLidDhd", strict=True)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))
        if base[0].isascii() and all(map(unicodedata.combining, base[1:])):
            table.setdefault(code, base[0])
    return table


def fold(text: str) -> str:
    """The text with accents off and apostrophes, dashes and white space plain, as long as before.

    >>> fold("Élysée’s\\nErdoğan")
    "Elysee's Erdogan"
    """
    return text.translate(_folding())
