"""What the built-in rules make of a sentence that a model quotes: status, date and parties.

A model says who did what; whether it happened, when, and who is a side of it is decided as
for any other reader, over the parse of the sentence that the quote stands in. Where the
rules code no such act in the quote, the verb that carries it is looked for instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.actors.named import Side
from ramify.reading.events.event_date import Context, day_told, when_of
from ramify.reading.events.standing import ActStanding, standing_of
from ramify.reading.second_reader.opinion import NONE, VETO_ANSWER, Opinion
from ramify.reading.second_reader.passages import Passages, Title
from ramify.reading.second_reader.second_opinion import second_missing, second_reader
from ramify.reading.statements import Document
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.modality import Status
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import wordlist
from ramify.reading.time.dates import DateFound, dates_within, find_dates
from ramify.reading.time.document_date import as_when, without_dateline
from ramify.record.ontology import action
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.world import World

_WORDS = ("01", "02", "03", "10", "11", "12", "13")
"""Roots of acts that are done by saying something."""
_VISITS = ("042", "043")
_SET_IN = frozenset({"in", "at", "near", "outside"})
_CONTENT = frozenset({"VERB", "NOUN", "AUX"})
_CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"})
_ASKED = "asked, not told"

Span = tuple[int, int]


@dataclass(frozen=True)
class ToldAct:
    """An act that a model finds in a quote, as the rules see it."""

    act: Act
    standing: ActStanding


@dataclass
class SentenceRules:
    """The rules over one document; it is parsed when the first quote is looked at.

    `document` has the text that the model was shown, `on` is the day for names and
    `asked_for` the day that relative dates of an undated document count from.
    """

    document: Document
    world: World
    on: date
    asked_for: date | None = None

    @cached_property
    def dates(self) -> tuple[DateFound, ...]:
        """Every date that the text names."""
        anchor = self.document.published or as_when(self.asked_for)
        return tuple(find_dates(self.document.text, anchor))

    @cached_property
    def _context(self) -> Context:
        body = without_dateline(self.document.text)
        sentences = tuple(packaged_parser().sentences(body))
        names = DatedNames(self.world.gazetteer, sentences, self.dates, self.world.territories)
        groups = {
            actor.id: actor.kind in ("organisation", "grouping")
            for actor in self.world.actors.values()
        }
        cast = Cast(body, sentences, names, self.on, groups)
        return Context(self.document, sentences, self.dates, cast)

    def told(self, span: Span, code: str, parties: Sequence[str]) -> ToldAct | None:
        """The act of a code between parties in a quote; None where the quote has no verb for it."""
        numbers = self._numbers(span)
        acts = [act for n in numbers for act in self._acts(n) if self._inside(act, span)]
        fitting = [act for act in acts if _alike(act.code, code)]
        shared = set(parties)
        act = max(fitting, key=lambda act: len(shared & _ids(act)), default=None)
        act = act or next(self._unread(span, code, parties, numbers), None)
        if act is None:
            return None
        asked = self._sentence(act.number).text.rstrip('"”’) ').endswith("?")
        standing = ActStanding(None, reason=_ASKED) if asked else standing_of(act, self._context)
        return ToldAct(act, standing)

    def day(self, told: ToldAct, *, planned: bool) -> tuple[When | None, bool]:
        """The date of an act, and whether it is only the day by which it was reported."""
        return day_told(when_of(told.act, self._context), told.act, self._context, planned=planned)

    def bears(self, when: When, span: Span) -> bool:
        """Whether the text has a date: named as exactly, or counted from what is not known."""
        numbers = self._numbers(span)
        start = self._sentence(numbers[0]).start if numbers else span[0]
        near = dates_within(self.dates, start, span[1])
        return any(found.when is None for found in near) or any(
            when.start <= found.when.start and found.when.end <= when.end
            for found in self.dates
            if found.when
        )

    def no_party(self, code: str, action_code: str, span: Span) -> str | None:
        """The words in which an actor is named without being a side; None if it may be one.

        `a US-brokered truce`, `talks in Doha`, `ahead of the G20 summit`.
        """
        found = self.world.gazetteer.find(self.document.text[slice(*span)], self.on)
        places = [(span[0] + m.start, span[0] + m.end) for m in found if code in m.candidates]
        aside = all(self._aside(start, action_code) for start, _ in places)
        if not places or not aside or self._referred(code, span, places):
            return None
        before, after = places[0]
        return " ".join(self.document.text[max(before - 12, span[0]) : after + 12].split())

    def opposite(self, code: str, span: Span) -> str | None:
        """The class that the second reader sees, if it is surely of the other sign; else None."""
        if self._passages is None or code.startswith("13"):
            return None
        words = (
            (number, token.i)
            for number in self._numbers(span)
            for token in self._sentence(number).tokens
            if token.pos in _CONTENT and span[0] <= token.start < span[1]
        )
        asked = self._passages.tells
        found = [classes for number, i in words if (classes := asked(number, i))]
        if not found:
            return None
        opinion = Opinion(min(found, key=lambda classes: classes[NONE]))
        return opinion.label if opinion.contradicts(code, VETO_ANSWER) else None

    @cached_property
    def _passages(self) -> Passages | None:
        """The text as the second reader has it; None where there is none."""
        return None if second_missing() else Passages(self._context, Title(), second_reader)

    def _aside(self, place: int, code: str) -> bool:
        """Whether a name there is part of a compound, or only says where or at what."""
        for number in self._numbers((place, place + 1)):
            sentence = self._sentence(number)
            token = next(t for t in sentence.tokens if t.end > place)
            named = self._context.cast.named_at(number, token.i)
            if named is None:
                return True
            heads = [i for i, one in self._context.cast.heads[number].items() if one is named]
            return any(self._sets_scene(sentence, i, named.kind, code) for i in heads)
        return False

    def _sets_scene(self, sentence: Sentence, i: int, kind: str, code: str) -> bool:
        token = sentence.tokens[i]
        over = sentence.tokens[token.head]
        if token.dep.startswith("compound") and over.lemma in wordlist("gatherings"):
            return True
        placed = kind == "metonym" and preposition(sentence, i) in _SET_IN
        return placed and not code.startswith(_VISITS)

    def _referred(self, code: str, span: Span, places: Sequence[Span]) -> bool:
        """Whether a pronoun or another name of the sentence means the actor."""
        starts = {start for start, _ in places}
        return any(
            code in named.ids and named.start not in starts
            for n in self._numbers(span)
            for named in self._context.cast.heads[n].values()
        )

    def _sentence(self, number: int) -> Sentence:
        return self._context.sentences[number]

    def _numbers(self, span: Span) -> list[int]:
        sentences = self._context.sentences
        return [n for n, s in enumerate(sentences) if s.start < span[1] and span[0] < s.end]

    def _acts(self, number: int) -> list[Act]:
        return list(Coder(self._context.cast, self._sentence(number), number).acts())

    def _inside(self, act: Act, span: Span) -> bool:
        return span[0] <= self._sentence(act.number).tokens[act.i].start < span[1]

    def _unread(
        self, span: Span, code: str, parties: Sequence[str], numbers: Sequence[int]
    ) -> Iterator[Act]:
        """The act on a verb of the quote that the rules have no code for, the likeliest first."""
        spoken = code.startswith(_WORDS)
        for number in numbers:
            sentence = self._sentence(number)
            inside = [t.i for t in sentence.tokens if span[0] <= t.start < span[1]]
            words = [i for i in inside if sentence.tokens[i].pos in _CONTENT]
            verbs = [i for i in words if is_predicate(sentence, i)]
            carrying = [i for i in verbs if spoken or not _opens(sentence, i)]
            below = [i for i in words if not _opens(sentence, i)]
            for i in carrying or below or verbs:
                yield self._act(number, i if spoken else _clause_of(sentence, i), code, parties)

    def _act(self, number: int, i: int, code: str, parties: Sequence[str]) -> Act:
        sentence = self._sentence(number)
        actors, targets = parties[:1], parties[1:]
        return Act(
            number=number,
            i=i,
            code=code,
            actors=tuple(Side(one, None, "", 0, 0) for one in actors),
            targets=tuple(Side(one, None, "", 0, 0) for one in targets),
            objects=tuple(clause(sentence, i).objects),
            words=(i,),
            status=_status(sentence, i, code),
        )


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether a verb only opens what another tells: `said that`, `accused X of`, `plans to`."""
    return _speaks(sentence, i) or bool(sentence.kids(i, "ccomp", "xcomp"))


def _speaks(sentence: Sentence, i: int) -> bool:
    lemma = sentence.tokens[i].lemma
    return any(lemma in wordlist(kind) for kind in ("saying", "accusing", "denying"))


def _clause_of(sentence: Sentence, i: int) -> int:
    """The head of the clause that a word stands in: an unknown verb is easily misparsed."""
    for k in sentence.above(i):
        if sentence.tokens[i].dep.partition(":")[0] in _CLAUSES or _speaks(sentence, k):
            break
        i = k
    return i


def _status(sentence: Sentence, i: int, code: str) -> Status:
    """As the grammar has it; under a verb of charging or denying nothing is plain fact."""
    found = status(sentence, i)
    if found != "fact" or code.startswith(_WORDS):
        return found
    over = {sentence.tokens[k].lemma for k in sentence.above(i)}
    if over & wordlist("accusing"):
        return "charged"
    return "denied" if over & wordlist("denying") else found


def _alike(one: str, other: str) -> bool:
    """Whether two codes are of one root or one class."""
    return one[:2] == other[:2] or action(one).plover == action(other).plover


def _ids(act: Act) -> set[str]:
    return {side.id for side in (*act.actors, *act.targets)}
