"""Base forms of words, by a list and the usual endings."""

from __future__ import annotations

import re
from functools import cache

from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import (
    agents,
    modes,
    nouns,
    singular,
    tables,
    verbs,
    wordlist,
)

_CRAFT = re.compile(
    r"(?:F|Su|MiG|Tu|Il|EP|P|B|C|U|UH|AH|Mi|Ka|MQ|RQ|TB|JF|J|KC|RC)-\d{1,3}[A-Z]?s?\b"
)
"""Aircraft by their type: `F-16s`, `a Su-24`."""


@cache
def known_verbs() -> frozenset[str]:
    """Base forms of the verbs in the word lists."""
    single = {v.split()[0] for v in (*verbs(), *modes())}
    return frozenset(single) | wordlist("verbs") | wordlist("saying")


@cache
def known(word: str) -> bool:
    """Whether a base form is in one of the word lists."""
    return word in known_verbs() or word in nouns() or word in agents()


@cache
def lemma(word: str) -> str:
    """The base form of a word, by a list and the usual endings.

    >>> lemma("vetoed"), lemma("countries"), lemma("supplying"), lemma("met")
    ('veto', 'country', 'supply', 'meet')
    """
    word = word.lower()
    irregular: dict[str, str] = tables("words.toml")["irregular"]
    if word in irregular:
        return irregular[word]
    known = known_verbs() | nouns().keys() | agents().keys()
    if word in known:
        return word
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            options = [stem + base for base in bases]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                options.append(stem[:-1])
            for option in options:
                if option in known:
                    return option
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def noun_form(sentence: Sentence, i: int) -> str:
    """The lemma of a noun; `shelling`, `bombing` keep their form."""
    token = sentence.tokens[i]
    if _CRAFT.match(sentence.text, token.start - sentence.start):
        return "aircraft"
    gerund = token.pos == "NOUN" and token.tag == "VBG"
    return token.text.lower() if gerund else singular(token.lemma)
