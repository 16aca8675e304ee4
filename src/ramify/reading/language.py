"""In what language a text is written, as far as its commonest words tell."""

from __future__ import annotations

import re
from collections import Counter

from ramify.reading.syntax.word_lists import tables

_FEWEST = 3
"""Fewer known words than this decide nothing."""
_AHEAD = 2
"""How many times the words of English those of another language must be."""
_SAMPLE = 4000


def language_of(text: str) -> str | None:
    """The language of a text, as a two-letter code, where its commonest words tell.

    >>> language_of("Le ministre a dit que la paix est dans les mains de tous.")
    'fr'
    >>> language_of("Poland and Latvia met.") is None
    True
    """
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    counts: Counter[str] = Counter()
    for code, common in tables("languages.toml").items():
        known = frozenset(common["words"].split())
        counts[code] = sum(word in known for word in words)
    (best, most), (_, second) = counts.most_common(2)
    return best if most >= _FEWEST and most > second else None


def is_foreign(text: str) -> str | None:
    """The language of a text that is surely not English, else None."""
    found = language_of(text)
    if found in (None, "en"):
        return None
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    english = frozenset(tables("languages.toml")["en"]["words"].split())
    foreign = frozenset(tables("languages.toml")[found]["words"].split())
    ours, theirs = (sum(w in known for w in words) for known in (english, foreign))
    return found if theirs > _AHEAD * ours else None
