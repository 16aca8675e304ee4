"""What was given besides documents, what changed since an earlier brief, how to cite: laid out."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.asked import AskedPact
from ramify.briefing.brief import Brief
from ramify.briefing.cite import day_words
from ramify.briefing.render.layout import Line, Section
from ramify.briefing.render.strength import tag_of
from ramify.briefing.render.words import counted, event_words, when_words
from ramify.briefing.since import EventChange, LineChange
from ramify.record.evidence import GivenEvidence
from ramify.world.when import When
from ramify.world.wording import listing

_FIRST = 12
"""Changes that the short form prints."""


def asked_section(brief: Brief) -> Section:
    """The events and treaties that the user gave."""
    events = (
        Line(tag=when_words(e), text=event_words(e, brief.names), evidence=e.evidence)
        for e in brief.asked.events
    )
    pacts = (_pact(one, brief) for one in brief.asked.pacts)
    return Section(heading="Asked about", lines=(*events, *pacts))


def _pact(one: AskedPact, brief: Brief) -> Line:
    pact = one.pact
    signed = f"signed {pact.signed}" if pact.signed else "not signed"
    force = f"in force from {pact.in_force}"
    supposed = f"no day of force is given: supposed in force on {brief.on}"
    instead = "takes the place of the pact on file with its id"
    details = [f"{signed}; {supposed if one.supposed else force}"]
    details += [instead] if one.replaces else []
    parties = listing(brief.names.get(p.actor, p.actor) for p in pact.parties)
    return Line(
        tag="treaty",
        text=f"{pact.name} between {parties}",
        details=tuple(details),
        evidence=(GivenEvidence(words=one.file),),
    )


def since_section(brief: Brief) -> Section | None:
    """What is new, gone and moved; None if no earlier brief was named."""
    since = brief.since
    if since is None:
        return None
    if since.not_compared:
        return Section(heading=f"Since {since.file}", note=since.not_compared)
    assert since.on is not None
    told = (*(_event(c, brief) for c in since.events), *(_line(c, brief) for c in since.lines))
    lines = sorted(told, key=lambda line: ("new", "moved", "gone").index(line.tag))
    notes = [*since.notes] if lines else [*since.notes, "nothing is new, gone or moved"]
    rest = len(lines) - _FIRST
    notes += [f"{counted(rest, 'further change')} in the long form"] if rest > 0 else []
    return Section(
        heading=f"Since the brief for {day_words(When(since.on))} ({since.file})",
        note=_sentence(notes),
        lines=tuple(lines[:_FIRST]),
        more=tuple(lines[_FIRST:]),
    )


def _sentence(notes: list[str]) -> str | None:
    said = "; ".join(notes)
    return f"{said[:1].upper()}{said[1:]}." if said else None


def _event(change: EventChange, brief: Brief) -> Line:
    told = f" (told as {change.was} before, as {change.event.status} now)" if change.was else ""
    text = f"{when_words(change.event)}: {event_words(change.event, brief.names)}{told}"
    return Line(tag=change.how, text=text, evidence=change.event.evidence)


def _line(change: LineChange, brief: Brief) -> Line:
    line = change.line
    strength = tag_of(line.strength)
    moved = f"{tag_of(change.was)} before, {strength} now" if change.was else strength
    some = set(change.actors) != set(line.actors) and change.actors
    whom = f" (of {listing(brief.names.get(c, c) for c in change.actors)})" if some else ""
    return Line(
        tag=change.how,
        text=f"{line.voice}: {line.words}{whom}",
        details=(moved,),
        evidence=line.evidence,
    )


def cite_section(brief: Brief) -> Section:
    """How to cite the brief and its sources."""
    return Section(heading="Cite this", lines=tuple(_cited(brief)))


def _cited(brief: Brief) -> Iterator[Line]:
    first, *rest = brief.cite.lines
    yield Line(text=first, details=tuple(rest))
