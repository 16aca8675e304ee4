"""Sentences to token ids, with spare tokens around each side and around the word that tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ._wordpiece import Span, WordPieces

Item = tuple[str, Span | None, Span | None, Span | None]
"""A sentence and the character spans of side one, side two and the word that tells; or None."""

START, END = 101, 102
MARKS = ((1, 2), (3, 4), (5, 6))
"""The vocabulary's unused tokens that open and close side one, side two and the word that tells."""
ABSENT = (7, 8, 9)
"""Those that stand before the sentence for one of them that it does not name."""
PLACES = ("one", "two", "trigger")
LONGEST = 96
"""Tokens kept of a sentence: those around what is marked."""
MOST = 500
"""Tokens kept where that stands farther apart: the network has places for 512."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of one sentence and where its three marks stand in them."""

    ids: list[int]
    one: int
    two: int
    trigger: int


def mark(cut: WordPieces, items: Sequence[Item]) -> list[Marked]:
    """Each sentence as ids.

    Raises:
        ValueError: a span is empty or lies outside its sentence, the sides overlap, or neither
            is given.
    """
    found = []
    for text, *spans in items:
        _check(text, *spans)
        pieces = cut(text)
        found.append(_marked(pieces.ids, pieces.offsets, spans))
    return found


def _check(text: str, one: Span | None, two: Span | None, trigger: Span | None) -> None:
    for name, span in (("side", one), ("side", two), ("word", trigger)):
        if span and not 0 <= span[0] < span[1] <= len(text):
            raise ValueError(
                f"{name} {span[0]}:{span[1]} is no part of a sentence of {len(text)} letters"
            )
    if one and two and one[0] < two[1] and two[0] < one[1]:
        raise ValueError(f"the sides {one} and {two} overlap")
    if not one and not two:
        raise ValueError("an item needs one side at least")


def _marked(ids: list[int], offsets: list[Span], spans: Sequence[Span | None]) -> Marked:
    places = {n: _tokens(offsets, span) for n, span in enumerate(spans) if span}
    left, right = _window(len(ids), list(places.values()))
    out, opened = [START], [0, 0, 0]
    for n in range(3):
        if n not in places:
            opened[n] = len(out)
            out.append(ABSENT[n])
    for at in (*_kept(left, right), right):
        for n, (_, last) in places.items():
            if at == last:
                out.append(MARKS[n][1])
        for n, (first, _) in places.items():
            if at == first:
                opened[n] = len(out)
                out.append(MARKS[n][0])
        if at < right:
            out.append(ids[at])
    return Marked([*out, END], *opened)


def _tokens(offsets: list[Span], span: Span) -> Span:
    """The tokens that touch a span of characters; the one after it where none does."""
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and span[0] < e]
    if inside:
        return inside[0], inside[-1] + 1
    after = next((i for i, (s, _) in enumerate(offsets) if s >= span[1]), len(offsets))
    return after, after


def _window(size: int, places: list[Span]) -> Span:
    """Which tokens are kept of a long sentence: what is marked and what is near it."""
    if size <= LONGEST:
        return 0, size
    first, last = min(s for s, _ in places), max(e for _, e in places)
    spare = max(0, LONGEST - (last - first))
    left = max(0, first - spare // 2)
    return (left, min(size, max(last, left + LONGEST)))


def _kept(left: int, right: int) -> list[int]:
    """Which tokens of a window are read; of one that is too long, those near either end."""
    if right - left <= MOST:
        return list(range(left, right))
    return [*range(left, left + MOST // 2), *range(right - MOST // 2, right)]


def padded(marked: Sequence[Marked]) -> dict[str, NDArray[np.generic]]:
    """One batch: ids and mask to the longest sentence's length, places of the marks."""
    longest = max(len(m.ids) for m in marked)
    ids = np.zeros((len(marked), longest), dtype=np.int64)
    mask = np.zeros((len(marked), longest), dtype=np.float32)
    for row, m in enumerate(marked):
        ids[row, : len(m.ids)] = m.ids
        mask[row, : len(m.ids)] = 1.0
    places = {s: np.array([[[getattr(m, s)]] for m in marked], np.int64) for s in PLACES}
    return {"ids": ids, "mask": mask, **places}
