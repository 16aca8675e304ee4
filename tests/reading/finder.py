"""A finder that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ramify_relations import Mention, Word

from ramify.reading.rules import RulesReader
from ramify.reading.syntax.sentence import Parser

Sides = Mapping[str | None, float]
NOBODY: Sides = {None: 1.0}


@dataclass(frozen=True)
class Says:
    """What it says of a word.

    Sides that are not given are those that rules or grammar have, and nobody is filled in. What is
    left of a class goes to that of the rules.
    """

    classes: Mapping[str, float]
    actors: Sides | None = None
    targets: Sides | None = None
    standings: Mapping[str, float] = field(default_factory=lambda: {"happened": 1.0})


NOTHING = Says({"NONE": 1.0}, NOBODY, NOBODY)


def likely(label: str, probability: float, **sides: Sides) -> Says:
    """A class of a probability, which stays the likeliest, and whoever does it to whom."""
    rest = 1 - probability
    if label == "NONE":
        return Says({"NONE": probability, "REQUEST": rest}, **sides)
    other = "PROTEST" if label == "REQUEST" else "REQUEST"
    others = {"NONE": rest} if rest < 0.5 else {"NONE": rest / 2, other: rest / 2}
    return Says({label: probability} | others, **sides)


@dataclass(frozen=True)
class Question:
    """A word it was asked about, and what the rules make of it; alike without its passage."""

    word: str
    label: str | None
    sides: tuple[frozenset[str], frozenset[str]] | None = None
    """None where only its class was asked."""
    ways: tuple[str, ...] = field(default=(), compare=False)
    """How those whom the passage names stand to it."""
    passage: str = field(default="", compare=False)


@dataclass(frozen=True)
class Telling:
    """A finder that says the same of every word, or of the one it is given."""

    says: Says
    word: str | None = None
    passages: list[tuple[str, tuple[Mention, ...]]] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def passage(self, text: str, mentions: Sequence[Mention]) -> Passage:
        """A passage, which is remembered."""
        self.passages.append((text, tuple(mentions)))
        ids = {id for mention in mentions for id in mention.ids}
        return Passage(self, text, NOBODY | dict.fromkeys(ids, 1.0))


@dataclass(frozen=True)
class Passage:
    """A passage whose words are answered as the finder was told."""

    finder: Telling
    text: str
    anybody: Sides
    """Everybody as sure as nobody: grammar keeps its sides, and none is told without it."""

    def tells(self, span: tuple[int, int], label: str | None = None) -> Mapping[str, float]:
        """The classes of a word."""
        asked = Question(self.text[slice(*span)], label, passage=self.text)
        self.finder.asked.append(asked)
        return self._said_of(span, label).classes

    def of(self, word: Word) -> Says:
        """All that a word tells."""
        text, sides = self.text[slice(*word.span)], (word.actors, word.targets)
        self.finder.asked.append(Question(text, word.label, sides, word.ways, self.text))
        says = self._said_of(word.span, word.label)
        actors = says.actors or self._as_read(word, word.actors)
        targets = says.targets or self._as_read(word, word.targets)
        return replace(says, actors=actors, targets=targets)

    def _as_read(self, word: Word, sides: frozenset[str]) -> Sides:
        if word.label is None:
            return self.anybody
        return dict.fromkeys(sides, 1.0) or NOBODY

    def _said_of(self, span: tuple[int, int], label: str | None) -> Says:
        meant = self.finder.word in (None, self.text[slice(*span)])
        says = self.finder.says if meant else NOTHING
        if label is None or label in says.classes or says is NOTHING:
            return says
        likeliest = max(says.classes, key=lambda name: says.classes[name])
        taken = {name for name in says.classes if name == "NONE"} - {likeliest}
        if likeliest == "NONE":
            taken = says.classes.keys() - {likeliest}
        rest = sum(says.classes[name] for name in taken)
        classes = {name: p for name, p in says.classes.items() if name not in taken}
        return replace(says, classes={"NONE": 0.0} | classes | {label: rest})


class Seconded(RulesReader):
    """The rules with a finder of the test's own."""

    def __init__(self, parser: Parser, finder: Telling) -> None:
        super().__init__(parser)
        self._told = finder

    @property
    def _second(self) -> Telling:
        return self._told
