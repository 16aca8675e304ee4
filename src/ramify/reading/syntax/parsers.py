"""The parsers at hand: a text in, sentences of tokens with UD labels out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify.reading.syntax.lemmas import known, lemma
from ramify.reading.syntax.repair.tree_repair import mended
from ramify.reading.syntax.sentence import Parser, Sentence, Token, paragraphs
from ramify.reading.syntax.shallow.parser import ShallowParser
from ramify.reading.syntax.word_lists import nouns, tables, wordlist

if TYPE_CHECKING:
    from spacy.language import Language

_LONGEST_WORD = 300
_TOO_LONG = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
"""Where a run of signs without a space is cut: spaCy's time on one grows with its square."""


class PipelineParser:
    """A spaCy pipeline with Universal Dependencies labels."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp, self.name = nlp, name

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        parts = list(paragraphs(text))
        known = (self._words(_as_known(part)) for _, part in parts)
        docs = self._nlp.pipe(known, batch_size=64)
        for (offset, part), doc in zip(parts, docs, strict=True):
            found = [_sentence(words, part, offset) for words in _sentences_of(doc)]
            yield from map(mended, _whole(found, part, offset))

    def _words(self, part: str) -> Any:
        """A paragraph cut into words, those too long piece by piece; a plain one as it is."""
        cuts = [found.end() for found in _TOO_LONG.finditer(part)]
        if not cuts:
            return part
        from spacy.tokens import Doc

        pieces = (part[a:b] for a, b in pairwise([0, *cuts, len(part)]))
        return Doc.from_docs([self._nlp.make_doc(p) for p in pieces], ensure_whitespace=False)


@cache
def _strange() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(tables('words.toml')['parsed_as'])})\b")


def _as_known(part: str) -> str:
    """A paragraph in which words that the parser takes for another kind are of one it knows.

    >>> _as_known("Troops retook the town.")
    'Troops seized the town.'
    """
    known: dict[str, str] = tables("words.toml")["parsed_as"]
    return _strange().sub(lambda found: known[found[0]], part)


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
        verbless = not any(t.pos in ("VERB", "AUX") for t in sentence.tokens)
        if waiting and not _is_fragment(waiting):
            if verbless:
                sentence = _titled(waiting, sentence, part, offset)
            else:
                yield waiting
        elif waiting:
            sentence = _joined(waiting, sentence, part, offset)
        waiting = sentence if _is_fragment(sentence) or _ends_in_title(sentence) else None
        if not waiting:
            yield sentence
    if waiting:
        yield waiting


def _is_fragment(sentence: Sentence) -> bool:
    last = sentence.tokens[-1]
    verbless = not any(t.pos in ("VERB", "AUX") for t in sentence.tokens)
    return verbless and last.pos in ("PROPN", "NOUN", "ADJ") and len(sentence.tokens) < 12


def _ends_in_title(sentence: Sentence) -> bool:
    """`…, said retired Lt.`: cut off behind a rank, before the name."""
    last = sentence.tokens[-2:]
    rank = last[-1].text.rstrip(".") if last[-1].text != "." else last[0].text
    return len(last) == 2 and rank in wordlist("ranks_before_names")


def _titled(first: Sentence, second: Sentence, part: str, offset: int) -> Sentence:
    """One sentence of two cut apart behind a rank: the name takes the rank's place."""
    shift, rank = len(first.tokens), len(first.tokens) - 2
    if first.tokens[-1].text != ".":
        rank += 1
    name = second.root + shift
    kept = [replace(t, head=name) if t.head == rank else t for t in first.tokens]
    kept[rank] = replace(kept[rank], head=name, dep="nmod:desc")
    moved = [replace(t, i=t.i + shift, head=t.head + shift) for t in second.tokens]
    above = first.tokens[rank]
    moved[second.root] = replace(moved[second.root], head=above.head, dep=above.dep)
    text = part[first.start - offset : second.end - offset]
    return Sentence(text, first.start, (*kept, *moved))


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


def _lemma(token: Any, word: str) -> str:
    """The pipeline's lemma, or our own where only that is a word we know."""
    if word != token.text:
        return lemma(word)
    given: str = (token.lemma_ or token.text).lower()
    plural = token.tag_ in ("NNS", "NNPS") and given == token.text.lower()
    if plural or (token.tag_ == "NNS" and token.text[:-1].lower() in nouns()):
        single: str = token.text[:-1].lower()
        if single in nouns():
            return single
    if token.pos_ in ("VERB", "NOUN", "AUX", "PROPN") and (plural or not known(given)):
        own = lemma(token.text)
        return own if known(own) else given
    return given


def _sentence(words: list[Any], part: str, offset: int) -> Sentence:
    place = {token.i: i for i, token in enumerate(words)}
    tokens = tuple(
        Token(
            i=i,
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            text=part[token.idx : token.idx + len(token.text)],
            lemma=_lemma(token, part[token.idx : token.idx + len(token.text)]),
            pos=token.pos_,
            tag=token.tag_,
            dep="root" if token.dep_ == "ROOT" else token.dep_,
            head=place.get(token.head.i, i),
        )
        for i, token in enumerate(words)
    )
    first, last = words[0].idx, words[-1].idx + len(words[-1].text)
    return Sentence(part[first:last], offset + first, tokens)


def packaged_parser() -> Parser:
    """The best parser at hand: `RAMIFY_PARSER`, else ramify's own, else the shallow rules.

    Raises:
        InputError: `RAMIFY_PARSER` names a pipeline that is absent or not UD.
    """
    return _loaded(os.environ.get("RAMIFY_PARSER", ""))


@cache
def _loaded(name: str) -> Parser:
    if name:
        return named_parser(name)
    try:
        import ramify_english  # type: ignore[import-not-found, unused-ignore]
    except ModuleNotFoundError as error:
        if error.name != "ramify_english":
            raise
        return ShallowParser()
    return PipelineParser(ramify_english.load(), "ramify_english")


def parser_missing() -> str | None:
    """What a reader should be told if only the shallow rules are at hand; None if a parser is."""
    if os.environ.get("RAMIFY_PARSER") or find_spec("ramify_english"):
        return None
    return (
        "no parser: ramify-english is not installed, so sentences are read by shallow rules, "
        "which find less; pip install 'ramify[read]', or RAMIFY_PARSER=shallow to want it so"
    )


def named_parser(name: str) -> Parser:
    """An installed spaCy pipeline, by package name or path; `shallow` for the rules alone.

    Raises:
        InputError: it is absent, or its labels are not those of Universal Dependencies.
    """
    if name == "shallow":
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
