"""The obliged voice laid out: what bears on force first, the rest folded or named."""

from __future__ import annotations

from collections.abc import Sequence

from ramify.briefing.brief import Bond, Brief, ForceCase, Turn
from ramify.briefing.ramification import DEFENDING, WEIGHTY, ObligedLine
from ramify.briefing.render.layout import Line, Section, line_of
from ramify.briefing.render.words import counted
from ramify.record.evidence import Evidence
from ramify.world.wording import listing

_STATUSES = (
    "owed", "owed after consultation", "torn", "breached", "unknown", "barred", "excused",
)  # fmt: skip


def obliged_section(brief: Brief) -> Section:
    """What a reported treaty turns, what force obliges, and the pacts among the actors."""
    obliged = brief.obliged
    parts = [_turn(turn, brief) for turn in obliged.turns]
    if obliged.measures:
        lines = tuple(line_of(line) for line in obliged.measures)
        parts.append(Section(heading="Security Council measures touched", lines=lines))
    parts += [_casus(casus, brief) for casus in obliged.casus]
    defend = tuple(_bond(bond, brief) for bond in obliged.bonds if _defends(bond))
    others = tuple(_bond_line(bond, brief) for bond in obliged.bonds if not _defends(bond))
    if defend:
        heading = f"Promises of defense among the actors, on {brief.on}"
        parts.append(Section(heading=heading, parts=defend))
    if others:
        heading = f"Other commitments among the actors, on {brief.on}"
        caveat = "None of these is a promise to defend."
        parts.append(Section(heading=heading, note=caveat, lines=others))
    note = brief.silent.get("obliged")
    return Section(heading="Obliged", voice="obliged", note=note, parts=tuple(parts))


def _defends(bond: Bond) -> bool:
    return any(line.action in DEFENDING for line in bond.lines)


def _turn(turn: Turn, brief: Brief) -> Section:
    force = f"in force since {turn.in_force}" if turn.in_force else "signed, force not known"
    if turn.in_force and turn.in_force.start > brief.on:
        force = f"not yet in force on {brief.on}; it came into force on {turn.in_force}"
    dated = [("Before", bond) for bond in turn.before] + [("After", bond) for bond in turn.after]
    parts = [_who_is_bound(turn, brief)] if len(_signatories(turn)) > 2 else []
    parts += [
        _articles(bond, brief, f"{when}, by the {bond.short}", _some(bond, turn, brief))
        for when, bond in dated
    ]
    for earlier, short in dict.fromkeys((change.earlier, change.short) for change in turn.compared):
        changes = [change.line for change in turn.compared if change.earlier == earlier]
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


def _who_is_bound(turn: Turn, brief: Brief) -> Section:
    """A line for all that stand alike, as in a treaty of many some were bound before."""
    named = {bond.pact: bond.short for bond in (*turn.after, *turn.before)}

    def by(pacts: Sequence[str]) -> str:
        return (
            f"by {listing(f'the {named[code]}' for code in pacts)}" if pacts else "by no coded pact"
        )

    lines = tuple(
        Line(
            text=f"{_names(standing.parties, brief)}: before, {by(standing.before)}; "
            f"after, {by(standing.after)}",
            evidence=standing.evidence,
        )
        for standing in turn.standings
    )
    return Section(heading="Who is bound to others of the parties", lines=lines)


def _changes(heading: str, changes: Sequence[ObligedLine]) -> Section:
    """Changes of promises about force; clauses on cooperation are counted."""
    weighty = [line for line in changes if line.action in WEIGHTY]
    rest = [line for line in changes if line.action not in WEIGHTY]
    lines = [line_of(line) for line in weighty]
    for status in dict.fromkeys(line.strength.status for line in rest):
        alike = [line for line in rest if line.strength.status == status]
        text = f"{counted(len(alike), 'clause')} on cooperation"
        more = tuple(line.words for line in alike)
        lines.append(Line(tag=status, text=text, more=more, evidence=_evidence(alike)))
    return Section(heading=heading, lines=tuple(lines))


def _bond(bond: Bond, brief: Brief) -> Section:
    note = f"{_status(bond)} Parties: {_parties(bond, brief)}."
    return _articles(bond, brief, bond.short, note)


def _articles(bond: Bond, brief: Brief, heading: str, note: str) -> Section:
    """A line an article that bears on force; those on cooperation are named at the end."""
    weighty = [line for line in bond.lines if line.action in WEIGHTY]
    rest = [line for line in bond.lines if line.action not in WEIGHTY]
    lines = [
        _article([line for line in weighty if _ref(line) == ref], bond, brief)
        for ref in dict.fromkeys(map(_ref, weighty))
    ]
    if rest:
        text = f"on cooperation: {listing(dict.fromkeys(map(_ref, rest)))}"
        more = tuple(f"article {_ref(line)}: {line.words}" for line in rest)
        lines.append(Line(tag="articles", text=text, more=more, evidence=_evidence(rest)))
    return Section(heading=heading, note=note, lines=tuple(lines))


def _ref(line: ObligedLine) -> str:
    """The article's own reference in its pact."""
    return line.strength.article.article


def _article(lines: Sequence[ObligedLine], bond: Bond, brief: Brief) -> Line:
    """An article: its paraphrase, then each thing it binds to with who owes it to whom."""
    article = next(line.strength.article for line in lines)
    owings: dict[str, list[str]] = {}
    for line in lines:
        owings.setdefault(line.words, []).append(_owing(line, bond, brief))
    details = tuple(": ".join(filter(None, ("; ".join(who), what))) for what, who in owings.items())
    notes = dict.fromkeys(note for line in lines for note in line.reasons)
    return Line(
        tag=f"article {article.article}",
        text=article.says or "",
        details=details,
        more=tuple(notes),
        evidence=_evidence(lines),
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


def _bond_line(bond: Bond, brief: Brief) -> Line:
    promised = [
        f"{line.action} (article {_ref(line)})" for line in bond.lines if line.action in WEIGHTY
    ]
    return Line(
        tag=bond.status,
        text=f"{bond.short}, {_parties(bond, brief)}: {'; '.join(dict.fromkeys(promised))}",
        evidence=_evidence(bond.lines),
    )


def _casus(casus: ForceCase, brief: Brief) -> Section:
    """What force obliges: who is bound first; excuses from lesser duties only in the long form."""
    ordered = sorted(casus.lines, key=lambda line: _STATUSES.index(line.strength.status))
    told = [line for line in ordered if _tells(line, brief)]
    rest = [line for line in ordered if line not in told]
    note = None if casus.lines else "No coded commitment speaks to it."
    if rest:
        note = f"Left to the long form: {len(rest)} excuses and bars of lesser weight."
    return Section(
        heading=_supposed(casus, brief),
        note=note,
        lines=tuple(_duty(line) for line in told),
        more=tuple(_duty(line) for line in rest),
    )


def _supposed(casus: ForceCase, brief: Brief) -> str:
    who, whom = (brief.names.get(code, code) for code in (casus.attacker, casus.victim))
    if casus.happened:
        return f"Force reported: {who} against {whom}"
    if casus.alleged_by:
        by = brief.names.get(casus.alleged_by, casus.alleged_by)
        return f"If true, as alleged by {by}: force of {who} against {whom}"
    if casus.asked:
        return f"If {who} uses force against {whom}, as asked"
    return f"If the threat of {who} against {whom} were carried out"


def _duty(line: ObligedLine) -> Line:
    decided_by_fact = line.strength.status in ("excused", "unknown")
    return Line(
        tag=line.strength.status,
        text=line.words,
        details=line.reasons if decided_by_fact else (),
        more=() if decided_by_fact else line.reasons,
        evidence=line.evidence,
    )


def _tells(line: ObligedLine, brief: Brief) -> bool:
    """Whether a line belongs into the short form: excuses only of actors the documents name."""
    if line.strength.status == "excused":
        named = any(code in brief.mentioned for code in line.actors)
        return named and line.action in DEFENDING
    return line.strength.status != "barred" or line.action == "neutrality"
