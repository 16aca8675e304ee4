"""Sentences to token ids, with a spare token before and after each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ._wordpiece import Span, WordPieces

Item = tuple[str, Span, Span]
"""A sentence and the character spans of its two sides."""

START, END = 101, 102
MARKS = ((1, 2), (3, 4))
"""The vocabulary's unused tokens that open and close side one and side two."""
LONGEST = 96
"""Tokens kept of a sentence: those around the two sides."""
MOST = 500
"""Tokens kept where the sides stand farther apart: the network has places for 512."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of one sentence and where its two marks stand in them."""

    ids: list[int]
    one: int
    two: int


def mark(cut: WordPieces, items: Sequence[Item]) -> list[Marked]:
    """Each sentence as ids.

    Raises:
        ValueError: a span is empty, overlaps the other or lies outside its sentence.
    """
    found = []
    for text, one, two in items:
        _check(text, one, two)
        pieces = cut(text)
        found.append(_marked(pieces.ids, pieces.offsets, one, two))
    return found


def _check(text: str, one: Span, two: Span) -> None:
    for start, end in (one, two):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"side {start}:{end} is no part of a sentence of {len(text)} letters")
    if one[0] < two[1] and two[0] < one[1]:
        raise ValueError(f"the sides {one} and {two} overlap")


def _marked(ids: list[int], offsets: list[Span], one: Span, two: Span) -> Marked:
    places = [_tokens(offsets, span) for span in (one, two)]
    left, right = _window(len(ids), places)
    out, opened = [START], [0, 0]
    for at in (*_kept(left, right), right):
        for side, (_, last) in enumerate(places):
            if at == last:
                out.append(MARKS[side][1])
        for side, (first, _) in enumerate(places):
            if at == first:
                opened[side] = len(out)
                out.append(MARKS[side][0])
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
    """Which tokens are kept of a long sentence: both sides and what is near them."""
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
    one, two = (np.array([[[getattr(m, s)]] for m in marked], np.int64) for s in ("one", "two"))
    return {"ids": ids, "mask": mask, "one": one, "two": two}
