"""Quotations: where one begins and ends, and who is quoted beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ramify.reading.actors.quotation_marks import OPENING, begins_quoted, still_open
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, speaks

_LABEL = re.compile(r"(?:A |The )?[^\W\d_][\w.'’ -]{0,58}?(?: asked| replied)?:(?=\s|$)")
"""Who speaks, at the head of a paragraph: `Question:`, `Wang Yi:`, `A reporter asked:`."""
_LONGEST_LABEL = 8
_LONGEST = 12
"""Sentences of the longest quotation; what goes on past it has lost its closing sign."""
_PARTIAL = 5
"""Words of the shortest stretch of speech within a sentence that is no mere scare quote."""


def stretches(sentences: Sequence[Sentence], text: str) -> Iterator[tuple[int, int]]:
    """First and last sentence of each quotation; a sentence without one is its own."""
    first: int | None = None
    opened = False
    for number, sentence in enumerate(sentences):
        fresh = begins_quoted(sentence) and _opens_paragraph(sentences, number, text)
        inside = opened and not fresh
        if opened and fresh and first is not None:
            yield first, number - 1
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


def labels(sentences: Sequence[Sentence], text: str) -> dict[int, int]:
    """Of sentences that name their speaker before a colon: the place of the colon in each.

    Only in a text that asks and answers: one in which a label asks, or one comes twice.
    """
    found: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        match = _LABEL.match(sentence.text)
        if not match or match[0].isupper() or not _opens_paragraph(sentences, number, text):
            continue
        end = sentence.start + match.end()
        colon = next((t.i for t in sentence.tokens if t.end == end and t.text == ":"), None)
        if colon and colon <= _LONGEST_LABEL:
            found[number] = colon
    called = [sentences[n].text.partition(":")[0] for n in found]
    asked = any(asks(sentences[n], colon) for n, colon in found.items())
    return found if asked or len(set(called)) < len(called) else {}


def asks(sentence: Sentence, colon: int) -> bool:
    """`Question:`, `A reporter asked:`: whether whoever stands before a colon only asks."""
    return any(t.text.lower() in cues("words", "asking") for t in sentence.tokens[:colon])


def quotes_behind(sentence: Sentence, i: int) -> bool:
    """Whether a clause quotes more than a word or two: `will “uphold all the measures” …`."""
    opened, counted = False, 0
    for k in sentence.subtree(i, without=("advcl", "acl:relcl")):
        sign = sentence.tokens[k].text
        if sign in OPENING or sign == "”":
            opened = sign == "“" or (sign == '"' and not opened)
            continue
        counted += opened
    return counted >= _PARTIAL


def quotes_between(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a quotation opens between two words."""
    return any(token.text in OPENING for token in sentence.tokens[first:last])


def is_dateline(sentence: Sentence, k: int, s: int) -> bool:
    """`Cairo: The minister said`: the place before the colon, which a parse takes for a subject."""
    colon = s + 1 < len(sentence.tokens) and sentence.tokens[s + 1].text == ":"
    return s == 0 and colon and len(clause(sentence, k).subjects) > 1


def behind_dateline(sentence: Sentence, k: int, s: int) -> int:
    """`CAIRO (K News - 9 April 2021) Minister X said`: who stands behind the brackets says it."""
    tokens = sentence.tokens
    placed = s == 0 and len(tokens[0].text) > 2 and tokens[0].text.isupper()
    closing = next((t.i for t in tokens[:k] if t.text == ")"), None) if placed else None
    if closing is None or tokens[1].text != "(":
        return s
    inside = range(closing + 1, k)
    names = [n for n in inside if tokens[n].pos == "PROPN" and tokens[n].head not in inside]
    return names[0] if names else s


def goes_on_from(sentence: Sentence, k: int, first: int) -> bool:
    """`K's premier said …, but he added …`: one who speaks twice in a sentence."""
    joined = sentence.tokens[k].dep == "conj" and first < k
    return joined and speaks(sentence, k) and speaks(sentence, first)


def cited(sentence: Sentence, k: int) -> int | None:
    """`the paper quoted officials as saying`: who is quoted says it, not who quotes."""
    over = sentence.tokens[k].head
    marked = "as" in {sentence.tokens[m].text.lower() for m in sentence.kids(k, "mark")}
    if not marked or sentence.tokens[over].lemma not in cues("verbs", "quoting"):
        return None
    return next(iter(sentence.kids(over, "obj")), None)


def inserted(sentence: Sentence, k: int, s: int) -> int:
    """`The deal, Merkel said, is good`: who stands in commas before the verb, not the deal."""
    apposed = [a for a in (*sentence.kids(s, "appos"), *sentence.kids(k, "nsubj")) if s < a < k]
    behind = sentence.tokens[k + 1].text if k + 1 < len(sentence.tokens) else ""
    return apposed[-1] if apposed and behind == "," and sentence.kids(k, "ccomp") else s
