"""PLOVER contexts of an event: why it happens, as far as its code and its own clause say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ramify.reading.syntax.word_lists import tables

_MOST = 3


@cache
def _of_words() -> dict[str, tuple[str, ...]]:
    """Contexts by a lemma, or by two that stand side by side."""
    found: dict[str, list[str]] = {}
    for context, words in tables("contexts.toml")["words"].items():
        phrases = words.split("|") if "|" in words else words.split()
        for phrase in phrases:
            found.setdefault(phrase, []).append(context)
    return {phrase: tuple(contexts) for phrase, contexts in found.items()}


@cache
def _of_code(code: str) -> tuple[str, ...]:
    table = tables("contexts.toml")["codes"]
    return tuple(name for name, codes in table.items() if code.startswith(tuple(codes.split())))


def contexts_of(code: str, lemmas: Sequence[str]) -> tuple[str, ...]:
    """The contexts that a CAMEO code and the lemmas of its clause support, three at most.

    Empty where neither says anything: an unknown context is left unknown. Names are
    those of the PLOVER manual (Open Event Data Alliance, 2021), `military`, `economic`,
    `election` …, which lets an event have several.

    >>> contexts_of("163", ["impose", "tariff", "on", "wine"])
    ('economic',)
    >>> contexts_of("111", ["condemn", "nuclear", "test"])
    ('cbrn',)
    >>> contexts_of("112", ["accuse", "rival"])
    ()
    """
    pairs = [f"{one} {two}" for one, two in pairwise(lemmas)]
    said = [c for word in (*lemmas, *pairs) for c in _of_words().get(word, ())]
    return tuple(dict.fromkeys((*_of_code(code), *said)))[:_MOST]
