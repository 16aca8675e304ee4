"""The words of a model beside those of a text: signs in their plain shape, amounts in any words."""

from __future__ import annotations

import math
import re

from ramify.reading.time.calendar_words import NUMBER_WORDS

_AMOUNTS = {**NUMBER_WORDS, "a": 1, "an": 1, "dozen": 12, "dozens": 12, "score": 20}
_SCALES = (1, 1e2, 1e3, 1e6, 1e9, 1e12)


def writable(text: str) -> str:
    """A text without halves of signs, which a model may say and no file can hold."""
    return text.encode("utf-8", "replace").decode()


_SHAPES = str.maketrans("‘’‚“”„–—‑\u00a0", "'" * 3 + '"' * 3 + "-" * 3 + " ")


def plain(text: str) -> str:
    """The text with quotation marks, dashes and blanks in their plain shape, each in its place."""
    return text.translate(_SHAPES)


def has_amount(quote: str, amount: float) -> bool:
    """Whether a quote has an amount, in digits or as words, with or without its scale.

    >>> has_amount("6,700 containers", 6700), has_amount("two million", 2e6)
    (True, True)
    >>> has_amount("many soldiers", 500)
    False
    """
    digits = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", quote)]
    words = [_AMOUNTS[w] for w in re.findall(r"[a-z]+", quote.lower()) if w in _AMOUNTS]
    return any(math.isclose(n * scale, amount) for n in (*digits, *words) for scale in _SCALES)
