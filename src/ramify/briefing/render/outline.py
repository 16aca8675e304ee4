"""A brief laid out: the sections that every renderer prints in its own way.

A line carries its evidence with it, so a renderer has nothing else to print.
"""

from __future__ import annotations

from collections.abc import Iterable

from ramify.briefing.brief import Brief, BriefDocument
from ramify.briefing.ramification import ClaimedLine
from ramify.briefing.render.layout import Line, Section, line_of
from ramify.briefing.render.layout_asked import asked_section, cite_section, since_section
from ramify.briefing.render.layout_expected import expected_section
from ramify.briefing.render.layout_obliged import obliged_section
from ramify.briefing.render.words import (
    counted,
    details_words,
    event_words,
    holder_words,
    when_words,
)
from ramify.reading.events.independent import independent
from ramify.reading.events.merge import Differing
from ramify.reading.statements import Mention, Unused
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.wording import listing


def outline(brief: Brief) -> tuple[Section, ...]:
    """The sections of a brief, in reading order; empty ones are left out, voices never are."""
    sections = (
        since_section(brief),
        asked_section(brief),
        Section(heading="Sources", lines=tuple(_source(s, brief) for s in brief.sources)),
        Section(
            heading="What happened",
            note=_nothing_happened(brief),
            lines=tuple(_event(event, brief) for event in brief.happened),
        ),
        *_not_happened(brief),
        obliged_section(brief),
        expected_section(brief),
        _exposed(brief),
        _claimed(brief),
        _compared(brief),
        Section(heading="Names left open", lines=_mentions(brief.unresolved)),
        Section(heading="Read and not used", lines=tuple(map(_unused, brief.unused))),
        Section(heading="Not read", lines=tuple(_refused(brief))),
        cite_section(brief),
        _made(brief),
    )
    return tuple(s for s in sections if s and (s.lines or s.parts or s.note or s.voice))


def _nothing_happened(brief: Brief) -> str | None:
    if brief.happened or not brief.sources:
        return None
    return "The documents report no event that could be coded."


def _source(source: BriefDocument, brief: Brief) -> Line:
    if source.published:
        dated = f"published {source.published} ({source.dated_from})"
    elif source.mentions_to:
        dated = f"undated, mentions run to {source.mentions_to}"
    else:
        dated = "undated, mentions no date"
    count = len(source.dropped)
    size = f"{source.words:,} words"
    if count:
        size += f"; {counted(count, 'piece')} of page furniture left out"
    original = next((s.name for s in brief.sources if s.id == source.copy_of), None)
    size += f"; the same text as {original}, counted once" if original else ""
    dropped = tuple(f"left out ({d.reason}): {_short(d.text)}" for d in source.dropped)
    return Line(
        text=source.title or source.name,
        details=(f"{source.name}: {dated}; {size}",),
        more=dropped,
    )


def _short(text: str, most: int = 90) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1] + "…"


def _not_happened(brief: Brief) -> Iterable[Section]:
    """What somebody alleges, denies or plans, each under a heading of its own."""
    for heading, events in (
        ("Alleged", brief.alleged),
        ("Denied", brief.denied),
        ("Planned, to watch", brief.planned),
    ):
        yield Section(heading=heading, lines=tuple(_event(event, brief) for event in events))


def _unused(unused: Unused) -> Line:
    return Line(tag=unused.action, text=unused.reason, evidence=(unused.evidence,))


def _event(event: Event, brief: Brief) -> Line:
    return Line(
        tag=when_words(event),
        text=event_words(event, brief.names),
        details=(*details_words(event), *_told_by(event, brief)),
        evidence=event.evidence,
    )


def _told_by(event: Event, brief: Brief) -> Iterable[str]:
    """How many sources tell it, where some of the documents are copies."""
    quotes = [e for e in event.evidence if isinstance(e, TextEvidence)]
    told = {quote.document for quote in quotes}
    sources = len(independent(quotes, {s.id: s.copy_of or s.id for s in brief.sources}))
    if sources < len(told):
        apart = "one source" if sources == 1 else f"{sources} independent sources"
        yield f"in {len(told)} documents, {apart}"


def _exposed(brief: Brief) -> Section:
    return Section(
        heading="Exposed",
        voice="exposed",
        note=brief.silent.get("exposed"),
        lines=tuple(line_of(line) for line in brief.exposed),
    )


def _claimed(brief: Brief) -> Section:
    return Section(
        heading="Claimed",
        voice="claimed",
        note=brief.silent.get("claimed"),
        lines=tuple(_claim(line) for line in brief.claimed),
    )


def _claim(line: ClaimedLine) -> Line:
    strength, said = line.strength, line.cause.said
    held = f"{said.claim.kind}, held by {holder_words(strength.holder)}"
    more = [f"in {strength.sources} independent sources"] if strength.sources > 1 else []
    more += [f"against it: {other.content}" for other in said.opposed]
    denied = "" if strength.affirmed else "not: "
    cue = f" (“{said.claim.cue}”)" if said.claim.cue else ""
    return Line(
        tag=strength.modality,
        text=denied + line.words,
        details=(held + cue, *more),
        evidence=line.evidence,
    )


def _compared(brief: Brief) -> Section:
    comparison = brief.comparison
    parts = [
        Section(
            heading="Said by more than one document",
            lines=tuple(_event(event, brief) for event in comparison.same),
        ),
        Section(
            heading="Told differently",
            lines=tuple(_difference(d, brief) for d in comparison.differ),
        ),
    ]
    parts += [
        Section(heading=f"Only in {name}", lines=tuple(_event(event, brief) for event in events))
        for name, events in comparison.only_in
    ]
    kept = tuple(part for part in parts if part.lines)
    return Section(heading="Where the documents agree and differ", parts=kept)


def _difference(difference: Differing, brief: Brief) -> Line:
    values = "; ".join(f"{name}: {value}" for name, value in difference.values)
    return Line(
        tag=difference.detail,
        text=f"{event_words(difference.event, brief.names)} — {values}",
        evidence=difference.event.evidence,
    )


def _mentions(mentions: tuple[Mention, ...]) -> tuple[Line, ...]:
    by_name: dict[tuple[str, str, tuple[str, ...]], list[Mention]] = {}
    for mention in mentions:
        key = (mention.name, mention.reason, mention.candidates)
        by_name.setdefault(key, []).append(mention)
    return tuple(
        Line(
            tag=name,
            text=f"{reason} (may be {listing(candidates, 'or')})" if candidates else reason,
            evidence=tuple(mention.evidence for mention in found),
        )
        for (name, reason, candidates), found in by_name.items()
    )


def _refused(brief: Brief) -> Iterable[Line]:
    for refused in brief.refused:
        yield Line(tag=refused.path, text=f"{refused.reason}; {refused.repair}")


def _made(brief: Brief) -> Section:
    made = brief.provenance
    text = (
        f"ramify {made.ramify}, reader {made.reader}, packaged facts as of {made.facts_as_of}; "
        f"answers given for {brief.on} ({brief.on_because})."
    )
    documents = tuple(f"document {code}" for code in made.documents)
    return Section(heading="How this was made", lines=(Line(text=text, details=documents),))
