"""The head of the page: its topic, its day and why, and how old what it rests on is."""

from __future__ import annotations

from datetime import date

from ramify._value import Value
from ramify.briefing.page.row import Sheet
from ramify.briefing.words import counted
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.wording import spoken


class Heading(Value):
    """What a reader must know before the first line."""

    topic: str
    on: date
    because: str
    """Why the answer is for that day."""
    horizon_days: int
    sources: str
    facts: When
    """The day to which the packaged facts go."""
    rests_on: str = ""
    """What the chances rest on; empty if there are none."""


def heading(sheet: Sheet) -> Heading:
    """The head of a brief's page."""
    brief = sheet.brief
    copies = sum(source.copy_of is not None for source in brief.sources)
    sources = counted(len(brief.sources), "document")
    if copies:
        sources += f", {counted(len(brief.sources) - copies, 'independent text')}"
    if brief.refused:
        sources += f", {len(brief.refused)} not read"
    return Heading(
        topic=_topic(sheet),
        on=brief.on,
        because=brief.on_because,
        horizon_days=brief.horizon_days,
        sources=sources,
        facts=brief.provenance.facts_as_of,
        rests_on=brief.rests_on or ("a model named" if brief.basis else ""),
    )


def _topic(sheet: Sheet) -> str:
    """The treaty, the use of force or the act that the brief turns on; else who is named most."""
    brief = sheet.brief
    for turn in brief.obliged.turns:
        signed = f", signed {spoken(turn.signed)}" if turn.signed else ""
        return f"{turn.short}{signed}"
    lead = lead_event(sheet)
    if lead is None:
        return sheet.named(brief.mentioned[:3]) if brief.mentioned else "no actor that is known"
    who = sheet.named([lead.actor])
    whom = f" and {sheet.named([lead.target])}" if lead.target else ""
    when = f", {spoken(lead.when)}" if lead.when else ""
    return f"{who}{whom}: {action(lead.action).label}{when}"


def lead_event(sheet: Sheet) -> Event | None:
    """The act the documents turn on: told most, of the last year, the gravest of those."""
    brief = sheet.brief
    recent = [e for e in (*brief.happened, *brief.alleged) if _is_recent(sheet, e)]
    return max(recent or [*brief.denied, *brief.planned], key=_weight, default=None)


def _is_recent(sheet: Sheet, event: Event) -> bool:
    return event.when is None or 0 <= sheet.days_before(event.when.end) + 31 <= 31 + 366


def _weight(event: Event) -> tuple[bool, int, float]:
    return event.target is not None, len(event.evidence), abs(action(event.action).goldstein or 0.0)
