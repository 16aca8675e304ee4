"""A word that makes its clause a claim, the word where it stands, and a rule about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ramify.reading.actors.acts import Act
from ramify.reading.claims.extent import modality_of
from ramify.reading.events.event_date import Context
from ramify.reading.statements import ClaimKind, Holder, Modality
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.modality import modal
from ramify.reading.syntax.rule import Rule
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that makes its clause a claim."""

    i: int
    kind: ClaimKind
    modality: Modality
    word: str | None = None
    own: bool = False
    """Whether the subject of the word holds it: `Poland fears …`, `Kenya calls it …`."""
    unsaid: bool = False
    """Whether people who are not named hold it: `K is believed to have …`."""
    denied: bool = False
    """Whether the word itself denies: `K denies having …`."""


@dataclass(frozen=True)
class At:
    """A word where it stands, as the rules look at it."""

    context: Context
    number: int
    i: int
    acts: Sequence[Act] = ()

    @property
    def sentence(self) -> Sentence:
        return self.context.sentences[self.number]

    @property
    def lemma(self) -> str:
        return self.sentence.tokens[self.i].lemma

    @property
    def text(self) -> str:
        return self.sentence.tokens[self.i].text

    @property
    def tag(self) -> str:
        return self.sentence.tokens[self.i].tag

    @property
    def dep(self) -> str:
        return self.sentence.tokens[self.i].dep.partition(":")[0]

    @property
    def head(self) -> str:
        """The lemma of the word it hangs on."""
        return self.sentence.tokens[self.sentence.tokens[self.i].head].lemma

    @cached_property
    def parts(self) -> Clause:
        return clause(self.sentence, self.i)

    @cached_property
    def modal(self) -> tuple[str | None, str | None]:
        return modal(self.sentence, self.i)

    @cached_property
    def holder(self) -> Holder:
        return self.context.holders.of(self.number, self.i)

    def kids(self, *deps: str) -> list[int]:
        return self.sentence.kids(self.i, *deps)

    def lemmas(self, *deps: str) -> set[str]:
        """The lemmas of the words that hang on it."""
        return {self.sentence.tokens[k].lemma for k in self.kids(*deps)}

    def words(self, *deps: str) -> set[str]:
        """The words that hang on it, as written but in small letters."""
        return {self.sentence.tokens[k].text.lower() for k in self.kids(*deps)}

    def above(self) -> set[str]:
        """The lemmas of the words it hangs on."""
        return {self.sentence.tokens[k].lemma for k in self.sentence.above(self.i)}

    def marks(self, *deps: str) -> set[str]:
        """The words that open the clauses which hang on it."""
        return {
            self.sentence.tokens[m].text.lower()
            for k in self.kids(*deps)
            for m in self.sentence.kids(k, "mark")
        }

    def is_among(self, table: str, *names: str) -> bool:
        """Whether its lemma stands in one of these lists of claims.toml."""
        return any(self.lemma in cues(table, name) for name in names)

    def told(self) -> Act | None:
        """The act that it tells, if it tells one."""
        return next((act for act in self.acts if act.i == self.i), None)

    def is_said_in_words(self) -> bool:
        """Whether it is a verb for speaking, and not `is adding another ship`."""
        doing = self.is_among("verbs", "otherwise") and self.kids("obj") and not self.kids("ccomp")
        verb = self.sentence.tokens[self.i].pos != "NOUN"
        return verb and self.is_among("verbs", "speak") and not doing

    def is_of_somebody(self) -> bool:
        """Whether its subject is an actor that is known."""
        return any(self.context.cast.sides(self.number, k) for k in self.parts.subjects)

    def is_now(self) -> bool:
        """Whether it is told in the present or the perfect."""
        helpers = {self.sentence.tokens[k].tag for k in self.kids("aux", "aux:pass", "cop")}
        return self.tag in ("VBZ", "VBP") or bool(helpers & {"VBZ", "VBP"})


CueRule: TypeAlias = Rule[At, Cue | None]
"""What kind of claim a word makes if a condition holds; the first rule that fits decides."""


def of(
    kind: ClaimKind, modality: Modality, *, word: bool = True, own: bool = False
) -> Callable[[At], Cue]:
    """A claim of this kind and likelihood; `word`: the word itself is its cue."""
    return lambda at: Cue(at.i, kind, modality, at.text if word else None, own)


def weighed(
    kind: ClaimKind, base: Modality, *, word: bool = False, bare: bool = False, own: bool = False
) -> Callable[[At], Cue]:
    """A claim as likely as its words make it; its cue is its own word, else that of the odds."""

    def make(at: At) -> Cue:
        modality, odds = modality_of(at.sentence, at.i, base)
        cue = None if bare else at.text if word else odds or at.text
        return Cue(at.i, kind, modality, cue, own)

    return make


def nothing(at: At) -> None:
    """No claim."""
    return
