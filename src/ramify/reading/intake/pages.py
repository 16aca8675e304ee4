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
