"""A noun phrase that may stand for somebody, as the rules about holders look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ramify.reading.actors.cast import Cast
from ramify.reading.holders.earlier import Earlier
from ramify.reading.holders.offices import Offices
from ramify.reading.holders.phrases import Phrases
from ramify.reading.statements import Holder, HolderKind
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.speech import cues


class KnowsSpeakers(Protocol):
    """What the rules ask of whoever knows the document: its names, and who spoke in it."""

    cast: Cast
    sentences: tuple[Sentence, ...]
    phrases: Phrases
    offices: Offices
    earlier: Earlier

    def issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper."""

    def of_two(self, name: str, ids: tuple[str, ...]) -> Holder:
        """Several who are meant by one word."""

    def as_actor(self, number: int, s: int, ids: tuple[str, ...]) -> Holder:
        """The actor that a phrase names."""


@dataclass(frozen=True)
class HolderPhrase:
    """A noun phrase of one document, as the rules look at it; `s` is its head."""

    speakers: KnowsSpeakers
    number: int
    s: int

    @property
    def sentence(self) -> Sentence:
        return self.speakers.sentences[self.number]

    @property
    def token(self) -> Token:
        return self.sentence.tokens[self.s]

    @property
    def word(self) -> str:
        return self.token.text.lower()

    @property
    def is_name(self) -> bool:
        return self.token.pos == "PROPN"

    @property
    def words(self) -> str:
        """The whole phrase as the text has it."""
        return self.speakers.cast.words(self.number, self.s)

    @property
    def at(self) -> tuple[int, int]:
        return self.number, self.s

    def is_any_of(self, table: str) -> bool:
        return self.token.lemma in cues("nouns", table)

    def held(self, actor: str | None = None, kind: HolderKind = "actor") -> Holder:
        return Holder(name=self.words, kind=kind, actor=actor)
