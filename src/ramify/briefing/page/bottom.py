"""The bottom line: at most five lines, each composed of typed lines and citing them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ramify.briefing.brief import ForceCase, Turn
from ramify.briefing.page.acts import LATELY, forceful, matter, newsworthy, quoted, told_of, where
from ramify.briefing.page.checked import ROWS as DIFFERING
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.expect import ExpectRow, notable
from ramify.briefing.page.ranking import Matter, Weight, ranked
from ramify.briefing.page.row import NEWS, PageRow, Sheet
from ramify.briefing.page.shift import ShiftRow
from ramify.briefing.ramification import DEFENDING, WEIGHTY, EventRef, ObligedLine, Voice
from ramify.briefing.words import spelled_out
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.screen import ScreenEntry
from ramify.record.events import Event
from ramify.world.wording import counted, listing

LINES = 5
_BY_YEAR = re.compile(r"\b(?:treaty|agreement|pact) of \d{4}$")
_MORE = re.compile(r"^(\d+) more ")
_OLD = 0.25
_FEW = 4
_LEADS = 3
"""Acts that are told for themselves."""
_SIZES: tuple[Matter, ...] = ("talk", "arms", "force")
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
_NO_TREATY = {"not binding": "Not legally binding: ", "binding at home": "Binding at home alone: "}

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
        told = [
            f"{_AGAINST[str(c.line.strength.status)]} the {_alone(c.short)}" for _, c in changes
        ]
        cites = sheet.cite(line[0], *(pointer for pointer, _ in changes))
        news = f": {listing(dict.fromkeys(told))}" if told else ""
        once = "Once in force: " if sheet.waits(turn.pact) else ""
        once = _NO_TREATY.get(turn.after[0].status, once)
        words = f"{once}{_owed(line[1], sheet)}{news}."
        fresh = 1.0 if turn.signed and sheet.days_before(turn.signed.end) <= NEWS else _OLD
        yield _candidate(words, "obliged", cites, _law(line[1].actors, sheet, fresh))


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
    victim = [
        (verb, [e for e in entries if e.to == case.victim and e.actors != (case.attacker,)])
        for verb, entries in rows
    ]
    told = list(_verbs(victim, sheet))[:2]
    who, whom = sheet.named([case.attacker]), sheet.named([case.victim])
    head = {
        "reported": f"{who} used force against {whom}",
        "short of force": f"If what {who} did is an armed attack on {whom}",
        "alleged": f"If {who} used force against {whom}{_by(case)}",
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
    if not cites:
        cites = where([event], sheet)
    old = _in_passing(event) or case.goes_on
    fresh = 0.0 if old else _fresh(event, sheet)
    sides = (case.attacker, case.victim, *actors)
    return _candidate(words, "obliged", cites, _law(sides, sheet, fresh, _TOLD[case.told]))


def _verbs(rows: Sequence[tuple[str, Sequence[ScreenEntry]]], sheet: Sheet) -> Iterator[str]:
    """Who must do what; who must do more is not told again."""
    known: set[str] = set()
    for verb, entries in rows:
        fresh = [e for e in entries if not {*e.actors} <= known]
        known |= {code for e in entries for code in e.actors}
        if fresh:
            yield f"{_together(fresh, sheet)} {verb}"


def _by(case: ForceCase) -> str:
    return f", as {case.by} has it" if case.by else ", as alleged"


def _together(entries: Iterable[ScreenEntry], sheet: Sheet) -> str:
    """All of some rows as one list; those that a row tells as a group stay one."""
    names = sheet.brief.names
    parts: list[str] = []
    for entry in entries:
        own = [names.get(code, code) for code in entry.actors]
        parts += own if own and entry.who == listing(own) else [_MORE.sub(r"\1 other ", entry.who)]
    return listing(dict.fromkeys(parts))


def _fresh(event: Event, sheet: Sheet) -> float:
    if event.when is None:
        return 0.5
    return 1.0 if sheet.days_before(event.when.end) <= LATELY else _OLD


def _measures(sheet: Sheet) -> Iterator[Candidate]:
    """What breaches a measure of the Security Council, and that nobody watches it."""
    lines = list(enumerate(sheet.brief.obliged.measures))
    watched = [(n, line) for n, line in lines if line.strength.status == "ended"]
    for n, line, event in _breaches(sheet)[:1]:
        unseen = "".join(f"; {w.words}" for _, w in watched[:1])
        cites = sheet.cite(
            f"/obliged/measures/{n}", *(f"/obliged/measures/{m}" for m, _ in watched)
        )
        weight = Weight(
            fresh=max(_fresh(event, sheet), 0.6), certain=0.5 if event.status == "alleged" else 0.9,
            matter="arms", states=2, great=_great((*line.actors, *line.targets), sheet),
        )  # fmt: skip
        words = f"A breach: {spelled_out(line.words)}{unseen}."
        yield _candidate(words, "obliged", cites, weight)


def _breaches(sheet: Sheet) -> list[tuple[int, ObligedLine, Event]]:
    """The measures that an event breaches, by their places."""
    return [
        (n, line, line.cause.event)
        for n, line in enumerate(sheet.brief.obliged.measures)
        if line.strength.status == "breaches" and isinstance(line.cause, EventRef)
    ]


def _reported(sheet: Sheet) -> Iterator[Candidate]:
    """The acts that lead, each sentence once, where no line of law tells of them already."""
    brief = sheet.brief
    told = [
        c.cause.event
        for case in brief.obliged.cases
        for c in case.lines
        if c.cause.kind == "event" and case.told != "supposed"
    ]
    told += [event for _, _, event in _breaches(sheet)[:1]]
    said = {quoted(event, sheet) for event in told}
    parties = [{code for s in t.standings for code in s.parties} for t in brief.obliged.turns]
    groups: dict[str, list[Event]] = {}
    for event in newsworthy(sheet):
        garbled = _in_passing(event) and not quoted(event, sheet)
        known = event in told or any({event.actor, event.target} <= of for of in parties)
        if not (known or garbled):
            groups.setdefault(told_of(event, sheet), []).append(event)
    new = [(words, events) for words, events in groups.items() if words not in said]
    new.sort(key=lambda pair: not any(map(forceful, pair[1])))
    for place, (words, events) in enumerate(new[:_LEADS]):
        yield _candidate(f"{words}.", "reported", where(events, sheet), _news(events, place, sheet))


def _news(events: Sequence[Event], place: int, sheet: Sheet) -> Weight:
    """The weight of a sentence that tells some acts: that of the gravest."""
    first = min(events, key=lambda event: -_SIZES.index(matter(event)))
    alleged = first.status == "alleged" and first.holder_name
    sides = {code for event in events for code in (event.actor, event.target or "")}
    return Weight(
        fresh=(1.0 if first.when else 0.5) / (1 + place), certain=0.5 if alleged else 1.0,
        matter=matter(first), states=2, great=_great(sides, sheet),
    )  # fmt: skip


def _in_passing(event: Event) -> bool:
    """Whether a text mentions it without a day, below its first sentences: then it is no news."""
    return (event.when is None or event.reported) and event.told_in == "body"


def _expected(rows: Sequence[ExpectRow]) -> Iterator[Candidate]:
    for row in notable(tuple(rows)):
        than = "More" if row.lift > 0 else "Less"
        told = f"{row.by}{row.until}, {row.chance:.0%} (usually {row.usual:.0%})"
        words = f"{than} likely than usual: {told}."
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
            came = f"; on file later: {row.later}" if row.later else ""
            words = f"{by} ({row.firmness}): “{row.words}”{came}."
            weight = Weight(fresh=1, certain=0.5 if row.later else 0.3, matter="talk")
            yield _candidate(words, "claimed", row.cites, weight)


def _differing(rows: Sequence[PageRow]) -> Iterator[Candidate]:
    for row in rows[:DIFFERING]:
        weight = Weight(fresh=0.8, certain=1, matter="talk")
        yield _candidate(f"Differs from the facts: {row.words}.", "claimed", row.cites, weight)
