"""What to watch: plans that were read, and treaties that are not yet in force."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.words import event_words
from ramify.record.events import Event
from ramify.world.wording import listing, spoken

ROWS = 5
_MEETING = ("036", "04")
"""Acts of which the thing, as a summit, says more than the code."""

_PROMISE = "03"
"""What is promised and has no day is nothing that one could watch for; the annex tells it."""


def watch(sheet: Sheet) -> tuple[PageRow, ...]:
    """Entries into force, then what somebody plans, a plan once."""
    return (*_entering(sheet), *_plans(sheet))[:ROWS]


def _entering(sheet: Sheet) -> Iterator[PageRow]:
    for n, turn in enumerate(sheet.brief.obliged.turns):
        if turn.in_force and turn.in_force.start <= sheet.brief.on:
            continue
        later = f" (it came on {spoken(turn.in_force)})" if turn.in_force else ""
        at = (f"/obliged/turns/{n}/after/0/lines/{m}" for m, _ in enumerate(turn.after[0].lines))
        words = f"entry into force of the {turn.short}{later}"
        yield PageRow(words=words, cites=sheet.cite(*at)[:1])


def _plans(sheet: Sheet) -> Iterator[PageRow]:
    groups: dict[object, list[tuple[int, Event]]] = {}
    for n, event in enumerate(sheet.brief.planned):
        if event.when is None and event.action.startswith(_PROMISE):
            continue
        alike = event.action, event.target, event.object, event.when
        groups.setdefault(alike, []).append((n, event))
    for group in groups.values():
        first = group[0][1]
        who = listing(dict.fromkeys(sheet.named([event.actor]) for _, event in group))
        told = first.model_copy(
            update={"actor": who, "actor_name": None, "actor_sector": None, "target_name": None}
        )
        meets = first.object and first.action.startswith(_MEETING)
        words = f"{who}: {first.object}" if meets else event_words(told, sheet.brief.names)
        cites = sheet.cite(*(f"/planned/{n}" for n, _ in group))
        yield PageRow(words=words, cites=cites)
