"""Word files: the text of a .docx, without macros, deletions or anything embedded."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.intake.formats.xml import local, parse_xml, walk_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 100_000_000
"""Bytes that one part of the file may have when unpacked."""

_MOST_PARTS = 5_000
_MOST_AT_ONCE = 10_000_000
_MOST_TIMES = 100
"""Texts of Word files unpack to some ten times their size, bombs to a thousand."""

_REPAIR = "save it anew as .docx without a password, or as text"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText"})
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(EOFError, OSError, NotImplementedError, ValueError, RuntimeError),
)
"""What `zipfile` raises on damaged archives."""

_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def docx_text(data: bytes, where: str, most: int) -> tuple[str, str | None, str | None]:
    """The paragraphs of a Word file, blank lines between, with its title and its author.

    Tracked deletions are left out, tracked insertions are in, footnotes are not.
    Source: ECMA-376, Office Open XML, part 1, WordprocessingML.

    Args:
        most: characters that the text may have.

    Raises:
        InputError: encrypted, an old binary Word file, broken, too long, or a decompression
            bomb.
    """
    if data.startswith(_OLD_WORD):
        raise InputError("encrypted, or an old Word file", where=where, repair=_REPAIR)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if len(parts.infolist()) > _MOST_PARTS:
                raise InputError(
                    f"has more than {_MOST_PARTS:,} parts", where=where, repair=_REPAIR
                )
            body = _part(parts, "word/document.xml", where)
            if len(body) > max(_MOST_AT_ONCE, _MOST_TIMES * len(data)):
                what = f"unpacks to {len(body) // len(data)} times its size"
                raise InputError(what, where=where, repair="give the article alone")
            about = _about(parts, where)
    except KeyError:
        raise InputError("not a Word file", where=where, repair=_REPAIR) from None
    except _BROKEN:
        raise InputError("broken Word file", where=where, repair=_REPAIR) from None
    text = "\n\n".join(filter(None, _bounded(_paragraphs(body, where), most, where)))
    return text, about.get("title"), about.get("creator")


def _paragraphs(body: bytes, where: str) -> Iterator[str]:
    """The text of each paragraph; the tree is never there as a whole, as it may be huge."""
    inside = 0
    for event, element in walk_xml(body, "{*}p", where):
        inside += 1 if event == "start" else -1
        if event == "end" and inside == 0:
            for paragraph in element.iter("{*}p"):
                if not _hidden(paragraph):
                    yield "".join(_words(paragraph)).strip()
            element.clear()
            above = element.getparent()
            while above is not None and above[0] is not element:
                del above[0]


def _bounded(texts: Iterator[str], most: int, where: str) -> Iterator[str]:
    size = 0
    for text in texts:
        size += len(text)
        if size > most:
            what = f"holds more than {most:,} characters"
            raise InputError(what, where=where, repair="split it, or give the article alone")
        yield text


def _part(parts: zipfile.ZipFile, name: str, where: str) -> bytes:
    """One part unpacked; only as much as it may be long, whatever the archive says of it."""
    if parts.getinfo(name).flag_bits & 1:
        raise InputError("encrypted", where=where, repair=_REPAIR)
    with parts.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        what = f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise InputError(what, where=where, repair="give the article alone")
    return data


def _about(parts: zipfile.ZipFile, where: str) -> dict[str, str]:
    """Title and author from the file's properties. Its dates are those of a template: unused."""
    if "docProps/core.xml" not in parts.namelist():
        return {}
    root = parse_xml(_part(parts, "docProps/core.xml", where), where)
    return {local(child): child.text.strip() for child in root if child.text}


def _hidden(paragraph: _Element) -> bool:
    return any(local(above) in _LEFT_OUT for above in paragraph.iterancestors())


def _words(element: _Element) -> Iterator[str]:
    """The text below an element; a paragraph within (a text box) tells its own."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SPACES:
            yield _SPACES[name]
        elif name not in _LEFT_OUT and name != "p":
            yield from _words(child)
