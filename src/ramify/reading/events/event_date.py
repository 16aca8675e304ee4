"""When it happened: the date that belongs to an act, and dates counted from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.statements import Document
from ramify.reading.syntax.clauses import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.time.dates import DateFound, counted_from, dates_within
from ramify.record.events import Event
from ramify.world.when import When

_SUPERLATIVE = re.compile(r"\b(?:first|only|last|most|least|\w{3,}est|worst)\b", re.IGNORECASE)
_BOUNDS = frozenset({"after", "before", "until", "following", "since"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the events of a document are read against."""

    document: Document
    sentences: tuple[Sentence, ...]
    dates: tuple[DateFound, ...]
    cast: Cast


def when_of(act: Act, context: Context) -> DateFound | None:
    """The date that belongs to an act: its own, else that of the clause it stands in."""
    sentence = context.sentences[act.number]
    best: tuple[int, DateFound] | None = None
    for found in dates_within(context.dates, sentence.start, sentence.end):
        rank = _nearness(found, act, sentence)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, found)
    return best[1] if best else None


def _nearness(found: DateFound, act: Act, sentence: Sentence) -> int | None:
    """How closely a date hangs on an act: 0 its own; None if it is another clause's."""
    words = [t.i for t in sentence.tokens if t.start < found.end and found.start < t.end]
    if not words:
        return None
    head = next((i for i in words if sentence.tokens[i].head not in words), words[-1])
    first, last = sorted((head, act.i))
    between = sentence.tokens[first:last]
    if any(t.text.lower() in _BOUNDS and t.i not in words for t in between):
        return None
    chain = [head, *sentence.above(head)]
    own = set(act.words) | set(act.objects)
    if head in own:
        return 0
    for steps, k in enumerate(chain[1:]):
        if k in own or k == act.i:
            return steps
        if is_predicate(sentence, k):
            break
        if preposition(sentence, k) in _BOUNDS and found.offset is None:
            return None
    else:
        return None
    owner = k
    leading = head < owner and head < act.i
    ancestors = list(sentence.above(act.i))
    if owner in ancestors and leading:
        return 5 + ancestors.index(owner)
    if sentence.tokens[act.i].dep == "conj" and owner == sentence.tokens[act.i].head and leading:
        return 6
    if owner in ancestors and sentence.tokens[act.i].pos in ("NOUN", "PROPN"):
        return 8 + ancestors.index(owner)
    if owner in ancestors and head > act.i and sentence.tokens[act.i].dep in ("ccomp", "xcomp"):
        return 9
    return None


def when_stated(found: DateFound | None, context: Context) -> When | None:
    """A date as it stands; `since` runs on to the latest date the document knows."""
    if found is None or found.when is None or (found.since and _compares(found, context)):
        return None
    document = context.document
    latest = document.published or document.mentions_to
    if found.since and latest and found.when.start < latest.end:
        return When.between(found.when.start, latest.end)
    return found.when


def _compares(found: DateFound, context: Context) -> bool:
    """`the worst attack since 1975` dates nothing."""
    before = context.document.text[max(0, found.start - 80) : found.start].rpartition(".")[2]
    return bool(_SUPERLATIVE.search(before))


def counted(told: Sequence[tuple[Act, Event]], context: Context) -> dict[int, When]:
    """Dates of events told as some time before or after another, by place in `told`.

    `visited China one month before he visited Pyongyang`: the act before the
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
        if not leading and after and (own := told[chosen][1].when):
            dates.update(_counted_on(told, after, own, found.offset))
            continue
        known = None if leading else _dated(told, after)
        if known is None and (leading or not after):
            known = _last_dated(told, chosen, dates)
        if known and (when := counted_from(known, found.offset)):
            act = told[chosen][0]
            dates.update({n: when for n in here if told[n][0] is act and not told[n][1].when})
    return dates


def _counted_on(
    told: Sequence[tuple[Act, Event]], after: Sequence[int], known: When, offset: tuple[int, str]
) -> dict[int, When]:
    """`visited China in May, a month before he flew to …`: the date of the act after the words."""
    count, unit = offset
    when = counted_from(known, (-count, unit))
    act = told[after[0]][0]
    undated = [n for n in after if told[n][0] is act and told[n][1].when is None]
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
            if other.when:
                return other.when
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
        if act.number < here and (when := event.when or dates.get(n)):
            return when
    return None
