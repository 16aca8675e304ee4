"""One claim held by several: the claims of all readings, each once."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from ramify._value import Value
from ramify.reading.events.independent import independent
from ramify.reading.statements import Claim, Reading
from ramify.reading.syntax.word_lists import wordlist

_ALIKE = 0.6
"""Share of their words that two claims have in common if they are one."""


class ClaimGroup(Value):
    """The same claim wherever it is made, with what speaks against it."""

    claim: Claim
    """The fullest statement of it."""
    said_by: tuple[Claim, ...]
    """Every statement of it, in order of reading; `claim` is among them."""
    sources: int
    """How many independent documents make it; copies of one text or sentence count once."""
    opposed: tuple[Claim, ...] = ()
    """Claims of the same event that say the opposite."""


def merge_claims(readings: Sequence[Reading], copies: Mapping[str, str]) -> tuple[ClaimGroup, ...]:
    """The claims of all readings, each once, with its independent sources.

    `copies`: ids of documents that copy another, each with that other's, as `copied` gives them.
    A claim joins the first that speaks of the same event, or says nearly the same words.
    """
    claims = [claim for reading in readings for claim in reading.claims]
    heads = _Heads(claims)
    groups: list[list[Claim]] = []
    for claim in claims:
        known = heads.alike(claim, affirmed=claim.affirmed)
        if known:
            groups[known[0]].append(claim)
        else:
            heads.add(claim)
            groups.append([claim])
    return tuple(
        ClaimGroup(
            claim=max(group, key=lambda c: len(c.content)),
            said_by=tuple(group),
            sources=len(independent((e for c in group for e in c.evidence), copies)),
            opposed=tuple(
                groups[other][0] for other in heads.alike(group[0], affirmed=not group[0].affirmed)
            ),
        )
        for group in groups
    )


class _Heads:
    """The first statement of each group, found by its event or by its words.

    Two sets that share enough of their words share one of the first few too, if both are in one
    order, rare words first (prefix filtering: Chaudhuri, Ganti and Kaushik 2006), so only the
    statements found by those are compared.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._words = {claim.content: _words(claim.content) for claim in claims}
        self._common = Counter(word for words in self._words.values() for word in words)
        self._kept: list[Claim] = []
        self._by_event: dict[Hashable, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, claim: Claim) -> None:
        """Take a statement as the first of a group, numbered in order."""
        number = len(self._kept)
        self._kept.append(claim)
        if (event := _event(claim)) is not None:
            self._by_event[event].append(number)
        for word in self._first(claim):
            self._by_word[word].append(number)

    def alike(self, claim: Claim, *, affirmed: bool) -> list[int]:
        """Those, affirmed or not, of the same event or in nearly the same words, in order."""
        event = _event(claim)
        found = set(self._by_event[event]) if event is not None else set()
        found |= {
            number
            for word in self._first(claim)
            for number in self._by_word.get(word, ())
            if self._overlap(claim, self._kept[number]) >= _ALIKE
        }
        return sorted(number for number in found if self._kept[number].affirmed == affirmed)

    def _first(self, claim: Claim) -> list[str]:
        """As many of its words, rare ones first, that one alike must have one of them."""
        words = self._words[claim.content]
        shared = math.ceil(_ALIKE * len(words) - 1e-9)
        ordered = sorted(words, key=lambda word: (self._common[word], word))
        return ordered[: len(words) - shared + 1]

    def _overlap(self, one: Claim, other: Claim) -> float:
        first, second = self._words[one.content], self._words[other.content]
        return len(first & second) / len(first | second)


def _event(claim: Claim) -> Hashable | None:
    """The event that a claim speaks of, as far as two must agree on it."""
    about = claim.about
    if about is None or not about.action or not (about.actor or about.target):
        return None
    return about.actor, about.target, about.action[:2], claim.kind


def _words(text: str) -> frozenset[str]:
    common = wordlist("common")
    return frozenset(
        word for word in re.findall(r"[a-z]{3,}", text.casefold()) if word not in common
    )
