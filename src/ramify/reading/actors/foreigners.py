"""Whose envoys, ships or citizens a clause acts on: whoever does so is none of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ramify.reading.actors.named import Named, Side
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

_UNDERGOES = ("obj", "nsubj:pass", "obl")


class Sided(Protocol):
    """What knows whom the words of its sentences stand for; a cast is one."""

    sentences: Sequence[Sentence]

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors of a noun phrase."""
        ...

    def named_at(self, number: int, i: int) -> Named | None:
        """The name that has a word for its head."""
        ...


def foreign_to(cast: Sided, number: int, i: int) -> frozenset[str]:
    """The states of those foreigners that the clause of a verb acts on.

    `The navy seized a Chinese trawler`, `police questioned two Turkish sailors`: the navy and the
    police are not theirs, even where the page names no other state. Of protesters, journalists and
    politicians nothing follows: they are arrested at home as well. `The Senate voted to sanction
    K`: who does so is not K.
    """
    sentence = cast.sentences[number]
    undergo = [k for v in (i, *sentence.kids(i, "xcomp")) for k in sentence.kids(v, *_UNDERGOES)]
    undergo += [c for k in undergo for c in sentence.kids(k, "conj")]
    foreign = [
        k
        for k in undergo
        if sentence.tokens[k].lemma in wordlist("foreigners") or _is_state(cast, number, k)
    ]
    return frozenset(side.id for k in foreign for side in cast.sides(number, k))


def _is_state(cast: Sided, number: int, k: int) -> bool:
    """A state that is the object of a verb by its own name; a city may be one's own."""
    named = cast.named_at(number, k)
    return (
        cast.sentences[number].tokens[k].dep == "obj" and named is not None and named.kind == "name"
    )
