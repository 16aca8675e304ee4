"""The Specially Designated Nationals list of the United States Treasury.

It does not give the day on which somebody was listed, so that is unknown.
Source: Office of Foreign Assets Control, SDN list, XML by its published schema (sdnList).
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

_KINDS: dict[str, Listed] = {
    "individual": "person", "entity": "entity", "vessel": "ship", "aircraft": "aircraft",
}  # fmt: skip
_STATES = (
    "nationalityList/nationality/country", "citizenshipList/citizenship/country",
    "vesselInfo/vesselFlag",
)  # fmt: skip


def read(table: PublishedXml, world: World) -> Iterator[Designation]:
    """A value for each entry."""
    for line, entry in table.entries:
        try:
            yield _designation(entry, table, world)
        except ValueError as error:
            table.leave(line, error)


def _designation(entry: Element, table: PublishedXml, world: World) -> Designation:
    kind, name = words(entry.find("sdnType")), _name(entry)
    if not name:
        raise ValueError("no name")
    if kind.lower() not in _KINDS:
        raise ValueError(f"no kind {kind!r}")
    return Designation(
        list="OFAC SDN",
        id=words(entry.find("uid")),
        kind=_KINDS[kind.lower()],
        name=name,
        names=tuple(dict.fromkeys(filter(None, map(_name, entry.findall("akaList/aka"))))),
        programmes=tuple(all_words(entry, "programList/program")),
        states=tuple(states((n for path in _STATES for n in all_words(entry, path)), world)),
        as_of=slashed_day(table.made_on, "mdy"),
    )


def _name(of: Element) -> str:
    return joined((words(of.find("firstName")), words(of.find("lastName"))))


SOURCE = Source(
    kind="ofac-sdn",
    title="the SDN list of the United States Treasury",
    cite="Office of Foreign Assets Control, Specially Designated Nationals List",
    names=("sdn.xml", "SDN.XML"),
    columns=frozenset(),
    open=partial(PublishedXml, root="sdnList", entry=("sdnEntry",), made=("Publish_Date",)),
    read=read,
    value=Designation,
    file="listed-ofac.jsonl",
    fact="ofac-sdn",
    since=When("1986-01-01"),
    through=lambda entry: entry.as_of,
)
