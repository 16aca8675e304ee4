"""A finder that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ramify_relations import Mention, Word

from ramify.reading.rules import RulesReader
from ramify.reading.syntax.sentence import Parser

Sides = Mapping[str | None, float]
NOBODY: Sides = {None: 1.0}


@dataclass(frozen=True)
class Says:
    """What it says of a word."""

    classes: Mapping[str, float]
    actors: Sides = field(default_factory=lambda: NOBODY)
    targets: Sides = field(default_factory=lambda: NOBODY)
    standings: Mapping[str, float] = field(default_factory=lambda: {"happened": 1.0})


NOTHING = Says({"NONE": 1.0})


def likely(label: str, probability: float, **sides: Sides) -> Says:
    """A class of a probability, which stays the likeliest, and whoever does it to whom."""
    rest = 1 - probability
    other = "PROTEST" if label == "REQUEST" else "REQUEST"
    others = {"NONE": rest} if rest < 0.5 else {"NONE": rest / 2, other: rest / 2}
    return Says({label: probability} | others, **sides)


@dataclass(frozen=True)
class Question:
    """A word it was asked about, and what the rules make of it."""

    word: str
    label: str | None
    sides: tuple[frozenset[str], frozenset[str]] | None = None
    """None where only its class was asked."""
    ways: tuple[str, ...] = ()


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
        return Passage(self, text)


@dataclass(frozen=True)
class Passage:
    """A passage whose words are answered as the finder was told."""

    finder: Telling
    text: str

    def tells(self, span: tuple[int, int], label: str | None = None) -> Mapping[str, float]:
        """The classes of a word."""
        self.finder.asked.append(Question(self.text[slice(*span)], label))
        return self._said_of(span).classes

    def of(self, word: Word) -> Says:
        """All that a word tells."""
        text, sides = self.text[slice(*word.span)], (word.actors, word.targets)
        self.finder.asked.append(Question(text, word.label, sides, word.ways))
        return self._said_of(word.span)

    def _said_of(self, span: tuple[int, int]) -> Says:
        meant = self.finder.word in (None, self.text[slice(*span)])
        return self.finder.says if meant else NOTHING


class Seconded(RulesReader):
    """The rules with a finder of the test's own."""

    def __init__(self, parser: Parser, finder: Telling) -> None:
        super().__init__(parser)
        self._told = finder

    @property
    def _second(self) -> Telling:
        return self._told
