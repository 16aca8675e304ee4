"""RSS and Atom feeds: what their entries are, where they lead, what they say themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.intake.formats.xml import local, parse_xml
from ramify.world.when import When

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed."""

    link: str | None
    title: str | None
    published: When | None
    html: str
    """What the feed itself gives of the article; empty if nothing."""
    author: str | None = None
    outlet: str | None = None
    """The title of the feed."""

    @property
    def words(self) -> int:
        """How many words the feed itself gives, markup left out."""
        return len(re.sub(r"<[^<>]*>", " ", self.html).split())


def is_feed(data: bytes) -> bool:
    """Whether some bytes look like a feed.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0"></rss>'), is_feed(b"<html></html>")
    (True, False)
    """
    head = data[:3000].replace(b"\x00", b"")
    return bool(_ROOTS.search(head)) and b"<html" not in head.lower()


def entries(data: bytes, where: str) -> tuple[FeedEntry, ...]:
    """The entries of an RSS 0.9x, 1.0, 2.0 or Atom feed, in its order.

    Sources: RSS 2.0 specification (RSS Advisory Board); RFC 4287 (Atom).

    Raises:
        InputError: no feed, or one that declares XML entities.

    >>> feed = b"<rss><channel><item><link>https://example.org/1</link></item></channel></rss>"
    >>> entries(feed, "here")[0].link
    'https://example.org/1'
    """
    root = parse_xml(data, where, forgiving=True)
    if local(root).lower() not in ("rss", "feed", "rdf"):
        raise InputError("not a feed", where=where, repair="give an RSS or Atom feed, or a page")
    outlet = next(map(_words, root.iterfind("{*}channel/{*}title")), None)
    outlet = outlet or next(map(_words, root.iterfind("{*}title")), None)
    found = tuple(_entry(e, outlet) for e in root.iter("{*}item", "{*}entry"))
    if not found:
        raise InputError("a feed without entries", where=where, repair="try later")
    return found


def _words(element: _Element) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def _author(element: _Element) -> str | None:
    """The names that an entry gives: of `dc:creator`, Atom's authors, or RSS's `mail (name)`."""
    named = (*element.iterfind("{*}creator"), *element.iterfind("{*}author/{*}name"))
    names = filter(None, map(_words, named))
    plain = (_words(author) for author in element.iterfind("{*}author") if not len(author))
    mailed = (re.sub(r"^\S+@\S+\s*\((.+)\)$", r"\1", text) for text in plain if text)
    return "; ".join(dict.fromkeys(names)) or next(mailed, None)


def _entry(element: _Element, outlet: str | None) -> FeedEntry:
    fields: dict[str, str] = {}
    for child in element:
        fields.setdefault(local(child), _inside(child))
    dates = (fields.get(name) for name in ("pubDate", "published", "date", "updated"))
    bodies = [fields.get(name, "") for name in ("encoded", "content", "description", "summary")]
    return FeedEntry(
        link=next(_links(element), None),
        title=" ".join(fields.get("title", "").split()) or None,
        published=next((when for text in dates if text and (when := _when(text))), None),
        html=max(bodies, key=len),
        author=_author(element),
        outlet=outlet,
    )


def _inside(element: _Element) -> str:
    """The text of an element, or its markup where that is written out (XHTML content)."""
    if len(element) == 0:
        return (element.text or "").strip()
    from lxml import etree

    parts = [element.text or ""]
    parts += [etree.tostring(child, encoding="unicode", with_tail=True) for child in element]
    return "".join(parts).strip()


def _links(element: _Element) -> Iterator[str]:
    for child in element:
        name, text = local(child), (child.text or "").strip()
        if name == "link" and child.get("rel", "alternate") == "alternate":
            yield from filter(None, (child.get("href"), text))
    for child in element:
        text = (child.text or "").strip()
        if local(child) == "guid" and child.get("isPermaLink") != "false" and "://" in text:
            yield text


def _when(text: str) -> When | None:
    """The day of an RFC 822 or an RFC 3339 date, as its own time zone has it."""
    try:
        if re.match(r"\s*\d{4}-\d\d-\d\d", text):
            return When(text.strip()[:10])
        return When(parsedate_to_datetime(text).date())
    except ValueError:
        return None
