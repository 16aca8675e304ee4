"""PDF files to their text."""

from __future__ import annotations

import io
import re

from ramify._errors import InputError
from ramify.reading.intake.formats.raw import Raw

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
        text = "\n\n".join(_pages(reader, most))
        title = reader.metadata.title if reader.metadata else None
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
    return Raw(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text), title)


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
