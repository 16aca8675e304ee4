"""A document cut into passages for the finder, and what it finds in them word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from ramify.reading.actors.acts import Act
from ramify.reading.actors.dated_names import Names
from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.grammar_paths import head_of, way
from ramify.reading.syntax.sentence import Parser, Sentence
from ramify.record.ontology import action

_MOST = 230
"""Words of a passage, with its title and the sentences before it."""
_BEFORE = 2
"""Sentences read again before a passage, for whom they name."""
Span = tuple[int, int]
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A title, parsed, and whom it names where."""

    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    named: tuple[tuple[int, int, Ids], ...] = ()


class Finder(Protocol):
    """Whatever reads a passage and can be asked about its words."""

    def passage(self, text: str, mentions: Sequence[Any]) -> Any:
        """A passage, read once."""
        ...


class WordFound(Protocol):
    """What a finder says of a word."""

    classes: Mapping[str, float]
    standings: Mapping[str, float]
    actors: Mapping[str | None, float]
    targets: Mapping[str | None, float]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention: its sentence, the title's being negative, and the word that heads it."""

    span: Span
    ids: Ids
    number: int
    head: int | None


class Passages:
    """The passages of a document; each is run when one of its words is first asked about."""

    def __init__(self, context: Context, title: Title, load: Callable[[], Finder | None]) -> None:
        """`load` gives the second reader once it is needed."""
        self.context, self._title, self._load = context, title, load
        self._run: dict[Span, tuple[Any, tuple[_Place, ...]]] = {}

    @cached_property
    def _plan(self) -> tuple[Span, ...]:
        """For each sentence the first and the last but one of the passage it is judged in."""
        sizes = [len(s.tokens) for s in self.context.sentences]
        title = sum(len(s.tokens) for s in self._title.sentences)
        plan: list[Span] = []
        while len(plan) < len(sizes):
            begun, end = len(plan), len(plan) + 1
            first = max(0, begun - _BEFORE)
            size = title + sum(sizes[first:end])
            while end < len(sizes) and size + sizes[end] <= _MOST:
                size, end = size + sizes[end], end + 1
            plan += [(first, end)] * (end - begun)
        return tuple(plan)

    @cached_property
    def _mentions(self) -> list[tuple[int, int, Ids]]:
        cast = self.context.cast
        return sorted({(n.start, n.end, n.ids) for n in (*cast.named, *cast.references) if n.ids})

    @cached_property
    def _finder(self) -> Finder:
        finder = self._load()
        assert finder is not None, "asked though there is no second reader"
        return finder

    def _passage(self, number: int) -> tuple[Any, tuple[_Place, ...], int]:
        """The passage of a sentence, its mentions, and how far its places are moved."""
        first, end = self._plan[number]
        sentences = self.context.sentences[first:end]
        begin, last = sentences[0].start, sentences[-1].end
        moved = len(self._title.text) + 1 - begin
        if (first, end) not in self._run:
            from ramify_relations import Mention  # type: ignore[import-not-found, unused-ignore]

            places = (*self._titled(), *self._named(first, end, moved))
            text = f"{self._title.text}\n{self.context.document.text[begin:last]}"
            asked = self._finder.passage(text, [Mention(p.span, p.ids) for p in places])
            self._run[first, end] = asked, places
        return (*self._run[first, end], moved)

    def _titled(self) -> list[_Place]:
        found = []
        for start, end, ids in self._title.named:
            parts = enumerate(self._title.sentences)
            at = next(((-1 - n, s) for n, s in parts if s.start <= start < s.end), None)
            if at:
                found.append(_Place((start, end), ids, at[0], head_of(at[1], start, end)))
        return found

    def _named(self, first: int, last: int, moved: int) -> list[_Place]:
        found, starts = [], [start for start, _, _ in self._mentions]
        for number in range(first, last):
            sentence = self.context.sentences[number]
            low, high = (bisect_left(starts, at) for at in (sentence.start, sentence.end))
            for start, end, ids in self._mentions[low:high]:
                span = (start + moved, end + moved)
                found.append(_Place(span, ids, number, head_of(sentence, start, end)))
        return found

    def tells(self, number: int, i: int, act: Act | None = None) -> Mapping[str, float] | None:
        """Probabilities of the classes of a word; None where it could not be read.

        `act` is what the rules make of it.
        """
        asked, _, moved = self._passage(number)
        token = self.context.sentences[number].tokens[i]
        label = action(act.code).plover if act else None
        found: Mapping[str, float] | None = asked.tells(
            (token.start + moved, token.end + moved), label
        )
        return found

    def of(self, number: int, i: int, act: Act | None = None) -> WordFound | None:
        """All that a word tells, with what the rules make of it."""
        from ramify_relations import Word  # type: ignore[import-not-found, unused-ignore]

        asked, places, moved = self._passage(number)
        sentence = self.context.sentences[number]
        token = sentence.tokens[i]
        ways = tuple(way(sentence, number, i, p.number, p.head) for p in places)
        span = (token.start + moved, token.end + moved)
        found: WordFound | None = asked.of(Word(span, ways, *as_told(act)))
        return found

    def of_act(self, act: Act) -> WordFound | None:
        """What the words of an act tell with what the rules make of it, by the surest of them."""
        words = dict.fromkeys((act.i, *act.words))
        found = [one for w in words if (one := self.of(act.number, w, act))]
        return strongest(found) if found else None


def as_told(act: Act | None) -> tuple[str | None, frozenset[str], frozenset[str]]:
    """What the rules make of a word: its class, who acts, on whom; who do it together are both."""
    if act is None:
        return None, frozenset(), frozenset()
    actors = frozenset(side.id for side in act.actors)
    targets = frozenset(side.id for side in act.targets)
    together = actors if act.symmetric and len(actors) > 1 else frozenset()
    return action(act.code).plover, actors, targets or together


def strongest(found: Sequence[WordFound]) -> WordFound:
    """Of several words of one act the one that most surely tells something."""
    return min(found, key=lambda one: one.classes["NONE"])


def title_of(title: str | None, parser: Parser, names: Names, on: date) -> Title:
    """A title, parsed, and whom it names beyond doubt."""
    if not title:
        return Title()
    found = (n for n in names.find(title, on) if len(n.candidates) == 1)
    named = tuple((n.start, n.end, tuple(n.candidates)) for n in found)
    return Title(title, tuple(parser.sentences(title)), named)
