"""What all lists have in common: texts of an entry, dates, states by name, names in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ramify._errors import RamifyError
from ramify.world.names.codes import by_code
from ramify.world.when import When
from ramify.world.world import World

_DATES = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "{0}-{1}-{2}"),
    (re.compile(r"(\d{4})-(\d\d)"), "{0}-{1}"),
    (re.compile(r"(\d{4})"), "{0}"),
)
_LONGEST = 1_000


def words(element: Element | None) -> str:
    """The text of an element on one line; empty if there is none."""
    return " ".join((element.text or "").split())[:_LONGEST] if element is not None else ""


def all_words(entry: Element, path: str) -> list[str]:
    """The texts of all elements at a path that have one, each once."""
    return list(dict.fromkeys(filter(None, map(words, entry.findall(path)))))


def joined(parts: Iterable[str]) -> str:
    """The parts of a name with spaces between."""
    return " ".join(" ".join(parts).split())


def iso_day(text: str | None) -> When | None:
    """A date as ISO 8601 writes it, perhaps with a time behind it; None for anything else.

    >>> iso_day("2012-06-29T00:00:00"), iso_day("2012"), iso_day("about 2012")
    (When('2012-06-29'), When('2012'), None)
    """
    for pattern, form in _DATES:
        if found := re.fullmatch(pattern.pattern + r"(?:[T+Z ].*)?", (text or "").strip()):
            return _when(form.format(*found.groups()))
    return None


def slashed_day(text: str | None, order: str) -> When | None:
    """A date with slashes, in the order that a list writes it; ISO 8601 is read as well.

    >>> slashed_day("29/06/2012", "dmy"), slashed_day("06/29/2012", "mdy")
    (When('2012-06-29'), When('2012-06-29'))
    """
    found = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})(?: .*)?", (text or "").strip())
    if not found:
        return iso_day(text)
    day, month = found.group(1, 2) if order == "dmy" else found.group(2, 1)
    return _when(f"{found[3]}-{int(month):02}-{int(day):02}")


def _when(text: str) -> When | None:
    try:
        return When(text)
    except ValueError:
        return None


def states(names: Iterable[str], world: World) -> Iterator[str]:
    """The ids of the states that a list names or gives ISO's two letters of.

    What it writes in no way known is left out.
    """
    for name in dict.fromkeys(names):
        if name in (known := by_code("iso2")):
            yield known[name][-1].id
            continue
        try:
            yield world.resolve(name)
        except RamifyError:
            continue
