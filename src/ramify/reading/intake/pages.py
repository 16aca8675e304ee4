"""A page as the web or an archive gives it: an address, a type, bytes."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}
"""The content types that are read, and the suffix that a file of each would have."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """What an address gave."""

    url: str
    """Where it came from in the end, after redirects."""
    suffix: str
    """The suffix that a file of its content type would have."""
    data: bytes


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """A text in UTF-8, where its sender names another encoding and it is in it.

    >>> as_utf8("Reykjavík".encode("latin-1"), "iso-8859-1").decode()
    'Reykjavík'
    """
    own = data.startswith((b"%PDF", b"PK", b"<?xml"))
    if not charset or own or charset.lower() in ("utf-8", "utf8"):
        return data
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
