"""The finder: what the words of a passage tell, who acts and on whom, with probabilities."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ._wordpiece import Span, WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NOBODY = None
"""The side that the passage does not name."""
LONGEST = 500
"""Pieces of a passage that the network reads; it has places for 512."""
START, END = 101, 102
PERSONS = 12
"""How many a passage's mentions are told apart by: the first that it names."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a passage names somebody, or several at once, and who that is."""

    span: Span
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is asked about."""

    span: Span
    ways: tuple[str, ...]
    """How each mention of the passage stands to it: `nsubj`, `back1`; those not known are `far`."""
    label: str | None = None
    """The class that rules give it, if they read an act there."""
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    """The sides that rules give it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a word tells: probabilities of classes, standings and sides, each adding up to one."""

    classes: Mapping[str, float]
    """Of the sixteen PLOVER classes, and of `NONE`."""
    standings: Mapping[str, float]
    """Happened, alleged, denied or planned."""
    actors: Mapping[str | None, float]
    targets: Mapping[str | None, float]
    """By id; None is nobody whom the passage names."""


class Passage:
    """One passage run through the network; its words can be asked about in turn."""

    def __init__(self, finder: Finder, text: str, mentions: Sequence[Mention]) -> None:
        self._finder = finder
        self._pieces = finder.cut(text).first(LONGEST)
        placed = [(n, at) for n, m in enumerate(mentions) if (at := self._pieces.of(m.span))]
        self._kept = [n for n, _ in placed]
        self._meant = [mentions[n].ids for n in self._kept]
        named = {one for ids in self._meant for one in ids}
        self._oneself = {one: oneself({one}, self._meant) for one in named}
        spans = [(first + 1, last + 2) for _, (first, last) in placed]
        ids = [START, *self._pieces.ids, END]
        self._out = finder.run(ids, whom(len(ids), spans, self._meant))
        keys = self._out["key"]
        means = [keys[first:end].mean(0) for first, end in spans]
        self._keys = np.stack(means) if means else np.zeros((0, keys.shape[1]))

    def _first(self, span: Span) -> int | None:
        """The number of a word's first piece, counted with the opening one."""
        at = self._pieces.of(span)
        return at and at[0] + 1

    def tells(self, span: Span, label: str | None = None) -> Mapping[str, float] | None:
        """Probabilities of the classes of a word; None where the passage was too long for it."""
        at = self._first(span)
        if at is None:
            return None
        row = self._finder.tables["class of rules"][self._finder.row(label)]
        p = _softmax(self._out["label"][at] + row)
        return dict(zip(self._finder.classes, map(float, p), strict=True))

    def of(self, word: Word) -> Found | None:
        """All that a word tells."""
        at, classes = self._first(word.span), self.tells(word.span, word.label)
        if at is None or classes is None:
            return None
        standing = _softmax(self._out["standing"][at])
        actors = _shares(_softmax(self._scores(word, at, "actor")), self._meant)
        return Found(
            classes,
            dict(zip(self._finder.standings, map(float, standing), strict=True)),
            actors,
            self._targets(word, at, actors),
        )

    def _scores(self, word: Word, at: int, role: str) -> Floats:
        """Scores of nobody and of each mention."""
        tables, read = self._finder.tables, word.label is not None
        own, other = word.actors, word.targets
        if role == "target":
            own, other = other, own
        query = self._out[role][at]
        ways = [self._finder.way(word.ways[k]) for k in self._kept]
        had = [as_read(ids, own, other) if read else 0 for ids in self._meant]
        nobody = float(query @ tables[f"no {role}"])
        nobody += float(tables[f"{role} nobody by rules"][as_read((), own, other) if read else 0])
        scores = (self._keys + tables["ways"][ways]) @ query
        scores = scores + tables[f"{role} by way"][ways] + tables[f"{role} by rules"][had]
        return np.concatenate([[nobody], scores])

    def _targets(
        self, word: Word, at: int, actors: Mapping[str | None, float]
    ) -> dict[str | None, float]:
        """On whom, over all who may act, as likely as they are."""
        scores, moved = self._scores(word, at, "target"), float(self._out["oneself"][at, 0])
        p = np.zeros(len(scores))
        for actor, share in actors.items():
            own = self._oneself[actor] if actor is not None else 0.0
            p += share * _softmax(scores + moved * own)
        return _shares(p, self._meant)


def oneself(actors: Collection[str | None], meant: Sequence[Sequence[str]]) -> Floats:
    """How far nobody and each mention means one of those who act, from 0 to 1."""
    return np.array([0.0, *(sum(one in actors for one in ids) / len(ids) for ids in meant)])


def whom(
    pieces: int, spans: Sequence[tuple[int, int]], meant: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """Of each piece whom it means, (pieces, PERSONS), by the order in which they are first named.

    >>> whom(4, [(0, 1), (2, 4)], [("PER",), ("CHL", "PER")])[:, :2].tolist()
    [[1.0, 0.0], [0.0, 0.0], [0.5, 0.5], [0.5, 0.5]]
    """
    found = np.zeros((pieces, PERSONS), np.float32)
    order: dict[str, int] = {}
    for (first, end), ids in sorted(zip(spans, meant, strict=True), key=lambda one: one[0]):
        for one in ids:
            place = order.setdefault(one, len(order))
            if place < PERSONS:
                found[first:end, place] += 1 / len(ids)
    return np.minimum(found, 1.0, dtype=np.float32)


def _shares(p: Floats, meant: Sequence[Sequence[str]]) -> dict[str | None, float]:
    """Probabilities of nobody and of each mention as those of whom they mean."""
    found: dict[str | None, float] = {NOBODY: float(p[0])}
    for ids, share in zip(meant, p[1:], strict=True):
        for one in ids:
            found[one] = found.get(one, 0.0) + float(share) / len(ids)
    return found


def as_read(ids: Sequence[str], own: Collection[str], other: Collection[str]) -> int:
    """What rules make of those whom a mention means: the least of the numbers of each.

    1 is this side alone, 2 both sides, 3 the other, 4 neither, 5 where this side is nobody; 0 is
    kept for words in which the rules read no act. Nobody is 4 or 5.
    """
    neither = 4 if own else 5
    numbers = {(True, False): 1, (True, True): 2, (False, True): 3}
    return min((numbers.get((i in own, i in other), neither) for i in ids), default=neither)


def known(ways: Mapping[str, int], way: str) -> int:
    """The number of a way, or of its end that is known: `conj^nsubj`, then `nsubj`.

    >>> known({"far": 0, "nsubj": 1}, "conj^nsubj"), known({"far": 0, "nsubj": 1}, "obl-in")
    (1, 0)
    """
    while way not in ways:
        for sign in "^>":
            if sign in way:
                way = way.split(sign, 1)[1]
                break
        else:
            return ways.get(way.partition("-")[0], 0)
    return ways[way]


class Finder:
    """A network over a passage, with tables for grammar and for what rules read."""

    def __init__(
        self,
        session: InferenceSession,
        cut: WordPieces,
        tables: Mapping[str, NDArray[np.float32]],
        settings: Mapping[str, Sequence[str]],
    ) -> None:
        self._session, self.cut, self.tables = session, cut, tables
        self.classes, self.standings = tuple(settings["classes"]), tuple(settings["standings"])
        self._ways = {way: number for number, way in enumerate(settings["ways"])}
        self._names = [one.name for one in session.get_outputs()]

    def passage(self, text: str, mentions: Sequence[Mention]) -> Passage:
        """A passage, read once."""
        return Passage(self, text, mentions)

    def run(self, ids: list[int], who: NDArray[np.float32]) -> dict[str, Floats]:
        """What the network gives for every piece."""
        mask = np.ones((1, len(ids)), np.float32)
        feed = {"ids": np.array([ids]), "mask": mask, "who": who[None]}
        out = self._session.run(None, feed)
        return {k: v[0].astype(np.float64) for k, v in zip(self._names, out, strict=True)}

    def row(self, label: str | None) -> int:
        """The row of a class in the tables; the first is for no act."""
        return self.classes.index(label) + 1 if label in self.classes else 0

    def way(self, way: str) -> int:
        """The number of a way; that of `far` is 0."""
        return known(self._ways, way)


def _softmax(x: NDArray[np.floating]) -> Floats:
    e = np.exp(x - x.max())
    p: Floats = e / e.sum()
    return p


@cache
def load() -> Finder:
    """The packaged finder, loaded once; it runs on one thread."""
    with as_file(files(__package__) / "model") as folder:
        return loaded(folder)


def loaded(folder: Path) -> Finder:
    """A finder from its files: the network, its tables and their names, the vocabulary."""
    import onnxruntime

    settings = json.loads((folder / "finder.json").read_text("utf-8"))
    words = (folder / "vocabulary.txt").read_text("utf-8").rstrip("\n").split("\n")
    with np.load(folder / "finder.npz") as held:
        tables = {name: held[name].astype(np.float32) for name in held.files}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(folder / "finder.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return Finder(session, WordPieces(words), tables, settings)
