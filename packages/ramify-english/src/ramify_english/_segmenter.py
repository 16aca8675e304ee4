"""Where sentences start: two convolutions over the vectors of neighbouring words."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from ._network import FormVectors, Weights
from ._tokens import Words

# Words a convolution sees on either side.
REACH = 5
# Nothing longer is parsed in one piece.
LONGEST = 200
_ENDERS = (".", "?", "!", "…", ":", ";", "—", "–")
_CLOSERS = "\"'”’»)]"
_QUOTES_CLOSE = ('"', "'", "''", "”", "’", "»")
_QUOTES_OPEN = ('"', "'", "``", "“", "‘", "«")
_SAYS = frozenset(
    {"said", "says", "added", "adds", "asked", "asks", "told", "replied", "wrote", "declared"}
)
# A speaker's name and office before `said`.
_SPEAKER = 6
# Words looked at in one go; longer texts are read in overlapping stretches.
_STRETCH = 4000


class Segmenter:
    """Finds the first word of every sentence of a tokenized text.

    Weights: `cut_in` (features + 2, a), `cut_one` (window * a, b), `cut_two` (window * b, c),
    `cut_out` (c,) and their biases. The two features beside the form's vector say whether white
    space and whether a line break stands before the word.
    """

    def __init__(self, vectors: FormVectors, weights: Weights) -> None:
        self._vectors, self._w = vectors, weights

    def starts(self, words: Words) -> NDArray[np.intp]:
        """Positions in `words` which open a sentence, in order; the first always does."""
        if not words.forms:
            return np.array([], dtype=np.intp)
        scores = self._scores(words.forms, words.spaced, words.breaks)
        scores[_inside(words.forms, words.breaks)] = -np.inf
        for n in _after_quotations(words):
            names = _names_speaker(words.forms[n - 2], words.forms[n : n + _SPEAKER])
            scores[n] = -np.inf if names else np.inf
        scores[words.breaks >= 2] = np.inf
        scores[0] = np.inf
        return np.array(_bounded(scores), dtype=np.intp)

    def _scores(
        self, forms: list[str], spaced: NDArray[np.bool_], breaks: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        out = np.empty(len(forms), dtype=np.float32)
        margin = 2 * REACH
        for at in range(0, len(forms), _STRETCH):
            low, high = max(0, at - margin), min(len(forms), at + _STRETCH + margin)
            part = self._stretch(forms[low:high], spaced[low:high], breaks[low:high])
            end = min(len(forms), at + _STRETCH)
            out[at:end] = part[at - low : end - low]
        return out

    def _stretch(
        self, forms: list[str], spaced: NDArray[np.bool_], breaks: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        w = self._w
        flags = np.stack([spaced, breaks > 0], axis=1).astype(np.float32)
        x = np.concatenate([self._vectors(forms), flags], axis=1)
        x = np.maximum(x @ w["cut_in"] + w["cut_in_bias"], 0.0)
        x = np.maximum(windows(x) @ w["cut_one"] + w["cut_one_bias"], 0.0)
        x = np.maximum(windows(x) @ w["cut_two"] + w["cut_two_bias"], 0.0)
        scores: NDArray[np.float32] = x @ w["cut_out"] + w["cut_out_bias"]
        return scores


def _inside(forms: list[str], breaks: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Words before which nothing ends a sentence: no mark and no line break.

    Names such as `Kim Jong Un` look to the convolutions like the start of something new.
    """
    inside = np.array(breaks) == 0
    ended = True
    for n, form in enumerate(forms):
        inside[n] &= not ended
        if form.strip(_CLOSERS):
            ended = form.rstrip(_CLOSERS).endswith(_ENDERS)
    return inside


def _after_quotations(words: Words) -> list[int]:
    """Words behind the end of a sentence within quotation marks.

    In `called it “a disgrace.” France expelled two` the convolutions see a quotation go on.
    """
    forms = words.forms
    return [
        n
        for n in range(2, len(forms))
        if words.spaced[n]
        and forms[n - 1] in _QUOTES_CLOSE
        and forms[n - 2] in (".", "!", "?")
        and not words.spaced[n - 1]
        and (forms[n][0].isupper() or forms[n] in _QUOTES_OPEN)
    ]


def _names_speaker(mark: str, forms: list[str]) -> bool:
    """`“It is over.” Xi said.`, `“Why now?” Xi asked on Monday.`: who said what stands before.

    Behind a full stop `Xi said, “…` has what follows, since a comma would have stood in its place.
    """
    says = [n for n, form in enumerate(forms[:-1]) if form in _SAYS]
    return bool(says) and (mark != "." or forms[says[0] + 1] in (".", ";"))


def windows(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row with its REACH neighbours on either side, zeros beyond the ends."""
    padded = np.pad(x, ((REACH, REACH), (0, 0)))
    return np.concatenate([padded[k : k + len(x)] for k in range(2 * REACH + 1)], axis=1)


def _bounded(scores: NDArray[np.float32]) -> list[int]:
    """Positions with a positive score, and more where a sentence would exceed LONGEST words."""
    ends = [*np.flatnonzero(scores > 0).tolist(), len(scores)]
    chosen = []
    for start, end in itertools.pairwise(ends):
        chosen.append(start)
        while end - start > LONGEST:
            start += LONGEST // 2 + int(scores[start + LONGEST // 2 : start + LONGEST].argmax())
            chosen.append(start)
    return chosen
