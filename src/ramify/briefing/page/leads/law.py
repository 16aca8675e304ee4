"""What law binds to: new treaties, whom they cover, force, breaches of measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ramify.briefing.brief import ForceCase, Turn
from ramify.briefing.page.acts import (
    OLD,
    forceful,
    in_passing,
    leads,
    newness,
    newsworthy,
    quoted,
    told_of,
    where,
)
from ramify.briefing.page.bound import (
    binds_somebody,
    cause_of,
    disputed,
    dormant,
    shown,
    some_of,
    terms_of,
)
from ramify.briefing.page.leads.line import Candidate, candidate, great
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import NEWS, Sheet
from ramify.briefing.ramification import DEFENDING, WEIGHTY, EventRef, ObligedLine
from ramify.briefing.words import spelled_out
from ramify.reasoning.obligations.screen import Row, ScreenEntry
from ramify.record.events import Event
from ramify.world.wording import listing

_BY_YEAR = re.compile(r"\b(?:treaty|agreement|pact) of \d{4}$")
_MORE = re.compile(r"^(\d+) more ")
_BUT = re.compile(r", not .+$")
_FEW = 4
_NOBODY = "no state is bound by treaty to fight for it"
_TOLD = {
    "reported": 1.0,
    "short of force": 0.6,
    "alleged": 0.5,
    "threatened": 0.4,
    "asked": 0.9,
}
"""How certain a use of force is, by how it was told."""
_FOUGHT = 0.9
"""How certain a fight is of which both sides are told."""

_AGAINST = {
    "added": "new against", "dropped": "gone against", "strengthened": "stronger than",
    "weakened": "weaker than", "changed": "other than",
}  # fmt: skip
"""What a treaty changes in a promise, by its status."""
_NO_TREATY = {"not binding": "Not legally binding: ", "binding at home": "Binding at home alone: "}


def treaties(sheet: Sheet) -> Iterator[Candidate]:
    """What a reported treaty binds to that bears most on force, and what is new in it."""
    for n, turn in enumerate(sheet.brief.obliged.turns):
        at = f"/obliged/turns/{n}"
        lines = [(f"{at}/after/0/lines/{m}", one) for m, one in enumerate(turn.after[0].lines)]
        line = next(
            (pair for types in (DEFENDING, WEIGHTY) for pair in lines if pair[1].action in types),
            None,
        )
        if line is None:
            yield _peaceful(turn, at, sheet)
            continue
        changes = [
            (f"{at}/compared/{m}/line", change)
            for m, change in enumerate(turn.compared)
            if change.line.action == line[1].action
        ]
        told = [
            f"{_AGAINST[str(c.line.strength.status)]} the {_alone(c.short)}" for _, c in changes
        ]
        cites = sheet.cite(line[0], *(pointer for pointer, _ in changes))
        news = f": {listing(dict.fromkeys(told))}" if told else ""
        once = "Once in force: " if sheet.waits(turn.pact) else ""
        once = _NO_TREATY.get(turn.after[0].status, once)
        words = f"{once}{owed(line[1], sheet)}{news}."
        fresh = 1.0 if turn.signed and sheet.days_before(turn.signed.end) <= NEWS else OLD
        weight = law(line[1].actors, sheet, fresh, first=treaty_leads(turn.pact, sheet))
        yield candidate(words, "obliged", cites, weight)


def _alone(short: str) -> str:
    """An earlier treaty of the same two without their names.

    >>> _alone("Russia–North Korea treaty of 2000"), _alone("Camp David commitment to consult")
    ('treaty of 2000', 'Camp David commitment to consult')
    """
    found = _BY_YEAR.search(short)
    return found.group() if found else short


def _peaceful(turn: Turn, at: str, sheet: Sheet) -> Candidate:
    """A treaty that says nothing of force."""
    actors = turn.after[0].parties
    cites = sheet.cite(*(f"{at}/after/0/lines/{n}" for n, _ in enumerate(turn.after[0].lines)))
    words = f"{turn.short}: no promise about force; cooperation of {sheet.named(actors)}."
    weight = Weight(
        fresh=1, certain=1, matter="talk", states=len(actors), great=great(actors, sheet),
        leads=treaty_leads(turn.pact, sheet),
    )  # fmt: skip
    return candidate(words, "reported", cites, weight)


def owed(line: ObligedLine, sheet: Sheet) -> str:
    few = sheet.named(line.actors) if len(line.actors) <= _FEW else f"{len(line.actors)} parties"
    terms = f"{line.words.replace('; ', ', ')} (article {line.strength.article.article})"
    if len(line.actors) > 1:
        terms = terms.replace("at its disposal", "at their disposal")
    if {*line.actors} == {*line.targets}:
        return f"{few} owe each other {terms}"
    owe = "owes" if len(line.actors) == 1 else "owe"
    terms = terms.replace("each side's own", "its own" if owe == "owes" else "their own")
    return f"{few} {owe} {sheet.named(line.targets)} {terms}"


def law(
    actors: Sequence[str],
    sheet: Sheet,
    fresh: float = 1.0,
    certain: float = 1.0,
    *,
    first: bool = False,
) -> Weight:
    return Weight(
        fresh=fresh, certain=certain, matter="force", states=len({*actors}),
        great=great(actors, sheet), leads=first,
    )  # fmt: skip


def treaty_leads(pact: str | None, sheet: Sheet) -> bool:
    """Whether a title or the first sentences tell of a treaty's parties, or of somebody who joins
    one; of any treaty that is told if none is named."""
    turns = [t for t in sheet.brief.obliged.turns if pact in (None, t.pact)]
    parties = [{code for s in t.standings for code in s.parties} for t in turns]
    told = [e for e in sheet.brief.happened if leads(e)]
    signed = any({e.actor, e.target} <= of for e in told for of in parties)
    return any(t.given for t in turns) or signed or any(e in sheet.brief.joined for e in told)


def joining(case: ForceCase, sheet: Sheet) -> Event | None:
    """The event by which the one attacked in a case joined its pact."""
    turns = {turn.pact for turn in sheet.brief.obliged.turns}
    if case.pact is None or case.pact in turns:
        return None
    return next((e for e in sheet.brief.joined if e.actor == case.victim), None)


def covered(sheet: Sheet) -> Iterator[Candidate]:
    """Whose defenders a treaty changes, if it is attacked and if it attacks."""
    told = set()
    for place, case in enumerate(sheet.brief.obliged.cases):
        now, before = _defenders(case), _defenders(case, eve=True)
        if case.pact is None or now == before or case.victim in told or _told_alone(case, sheet):
            continue
        told.add(case.victim)
        yield _cover(place, sheet)


def _told_alone(case: ForceCase, sheet: Sheet) -> bool:
    """Whether the treaty's own line tells all: it is the first to promise its victim defence."""
    by = {cite.pact for e in case.screen.must_fight for cite in e.cites}
    turns = {turn.pact for turn in sheet.brief.obliged.turns}
    return by == {case.pact} <= turns and not _defenders(case, eve=True)


def _defenders(case: ForceCase, *, eve: bool = False) -> tuple[str, ...]:
    """Who must fight for the one attacked."""
    screen = case.before if eve and case.before else case.screen
    found = [e.actors for e in screen.must_fight if e.to == case.victim]
    return tuple(dict.fromkeys(code for actors in found for code in actors))


def _cover(place: int, sheet: Sheet) -> Candidate:
    cases, back = sheet.brief.obliged.cases, sheet.back(place)
    case = cases[place]
    now, before = _defenders(case), _defenders(case, eve=True)
    victim = sheet.named([case.victim])
    own = [[e for e in of if {*e.actors} & {*now}] for _, of in _rows(case)[:2]]
    rows = list(zip(("must fight for it", "must help it"), own, strict=True))
    new = [code for code in now if code not in before]
    who = "; ".join(_verbs(rows, sheet)) or "nobody must help"
    fresh = _by_treaty(
        some_of(new, sheet) if 0 < len(new) < len(now) else "",
        waits=bool(new) and sheet.waits(case.pact),
    )
    act = joining(case, sheet)
    head = f"{told_of(act, sheet)}; if it is attacked" if act else f"{victim} attacked"
    words = f"{head}: {who}{fresh}"
    if back is not None:
        helps = [e.who for _, of in _rows(cases[back], case.victim)[:2] for e in of]
        attacking = "if it attacks" if act else f"{victim} attacking"
        words += f"; {attacking}: {listing(dict.fromkeys(helps)) if helps else 'nobody'}"
    at = (
        f"/obliged/cases/{place}/screen/must_fight/{n}"
        for n, _ in enumerate(case.screen.must_fight)
    )
    excused = (
        f"/obliged/cases/{back}/lines/{n}"
        for n, line in enumerate(cases[back].lines if back is not None else ())
        if line.action in DEFENDING and line.targets == (case.victim,) and {*line.actors} & {*now}
    )
    first = treaty_leads(None if act else case.pact, sheet)
    weight = law((*now, case.victim), sheet, certain=0.9, first=first)
    on = f"defenders of {case.victim}"
    return candidate(
        f"{words}.",
        "obliged",
        (*where([act] if act else [], sheet), *sheet.cite(*at, *excused)),
        weight,
        on,
    )


def _by_treaty(some: str, *, waits: bool) -> str:
    """For whom of those bound it is new, if not for all, and whether it is so yet.

    >>> _by_treaty("Russia", waits=True)
    ', Russia once the treaty is in force'
    >>> _by_treaty("", waits=True), _by_treaty("9 of them", waits=False)
    (' once the treaty is in force', ', new for 9 of them')
    """
    if waits:
        return f"{f', {some}' if some else ''} once the treaty is in force"
    return f", new for {some}" if some else ""


def force(sheet: Sheet) -> Iterator[Candidate]:
    """Whom a reported, alleged or threatened use of force binds, or a fight of both."""
    for n, case in enumerate(sheet.brief.obliged.cases):
        event = cause_of(case)
        if case.answers or event is None:
            continue
        if case.goes_on or (not binds_somebody(case) and newness(event, sheet) <= OLD):
            continue  # background, or a war that binds nobody anew
        if case.told != "supposed":
            yield _forced(case, n, event, sheet)
        elif case.pact is None and event.actor == case.attacker:
            yield _fought(n, event, sheet)


def _forced(case: ForceCase, place: int, event: Event, sheet: Sheet) -> Candidate:
    """Force that one is said to use, or to threaten."""
    who, whom = sheet.named([case.attacker]), sheet.named([case.victim])
    said, lawful = quoted(event, sheet), ", whether lawfully is disputed" if disputed(case) else ""
    head = {
        "reported": f"{who} used force against {whom}{lawful}",
        "short of force": f"If what {who} did is an armed attack on {whom}{_by(case)}",
        "alleged": f"If {who} used force against {whom}{_by(case)}",
        "threatened": f"{who} threatened {whom}; if it attacks",
    }.get(case.told, f"If {who} attacks {whom}")
    if said and case.told in ("short of force", "alleged"):
        so = "so" if case.told == "alleged" else f"an armed attack on {whom}"
        head = f"{said}. If that is {so}"
    words = f"{head}: {_helpers(case, sheet) or _NOBODY}."
    cites = _owed_at(place, sheet) or where([event], sheet)
    sides = (case.attacker, case.victim, *_bound(case))
    fresh, certain = _newness(case, event, sheet), _TOLD[case.told]
    weight = law(sides, sheet, fresh, certain, first=leads(event))
    return candidate(words, "obliged", cites, weight)


def _fought(place: int, event: Event, sheet: Sheet) -> Candidate:
    """A fight of which both sides are told, and not who began: whom it binds either way."""
    case, back = sheet.brief.obliged.cases[place], sheet.back(place)
    cases = [case, *([sheet.brief.obliged.cases[back]] if back is not None else [])]
    told = [(sheet.named([one.victim]), _helpers(one, sheet)) for one in cases]
    ways = [f"if {whom} was attacked, {helps}" for whom, helps in told if helps]
    words = f"{sheet.named([case.attacker, case.victim])} fought; who began is open"
    cites = [n for at in (place, back) if at is not None for n in _owed_at(at, sheet)]
    sides = {code for one in cases for code in (one.attacker, one.victim, *_bound(one))}
    fresh = _newness(case, event, sheet)
    weight = law(sorted(sides), sheet, fresh, _FOUGHT, first=leads(event))
    return candidate(
        f"{words}: {'; '.join(ways) or _NOBODY}.",
        "obliged",
        tuple(sorted(set(cites))) or where([event], sheet),
        weight,
    )


def _newness(case: ForceCase, event: Event, sheet: Sheet) -> float:
    """None of what is told in passing, unless it is done to whom the text begins with."""
    struck = {e.target for e in newsworthy(sheet) if leads(e) and forceful(e)}
    return newness(event, sheet) if case.victim in struck or not in_passing(event) else 0.0


def _rows(case: ForceCase, to: str = "") -> list[tuple[str, list[ScreenEntry]]]:
    """Who is bound to one of the two, the one attacked unless another is named, by how much; the
    attacker left out."""
    to = to or case.victim
    rows: tuple[tuple[str, Row], ...] = (
        ("must fight", "must_fight"), ("must help", "must_help"),
        ("must consult", "must_consult"), ("may have to", "open"),
    )  # fmt: skip

    def is_told(entry: ScreenEntry) -> bool:
        return entry.to == to and entry.actors != (case.attacker,) and not dormant(entry)

    return [(verb, [e for _, e in shown(case.screen, r) if is_told(e)]) for verb, r in rows]


def _helpers(case: ForceCase, sheet: Sheet) -> str:
    """Who must do most for the one attacked; empty if nobody must do anything."""
    return "; ".join(list(_verbs(_rows(case), sheet))[:2])


def _bound(case: ForceCase) -> list[str]:
    return [code for _, entries in _rows(case) for e in entries for code in e.actors]


def _owed_at(place: int, sheet: Sheet) -> tuple[int, ...]:
    """The lines of the annex by which those bound owe it."""
    case = sheet.brief.obliged.cases[place]
    bound = {*_bound(case)}
    return sheet.cite(
        *(
            f"/obliged/cases/{place}/lines/{n}"
            for n, line in enumerate(case.lines)
            if {*line.actors} & bound and line.strength.status.startswith("owed")
        )
    )


def _verbs(rows: Sequence[tuple[str, Sequence[ScreenEntry]]], sheet: Sheet) -> Iterator[str]:
    """Who must do what, with what and on which conditions where those alike are alike in them; who
    must do more is not told again."""
    known: set[str] = set()
    for verb, entries in rows:
        fresh = [e for e in entries if not {*e.actors} <= known]
        known |= {code for e in entries for code in e.actors}
        told = [(_terms(e) if verb.startswith("must") else "", e) for e in fresh]
        for terms, alike in groupby(told, lambda pair: pair[0]):
            held = [entry for _, entry in alike]
            yield f"{_together(held, sheet)} {verb}{f' ({terms})' if terms else ''}"


def _terms(entry: ScreenEntry) -> str:
    """With what and on which conditions, also those for some alone."""
    some = [entry.why] if entry.why.startswith("for ") else []
    return ", ".join((*terms_of(entry), *some))


def _by(case: ForceCase) -> str:
    return f", as {case.by} has it" if case.by else ", as alleged"


def _together(entries: Iterable[ScreenEntry], sheet: Sheet) -> str:
    """All of some rows as one list; those that a row tells as a group stay one."""
    names = sheet.brief.names
    parts: list[str] = []
    for entry in entries:
        own = [names.get(code, code) for code in entry.actors]
        who = _BUT.sub("", entry.who)  # the table names those left out
        parts += own if own and entry.who == listing(own) else [_MORE.sub(r"\1 other ", who)]
    return listing(dict.fromkeys(parts))


def measures(sheet: Sheet) -> Iterator[Candidate]:
    """What breaches a measure of the Security Council, and that nobody watches it."""
    lines = list(enumerate(sheet.brief.obliged.measures))
    watched = [(n, line) for n, line in lines if line.strength.status == "ended"]
    for n, line, event in breaches(sheet)[:1]:
        unseen = "".join(f"; {w.words}" for _, w in watched[:1])
        cites = sheet.cite(
            f"/obliged/measures/{n}", *(f"/obliged/measures/{m}" for m, _ in watched)
        )
        weight = Weight(
            fresh=max(newness(event, sheet), 0.6),
            certain=0.5 if event.status == "alleged" else 0.9,
            matter="arms",
            states=2,
            great=great((*line.actors, *line.targets), sheet),
            leads=leads(event),
        )
        words = f"A breach: {spelled_out(line.words)}{unseen}."
        yield candidate(words, "obliged", cites, weight)


def breaches(sheet: Sheet) -> list[tuple[int, ObligedLine, Event]]:
    """The measures that an event breaches, by their places."""
    return [
        (n, line, line.cause.event)
        for n, line in enumerate(sheet.brief.obliged.measures)
        if line.strength.status == "breaches" and isinstance(line.cause, EventRef)
    ]
