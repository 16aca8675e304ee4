"""The words of a claim: where its clause begins and ends, and how likely they make it."""

from __future__ import annotations

import re
from functools import cache

from ramify.reading.statements import Modality
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import speaks
from ramify.reading.syntax.word_lists import tables

_HEADING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "ADV"})
_LEADING = ("PUNCT", "CCONJ", "SCONJ")

JOINING = frozenset({
    "Besides", "However", "Moreover", "Hence", "Thus", "Therefore", "Indeed", "Also", "Yet",
})  # fmt: skip
"""Words that join a sentence to the one before, whatever a parser makes of them."""


@cache
def _modality_words() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    table = tables("claims.toml")["modality"]
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE))
        for name, phrases in table.items()
    )


def modality_of(sentence: Sentence, i: int, base: Modality) -> tuple[Modality, str | None]:
    """The likelihood that the words of a clause give, and the words for it; else `base`."""
    start, end = extent(sentence, i)
    text = sentence.text[start - sentence.start : end - sentence.start]
    for name, pattern in _modality_words():
        if match := pattern.search(text):
            return name, match[0]
    return base, None


def extent(sentence: Sentence, i: int) -> tuple[int, int]:
    """First and last character of a claim's own clause."""
    inside = sentence.subtree(i)
    token = sentence.tokens[i]
    if not is_statement(sentence, i) and token.head != i:
        inside = sorted({*inside, *sentence.subtree(token.head)})
    elif token.dep == "acl:relcl":
        inside = sorted({*inside, *(k for k in sentence.subtree(token.head) if k < i)})
    else:
        inside = sorted({*inside, *_subject(sentence, i)})
    inside = _trimmed(sentence, _without_other_words(sentence, i, inside))
    return sentence.tokens[inside[0]].start, sentence.tokens[inside[-1]].end


def is_statement(sentence: Sentence, i: int) -> bool:
    """Whether a word heads a clause; also `is something that …`, `are biased`."""
    token = sentence.tokens[i]
    if token.pos not in _HEADING:
        return False
    if is_predicate(sentence, i):
        return True
    said = token.dep.partition(":")[0] in ("ccomp", "root", "parataxis", "conj")
    being = bool(sentence.kids(i, "cop")) and token.pos in ("PRON", "DET", "NUM", "ADV")
    judged = bool(sentence.kids(i, "aux:pass")) and token.pos == "ADJ"
    return said and (being or judged)


def _without_other_words(sentence: Sentence, i: int, inside: list[int]) -> list[int]:
    """`called it a crime and said that …`: without the next thing that the same one says."""
    told = (k for k in sentence.kids(i, "conj") if k > i and speaks(sentence, k))
    first = min((m for k in told for m in sentence.subtree(k)), default=None)
    if first is None or first <= i:
        return inside
    return [k for k in inside if k < first]


def _subject(sentence: Sentence, i: int) -> set[int]:
    """The words of a clause's subject, that of the verb above for an infinitive."""
    parts = clause(sentence, i)
    own = [k for k in (*parts.subjects, *(parts.objects if parts.passive else ())) if k < i]
    direct = sentence.tokens[i].dep == "xcomp"
    return {w for k in own if direct or sentence.tokens[k].head == i for w in sentence.subtree(k)}


def _trimmed(sentence: Sentence, inside: list[int]) -> list[int]:
    """Without the commas, joining words and adverbs a clause begins and ends with."""
    words = list(inside)
    tokens = sentence.tokens
    while len(words) > 1 and (
        tokens[words[0]].pos in _LEADING
        or (
            (tokens[words[0]].pos == "ADV" or tokens[words[0]].text in JOINING)
            and tokens[words[1]].text == ","
        )
    ):
        words.pop(0)
    while len(words) > 1 and sentence.tokens[words[-1]].text in '.,;:—–-”"':
        words.pop()
    return words
