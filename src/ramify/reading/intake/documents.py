"""Files and bytes made into documents: decoded, taken apart, cleaned."""

from __future__ import annotations

import email
import email.policy
import glob
import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from ramify._errors import InputError
from ramify.reading.intake.boilerplate import blocks_of, take_apart
from ramify.reading.statements import Document
from ramify.reading.time.dates import parse_date
from ramify.world.when import When

MOST_BYTES = 25_000_000
MOST_CHARACTERS = 2_000_000
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


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a format yields before page furniture is taken away."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None


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
    if path == "-" or here.is_file():
        yield path
    elif here.is_dir():
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


def _suffixes() -> str:
    return ", ".join(SUFFIXES)


def load(path: str | Path) -> Document:
    """Read one document from a file, or from standard input for `-`.

    Raises:
        InputError: missing, empty, too large, binary, encrypted, or without an article.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        return from_bytes(data, name="standard input")
    file = Path(path)
    return from_bytes(read_bytes(file), name=file.name, path=str(path))


def read_bytes(file: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        InputError: missing, too large, or not readable.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _too_large(str(file))
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
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
    raw = _format(data, name)(data, where)
    text = _visible(raw.text)
    if len(text) > MOST_CHARACTERS:
        raise _too_large(where)
    page = take_apart(blocks_of(text), title=one_line(raw.title))
    body = "\n\n".join(_spaced(block) for block in page.blocks)
    if not re.search(r"[^\W\d_]{2}", body):
        raise InputError(
            "no article found", where=where, repair="save the page as plain text, or paste its text"
        )
    published, source = _published(raw, page.published)
    return Document(
        id=hashlib.sha256(data).hexdigest()[:16],
        name=one_line(name) or "document",
        path=path,
        title=one_line(page.title),
        author=one_line(raw.author or page.author),
        published=published,
        published_from=source,
        language=raw.language,
        text=body,
        dropped=page.dropped,
    )


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
    return " ".join(_visible(text).split())[:300] or None if text else None


def _spaced(block: str) -> str:
    """The space that is missing where a quotation ends a sentence, put back."""
    return re.sub(r"([.!?,][”\"’])(?=[A-Z])", r"\1 ", block)


def _published(raw: _Raw, line: str | None) -> tuple[When | None, str | None]:
    if raw.published and (when := parse_date(raw.published)):
        return when, raw.published_from
    if line and (when := parse_date(line)):
        return when, "a line of the page"
    return None, None


def _format(data: bytes, name: str) -> Callable[[bytes, str], _Raw]:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    suffix = Path(name).suffix.lower()
    if head.startswith(b"%pdf"):
        return _pdf
    if suffix == ".docx" or head.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _docx
    if suffix in (".mhtml", ".mht") or b"\nsnapshot-content-location:" in head:
        return _mhtml
    if suffix == ".eml" or re.match(rb"(?:[a-z-]+: .*\r?\n(?:[ \t].*\r?\n)*){3}", head):
        return _mail
    if suffix in (".html", ".htm", ".xhtml") or head.startswith((b"<!doctype html", b"<html")):
        return _html
    if suffix in (".md", ".markdown"):
        return _markdown
    return _plain


def _decode(data: bytes, where: str) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes as detect

        best = detect(data[:200_000]).best()
        return data.decode(best.encoding if best else "cp1252", "replace")


def _refuse_binary(data: bytes, where: str) -> None:
    sample = data[:20_000]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if b"\x00" in sample or controls * 20 > len(sample):
        raise InputError(
            "not text: it looks like a binary file", where=where, repair=f"give {_suffixes()}"
        )


def _plain(data: bytes, where: str) -> _Raw:
    return _Raw(_decode(data, where))


def _markdown(data: bytes, where: str) -> _Raw:
    text, title, published = _decode(data, where), None, None
    if front := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        text = text[front.end() :]
        fields = dict(re.findall(r"^(title|date)\s*:\s*['\"]?(.+?)['\"]?$", front[1], re.MULTILINE))
        title, published = fields.get("title"), fields.get("date")
    if not title and (head := re.search(r"^#\s+(.+)$", text, re.MULTILINE)):
        title = head[1]
    text = re.sub(r"^```.*?^```$|!\[[^\]]*\]\([^)]*\)", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^(?:#{1,6}|>|[-*+]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(\*\*|__|[*_`])(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return _Raw(text, title, published=published, published_from="the front matter")


def _html(data: bytes, where: str) -> _Raw:
    return _html_text(_decode(data, where), where)


def _html_text(text: str, where: str) -> _Raw:
    import trafilatura

    if re.search(r"(?:<\w+[^<>]{0,40}>\s*){2000}", text[:400_000]):
        raise InputError("nested too deep", where=where, repair="save the page as plain text")
    found: Any = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or not (found.text or "").strip():
        raise InputError(
            "no article found", where=where, repair="save the page as plain text, or paste its text"
        )
    language = re.search(r"<html[^>]*\blang=[\"']?([a-zA-Z]{2})", text[:5000])
    return _Raw(
        found.text,
        found.title,
        found.author,
        _html_date(text),
        "the page's own data",
        language[1].lower() if language else None,
    )


def _html_date(text: str) -> str | None:
    from htmldate import find_date

    date: str | None = find_date(text, extensive_search=False, original_date=True)
    return date


def _pdf(data: bytes, where: str) -> _Raw:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    repair = "save it as text, or give an unprotected PDF"
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # What is wrong we say ourselves.
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("encrypted PDF", where=where, repair=repair)
        parts: list[str] = []
        for page in reader.pages[:500]:
            parts.append(page.extract_text() or "")
            if sum(map(len, parts)) > MOST_CHARACTERS:
                raise _too_large(where)
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, NotImplementedError):
        raise InputError("broken PDF", where=where, repair=repair) from None
    text = "\n\n".join(parts)
    if not text.strip():
        raise InputError(
            "PDF without text (scanned pages?)", where=where, repair="recognise its text first"
        )
    return _Raw(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text), title)


def _docx(data: bytes, where: str) -> _Raw:
    from ramify.reading.intake.office import docx_text

    return _Raw(*docx_text(data, where))


def _mhtml(data: bytes, where: str) -> _Raw:
    from ramify.reading.intake.saved import mhtml_page

    page = mhtml_page(data, where)
    return _plain(page.data, where) if page.suffix == ".txt" else _html(page.data, where)


def _mail(data: bytes, where: str) -> _Raw:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputError("mail without text", where=where, repair="save its text as a file")
    payload = body.get_payload(decode=True)
    text = _decode(payload if isinstance(payload, bytes) else b"", where)
    subject, date = message.get("subject"), message.get("date")
    if body.get_content_type() == "text/html":
        text = _html_text(text, where).text
    text = re.sub(r"^>.*$", "", text, flags=re.MULTILINE)
    published = getattr(date, "datetime", None)
    return _Raw(
        text,
        re.sub(r"^(?:(?:re|fwd?)\s*:\s*)+", "", str(subject), flags=re.IGNORECASE)
        if subject
        else None,
        str(message.get("from")) if message.get("from") else None,
        f"{published:%Y-%m-%d}" if published else None,
        "the mail's date",
    )
