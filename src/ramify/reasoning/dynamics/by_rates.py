"""Forecasts by base rates: of the packaged file, or of a record's own level and last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.reasoning.dynamics.answers import AnswerBasis, Consequences, Forecasts
from ramify.reasoning.dynamics.history import NoEarlierEvents, actor_and_sector
from ramify.reasoning.dynamics.rates.answering import (
    FRESH,
    answer,
    escalation_words,
    unknown_side,
)
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.questions import Acts, Expectation, Kind, Question
from ramify.reasoning.dynamics.source import EventSource
from ramify.reasoning.dynamics.stream import Stream
from ramify.reasoning.dynamics.words.breaks import breaks_since
from ramify.record.events import Event
from ramify.record.tolls import deaths_of
from ramify.world.world import World

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.reactions.asked import Reactions

LISTED = 10
NEWSWIRE = "Counts are those of a newswire like ICEWS in 2018."
HEARD = "No record: of the last days nothing is known but the events that were given."
NO_RECORD = "No record: nothing is known of the last days, so what is usual is expected."


def rated(
    question: Question, *, source: str, stream: Stream | None = None, world: World,
    after: Iterable[Event] = (),
) -> Forecasts:  # fmt: skip
    """The answer to a question; without an action also the likeliest classes.

    Args:
        question: with a date to start from.
        source: what the stream is called.
        stream: a record's acts; the packaged rates answer if left out.
        world: whose wars, new leaders and sanctions are breaks that no rate holds.
        after: events known beside the record's.
    """
    sides = [actor_and_sector(name)[0] for name in (question.actor, question.target) if name]
    standing = standing_on(stream, sides, after=after)
    found = answered(standing, question)
    first = found[0]
    caveats = tuple(caveats_of(standing, first, world))
    return Forecasts(question, found, basis_of(source, stream), caveats)


def asked_of(
    source: EventSource, sides: Sequence[str | None], action: str | None, on: date | None,
    days: int, kind: Kind = "incidence",
) -> tuple[Question, Stream | None]:  # fmt: skip
    """A question in the names of its source, and the record's acts before its first day.

    Without a record the first day is today if none is named, and there are no acts.
    """
    acts = Acts.of(action).words
    stream = source.stream(on) if source.whole else None
    names = [name and source.named(name, on, stream) for name in sides]
    first = on or (date.today() if stream is None else stream.date_of(stream.last_day + 1))
    return Question(names[0], acts, names[1], first, days, kind), stream


def basis_of(source: str, stream: Stream | None) -> AnswerBasis:
    """What answers by base rates rest on."""
    told = Rates.of(None if stream is None else stream.beside).learned
    if stream is None:
        return AnswerBasis("the packaged base rates", told.events)
    model = f"base rates ({told.source})"
    return AnswerBasis(source, len(stream), stream.set_aside, model, stream.epoch, stream.uncovered)


def past_of(source: EventSource, on: date) -> Stream | None:
    """A record up to the day before; None without one, or where nothing of it goes before."""
    try:
        return source.stream(on) if source.whole else None
    except NoEarlierEvents:
        return None


def standing_on(
    stream: Stream | None, sides: Sequence[str] = (), *, after: Iterable[Event] = ()
) -> Footing:
    """What answers stand on: a record or the packaged rates, and events known beside them."""
    if stream is None:
        standing = Footing.packaged()
    else:
        standing = Footing.of_record(stream, sides, Rates.of(stream.beside))
    return standing.hearing(
        (e.actor, e.action, e.target, e.when.end)
        for e in after
        if e.status == "happened" and e.when and e.target
    )


def answered(
    standing: Footing, question: Question, most: int | None = LISTED
) -> tuple[Expectation, ...]:
    """The answer, and where any act was asked about the likeliest classes."""
    first = answer(standing, question)
    return (first, *_by_class(standing, first)[:most])


def added(source: EventSource, event: Event, days: int) -> Consequences | str | None:
    """What an event adds between its sides and who else reacts; why not, if a side has no rate."""
    from ramify.reasoning.dynamics.forecasting.consequences import additions

    assert event.when is not None and event.target is not None
    on, sides = event.when.end, (event.actor, event.target)
    stream = past_of(source, on)
    standing, acts = standing_on(stream, sides), (sides[0], event.action, sides[1])
    asked = Question(*acts, on, days)
    found = additions(standing, acts, on, days)
    if not found:
        return unknown_side(standing, replace(asked, start=on + timedelta(days=1)))
    others = reactions_after(source, event, days)
    caveats = (*caveats_of(standing, found[0].after, source.facts), *others.caveats)
    basis = basis_of(str(source), stream)
    return Consequences(
        asked, found, basis, caveats, reactions=others.found, parties=others.parties
    )


def reactions_after(source: EventSource, event: Event, days: int) -> Reactions:
    """What third states and the two sides do in so many days after an event, or why not known."""
    from ramify.reasoning.dynamics.reactions.asked import reactions_to

    assert event.when is not None and event.target is not None
    on, acts = event.when.end, (event.actor, event.action, event.target)
    past = past_of(source, on + timedelta(days=1))
    late, system = standing_on(past, acts[::2]), source.facts.at(on)
    found = reactions_to(late, system, acts, on, days, deaths=deaths_of(event))
    return replace(found, caveats=(*_of_the_day(source, past, on), *found.caveats))


def _of_the_day(source: EventSource, past: Stream | None, on: date) -> Iterator[str]:
    """That an event lies ahead of today, or before all that a record holds."""
    if on > date.today():
        yield f"{on} lies ahead: what follows is told as if the event had come by then."
    if source.whole and past is None:
        yield f"Nothing in {source} is dated up to {on}: the packaged base rates stand in for it."


def moved_by(source: EventSource, after: Sequence[Event], asked: Question) -> Iterator[str]:
    """What events given beside the record move of what states do, in words."""
    from ramify.reasoning.dynamics.words.consequences import lines_after

    for event in after:
        if event.when is None or event.target is None:
            continue
        found = reactions_after(source, event, asked.horizon or 1)
        lines = list(lines_after(found, asked.actor, asked.target))
        yield from lines
        if lines or not found.found:
            yield from found.caveats


def no_rate(question: Question) -> str | None:
    """Why the packaged rates do not answer; None if they do."""
    return unknown_side(Footing.packaged(), question)


def _by_class(standing: Footing, first: Expectation) -> tuple[Expectation, ...]:
    """The likeliest classes, where any act was asked about."""
    q = first.question
    if q.action is not None or q.kind == "escalation" or (first.not_known and q.kind != "onset"):
        return ()
    found = [answer(standing, replace(q, action=name)) for name in standing.rates.classes]
    known = [one for one in found if one.chance is not None]
    return tuple(sorted(known, key=lambda one: -(one.chance or 0.0)))


def caveats_of(standing: Footing, first: Expectation, world: World) -> Iterator[str]:
    """What a reader must know of an answer: what is not known, how old it is, what broke since."""
    q = first.question
    if first.not_known:
        yield f"Not known: {first.not_known}."
    if first.not_known and (q.kind != "onset" or q.action is not None or first.age is None):
        return
    if standing.panel is None:
        yield HEARD if standing.heard else NO_RECORD
    if q.kind == "escalation":
        yield escalation_words(standing, q)
    if q.kind == "onset" and standing.panel is None:
        yield "Onset: the chance if none came in the 90 days before."
    for side in (q.actor, q.target):
        if side and " " in side:
            yield f"Of {side}: its share of the record's acts of each class, between these sides."
    yield f"Rests on {standing.source}. {NEWSWIRE}"
    assert isinstance(q.start, date) and first.age is not None
    if abs(first.age) > FRESH:
        years = abs(first.age) / 365.25
        side = "after" if first.age > 0 else "before"
        yield (
            f"The first day asked is {years:.1f} years {side} the level: intervals are widened by "
            "how far levels moved from 2014 to 2018, which is the least to reckon with."
        )
    if breaks := list(breaks_since(standing.day, q, world)):
        told = ". ".join(line[0].upper() + line[1:] for line in breaks)
        yield f"Since {standing.day} on file, and in no rate. {told}."


def is_wide(action: str | None) -> bool:
    """Whether an action is a class, root or quad, which a model of codes cannot answer."""
    if action is None:
        return False
    return not (action.isdecimal() and len(action) > 2)
