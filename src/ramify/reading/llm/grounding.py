"""What a language model may answer, and the checks that make statements of it.

Nothing a model says is taken on trust: a quote must stand in the document, an
actor must be known on the day and named in the text, a code must be in the
ontology, a date must be one. What fails is refused with its reason; a detail
that the quote does not bear out is left off. Nothing is repaired.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from ramify._errors import AmbiguousName, NotThen, UnknownName
from ramify._value import first_problem
from ramify.reading.statements import Claim, ClaimKind, Document, EventPattern, Holder, Modality
from ramify.record.events import Event, Quantity
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action
from ramify.world.actors import Sector
from ramify.world.names.lexicon import fold
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.names.gazetteer import Found
    from ramify.world.world import World

NOBODY = "---"
_SHORTEST, _LONGEST = 12, 1_200
_NEAR = 3
_SCALES = (1, 1e2, 1e3, 1e6, 1e9, 1e12)


HolderKind = Literal["author", "actor", "reports", "scholars", "unnamed"]


class SaidEvent(BaseModel):
    """An event as a model answers it."""

    quote: str
    actor: str | None = None
    actor_sector: Sector | None = None
    actor_name: str | None = None
    action: str
    target: str | None = None
    target_sector: Sector | None = None
    target_name: str | None = None
    when: str | None = None
    object: str | None = None
    amount: float | None = None
    unit: str | None = None
    about: bool = False
    place: str | None = None


class SaidPattern(BaseModel):
    """An event as a claim speaks of it, as a model answers it."""

    actor: str | None = None
    action: str | None = None
    target: str | None = None
    words: str = ""


class SaidClaim(BaseModel):
    """A claim as a model answers it."""

    quote: str
    content: str
    kind: ClaimKind
    holder_kind: HolderKind = "author"
    holder: str | None = None
    through: str | None = None
    modality: Modality = "unstated"
    cue: str | None = None
    affirmed: bool = True
    about: SaidPattern | None = None
    cause: SaidPattern | None = None
    actors: list[str] = []
    horizon: str | None = None


class _Said(BaseModel):
    events: list[SaidEvent]
    claims: list[SaidClaim]


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as strict as endpoints ask: all fields, no others."""
    return dict(_strict(_Said.model_json_schema()))


def _strict(part: Any) -> Any:
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {k: _strict(v) for k, v in part.items() if k not in ("default", "description")}
    if isinstance(properties := kept.get("properties"), dict):
        kept |= {"required": list(properties), "additionalProperties": False}
    return kept


class Refusal(Exception):
    """Why a statement of a model is not believed."""


S = TypeVar("S", bound=BaseModel)


@dataclass
class Checks:
    """Makes statements of answers, as far as the document and the world bear them out."""

    document: Document
    world: World
    on: date
    text: str
    """The document's text with what speaks to a model blank."""
    title: str = ""
    """Its title, likewise."""
    refused: list[str] = field(default_factory=list)
    """Reasons why statements were refused, each with what was said."""
    left_off: list[str] = field(default_factory=list)
    """Details that the text does not bear out."""

    def events(self, said: object, start: int, end: int) -> Iterator[Event]:
        """The events of an answer about the text from `start` to `end`."""
        for one in self._each(said, SaidEvent, "event"):
            try:
                yield self._event(one, self._span(one.quote, start, end))
            except Refusal as reason:
                self._refuse("event", one.quote, reason)

    def claims(self, said: object, start: int, end: int) -> Iterator[Claim]:
        """The claims of an answer about the text from `start` to `end`."""
        for one in self._each(said, SaidClaim, "claim"):
            try:
                yield self._claim(one, self._span(one.quote, start, end))
            except Refusal as reason:
                self._refuse("claim", one.quote, reason)

    def _each(self, said: object, kind: type[S], name: str) -> Iterator[S]:
        for one in said if isinstance(said, list) else [said] if said else []:
            try:
                yield kind.model_validate(one)
            except ValidationError as error:
                quote = str(one.get("quote", "")) if isinstance(one, dict) else str(one)
                self._refuse(name, quote, Refusal(first_problem(error)))

    def _refuse(self, kind: str, quote: str, reason: Refusal) -> None:
        shown = " ".join(quote.split())
        shown = f"{shown[:60]}…" if len(shown) > 60 else shown
        self.refused.append(f"{kind} “{shown}”: {reason}")

    # the text -----------------------------------------------------------------

    def _span(self, quote: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where the quote stands; blanks and the shape of quotation marks do not matter."""
        words = _plain(quote).split()
        if not _SHORTEST <= len(" ".join(words)) <= _LONGEST:
            raise Refusal("the quote is too short or too long")
        pattern = r"\s+".join(map(re.escape, words))
        found = re.compile(pattern).search(self._plain_text, start, end or len(self.text))
        if found is None:
            raise Refusal("the quote is not in the document")
        return found.span()

    @cached_property
    def _plain_text(self) -> str:
        return _plain(self.text)

    def _in(self, words: str | None, span: tuple[int, int], what: str) -> str | None:
        """The words as the quote has them; left off if it has not."""
        if not words or not words.strip():
            return None
        pattern = r"\s+".join(map(re.escape, _plain(words).split()))
        place = re.compile(pattern, re.IGNORECASE).search(self._plain_text, *span)
        if place is None:
            self.left_off.append(f"{what} “{words[:40]}”")
            return None
        return self.document.text[place.start() : place.end()]

    def _evidence(self, span: tuple[int, int]) -> TextEvidence:
        start, end = span
        return TextEvidence(
            document=self.document.id,
            name=self.document.name,
            start=start,
            end=end,
            quote=self.document.text[start:end],
        )

    # actors -------------------------------------------------------------------

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

    def _party(self, name: str | None, when: When | None) -> str | None:
        if not name or name == NOBODY:
            return None
        code = self.actor(name, when.start if when else None)
        lives = [actor for actor in self.world.lives if actor.id == code]
        days = (when.start, when.end) if when else ()
        if days and all(life.exists(day) is False for life in lives for day in days):
            raise Refusal(f"{code} did not exist in {when}")
        return code

    def _near(self, parties: Iterable[str | None], span: tuple[int, int]) -> None:
        """Refuse what no party of stands in the quote's paragraph or the two before it."""
        start = span[0]
        for _ in range(_NEAR):
            start = max(self.text.rfind("\n\n", 0, start), 0)
        near = {c for m in self.mentions if start <= m.start < span[1] for c in m.candidates}
        family = {self.world.actors[c].continues for c in near if c in self.world.actors}
        kin = {c for p in parties if p for c in (p, self.world.actors[p].continues)}
        if self.grounded and not kin & (near | family) - {None}:
            raise Refusal("none of its parties is named near the quote")

    # events -------------------------------------------------------------------

    def _event(self, said: SaidEvent, span: tuple[int, int]) -> Event:
        code, when = _code(said.action), _when(said.when)
        published = self.document.published
        if when and published and when.start > published.end:
            raise Refusal(f"dated {when}, after the document")
        if when and not published and not _bears(self.text, when):
            raise Refusal(f"no date like {when} in the document")
        actor, target = self._party(said.actor, when), self._party(said.target, when)
        if actor is None and (target is None or code < "17"):
            raise Refusal("no actor")
        self._near((actor, target), span)
        try:
            return Event(
                when=when,
                actor=actor or NOBODY,
                action=code,
                target=target,
                actor_sector=said.actor_sector,
                target_sector=said.target_sector if target else None,
                actor_name=self._in(said.actor_name, span, "name"),
                target_name=self._in(said.target_name, span, "name"),
                object=self._in(said.object, span, "object"),
                quantity=self._quantity(said, span),
                place=self._in(said.place, span, "place"),
                evidence=(self._evidence(span),),
            )
        except ValidationError as error:
            raise Refusal(first_problem(error)) from None

    def _quantity(self, said: SaidEvent, span: tuple[int, int]) -> Quantity | None:
        """The amount, if the quote has its number or writes it out as a word."""
        if said.amount is None or not said.unit:
            return None
        quote = self.text[slice(*span)]
        numbers = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", quote)]
        close = any(math.isclose(n * scale, said.amount) for n in numbers for scale in _SCALES)
        if (numbers and not close) or not self._in(said.unit, span, "unit"):
            self.left_off.append(f"amount {said.amount:g} {said.unit[:40]}")
            return None
        return Quantity(value=said.amount, unit=said.unit, about=said.about)

    # claims -------------------------------------------------------------------

    def _claim(self, said: SaidClaim, span: tuple[int, int]) -> Claim:
        content = self._in(said.content, span, "content")
        if content is None:
            raise Refusal("its content is not in its quote")
        about, cause = self._pattern(said.about, span), self._pattern(said.cause, span)
        named = dict.fromkeys(self.actor(name) for name in said.actors)
        for part in (about, cause):
            named |= dict.fromkeys(c for c in (part and part.actor, part and part.target) if c)
        return Claim(
            holder=self._holder(said),
            kind=said.kind,
            modality=said.modality,
            cue=self._in(said.cue, span, "cue"),
            affirmed=said.affirmed,
            content=content,
            about=about,
            cause=cause,
            actors=tuple(named),
            horizon=_when(said.horizon),
            evidence=(self._evidence(span),),
        )

    def _pattern(self, said: SaidPattern | None, span: tuple[int, int]) -> EventPattern | None:
        if said is None or not (said.actor or said.action or said.target or said.words):
            return None
        return EventPattern(
            actor=self._party(said.actor, None),
            action=_code(said.action) if said.action else None,
            target=self._party(said.target, None),
            words=self._in(said.words, span, "words") or "",
        )

    def _holder(self, said: SaidClaim) -> Holder:
        through = self._voice(said.through, "reports") if said.through else None
        if said.holder_kind == "author" or not said.holder:
            return Holder(name="the author", through=through)
        return self._voice(said.holder, said.holder_kind).model_copy(update={"through": through})

    def _voice(self, name: str, kind: str) -> Holder:
        """A holder by the name that the text has for it."""
        everywhere = (0, len(self.text))
        told = self._in(name, everywhere, "holder")
        if told is None:
            raise Refusal(f"its holder {name[:40]!r} is not in the document")
        candidates = {
            m.candidates for m in self.mentions if fold(told) in fold(m.text) or m.text in told
        }
        actor = next(iter(candidates)) if len(candidates) == 1 else ()
        if len(actor) == 1:
            return Holder(name=told, kind="actor", actor=actor[0])
        known = kind if kind in ("reports", "scholars") else "unnamed"
        return Holder.model_validate({"name": told, "kind": known})


_SHAPES = str.maketrans("‘’‚“”„–—‑\u00a0", "'" * 3 + '"' * 3 + "-" * 3 + " ")


def _plain(text: str) -> str:
    """The text with quotation marks, dashes and blanks in their plain shape, each in its place."""
    return text.translate(_SHAPES)


def _code(code: str) -> str:
    try:
        return action(code.strip()).code
    except UnknownName:
        raise Refusal(f"unknown CAMEO code {code[:10]!r}") from None


def _when(text: str | None) -> When | None:
    if not text or not text.strip():
        return None
    try:
        return When(text.strip())
    except ValueError:
        raise Refusal(f"{text[:20]!r} is no date") from None


def _bears(text: str, when: When) -> bool:
    """Whether the text has the year of a date."""
    return any(str(year) in text for year in {when.start.year, when.end.year})
