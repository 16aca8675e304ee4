"""Passages as the reader sees them: whom they name, how that stands to each word, what rules read.

Everything comes from ramify's own parser, cast and rules, so that the network is trained on what it
is asked in use. Asked about are verbs, nouns, and whatever other word a mark begins with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ramify_relations import Mention, Word

from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.actors.main_actors import states_in
from ramify.reading.events.event_date import Context
from ramify.reading.events.headline import acts_of_title
from ramify.reading.rules import acts_told
from ramify.reading.second_reader.grammar_paths import head_of, way
from ramify.reading.second_reader.passages import as_told
from ramify.reading.statements import Document
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.time.document_date import without_dateline
from ramify.record.ontology import action
from ramify.world.world import World

from .marks import NOBODY, Mark, Passage

DAY = date(2016, 6, 30)
"""The day that names are resolved for: passages bear no date."""
ASKED = ("VERB", "NOUN")
SAME = {
    "YUG": {"YUG", "SRB", "SCG"}, "SRB": {"SRB", "YUG", "SCG"}, "CSK": {"CSK", "CZE"},
    "SUN": {"SUN", "RUS"}, "RUS": {"RUS", "SUN"},
}  # fmt: skip
"""States whose names a passage may mean by the name of the other."""
Ids = tuple[str, ...]


@dataclass(slots=True)
class Told:
    """What marks have a word tell; for each mark the ids of its sides, None where not known."""

    classes: tuple[str, ...]
    standing: str
    actors: list[frozenset[str] | None] = field(default_factory=list)
    targets: list[frozenset[str] | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is asked about; without marks it tells nothing."""

    word: Word
    in_title: bool
    told: Told | None


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, its title first, with mentions and words by their places in it."""

    title: int
    """Letters of the title, before the end of its line."""
    text: str
    mentions: tuple[Mention, ...]
    asked: tuple[Asked, ...]
    sentences: tuple[tuple[int, int], ...]
    """Where those below the title stand."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of the passage, how far its places are moved; those of the title are negative."""

    number: int
    sentence: Sentence
    moved: int

    def at(self, token: Token) -> tuple[int, int]:
        return token.start + self.moved, token.end + self.moved

    def holds(self, place: int) -> bool:
        return self.sentence.start <= place - self.moved < self.sentence.end


class Examples:
    """Makes examples of marked passages, with the packaged facts and parser."""

    def __init__(self) -> None:
        self._world, self._parser = World.packaged(), packaged_parser()
        actors = self._world.actors.values()
        self._groups = {a.id: a.kind in ("organisation", "grouping") for a in actors}
        self._names = self._dated(())

    def _dated(self, sentences: Sequence[Sentence]) -> DatedNames:
        return DatedNames(self._world.gazetteer, sentences, (), self._world.territories)

    def of(self, passage: Passage) -> Example:
        """One passage."""
        body = without_dateline(passage.body)
        sentences = tuple(self._parser.sentences(body))
        titled = states_in(passage.title, self._names, DAY, self._groups)
        names = self._dated(sentences)
        cast = Cast(body, sentences, names, DAY, self._groups, titled)
        above = tuple(self._parser.sentences(passage.title)) if passage.title else ()
        moved = len(passage.title) + 1
        lines = [_Line(-1 - k, s, 0) for k, s in enumerate(above)]
        lines += [_Line(k, s, moved) for k, s in enumerate(sentences)]
        document = Document(id="0" * 16, name="passage", title=passage.title or None, text=body)
        acts = self._acts(Context(document, sentences, (), cast))
        mentions = self._mentions(passage.title, cast)
        told = self._told(passage, lines, mentions)
        asked = tuple(
            Asked(_word(line, token, lines, mentions, acts), line.number < 0, told.get(at))
            for line in lines
            for token in line.sentence.tokens
            if (at := line.at(token)) in told or token.pos in ASKED
        )
        spans = tuple((s.start + moved, s.end + moved) for s in sentences)
        return Example(len(passage.title), passage.text, mentions, asked, spans)

    def _mentions(self, title: str, cast: Cast) -> tuple[Mention, ...]:
        named = self._names.find(title, DAY)
        found = {((n.start, n.end), tuple(n.candidates)) for n in named if len(n.candidates) == 1}
        moved = len(title) + 1
        for one in (*cast.named, *cast.references):
            if one.ids:
                found.add(((one.start + moved, one.end + moved), tuple(one.ids)))
        return tuple(Mention(*one) for one in sorted(found))

    def _acts(self, context: Context) -> dict[tuple[int, int], Act]:
        """What the rules read, by sentence and by every word of the act."""
        title = acts_of_title(context.document.title, self._parser, self._names, DAY, self._groups)
        found: dict[tuple[int, int], Act] = {}
        for number, acts in enumerate(acts_told(context, title)):
            for act in acts:
                for i in (act.i, *act.words) if action(act.code).plover else ():
                    found.setdefault((number, i), act)
        return found

    def _told(
        self, passage: Passage, lines: Sequence[_Line], mentions: Sequence[Mention]
    ) -> dict[tuple[int, int], Told]:
        """By the place of the word that a mark begins with, what it tells."""
        found: dict[tuple[int, int], Told] = {}
        for mark in passage.marks:
            place = passage.text.index(mark.words)
            held = (line for line in lines if line.holds(place))
            spans = (line.at(token) for line in held for token in line.sentence.tokens)
            if (at := next((s for s in spans if s[0] <= place < s[1]), None)) is None:
                continue
            told = found.setdefault(at, Told(mark.classes, mark.standing))
            actors, targets = self._sides(mark, passage.text, mentions)
            told.actors.append(actors)
            told.targets.append(targets)
        return found

    def _sides(
        self, mark: Mark, text: str, mentions: Sequence[Mention]
    ) -> Iterator[frozenset[str] | None]:
        return (self._ids(side, text, mentions) for side in mark.sides)

    def _ids(self, side: str, text: str, mentions: Sequence[Mention]) -> frozenset[str] | None:
        """Whom a side of a mark means: nobody, or whoever is so named; None if not known."""
        if side == NOBODY:
            return frozenset()
        if side.isupper() and 2 <= len(side) <= 4 and side in self._world.actors:
            return frozenset(SAME.get(side, {side}))
        alone = (m for m in mentions if len(m.ids) == 1)
        here = {m.ids[0] for m in alone if _bare(text[slice(*m.span)]) == _bare(side)}
        if here:
            return frozenset(here)
        name = side if side[0].isupper() else side.title()
        found = [id for n in self._names.find(name, DAY) for id in n.candidates]
        return frozenset(found[:1]) or None


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


def _word(
    line: _Line,
    token: Token,
    lines: Sequence[_Line],
    mentions: Sequence[Mention],
    acts: dict[tuple[int, int], Act],
) -> Word:
    ways = tuple(_way(line, token.i, mention, lines) for mention in mentions)
    return Word(line.at(token), ways, *as_told(acts.get((line.number, token.i))))


def _way(line: _Line, i: int, mention: Mention, lines: Collection[_Line]) -> str:
    start, end = mention.span
    other = next((one for one in lines if one.holds(start)), None)
    if other is None:
        return "far"
    head = head_of(other.sentence, start - other.moved, end - other.moved)
    return way(line.sentence, line.number, i, other.number, head)
