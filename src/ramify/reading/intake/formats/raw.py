"""What a format yields before page furniture is taken away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of a file and what the file says about itself."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
    outlet: str | None = None
    """Who published it: the paper, the agency, the site."""
    address: str | None = None
    """Where it stands on the web."""
