"""Quotations: where one begins and ends, and whether a stretch of text leaves it open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ramify.reading.syntax.sentence import Sentence

OPENING = frozenset('“‘"')
CLOSING = frozenset('”’"')
_LONGEST = 12
"""Sentences of the longest quotation; what goes on past it has lost its closing sign."""
_PARTIAL = 5
"""Words of the shortest stretch of speech within a sentence that is no mere scare quote."""


def begins_quoted(sentence: Sentence) -> bool:
    """Whether a sentence opens with a quotation mark."""
    return sentence.text.lstrip()[:1] in OPENING


def stretches(sentences: Sequence[Sentence], text: str) -> Iterator[tuple[int, int]]:
    """First and last sentence of each quotation; a sentence without one is its own."""
    first: int | None = None
    opened = False
    for number, sentence in enumerate(sentences):
        fresh = begins_quoted(sentence) and _opens_paragraph(sentences, number, text)
        inside = opened and not fresh
        opened = still_open(sentence.text, inside)
        if first is None or not inside:
            first = number
        if not opened or number - first > _LONGEST:
            yield first, number
            first, opened = None, False


def _opens_paragraph(sentences: Sequence[Sentence], number: int, text: str) -> bool:
    if number == 0:
        return True
    return "\n" in text[sentences[number - 1].start : sentences[number].start]


def still_open(text: str, opened: bool) -> bool:
    """Whether a quotation is open where a text ends, if it was or was not where it begins.

    >>> still_open("“We will act", False), still_open("“We will act,” he said.", False)
    (True, False)
    """
    for sign in text:
        if sign in "“„":
            opened = True
        elif sign == "”":
            opened = False
        elif sign == '"':
            opened = not opened
    return opened


def quotes_behind(sentence: Sentence, i: int) -> bool:
    """Whether a clause quotes more than a word or two: `will “uphold all the measures” …`."""
    opened, counted = False, 0
    for k in sentence.subtree(i):
        sign = sentence.tokens[k].text
        if sign in OPENING or sign == "”":
            opened = sign == "“" or (sign == '"' and not opened)
            continue
        counted += opened
    return counted >= _PARTIAL


def quotes_between(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a quotation opens between two words."""
    return any(token.text in OPENING for token in sentence.tokens[first:last])
