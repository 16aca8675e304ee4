"""What a document has told before a reference: whom it may mean, and how far back to look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ramify.reading.actors.named import Named, Side
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

BACK = 4
"""Sentences back in which a reference looks for whom it means."""
BACK_FOR_PERSONS = 12
"""The same for people, and for bodies called by a word of their name."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a reference means, and why."""

    ids: tuple[str, ...]
    kind: str
    reason: str
    person: str | None = None


class Antecedents(Protocol):
    """What a document has told so far, as far as references read it; a `Cast` is one."""

    text: str
    sentences: Sequence[Sentence]
    groups: dict[str, bool]
    heads: list[dict[int, Named]]
    named: list[Named]
    pair: tuple[str, ...]
    titled: tuple[str, ...]
    main: str | None
    seized: str | None
    people: dict[str, tuple[str, str]]
    issuer: str | None

    def named_at(self, number: int, i: int) -> Named | None:
        """The name or reference that covers a word of a sentence."""
        ...

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        ...


def introduced_before(sentences: Sequence[Sentence], number: int) -> int | None:
    """The subject of the sentence before, if it says who somebody is: `X, a member of …, asked`."""
    if number == 0:
        return None
    before = sentences[number - 1]
    for s in before.kids(before.root, "nsubj"):
        beside = (*before.kids(s, "appos"), *before.kids(before.root, "nsubj"))
        behind = [k for k in beside if k > s and before.tokens[k].pos == "NOUN"]
        if before.tokens[s].pos == "PROPN" and behind:
            return s
    return None


def full_name_of(sentences: Sequence[Sentence], number: int, i: int) -> tuple[int, int] | None:
    """Where the text gave a name in full whose last word now stands alone: `Ana Lima`, `Lima`."""
    token = sentences[number].tokens[i]
    if token.pos != "PROPN" or sentences[number].kids(i, "flat", "compound"):
        return None
    for back in range(number, -1, -1):
        for one in sentences[back].tokens:
            before = back < number or one.i < i
            if one.text == token.text and before and (first := _first_name(sentences[back], one.i)):
                return back, first - 1
    return None


def _first_name(sentence: Sentence, i: int) -> int | None:
    """One more than the place of the name that a surname goes with, if it goes with one."""
    token, before = sentence.tokens[i], sentence.tokens[i - 1]
    if token.dep.startswith("flat"):
        return token.head + 1
    twins = i > 0 and before.pos == "PROPN" and before.dep == token.dep == "appos"
    return i if twins and before.head == token.head else None


class ToldBefore:
    """The names and subjects before a word of a document."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast = cast

    def before(self, back: int, number: int, i: int) -> Iterable[tuple[int, Named]]:
        """Names of a sentence, those before the reference if it is its own."""
        heads = self._cast.heads[back].items()
        return sorted(((k, n) for k, n in heads if n.ids and (back < number or k < i)), key=_first)

    def own_subjects(self, number: int, i: int) -> set[str]:
        """The actors who are subject of the clause a word is an object in."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if is_predicate(sentence, k):
                if sentence.tokens[i].dep == "nmod:poss" or i in sentence.kids(k, "nsubj"):
                    return set()
                subjects = clause(sentence, k).subjects
                return {s.id for n in subjects for s in self._cast.sides(number, n)}
        return set()

    def speakers_over(self, number: int, i: int) -> set[str]:
        """Who says what a subject is said to do: `Peru said its neighbour had …`."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            subjects = clause(sentence, k).subjects if is_predicate(sentence, k) else ()
            if subjects and i not in subjects:
                return {s.id for n in subjects for s in self._cast.sides(number, n)}
        return set()

    def subjects_in(self, number: int, before: int | None) -> list[int]:
        """Subjects of a sentence: those of its main clause, if it is an earlier one."""
        sentence = self._cast.sentences[number]
        found = [
            t.i
            for t in sentence.tokens
            if t.dep.startswith("nsubj")
            and (before is None or t.i < before)
            and t.text.lower() not in wordlist("relatives")
        ]
        main = [k for k in found if sentence.tokens[k].head == sentence.root]
        return found if before is not None else main or found

    def one_paragraph(self, back: int, number: int) -> bool:
        """Whether two sentences stand in one paragraph."""
        start, end = self._cast.sentences[back].start, self._cast.sentences[number].start
        return "\n" not in self._cast.text[start:end]

    def follows(self, back: int, number: int) -> bool:
        """Whether a sentence goes on from another: in its paragraph, or in one of one sentence."""
        alone = back == 0 or not self.one_paragraph(back - 1, back)
        return self.one_paragraph(back, number) or (number - back == 1 and alone)

    def is_group(self, actor: str) -> bool:
        """Whether an actor is an organisation or a grouping."""
        return self._cast.groups.get(actor, False)

    def is_subject(self, number: int, i: int) -> bool:
        """Whether a word is a subject, or part of one."""
        sentence = self._cast.sentences[number]
        for k in (i, *sentence.above(i)):
            dep = sentence.tokens[k].dep
            if dep.startswith("nsubj"):
                return True
            if dep.partition(":")[0] not in ("conj", "compound", "flat", "appos", "amod"):
                return False
        return False


def _first(item: tuple[int, Named]) -> int:
    return item[0]
