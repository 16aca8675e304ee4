"""The form of a noun by which the word lists know it."""

from __future__ import annotations

import re

from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import singular

_CRAFT = re.compile(
    r"(?:F|Su|MiG|Tu|Il|EP|P|B|C|U|UH|AH|Mi|Ka|MQ|RQ|TB|JF|J|KC|RC)-\d{1,3}[A-Z]?s?\b"
)
"""Aircraft by their type: `F-16s`, `a Su-24`."""


def noun_form(sentence: Sentence, i: int) -> str:
    """The lemma of a noun; `shelling`, `bombing` keep their form."""
    token = sentence.tokens[i]
    if _CRAFT.match(sentence.text, token.start - sentence.start):
        return "aircraft"
    gerund = token.pos == "NOUN" and token.tag == "VBG"
    return token.text.lower() if gerund else singular(token.lemma)
