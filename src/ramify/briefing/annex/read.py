"""What was read, laid out: sources, events, names left open, what was not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ramify.briefing.annex.line import Line, Section, joined
from ramify.briefing.brief import Brief, BriefDocument
from ramify.briefing.words import details_words, event_words, when_words
from ramify.reading.events.independent import independent
from ramify.reading.events.merge import Differing
from ramify.reading.statements import Mention
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.wording import counted, listing


def sources_section(brief: Brief) -> Section:
    """The documents, by the names that the evidence gives them."""
    lines = (_source(n, s, brief) for n, s in enumerate(brief.sources))
    return Section(heading="Sources", lines=tuple(lines))


def _source(place: int, source: BriefDocument, brief: Brief) -> Line:
    if source.published:
        dated = f"published {source.published} ({source.dated_from})"
    elif source.mentions_to:
        dated = f"undated, mentions run to {source.mentions_to}"
    else:
        dated = "undated, mentions no date"
    size = f"{source.words:,} words"
    if source.dropped:
        size += f"; {counted(len(source.dropped), 'piece')} of page furniture left out"
    original = next((s.name for s in brief.sources if s.id == source.copy_of), None)
    size += f"; the same text as {original}, counted once" if original else ""
    return Line(
        of=(f"/sources/{place}",),
        tag=f"D{place + 1}",
        text=source.title or source.name,
        details=(f"{source.name}: {dated}; {size}",),
    )


def read_sections(brief: Brief) -> Iterator[Section]:
    """What happened, then what somebody alleges, denies or plans, each under its heading."""
    yield Section(
        heading="What happened",
        note=_nothing_happened(brief),
        lines=tuple(_events(brief.happened, "happened", brief)),
    )
    for heading, field, events in (
        ("Alleged", "alleged", brief.alleged),
        ("Denied", "denied", brief.denied),
        ("Planned, to watch", "planned", brief.planned),
        ("To come, on file", "coming", brief.coming),
    ):
        yield Section(heading=heading, lines=tuple(_events(events, field, brief)))
    yield Section(heading="Told differently", lines=tuple(_differences(brief)))


def _nothing_happened(brief: Brief) -> str | None:
    if brief.happened or not brief.sources:
        return None
    return "The documents report no event that could be coded."


def _events(events: Sequence[Event], field: str, brief: Brief) -> Iterator[Line]:
    """A line an event; those of one sentence that differ only in who acts are one."""
    texts = {source.id: source.copy_of or source.id for source in brief.sources}
    groups: dict[object, list[tuple[int, Event]]] = {}
    for place, event in enumerate(events):
        alike = event.when, event.action, event.target, event.evidence[:1]
        groups.setdefault(alike, []).append((place, event))
    for group in groups.values():
        lines = tuple(_event(event, f"/{field}/{place}", texts, brief) for place, event in group)
        if len(group) == 1:
            yield lines[0]
            continue
        first = group[0][1]
        who = listing(brief.names.get(event.actor, event.actor) for _, event in group)
        sides = first.model_copy(update={"actor": who, "actor_name": None, "actor_sector": None})
        yield joined(lines, text=event_words(sides, brief.names))


def _event(event: Event, of: str, texts: Mapping[str, str], brief: Brief) -> Line:
    return Line(
        of=(of,),
        tag=when_words(event),
        text=event_words(event, brief.names),
        details=(*details_words(event), *_told_by(event, texts)),
        evidence=event.evidence,
    )


def _told_by(event: Event, texts: Mapping[str, str]) -> Iterable[str]:
    """How many sources tell it, where some of the documents are copies; the text of each by its
    document's id."""
    quotes = [e for e in event.evidence if isinstance(e, TextEvidence)]
    told = {quote.document for quote in quotes}
    sources = len(independent(quotes, texts))
    if sources < len(told):
        apart = "one source" if sources == 1 else f"{sources} independent sources"
        yield f"in {len(told)} documents, {apart}"


def _differences(brief: Brief) -> Iterator[Line]:
    for place, found in enumerate(brief.differ):
        yield _difference(found, f"/differ/{place}", brief)


def _difference(found: Differing, of: str, brief: Brief) -> Line:
    counted = f" {found.counted}" if found.counted else ""
    values = "; ".join(f"{name}: {value}{counted}" for name, value in found.values)
    return Line(
        of=(of,),
        tag=found.detail,
        text=f"{event_words(found.event, brief.names)}: {values}",
        evidence=found.event.evidence,
    )


def mentions_section(brief: Brief) -> Section:
    """Names that may mean several, or nobody known; each once."""
    by_name: dict[tuple[str, str, tuple[str, ...]], list[tuple[int, Mention]]] = {}
    for place, mention in enumerate(brief.unresolved):
        key = (mention.name, mention.reason, mention.candidates)
        by_name.setdefault(key, []).append((place, mention))
    lines = tuple(
        Line(
            of=tuple(f"/unresolved/{place}" for place, _ in found),
            tag=name,
            text=f"{reason} (may be {listing(candidates, 'or')})" if candidates else reason,
            evidence=tuple(mention.evidence for _, mention in found),
        )
        for (name, reason, candidates), found in by_name.items()
    )
    return Section(heading="Names left open", lines=lines)


def unused_section(brief: Brief) -> Section:
    """What looks like an act and is told as none, by the reason."""
    by_reason: dict[str, list[int]] = {}
    for place, unused in enumerate(brief.unused):
        by_reason.setdefault(unused.reason, []).append(place)
    lines = []
    for reason, places in by_reason.items():
        found = [brief.unused[place] for place in places]
        of = tuple(f"/unused/{place}" for place in places)
        codes = dict.fromkeys(unused.action for unused in found)
        text = f"as CAMEO {', '.join(codes)}"
        evidence = tuple(dict.fromkeys(unused.evidence for unused in found))
        lines.append(Line(of=of, tag=reason, text=text, evidence=evidence))
    return Section(heading="Read and not used", lines=tuple(lines))


def refused_section(brief: Brief) -> Section:
    """The documents that could not be read, and what to do about it."""
    lines = tuple(
        Line(of=(f"/refused/{n}",), tag=one.path, text=f"{one.reason}; {one.repair}")
        for n, one in enumerate(brief.refused)
    )
    return Section(heading="Not read", lines=lines)
