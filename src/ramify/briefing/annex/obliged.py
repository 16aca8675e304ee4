"""The obliged voice laid out: reported treaties, whom force binds, bonds, measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from ramify.briefing.annex.line import Line, Section, joined, line_of
from ramify.briefing.brief import Bond, Brief, ForceCase, Turn
from ramify.briefing.ramification import DEFENDING, WEIGHTY, ObligedLine
from ramify.briefing.voices.cases import binds
from ramify.briefing.words import case_words
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.screen import TITLES, Row, ScreenEntry
from ramify.record.evidence import Evidence, SourceEvidence
from ramify.world.wording import counted, listing

_TRIALS = SourceEvidence(citation="ATOP 5.1 and Maoz and others (2019); rule: docs/fulfilment.md")
_FEW = 6
"""More states than this that are excused alike are counted."""
Told = tuple[str, ObligedLine]
"""A line and its place in the brief."""


def obliged_section(brief: Brief) -> Section:
    """What a reported treaty turns, whom force binds, and the bonds of those touched."""
    obliged, at = brief.obliged, "/obliged"
    parts = [_turn(turn, f"{at}/turns/{n}", brief) for n, turn in enumerate(obliged.turns)]
    above: dict[object, ForceCase] = {}
    for n, case in enumerate(obliged.cases):
        first = above.setdefault(binds(case), case)
        place = f"{at}/cases/{n}"
        same = first is not case
        parts.append(_like(first, case, place, brief) if same else _case(case, place, brief))
    bonds = tuple(_bond(b, f"{at}/bonds/{n}", brief) for n, b in enumerate(obliged.bonds))
    parts.append(Section(heading=f"Bonds of those touched, on {brief.on}", lines=bonds))
    measures = _placed(obliged.measures, f"{at}/measures")
    parts.append(
        Section(
            heading="Security Council measures touched",
            lines=tuple(line_of(line, of) for of, line in measures),
        )
    )
    note = brief.silent.get("obliged")
    kept = tuple(part for part in parts if part.lines or part.parts or part.note)
    record = (_record(obliged.kept.words),) if obliged.kept else ()
    return Section(heading="Obliged", voice="obliged", note=note, lines=record, parts=kept)


def _record(kept: str) -> Line:
    return Line(of=("/obliged/kept",), tag="kept so far", text=kept, evidence=(_TRIALS,))


def _placed(lines: Sequence[ObligedLine], at: str) -> list[Told]:
    return [(f"{at}/{n}", line) for n, line in enumerate(lines)]


def _turn(turn: Turn, at: str, brief: Brief) -> Section:
    force = f"in force since {turn.in_force}" if turn.in_force else "signed, force not known"
    if turn.in_force and turn.in_force.start > brief.on:
        force = f"not yet in force on {brief.on}; it came into force on {turn.in_force}"
    parts = [_who_is_bound(turn, at, brief)] if len(_signatories(turn)) > 2 else []
    for when, bonds in (("before", turn.before), ("after", turn.after)):
        parts += [
            _articles(bond, f"{at}/{when}/{n}", brief, f"{when.capitalize()}, by the {bond.short}",
                      _some(bond, turn, brief))
            for n, bond in enumerate(bonds)
        ]  # fmt: skip
    for earlier, short in dict.fromkeys((change.earlier, change.short) for change in turn.compared):
        changes = [
            (f"{at}/compared/{n}/line", change.line)
            for n, change in enumerate(turn.compared)
            if change.earlier == earlier
        ]
        parts.append(_changes(f"What it changes against the {short}", changes))
    if turn.given and turn.in_force is None:
        force = "supposed in force"
    heading = f"The treaty {'given' if turn.given else 'reported'}: {turn.short}"
    signed = f"Signed {turn.signed}" if turn.signed else "Not signed"
    return Section(heading=heading, note=f"{signed}; {force}.", parts=tuple(parts))


def _signatories(turn: Turn) -> set[str]:
    return {code for standing in turn.standings for code in standing.parties}


def _some(bond: Bond, turn: Turn, brief: Brief) -> str:
    """How a pact stands, and whom it binds if those are not the parties of the treaty."""
    of = "" if set(bond.parties) == _signatories(turn) else f" Parties: {_parties(bond, brief)}."
    return _status(bond) + of


def _who_is_bound(turn: Turn, at: str, brief: Brief) -> Section:
    """A line for all that stand alike, as in a treaty of many some were bound before."""
    named = {bond.pact: bond.short for bond in (*turn.after, *turn.before)}

    def by(pacts: Sequence[str]) -> str:
        return (
            f"by {listing(f'the {named[code]}' for code in pacts)}" if pacts else "by no coded pact"
        )

    lines = tuple(
        Line(
            of=(f"{at}/standings/{n}",),
            text=f"{_names(standing.parties, brief)}: before, {by(standing.before)}; "
            f"after, {by(standing.after)}",
            evidence=standing.evidence,
        )
        for n, standing in enumerate(turn.standings)
    )
    return Section(heading="Who is bound to others of the parties", lines=lines)


def _changes(heading: str, changes: Sequence[Told]) -> Section:
    """Changes of promises about force; clauses on cooperation are counted."""
    lines = [line_of(line, of) for of, line in changes if line.action in WEIGHTY]
    rest = [told for told in changes if told[1].action not in WEIGHTY]
    for status in dict.fromkeys(line.strength.status for _, line in rest):
        same = tuple(line_of(line, of) for of, line in rest if line.strength.status == status)
        text = f"{counted(len(same), 'clause')} on cooperation"
        lines.append(joined(same, tag=status, text=text, details=()))
    return Section(heading=heading, lines=tuple(lines))


def _articles(bond: Bond, at: str, brief: Brief, heading: str, note: str) -> Section:
    """A line an article that bears on force; those on cooperation are named at the end."""
    told = _placed(bond.lines, f"{at}/lines")
    weighty = [one for one in told if one[1].action in WEIGHTY]
    rest = [one for one in told if one[1].action not in WEIGHTY]
    lines = [
        _article([one for one in weighty if _ref(one[1]) == ref], bond, brief)
        for ref in dict.fromkeys(_ref(line) for _, line in weighty)
    ]
    if rest:
        text = f"on cooperation: {listing(dict.fromkeys(_ref(line) for _, line in rest))}"
        others = tuple(line_of(line, of) for of, line in rest)
        lines.append(joined(others, tag="articles", text=text, details=()))
    return Section(heading=heading, note=note, lines=tuple(lines))


def _ref(line: ObligedLine) -> str:
    """The article's own reference in its pact."""
    return line.strength.article.article


def _article(told: Sequence[Told], bond: Bond, brief: Brief) -> Line:
    """An article: its paraphrase, then each thing it binds to with who owes it to whom."""
    article = next(line.strength.article for _, line in told)
    owings: dict[str, list[str]] = {}
    for _, line in told:
        owings.setdefault(line.words, []).append(_owing(line, bond, brief))
    details = [": ".join(filter(None, ("; ".join(who), what))) for what, who in owings.items()]
    notes = dict.fromkeys(note for _, line in told for note in line.reasons)
    return Line(
        of=tuple(of for of, _ in told),
        tag=f"article {article.article}",
        text=article.says or "",
        details=(*details, *notes),
        evidence=_evidence([line for _, line in told]),
    )


def _evidence(lines: Sequence[ObligedLine]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(found for line in lines for found in line.evidence))


def _owing(line: ObligedLine, bond: Bond, brief: Brief) -> str:
    """Who owes whom, where it is not each party to every other."""
    if line.actors == bond.parties and line.targets == bond.parties:
        return ""
    return " to ".join(_names(codes, brief) for codes in (line.actors, line.targets))


def _names(codes: Sequence[str], brief: Brief) -> str:
    return listing(brief.names.get(code, code) for code in codes)


def _status(bond: Bond) -> str:
    since = f" since {bond.since}" if bond.since and bond.status == "in force" else ""
    until = f" on {bond.until}" if bond.until and bond.status == "ended" else ""
    return f"{bond.status.capitalize()}{since}{until}."


def _parties(bond: Bond, brief: Brief) -> str:
    parties = bond.parties
    return _names(parties, brief) if len(parties) <= 5 else f"{len(parties)} parties"


def _bond(bond: Bond, at: str, brief: Brief) -> Line:
    promised = [
        f"{line.action} (article {_ref(line)})" for line in bond.lines if line.action in WEIGHTY
    ]
    return Line(
        of=(at,),
        tag=bond.status,
        text=f"{bond.short}, {_parties(bond, brief)}: {'; '.join(dict.fromkeys(promised))}",
        evidence=_evidence(bond.lines),
    )


def _case(case: ForceCase, at: str, brief: Brief) -> Section:
    """The first screen entry by entry, then excuses; those of lesser weight are counted."""
    left = dict(_placed(case.lines, f"{at}/lines"))
    lines: list[Line] = []
    for row in get_args(Row):
        for held_in, n, entry in case.screen.shown(row):
            mine = {of: line for of, line in left.items() if _is_of(line, entry)}
            left = {of: line for of, line in left.items() if of not in mine}
            at_entry = f"{at}/screen/{held_in}/{n}"
            lines.append(_entry(entry, row, (at_entry, *mine), tuple(mine.values())))
    told = {of: line for of, line in left.items() if _tells(line, brief)}
    left = {of: line for of, line in left.items() if of not in told}
    for reason in dict.fromkeys(line.reasons[:1] for line in told.values()):
        same = [one for one in told.items() if one[1].reasons[:1] == reason]
        lines.append(_excuse(same, reason, brief))
    if left:
        rest = tuple(line_of(line, of) for of, line in left.items())
        text = _counted(tuple(left.values()))
        lines.append(joined(rest, tag="behind", text=text, details=(), evidence=()))
    note = " ".join(case.screen.lines) or None
    if not lines:
        note = "No coded commitment speaks to it."
    return Section(heading=case_words(case, brief.names), note=note, lines=tuple(lines))


def _like(first: ForceCase, case: ForceCase, at: str, brief: Brief) -> Section:
    """A case that binds the same as one above it, in a line."""
    of = [f"{at}/lines/{n}" for n, _ in enumerate(case.lines)]
    of += [f"{at}/screen/{r}/{n}" for r in get_args(Row) for n, _ in enumerate(case.screen.row(r))]
    articles = (e for line in case.lines for e in line.evidence if e.kind == "article")
    evidence = dict.fromkeys(articles)
    foe = brief.names.get(first.attacker, first.attacker)
    line = Line(of=tuple(of), text=f"binds whom an attack by {foe} binds", evidence=tuple(evidence))
    return Section(heading=case_words(case, brief.names), lines=(line,))


def _is_of(line: ObligedLine, entry: ScreenEntry) -> bool:
    cited = {(cite.pact, cite.article) for cite in entry.cites}
    article = line.strength.article
    return (article.pact, article.article) in cited and bool({*line.actors} & {*entry.actors})


def _entry(entry: ScreenEntry, row: Row, of: tuple[str, ...], lines: Sequence[ObligedLine]) -> Line:
    cited = {(cite.pact, cite.article) for cite in entry.cites}
    found = (e for line in lines for e in line.evidence if e.kind == "article")
    evidence = dict.fromkeys(e for e in found if (e.pact, e.article) in cited)
    return Line(
        of=of, tag=TITLES[row].lower(), text=entry.words,
        details=(entry.why,) if entry.why else (), evidence=tuple(evidence),
    )  # fmt: skip


def _excuse(told: Sequence[Told], reason: tuple[str, ...], brief: Brief) -> Line:
    """Those who need not fight for one reason, each with the promise that does not bind."""
    lines = [line for _, line in told]
    own = {(line.strength.article.pact, line.strength.article.article) for line in lines}
    found = (e for line in lines for e in line.evidence if e.kind == "article")
    return Line(
        of=tuple(of for of, _ in told),
        tag="not bound",
        text="; ".join(
            line.words if len(line.actors) <= _FEW else _many(line, brief) for line in lines
        ),
        details=reason,
        evidence=tuple(dict.fromkeys(e for e in found if (e.pact, e.article) in own)),
    )


def _many(line: ObligedLine, brief: Brief) -> str:
    article = line.strength.article
    treaty = brief.treaties.get(article.pact, article.pact)
    by = f"{article_name(article.article)} of the {treaty}"
    return f"{len(line.actors)} states: {line.action}, {by}"


def _counted(left: Sequence[ObligedLine]) -> str:
    """What is only counted: excuses, and duties of those who would follow."""
    excuses = sum(line.strength.status == "excused" for line in left)
    parts = [counted(excuses, "more excuse")] if excuses else []
    if follow := len(left) - excuses:
        parts.append(
            f"{counted(follow, 'duty')} of those who would follow if these keep their word"
        )
    return "; ".join(parts)


def _tells(line: ObligedLine, brief: Brief) -> bool:
    """Whether an excuse is told: from defending, of somebody the documents name."""
    named = any(code in brief.mentioned for code in line.actors)
    return line.strength.status == "excused" and named and line.action in DEFENDING
