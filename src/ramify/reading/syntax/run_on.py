"""Stretches of text without an end of a sentence: what nobody could take apart is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNMARKED = re.compile(r"[^.!?…,;:()\n–—|]{400,}")
_UNENDED = re.compile(r"[^.!?…;:\n|]{1200,}")
_MOST_UNMARKED, _MOST_UNENDED = 100, 300
"""Words without any mark, and without the end of a sentence, that a writer still puts in one."""


def without_run_ons(text: str) -> tuple[str, int]:
    """The text with such stretches made blank, and how many words they had.

    >>> without_run_ons("Chad left. " + "and then they went " * 40)[1]
    160
    """
    words = 0
    for start, end in _stretches(text):
        words += len(text[start:end].split())
        text = text[:start] + " " * (end - start) + text[end:]
    return text, words


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for pattern, most in ((_UNMARKED, _MOST_UNMARKED), (_UNENDED, _MOST_UNENDED)):
        for match in pattern.finditer(text):
            if len(match[0].split()) > most:
                yield match.span()
