"""The UK Sanctions List of the Foreign, Commonwealth and Development Office.

Source: FCDO, UK Sanctions List, XML (Designations/Designation).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from ramify.world.sanctions import Designation, Listed
from ramify.world.sources.lists.markup import PublishedXml
from ramify.world.sources.lists.reading import all_words, joined, slashed_day, states, words
from ramify.world.sources.source import Source
from ramify.world.when import When
from ramify.world.world import World

_KINDS: dict[str, Listed] = {"individual": "person", "entity": "entity", "ship": "ship"}
_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")


def read(table: PublishedXml, world: World) -> Iterator[Designation]:
    """A value for each designation."""
    for line, entry in table.entries:
        try:
            yield _designation(entry, table, world)
        except ValueError as error:
            table.leave(line, error)


def _designation(entry: Element, table: PublishedXml, world: World) -> Designation:
    kind = words(entry.find("IndividualEntityShip"))
    if kind.lower() not in _KINDS:
        raise ValueError(f"no kind {kind!r}")
    found = sorted(entry.findall("Names/Name"), key=_primary_first)
    names = list(dict.fromkeys(filter(None, map(_name, found))))
    if not names:
        raise ValueError("no name")
    other = all_words(entry, "NonLatinNames/NonLatinName/NameNonLatinScript")
    return Designation(
        list="UK",
        id=words(entry.find("UniqueID")),
        kind=_KINDS[kind.lower()],
        name=names[0],
        names=tuple(dict.fromkeys((*names[1:], *other))),
        programmes=tuple(all_words(entry, "RegimeName")),
        states=tuple(states(all_words(entry, ".//Nationality"), world)),
        listed_on=slashed_day(words(entry.find("DateDesignated")), "dmy"),
        as_of=slashed_day(table.made_on, "dmy"),
        un=words(entry.find("UNReferenceNumber")) or None,
        imposed=tuple(_imposed(entry)),
    )


def _imposed(entry: Element) -> Iterator[str]:
    """What is imposed: the list writes it in one cell, with bars between."""
    yield from filter(None, map(str.strip, words(entry.find("SanctionsImposed")).split("|")))


def _primary_first(name: Element) -> bool:
    return words(name.find("NameType")).lower() != "primary name"


def _name(name: Element) -> str:
    return joined(words(name.find(part)) for part in _PARTS)


SOURCE = Source(
    kind="uk-list",
    title="the UK Sanctions List",
    cite="Foreign, Commonwealth and Development Office, UK Sanctions List",
    names=("UK*Sanctions*List*.xml",),
    columns=frozenset(),
    open=partial(
        PublishedXml, root="Designations", entry=("Designation",), made=("DateGenerated",)
    ),
    read=read,
    value=Designation,
    file="listed-uk.jsonl",
    fact="uk-list",
    since=When("2020-07-06"),
    through=lambda entry: entry.as_of or entry.listed_on,
)
