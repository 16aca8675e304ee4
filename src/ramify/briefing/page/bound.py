"""Who is bound: whom each use of force binds, both ways, before and after a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal, get_args

from ramify._value import Value
from ramify.briefing.brief import ForceCase
from ramify.briefing.page.acts import OLD, newness
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.page.standing import Shown, entry_words, shown, terms_of
from ramify.briefing.ramification import DEFENDING, ObligedLine
from ramify.briefing.voices.cases import binds
from ramify.briefing.words import case_words, in_text
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.screen import Row, ScreenEntry
from ramify.reasoning.symbols import by_name
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.wording import listing

BoundRow = Literal[Row, "not_bound"]
ROWS: tuple[BoundRow, ...] = (
    "must_fight", "must_help", "must_consult", "promised", "torn", "open", "breaks", "not_bound",
)  # fmt: skip

_HOSTILE = "11"
"""The first root of acts against another: disapproval; a demand is none."""
_DENIALS = ("01", "12")
_DENIES = re.compile(r"\bden(?:y|ies|ied)\b")
_NAMED = 4
"""Of those not bound for one reason, how many are named."""


class BoundEntry(PageRow):
    """Who stands in a row and by which article."""

    who: str = ""
    """Those alone, as the table names them."""
    change: Literal["new", "gone", "until then"] | None = None
    """Against the eve of the treaty; until one is in force that waits."""
    newly: str = ""
    """For whom alone it is new, where others of the row were bound before."""
    many: bool = False
    """Whether they are several, of those not bound."""
    why: str = ""
    """Why they are not bound."""


class BoundColumn(Value):
    """One direction: who attacks whom, and who stands in which row."""

    heading: str
    victim: str
    """The one attacked, by name."""
    rows: dict[BoundRow, tuple[BoundEntry, ...]]

    @property
    def told(self) -> bool:
        """Whether anybody stands in a row."""
        return any(self.rows.values())

    @property
    def cites(self) -> tuple[int, ...]:
        """The lines of all its rows."""
        found = {n for entries in self.rows.values() for entry in entries for n in entry.cites}
        return tuple(sorted(found))


class BoundTable(Value):
    """A pair of adversaries, one column a direction that the documents or a treaty speak of."""

    columns: tuple[BoundColumn, ...]
    other_way: tuple[int, ...] = ()
    """The lines of the direction that nobody speaks of."""
    pact: str = ""
    """The treaty, as one says it, by which `new` and `gone` are told."""
    supposed: bool = False
    """Whether no force is told: then it says nothing of anybody that force breaks his word."""
    news: bool = True
    """Whether it is more than background: a war that goes on, force in passing that binds nobody,
    or an attack that nobody speaks of."""

    @property
    def changed(self) -> bool:
        """Whether a treaty changes who must do what."""
        entries = (e for column in self.columns for row in column.rows.values() for e in row)
        return any(entry.change for entry in entries)


def bound(sheet: Sheet) -> tuple[BoundTable, ...]:
    """The tables of a brief, those that a treaty changes first; adversaries that make no
    difference are one."""
    tables: dict[object, list[int]] = {}
    answered: set[int | None] = set()
    for n, case in enumerate(sheet.brief.obliged.cases):
        key = binds(case)
        if key in tables or n not in answered:
            tables.setdefault(key, []).append(n)
            answered.add(sheet.back(tables[key][0]))
    found = [_table(table, sheet) for table in tables.values()]
    return tuple(sorted(found, key=lambda table: (not table.changed, not table.news)))


def kept_so_far(sheet: Sheet) -> PageRow | None:
    """How often promises by a treaty that is told were kept, if most of those on record are its."""
    kept = sheet.brief.obliged.kept
    if kept is None or not kept.whose:
        return None
    of = f"{kept.honoured} of {kept.called} promises to fight by the {kept.whose}"
    words = f"kept up to {kept.until}, where the record ends: {of}"
    return PageRow(words=words, cites=sheet.cite("/obliged/kept"))


def _table(places: list[int], sheet: Sheet) -> BoundTable:
    case, back = sheet.brief.obliged.cases[places[0]], sheet.back(places[0])
    short = next((t.short for t in sheet.brief.obliged.turns if t.pact == case.pact), "")
    columns = [_column(places, sheet)]
    other: tuple[int, ...] = ()
    if back is not None and (behind := _column([back], sheet)).told:
        if _speaks_of_both(case, sheet):
            columns.append(behind)
        elif case.told != "supposed":
            other = behind.cites
    supposed = case.told in ("supposed", "threatened")
    table = BoundTable(columns=tuple(columns), other_way=other, pact=short, supposed=supposed)
    return table.model_copy(update={"news": _is_news(case, table, sheet)})


def _speaks_of_both(case: ForceCase, sheet: Sheet) -> bool:
    """Whether force may come from either: of a threat only the one who threatens is meant, of a
    treaty both only if the documents tell of hostile acts between the two."""
    return case.told != "threatened" and (case.told != "supposed" or hostile(case, sheet))


def hostile(case: ForceCase, sheet: Sheet) -> bool:
    """Whether the documents tell of hostile acts between the two."""
    sides = {case.attacker, case.victim}
    told = (*sheet.brief.happened, *sheet.brief.alleged)
    return any({e.actor, e.target} == sides and action(e.action).root >= _HOSTILE for e in told)


def _acts_on(case: ForceCase, sheet: Sheet) -> bool:
    """Whether the documents tell of anything between the two."""
    sides = {case.attacker, case.victim}
    return any({event.actor, event.target} == sides for event in sheet.brief.events)


def _is_news(case: ForceCase, table: BoundTable, sheet: Sheet) -> bool:
    if case.told == "supposed" and not table.changed:
        return hostile(case, sheet)
    event = cause_of(case)
    idle = event is not None and not binds_somebody(case) and newness(event, sheet) <= OLD
    return not (case.goes_on and case.pact is None) and not idle


def cause_of(case: ForceCase) -> Event | None:
    """The event that tells of a use of force."""
    return next((x.cause.event for x in case.lines if x.cause.kind == "event"), None)


def denied(case: ForceCase, sheet: Sheet) -> list[str]:
    """Where the one who is said to have used force denies it."""
    return [
        f"/happened/{n}"
        for n, event in enumerate(sheet.brief.happened)
        if event.actor == case.attacker
        and action(event.action).code.startswith(_DENIALS)
        and any(_DENIES.search(e.quote) for e in event.evidence if e.kind == "text")
    ]


def binds_somebody(case: ForceCase) -> bool:
    """Whether anybody but the two must do anything, or may have to."""
    rows: tuple[Row, ...] = ("must_fight", "must_help", "must_consult", "open", "torn")
    bound = {code for row in rows for e in case.screen.row(row) for code in e.actors}
    return bool(bound - {case.attacker, case.victim})


def _column(places: Sequence[int], sheet: Sheet) -> BoundColumn:
    cases = [sheet.brief.obliged.cases[place] for place in places]
    first, names = cases[0], sheet.brief.names
    who = listing((names.get(c.attacker, c.attacker) for c in cases), "or")
    heading = case_words(first.model_copy(update={"attacker": who}), names)
    if first.told == "supposed" and first.pact and not hostile(first, sheet):
        by = f", say by {who}" if any(_acts_on(case, sheet) for case in cases) else ""
        heading = f"If {names.get(first.victim, first.victim)} is attacked{by}"
    if unjudged(first):
        sides = in_text(who), in_text(names.get(first.victim, first.victim))
        heading = "If the force that {} used on {} is an armed attack".format(*sides)
    rows: dict[BoundRow, tuple[BoundEntry, ...]] = {
        name: tuple(_entries(name, first, places[0], sheet)) for name in get_args(Row)
    }
    rows["not_bound"] = tuple(_not_bound(first, places[0], sheet, {c.attacker for c in cases}))
    victim = names.get(first.victim, first.victim)
    return BoundColumn(heading=heading, victim=victim, rows={name: rows[name] for name in ROWS})


def _entries(row: Row, case: ForceCase, place: int, sheet: Sheet) -> Iterator[BoundEntry]:
    """Those who stand in a row, then those whom the treaty takes out of it."""
    before = [e for _, _, e in case.before.shown(row)] if case.before else []
    now = list(shown(case.screen, row))
    earlier = _of_earlier(case, sheet)
    sides = {case.attacker, case.victim}
    waits = sheet.waits(case.pact)
    for one in now:
        entry = one.entry
        if row == "open" and case.told == "supposed" and {*entry.actors} <= sides:
            continue  # whose attack it would be is what is open
        own = {article for article in _articles([entry]) if article[0] == case.pact}
        new = _new(entry, before)
        fresh = bool(new and case.before and own - _articles(before)) and sheet.is_news(case.pact)
        words = entry_words(one, case.pact if waits else None)
        if row in ("must_fight", "must_help") and disputed(case):
            turns = bool(terms_of(entry) or one.why)
            words += f"{';' if turns else ':'} if the force was unlawful, which is disputed"
        yield BoundEntry(
            words=words,
            who=one.who,
            cites=sheet.cite(*(f"/obliged/cases/{place}/screen/{held}/{n}" for held, n in one.at)),
            change="new" if fresh else None,
            newly=some_of(new, sheet) if fresh and len(new) < len(entry.actors) else "",
        )
    for entry in before if sheet.is_news(case.pact) else ():
        if gone := (_articles([entry]) & earlier.keys()) - _articles(one.entry for one in now):
            cites = sheet.cite(*(pointer for article in gone for pointer in earlier[article]))
            change = "until then" if waits else "gone"
            words = entry_words(Shown(at=(), entry=entry))
            yield BoundEntry(words=words, who=entry.who, cites=cites, change=change)


def disputed(case: ForceCase) -> bool:
    """Whether it is disputed that the force was unlawful."""
    return any(entry.disputed for entry in case.screen.breaks)


def unjudged(case: ForceCase) -> bool:
    """Whether force is told as done and no war on file says by whose wrong."""
    return case.told == "reported" and not (case.answers or case.goes_on or case.screen.lines)


def _new(entry: ScreenEntry, before: Iterable[ScreenEntry]) -> list[str]:
    """Those of a row that stood in none for the same side before."""
    known = {code for other in before if other.to == entry.to for code in other.actors}
    return [code for code in entry.actors if code not in known]


def some_of(actors: Sequence[str], sheet: Sheet) -> str:
    """Some of those named beside it: by name, many by their number."""
    return sheet.named(actors) if len(actors) <= _NAMED else f"{len(actors)} of them"


def _articles(entries: Iterable[ScreenEntry]) -> set[tuple[str, str]]:
    return {(cite.pact, cite.article) for entry in entries for cite in entry.cites}


def _of_earlier(case: ForceCase, sheet: Sheet) -> dict[tuple[str, str], list[str]]:
    """The articles that a case's treaty takes the place of, with their lines.

    A treaty that goes on beside it is none of them, though a duty may now be told by the new one.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for n, turn in enumerate(sheet.brief.obliged.turns):
        if turn.pact != case.pact:
            continue
        goes_on = {code for standing in turn.standings for code in standing.after}
        for m, bond in enumerate(turn.before):
            if bond.pact in goes_on:
                continue
            for k, line in enumerate(bond.lines):
                key = line.strength.article.pact, line.strength.article.article
                found.setdefault(key, []).append(f"/obliged/turns/{n}/before/{m}/lines/{k}")
    return found


def _not_bound(
    case: ForceCase, place: int, sheet: Sheet, attackers: Set[str]
) -> Iterator[BoundEntry]:
    """Those named, or great powers, whose promise to defend one of the two does not bind."""
    by_reason: dict[str, list[tuple[int, ObligedLine]]] = {}
    bound: tuple[Row, ...] = ("must_fight", "must_help", "open", "torn")
    fights = {code for row in bound for code in case.screen.ids(row)} | attackers
    for n, line in enumerate(case.lines):
        told = line.strength.status == "excused" and line.action in DEFENDING and not line.over
        if told and line.reasons and _known(line.actors, sheet) and not {*line.actors} & fights:
            why = by_name(line.excuse) or line.reasons[0]
            by_reason.setdefault(why, []).append((n, line))
    for why, lines in by_reason.items():
        who = dict.fromkeys(code for _, line in lines for code in line.actors)
        told_of = [code for code in who if _known([code], sheet)][:_NAMED]
        more = len(who) - len(told_of)
        names = [sheet.brief.names.get(code, code) for code in told_of]
        words = listing([*names, f"{more} more"] if more else names)
        cites = sheet.cite(*(f"/obliged/cases/{place}/lines/{n}" for n, _ in lines))
        many = len(who) > 1
        yield BoundEntry(words=f"{words}: {why}", who=words, many=many, why=why, cites=cites)


def _known(actors: Iterable[str], sheet: Sheet) -> bool:
    named = sheet.brief.mentioned
    return any(code in named or great_power(code, sheet.brief.on) for code in actors)
