"""Words and their parts of speech by word lists, for the parser that needs no model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ramify.reading.syntax.lemmas import known_verbs, lemma
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|['’](?:s|re|ve|ll|d)\b|\w+(?=n['’]t\b)|n['’]t\b|\w+(?:\.\w+)*|[^\w\s]"
)
_ADJECTIVE = re.compile(r".{3,}(?:al|ic|ous|ive|ful|less|ary|able|ible|an|ese|ish|ent|ant)\Z")


@dataclass
class Word:
    """A word as it is tagged, then attached."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str = ""
    dep: str = "dep"
    head: int | None = None


def tagged(part: str, start: int, end: int, offset: int) -> list[Word]:
    """The words of a stretch of a paragraph, each with its tag."""
    words = [
        Word(offset + m.start(), offset + m.end(), m[0], lemma(m[0]), "")
        for m in _WORD.finditer(part, start, end)
    ]
    for i, word in enumerate(words):
        word.pos, word.tag = _tag(words, i)
    return words


def _tag(words: list[Word], i: int) -> tuple[str, str]:
    word = words[i]
    low = word.text.lower().replace("’", "'")
    before = words[i - 1] if i else None
    after = words[i + 1].text.lower() if i + 1 < len(words) else ""
    if not re.match(r"\w|n?'", low):
        return "PUNCT", word.text
    if low == "'s" and before and before.pos in ("NOUN", "PROPN"):
        return "PART", "POS"
    if low == "to" and lemma(after) in known_verbs() and after == lemma(after):
        return "PART", "TO"
    if low in wordlist("sconj") and not (
        low == "that" and before is not None and before.pos == "ADP"
    ):
        return "SCONJ", "IN"
    for name, pos in (
        ("det", "DET"),
        ("adp", "ADP"),
        ("aux", "AUX"),
        ("pron", "PRON"),
        ("cconj", "CCONJ"),
        ("adv", "ADV"),
    ):
        if low in wordlist(name):
            return pos, "VBN" if low == "been" else name.upper()
    if low[0].isdigit():
        return "NUM", "CD"
    first_only = i == 0 and not (i + 1 < len(words) and words[i + 1].text[:1].isupper())
    acts = after != lemma(after) in known_verbs() and lemma(after) not in nouns()
    opens = word.lemma in known_verbs() or (_ADJECTIVE.match(low) and not acts)
    if word.text[0].isupper() and not (first_only and opens):
        return "PROPN", "NNP"
    if _is_verb(words, i, low):
        return "VERB", _verb_tag(low, before)
    if low.endswith("ly"):
        return "ADV", "RB"
    if _ADJECTIVE.match(low) and word.lemma not in nouns() and word.lemma not in agents():
        return "ADJ", "JJ"
    return "NOUN", "NNS" if low != word.lemma else "NN"


def _verb_tag(low: str, before: Word | None) -> str:
    if low.endswith("ing"):
        return "VBG"
    if before is not None and (before.pos == "AUX" or before.pos == "ADV") and low != lemma(low):
        return "VBN"
    if before is not None and (before.tag == "TO" or before.pos == "AUX"):
        return "VB"
    return "VBZ" if low.endswith("s") and low != lemma(low) else "VBD"


def _is_verb(words: list[Word], i: int, low: str) -> bool:
    if words[i].lemma not in known_verbs():
        return False
    before = words[i - 1] if i else None
    noun_too = words[i].lemma in nouns() or words[i].lemma in agents()
    if before is None:
        return low.endswith("ing")
    if before.pos in ("AUX",) or before.tag == "TO":
        return True
    if before.pos in ("DET", "NUM", "ADJ") or before.tag == "POS":
        return False
    if before.pos == "ADP":
        return low.endswith("ing")
    inflected = low != words[i].lemma
    if noun_too and low.endswith("s"):
        return before.pos in ("PRON", "PROPN") and not any(w.pos == "VERB" for w in words[:i])
    return (
        inflected
        or before.pos in ("PRON", "ADV", "CCONJ")
        or (not noun_too and before.text.endswith("s"))
    )
