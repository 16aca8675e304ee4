"""The day that a brief answers for, and why that one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from ramify.briefing.asked import Given
from ramify.briefing.cite import DayReason
from ramify.reading.statements import Reading
from ramify.world.when import Day, When, day


def day_of_answer(
    on: Day | None, readings: Sequence[Reading], given: Given, facts: When
) -> tuple[date, DayReason]:
    """The day a brief answers for, and why: the latest by which all that it tells was known.

    Documents that give no date are answered for the last day of the facts.
    """
    if on is not None:
        return day(on), DayReason(kind="asked")
    dated = [*map(_dated, readings), *_dated_given(given)]
    known = [(reason.when.end, reason) for reason in dated if reason and reason.when]
    if known:
        return max(known, key=lambda one: (one[0], str(one[1])))
    if given:
        return date.today(), DayReason(kind="today")
    return facts.end, DayReason(kind="facts", when=facts)


def _dated(reading: Reading) -> DayReason:
    """A document's day: its publication, else the latest date that it tells as past."""
    document = reading.document
    kind: Literal["published", "mentioned"] = "published" if document.published else "mentioned"
    when = document.published or document.mentions_to
    return DayReason(kind=kind, where=document.name, when=when)


def _dated_given(given: Given) -> Iterator[DayReason]:
    for event in given.events:
        text = next((e.words for e in event.evidence if e.kind == "given"), event.action)
        yield DayReason(kind="event given", where=text, when=event.when)
    for one in given.pacts:
        if not one.supposed:
            yield DayReason(kind="treaty given", where=one.file, when=one.pact.signed)
