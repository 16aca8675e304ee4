"""What was given besides documents, what changed since an earlier brief, how to cite: laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from ramify.briefing.annex.claimed import OF_WHAT_IS
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.asked import GivenPact
from ramify.briefing.brief import Brief
from ramify.briefing.cite import day_words
from ramify.briefing.ramification import DEFENDING, Ramification, Voice
from ramify.briefing.since import EventChange, LineChange, Since
from ramify.briefing.strength import tag_of
from ramify.briefing.words import event_words, shortened, when_words
from ramify.reasoning.obligations import Status
from ramify.reasoning.obligations.law.articles import article_name
from ramify.record.evidence import GivenEvidence
from ramify.world.when import When
from ramify.world.wording import listing


def asked_section(brief: Brief) -> Section:
    """The events and treaties that the user gave."""
    events = (
        Line(
            of=(f"/asked/events/{n}",), tag=when_words(e), text=event_words(e, brief.names),
            evidence=e.evidence,
        )
        for n, e in enumerate(brief.asked.events)
    )  # fmt: skip
    pacts = (_pact(one, f"/asked/pacts/{n}", brief) for n, one in enumerate(brief.asked.pacts))
    return Section(heading="Asked about", lines=(*events, *pacts))


def _pact(one: GivenPact, of: str, brief: Brief) -> Line:
    pact = one.pact
    signed = f"signed {pact.signed}" if pact.signed else "not signed"
    force = f"in force from {pact.in_force}"
    supposed = f"no day of force is given: supposed in force on {brief.on}"
    instead = "takes the place of the pact on file with its id"
    details = [f"{signed}; {supposed if one.supposed else force}"]
    details += [instead] if one.replaces else []
    parties = listing(brief.names.get(p.actor, p.actor) for p in pact.parties)
    return Line(
        of=(of,),
        tag="treaty",
        text=pact.name,
        details=(f"parties: {parties}", *details),
        evidence=(GivenEvidence(words=one.file),),
    )


def since_section(brief: Brief) -> Section | None:
    """What is new, gone and moved; None if no earlier brief was named."""
    since = brief.since
    if since is None:
        return None
    if since.not_compared:
        return Section(heading=f"{earlier(since)} ({since.file})", note=since.not_compared)
    kinds = since_lines(brief)
    said = [_counts(kind, lines) for kind, lines in kinds.items() if lines]
    notes = [*said, *since.notes] if said else [*since.notes, "nothing is new, gone or moved"]
    return Section(
        heading=f"{earlier(since)} ({since.file})",
        note=_sentence(notes),
        lines=tuple(line for lines in kinds.values() for line in lines),
    )


def earlier(since: Since) -> str:
    """Since which brief."""
    if since.not_compared or since.on is None:
        return "Since the earlier brief"
    return f"Since the brief for {day_words(When(since.on))}"


def since_lines(brief: Brief) -> dict[str, list[Line]]:
    """The changes of events and of each voice, those that weigh most first."""
    since = brief.since
    if since is None or since.not_compared:
        return {}
    places = {id(change): f"/since/events/{n}" for n, change in enumerate(since.events)}
    places |= {id(change): f"/since/lines/{n}" for n, change in enumerate(since.lines)}
    events = sorted(since.events, key=_latest_first, reverse=True)
    found = {"events": [_event(change, places[id(change)], brief) for change in events]}
    for voice in get_args(Voice):
        changes = sorted((c for c in since.lines if c.line.voice == voice), key=_weightiest_first)
        found[voice] = [_line(change, places[id(change)], brief) for change in changes]
    return found


def _latest_first(change: EventChange) -> tuple[bool, str]:
    when = change.event.when
    return when is not None, str(when.start) if when else ""


def _weightiest_first(change: LineChange) -> tuple[bool, bool, bool, int]:
    """What binds or makes someone fight, as it stands, claims of what will be before those of
    what is; then how it changed."""
    line, strength = change.line, change.line.strength
    fights = line.action in DEFENDING
    owed = strength.kind != "legal" or strength.status in ("owed", "in force", "supposed in force")
    of_what_is = line.voice == "claimed" and line.cause.said.claim.kind in OF_WHAT_IS
    return not fights, not owed, of_what_is, ("moved", "new", "gone").index(change.how)


def _counts(kind: str, lines: list[Line]) -> str:
    numbers = Counter(line.tag for line in lines)
    return f"{kind}: {', '.join(f'{count} {how}' for how, count in numbers.items())}"


def _sentence(notes: list[str]) -> str | None:
    said = "; ".join(notes)
    return f"{said[:1].upper()}{said[1:]}." if said else None


def _event(change: EventChange, of: str, brief: Brief) -> Line:
    told = f" (told as {change.was} before, as {change.event.status} now)" if change.was else ""
    text = f"{when_words(change.event)}: {event_words(change.event, brief.names)}{told}"
    return Line(of=(of,), tag=change.how, text=text, evidence=change.event.evidence)


def _line(change: LineChange, of: str, brief: Brief) -> Line:
    line = change.line
    strength = tag_of(line.strength)
    moved = f"{tag_of(change.was)} before, {strength} now" if change.was else strength
    some = set(change.actors) != set(line.actors) and change.actors
    whom = f" (of {listing(brief.names.get(c, c) for c in change.actors)})" if some else ""
    words = shortened(line.words) if _quoted(line) else line.words
    return Line(
        of=(of,),
        tag=change.how,
        text=f"{line.voice}: {_article_of(line, brief)}{words}{whom}",
        details=(moved,),
        evidence=line.evidence,
    )


def _quoted(line: Ramification) -> bool:
    """Whether the words of a line stand in its evidence, which is told whole."""
    return any(e.kind == "text" and line.words in e.quote for e in line.evidence)


def _article_of(line: Ramification, brief: Brief) -> str:
    """Whose promise a line is and where it stands, which under its pact's heading goes unsaid.

    What force binds to says so itself.
    """
    if line.cause.kind != "article" or line.strength.kind != "legal":
        return ""
    article = line.strength.article
    if article.pact not in brief.treaties or line.strength.status in get_args(Status):
        return ""
    who = listing(brief.names.get(code, code) for code in line.actors[:4])
    more = f" and {len(line.actors) - 4} more" if len(line.actors) > 4 else ""
    return f"{who}{more}, {article_name(article.article)} of the {brief.treaties[article.pact]}: "


def cite_lines(brief: Brief) -> Iterator[Line]:
    """How to cite the brief and its sources."""
    first, *rest = brief.cite.lines
    yield Line(of=("/cite",), text=first, details=tuple(rest))
