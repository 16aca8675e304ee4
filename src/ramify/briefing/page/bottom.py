"""The bottom line: at most five lines, each composed of typed lines and citing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ramify.briefing.brief import ForceCase, Turn
from ramify.briefing.page.checked import ROWS as DIFFERING
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.expect import ExpectRow, notable
from ramify.briefing.page.heading import NEWS, leading, told_words
from ramify.briefing.page.ranking import Matter, Weight, ranked
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.page.shift import ShiftRow
from ramify.briefing.ramification import DEFENDING, WEIGHTY, ObligedLine, Voice
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.screen import ScreenEntry
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.wording import counted, listing, spoken

LINES = 5
_OLD = 0.25
_FEW = 4
_LEADS = 2
"""Acts that are told for themselves."""
_FORCEFUL = ("ASSAULT", "COERCE")
_MATERIAL = ("SANCTION", "MOBILIZE", "AID", "THREATEN", "SUPPORT", "RETREAT")
_TOLD = {
    "reported": 1.0,
    "short of force": 0.6,
    "alleged": 0.5,
    "threatened": 0.4,
    "asked": 0.9,
    "supposed": 0.6,
}
"""How certain a use of force is, by how it was told."""

_AGAINST = {
    "added": "new against", "dropped": "gone against", "strengthened": "stronger than",
    "weakened": "weaker than", "changed": "other than",
}  # fmt: skip
"""What a treaty changes in a promise, by its status."""

Candidate = tuple[Weight, "BottomLine"]


class BottomLine(PageRow):
    """One of the five lines, in its voice, or what is only reported."""

    voice: Voice | Literal["reported"]
    on: str = ""
    """What it is on, where other lines may tell the same: `defenders of PRK`."""


def bottom(candidates: Iterable[Candidate]) -> tuple[BottomLine, ...]:
    """The lines that weigh most; of those on one thing only the first."""
    return tuple(_once_each(ranked(candidates))[:LINES])


def candidates(
    sheet: Sheet,
    expects: Sequence[ExpectRow],
    shifted: Sequence[ShiftRow],
    said: Sequence[PageClaim],
    differing: Sequence[PageRow],
) -> tuple[Candidate, ...]:
    """All lines that could stand at the head, each with its weight."""
    return (
        *_treaties(sheet), *_covered(sheet), *_force(sheet), *_measures(sheet),
        *_reported(sheet), *_expected(expects), *_shifted(shifted, sheet), *_said(said),
        *_differing(differing),
    )  # fmt: skip


def _once_each(lines: Sequence[BottomLine]) -> list[BottomLine]:
    """Of the lines on one thing, such as whom a state is defended by, the first."""
    told: dict[str, BottomLine] = {}
    for line in lines:
        told.setdefault(line.on or line.words, line)
    return list(told.values())


def _great(codes: Iterable[str], sheet: Sheet) -> int:
    return sum(great_power(code, sheet.brief.on) for code in dict.fromkeys(codes))


def _treaties(sheet: Sheet) -> Iterator[Candidate]:
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
        told = [f"{_AGAINST[str(c.line.strength.status)]} the {c.short}" for _, c in changes]
        cites = sheet.cite(line[0], *(pointer for pointer, _ in changes))
        news = f": {listing(dict.fromkeys(told))}" if told else ""
        once = "Once in force: " if sheet.waits(turn.pact) else ""
        once = "Not legally binding: " if turn.after[0].status == "not binding" else once
        words = f"{once}{_owed(line[1], sheet)}{news}."
        fresh = 1.0 if turn.signed and sheet.days_before(turn.signed.end) <= NEWS else _OLD
        yield _candidate(words, "obliged", cites, _law(line[1].actors, sheet, fresh))


def _peaceful(turn: Turn, at: str, sheet: Sheet) -> Candidate:
    """A treaty that says nothing of force."""
    actors = turn.after[0].parties
    cites = sheet.cite(*(f"{at}/after/0/lines/{n}" for n, _ in enumerate(turn.after[0].lines)))
    words = f"{turn.short}: no promise about force; cooperation of {sheet.named(actors)}."
    weight = Weight(
        fresh=1, certain=1, matter="talk", states=len(actors), great=_great(actors, sheet)
    )
    return _candidate(words, "obliged", cites, weight)


def standing(sheet: Sheet) -> tuple[BottomLine, ...]:
    """What binds those touched already, for where nothing else leads."""
    found = []
    for n, bond in enumerate(sheet.brief.obliged.bonds):
        line = next((line for line in bond.lines if line.action in WEIGHTY), None)
        if line is not None and bond.status == "in force":
            cites = sheet.cite(f"/obliged/bonds/{n}")
            words = f"{bond.short}, in force: {_owed(line, sheet)}."
            found.append(_candidate(words, "obliged", cites, _law(line.actors, sheet)))
    return bottom(found)


def _owed(line: ObligedLine, sheet: Sheet) -> str:
    few = sheet.named(line.actors) if len(line.actors) <= _FEW else f"{len(line.actors)} parties"
    terms = f"{line.words.replace('; ', ', ')} (article {line.strength.article.article})"
    if {*line.actors} == {*line.targets}:
        return f"{few} owe each other {terms}"
    owe = "owes" if len(line.actors) == 1 else "owe"
    return f"{few} {owe} {sheet.named(line.targets)} {terms}"


def _law(actors: Sequence[str], sheet: Sheet, fresh: float = 1.0, certain: float = 1.0) -> Weight:
    return Weight(
        fresh=fresh, certain=certain, matter="force", states=len({*actors}),
        great=_great(actors, sheet),
    )  # fmt: skip


def _candidate(
    words: str,
    voice: Voice | Literal["reported"],
    cites: tuple[int, ...],
    weight: Weight,
    on: str = "",
) -> Candidate:
    return weight, BottomLine(words=words, voice=voice, cites=cites, on=on)


def _covered(sheet: Sheet) -> Iterator[Candidate]:
    """Whose defenders a treaty changes, if it is attacked and if it attacks."""
    told = set()
    for place, case in enumerate(sheet.brief.obliged.cases):
        now, before = _defenders(case), _defenders(case, eve=True)
        if case.pact is None or now == before or case.victim in told:
            continue
        told.add(case.victim)
        yield _cover(place, sheet)


def _defenders(case: ForceCase, *, eve: bool = False) -> tuple[str, ...]:
    """Who must fight for the one attacked."""
    screen = case.before if eve and case.before else case.screen
    found = [e.actors for e in screen.must_fight if e.to == case.victim]
    return tuple(dict.fromkeys(code for actors in found for code in actors))


def _cover(place: int, sheet: Sheet) -> Candidate:
    cases, back = sheet.brief.obliged.cases, sheet.back(place)
    case = cases[place]
    now = _defenders(case)
    victim = sheet.named([case.victim])
    entries = [e for e in case.screen.must_fight if e.to == case.victim]
    new = [e.who for e in entries if case.pact in {c.pact for c in e.cites}]
    who = listing(e.who for e in entries) if entries else "nobody"
    fresh = _by_treaty(new, all_new=len(new) == len(entries), waits=sheet.waits(case.pact))
    words = f"{victim} attacked: {who} must fight for it{fresh}"
    if back is not None:
        helps = [e.who for e in cases[back].screen.must_fight if e.to == case.victim]
        words += f"; {victim} attacking: {listing(helps) if helps else 'nobody'}"
    at = (
        f"/obliged/cases/{place}/screen/must_fight/{n}"
        for n, _ in enumerate(case.screen.must_fight)
    )
    excused = (
        f"/obliged/cases/{back}/lines/{n}"
        for n, line in enumerate(cases[back].lines if back is not None else ())
        if line.action in DEFENDING and line.targets == (case.victim,) and {*line.actors} & {*now}
    )
    weight = _law((*now, case.victim), sheet, certain=0.9)
    on = f"defenders of {case.victim}"
    return _candidate(f"{words}.", "obliged", sheet.cite(*at, *excused), weight, on)


def _by_treaty(new: Sequence[str], *, all_new: bool, waits: bool) -> str:
    """Who of those bound is so by the treaty alone, and whether he is so yet.

    >>> _by_treaty(["Russia"], all_new=False, waits=True)
    ', Russia once the treaty is in force'
    >>> _by_treaty(["Australia"], all_new=True, waits=True)
    ' once the treaty is in force'
    """
    whose = "" if all_new else f", {listing(new)}"
    if waits and new:
        return f"{whose} once the treaty is in force"
    return f"{whose} by the treaty" if whose and new else ""


def _force(sheet: Sheet) -> Iterator[Candidate]:
    """Whom a reported, alleged or threatened use of force binds."""
    for n, case in enumerate(sheet.brief.obliged.cases):
        if case.answers or case.told == "supposed":
            continue
        event = next((x.cause.event for x in case.lines if x.cause.kind == "event"), None)
        if event is None:
            continue
        yield _forced(case, n, event, sheet)


def _forced(case: ForceCase, place: int, event: Event, sheet: Sheet) -> Candidate:
    rows = (
        ("must fight", case.screen.must_fight), ("must help", case.screen.must_help),
        ("must consult", case.screen.must_consult), ("may have to", case.screen.open),
    )  # fmt: skip
    victim = [(verb, [e for e in entries if e.to == case.victim]) for verb, entries in rows]
    told = list(_verbs(victim))[:2]
    who, whom = sheet.named([case.attacker]), sheet.named([case.victim])
    head = {
        "reported": f"{who} used force against {whom}",
        "short of force": f"If what {who} did is an armed attack on {whom}",
        "alleged": f"If {who} used force against {whom}, as {case.by or 'alleged'} says",
        "threatened": f"{who} threatened {whom}; if it attacks",
    }.get(case.told, f"If {who} attacks {whom}")
    words = f"{head}: {'; '.join(told) or 'no state is bound by treaty to fight for it'}."
    actors = [code for _, entries in victim for e in entries for code in e.actors]
    cites = sheet.cite(
        *(
            f"/obliged/cases/{place}/lines/{n}"
            for n, line in enumerate(case.lines)
            if {*line.actors} & {*actors} and line.strength.status.startswith("owed")
        )
    )
    fresh = _fresh(event, sheet)
    sides = (case.attacker, case.victim, *actors)
    return _candidate(words, "obliged", cites, _law(sides, sheet, fresh, _TOLD[case.told]))


def _verbs(rows: Sequence[tuple[str, Sequence[ScreenEntry]]]) -> Iterator[str]:
    """Who must do what; who must do more is not told again."""
    known: set[str] = set()
    for verb, entries in rows:
        fresh = [e for e in entries if not {*e.actors} <= known]
        known |= {code for e in entries for code in e.actors}
        if fresh:
            yield f"{', '.join(e.who for e in fresh)} {verb}"


def _fresh(event: Event, sheet: Sheet) -> float:
    if event.when is None:
        return 0.5
    return 1.0 if sheet.days_before(event.when.end) <= NEWS else _OLD


def _measures(sheet: Sheet) -> Iterator[Candidate]:
    """What breaches a measure of the Security Council, and that nobody watches it."""
    lines = list(enumerate(sheet.brief.obliged.measures))
    breaches = [(n, line) for n, line in lines if line.strength.status == "breaches"]
    watched = [(n, line) for n, line in lines if line.strength.status == "ended"]
    for n, line in breaches:
        if line.cause.kind != "event":
            continue
        event = line.cause.event
        unseen = "".join(f"; {w.words}" for _, w in watched[:1])
        cites = sheet.cite(
            f"/obliged/measures/{n}", *(f"/obliged/measures/{m}" for m, _ in watched)
        )
        weight = Weight(
            fresh=max(_fresh(event, sheet), 0.6), certain=0.5 if line.cause.supposed else 0.9,
            matter="arms", states=2, great=_great((*line.actors, *line.targets), sheet),
        )  # fmt: skip
        yield _candidate(f"A breach: {line.words}{unseen}.", "obliged", cites, weight)
        return


def _reported(sheet: Sheet) -> Iterator[Candidate]:
    """The acts that lead, where no line of law tells of them already."""
    brief = sheet.brief
    told = {
        c.cause.event for case in brief.obliged.cases for c in case.lines if c.cause.kind == "event"
    }
    parties = [{code for s in t.standings for code in s.parties} for t in brief.obliged.turns]
    leads = [
        event
        for event in leading(sheet)
        if event not in told and not any({event.actor, event.target} <= of for of in parties)
    ]
    for place, event in enumerate(leads[:_LEADS]):
        status, events = (
            ("alleged", brief.alleged)
            if event.status == "alleged"
            else ("happened", brief.happened)
        )
        when = f" ({spoken(event.when)})" if event.when and not event.reported else ""
        by = f", as {event.holder_name} says" if status == "alleged" and event.holder_name else ""
        weight = Weight(
            fresh=(1.0 if event.when else 0.5) / (1 + place), certain=0.5 if by else 1.0,
            matter=_matter(event),
            states=2, great=_great((event.actor, event.target or ""), sheet),
        )  # fmt: skip
        cites = sheet.cite(f"/{status}/{events.index(event)}")
        yield _candidate(f"{told_words(event, sheet)}{when}{by}.", "reported", cites, weight)


def _matter(event: Event) -> Matter:
    kind = action(event.action).plover
    if kind in _FORCEFUL:
        return "force"
    return "arms" if kind in _MATERIAL else "talk"


def _expected(rows: Sequence[ExpectRow]) -> Iterator[Candidate]:
    for row in notable(tuple(rows)):
        words = f"Expect {row.words}: {row.chance:.0%} (usually {row.usual:.0%})."
        weight = Weight(fresh=1, certain=row.chance or 0, matter="talk")
        yield _candidate(words, "expected", row.cites, weight)


def _shifted(rows: Sequence[ShiftRow], sheet: Sheet) -> Iterator[Candidate]:
    for row in rows:
        if row.change:
            weight = Weight(
                fresh=1, certain=0.7, matter="arms", states=len(row.actors) + 1,
                great=_great(row.actors, sheet),
            )  # fmt: skip
            on = f"defenders of {row.actors[0]}" if "bound to" in row.measure else ""
            yield _candidate(f"{row.words}.", "exposed", row.cites, weight, on)


def _said(rows: Sequence[PageClaim]) -> Iterator[Candidate]:
    """What several sources hold alike, and what came after all."""
    for row in rows:
        if row.sources > 1 or row.later:
            by = counted(row.sources, "source") if row.sources > 1 else row.said_by.capitalize()
            came = f"; such an act is on file for {row.later}" if row.later else ""
            words = f"{by} ({row.firmness}): “{row.words}”{came}."
            weight = Weight(fresh=1, certain=0.5 if row.later else 0.3, matter="talk")
            yield _candidate(words, "claimed", row.cites, weight)


def _differing(rows: Sequence[PageRow]) -> Iterator[Candidate]:
    for row in rows[:DIFFERING]:
        weight = Weight(fresh=0.8, certain=1, matter="talk")
        yield _candidate(f"Differs from the facts: {row.words}.", "claimed", row.cites, weight)
