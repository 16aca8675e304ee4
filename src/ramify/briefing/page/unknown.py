"""What is not known, in a word each: amounts, dates, names, sources, rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ramify.briefing.page.acts import forceful, leads
from ramify.briefing.page.bound import cause_of, denied
from ramify.briefing.page.row import NEWS, PageRow, Sheet
from ramify.briefing.ramification import EventRef
from ramify.briefing.voices.force import force_told, struck
from ramify.record.events import Event
from ramify.world.wording import counted, spoken

ROWS = 6
_THREATENS = re.compile(r"\b(?:threat|warn|vow|ultimat)\w*", re.I)
_NAMED = 4
"""Names that are not resolved, told on the page."""
_UNDATED = ("mentioned", "signed", "in office", "facts")
"""Why a brief answers for its day, where no document has one."""


def unknown(sheet: Sheet) -> tuple[PageRow, ...]:
    """What the answer lacks, what it decides first."""
    found = (
        *_open_duties(sheet), *_began(sheet), *_threats(sheet), *_measures(sheet),
        *_shifts(sheet), *_reading(sheet),
    )  # fmt: skip
    return found[:ROWS]


def _open_duties(sheet: Sheet) -> Iterator[PageRow]:
    """Force that somebody alleges, or an act short of it: whether it is an armed attack."""
    for n, case in enumerate(sheet.brief.obliged.cases):
        event = cause_of(case)
        if case.answers or event is None or case.told not in ("alleged", "short of force"):
            continue
        who, whom = sheet.in_text([case.attacker]), sheet.in_text([case.victim])
        words = f"whether {who} used force against {whom}"
        by = f", as {case.by} said" if case.by else ""
        if case.told == "short of force":
            of = "" if struck(event) == "territory" else f" on {struck(event)} of"
            words, by = f"whether what {who} did is an armed attack{of or ' on'} {whom}", ""
        by += f", which {who} denies" if (said := denied(case, sheet)) else ""
        at = (f"/obliged/cases/{n}/lines/{m}" for m, _ in enumerate(case.lines))
        cites = (*sheet.cite(*at)[:1], *sheet.cite(*said))
        yield PageRow(words=f"{words}{by}", cites=cites)


def _began(sheet: Sheet) -> Iterator[PageRow]:
    """Fights of which the documents tell both sides, and not who began."""
    for n, case in enumerate(sheet.brief.obliged.cases):
        events = [x.cause.event for x in case.lines if isinstance(x.cause, EventRef)]
        if (
            case.told == "supposed"
            and not case.pact
            and events
            and events[0].actor == case.attacker
        ):
            at = (f"/obliged/cases/{n}/lines/{m}" for m, _ in enumerate(case.lines))
            words = f"who began the fighting of {sheet.named([case.attacker, case.victim])}"
            yield PageRow(words=words, cites=sheet.cite(*at)[:1])


def _threats(sheet: Sheet) -> Iterator[PageRow]:
    """Threats of force that lead a text and leave open who would attack whom: nothing can be said
    of duties."""
    groups: dict[str, list[int]] = {}
    for n, event in enumerate(sheet.brief.happened):
        known = event.actor in sheet.brief.names
        if not leads(event):
            continue
        if not (known and event.target) and _is_threat(event, sheet):
            quotes = " ".join(e.quote for e in event.evidence if e.kind == "text")
            groups.setdefault(f"{known} {quotes}", []).append(n)
    for places in groups.values():
        told = [sheet.brief.happened[n] for n in places]
        words = f"whom {_threat(told, sheet)}"
        yield PageRow(words=words, cites=sheet.cite(*(f"/happened/{n}" for n in places)))


def _is_threat(event: Event, sheet: Sheet) -> bool:
    """Whether a sentence of these months speaks of a threat of force."""
    old = event.when is not None and sheet.days_before(event.when.end) > NEWS
    said = any(_THREATENS.search(e.quote) for e in event.evidence if e.kind == "text")
    return said and not old and force_told(event) == "threatened"


def _threat(told: Sequence[Event], sheet: Sheet) -> str:
    """What is open of a threat: `the threat of Iran would bind: it names no target`."""
    first = told[0]
    whom = f" against {sheet.named([first.target])}" if first.target else ""
    if first.actor in sheet.brief.names:
        who = sheet.named(dict.fromkeys(event.actor for event in told))
        return f"the threat of {who} would bind: it names no target"
    name = re.sub(r"^The\b", "the", first.actor_name or "")
    of = f" of {name}" if name else ""
    return f"the threat{of}{whom} would bind: not known who threatens"


def _measures(sheet: Sheet) -> Iterator[PageRow]:
    """Amounts and approvals on which measures of the Security Council turn."""
    open_: dict[str, list[int]] = {}
    for n, line in enumerate(sheet.brief.obliged.measures):
        if line.strength.status == "unknown" and isinstance(line.cause, EventRef):
            open_.setdefault(str(line.cause.event.object), []).append(n)
    for thing, places in open_.items():
        cites = sheet.cite(*(f"/obliged/measures/{n}" for n in places))
        yield PageRow(words=f"the amount of {thing}, which is capped", cites=cites)


def _shifts(sheet: Sheet) -> Iterator[PageRow]:
    for n, line in enumerate(sheet.brief.exposed):
        if line.strength.kind == "not known" and not line.reasons:
            who, why = sheet.named(line.actors), line.strength.reason
            yield PageRow(words=f"{who}: {why}", cites=sheet.cite(f"/exposed/{n}"))


def _reading(sheet: Sheet) -> Iterator[PageRow]:
    brief = sheet.brief
    if brief.on_because.kind in _UNDATED:
        many = sum(source.published is None for source in brief.sources)
        which = "the document" if len(brief.sources) == 1 else counted(many, "document")
        yield PageRow(words=f"the day of {which} (--on DAY answers for it)")
    nobody = [
        n
        for n, event in enumerate(brief.happened)
        if event.actor not in brief.names and forceful(event) and leads(event)
    ]
    if nobody:
        cites = sheet.cite(*(f"/happened/{n}" for n in nobody))
        when = brief.happened[nobody[0]].when
        day = f" on {spoken(when)}" if when and when.precision == "day" else ""
        one = len(nobody) == 1
        words = f"who used the force{day}" if one else f"who used force in {len(nobody)} events"
        yield PageRow(words=words, cites=cites)
    reports = [n for n, c in enumerate(brief.claimed) if c.strength.holder.kind == "reports"]
    if reports:
        cites = sheet.cite(*(f"/claimed/{n}" for n in reports))
        yield PageRow(words="whose the reports are that the documents cite", cites=cites)
    acting = " ".join(f"{e.actor_name} {e.target_name}" for e in brief.happened)
    open_ = [(n, m.name) for n, m in enumerate(brief.unresolved) if m.name in acting]
    if open_:
        names = list(dict.fromkeys(name for _, name in open_))[:_NAMED]
        cites = sheet.cite(*(f"/unresolved/{n}" for n, _ in open_))
        yield PageRow(words=f"who is meant by {', '.join(names)}", cites=cites)
