"""Word pieces of a text and where they stand in it, as uncased BERT cuts them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

Span = tuple[int, int]
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of a text's pieces, and the characters that each stands for."""

    ids: list[int]
    offsets: list[Span]

    def first(self, most: int) -> Pieces:
        """The first so many of them."""
        return Pieces(self.ids[:most], self.offsets[:most])

    def of(self, span: Span) -> Span | None:
        """The first and the last piece of a stretch of the text; None where it has none.

        >>> pieces = Pieces([4, 1, 2], [(0, 4), (5, 9), (9, 12)])
        >>> pieces.of((0, 4)), pieces.of((5, 12)), pieces.of((5, 20))
        ((0, 0), (1, 2), None)
        """
        first = bisect_right(self.offsets, span[0], key=itemgetter(0)) - 1
        if first < 0 or self.offsets[first][1] <= span[0]:
            first += 1
        last = bisect_left(self.offsets, span[1], key=itemgetter(0)) - 1
        if not 0 <= first <= last or span[1] > self.offsets[-1][1]:
            return None
        return first, last


class WordPieces:
    """Cuts words into the longest pieces of a vocabulary, from the left.

    >>> cut = WordPieces(["[UNK]", "treat", "##y", "un"])
    >>> cut("Treaty: UN").ids, cut("Treaty: UN").offsets
    ([1, 2, 0, 3], [(0, 5), (5, 6), (6, 7), (8, 10)])
    """

    def __init__(self, vocabulary: Sequence[str], unknown: str = "[UNK]") -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids[unknown]
        self._cut = lru_cache(maxsize=20_000)(self._cut_word)

    def __call__(self, text: str) -> Pieces:
        ids: list[int] = []
        offsets: list[Span] = []
        for word, places in _words(text):
            for piece, start, end in self._cut(word):
                ids.append(piece)
                offsets.append((places[start], places[end - 1] + 1))
        return Pieces(ids, offsets)

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Each piece's id with its first and last letter; the word unknown if one is."""
        whole = ((self._unknown, 0, len(word)),)
        if len(word) > _LONGEST_WORD:
            return whole
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self._ids:
                    found.append((self._ids[piece], start, end))
                    start = end
                    break
            else:
                return whole
        return tuple(found)


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words in lower case without accents, punctuation apart, with each letter's place."""
    letters: list[str] = []
    places: list[int] = []
    for at, original in enumerate(text):
        if original.isspace() or _alone(original):
            if letters:
                yield "".join(letters), places
            letters, places = [], []
            if not original.isspace():
                yield original.lower(), [at] * len(original.lower())
            continue
        for letter in _plain(original):
            letters.append(letter)
            places.append(at)
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in "\x00\ufffd" or unicodedata.category(letter).startswith("C"):
        return ""
    split = unicodedata.normalize("NFD", letter)
    return "".join(c for c in split if unicodedata.category(c) != "Mn").lower()


@lru_cache(maxsize=4096)
def _alone(letter: str) -> bool:
    """Punctuation, symbols of ASCII and Chinese characters are words of their own."""
    code = ord(letter)
    ascii_mark = code < 128 and letter.isprintable() and not letter.isalnum() and letter != " "
    chinese = any(a <= code <= b for a, b in _CHINESE)
    return ascii_mark or chinese or unicodedata.category(letter).startswith("P")


_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
