"""A line that may stand at the head of the page, and what its weight is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ramify.briefing.page.acts import LATELY, leads, newsworthy
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import Voice
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.record.events import Event

OLD = 0.25
"""How new what is no news is."""


class BottomLine(PageRow):
    """One of the five lines, in its voice, or what is only reported."""

    voice: Voice | Literal["reported"]
    on: str = ""
    """What it is on, where other lines may tell the same: `defenders of PRK`."""


Candidate = tuple[Weight, BottomLine]


def candidate(
    words: str,
    voice: Voice | Literal["reported"],
    cites: tuple[int, ...],
    weight: Weight,
    on: str = "",
) -> Candidate:
    return weight, BottomLine(words=words, voice=voice, cites=cites, on=on)


def great(codes: Iterable[str], sheet: Sheet) -> int:
    """How many great powers are among some actors."""
    return sum(great_power(code, sheet.brief.on) for code in dict.fromkeys(codes))


def newness(event: Event, sheet: Sheet) -> float:
    """How new an act is; what stands below another affair that leads is old beside it."""
    beside = event.told_in == "body" and any(map(leads, newsworthy(sheet)))
    if beside or (event.when and sheet.days_before(event.when.end) > LATELY):
        return OLD
    return 1.0 if event.when or leads(event) else 0.5


def in_passing(event: Event) -> bool:
    """Whether a text mentions it without a day, below its first sentences: then it is no news."""
    return (event.when is None or event.reported) and event.told_in == "body"
