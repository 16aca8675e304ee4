"""Who is bound: whom each use of force binds, both ways, before and after a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal, get_args

from ramify._value import Value
from ramify.briefing.brief import ForceCase
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import DEFENDING, ObligedLine
from ramify.briefing.voices.cases import binds
from ramify.briefing.words import case_words, spelled_out
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.reasoning.obligations.screen import Cited, Row, ScreenEntry
from ramify.world.wording import listing

BoundRow = Literal[Row, "not_bound"]
ROWS: tuple[BoundRow, ...] = (
    "must_fight", "must_help", "must_consult", "promised", "torn", "open", "breaks", "not_bound",
)  # fmt: skip

_WHY = 80
"""Characters of what an entry turns on; the annex has it whole."""
_CITED = 2
"""Treaties of an entry that are cited one by one."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LONG_AGO = 10
"""Years after which nobody asks about a treaty that ended."""
_NAMED = 4
"""Of those not bound for one reason, how many are named."""


class BoundEntry(PageRow):
    """Who stands in a row and by which article."""

    who: str = ""
    """Those alone, as the table names them."""
    change: Literal["new", "gone"] | None = None
    """Against the eve of the treaty."""
    newly: str = ""
    """For whom alone it is new, where others of the row were bound before."""


class BoundColumn(Value):
    """One direction: who attacks whom, and who stands in which row."""

    heading: str
    victim: str
    """The one attacked, by name."""
    rows: dict[BoundRow, tuple[BoundEntry, ...]]


class BoundTable(Value):
    """A pair of adversaries, one column a direction."""

    columns: tuple[BoundColumn, ...]
    pact: str = ""
    """The treaty, as one says it, by which `new` and `gone` are told."""
    supposed: bool = False
    """Whether no force is told: then it says nothing of anybody that force breaks his word."""

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
    return tuple(sorted(found, key=lambda table: not table.changed))


def kept_so_far(sheet: Sheet) -> PageRow | None:
    """How often promises to fight were kept; None where nobody must fight."""
    kept = sheet.brief.obliged.kept
    return (
        PageRow(words=f"kept so far: {kept}", cites=sheet.cite("/obliged/kept")) if kept else None
    )


def _table(places: list[int], sheet: Sheet) -> BoundTable:
    case, back = sheet.brief.obliged.cases[places[0]], sheet.back(places[0])
    short = next((t.short for t in sheet.brief.obliged.turns if t.pact == case.pact), "")
    columns = [_column(places, sheet)]
    if back is not None:
        columns.append(_column([back], sheet))
    supposed = case.told in ("supposed", "threatened")
    return BoundTable(columns=tuple(columns), pact=short, supposed=supposed)


def _column(places: Sequence[int], sheet: Sheet) -> BoundColumn:
    cases = [sheet.brief.obliged.cases[place] for place in places]
    first, names = cases[0], sheet.brief.names
    who = listing((names.get(c.attacker, c.attacker) for c in cases), "or")
    heading = case_words(first.model_copy(update={"attacker": who}), names)
    rows: dict[BoundRow, tuple[BoundEntry, ...]] = {
        name: tuple(_entries(name, first, places[0], sheet)) for name in get_args(Row)
    }
    rows["not_bound"] = tuple(_not_bound(first, places[0], sheet, {c.attacker for c in cases}))
    victim = names.get(first.victim, first.victim)
    return BoundColumn(heading=heading, victim=victim, rows={name: rows[name] for name in ROWS})


def _entries(row: Row, case: ForceCase, place: int, sheet: Sheet) -> Iterator[BoundEntry]:
    """Those who stand in a row, then those whom the treaty takes out of it."""
    now, before = case.screen.row(row), case.before.row(row) if case.before else ()
    earlier = _of_earlier(case, sheet)
    sides = {case.attacker, case.victim}
    for n, entry in enumerate(now):
        if row == "open" and case.told == "supposed" and {*entry.actors} <= sides:
            continue  # whose attack it would be is what is open
        own = {article for article in _articles([entry]) if article[0] == case.pact}
        fresh = bool(case.before and own - _articles(before)) and sheet.is_news(case.pact)
        yield BoundEntry(
            words=_words(entry, case.pact if sheet.waits(case.pact) else None),
            who=entry.who,
            cites=sheet.cite(f"/obliged/cases/{place}/screen/{row}/{n}"),
            change="new" if fresh else None,
            newly=_newly(entry, before, sheet) if fresh else "",
        )
    for entry in before if sheet.is_news(case.pact) else ():
        if gone := (_articles([entry]) & earlier.keys()) - _articles(now):
            cites = sheet.cite(*(pointer for article in gone for pointer in earlier[article]))
            yield BoundEntry(words=_words(entry), who=entry.who, cites=cites, change="gone")


def _newly(entry: ScreenEntry, before: Iterable[ScreenEntry], sheet: Sheet) -> str:
    """Those of a row that stood in none for the same side before, if others did."""
    known = {code for other in before if other.to == entry.to for code in other.actors}
    new = [code for code in entry.actors if code not in known]
    return some_of(new, sheet) if 0 < len(new) < len(entry.actors) else ""


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


def _words(entry: ScreenEntry, waiting: str | None = None) -> str:
    """Who, by which article, once the treaty that waits is in force; what it turns on."""
    if len({cite.pact for cite in entry.cites}) > _CITED:
        return _many(entry)
    cited = "; ".join(
        _short(cite, entry) + (", once in force" if waiting and cite.pact == waiting else "")
        for cite in entry.cites
    )
    why = f": {entry.why}" if 0 < len(entry.why) <= _WHY else ""
    return spelled_out(f"{entry.who} ({cited}){why}")


def _many(entry: ScreenEntry) -> str:
    """Many treaties as a number and their years: `by 4 Soviet treaties of 1976–1981`."""
    pacts = {cite.pact: cite.words.split(",")[0] for cite in entry.cites}
    years = sorted(found[-1] for words in pacts.values() if (found := _YEAR.findall(words)))
    of = f" of {years[0]}–{years[-1]}" if years and years[0] != years[-1] else ""
    soviet = "Soviet " if all(words.startswith("Soviet") for words in pacts.values()) else ""
    why = entry.why.replace("whether these treaties are still in force is not known",
                            "not known to be in force")  # fmt: skip
    return (
        f"{len(pacts)} {soviet}treaties{of}, {why}"
        if why
        else (f"{entry.who} ({len(pacts)} {soviet}treaties{of})")
    )


def _short(cite: Cited, entry: ScreenEntry) -> str:
    """An article as one cites it, without the two names that stand beside it."""
    words = cite.words.replace(", article ", " art. ")
    for prefix in (f"{entry.who}–{entry.whom} ", f"{entry.whom}–{entry.who} "):
        words = words.removeprefix(prefix)
    return words


def _not_bound(
    case: ForceCase, place: int, sheet: Sheet, attackers: Set[str]
) -> Iterator[BoundEntry]:
    """Those named, or great powers, whose promise to defend one of the two does not bind."""
    by_reason: dict[str, list[tuple[int, ObligedLine]]] = {}
    fights = {code for e in case.screen.must_fight for code in e.actors} | attackers
    for n, line in enumerate(case.lines):
        told = line.strength.status == "excused" and line.action in DEFENDING
        if told and line.reasons and _known(line.actors, sheet) and not {*line.actors} & fights:
            by_reason.setdefault(line.reasons[0], []).append((n, line))
    for reason, lines in by_reason.items():
        if _long_lapsed(reason, sheet.brief.on.year):
            continue
        who = dict.fromkeys(code for _, line in lines for code in line.actors)
        told_of = [code for code in who if _known([code], sheet)][:_NAMED]
        more = len(who) - len(told_of)
        names = [sheet.brief.names.get(code, code) for code in told_of]
        words = listing([*names, f"{more} more"] if more else names)
        cites = sheet.cite(*(f"/obliged/cases/{place}/lines/{n}" for n, _ in lines))
        yield BoundEntry(words=spelled_out(f"{words}: {reason}"), cites=cites)


def _long_lapsed(reason: str, year: int) -> bool:
    """Whether a promise does not bind because it ended long ago.

    >>> _long_lapsed("treaty of 1961: in force until 1996-09-10 (expired)", 2024)
    True
    """
    ended = re.search(r"in force until|bound from .* to ", reason)
    return bool(ended) and max(map(int, _YEAR.findall(reason))) < year - _LONG_AGO


def _known(actors: Iterable[str], sheet: Sheet) -> bool:
    named = sheet.brief.mentioned
    return any(code in named or great_power(code, sheet.brief.on) for code in actors)
