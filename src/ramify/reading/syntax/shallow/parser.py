"""Parsing without a parser: word lists and chunks, enough for plain clauses.

It finds subject, verb, object and prepositional phrases of simple clauses, and
knows nothing of what lies far apart. It is there so that reading works where no
pipeline is installed; `docs/reading.md` gives its share of right clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ramify.reading.syntax.sentence import Sentence, Token, paragraphs
from ramify.reading.syntax.shallow.attaching import Attacher
from ramify.reading.syntax.shallow.tagging import Word, tagged
from ramify.reading.syntax.word_lists import wordlist

_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9])")


class ShallowParser:
    """Sentences by punctuation, tags by word lists, relations by order of chunks."""

    name = "shallow rules"

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        for offset, part in paragraphs(text):
            for start, end in _spans(part):
                words = tagged(part, start, end, offset)
                if words:
                    Attacher(words).run()
                    yield _sentence(part[start:end], offset + start, words)


def _spans(part: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(part):
        before = re.search(r"(\S+)\.\Z", part[start : match.start()])
        if before and before[1] in wordlist("abbreviations"):
            continue
        yield from _span(part, start, match.start() + len(match[0].rstrip()))
        start = match.end()
    yield from _span(part, start, len(part))


def _span(part: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = part[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if end > start:
        yield start, end


def _sentence(text: str, start: int, words: list[Word]) -> Sentence:
    root = next((i for i, w in enumerate(words) if w.dep == "root"), 0)
    tokens = tuple(
        Token(
            i=i,
            start=w.start,
            end=w.end,
            text=w.text,
            lemma=w.lemma,
            pos=w.pos,
            tag=w.tag,
            dep="root" if i == root else w.dep,
            head=i if i == root else (root if w.head is None else w.head),
        )
        for i, w in enumerate(words)
    )
    return Sentence(text, start, _without_cycles(tokens, root))


def _without_cycles(tokens: tuple[Token, ...], root: int) -> tuple[Token, ...]:
    heads = [t.head for t in tokens]
    for i in range(len(heads)):
        seen, k = set(), i
        while heads[k] != k and k not in seen:
            seen.add(k)
            k = heads[k]
        if k in seen:
            heads[i] = root
    return tuple(
        t
        if t.head == heads[t.i]
        else Token(
            i=t.i,
            start=t.start,
            end=t.end,
            text=t.text,
            lemma=t.lemma,
            pos=t.pos,
            tag=t.tag,
            dep=t.dep,
            head=heads[t.i],
        )
        for t in tokens
    )
