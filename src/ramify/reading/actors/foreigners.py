"""Whose envoys, ships or citizens a clause acts on: whoever does so is none of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ramify.reading.actors.named import Side
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

_UNDERGOES = ("obj", "nsubj:pass", "obl")


class Sided(Protocol):
    """What knows whom the words of its sentences stand for; a cast is one."""

    sentences: Sequence[Sentence]

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors of a noun phrase."""
        ...


def foreign_to(cast: Sided, number: int, i: int) -> frozenset[str]:
    """The states of those foreigners that the clause of a verb acts on.

    `The navy seized a Chinese trawler`, `police questioned two Turkish sailors`: the navy and the
    police are not theirs, even where the page names no other state. Of protesters, journalists and
    politicians nothing follows: they are arrested at home as well.
    """
    sentence = cast.sentences[number]
    undergo = list(sentence.kids(i, *_UNDERGOES))
    undergo += [c for k in undergo for c in sentence.kids(k, "conj")]
    foreign = (k for k in undergo if sentence.tokens[k].lemma in wordlist("foreigners"))
    return frozenset(side.id for k in foreign for side in cast.sides(number, k))
