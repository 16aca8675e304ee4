"""Pages saved whole: MHTML files and WARC archives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import EmailMessage, Message
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ramify._errors import InputError
from ramify.reading.intake.formats.encodings import as_utf8
from ramify.reading.intake.formats.mail import body_of, content_type, header, parse_mail
from ramify.reading.intake.pages import SUFFIX_OF, WebPage

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MOST_ARCHIVE = 4_000_000_000
"""Bytes of an archive that are looked through, unpacked."""

_MOST_RECORD = 25_000_000
_CHUNK = 1 << 16


def mhtml_page(data: bytes, where: str) -> WebPage:
    """The page of an MHTML file, in UTF-8, without its images and styles.

    Source: RFC 2557, MIME encapsulation of aggregate documents.

    Raises:
        InputError: there is no page in it.
    """
    message = parse_mail(data, where)
    start = re.search(r"start=[\"']?<?([^<>;\"'\s]{1,300})", str(header(message, "content-type")))
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    pages = [part for part in parts if content_type(part) in _PAGES and not part.is_multipart()]
    ids = (str(header(part, "content-id") or "") for part in pages)
    chosen = next((p for p, id in zip(pages, ids, strict=True) if start and start[1] in id), None)
    if (page := chosen or next(iter(pages), None)) is None:
        raise InputError("no page in it", where=where, repair="save the page anew, as HTML")
    url = header(page, "content-location") or header(message, "snapshot-content-location") or where
    return WebPage(str(url), SUFFIX_OF[content_type(page)], body_of(page))


_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def is_warc(path: Path) -> bool:
    """Whether a file is named as a WARC archive.

    >>> is_warc(Path("crawl.WARC.gz")), is_warc(Path("page.html"))
    (True, False)
    """
    return path.name.lower().endswith((".warc", ".warc.gz"))


def warc_pages(path: Path) -> Iterator[WebPage | InputError]:
    """The pages of a WARC archive, packed or not; a bad one comes out as its error.

    Answers with status 200 and a content type that is read, and `resource`
    records of such a type; all else in the archive is passed over. An archive
    that breaks off still gives the pages before.
    Source: ISO 28500:2017, WARC file format.
    """
    where, budget, found = str(path), MOST_ARCHIVE, False
    try:
        with path.open("rb") as file:
            for record in _records(file, where):
                page = _page(record, where)
                found = found or page is not None
                if page is not None:
                    yield page
                budget -= _rest(record, budget)
                if budget <= 0:
                    what = f"unpacks to more than {MOST_ARCHIVE // 1_000_000} MB"
                    yield InputError(what, where=where, repair="split the archive")
                    return
    except InputError as error:
        yield error
        return
    except MemoryError:
        raise
    except Exception:  # The library reads fields that are not there where headers break off.
        yield _broken(where)
        return
    if not found:
        yield InputError("no page in this archive", where=where, repair="check what was crawled")


def _records(file: BinaryIO, where: str) -> Iterator[ArcWarcRecord]:
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(file)
    while True:
        try:
            # What warcio has to say of a damaged archive is words of the archive, on stderr.
            with redirect_stderr(StringIO()):
                record = next(records)
        except StopIteration:
            return
        yield record


def _broken(where: str) -> InputError:
    return InputError("broken WARC archive", where=where, repair="pack it anew record by record")


def _page(record: ArcWarcRecord, where: str) -> WebPage | InputError | None:
    """The page that a record holds; None if it holds none."""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if record.rec_type not in ("response", "resource") or status != "200":
        return None
    headers = record.http_headers or record.rec_headers
    described = Message()
    described["content-type"] = headers.get_header("Content-Type") or "application/octet-stream"
    kind = described.get_content_type()
    if kind not in SUFFIX_OF:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or where
    data: bytes = _read(record.content_stream(), _MOST_RECORD + 1)
    if len(data) > _MOST_RECORD:
        what = f"larger than {_MOST_RECORD // 1_000_000} MB"
        return InputError(what, where=f"{where}#{url}", repair="give the article alone")
    return WebPage(url, SUFFIX_OF[kind], as_utf8(data, described.get_content_charset()))


def _read(stream: BinaryIO, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (chunk := stream.read(min(_CHUNK, most))):
        parts.append(chunk)
        most -= len(chunk)
    return b"".join(parts)


def _rest(record: ArcWarcRecord, budget: int) -> int:
    """Read past what is left of a record; how many bytes the whole record had."""
    size = int(record.length or 0)
    left = budget
    while left > 0 and (chunk := record.raw_stream.read(_CHUNK)):
        left -= len(chunk)
    return max(size, budget - left)
