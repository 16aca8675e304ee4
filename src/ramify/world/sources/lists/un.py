"""The Security Council's consolidated list of individuals and entities under sanctions.

Source: United Nations Security Council, Consolidated List, XML (CONSOLIDATED_LIST).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from ramify.world.sanctions import Designation
from ramify.world.sources.lists.markup import PublishedXml
from ramify.world.sources.lists.reading import all_words, iso_day, joined, states, words
from ramify.world.sources.source import Source
from ramify.world.when import When
from ramify.world.world import World

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(table: PublishedXml, world: World) -> Iterator[Designation]:
    """A value for each individual and entity."""
    for line, entry in table.entries:
        try:
            yield _designation(entry, table, world)
        except ValueError as error:
            table.leave(line, error)


def _designation(entry: Element, table: PublishedXml, world: World) -> Designation:
    name = joined(words(entry.find(part)) for part in _NAMES)
    if not name:
        raise ValueError("no name")
    kind = entry.tag
    aliases = all_words(entry, f"{kind}_ALIAS/ALIAS_NAME")
    written = all_words(entry, "NAME_ORIGINAL_SCRIPT")
    return Designation(
        list="UN",
        id=words(entry.find("REFERENCE_NUMBER")) or words(entry.find("DATAID")),
        kind="person" if kind == "INDIVIDUAL" else "entity",
        name=name,
        names=tuple(dict.fromkeys((*written, *aliases))),
        programmes=tuple(all_words(entry, "UN_LIST_TYPE")),
        states=tuple(states(all_words(entry, "NATIONALITY/VALUE"), world)),
        listed_on=iso_day(words(entry.find("LISTED_ON"))),
        as_of=iso_day(table.made_on),
    )


SOURCE = Source(
    kind="un-list",
    title="the Security Council's consolidated list",
    cite="United Nations Security Council, Consolidated List",
    names=("consolidated*.xml",),
    columns=frozenset(),
    open=partial(
        PublishedXml, root="CONSOLIDATED_LIST", entry=("INDIVIDUAL", "ENTITY"),
        made=("dateGenerated",),
    ),
    read=read,
    value=Designation,
    file="listed-un.jsonl",
    fact="un-list",
    since=When("1999-10-15"),  # the day of resolution 1267, the oldest regime on the list
    through=lambda entry: entry.as_of or entry.listed_on,
)  # fmt: skip
