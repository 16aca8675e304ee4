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
        self._out = finder.run([START, *self._pieces.ids, END])
        placed = [(n, at) for n, m in enumerate(mentions) if (at := self._pieces.of(m.span))]
        self._kept = [n for n, _ in placed]
        self._meant = [mentions[n].ids for n in self._kept]
        keys = self._out["key"]
        means = [keys[first + 1 : last + 2].mean(0) for _, (first, last) in placed]
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
        return Found(
            classes,
            dict(zip(self._finder.standings, map(float, standing), strict=True)),
            self._sides(word, at, "actor", word.actors, word.targets),
            self._sides(word, at, "target", word.targets, word.actors),
        )

    def _sides(
        self, word: Word, at: int, role: str, own: frozenset[str], other: frozenset[str]
    ) -> dict[str | None, float]:
        tables, read = self._finder.tables, word.label is not None
        query = self._out[role][at]
        ways = [self._finder.way(word.ways[k]) for k in self._kept]
        had = [as_read(ids, own, other) if read else 0 for ids in self._meant]
        nobody = float(query @ tables[f"no {role}"])
        nobody += float(tables[f"{role} nobody by rules"][as_read((), own, other) if read else 0])
        scores = (self._keys + tables["ways"][ways]) @ query
        scores = scores + tables[f"{role} by way"][ways] + tables[f"{role} by rules"][had]
        p = _softmax(np.concatenate([[nobody], scores]))
        found: dict[str | None, float] = {NOBODY: float(p[0])}
        for ids, share in zip(self._meant, p[1:], strict=True):
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

    def run(self, ids: list[int]) -> dict[str, Floats]:
        """What the network gives for every piece."""
        feed = {"ids": np.array([ids]), "mask": np.ones((1, len(ids)), np.float32)}
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
