"""Whom a model may name: actors known on the day that stand in the document as sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ramify._errors import AmbiguousName, NotThen, UnknownName
from ramify.reading.statements import Document
from ramify.world.names.lexicon import fold
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.names.found import Found
    from ramify.world.world import World

NOBODY = "---"
_PARAGRAPHS = 3


class Refusal(Exception):
    """Why a statement of a model is not believed."""


@dataclass
class NamedParties:
    """Whom a document names, and whether what a model names is one of them."""

    document: Document
    world: World
    on: date
    text: str
    """The document's text with what speaks to a model blank."""
    title: str = ""

    @cached_property
    def mentions(self) -> tuple[Found, ...]:
        """All the actors that the gazetteer finds in the text."""
        return self.world.gazetteer.find(self.text, self.on)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Actors named in the text or the title, with what they were before and after."""
        title = self.world.gazetteer.find(self.title, self.on)
        found = {code for mention in (*self.mentions, *title) for code in mention.candidates}
        actors = self.world.actors
        found |= {actors[code].continues or code for code in found if code in actors}
        found |= {code for code, actor in actors.items() if actor.continues in found}
        return frozenset(found)

    @property
    def grounded(self) -> bool:
        """Whether actors are looked for in the text: the gazetteer knows English names only."""
        return self.document.language in (None, "en")

    def actor(self, name: str, on: date | None = None) -> str:
        """The id of an actor that the model names and the text names too."""
        text = fold(name)
        as_told = {m.candidates for m in self.mentions if fold(m.text) == text}
        if len(as_told) == 1 and len(told := next(iter(as_told))) == 1:
            return told[0]
        try:
            code = self.world.resolve(name, on or self.on)
        except UnknownName:
            raise Refusal(f"unknown actor {name[:40]!r}") from None
        except (AmbiguousName, NotThen) as error:
            if len(error.candidates) > 1:
                said = f"{name[:40]!r} may be {' or '.join(error.candidates)}"
                raise Refusal(said) from None
            code = error.candidates[0]
        if self.grounded and code not in self._named:
            raise Refusal(f"{code} is not named in the document")
        return code

    def party(self, name: str | None, when: When | None) -> str | None:
        """The id of a side that existed on its day; None for nobody."""
        if not name or name == NOBODY:
            return None
        code = self.actor(name, when.start if when else None)
        lives = [actor for actor in self.world.lives if actor.id == code]
        days = (when.start, when.end) if when else ()
        if days and all(life.exists(day) is False for life in lives for day in days):
            raise Refusal(f"{code} did not exist in {when}")
        return code

    def near(self, parties: Iterable[str | None], span: tuple[int, int]) -> None:
        """Refuse what names no party in the quote's paragraph or the two before it."""
        start = span[0]
        for _ in range(_PARAGRAPHS):
            start = max(self.text.rfind("\n\n", 0, start), 0)
        near = {c for m in self.mentions if start <= m.start < span[1] for c in m.candidates}
        family = {self.world.actors[c].continues for c in near if c in self.world.actors}
        kin = {c for p in parties if p for c in (p, self.world.actors[p].continues)}
        if self.grounded and not kin & (near | family) - {None}:
            raise Refusal("none of its parties is named near the quote")
