"""When it happened: the date that belongs to an act, and dates counted from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.events.nearness import SAID_SO, nearness
from ramify.reading.holders.holders import Holders
from ramify.reading.statements import Document
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.time.calendar_words import counted_from
from ramify.reading.time.dates import DateFound, dates_within
from ramify.reading.time.sections import DayPart, day_at, sections
from ramify.record.events import Event
from ramify.world.when import When

_SUPERLATIVE = re.compile(r"\b(?:first|only|last|most|least|\w{3,}est|worst)\b", re.IGNORECASE)
_WHEN = re.compile(r"\s*,?\s*when\b")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """What the events of a document are read against."""

    document: Document
    sentences: tuple[Sentence, ...]
    dates: tuple[DateFound, ...]
    cast: Cast

    @cached_property
    def parts(self) -> tuple[DayPart, ...]:
        """The parts of a page that tells day by day."""
        return sections(self.document.text)

    def told_on(self, position: int) -> When | None:
        """The day on which a place of the text was written: its part's, else the document's."""
        return day_at(self.parts, position) or self.document.published

    @cached_property
    def holders(self) -> Holders:
        """Finds who holds what the document says."""
        document = self.document
        return Holders(self.cast, self.sentences, document.text, document.title or "")


def when_of(act: Act, context: Context) -> DateFound | None:
    """The date that belongs to an act: its own, else that of the clause it stands in."""
    sentence = context.sentences[act.number]
    best: tuple[int, DateFound] | None = None
    for found in dates_within(context.dates, sentence.start, sentence.end):
        rank = nearness(found, act, sentence)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, found)
    return best[1] if best else None


def day_told(
    found: DateFound | None, act: Act, context: Context, *, planned: bool
) -> tuple[When | None, bool]:
    """The date of an act, and whether it is only the day by which it was reported.

    Nothing told as done is later than its document, nothing planned earlier; an act
    without a date of its own, told in the past, was done by the day of its document.
    """
    when = when_stated(found, context)
    if found and found.since and _began_then(found, act, context):
        when = found.when
    told_on = context.told_on(_place(act, context))
    if told_on is None or told_on.precision != "day":
        return when, False
    if planned:
        return (_coming(found, when, told_on) if found and when else when), False
    if when and when.start > told_on.end:
        stated = act.code.startswith(SAID_SO)
        return (told_on, True) if stated and act.status == "fact" else (None, False)
    verbal = is_predicate(context.sentences[act.number], act.i)
    if when is None and found is None and verbal and not _of_old(act, context):
        return told_on, True
    return when, False


def _began_then(found: DateFound, act: Act, context: Context) -> bool:
    """`poor since 2020, when K blocked the talks`: what `when` opens."""
    between = context.document.text[found.end : _place(act, context)]
    return bool(_WHEN.match(between)) and not re.search(r"[.;]", between)


def _coming(found: DateFound, when: When, told_on: When) -> When | None:
    """The next such day, of a plan that names one without its year or week."""
    if not found.relative or when.end > told_on.start:
        return when
    if _WEEKDAY.search(found.text):
        return When(when.start + timedelta(7))
    if when.precision in ("day", "month"):
        return When(f"{when.start.year + 1}{str(when)[4:]}")
    return None


def _of_old(act: Act, context: Context) -> bool:
    """Whether the sentence speaks of an earlier year: then its acts are background."""
    sentence = context.sentences[act.number]
    told_on = context.told_on(sentence.start)
    return any(
        found.when is not None and told_on is not None and found.when.end.year < told_on.start.year
        for found in dates_within(context.dates, sentence.start, sentence.end)
    )


def when_stated(found: DateFound | None, context: Context) -> When | None:
    """A date as it stands; `since` runs on to the latest date the document knows."""
    if found is None or found.when is None or (found.since and _compares(found, context)):
        return None
    document = context.document
    latest = document.published or document.mentions_to
    if found.since and not document.published and found.when.precision == "year":
        return None
    if found.since and latest and found.when.start < latest.end:
        return When.between(found.when.start, latest.end)
    return found.when


def _compares(found: DateFound, context: Context) -> bool:
    """`the worst attack since 1975` dates nothing."""
    before = context.document.text[max(0, found.start - 80) : found.start].rpartition(".")[2]
    return bool(_SUPERLATIVE.search(before))


def counted(told: Sequence[tuple[Act, Event]], context: Context) -> dict[int, When]:
    """Dates of events told as some time before or after another, by place in `told`.

    `visited Chile two months before he visited Lima`: the act before the
    words takes its date from the act after them, else from the last dated one.
    """
    dates: dict[int, When] = {}
    for found in context.dates:
        if found.offset is None:
            continue
        here = [n for n, (act, _) in enumerate(told) if _in_sentence(act, found, context)]
        before = [n for n in here if _place(told[n][0], context) < found.start]
        after = [n for n in here if _place(told[n][0], context) > found.start]
        if not here:
            continue
        leading = not before
        chosen = after[0] if leading else before[-1]
        if not leading and after and (own := told[chosen][1].own_day):
            dates.update(_counted_on(told, after, own, found))
            continue
        if leading and _behind_main_verb(found, context, told[here[0]][0]):
            continue
        known = None if leading else _dated(told, after)
        if known is None and (leading or not after):
            named = _day_named_before(found, context) if leading else None
            known = named or _last_dated(told, chosen, dates)
        if known and (when := counted_from(known, found.offset)):
            told_on = context.told_on(found.start)
            if told_on and when.start > told_on.end and not found.ahead:
                continue
            act = told[chosen][0]
            dates.update({n: when for n in here if told[n][0] is act and not told[n][1].own_day})
    return dates


def _day_named_before(found: DateFound, context: Context) -> When | None:
    """`approved it on 26 May. Four days earlier …`: the last day named in the sentence before."""
    number = next(n for n, s in enumerate(context.sentences) if found.start < s.end)
    if not number:
        return None
    last = context.sentences[number - 1]
    days = [
        one.when
        for one in dates_within(context.dates, last.start, last.end)
        if one.when and one.offset is None and one.when.precision == "day"
    ]
    return days[-1] if days else None


def _behind_main_verb(found: DateFound, context: Context, act: Act) -> bool:
    """`The closure came a week after K attacked`: counts for what was not read, not for K."""
    sentence = context.sentences[act.number]
    side = found.text.lower().endswith(("after", "before"))
    return side and sentence.tokens[sentence.root].start < found.start


def _counted_on(
    told: Sequence[tuple[Act, Event]], after: Sequence[int], known: When, found: DateFound
) -> dict[int, When]:
    """The date of the act after the words, from that of the act before them.

    `visited China in May, a month before he flew to …`; `in May, and a month later he flew to …`.
    """
    assert found.offset is not None
    count, unit = found.offset
    between = found.text.lower().endswith(("after", "before"))
    when = counted_from(known, (-count if between else count, unit))
    act = told[after[0]][0]
    undated = [n for n in after if told[n][0] is act and told[n][1].own_day is None]
    return dict.fromkeys(undated, when) if when else {}


def _in_sentence(act: Act, found: DateFound, context: Context) -> bool:
    sentence = context.sentences[act.number]
    return sentence.start <= found.start < sentence.end


def _place(act: Act, context: Context) -> int:
    return context.sentences[act.number].tokens[act.i].start


def _dated(told: Sequence[tuple[Act, Event]], among: Sequence[int]) -> When | None:
    """The date of the first of these events, here or wherever the document tells it."""
    for n in among:
        event = told[n][1]
        for other in (event, *(e for _, e in told if _same_act(e, event))):
            if other.own_day:
                return other.own_day
    return None


def _same_act(one: Event, other: Event) -> bool:
    return (one.actor, one.target, one.action[:2]) == (other.actor, other.target, other.action[:2])


def _last_dated(
    told: Sequence[tuple[Act, Event]], before: int, dates: dict[int, When]
) -> When | None:
    """The date of the last dated event of an earlier sentence."""
    here = told[before][0].number
    for n in range(before - 1, -1, -1):
        act, event = told[n]
        if act.number < here and (when := event.own_day or dates.get(n)):
            return when
    return None
