"""What the network sees of a word form: its identity, its Brown cluster, its letters, its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string

UNKNOWN, PADDING = 0, 0
LETTERS_KEPT = 18
PREFIX_BITS = (4, 8, 12)

# Typographic variants are one character to the network.
_FOLD = str.maketrans("‘’‚`´“”„«»–—―−…", "'''''\"\"\"\"\"----.")
_LETTERS = (
    "^$abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"()[]{}<>/\\|@#$%&*+-=_~€£"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_LETTER_ID = {letter: i + 2 for i, letter in enumerate(_LETTERS)}
LETTER_COUNT = len(_LETTERS) + 2
_OTHER_LETTER = 1
SHAPES = 24


class FormFeatures(NamedTuple):
    """Indices into the embedding tables; `letters` has LETTERS_KEPT entries, padded with 0."""

    word: int
    cluster: int
    prefixes: tuple[int, ...]
    shape: int
    letters: tuple[int, ...]


class Clusters:
    """Brown clusters (Brown et al. 1992) of word forms.

    `keys` are the sorted low 32 bits of spaCy's string hashes, `members` the cluster number of
    each key, and `paths` each cluster's path from the root of the merge tree, first step in the
    lowest bit. Cluster 0 is the unknown one.
    """

    def __init__(
        self, keys: NDArray[np.uint32], members: NDArray[np.uint16], paths: NDArray[np.uint32]
    ) -> None:
        self.keys, self.members, self.paths = keys, members, paths

    @classmethod
    def read(cls, path: Path) -> Clusters:
        with np.load(path) as file:
            # Keys are stored as differences, which compress.
            keys = np.cumsum(file["gaps"], dtype=np.uint64).astype(np.uint32)
            return cls(keys, file["members"], file["paths"])

    @classmethod
    def from_table(cls, table: Mapping[str, int]) -> Clusters:
        """From word forms and paths written as integers; path 0 means no cluster."""
        paths = sorted({path for path in table.values() if path})
        number = {path: i + 1 for i, path in enumerate(paths)}
        rows = sorted(
            {hash_string(w) & 0xFFFFFFFF: number[p] for w, p in table.items() if p}.items()
        )
        keys, members = zip(*rows, strict=True)
        return cls(
            np.array(keys, np.uint32),
            np.array(members, np.uint16),
            np.array([0, *paths], np.uint32),
        )

    def write(self, path: Path) -> None:
        gaps = np.diff(self.keys.astype(np.int64), prepend=0).astype(np.uint32)
        np.savez_compressed(path, gaps=gaps, members=self.members, paths=self.paths)

    def of(self, form: str) -> int:
        """The cluster of `form`, else of its lower-cased or capitalised form, else 0."""
        for variant in (form, form.lower(), form.capitalize()):
            key = np.uint32(hash_string(variant) & 0xFFFFFFFF)
            at = int(np.searchsorted(self.keys, key))
            if at < len(self.keys) and self.keys[at] == key:
                return int(self.members[at])
        return UNKNOWN


def fold(form: str) -> str:
    """The form with typographic quotation marks, dashes and ellipses made plain."""
    return form.translate(_FOLD)


def shape(form: str) -> int:
    """A small class of how a form is written: case, digits, hyphens, punctuation."""
    if form.isalpha():
        kind = 0 if form.islower() else 1 if form.istitle() else 2 if form.isupper() else 3
    elif any(c.isdigit() for c in form):
        kind = 4 if form.isdigit() else 5
    elif any(c.isalpha() for c in form):
        kind = 6 if form.islower() else 7
    else:
        kind = 8
    length = 0 if len(form) == 1 else 1
    return 1 + 2 * kind + length


class FormTable:
    """Turns forms into features, given the words known by name and the clusters."""

    def __init__(self, words: Sequence[str], clusters: Clusters) -> None:
        self.words = tuple(words)
        self.clusters = clusters
        self._word_id = {word: i + 1 for i, word in enumerate(words)}

    @classmethod
    def read(cls, folder: Path) -> FormTable:
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(words, Clusters.read(folder / "clusters.npz"))

    def features(self, form: str) -> FormFeatures:
        plain = fold(form)
        cluster = self.clusters.of(plain)
        path = int(self.clusters.paths[cluster])
        prefixes = tuple(
            (path & ((1 << bits) - 1)) + 1 if cluster else UNKNOWN for bits in PREFIX_BITS
        )
        return FormFeatures(
            self._word_id.get(plain.lower(), UNKNOWN),
            cluster,
            prefixes,
            shape(plain),
            letters(plain),
        )


def letters(form: str) -> tuple[int, ...]:
    """Letter indices between end marks; of a long form the beginning and the end are kept."""
    room = LETTERS_KEPT - 2
    if len(form) > room:
        form = form[: room // 2] + form[-(room - room // 2) :]
    ids = [_LETTER_ID["^"], *(_LETTER_ID.get(c, _OTHER_LETTER) for c in form), _LETTER_ID["$"]]
    return tuple(ids + [PADDING] * (LETTERS_KEPT - len(ids)))
