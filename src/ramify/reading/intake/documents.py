"""Files and bytes made into documents: decoded, taken apart, cleaned."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.utils import parseaddr
from pathlib import Path

from ramify._errors import InputError
from ramify.reading.intake.boilerplate import blocks_of, take_apart
from ramify.reading.intake.formats.encodings import decode
from ramify.reading.intake.formats.mail import (
    body_of,
    content_type,
    day_of,
    header,
    looks_like_mail,
    main_part,
    parse_mail,
    subject_of,
)
from ramify.reading.intake.formats.markdown import markdown
from ramify.reading.intake.formats.page import page_text
from ramify.reading.intake.formats.pdf import pdf_text
from ramify.reading.intake.formats.raw import Raw
from ramify.reading.intake.languages import language_of
from ramify.reading.intake.page_lines import ADDRESS
from ramify.reading.intake.sentence_ends import with_plain_ends
from ramify.reading.intake.streams import MOST_BYTES, is_stream, read_stream
from ramify.reading.statements import Document
from ramify.reading.time.dates import parse_date
from ramify.world.when import When

MOST_CHARACTERS = 2_000_000
MOST_MARKUP = 10_000_000
"""Characters of a page with its markup."""

_PATIENCE = 300.0
_LONGEST_DATE = 200
_LONGEST_LINE = 3_000
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht"),
    *(".pdf", ".docx", ".eml", ".rss", ".atom", ".warc"),
)
"""Suffixes that a folder is searched for. A file named outright may have any."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control, bidirectional and zero-width characters: they never reach a Document."""


def expand(paths: Sequence[str | Path]) -> Iterator[str | InputError]:
    """The files that paths, folders and globs stand for, each once, in order.

    What stands for no file comes out as the error to show; `-` stays `-`.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand_one(str(path)):
            if isinstance(found, InputError) or found not in seen:
                seen.add(str(found))
                yield found


def _expand_one(path: str) -> Iterator[str | InputError]:
    here = Path(path)
    if is_stream(path) or _is(here.is_file):
        yield path
    elif _is(here.is_dir):
        files = sorted(p for p in here.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        yield from map(str, files)
        if not files:
            yield InputError(
                "no document in this folder", where=path, repair=f"put {_suffixes()} files in it"
            )
    elif any(sign in path for sign in "*?["):
        matches = sorted(p for p in glob.glob(path, recursive=True) if Path(p).is_file())  # noqa: PTH207
        yield from matches
        if not matches:
            yield InputError("no file matches", where=path, repair="check the pattern")
    else:
        yield InputError("no such file", where=path, repair="check the path")


def _is(kind: Callable[[], bool]) -> bool:
    """What a path is; one that no system could have (a null in it, too long) is nothing."""
    try:
        return kind()
    except (OSError, ValueError):
        return False


def _suffixes() -> str:
    return ", ".join(SUFFIXES)


def load(path: str | Path) -> Document:
    """Read one document from a file, or from standard input for `-`.

    Raises:
        InputError: missing, empty, too large, binary, encrypted, or without an article.
    """
    if is_stream(str(path)):
        return from_stream(read_stream(str(path), _PATIENCE), str(path))
    file = Path(path)
    return from_bytes(read_bytes(file), name=file.name, path=str(path))


def from_stream(data: bytes, path: str) -> Document:
    """Make a document of the bytes of a stream.

    Raises:
        InputError: empty, too large, binary, encrypted, or without an article.
    """
    if path in ("-", "/dev/stdin"):
        return from_bytes(data, name="standard input")
    return from_bytes(data, name=Path(path).name, path=path)


def read_bytes(file: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        InputError: missing, too large, or not readable.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _too_large(str(file))
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise InputError(reason, where=str(file), repair="check the path and the rights") from None


def from_bytes(data: bytes, *, name: str, path: str | None = None) -> Document:
    """Make a document of the bytes of a file, by its suffix and its first bytes.

    Raises:
        InputError: empty, too large, binary, encrypted, or without an article.
    """
    where = path or name
    if len(data) > MOST_BYTES:
        raise _too_large(where)
    if not data.strip():
        raise InputError("empty", where=where, repair="give a file with text")
    raw = _taken_apart(data, name, where)
    if len(raw.text) > MOST_CHARACTERS:
        raise _too_large(where)
    text = _visible(raw.text)
    page = take_apart(blocks_of(text), title=one_line(raw.title))
    body = "\n\n".join(with_plain_ends(block) for block in page.blocks)
    if not re.search(r"[^\W\d_]{2}", body):
        raise InputError(
            "no article found", where=where, repair="save the page as plain text, or paste its text"
        )
    title, ending = _without_day(one_line(page.title))
    published, source = _published(raw, page.published, ending)
    return Document(
        id=hashlib.sha256(data).hexdigest()[:16],
        name=one_line(name) or "document",
        path=path,
        title=title,
        author=one_line(raw.author or page.author),
        outlet=one_line(raw.outlet) or _agency(text),
        address=_address(raw.address) or page.address,
        published=published,
        published_from=source,
        language=language_of(body, raw.language),
        text=body,
        dropped=page.dropped,
    )


_AGENCY = re.compile(r"[A-Z][\w.,'’ -]{1,60}\(([A-Z][A-Za-z ./]{1,29})\)\s*[-–—]{1,2}\s")


def _agency(text: str) -> str | None:
    """The agency that the dateline names: `TOKYO (Kyodo) --`."""
    found = next(filter(None, map(_AGENCY.match, blocks_of(text[:_LONGEST_LINE]))), None)
    return found[1] if found else None


def _address(text: str | None) -> str | None:
    """An address on the web, whole and visible; None for anything else."""
    found = one_line(text)
    return found if found and ADDRESS.fullmatch(found) else None


def _too_large(where: str) -> InputError:
    return InputError(
        f"larger than {MOST_BYTES // 1_000_000} MB of file or {MOST_CHARACTERS:,} characters",
        where=where,
        repair="split it, or give the article alone",
    )


def _visible(text: str) -> str:
    text = re.sub("\r\n?|[\u2028\u2029\x85]", "\n", text)
    text = re.sub("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]", " ", text)
    return _UNSEEN.sub("", text)


def one_line(text: str | None) -> str | None:
    """One visible line, or None."""
    return " ".join(_visible(text[:_LONGEST_LINE]).split())[:300] or None if text else None


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_ENDING = re.compile(
    r"(.{12,}?(?<!\bof)(?<!\bon)(?<!\bin)(?<!\bby)(?<!\bto)(?<!since)(?<!from)(?<!until)(?<!and)"
    r"(?<!before)(?<!after)(?<!\bthe))[\s,;:|(–-]+"
    rf"(\d{{4}}-\d\d-\d\d|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})\)?",
    re.IGNORECASE,
)
"""A title that ends in a day which is no part of its sentence."""


def _without_day(title: str | None) -> tuple[str | None, str | None]:
    """A title and the day that stands behind it: `Envoys meet 2018-06-11`."""
    found = _ENDING.fullmatch(title or "")
    return (found[1], found[2]) if found else (title, None)


def _published(raw: Raw, line: str | None, title: str | None) -> tuple[When | None, str | None]:
    if raw.published and (when := parse_date(raw.published[:_LONGEST_DATE])):
        return when, raw.published_from
    if line and (when := parse_date(line)):
        return when, "a line of the page"
    if title and (when := parse_date(title)):
        return when, "the title"
    return None, None


def _taken_apart(data: bytes, name: str, where: str) -> Raw:
    """What the file's format yields. Its library may fail in any way on what is malformed."""
    take = _format(data, name)
    try:
        return take(data, where)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        kind = take.__name__.strip("_").upper()
        what = f"broken {kind} ({type(error).__name__})"
        raise InputError(what, where=where, repair="save it anew, or as plain text") from None


def _format(data: bytes, name: str) -> Callable[[bytes, str], Raw]:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    suffix = Path(name).suffix.lower()
    if head.startswith(b"%pdf"):
        return _pdf
    if suffix == ".docx" or head.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _docx
    if suffix in (".mhtml", ".mht") or b"\nsnapshot-content-location:" in head:
        return _mhtml
    if suffix == ".eml" or looks_like_mail(head):
        return _mail
    if suffix in (".html", ".htm", ".xhtml") or head.startswith((b"<!doctype html", b"<html")):
        return _html
    if suffix in (".md", ".markdown"):
        return _markdown
    return _plain


def _decoded(data: bytes, where: str, *, page: bool = False) -> str:
    text = decode(data, where, f"give {_suffixes()}", page=page)
    if len(text) > (MOST_MARKUP if page else MOST_CHARACTERS):
        raise _too_large(where)
    return text


def _plain(data: bytes, where: str) -> Raw:
    return Raw(_decoded(data, where))


def _markdown(data: bytes, where: str) -> Raw:
    return markdown(_decoded(data, where))


def _html(data: bytes, where: str) -> Raw:
    return page_text(_decoded(data, where, page=True), where)


def _pdf(data: bytes, where: str) -> Raw:
    return pdf_text(data, where, MOST_CHARACTERS)


def _docx(data: bytes, where: str) -> Raw:
    from ramify.reading.intake.formats.office import docx_text

    return Raw(*docx_text(data, where, MOST_CHARACTERS))


def _mhtml(data: bytes, where: str) -> Raw:
    from ramify.reading.intake.saved import mhtml_page

    page = mhtml_page(data, where)
    raw = _plain(page.data, where) if page.suffix == ".txt" else _html(page.data, where)
    return replace(raw, address=raw.address or page.url)


def _mail(data: bytes, where: str) -> Raw:
    message = parse_mail(data, where)
    body = main_part(message)
    if body is None:
        raise InputError("mail without text", where=where, repair="save its text as a file")
    page = content_type(body) == "text/html"
    text = _decoded(body_of(body), where, page=page)
    text = page_text(text, where).text if page else text
    sender = parseaddr(str(header(message, "from") or ""))
    return Raw(
        re.sub(r"^>.*$", "", text, flags=re.MULTILINE),
        subject_of(message),
        sender[0] or sender[1] or None,
        day_of(message),
        "the mail's date",
    )
