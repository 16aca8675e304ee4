"""What is news without law: acts reported, chances, shifts, claims, what differs from the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from ramify.briefing.page.acts import (
    cut_loose,
    in_passing,
    leads,
    matter,
    newsworthy,
    quotation,
    told_of,
    where,
)
from ramify.briefing.page.checked import ROWS as DIFFERING
from ramify.briefing.page.checked import DifferingRow
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.expect import ExpectRow, notable
from ramify.briefing.page.leads.law import breaches, joining
from ramify.briefing.page.leads.line import Candidate, candidate, great
from ramify.briefing.page.leads.treaty import treaty_leads
from ramify.briefing.page.ranking import Matter, Weight
from ramify.briefing.page.row import Sheet
from ramify.briefing.page.shift import ShiftRow
from ramify.record.events import Event
from ramify.world.wording import counted

_ASIDE = re.compile(
    r"\b(?:too|as well)\W*$|^(?:(?!\b(?:that|which|who|said|says)\b)[^,;])*\bhad (?!to\b)\w+"
    r"|^\w+ (?:days|weeks|months) (?:earlier|before)\b"
)
"""What is said after somebody else, or of the time before what is told."""
_MEETING, _ACCUSING = "04", "11"
_SLIP = timedelta(3)
"""Days by which a text that tells of one act may be out, or be read so: no news."""
_NEXT = 3
"""By which power what a text tells later weighs less."""
_LEADS, _WORDS = 5, 6
"""Acts that are told for themselves, and words of a sentence that says little."""
_NOBODY = ("others", "some", "they", "he", "she", "it", "both")
"""Words for who says something that name nobody."""
_SIZES: tuple[Matter, ...] = ("talk", "arms", "force")


def reported(sheet: Sheet) -> Iterator[Candidate]:
    """The acts that lead, each sentence once, where no line of law tells of them already."""
    brief = sheet.brief
    told = [
        c.cause.event
        for case in brief.obliged.cases
        for c in case.lines
        if c.cause.kind == "event" and case.told != "supposed"
    ]
    told += [event for _, _, event in breaches(sheet)[:1]]
    said = {found.sentence for event in told if (found := quotation(event, sheet))}
    parties = [{code for s in t.standings for code in s.parties} for t in brief.obliged.turns]
    joined = [joining(case, sheet) for case in brief.obliged.cases]
    grave = any(leads(event) and matter(event) != "talk" for event in newsworthy(sheet))
    groups: dict[str, list[Event]] = {}
    for event in newsworthy(sheet):
        found = quotation(event, sheet)
        sentence = found.sentence if found else ""
        garbled = cut_loose(sentence) or (in_passing(event) and not sentence)
        aside = bool(_ASIDE.search(sentence))
        small = not leads(event) and (aside or _is_small(event, sentence, told))
        small = small or (grave and event.action.startswith(_MEETING))
        known = event in told or event in joined or small or sentence in said
        known = known or any({event.actor, event.target} <= of for of in parties)
        if not (known or garbled):
            groups.setdefault(sentence or told_of(event, sheet), []).append(event)
    new = sorted(
        groups.values(),
        key=lambda of: (not any(map(leads, of)), all(matter(event) == "talk" for event in of)),
    )
    for place, events in enumerate(new[:_LEADS]):
        words = told_of(events[0], sheet)
        yield candidate(f"{words}.", "reported", where(events, sheet), _news(events, place, sheet))


def _is_small(event: Event, sentence: str, told: Sequence[Event]) -> bool:
    """Whether it is no more than a meeting, a few words without a day, or the reproach of who was
    attacked or threatened."""
    bare = matter(event) == "talk" and (event.when is None or event.reported)
    if event.action.startswith(_MEETING) or (bare and len(sentence.split()) <= _WORDS):
        return True
    back = any((event.actor, event.target) == (other.target, other.actor) for other in told)
    return back and event.action.startswith(_ACCUSING)


def _news(events: Sequence[Event], place: int, sheet: Sheet) -> Weight:
    """The weight of a sentence that tells some acts: that of the gravest."""
    first = min(events, key=lambda event: -_SIZES.index(matter(event)))
    alleged = first.status == "alleged" and first.holder_name
    sides = {code for event in events for code in (event.actor, event.target or "")}
    return Weight(
        fresh=(1.0 if first.when or any(map(leads, events)) else 0.5) / (1 + place) ** _NEXT,
        certain=0.5 if alleged else 1.0,
        matter=matter(first), states=2, great=great(sides, sheet),
        leads=any(_opens(event, sheet) for event in events),
    )  # fmt: skip


def _opens(event: Event, sheet: Sheet) -> bool:
    """Whether it leads a text; of mere talk only what no other act there comes before."""
    if not leads(event) or matter(event) != "talk":
        return leads(event)
    mine = {e.document: e.start for e in event.evidence if e.kind == "text"}
    before = (
        other
        for other in (*sheet.brief.happened, *sheet.brief.alleged)
        for e in other.evidence
        if e.kind == "text" and e.start < mine.get(e.document, 0) and leads(other)
    )
    return next(before, None) is None


def expected(rows: Sequence[ExpectRow]) -> Iterator[Candidate]:
    for row in notable(tuple(rows)):
        than = "More" if row.lift > 0 else "Less"
        told = f"{row.by}{row.until}, {row.chance:.0%} (usually {row.usual:.0%})"
        words = f"{than} likely than usual: {told}."
        weight = Weight(fresh=1, certain=row.chance or 0, matter="talk")
        yield candidate(words, "expected", row.cites, weight)


def shifted(rows: Sequence[ShiftRow], sheet: Sheet) -> Iterator[Candidate]:
    for row in rows:
        if row.change:
            weight = Weight(
                fresh=1, certain=0.7, matter="arms", states=len(row.actors) + 1,
                great=great(row.actors, sheet), leads=treaty_leads(None, sheet),
            )  # fmt: skip
            yield candidate(f"{row.words}.", "exposed", row.cites, weight, row.on)


def said(rows: Sequence[PageClaim]) -> Iterator[Candidate]:
    """What several sources hold alike, and what came after all."""
    for row in rows:
        if row.sources > 1 or (row.later and row.said_by.casefold() not in _NOBODY):
            by = counted(row.sources, "source") if row.sources > 1 else row.said_by.capitalize()
            came = f"; on file later: {row.later}" if row.later else ""
            words = f"{by} ({row.firmness}): “{row.words}”{came}."
            weight = Weight(fresh=1, certain=0.5 if row.later else 0.3, matter="talk")
            yield candidate(words, "claimed", row.cites, weight)


def differing(rows: Sequence[DifferingRow]) -> Iterator[Candidate]:
    for row in rows[:DIFFERING]:
        if row.days and max(row.days) - min(row.days) <= _SLIP:
            continue
        weight = Weight(fresh=0.8, certain=1, matter="talk")
        yield candidate(f"Differs from the facts: {row.words}.", "claimed", row.cites, weight)
