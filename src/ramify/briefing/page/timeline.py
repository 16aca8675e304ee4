"""When it happened: the dated acts of the documents, and when a treaty binds."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ramify._value import Value
from ramify.briefing.page.row import Sheet


class Moment(Value):
    """A day on the timeline, and the line of the annex that tells of it."""

    day: date
    number: int
    """Of the annex's line."""
    kind: Literal["happened", "alleged", "planned", "in force"]


def timeline(sheet: Sheet) -> tuple[Moment, ...]:
    """The moments in order; what has no date, or none to the year, is not among them."""
    brief = sheet.brief
    told = (
        ("happened", brief.happened), ("alleged", brief.alleged), ("planned", brief.planned)
    )  # fmt: skip
    found = [
        Moment(day=event.when.start, number=number, kind=kind)
        for kind, events in told
        for n, event in enumerate(events)
        if event.when is not None
        for number in sheet.cite(f"/{kind}/{n}")
    ]
    for n, turn in enumerate(brief.obliged.turns):
        if turn.in_force and turn.after[0].lines:
            number, *_ = sheet.cite(f"/obliged/turns/{n}/after/0/lines/0")
            found.append(Moment(day=turn.in_force.start, number=number, kind="in force"))
    return tuple(sorted(found, key=lambda one: (one.day, one.number)))
