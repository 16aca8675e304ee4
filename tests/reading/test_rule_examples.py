"""Every rule decides the sentence that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ramify.reading.actions.operations import APART, VOID
from ramify.reading.claims.cue import At
from ramify.reading.claims.cues import NOUNS, PREDICATES
from ramify.reading.claims.cues import decided_by as cue_decided_by
from ramify.reading.events.nearness import NEARNESS, Dated
from ramify.reading.events.standing import RULES, decided_by
from ramify.reading.holders.holder_phrase import HolderPhrase
from ramify.reading.holders.phrase_rules import PHRASES
from ramify.reading.holders.speakers import Speakers
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.negation import NEGATIONS, Predicate
from ramify.reading.syntax.rule import Rule, deciding
from ramify.reading.syntax.status import ABOVE, OWN, ClauseHead
from ramify.reading.syntax.subjects import SUBJECTS, Verb
from ramify.reading.time.dates import dates_within
from ramify.world.world import World
from tests.reading.told import acts_of, coders, context_of

pytest.importorskip("ramify_english")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _words(text: str, world: World) -> Iterator[ClauseHead]:
    for sentence in context_of(text, world).sentences:
        yield from (ClauseHead(sentence, token.i) for token in sentence.tokens)


def _subjects(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    for word in _words(text, world):
        yield deciding(SUBJECTS, Verb(word.sentence, word.i))


def _own_words(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    yield from (deciding(OWN, word) for word in _words(text, world))


def _words_above(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    for word in _words(text, world):
        own = deciding(OWN, word)
        if own is None or own.then(word) is None:
            yield deciding(ABOVE, word)


def _negations(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    for word in _words(text, world):
        yield deciding(NEGATIONS, Predicate(word.sentence, word.i))


def _dates(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    for act, context in acts_of(text, world):
        sentence = context.sentences[act.number]
        for found in dates_within(context.dates, sentence.start, sentence.end):
            yield deciding(NEARNESS, Dated(found, act, sentence))


def _operations(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    for coder in coders(context_of(text, world)):
        for token in coder.sentence.tokens:
            for operation in coder.operators.operations(clause(coder.sentence, token.i), 0):
                yield deciding(APART, operation) or deciding(VOID, operation)


def _standing(text: str, world: World) -> Iterator[str]:
    yield from (decided_by(act, context) for act, context in acts_of(text, world))


def _cues(text: str, world: World) -> Iterator[str | None]:
    context = context_of(text, world)
    for number, coder in enumerate(coders(context)):
        acts = coder.acts()
        for token in coder.sentence.tokens:
            yield cue_decided_by(At(context, number, token.i, acts))


def _phrases(text: str, world: World) -> Iterator[Rule[Any, Any] | None]:
    context = context_of(text, world)
    speakers = Speakers(context.cast, context.sentences, text)
    for number, sentence in enumerate(context.sentences):
        for token in sentence.tokens:
            yield deciding(PHRASES, HolderPhrase(speakers, number, token.i))


TABLES: list[tuple[Any, Any]] = [
    (SUBJECTS, _subjects),
    (OWN, _own_words),
    (ABOVE, _words_above),
    (NEGATIONS, _negations),
    (NEARNESS, _dates),
    ((*APART, *VOID), _operations),
    (RULES, _standing),
    ((*PREDICATES, *NOUNS), _cues),
    (PHRASES, _phrases),
]


@pytest.mark.parametrize(
    ("rule", "decisions"),
    [(rule, decisions) for table, decisions in TABLES for rule in table],
    ids=[rule.name for table, _ in TABLES for rule in table],
)
def test_a_rule_decides_its_example(rule: Rule[Any, Any], decisions: Any, world: World) -> None:
    found = decisions(rule.example, world)
    assert rule.name in {getattr(decided, "name", decided) for decided in found}
