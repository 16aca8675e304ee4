"""The head of the page: its topic, its day and why, and how old what it rests on is."""

from __future__ import annotations

from datetime import date

from ramify._value import Value
from ramify.briefing.page.row import Sheet
from ramify.briefing.words import counted, event_words
from ramify.record.events import Event
from ramify.world.when import When
from ramify.world.wording import spoken

NEWS = 92
"""Days for which a treaty is news."""
LATELY = 31
"""Days for which an act is."""


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
    """The new treaty; else the title, if there is one text; else the act that leads."""
    brief = sheet.brief
    for turn in brief.obliged.turns:
        if turn.signed and sheet.days_before(turn.signed.end) <= NEWS:
            return f"{turn.short}, signed {spoken(turn.signed)}"
    texts = [source for source in brief.sources if source.copy_of is None]
    if len(texts) == 1 and texts[0].title:
        return texts[0].title
    lead = next(iter(leading(sheet)), None)
    if lead is None:
        return sheet.named(brief.mentioned[:3]) if brief.mentioned else "no actor that is known"
    return f"{told_words(lead, sheet)}{f', {spoken(lead.when)}' if lead.when else ''}"


def told_words(event: Event, sheet: Sheet) -> str:
    """Who did what to whom, without the names that the text gives them."""
    plain = event.model_copy(update={"actor_name": None, "target_name": None})
    return event_words(plain, sheet.brief.names)


def leading(sheet: Sheet) -> list[Event]:
    """The acts of the last weeks between two that are known, those told most and first."""
    brief = sheet.brief
    told = (*brief.happened, *brief.alleged)
    known = [e for e in told if e.actor in brief.names and e.target in brief.names]
    return sorted((e for e in known if _is_recent(e, sheet)), key=_place)


def _is_recent(event: Event, sheet: Sheet) -> bool:
    return event.when is None or -LATELY <= sheet.days_before(event.when.end) <= LATELY


def _place(event: Event) -> tuple[bool, int, int]:
    starts = [e.start for e in event.evidence if e.kind == "text"]
    return event.when is None, -len(event.evidence), min(starts, default=0)
