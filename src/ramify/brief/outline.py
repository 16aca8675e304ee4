"""A brief laid out: sections and lines that every renderer prints in its own way.

A line carries its evidence with it, so a renderer has nothing else to print.
"""

from __future__ import annotations

from collections.abc import Iterable

from ramify._value import Value
from ramify.brief.brief import Bond, Brief, Casus, Source, Turn
from ramify.brief.ramification import WEIGHTY, Ramification, Voice
from ramify.brief.words import details_words, event_words, holder_words
from ramify.reading.merge import ClaimGroup, Difference
from ramify.reading.statements import Mention
from ramify.record.events import Event
from ramify.record.evidence import Evidence
from ramify.world.wording import listing


class Line(Value):
    """One line: a short tag such as a date or a status, the text, and what backs it."""

    tag: str = ""
    text: str
    details: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Section(Value):
    """A heading with its lines and its parts."""

    heading: str
    voice: Voice | None = None
    note: str | None = None
    lines: tuple[Line, ...] = ()
    parts: tuple[Section, ...] = ()


def outline(brief: Brief, *, verbose: bool = False) -> tuple[Section, ...]:
    """The sections of a brief, in reading order; empty ones are left out, voices never are."""
    sections = (
        Section(heading="Sources", lines=tuple(_source(s, verbose) for s in brief.sources)),
        Section(
            heading="What happened",
            note=None if brief.happened else "The documents report no event that could be coded.",
            lines=tuple(_event(event, brief) for event in brief.happened),
        ),
        _obliged(brief, verbose),
        _voice(brief, "expected", brief.expected),
        _voice(brief, "exposed", brief.exposed),
        _claimed(brief),
        _compared(brief),
        Section(heading="Names left open", lines=_mentions(brief.unresolved)),
        Section(heading="Not read", lines=tuple(_refused(brief))),
        _made(brief),
    )
    return tuple(s for s in sections if s.lines or s.parts or s.note or s.voice)


def _source(source: Source, verbose: bool) -> Line:
    if source.published:
        dated = f"published {source.published} ({source.dated_from})"
    elif source.mentions_to:
        dated = f"undated, mentions run to {source.mentions_to}"
    else:
        dated = "undated, mentions no date"
    count = len(source.dropped)
    size = f"{source.words:,} words; {count} pieces of page furniture left out"
    dropped = tuple(f"left out ({d.reason}): {_short(d.text)}" for d in source.dropped)
    return Line(
        text=source.title or source.name,
        details=(f"{source.name}: {dated}; {size}", *(dropped if verbose else ())),
    )


def _short(text: str, most: int = 90) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1] + "…"


def _event(event: Event, brief: Brief) -> Line:
    return Line(
        tag=str(event.when) if event.when else "no date",
        text=event_words(event, brief.names),
        details=details_words(event),
        evidence=event.evidence,
    )


def _ramification(line: Ramification) -> Line:
    return Line(tag=line.strength, text=line.words, details=line.reasons, evidence=line.evidence)


def _voice(brief: Brief, voice: Voice, lines: Iterable[Ramification]) -> Section:
    return Section(
        heading=voice.capitalize(),
        voice=voice,
        note=brief.silent.get(voice),
        lines=tuple(_ramification(line) for line in lines),
    )


def _obliged(brief: Brief, verbose: bool) -> Section:
    obliged = brief.obliged
    parts = [_turn(turn, brief, verbose) for turn in obliged.turns]
    parts += [_casus(casus, brief, verbose) for casus in obliged.casus]
    defend = [bond for bond in obliged.bonds if _defends(bond)]
    others = [bond for bond in obliged.bonds if not _defends(bond)]
    if defend:
        parts.append(
            Section(
                heading=f"Promises of defense among the actors, on {brief.on}",
                parts=tuple(_bond(bond, brief, verbose) for bond in defend),
            )
        )
    if others:
        parts.append(
            Section(
                heading=f"Other commitments among the actors, on {brief.on}",
                note="None of these is a promise to defend.",
                lines=tuple(_bond_line(bond, brief) for bond in others),
            )
        )
    note = brief.silent.get("obliged")
    return Section(heading="Obliged", voice="obliged", note=note, parts=tuple(parts))


def _defends(bond: Bond) -> bool:
    return any(line.action in ("defense", "guarantee", "offense") for line in bond.lines)


def _turn(turn: Turn, brief: Brief, verbose: bool) -> Section:
    force = f"in force since {turn.in_force}" if turn.in_force else "not known to be in force"
    if turn.in_force and turn.in_force.start > brief.on:
        force = f"not yet in force on {brief.on}; it came into force on {turn.in_force}"
    dated = [("Before", bond) for bond in turn.before] + [("After", bond) for bond in turn.after]
    parts = [
        Section(
            heading=f"{when}, by the {bond.short}",
            note=_status(bond),
            lines=_weighty(bond, brief, verbose),
        )
        for when, bond in dated
    ]
    for short in dict.fromkeys(change.earlier for change in turn.compared):
        changes = [c.line for c in turn.compared if c.earlier == short]
        heading = f"What it changes against the {short}"
        parts.append(Section(heading=heading, lines=_changes(changes, verbose)))
    heading = f"The treaty reported: {turn.short}"
    return Section(heading=heading, note=f"Signed {turn.signed}; {force}.", parts=tuple(parts))


def _changes(changes: list[Ramification], verbose: bool) -> tuple[Line, ...]:
    """Changes of promises about force; those of cooperation are counted at the end."""
    weighty = [line for line in changes if verbose or line.action in WEIGHTY]
    lines = [_ramification(line) for line in weighty]
    for change in dict.fromkeys(line.strength for line in changes if line not in weighty):
        rest = [line for line in changes if line.strength == change and line not in weighty]
        evidence = tuple(e for line in rest for e in line.evidence)
        lines.append(Line(tag=change, text=f"cooperation: {len(rest)} clauses", evidence=evidence))
    return tuple(lines)


def _weighty(bond: Bond, brief: Brief, verbose: bool) -> tuple[Line, ...]:
    """A line an article that bears on force; articles on cooperation are named at the end."""
    weighty = [line for line in bond.lines if verbose or line.action in WEIGHTY]
    lines = [
        _article([line for line in weighty if line.strength == ref], bond, brief, verbose)
        for ref in dict.fromkeys(line.strength for line in weighty)
    ]
    rest = [line for line in bond.lines if line not in weighty]
    if rest:
        articles = dict.fromkeys(line.strength.removeprefix("article ") for line in rest)
        text = f"cooperation in other fields: {listing(articles)}"
        evidence = tuple(dict.fromkeys(e for line in rest for e in line.evidence))
        lines.append(Line(tag="articles", text=text, evidence=evidence))
    return tuple(lines)


def _article(lines: list[Ramification], bond: Bond, brief: Brief, verbose: bool) -> Line:
    """An article: its paraphrase, then each thing it binds to with who owes it to whom."""
    says, *_ = lines[0].reasons
    owings: dict[str, list[str]] = {}
    for line in lines:
        owings.setdefault(line.words, []).append(_owing(line, bond, brief))
    details = [": ".join(filter(None, ("; ".join(who), what))) for what, who in owings.items()]
    notes = [note for line in lines for note in line.reasons[1:]] if verbose else []
    evidence = tuple(dict.fromkeys(e for line in lines for e in line.evidence))
    return Line(
        tag=lines[0].strength,
        text=says,
        details=(*details, *dict.fromkeys(notes)),
        evidence=evidence,
    )


def _owing(line: Ramification, bond: Bond, brief: Brief) -> str:
    """Who owes whom, where it is not each party to every other."""
    if line.actors == bond.parties and line.targets == bond.parties:
        return ""
    sides = (
        listing(brief.names.get(code, code) for code in codes)
        for codes in (line.actors, line.targets)
    )
    return " to ".join(sides)


def _status(bond: Bond) -> str:
    since = f" since {bond.since}" if bond.since and bond.status == "in force" else ""
    until = f" on {bond.until}" if bond.until and bond.status == "ended" else ""
    return f"{bond.status.capitalize()}{since}{until}."


def _parties(bond: Bond, brief: Brief) -> str:
    names = [brief.names.get(code, code) for code in bond.parties]
    return listing(names) if len(names) <= 5 else f"{len(names)} parties"


def _bond(bond: Bond, brief: Brief, verbose: bool) -> Section:
    note = f"{_status(bond)} Parties: {_parties(bond, brief)}."
    return Section(heading=bond.short, note=note, lines=_weighty(bond, brief, verbose))


def _bond_line(bond: Bond, brief: Brief) -> Line:
    promised = [f"{line.action} ({line.strength})" for line in bond.lines if line.action in WEIGHTY]
    return Line(
        tag=bond.status,
        text=f"{bond.short}, {_parties(bond, brief)}: {'; '.join(dict.fromkeys(promised))}",
        evidence=tuple(e for line in bond.lines for e in line.evidence),
    )


_STATUSES = (
    "owed", "owed after consultation", "torn", "breached", "unknown", "barred", "excused",
)  # fmt: skip


def _casus(casus: Casus, brief: Brief, verbose: bool) -> Section:
    """What force obliges: who is bound first; excuses from lesser duties only when asked for."""
    ordered = sorted(casus.lines, key=lambda line: _STATUSES.index(line.strength))
    shown = [line for line in ordered if verbose or _tells(line, brief)]
    hidden = len(ordered) - len(shown)
    note = None if casus.lines else "No coded commitment speaks to it."
    if hidden:
        note = f"{hidden} lesser excuses and bars are left out here; the long form has them."
    lines = tuple(
        Line(
            tag=line.strength,
            text=line.words,
            details=line.reasons if verbose or line.strength in ("excused", "unknown") else (),
            evidence=line.evidence,
        )
        for line in shown
    )
    return Section(heading=casus.words, note=note, lines=lines)


def _tells(line: Ramification, brief: Brief) -> bool:
    """Whether a line belongs into the short form: excuses only of actors the documents name."""
    if line.strength == "excused":
        named = any(code in brief.mentioned for code in line.actors)
        return named and line.action in ("defense", "guarantee", "offense")
    return line.strength != "barred" or line.action == "neutrality"


def _claimed(brief: Brief) -> Section:
    return Section(
        heading="Claimed",
        voice="claimed",
        note=brief.silent.get("claimed"),
        lines=tuple(_claim(group) for group in brief.claimed),
    )


def _claim(group: ClaimGroup) -> Line:
    claim = group.claim
    held = f"{claim.kind}, held by {holder_words(claim.holder)}"
    more = [f"in {group.sources} independent documents"] if group.sources > 1 else []
    more += [f"against it: {other.content}" for other in group.opposed]
    denied = "" if claim.affirmed else "not: "
    evidence = tuple(e for said in group.said_by for e in said.evidence)
    cue = f" (“{claim.cue}”)" if claim.cue else ""
    return Line(
        tag=claim.modality,
        text=denied + claim.content,
        details=(held + cue, *more),
        evidence=evidence,
    )


def _compared(brief: Brief) -> Section:
    comparison = brief.comparison
    parts = [
        Section(
            heading="Said by more than one document",
            lines=tuple(_event(event, brief) for event in comparison.same),
        ),
        Section(
            heading="Told differently",
            lines=tuple(_difference(d, brief) for d in comparison.differ),
        ),
    ]
    parts += [
        Section(heading=f"Only in {name}", lines=tuple(_event(event, brief) for event in events))
        for name, events in comparison.only_in
    ]
    kept = tuple(part for part in parts if part.lines)
    return Section(heading="Where the documents agree and differ", parts=kept)


def _difference(difference: Difference, brief: Brief) -> Line:
    values = "; ".join(f"{name}: {value}" for name, value in difference.values)
    return Line(
        tag=difference.detail,
        text=f"{event_words(difference.event, brief.names)} — {values}",
        evidence=difference.event.evidence,
    )


def _mentions(mentions: tuple[Mention, ...]) -> tuple[Line, ...]:
    by_name: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        by_name.setdefault((mention.name, mention.reason), []).append(mention)
    return tuple(
        Line(
            tag=name,
            text=reason + _candidates(found[0]),
            evidence=tuple(mention.evidence for mention in found),
        )
        for (name, reason), found in by_name.items()
    )


def _candidates(mention: Mention) -> str:
    return f" (may be {listing(mention.candidates, 'or')})" if mention.candidates else ""


def _refused(brief: Brief) -> Iterable[Line]:
    for refused in brief.refused:
        yield Line(tag=refused.path, text=f"{refused.reason}; {refused.repair}")


def _made(brief: Brief) -> Section:
    made = brief.provenance
    text = (
        f"ramify {made.ramify}, reader {made.reader}, packaged facts as of {made.facts_as_of}; "
        f"answers given for {brief.on} ({brief.on_because})."
    )
    documents = tuple(f"document {code}" for code in made.documents)
    return Section(heading="How this was made", lines=(Line(text=text, details=documents),))
