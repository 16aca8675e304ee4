"""The day that a brief answers for, and why that one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from ramify.briefing.asked import Given
from ramify.briefing.cite import DayReason
from ramify.briefing.in_office import Office, last_day, named_in
from ramify.briefing.voices.obliged import reported_pacts
from ramify.reading.statements import Reading
from ramify.world.pacts import Pact
from ramify.world.when import Day, day
from ramify.world.world import World

_EXACT = ("day", "month")


def day_of_answer(
    on: Day | None, readings: Sequence[Reading], given: Given, world: World
) -> tuple[date, DayReason]:
    """The day a brief answers for, and why: the latest by which all that it tells was known.

    That is the day of publication. Where no document gives one it is the latest day or month that
    they tell as past, unless all whom they name as in office were not so then; else that of the
    signing that they tell of a treaty by its name; else the last day on which those in office were
    so; else the last day of the facts. A year is no day: texts name one of what is
    long past. Nothing that is still to come at the time of the text ever decides.
    """
    if on is not None:
        return day(on), DayReason(kind="asked")
    offices = () if any(r.document.published for r in readings) else named_in(readings, world)
    dated = [*(_dated(reading, offices) for reading in readings), *_dated_given(given)]
    known = [(reason.when.end, reason) for reason in dated if reason and reason.when]
    if known:
        return max(known, key=lambda one: (one[0], str(one[1])))
    if given and not readings:
        return date.today(), DayReason(kind="today")
    facts = world.about.as_of
    told = [event for reading in readings for event in reading.events if event.when is None]
    if signed := max(
        reported_pacts([e for e in told if e.status == "happened"], world),
        key=_signing,
        default=None,
    ):
        return _signing(signed), DayReason(kind="signed", where=signed.short)
    held, who = last_day(offices, facts.end)
    if held is not None:
        return held, DayReason(kind="in office", where=who)
    if given:
        return date.today(), DayReason(kind="today")
    return facts.end, DayReason(kind="facts", when=facts)


def _signing(pact: Pact) -> date:
    assert pact.signed
    return pact.signed.end


def _dated(reading: Reading, offices: Sequence[Office]) -> DayReason | None:
    """A document's day: its publication, else the latest date that it tells as past."""
    document = reading.document
    kind: Literal["published", "mentioned"] = "published" if document.published else "mentioned"
    when = document.published or document.mentions_to
    if when is None:
        return None
    if kind == "mentioned":
        held = not offices or any(office.held_on(when.end) for office in offices)
        if when.precision not in _EXACT or not held:
            return None
    return DayReason(kind=kind, where=document.name, when=when)


def _dated_given(given: Given) -> Iterator[DayReason]:
    for event in given.events:
        text = next((e.words for e in event.evidence if e.kind == "given"), event.action)
        yield DayReason(kind="event given", where=text, when=event.when)
    for one in given.pacts:
        if not one.supposed:
            yield DayReason(kind="treaty given", where=one.file, when=one.pact.signed)
