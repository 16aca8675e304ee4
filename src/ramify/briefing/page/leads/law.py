"""What law binds to: whom treaties cover, force, breaches of measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ramify.briefing.brief import ForceCase
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
from ramify.briefing.page.bound import binds_somebody, cause_of, denied, disputed, some_of, unjudged
from ramify.briefing.page.leads.line import Candidate, candidate, great, law
from ramify.briefing.page.leads.treaty import treaty_leads
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import Sheet
from ramify.briefing.page.standing import Shown, shown, terms_of
from ramify.briefing.ramification import DEFENDING, EventRef, ObligedLine
from ramify.briefing.words import in_text
from ramify.reasoning.obligations.screen import Row
from ramify.reasoning.symbols import by_name
from ramify.record.events import Event
from ramify.world.wording import listing

_MAY = "may have to"
_NOBODY = "no state is bound by treaty to fight for it"
_TOLD = {
    "reported": 1.0,
    "short of force": 0.6,
    "alleged": 0.5,
    "threatened": 0.4,
    "asked": 0.9,
}
"""How certain a use of force is, by how it was told."""
_DISPUTED = 0.25
"""How much of that is left where the lawfulness of the force is disputed, or not yet judged."""
_FOUGHT = 0.9
"""How certain a fight is of which both sides are told."""


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
    own = [[e for e in of if {*e.entry.actors} & {*now}] for _, of in _rows(case)[:2]]
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
        helps = [one.who for _, of in _rows(cases[back], case.victim)[:2] for one in of]
        attacking = "if it attacks" if act else f"{victim} attacking"
        if helps or not act:
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
    turn = next((turn for turn in sheet.brief.obliged.turns if turn.pact == case.pact), None)
    # By the treaty's own sides, so that it is told before whom it covers.
    sides = turn.after[0].parties if turn else (*now, case.victim)
    weight = law(sides, sheet, certain=0.9, first=first)
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
    who, whom = sheet.in_text([case.attacker]), sheet.in_text([case.victim])
    said = quoted(event, sheet)
    lawful = "; if unlawfully, which is disputed" if disputed(case) else ""
    lawful = lawful or ("; if that is an armed attack" if unjudged(case) else "")
    head = {
        "reported": f"{who} used force against {whom}{lawful}",
        "short of force": f"If what {who} did is an armed attack on {whom}{_by(case)}",
        "alleged": f"If {who} used force against {whom}{_by(case)}",
        "threatened": f"{said or f'{who} threatened {whom}'}; if {who} attacks",
    }.get(case.told, f"If {who} attacks {whom}")
    if said and case.told in ("short of force", "alleged"):
        so = "so" if case.told == "alleged" else f"an armed attack on {whom}"
        denial = f", which {who} denies" if denied(case, sheet) else ""
        head = f"{said}{denial}. If that is {so}"
    words = f"{head}: {_helpers(case, sheet) or _NOBODY}."
    cites = _owed_at(place, sheet) or where([event], sheet)
    sides = (case.attacker, case.victim, *_bound(case))
    fresh = _newness(case, event, sheet)
    certain = _TOLD[case.told] * (_DISPUTED if disputed(case) or unjudged(case) else 1)
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


def _rows(case: ForceCase, to: str = "") -> list[tuple[str, list[Shown]]]:
    """Who is bound to one of the two, the one attacked unless another is named, by how much; the
    attacker left out."""
    to = to or case.victim
    rows: tuple[tuple[str, Row], ...] = (
        ("must fight", "must_fight"), ("must help", "must_help"),
        ("must consult", "must_consult"), (_MAY, "open"),
    )  # fmt: skip

    def is_told(one: Shown) -> bool:
        entry = one.entry
        return entry.to == to and entry.actors != (case.attacker,)

    return [(verb, [one for one in shown(case.screen, r) if is_told(one)]) for verb, r in rows]


def _helpers(case: ForceCase, sheet: Sheet) -> str:
    """Who must do most for the one attacked; empty if nobody must do anything. Talks are told
    only where nobody must do more."""
    rows = _rows(case)
    firm = [(verb, held) for verb, held in rows[:2] if held]
    return "; ".join(list(_verbs(firm or rows, sheet))[:2])


def _bound(case: ForceCase) -> list[str]:
    return [code for _, held in _rows(case) for one in held for code in one.entry.actors]


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


def _verbs(rows: Sequence[tuple[str, Sequence[Shown]]], sheet: Sheet) -> Iterator[str]:
    """Who must do what, with what and on which conditions where those alike are alike in them; who
    must do more is not told again."""
    known: set[str] = set()
    for verb, entries in rows:
        fresh = [e for e in entries if not {*e.entry.actors} <= known]
        known |= {code for e in entries for code in e.entry.actors}
        told = [(_terms(e) if verb != _MAY else "", e) for e in fresh]
        for terms, alike in groupby(told, lambda pair: pair[0]):
            held = [one for _, one in alike]
            yield f"{_together(held, sheet)} {verb}{f' ({terms})' if terms else ''}"


def _terms(one: Shown) -> str:
    """With what and on which conditions, also those for some alone."""
    return ", ".join(filter(None, (*terms_of(one.entry), one.some)))


def _by(case: ForceCase) -> str:
    return f", as told by {in_text(case.by)}" if case.by else ", as alleged"


def _together(entries: Iterable[Shown], sheet: Sheet) -> str:
    """All of some rows as one list; those that a row tells as a group stay one, and the table
    names those left out."""
    names = sheet.brief.names
    parts: list[str] = []
    for one in entries:
        part = one.entry.part
        if part is None:
            parts += [in_text(names.get(code, code)) for code in one.entry.actors]
        else:
            above = one.rest_above or part.rest_above
            parts.append(f"{part.some} other {part.group}" if above else part.among)
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
        words = f"A breach: {by_name(line.citing) or line.words}{unseen}."
        yield candidate(words, "obliged", cites, weight)


def breaches(sheet: Sheet) -> list[tuple[int, ObligedLine, Event]]:
    """The measures that an event breaches, by their places."""
    return [
        (n, line, line.cause.event)
        for n, line in enumerate(sheet.brief.obliged.measures)
        if line.strength.status == "breaches" and isinstance(line.cause, EventRef)
    ]
