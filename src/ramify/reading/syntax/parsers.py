"""The seam under the rules: a text in, sentences of tokens with UD labels out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol

from ramify._errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence, with its place in the document.

    `head` is the index of the word it depends on, its own index at the root;
    `dep` is the Universal Dependencies relation, with its subtype if any.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, eq=False)
class Sentence:
    """The tokens of one sentence, and the tree over them."""

    text: str
    start: int
    """Where the sentence begins in the document."""
    tokens: tuple[Token, ...]

    @property
    def end(self) -> int:
        """Where the sentence ends in the document."""
        return self.start + len(self.text)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(map(tuple, below))

    @cached_property
    def root(self) -> int:
        """Index of the word that depends on none."""
        return next((token.i for token in self.tokens if token.head == token.i), 0)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Words that depend on `i`; `obl` also matches `obl:tmod`, `nsubj:pass` only itself."""
        if not deps:
            return list(self._children[i])
        return [
            k
            for k in self._children[i]
            if (dep := self.tokens[k].dep) in deps or dep.partition(":")[0] in deps
        ]

    def subtree(self, i: int, *, without: tuple[str, ...] = ()) -> list[int]:
        """`i` and all words below it, in order, leaving out branches by their relation."""
        found, agenda = [i], [i]
        while agenda:
            for k in self._children[agenda.pop()]:
                dep = self.tokens[k].dep
                if dep not in without and dep.partition(":")[0] not in without:
                    found.append(k)
                    agenda.append(k)
        return sorted(found)

    def above(self, i: int) -> Iterator[int]:
        """The words that `i` depends on, nearest first."""
        seen = {i}
        while (head := self.tokens[i].head) not in seen:
            yield head
            seen.add(head)
            i = head

    def span(self, indices: list[int]) -> tuple[int, int]:
        """First and last character in the document that these words cover."""
        return self.tokens[indices[0]].start, self.tokens[indices[-1]].end


class Parser(Protocol):
    """Whatever divides a text into parsed sentences."""

    name: str

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        ...


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text with where they begin.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 'One.'), (6, 'Two.')]
    """
    for match in re.finditer(r"[^\n]+", text):
        for start in range(match.start(), match.end(), 5000):
            yield start, text[start : min(start + 5000, match.end())]


class PipelineParser:
    """A spaCy pipeline with Universal Dependencies labels."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp, self.name = nlp, name

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        from ramify.reading.syntax.tree_repair import mended

        parts = list(paragraphs(text))
        docs = self._nlp.pipe((part for _, part in parts), batch_size=64)
        for (offset, part), doc in zip(parts, docs, strict=True):
            found = [_sentence(words, part, offset) for words in _sentences_of(doc)]
            yield from map(mended, _whole(found, part, offset))


def _sentences_of(doc: Any) -> Iterator[list[Any]]:
    """The words of each sentence; quicker than `doc.sents`, which looks at every word twice."""
    words: list[Any] = []
    for token in doc:
        if token.is_sent_start and words:
            yield words
            words = []
        if not token.is_space:
            words.append(token)
    if words:
        yield words


def _whole(sentences: list[Sentence], part: str, offset: int) -> Iterator[Sentence]:
    """Sentences with fragments joined again: a name or a subject cut off before its verb."""
    waiting: Sentence | None = None
    for sentence in sentences:
        if waiting:
            sentence = _joined(waiting, sentence, part, offset)
        waiting = sentence if _is_fragment(sentence) else None
        if not waiting:
            yield sentence
    if waiting:
        yield waiting


def _is_fragment(sentence: Sentence) -> bool:
    last = sentence.tokens[-1]
    verbless = not any(t.pos in ("VERB", "AUX") for t in sentence.tokens)
    return verbless and last.pos in ("PROPN", "NOUN", "ADJ") and len(sentence.tokens) < 12


def _joined(first: Sentence, second: Sentence, part: str, offset: int) -> Sentence:
    """One sentence of two: the fragment is the subject a verb lacks, else part of a name."""
    shift = len(first.tokens)
    moved = [replace(t, i=t.i + shift, head=t.head + shift) for t in second.tokens]
    root = second.root
    lacks = second.tokens[root].pos == "VERB" and not second.kids(root, "nsubj", "nsubj:pass")
    head, dep = (root + shift, "nsubj") if lacks else (shift, "compound")
    kept = [replace(t, head=head, dep=dep) if t.head == t.i else t for t in first.tokens]
    text = part[first.start - offset : second.end - offset]
    return Sentence(text, first.start, (*kept, *moved))


def _lemma(token: Any) -> str:
    """The pipeline's lemma, or our own where only that is a word we know."""
    from ramify.reading.syntax.shallow import known, lemma

    given: str = (token.lemma_ or token.text).lower()
    plural = token.tag_ in ("NNS", "NNPS") and given == token.text.lower()
    if token.pos_ in ("VERB", "NOUN", "AUX", "PROPN") and (plural or not known(given)):
        own = lemma(token.text)
        return own if known(own) else given
    return given


def _sentence(words: list[Any], part: str, offset: int) -> Sentence:
    place = {token.i: i for i, token in enumerate(words)}
    tokens = tuple(
        Token(
            i,
            offset + token.idx,
            offset + token.idx + len(token.text),
            token.text,
            _lemma(token),
            token.pos_,
            token.tag_,
            "root" if token.dep_ == "ROOT" else token.dep_,
            place.get(token.head.i, i),
        )
        for i, token in enumerate(words)
    )
    first, last = words[0].idx, words[-1].idx + len(words[-1].text)
    return Sentence(part[first:last], offset + first, tokens)


@cache
def packaged_parser() -> Parser:
    """The best parser at hand: `RAMIFY_PARSER`, else ramify's own, else the shallow rules.

    Raises:
        InputError: `RAMIFY_PARSER` names a pipeline that is absent or not UD.
    """
    if name := os.environ.get("RAMIFY_PARSER"):
        return named_parser(name)
    try:
        import ramify_english  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from ramify.reading.syntax.shallow import ShallowParser

        return ShallowParser()
    return PipelineParser(ramify_english.load(), "ramify_english")


def named_parser(name: str) -> Parser:
    """An installed spaCy pipeline, by package name or path; `shallow` for the rules alone.

    Raises:
        InputError: it is absent, or its labels are not those of Universal Dependencies.
    """
    if name == "shallow":
        from ramify.reading.syntax.shallow import ShallowParser

        return ShallowParser()
    import spacy

    repair = "install it, or leave RAMIFY_PARSER empty"
    try:
        nlp = spacy.load(name)
    except OSError:
        raise InputError("no such pipeline", where=name, repair=repair) from None
    labels = nlp.pipe_labels.get("parser", [])
    if "obl" not in labels:
        raise InputError("its labels are not Universal Dependencies", where=name, repair=repair)
    return PipelineParser(nlp, name)
