"""The spaCy pipeline: its three components and how they are put together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, HEAD, POS, SENT_START, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc
from spacy.util import minibatch
from threadpoolctl import ThreadpoolController

from ._lemmas import Lemmas
from ._model import Model
from ._segmenter import Segmenter
from ._tokens import TreebankEnglish, Words
from ._tree import best_tree

COMPONENTS = ("segmenter", "parser", "lemmatizer")
# Scored together: enough sentences to fill the processor, few enough to stay in its cache.
_BATCH = 64
_DOCS = 64


@cache
def _model() -> Model:
    with as_file(files(__package__).joinpath("model")) as folder:
        return Model.read(Path(folder))


@cache
def _lemmas() -> Lemmas:
    with as_file(files(__package__).joinpath("model")) as folder:
        return Lemmas.read(Path(folder) / "lemmas.json.gz")


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def build(exclude: Iterable[str] = ()) -> Language:
    """See `ramify_english.load`."""
    left_out = set(exclude)
    if unknown := left_out - set(COMPONENTS):
        raise ValueError(
            f"no component named {', '.join(sorted(unknown))}; there are {', '.join(COMPONENTS)}"
        )
    nlp = TreebankEnglish()
    for name in COMPONENTS:
        if name not in left_out:
            nlp.add_pipe(f"ramify_{name}", name=name)
    return nlp


class _Place(NamedTuple):
    """A sentence to parse: its words' token indices and forms, and its document's table."""

    index: np.ndarray
    forms: list[str]
    table: np.ndarray


class _Batched:
    """A component that annotates several documents at once."""

    def __call__(self, doc: Doc) -> Doc:
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _DOCS) -> Iterator[Doc]:
        for docs in minibatch(stream, min(batch_size, _DOCS)):
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: Sequence[Doc]) -> None:
        # Many small products: shared among threads, they wait for each other longer than they run.
        with _threads().limit(limits=1, user_api="blas"):
            self.annotate(docs)

    def annotate(self, docs: Sequence[Doc]) -> None:
        raise NotImplementedError


class SegmenterPipe(_Batched):
    """Marks where sentences start. A blank line always ends one."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def annotate(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            words = Words.of(doc)
            marks = np.full(len(doc), -1, dtype=np.int64)
            marks[words.index[self._segmenter.starts(words)]] = 1
            marks[:1] = 1
            doc.from_array([SENT_START], marks.view(np.uint64)[:, None])


class ParserPipe(_Batched):
    """Tags and parses the sentences of documents, the sentences of a batch together."""

    def __init__(self, nlp: Language, model: Model) -> None:
        self._network = model.network
        add = nlp.vocab.strings.add
        self._labels = model.labels
        self._root = model.labels.index("root")
        names = ["ROOT" if label == "root" else label for label in model.labels]
        self._dep = np.array([add(name) for name in names], dtype=np.uint64)
        self._tag = np.array([add(name) for name in model.xpos], dtype=np.uint64)
        self._pos = np.array([POS_IDS[name] for name in model.upos], dtype=np.uint64)
        self._space = (add("dep"), POS_IDS["SPACE"], add("_SP"))

    def annotate(self, docs: Sequence[Doc]) -> None:
        words = [Words.of(doc) for doc in docs]
        tables = [self._blank(doc, w) for doc, w in zip(docs, words, strict=True)]
        places = [_Place(w.index[span], w.forms[span], table)
                  for doc, w, table in zip(docs, words, tables, strict=True)
                  for span in _sentences(doc, w)]  # fmt: skip
        places.sort(key=lambda place: -len(place.forms))
        for at in range(0, len(places), _BATCH):
            self._parse(places[at : at + _BATCH])
        for doc, table in zip(docs, tables, strict=True):
            doc.from_array([HEAD, DEP, POS, TAG], table)

    def _blank(self, doc: Doc, words: Words) -> np.ndarray:
        """Every token as white space that hangs on the word before it, or on the first word."""
        table = np.zeros((len(doc), 4), dtype=np.uint64)
        table[:, 1:] = self._space
        if len(words.index):
            tokens = np.arange(len(doc))
            before = np.zeros(len(doc), dtype=np.int64)
            before[words.index] = words.index
            nearest = np.maximum(np.maximum.accumulate(before), words.index[0])
            table[:, 0] = (nearest - tokens).view(np.uint64)
        return table

    def _parse(self, places: list[_Place]) -> None:
        """Fill in the rows of some sentences."""
        scores = self._network.score([place.forms for place in places])
        trees = [np.array(best_tree(s.arcs)) for s in scores]
        governors = [s.governor[tree] for s, tree in zip(scores, trees, strict=True)]
        label_scores = self._network.label_scores(
            np.concatenate([s.dependent for s in scores]), np.concatenate(governors)
        )
        label_scores[:, self._root] = -np.inf
        labels = label_scores.argmax(axis=1)
        labels[np.concatenate(trees) == 0] = self._root
        upos = np.concatenate([s.upos for s in scores]).argmax(axis=1)
        xpos = np.concatenate([s.xpos for s in scores]).argmax(axis=1)
        columns = np.stack([self._dep[labels], self._pos[upos], self._tag[xpos]], axis=1)
        at = 0
        for place, tree in zip(places, trees, strict=True):
            index = place.index
            heads = np.where(tree == 0, 0, index[tree - 1] - index)
            place.table[index, 0] = heads.astype(np.int64).view(np.uint64)
            place.table[index, 1:] = columns[at : at + len(index)]
            at += len(index)


class LemmatizerPipe(_Batched):
    """Sets the lemma of every token from its form and its tags."""

    def __init__(self, lemmas: Lemmas) -> None:
        self._lemmas = lemmas

    def annotate(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            for token in doc:
                token.lemma_ = self._lemmas(token.text, token.pos_, token.tag_)


def _sentences(doc: Doc, words: Words) -> Iterator[slice]:
    """Each sentence as a slice of the document's words."""
    if not words.forms:
        return
    opens = np.zeros(len(doc) + 1, dtype=np.int64)
    if doc.has_annotation("SENT_START"):
        opens[:-1] = doc.to_array([SENT_START]).view(np.int64).reshape(-1) == 1
    # Words of the same sentence have as many openings up to them.
    number = np.cumsum(opens)[words.index]
    cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
    for start, end in itertools.pairwise(cuts):
        yield slice(start, end)


@Language.factory("ramify_segmenter", assigns=["token.is_sent_start"])
def _make_segmenter(nlp: Language, name: str) -> SegmenterPipe:
    return SegmenterPipe(_model().segmenter)


@Language.factory(
    "ramify_parser", assigns=["token.head", "token.dep", "token.pos", "token.tag", "doc.sents"]
)
def _make_parser(nlp: Language, name: str) -> ParserPipe:
    return ParserPipe(nlp, _model())


@Language.factory("ramify_lemmatizer", requires=["token.pos", "token.tag"], assigns=["token.lemma"])
def _make_lemmatizer(nlp: Language, name: str) -> LemmatizerPipe:
    return LemmatizerPipe(_lemmas())
