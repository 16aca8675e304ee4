"""A parsed sentence: its words with Universal Dependencies labels, and the tree over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence, with its place in the document.

    `head` is the index of the word it depends on, its own index at the root;
    `dep` is the Universal Dependencies relation, with its subtype if any.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, eq=False)
class Sentence:
    """The tokens of one sentence, and the tree over them."""

    text: str
    start: int
    """Where the sentence begins in the document."""
    tokens: tuple[Token, ...]

    @property
    def end(self) -> int:
        """Where the sentence ends in the document."""
        return self.start + len(self.text)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(map(tuple, below))

    @cached_property
    def _bare(self) -> tuple[str, ...]:
        """Each word's relation without its subtype."""
        return tuple(token.dep.partition(":")[0] for token in self.tokens)

    @cached_property
    def _under(self) -> tuple[dict[str, list[int]], ...]:
        """The words below each word by their relation, with its subtype and without."""
        under: list[dict[str, list[int]]] = [{} for _ in self.tokens]
        for token, bare in zip(self.tokens, self._bare, strict=True):
            if token.head != token.i:
                for dep in {token.dep, bare}:
                    under[token.head].setdefault(dep, []).append(token.i)
        return tuple(under)

    @cached_property
    def root(self) -> int:
        """Index of the word that depends on none."""
        return next((token.i for token in self.tokens if token.head == token.i), 0)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Words that depend on `i`; `obl` also matches `obl:tmod`, `nsubj:pass` only itself."""
        if not deps:
            return list(self._children[i])
        below = self._children[i]
        if not below:
            return []
        if len(deps) == 1:
            return list(self._under[i].get(deps[0], ()))
        bare = self._bare
        return [k for k in below if self.tokens[k].dep in deps or bare[k] in deps]

    def subtree(self, i: int, *, without: tuple[str, ...] = ()) -> list[int]:
        """`i` and all words below it, in order, leaving out branches by their relation."""
        found, agenda, bare = [i], [i], self._bare
        while agenda:
            for k in self._children[agenda.pop()]:
                if self.tokens[k].dep not in without and bare[k] not in without:
                    found.append(k)
                    agenda.append(k)
        return sorted(found)

    def above(self, i: int) -> Iterator[int]:
        """The words that `i` depends on, nearest first."""
        seen = {i}
        while (head := self.tokens[i].head) not in seen:
            yield head
            seen.add(head)
            i = head

    def span(self, indices: list[int]) -> tuple[int, int]:
        """First and last character in the document that these words cover."""
        return self.tokens[indices[0]].start, self.tokens[indices[-1]].end


class Parser(Protocol):
    """Whatever divides a text into parsed sentences."""

    name: str

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        ...


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text with where they begin.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 'One.'), (6, 'Two.')]
    """
    for match in re.finditer(r"[^\n]+", text):
        for start in range(match.start(), match.end(), 5000):
            yield start, text[start : min(start + 5000, match.end())]
