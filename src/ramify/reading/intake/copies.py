"""Copies among documents: a wire story in ten papers is one source, not ten.

Two texts are copies if most runs of four words of the shorter one stand in the other
and the longer one is not several times as long. Among many texts candidates are found by
MinHash and locality-sensitive hashing; then every candidate is compared exactly.
Sources: Broder 1997 (resemblance and containment of documents, MinHash); Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, chapter 3 (banding).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ramify.reading.statements import Document

if TYPE_CHECKING:
    from datasketch import MinHash

_RUN = 4
_CONTAINED = 0.5
_LENGTHS = 1 / 3
_FEWEST = 30
"""Words below which only the very same text is a copy: two short notes are easily alike."""

_EXACTLY = 32
"""Texts up to which every pair is compared, without hashing."""
_HASHES = 128
_BANDS = (64, 2)
"""Bands and rows: a pair that shares a third of its runs is missed once in a thousand times."""


def originals(documents: Sequence[Document]) -> dict[str, str]:
    """For each document's id the id of the text that it copies, its own if it copies none.

    Of several copies the shortest stands for all, so a round-up of two stories joins
    one of them and never makes them the same. The order of documents does not matter.

    >>> text = "Envoys of both states met in Geneva and agreed to meet again. " * 4
    >>> wire = Document(id="a", name="a.txt", text=text)
    >>> copy = Document(id="b", name="b.txt", text=f"GENEVA (our reporter). {text}")
    >>> originals([copy, wire])
    {'a': 'a', 'b': 'a'}
    """
    unique = {document.id: document for document in documents}
    words = {id: re.findall(r"\w+", d.text.casefold()) for id, d in unique.items()}
    order = sorted(words, key=lambda id: (len(words[id]), id))
    if len(order) < 2:
        return {id: id for id in order}
    return _grouped(order, words)


def copied(documents: Sequence[Document]) -> dict[str, str]:
    """Only the documents that copy another, each with the id of that other."""
    return {id: other for id, other in originals(documents).items() if id != other}


def _grouped(order: Sequence[str], words: dict[str, list[str]]) -> dict[str, str]:
    """Each text joins the one that it shares most with, among those that stand for others."""
    index: _Hashed | _Few = _Hashed() if len(order) > _EXACTLY else _Few()
    found: dict[str, str] = {}
    standing: dict[str, set[str]] = {}
    for id in order:
        mine, longest = _runs(words[id]), len(words[id]) * _LENGTHS
        near = (other for other in index.near(mine) if len(words[other]) >= longest)
        alike = {other: _shared(standing[other], mine) for other in near}
        best = max(sorted(alike), key=lambda other: alike[other], default=id)
        found[id] = best if alike.get(best, 0.0) >= _CONTAINED else id
        if found[id] == id:
            index.insert(id, mine)
            standing[id] = mine
    return found


class _Few:
    """Candidates among few texts: all of them."""

    def __init__(self) -> None:
        self._ids: list[str] = []

    def near(self, runs: set[str]) -> list[str]:
        return self._ids

    def insert(self, id: str, runs: set[str]) -> None:
        self._ids.append(id)


class _Hashed:
    """Candidates among many texts, by their sketches."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(num_perm=_HASHES, params=_BANDS)

    def near(self, runs: set[str]) -> list[str]:
        found: list[str] = self._index.query(_sketch(runs))
        return found

    def insert(self, id: str, runs: set[str]) -> None:
        self._index.insert(id, _sketch(runs))


def _runs(words: Sequence[str]) -> set[str]:
    if len(words) < _FEWEST:
        return {" ".join(words)}
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _sketch(runs: Iterable[str]) -> MinHash:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_HASHES, seed=1)
    sketch.update_batch([run.encode() for run in runs])
    return sketch


def _shared(runs: set[str], others: set[str]) -> float:
    """The share of a text's runs that stand in another."""
    return len(runs & others) / len(runs) if runs else 0.0
