"""CoNLL-U sentences, and their projection onto another tokenization of the same text."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = -1
UNKNOWN = -2


@dataclass(frozen=True)
class Word:
    """One syntactic word: its span in the sentence's text and its annotation.

    `head` counts words from 0; ROOT marks the root.
    """

    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


@dataclass(frozen=True)
class Sentence:
    """A sentence's text and words, with the document it is from."""

    document: str
    opens_paragraph: bool
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Projection:
    """A sentence's annotation laid over other tokens; every list has one entry a token.

    `head` is a token index, ROOT or UNKNOWN; `word` is the index of the word a token stands for
    (UNKNOWN where the token is only a later piece of a word).
    """

    word: list[int]
    head: list[int]
    deprel: list[str]
    upos: list[str]
    xpos: list[str]
    lemma: list[str]


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, gzipped or not. Empty nodes are left out."""
    opener = gzip.open if path.suffix == ".gz" else open
    document, opens, rows = "", True, []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, opens = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                opens = True
            elif not line and rows:
                yield _sentence(document, opens, rows)
                opens, rows = False, []
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
    if rows:
        yield _sentence(document, opens, rows)


def _sentence(document: str, opens: bool, rows: list[list[str]]) -> Sentence:
    text, spans, range_end = "", {}, 0
    for row in rows:
        spaced = "" if "SpaceAfter=No" in row[9].split("|") else " "
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            spans.update(_split_range(first, parts, row[1], len(text)))
            text, range_end = text + row[1] + spaced, last
        elif row[0].isdigit() and int(row[0]) > range_end:
            spans[int(row[0])] = (len(text), len(text) + len(row[1]))
            text += row[1] + spaced
    words = tuple(
        Word(*spans[int(r[0])], r[2], r[3], r[4], int(r[6]) - 1, r[7])
        for r in rows
        if r[0].isdigit()
    )
    return Sentence(document, opens, text.rstrip(), words)


def _split_range(
    first: int, parts: list[str], surface: str, start: int
) -> dict[int, tuple[int, int]]:
    """Spans of the words of a multiword token; all get the whole where the parts do not add up."""
    if "".join(parts) != surface:
        return {first + i: (start, start + len(surface)) for i in range(len(parts))}
    spans, at = {}, start
    for i, part in enumerate(parts):
        spans[first + i] = (at, at + len(part))
        at += len(part)
    return spans


def project(sentence: Sentence, tokens: Sequence[tuple[int, int]]) -> Projection:
    """Lay the annotation of `sentence` over `tokens` (start and end of each, in its text).

    A token that covers several words stands for the one which governs the others; of the tokens
    of one word the first stands for it, the others depend on the first as ``goeswith``.
    """
    words = sentence.words
    covered = [[i for i, w in enumerate(words) if w.start < e and s < w.end] for s, e in tokens]
    stands_for, token_of = [], {}
    for t, group in enumerate(covered):
        free = [i for i in group if i not in token_of]
        top = next((i for i in free if words[i].head not in group), free[0] if free else UNKNOWN)
        stands_for.append(top)
        for i in free:
            token_of[i] = t
    result = Projection(stands_for, [], [], [], [], [])
    for t, i in enumerate(stands_for):
        piece_of = token_of.get(covered[t][0], UNKNOWN) if covered[t] else UNKNOWN
        word = words[i] if i != UNKNOWN else None
        if word is None:
            head, deprel, tags = piece_of, "goeswith", ("X", "GW", "_")
        else:
            head = ROOT if word.head == -1 else token_of.get(word.head, UNKNOWN)
            deprel, tags = word.deprel, (word.upos, word.xpos, word.lemma)
        result.head.append(head if head != t else UNKNOWN)
        result.deprel.append(deprel)
        for column, value in zip((result.upos, result.xpos, result.lemma), tags, strict=True):
            column.append(value)
    return result
