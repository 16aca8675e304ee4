"""The head of the page: its topic, its day and why, and how old what it rests on is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from ramify._value import Value
from ramify.briefing.brief import Provenance
from ramify.briefing.cite import DayReason
from ramify.briefing.page.acts import leading, quotation, told_words
from ramify.briefing.page.row import NEWS, Sheet
from ramify.record.events import Event
from ramify.world.wording import counted, listing, spoken

_TITLE = 90
"""Characters of a sentence that may stand as a title."""


class Heading(Value):
    """What a reader must know before the first line."""

    topic: str
    on: date
    because: str
    """Why the answer is for that day."""
    horizon_days: int
    sources: str
    facts: str
    """The day to which the packaged facts go, at least."""
    rests_on: str = ""
    """What the chances rest on; empty if there are none."""


def heading(sheet: Sheet) -> Heading:
    """The head of a brief's page."""
    brief = sheet.brief
    sources = counted(len(brief.sources), "document") if brief.sources else "no documents"
    given = [counted(len(brief.asked.events), "event")] if brief.asked.events else []
    given += [counted(len(brief.asked.pacts), "treaty")] if brief.asked.pacts else []
    sources += f", {listing(given)} given" if given else ""
    if len(sheet.texts) < len(brief.sources):
        sources += f", {counted(len(sheet.texts), 'independent text')}"
    if brief.refused:
        names = [PurePath(refused.path).name for refused in brief.refused]
        which = f" ({names[0]})" if len(names) == 1 else ""
        sources += f", {len(names)} not read{which}"
    return Heading(
        topic=_topic(sheet),
        on=brief.on,
        because=str(_because(sheet)),
        horizon_days=brief.horizon_days,
        sources=sources,
        facts=_facts(brief.provenance),
        rests_on=brief.rests_on or ("a model named" if brief.basis else ""),
    )


def _facts(made: Provenance) -> str:
    days = sorted((made.facts_as_of, *made.facts_by_kind.values()), key=lambda day: day.end)
    later = ", some later" if days[0] != days[-1] else ""
    return f"{spoken(days[0])}{later}"


def _because(sheet: Sheet) -> DayReason:
    """Why the day, a document by its short name."""
    why = sheet.brief.on_because
    sources = sheet.brief.sources
    names = {source.name: f"document {n}" for n, source in enumerate(sources, 1)}
    if len(sources) == 1:
        names = {sources[0].name: "the document"}
    return why.model_copy(update={"where": names.get(why.where or "", why.where)})


def _topic(sheet: Sheet) -> str:
    """The new treaty; else the titles of the texts if they are short; else the sentence that tells
    what leads, or the title of its text."""
    brief = sheet.brief
    for turn in brief.obliged.turns:
        if turn.given:
            return f"{turn.short}, as given"
        if turn.signed and sheet.days_before(turn.signed.end) <= NEWS:
            signed = "" if turn.after[0].status == "not binding" else "signed "
            return f"{turn.short}, {signed}{spoken(turn.signed)}"
    if titles := _titles(sheet):
        return titles
    lead = next(iter((*brief.asked.events, *leading(sheet))), None)
    if lead is None:
        return sheet.named(brief.mentioned[:3]) if brief.mentioned else "no actor that is known"
    told = quotation(lead, sheet)
    if told and len(told.sentence) <= _TITLE and not (told.day or told.by):
        return told.sentence
    if title := _title(lead, sheet):
        return title
    if found := re.match(rf".{{20,{_TITLE}}}?(?=[,;] )", told.sentence if told else ""):
        return f"{found[0]} …"
    return f"{told_words(lead, sheet)}{f', {spoken(lead.when)}' if lead.when else ''}"


def _titles(sheet: Sheet) -> str:
    """The titles of the texts, if they are few enough to stand in a line."""
    sources = {source.id: source for source in sheet.brief.sources}
    titles = [sources[code].title for code in sheet.texts if code in sources]
    told = " · ".join(filter(None, titles))
    return told if all(titles) and (len(titles) == 1 or len(told) <= _TITLE) else ""


def _title(lead: Event | None, sheet: Sheet) -> str | None:
    """The title of the only text, or of the one that tells an act first."""
    sources = sheet.brief.sources
    if len(sheet.texts) == 1:
        return next((source.title for source in sources), None)
    told = next((e.document for e in lead.evidence if e.kind == "text"), "") if lead else ""
    return next((source.title for source in sources if source.id == told), None)
