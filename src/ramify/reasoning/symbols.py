"""Symbols as values within words: an annex prints them, prose says what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Self

from ramify._value import Value

_ORGANS = {"A": "General Assembly", "S": "Security Council"}


class Symbol(Value):
    """What is cited by a symbol, such as a resolution; of a judgment the symbol is its name.

    >>> Symbol(symbol="S/RES/1874 (2009)").name
    'Security Council resolution 1874 (2009)'
    >>> Symbol(symbol="ICJ, Oil Platforms, 6 November 2003").name
    'ICJ, Oil Platforms, 6 November 2003'
    """

    symbol: str

    @property
    def name(self) -> str:
        """A resolution as one says it; anything else as it is cited."""
        organ, resolution, number = self.symbol.partition("/RES/")
        if resolution and organ in _ORGANS:
            return f"{_ORGANS[organ]} resolution {number}"
        return self.symbol


Citing = tuple[str | Symbol, ...]
"""Words part by part, with what they cite as values."""


def citing(*parts: str | Symbol) -> Citing:
    """Parts as words that cite, those between two symbols as one.

    >>> citing("the war", *in_brackets("A/RES/ES-11/1"))
    ('the war (', Symbol(symbol='A/RES/ES-11/1'), ')')
    """
    return tuple(_joined(parts))


def _joined(parts: Iterable[str | Symbol]) -> Iterator[str | Symbol]:
    for is_text, run in groupby(parts, lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(map(str, run))
        else:
            yield from run


def in_brackets(symbol: str | None) -> Citing:
    """What is cited behind some words; nothing if nothing is."""
    return (" (", Symbol(symbol=symbol), ")") if symbol else ()


def by_symbol(words: str | Citing) -> str:
    """The words with symbols, as a list of references has them.

    >>> by_symbol(citing("the war", *in_brackets("A/RES/ES-11/1")))
    'the war (A/RES/ES-11/1)'
    """
    if isinstance(words, str):
        return words
    return "".join(part if isinstance(part, str) else part.symbol for part in words)


def by_name(words: Citing) -> str:
    """The words as one says them.

    >>> by_name(citing("the war", *in_brackets("A/RES/ES-11/1")))
    'the war (General Assembly resolution ES-11/1)'
    """
    return "".join(part if isinstance(part, str) else part.name for part in words)


class Wording(Value):
    """What is said, and the same without what explains it, with what both cite as values."""

    words: Citing
    in_short: Citing = ()

    @classmethod
    def of(cls, words: str | Citing, in_short: str | Citing = ()) -> Self | None:
        """Both, if one of them cites anything."""
        told, short = ((one,) if isinstance(one, str) else one for one in (words, in_short))
        cites = any(isinstance(part, Symbol) for part in (*told, *short))
        return cls(words=told, in_short=short) if cites else None

    def changed(self, change: Callable[[str], str]) -> Self:
        """The same with a change of all that is no symbol."""
        words, short = (
            tuple(change(part) if isinstance(part, str) else part for part in of)
            for of in (self.words, self.in_short)
        )
        return self.model_copy(update={"words": words, "in_short": short})
