"""The built-in reader: lexicons and rules over a dependency parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.actors.main_actors import states_in
from ramify.reading.actors.named import Named
from ramify.reading.claims.claims import Claims
from ramify.reading.events.completing import completed
from ramify.reading.events.event_date import Context, counted
from ramify.reading.events.events import UNSPECIFIED, events_of, evidence
from ramify.reading.events.headline import acts_of_title, told_in
from ramify.reading.events.merge import told_once
from ramify.reading.events.standing import ActStanding, standing_of
from ramify.reading.intake.documents import from_bytes
from ramify.reading.intake.languages import in_english
from ramify.reading.second_reader.passages import Finder, Passages, title_of
from ramify.reading.second_reader.second_opinion import second_missing, second_reader, seconded
from ramify.reading.second_reader.sides import with_sides
from ramify.reading.statements import Claim, Document, Mention, Reading, Unused
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.run_on import without_run_ons
from ramify.reading.syntax.sentence import Parser, Sentence
from ramify.reading.time.dates import find_dates
from ramify.reading.time.document_date import (
    anchor_of,
    date_doubt,
    day_of,
    latest,
    with_dateline,
    without_dateline,
)
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence

if TYPE_CHECKING:
    from ramify.world.world import World


_FIRST = b"On Monday Russia accused Germany, whose minister will not sign the treaty."
"""Read before any document, so that what reading takes is there."""


class RulesReader:
    """Reads by lexicons and rules over a dependency parse; no model download, no network."""

    name = "rules"

    def __init__(
        self, parser: Parser | None = None, on: date | None = None, *, alone: bool = False
    ) -> None:
        self._parser, self.on, self._alone = parser, on, alone

    def prepare(self, world: World) -> None:
        """Load parser, names, word lists and second reader, once for all copies of this process.

        A sentence read asks for each of them but the last.
        """
        self._parser = self._parser or packaged_parser()
        _ = self._second
        RulesReader.read(self, from_bytes(_FIRST, name="first"), world)

    @property
    def _second(self) -> Finder | None:
        """The learned second reader, where it is installed and wanted."""
        return None if self._alone else second_reader()

    def _passages(self, context: Context, names: DatedNames, on: date) -> Passages | None:
        """The document as the second reader has it; None where there is none."""
        if self._alone or second_missing():
            return None
        title = title_of(context.document.title, self._parser or packaged_parser(), names, on)
        return Passages(context, title, lambda: self._second)

    def read(self, document: Document, world: World) -> Reading:
        """The events reported and the claims held in one document.

        Raises:
            InputError: it is not in English, or only looks as if it were.
        """
        in_english(document)
        parser = self._parser or packaged_parser()
        document = with_dateline(document)
        dates = tuple(find_dates(document.text, anchor_of(document, self.on)))
        document = document.model_copy(update={"mentions_to": latest(dates, document.text)})
        body, unread = without_run_ons(without_dateline(document.text))
        sentences = tuple(parser.sentences(body))
        on = day_of(document, self.on, world)
        names = DatedNames(world.gazetteer, sentences, dates, world.territories)
        groups = _groups(world)
        undated = DatedNames(world.gazetteer, (), (), world.territories)
        titled = states_in(document.title or "", undated, on, groups)
        cast = Cast(body, sentences, names, on, groups, titled)
        context = Context(document, sentences, dates, cast)
        events: list[tuple[Act, Event]] = []
        claims: list[Claim] = []
        unused: list[Unused] = []
        title = acts_of_title(document.title, parser, undated, on, groups)
        passages = self._passages(context, undated, on)
        claimed = Claims(context, passages)
        every: list[Act] = []
        for number, acts in enumerate(acts_told(context, title, passages)):
            every.extend(_done(acts))
            for act in acts if not sentences[number].text.rstrip('"”’) ').endswith("?") else ():
                standing = standing_of(act, context)
                where = told_in(act, title, number)
                events.extend((act, event) for event in events_of(act, context, standing, where))
                unused.extend(_unused(act, standing, context))
            claims.extend(claimed.of(number, acts))
        seen = seconded(
            events,
            unused,
            context,
            passages,
            tell=lambda act: _told_whole(act, every, title, context, passages),
        )
        once = list(_with_counted_dates(told_once(seen.events), context))
        unused.extend(_nameless(event) for event in once if _names_nobody(event))
        return Reading(
            document=document,
            reader=f"{self.name} over {parser.name}",
            events=tuple(event for event in once if not _names_nobody(event)),
            claims=tuple(claims),
            unused=(*unused, *seen.unused),
            unresolved=tuple(_mention(named, document) for named in cast.unresolved),
            actors=cast.mentioned(),
            notes=(*_notes(document, cast, unread), *seen.notes),
        )


def acts_told(
    context: Context, title: tuple[Act, ...], passages: Passages | None = None
) -> Iterator[list[Act]]:
    """The acts of each sentence in order, with the sides that the text names elsewhere."""
    told: list[Act] = []
    for number, sentence in enumerate(context.sentences):
        acts: list[Act] = []
        coded = Coder(context.cast, sentence, number).acts()
        for act in coded:
            whole = completed(act, [*told, *_done(acts)], title, context, coded)
            whole = with_sides(whole, passages)
            if not _is_half(whole, sentence):
                acts.append(whole)
        told = [*told[-20:], *_done(acts)]
        yield acts


def _told_whole(
    act: Act,
    told: Sequence[Act],
    title: tuple[Act, ...],
    context: Context,
    passages: Passages | None,
) -> Iterator[Event]:
    """Events of an act that another reader found, its sides completed as the rules' own are."""
    earlier = [other for other in told if other.number <= act.number]
    whole = with_sides(completed(act, earlier, title, context), passages)
    where = told_in(whole, title, act.number)
    return events_of(whole, context, standing_of(whole, context), where)


def _done(acts: Iterable[Act]) -> Iterator[Act]:
    return (act for act in acts if act.status == "fact")


def _is_half(act: Act, sentence: Sentence) -> bool:
    """`Peru's seizure of a ship`: a deed told in passing whose other side nobody tells.

    Nor who asks `the minister, asked whether …`: whoever writes of it.
    """
    if act.code.startswith("02") and not act.actors and sentence.tokens[act.i].dep == "acl":
        return True
    if is_predicate(sentence, act.i) and sentence.tokens[act.i].tag != "VBG":
        return False
    if is_predicate(sentence, act.i) and not sentence.kids(act.i, "nmod:poss", "det"):
        return False
    both = act.targets or (act.symmetric and len({s.id for s in act.actors}) > 1)
    return not (act.actors and both) and act.code != "129"


def _with_counted_dates(told: Sequence[tuple[Act, Event]], context: Context) -> Iterator[Event]:
    dates = counted(told, context)
    for number, (_, event) in enumerate(told):
        yield (
            event.model_copy(update={"when": dates[number], "reported": False})
            if number in dates
            else event
        )


_FORCE = ("18", "19", "20")


def _names_nobody(event: Event) -> bool:
    """`it was hit by a missile`: force of which neither side, nor where, is known."""
    sides = event.actor != UNSPECIFIED or event.target or event.target_name or event.place
    return event.action.startswith(_FORCE) and not sides


def _nameless(event: Event) -> Unused:
    quoted = next(e for e in event.evidence if isinstance(e, TextEvidence))
    return Unused(action=event.action, reason="no side is known", evidence=quoted)


def _unused(act: Act, standing: ActStanding, context: Context) -> Iterator[Unused]:
    """An act between named sides that the text does not tell as one, and why."""
    if standing.reason and (act.actors or act.targets):
        sentence = context.sentences[act.number]
        quoted = evidence(sentence.start, sentence.end, context.document)
        yield Unused(action=act.code, reason=standing.reason, evidence=quoted)


def _groups(world: World) -> dict[str, bool]:
    return {a.id: a.kind in ("organisation", "grouping") for a in world.actors.values()}


def _mention(named: Named, document: Document) -> Mention:
    return Mention(
        name=named.text,
        candidates=named.candidates,
        reason=named.reason or "several actors bear the name",
        evidence=evidence(named.start, named.end, document),
    )


def _notes(document: Document, cast: Cast, unread: int) -> Iterator[str]:
    if doubt := date_doubt(document):
        yield doubt
    if unread:
        yield f"{unread:,} words without an end of a sentence were not read"
    if document.published is None:
        latest = document.mentions_to
        yield f"undated, mentions run to {latest}" if latest else "undated"
    if not cast.named:
        yield "names no actor that ramify knows"
