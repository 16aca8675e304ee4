"""What a language model may answer, and the checks that make statements of it.

Nothing a model says is taken on trust: a quote must stand in the document, an
actor must be known on the day and named in the text as a side, a code must be in
the ontology, a date must be one. Whether it happened, and when, is for the rules
that the built-in reader goes by. What fails is refused with its reason; a detail
that the quote does not bear out is left off. Nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from ramify._errors import UnknownName
from ramify._value import first_problem
from ramify.reading.claims.own_part import without_joining_word
from ramify.reading.llm.parties import NOBODY, NamedParties, Refusal
from ramify.reading.llm.said import MOST_STATEMENTS, SaidClaim, SaidEvent, SaidPattern, WholeAnswer
from ramify.reading.llm.sentence_rules import SentenceRules
from ramify.reading.llm.wording import has_amount, plain, writable
from ramify.reading.statements import Claim, Document, EventPattern, Holder
from ramify.record.events import Event, EventStatus, Quantity
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action
from ramify.world.names.lexicon import fold
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.world import World

_SHORTEST, _LONGEST = 12, 1_200


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as strict as endpoints ask: all fields, no others."""
    return dict(_strict(WholeAnswer.model_json_schema()))


def _strict(part: Any) -> Any:
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {k: _strict(v) for k, v in part.items() if k not in ("default", "description")}
    if isinstance(properties := kept.get("properties"), dict):
        kept |= {"required": list(properties), "additionalProperties": False}
    return kept


@dataclass(frozen=True, slots=True)
class _Account:
    """How the text tells an event."""

    status: EventStatus
    holder: Holder | None
    when: When | None
    reported: bool


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
    asked_for: date | None = None
    """The day that relative dates of an undated document count from."""
    refused: list[str] = field(default_factory=list)
    """Reasons why statements were refused, each with what was said."""
    cut: int = 0
    """Questions that the server did not read whole."""
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
        all_said = said if isinstance(said, list) else [said] if said else []
        if len(all_said) > MOST_STATEMENTS:
            self.refused.append(f"{name}s beyond the first {MOST_STATEMENTS} of an answer")
        for one in islice(all_said, MOST_STATEMENTS):
            try:
                yield kind.model_validate(one)
            except ValidationError as error:
                quote = str(one.get("quote", "")) if isinstance(one, dict) else str(one)
                self._refuse(name, quote, Refusal(first_problem(error)))

    def _refuse(self, kind: str, quote: str, reason: Refusal) -> None:
        shown = " ".join(quote.split())
        shown = f"{shown[:60]}…" if len(shown) > 60 else shown
        self.refused.append(writable(f"{kind} “{shown}”: {reason}"))

    # the text -----------------------------------------------------------------

    def _span(self, quote: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where the quote stands; blanks and the shape of quotation marks do not matter."""
        words = plain(quote).split()
        if not _SHORTEST <= len(" ".join(words)) <= _LONGEST:
            raise Refusal("the quote is too short or too long")
        pattern = r"\s+".join(map(re.escape, words))
        found = re.compile(pattern).search(self._plain_text, start, end or len(self.text))
        if found is None:
            raise Refusal("the quote is not in the document")
        return found.span()

    @cached_property
    def _plain_text(self) -> str:
        return plain(self.text)

    def _in(self, words: str | None, span: tuple[int, int], what: str) -> str | None:
        """The words as the quote has them; left off if it has not."""
        if not words or not words.strip():
            return None
        pattern = r"\s+".join(map(re.escape, plain(words).split()))
        place = re.compile(pattern, re.IGNORECASE).search(self._plain_text, *span)
        if place is None:
            self.left_off.append(writable(f"{what} “{words[:40]}”"))
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
    def parties(self) -> NamedParties:
        """Whom the document names."""
        return NamedParties(self.document, self.world, self.on, self.text, self.title)

    # events -------------------------------------------------------------------

    def _event(self, said: SaidEvent, span: tuple[int, int]) -> Event:
        code, when = _code(said.action), _when(said.when)
        actor, target = self.parties.party(said.actor, when), self.parties.party(said.target, when)
        if actor is None and (target is None or code < "17"):
            raise Refusal("no actor")
        parties = [party for party in (actor, target) if party]
        self.parties.near(parties, span)
        self._sides(parties, code, span)
        account = self._account(said, when, code, parties, span)
        try:
            return Event(
                when=account.when,
                reported=account.reported,
                status=account.status,
                holder=account.holder.actor if account.holder else None,
                holder_name=account.holder.name if account.holder else None,
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

    @cached_property
    def _rules(self) -> SentenceRules:
        shown = self.document.model_copy(update={"text": self.text})
        return SentenceRules(shown, self.world, self.on, self.asked_for)

    def _sides(self, parties: Sequence[str], code: str, span: tuple[int, int]) -> None:
        """Refuse parties that the quote names in passing only, or that do the opposite."""
        for party in parties if self.parties.grounded else ():
            if words := self._rules.no_party(party, code, span):
                raise Refusal(f"{party} is no side of it in “{words}”")
        apart = self.parties.grounded and len(set(parties)) == 2
        if apart and (seen := self._rules.opposite(code, span)):
            raise Refusal(f"unsure: the second reader takes it for the opposite, {seen}")

    def _account(
        self,
        said: SaidEvent,
        when: When | None,
        code: str,
        parties: Sequence[str],
        span: tuple[int, int],
    ) -> _Account:
        """Whether it happened, who says so and when: the more careful of model and rules."""
        told = self._rules.told(span, code, parties) if self.parties.grounded else None
        if told and told.standing.status is None:
            raise Refusal(f"no act: {told.standing.reason}")
        status = told.standing.status if told else "happened"
        holder = told.standing.holder if told and status != "happened" else None
        if status == "happened" and said.status != "happened":
            status, holder = said.status, self._event_holder(said)
        assert status is not None
        planned = status == "planned"
        when, reported = self._told_day(when, span, planned=planned)
        if when is None and told:
            when, reported = self._rules.day(told, planned=planned)
        return _Account(status, holder, when, reported)

    def _event_holder(self, said: SaidEvent) -> Holder:
        if not said.holder:
            return Holder(name="not said by whom", kind="unnamed")
        return self._voice(said.holder, "unnamed")

    def _told_day(
        self, when: When | None, span: tuple[int, int], *, planned: bool
    ) -> tuple[When | None, bool]:
        """The model's date, if the text has it; the page's own day is that of the report."""
        published = self.document.published
        if when is None:
            return None, False
        if published and not planned and when.start > published.end:
            raise Refusal(f"dated {when}, after the document")
        if self._rules.bears(when, span) if self.parties.grounded else _bears(self.text, when):
            return when, False
        if published is None:
            raise Refusal(f"no date like {when} in the document")
        if when == published:
            return when, not planned
        if not self.parties.grounded:
            return when, False
        self.left_off.append(f"date {when}")
        return None, False

    def _quantity(self, said: SaidEvent, span: tuple[int, int]) -> Quantity | None:
        """The amount, if the quote has its number or writes it out as a word."""
        if said.amount is None or not said.unit:
            return None
        told = has_amount(self.text[slice(*span)], said.amount)
        if not told or not self._in(said.unit, span, "unit"):
            self.left_off.append(writable(f"amount {said.amount:g} {said.unit[:40]}"))
            return None
        return Quantity(value=said.amount, unit=said.unit, about=said.about)

    # claims -------------------------------------------------------------------

    def _claim(self, said: SaidClaim, span: tuple[int, int]) -> Claim:
        content = self._in(said.content, span, "content")
        if content is None:
            raise Refusal("its content is not in its quote")
        content = without_joining_word(content)
        about, cause = self._pattern(said.about, span), self._pattern(said.cause, span)
        named = dict.fromkeys(self.parties.actor(name) for name in said.actors)
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
            actor=self.parties.party(said.actor, None),
            action=_code(said.action) if said.action else None,
            target=self.parties.party(said.target, None),
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
            m.candidates
            for m in self.parties.mentions
            if fold(told) in fold(m.text) or m.text in told
        }
        actor = next(iter(candidates)) if len(candidates) == 1 else ()
        if len(actor) == 1:
            return Holder(name=told, kind="actor", actor=actor[0])
        known = kind if kind in ("reports", "scholars") else "unnamed"
        return Holder.model_validate({"name": told, "kind": known})


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
