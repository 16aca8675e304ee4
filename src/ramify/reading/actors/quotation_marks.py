"""Quotation marks: whether a sentence opens with one, and whether one is open where a text ends."""

from __future__ import annotations

from ramify.reading.syntax.sentence import Sentence

OPENING = frozenset('“‘"')
CLOSING = frozenset('”’"')


def begins_quoted(sentence: Sentence) -> bool:
    """Whether a sentence opens with a quotation mark."""
    return sentence.text.lstrip()[:1] in OPENING


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
