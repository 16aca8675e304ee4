"""Who tells a thing by themselves: one wire story is one source, and so is one sentence of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ramify.reading.statements import Reading
from ramify.record.evidence import TextEvidence

_KEY = 5
"""Words by which a stretch of text is looked up; a shorter one may stand anywhere by chance."""
_SAME = 8
"""Words from which two who write the same have it from one text."""


def independent(told: Iterable[TextEvidence], copies: Mapping[str, str]) -> tuple[set[str], ...]:
    """The documents behind some quotes, those together that have it from one text.

    Documents are one source if one copies the other, and if they say it in the same eight words
    or more.

    >>> said = "They met in Geneva on Monday and agreed on a truce."
    >>> quotes = [TextEvidence(document=d, name=d, start=0, end=4, quote=q)
    ...           for d, q in (("a", said), ("b", said), ("c", "They met in Geneva."))]
    >>> [sorted(source) for source in independent(quotes, {})]
    [['a', 'b'], ['c']]
    """
    sources: list[tuple[set[str], set[str]]] = []
    for evidence in told:
        marks, words = {copies.get(evidence.document, evidence.document)}, _words(evidence.quote)
        marks |= {" ".join(words)} if len(words) >= _SAME else set()
        ids = {evidence.document}
        apart = []
        for known, documents in sources:
            if known & marks:
                marks, ids = marks | known, ids | documents
            else:
                apart.append((known, documents))
        sources = [*apart, (marks, ids)]
    return tuple(ids for _, ids in sources)


def places(quotes: Iterable[str], readings: Sequence[Reading]) -> dict[str, set[str]]:
    """The ids of all documents in whose text each quote stands, word for word.

    Quotes are found by their first words, so that every text is gone through once.
    """
    wanted: dict[tuple[str, ...], list[tuple[str, list[str]]]] = defaultdict(list)
    for quote in set(quotes):
        if len(words := _words(quote)) >= _KEY:
            wanted[tuple(words[:_KEY])].append((quote, words))
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings if wanted else ():
        text = _words(reading.document.text)
        for at in range(len(text) - _KEY + 1):
            for quote, words in wanted.get(tuple(text[at : at + _KEY]), ()):
                if text[at : at + len(words)] == words:
                    found[quote].add(reading.document.id)
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
