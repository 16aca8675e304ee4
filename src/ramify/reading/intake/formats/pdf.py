"""PDF files to their text."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ramify._errors import InputError
from ramify.reading.intake.formats.raw import Raw

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_ITEM = re.compile(r"[•◦▪*–-]\s|\(?\d{1,2}[.)]\s")
_BYLINE = re.compile(r"By (?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+$")
_APART = "\f"
"""A line that parts what stands before it from what follows."""
_TOP = 8
"""Lines near the top among which the title stands, and the most it takes."""
_FOOT = re.compile(r"((?:https?|file|ﬁle)://\S+)\s+\d+/\d+$")
_CLOCKED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)? ")
_SHORTEST = 40
"""Characters below which a line says nothing of how wide the column is."""
_FULL = 0.9
"""Of the width of the column, what a line that leaves no room for a word comes to."""
MOST_PAGES = 500
"""Pages that are read, the first ones."""


def pdf_text(data: bytes, where: str, most: int) -> Raw:
    """The text of a PDF; one that only its owner's password protects opens without it.

    Args:
        most: characters above which it is not read further.

    Raises:
        InputError: encrypted, broken, or without text.
    """
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    repair = "save it as text, or give an unprotected PDF"
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # What is wrong we say ourselves.
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("encrypted PDF", where=where, repair=repair)
        title = reader.metadata.title if reader.metadata else None
        text = flowing(_pages(reader, most), title)
    except DependencyError as error:
        raise InputError(f"needs a library: {error}", where=where, repair=repair) from None
    except RecursionError:
        raise InputError("broken PDF: it refers to itself", where=where, repair=repair) from None
    except (PyPdfError, ValueError, KeyError, TypeError, NotImplementedError):
        raise InputError("broken PDF", where=where, repair=repair) from None
    if not text.strip():
        raise InputError(
            "PDF without text (scanned pages?)", where=where, repair="recognise its text first"
        )
    return Raw(text, title)


def flowing(pages: Sequence[str], title: str | None = None) -> str:
    """The paragraphs of a printed text: its lines joined, without what runs on every page.

    >>> flowing(["Kenya expelled the ambassador of Chad after the\\nborder was crossed.\\nIt did."])
    'Kenya expelled the ambassador of Chad after the border was crossed.\\n\\nIt did.'
    """
    lines = [line for page in _without_running(pages) for line in page]
    lines = _with_whole_title(lines, title) if title else lines
    widths = sorted(len(line) for line in lines if len(line) > _SHORTEST)
    width = widths[len(widths) * 9 // 10] if widths else 0
    paragraphs: list[str] = []
    open_line = ""
    for line in lines:
        if line == _APART:
            open_line = ""
        elif open_line and line and _goes_on(open_line, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        elif _SENTENCE_END.search(open_line):
            open_line = ""
            continue
        open_line = (line if line != _APART else "") or open_line
    return "\n\n".join(paragraphs)


def _with_whole_title(lines: list[str], title: str) -> list[str]:
    """The lines with those joined, near the top, that together are how the title begins."""
    wanted = _letters(title)
    for first in range(min(_TOP, len(lines))):
        for last in range(first + 1, min(first + _TOP, len(lines))):
            whole = " ".join(lines[first : last + 1])
            if not wanted.startswith(_letters(whole)):
                break
            rest = wanted[len(_letters(whole)) :]
            after = _letters(lines[last + 1]) if last + 1 < len(lines) else ""
            if lines[first] and _letters(lines[last]) and not (after and rest.startswith(after)):
                return [*lines[:first], whole, _APART, *lines[last + 1 :]]
    return lines


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on: its next word had no room, or its sentence is not at an end.

    A list's item and a line that says who wrote it (`By Jane Doe`) begin one of their own.
    """
    if _ITEM.match(following) or _BYLINE.match(following):
        return False
    word = following.split(maxsplit=1)[0]
    full = width > 0 and len(line) + 1 + len(word) > _FULL * width
    return full or (following[:1].islower() and not _SENTENCE_END.search(line))


def _joined(paragraph: str, line: str) -> str:
    if re.search(r"[a-z]-$", paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _without_running(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page, without headers and footers: what stands at the edge of several.

    The address that a browser prints at the foot of a page is kept once.
    """
    taken = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    edges = Counter(key for page in taken for key in {_key(line) for line in _edges(page)})
    address = next(
        (m[1] for page in taken for line in _edges(page) if (m := _FOOT.match(line))), ""
    )
    for number, page in enumerate(taken):
        near = set(_edges(page)) if len(taken) > 1 else set()
        yield [
            line
            for line in page
            if not (line in near and edges[_key(line)] > 1)
            and not _FOOT.match(line)
            and not (line in _edges(page) and _CLOCKED.match(line))
        ]
        if number == 0 and address:
            yield ["", address, ""]


def _edges(page: Sequence[str]) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:2], *lines[-2:]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _pages(reader: object, most: int) -> list[str]:
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    parts, size = [], 0
    for page in reader.pages[:MOST_PAGES]:
        parts.append(page.extract_text() or "")
        size += len(parts[-1])
        if size > most:
            break
    return parts
