"""The European Union's consolidated list of those under its financial sanctions.

Regulations cited are often later amendments, so only a day of designation dates a listing.
Source: European Commission, FSF, xmlFullSanctionsList 1.1 (export/sanctionEntity).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from ramify.world.sanctions import Designation, Listed
from ramify.world.sources.lists.markup import PublishedXml
from ramify.world.sources.lists.reading import iso_day, joined, states
from ramify.world.sources.source import Source
from ramify.world.when import When
from ramify.world.world import World

_KINDS: dict[str, Listed] = {"person": "person", "P": "person", "enterprise": "entity",
                             "E": "entity"}  # fmt: skip


def read(table: PublishedXml, world: World) -> Iterator[Designation]:
    """A value for each entity of the list."""
    for line, entry in table.entries:
        try:
            yield _designation(entry, table, world)
        except ValueError as error:
            table.leave(line, error)


def _designation(entry: Element, table: PublishedXml, world: World) -> Designation:
    subject = entry.find("subjectType")
    given = subject.attrib if subject is not None else {}
    kind = _KINDS.get(given.get("code", "")) or _KINDS.get(given.get("classificationCode", ""))
    if kind is None:
        raise ValueError(f"no kind {given.get('code', '')!r}")
    aliases = sorted(entry.findall("nameAlias"), key=_english_first)
    names = list(dict.fromkeys(filter(None, map(_name, aliases))))
    if not names:
        raise ValueError("no name")
    programmes = (found.get("programme", "") for found in entry.findall("regulation"))
    nations = (found.get("countryIso2Code", "") for found in entry.findall("citizenship"))
    return Designation(
        list="EU",
        id=entry.get("euReferenceNumber") or entry.get("logicalId", ""),
        kind=kind,
        name=names[0],
        names=tuple(names[1:]),
        programmes=tuple(dict.fromkeys(filter(None, programmes))),
        states=tuple(states((code for code in nations if code and code != "00"), world)),
        listed_on=iso_day(entry.get("designationDate")),
        as_of=iso_day(table.made_on),
        un=entry.get("unitedNationId") or None,
    )


def _english_first(alias: Element) -> bool:
    """The main name: strong, and English or of no language; the others keep their order."""
    plain = alias.get("nameLanguage", "").upper() in ("", "EN")
    return not (alias.get("strong") == "true" and plain)


def _name(alias: Element) -> str:
    parts = (alias.get(part, "") for part in ("firstName", "middleName", "lastName"))
    return joined([alias.get("wholeName") or joined(parts)])


SOURCE = Source(
    kind="eu-list",
    title="the European Union's list of financial sanctions",
    cite="European Commission, Consolidated list of persons, groups and entities subject to EU "
    "financial sanctions",
    names=("*xmlFullSanctionsList*.xml",),
    columns=frozenset(),
    open=partial(PublishedXml, root="export", entry=("sanctionEntity",), made=("generationDate",)),
    read=read,
    value=Designation,
    file="listed-eu.jsonl",
    fact="eu-list",
    since=When("2001-01-01"),
    through=lambda entry: entry.as_of or entry.listed_on,
)
