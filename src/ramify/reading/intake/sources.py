"""Where documents come from: files, web addresses, feeds, archives, mail; each opened alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from ramify._errors import InputError
from ramify.reading.intake import documents
from ramify.reading.intake.feeds import FeedEntry, entries, is_feed
from ramify.reading.intake.pages import WebPage
from ramify.reading.intake.saved import is_warc, warc_pages
from ramify.reading.statements import Document

Fetch = Callable[[str], WebPage]
"""Gives the page of a web address, or raises InputError; see `fetch.Fetcher.get`."""

Opened = Document | InputError

MOST_ENTRIES = 20
"""Entries of a feed that are read, the first ones."""

_WHOLE = 150
_FEED_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")


def is_url(text: str) -> bool:
    """Whether a path is an address on the web.

    >>> is_url("https://example.org/a"), is_url("notes.txt")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def holds_many(path: str) -> bool:
    """Whether a path is an archive or a feed, which hold several documents.

    >>> holds_many("crawl.warc.gz"), holds_many("notes.txt")
    (True, False)
    """
    return is_warc(Path(path)) or Path(path).suffix.lower() in _FEED_SUFFIXES


def web() -> Fetch:
    """Fetches from the web, politely; nothing is loaded before the first address."""

    @cache
    def get() -> Fetch:
        from ramify.reading.intake.fetch import Fetcher

        return Fetcher().get

    return lambda url: get()(url)


def expand(paths: Sequence[str | Path]) -> Iterator[str | InputError]:
    """What paths stand for, each once, in order: files below folders, web addresses as they are."""
    seen: set[str] = set()
    for path in paths:
        found = iter([str(path)]) if is_url(str(path)) else documents.expand([path])
        for one in found:
            if isinstance(one, InputError) or one not in seen:
                seen.add(str(one))
                yield one


def opened(
    path: str, fetch: Fetch | None = None, data: bytes | None = None, skip: int = 0
) -> Iterator[Opened]:
    """The documents of one path, or the errors to show in their place.

    A web address is fetched if `fetch` is given; what a feed on the web leads
    to is fetched too, unless the feed gives an article whole. A feed or an
    archive in a file is read as it is: it never makes ramify fetch anything.
    `data` are the bytes of a stream. The first `skip` documents are passed over unread.
    """
    try:
        if data is not None:
            found: Iterator[Opened] = iter([documents.from_stream(data, path)])
        elif is_url(path):
            found = _from_web(path, fetch, skip)
        elif is_warc(Path(path)):
            found = _from_archive(Path(path), skip)
        elif holds_many(path) and Path(path).is_file():
            found = _from_feed(documents.read_bytes(Path(path)), path, None, skip)
        else:
            found = iter([] if skip else [documents.load(path)])
        yield from found
    except InputError as error:
        yield error


def _from_web(url: str, fetch: Fetch | None, skip: int) -> Iterator[Opened]:
    if fetch is None:
        raise InputError("not fetched", where=url, repair="save the page and give the file")
    page = fetch(url)
    if is_feed(page.data):
        yield from _from_feed(page.data, page.url, fetch, skip)
    elif not skip:
        yield document_of(page)


def _from_archive(path: Path, skip: int) -> Iterator[Opened]:
    for page in itertools.islice(warc_pages(path), skip, None):
        try:
            yield page if isinstance(page, InputError) else document_of(page, f"{path}#{page.url}")
        except InputError as error:
            yield error


def _from_feed(data: bytes, where: str, fetch: Fetch | None, skip: int) -> Iterator[Opened]:
    for number, entry in enumerate(entries(data, where)[skip:MOST_ENTRIES], skip + 1):
        try:
            yield _of_entry(entry, f"{where}#{number}", fetch)
        except InputError as error:
            yield error


def _of_entry(entry: FeedEntry, where: str, fetch: Fetch | None) -> Document:
    """The article of an entry: what the feed gives if that is whole, else what it links to."""
    if fetch and entry.link and entry.words < _WHOLE:
        if not is_url(entry.link):
            raise InputError("links to no web address", where=where, repair="open it by hand")
        document = document_of(fetch(entry.link))
    else:
        if not entry.html:
            raise InputError("an entry without text", where=where, repair="give its page")
        text = f"<html><body><article>{entry.html}</article></body></html>"
        document = document_of(WebPage(entry.link or where, ".html", text.encode()), where)
    update: dict[str, object] = {
        "title": document.title or entry.title,
        "author": documents.one_line(entry.author) or document.author,
        "outlet": document.outlet or documents.one_line(entry.outlet),
        "address": document.address or (entry.link if is_url(entry.link or "") else None),
    }
    if document.published is None and entry.published:
        update |= {"published": entry.published, "published_from": "the feed"}
    return document.model_copy(update=update)


def document_of(page: WebPage, path: str | None = None) -> Document:
    """A page made into a document, known by its address.

    Raises:
        InputError: empty, too large, binary, encrypted, or without an article.
    """
    if page.suffix == ".xml":
        raise InputError("not a feed", where=path or page.url, repair="give a feed or a page")
    name = page.url.partition("://")[2].rstrip("/") or page.url
    document = documents.from_bytes(page.data, name=f"page{page.suffix}", path=path or page.url)
    address = document.address or (page.url if is_url(page.url) else None)
    return document.model_copy(update={"name": documents.one_line(name), "address": address})
