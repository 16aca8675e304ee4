"""How one cites an article."""

from __future__ import annotations

import re

PARTS = frozenset({
    "accord", "agreement", "annex", "communiqué", "convention", "declaration", "letters",
    "memorandum", "notes", "political", "practice", "preamble", "Principle", "protocol", "secret",
    "separate", "statement", "text", "unknown",
})  # fmt: skip
"""Words for a part of a treaty, or for the whole, where an article has no number."""


def article_name(ref: str) -> str:
    """An article in words: by its number, or as a part of the text or a clause.

    Where no number is known, pact files name the part of the text or what the clause is on.

    >>> article_name("5"), article_name("preamble"), article_name("no hostile acts")
    ('article 5', 'preamble', 'clause on no hostile acts')
    """
    if re.match(r"\d|[IVXL]+\b", ref):
        return f"article {ref}"
    return ref if PARTS.intersection(ref.split()) else f"clause on {ref}"
