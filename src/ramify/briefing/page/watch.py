"""What to watch: treaties not yet in force, plans that were read, summits on file."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.page.acts import hedged, is_hedged, quoted
from ramify.briefing.page.claims import is_planned, is_term
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.voices.coming import is_summit
from ramify.briefing.words import shortened, spoken_words
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.wording import listing, spoken

ROWS = 5
_MEETING = ("036", "04")
"""Acts of which the thing, as a summit, says more than the code."""

_SAID = ("03", "05", "06", "12", "13")
"""What is promised, refused or threatened without a day is nothing that one could watch for; the
annex tells it."""
_TWO = 2
Told = list[tuple[int, Event]]
"""Events with their places in the brief."""


def watch(sheet: Sheet) -> tuple[PageRow, ...]:
    """Entries into force, then what somebody plans, a plan once, then summits on file."""
    told: dict[str, PageRow] = {}
    for row in (*_entering(sheet), *_plans(sheet), *_terms(sheet), *_summits(sheet)):
        cites = (*told[row.words].cites, *row.cites) if row.words in told else row.cites
        told[row.words] = PageRow(words=row.words, cites=cites)
    return tuple(told.values())[:ROWS]


def _entering(sheet: Sheet) -> Iterator[PageRow]:
    """Treaties that wait, with what is on file of who ratified them and when they came."""
    for n, turn in enumerate(sheet.brief.obliged.turns):
        if turn.in_force and turn.in_force.start <= sheet.brief.on:
            continue
        parties = {code for standing in turn.standings for code in standing.parties}
        ratified = [
            (m, event)
            for m, event in enumerate(sheet.brief.coming)
            if not is_summit(event) and {event.actor, event.target} <= parties
        ]
        by = [f"{_days([one])} by {sheet.named([one[1].actor])}" for one in ratified]
        came = [f"ratified {', '.join(by)}"] if by else []
        came += [f"in force {spoken(turn.in_force)}"] if turn.in_force else []
        later = f" ({'; '.join(came)})" if came else ""
        at = [f"/obliged/turns/{n}/after/0/lines/{m}" for m, _ in enumerate(turn.after[0].lines)]
        cites = (*sheet.cite(*at)[:1], *sheet.cite(*(f"/coming/{m}" for m, _ in ratified)))
        yield PageRow(words=f"entry into force of the {turn.short}{later}", cites=cites)


def _plans(sheet: Sheet) -> Iterator[PageRow]:
    groups: dict[object, Told] = {}
    for n, event in enumerate(sheet.brief.planned):
        if hedged(event) or (event.when is None and event.action.startswith(_SAID)):
            continue
        alike = event.action, event.target, event.object, event.when
        groups.setdefault(alike, []).append((n, event))
    for group in groups.values():
        first = group[0][1]
        who = listing(dict.fromkeys(sheet.named([event.actor]) for _, event in group))
        told = first.model_copy(update={"actor": who, "actor_name": None, "actor_sector": None})
        meets = first.object and first.action.startswith(_MEETING)
        coded = f"{who}: {first.object}" if meets else spoken_words(told, sheet.brief.names)
        words = quoted(_firm(first), sheet) or coded
        if words == coded and first.when is None and not meets:
            continue
        filed = [(n, e) for n, e in _filed(sheet) if any(_same(e, plan) for _, plan in group)]
        day = f" (on file: {_days(filed)})" if filed else ""
        places = (*(f"/planned/{n}" for n, _ in group), *(f"/coming/{n}" for n, _ in filed))
        yield PageRow(words=f"{words}{day}", cites=sheet.cite(*places))


def _terms(sheet: Sheet) -> Iterator[PageRow]:
    """What the sides of an agreement will do by it."""
    for n, line in enumerate(sheet.brief.claimed):
        if is_term(line, sheet) and not is_planned(line, sheet):
            yield PageRow(words=f"“{shortened(line.words)}”", cites=sheet.cite(f"/claimed/{n}"))


def _firm(event: Event) -> Event:
    """A plan with the sentences that do not hedge it alone."""
    firm = [e for e in event.evidence if e.kind != "text" or not is_hedged(e.quote)]
    return event.model_copy(update={"evidence": tuple(firm)})


def _summits(sheet: Sheet) -> Iterator[PageRow]:
    """Summits on file that no plan told, each once, of two at least who act in the documents."""
    planned = sheet.brief.planned
    acting = {code for e in sheet.brief.events for code in (e.actor, e.target) if code}
    groups: dict[object, Told] = {}
    for n, event in _filed(sheet):
        if not any(_same(event, plan) for plan in planned):
            groups.setdefault((event.object, event.place), []).append((n, event))
    for group in groups.values():
        first = group[0][1]
        sides = [e.actor for _, e in group]
        sides += [e.target for _, e in group if e.target and action(e.action).symmetric]
        if len({*sides} & acting) < _TWO:
            continue  # another affair
        guests = dict.fromkeys(code for code in sides if code not in (first.object or "").split())
        who = sheet.named(guests)
        at = f" in {first.place}" if first.place else ""
        words = f"{first.object}{at}: {who} on {_days(group)}"
        yield PageRow(words=words, cites=sheet.cite(*(f"/coming/{n}" for n, _ in group)))


def _filed(sheet: Sheet) -> Told:
    return [(n, event) for n, event in enumerate(sheet.brief.coming) if is_summit(event)]


def _same(filed: Event, plan: Event) -> bool:
    """Whether an event on file is what was planned: the same two sides meet."""
    sides = (filed.actor, filed.target) == (plan.actor, plan.target)
    return sides and plan.action.startswith(_MEETING)


def _days(told: Told) -> str:
    return listing(dict.fromkeys(spoken(event.when) for _, event in told if event.when))
