"""An act that leaves a side unsaid, with what the text told before it, and rules for finding it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.event_date import Context
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, wordlist

HOSTILE = ("09", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20")
BLOWS = ("18", "19", "20")
NEAR = 3
"""Sentences back within which an act may be answered."""


@dataclass(frozen=True)
class Untargeted:
    """An act that names nobody it is done to, with what the text told before it."""

    act: Act
    earlier: Sequence[Act]
    """Acts told as done before it, in order."""
    title: tuple[Act, ...]
    context: Context
    beside: Sequence[Act] = ()
    """All acts of its sentence."""

    @property
    def sentence(self) -> Sentence:
        return self.context.sentences[self.act.number]

    @property
    def own(self) -> set[str]:
        """Who does it."""
        return {side.id for side in self.act.actors}

    def ids(self, sides: Sequence[Side]) -> set[str]:
        """The actors that some sides are."""
        return {side.id for side in sides}

    def near(self, back: int) -> list[Act]:
        """Acts of the last sentences, the nearest first, then those of the title."""
        first = self.act.number - back
        return [*(act for act in reversed(self.earlier) if act.number >= first), *self.title]

    def others(self, sides: Sequence[Side]) -> tuple[Side, ...]:
        """Those of some sides who are not the actor."""
        return tuple(side for side in sides if side.id not in self.own)


@dataclass(frozen=True, slots=True)
class TargetRule:
    """Where a missing target is found; the first rule that finds one decides."""

    name: str
    find: Callable[[Untargeted], tuple[Side, ...]]
    example: str
    """A text whose last act this rule gives its target."""


@dataclass(frozen=True, slots=True)
class DoerRule:
    """Where who did it is found; the first rule that finds somebody decides."""

    name: str
    find: Callable[[Untargeted], Act | None]
    example: str
    """A text whose last act this rule gives who did it."""


def subjects_of(context: Context, number: int) -> tuple[Side, ...]:
    """Who acts or speaks in the main clause of a sentence."""
    sentence = context.sentences[number]
    subjects = (
        clause(sentence, sentence.root).subjects if is_predicate(sentence, sentence.root) else ()
    )
    return tuple(side for k in subjects for side in context.cast.sides(number, k))


_TOPICS = frozenset({"as for", "regarding", "concerning", "with regard to", "as to", "as regards"})


def is_topic(sentence: Sentence, k: int) -> bool:
    """`As for K, …`, `Regarding K, …`: what a sentence opens with as its subject matter."""
    return preposition(sentence, k) in _TOPICS and k < sentence.root


def of_somebody(told: Untargeted) -> bool:
    """Whether it is done to somebody, if to nobody we know: `accused his deputy`."""
    tokens = told.sentence.tokens
    return any(tokens[k].pos == "PROPN" or tokens[k].lemma in agents() for k in told.act.objects)


def thing(sentence: Sentence, k: int) -> str | None:
    """What kind of thing a noun names that belongs to somebody; ships are all of one kind."""
    lemma = sentence.tokens[k].lemma
    return "ship" if lemma in wordlist("ships") else lemma if lemma in wordlist("owned") else None


def is_known(sentence: Sentence, k: int) -> bool:
    """Whether a noun was spoken of before: `the plane`, `both planes`, `this deal`."""
    dets = {sentence.tokens[d].text.lower() for d in sentence.kids(k, "det", "nummod")}
    return bool(dets & {"the", "this", "that", "these", "those", "both"})
