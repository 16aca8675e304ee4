"""Claims and checks laid out."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.annex.line import Line, Section, joined
from ramify.briefing.brief import Brief
from ramify.briefing.ramification import ClaimedLine, Held
from ramify.briefing.voices.expected import class_of
from ramify.briefing.words import event_words, holder_words, kind_words, shortened
from ramify.record.evidence import SourceEvidence
from ramify.world.wording import counted

OF_WHAT_IS = ("cause", "characterisation")
"""Claims of what is, not of what will or should follow: those of one holder are a line."""


def claimed_section(brief: Brief) -> Section:
    """What the documents say will or should follow, each claim once; then what they say of what
    is."""
    return Section(
        heading="Claimed" + (", by the authors where nobody is named" if brief.claimed else ""),
        voice="claimed",
        note=brief.silent.get("claimed"),
        lines=tuple(_claims(brief)),
    )


def _claims(brief: Brief) -> Iterator[Line]:
    groups: dict[object, list[Line]] = {}
    for n, claim in enumerate(brief.claimed):
        line = _claim(claim, f"/claimed/{n}", brief)
        said = claim.cause.said
        alone = said.claim.kind not in OF_WHAT_IS or said.opposed or line.details
        groups.setdefault(n if alone else (line.tag, line.text), []).append(line)
    single = [group for key, group in groups.items() if isinstance(key, int)]
    for group in (*single, *(group for key, group in groups.items() if not isinstance(key, int))):
        yield joined(tuple(group)) if len(group) > 1 else group[0]


def _claim(line: ClaimedLine, of: str, brief: Brief) -> Line:
    strength, said = line.strength, line.cause.said
    holder = strength.holder
    by = f" by {holder_words(holder)}" if holder.kind != "author" or holder.through else ""
    shown = said.claim.cue and said.claim.kind not in OF_WHAT_IS
    cue = f" (“{said.claim.cue}”)" if shown else ""
    return Line(
        of=(of,),
        tag=_firmness(strength),
        text="; ".join((f"{said.claim.kind}{by}{cue}", *_beside(line, brief))),
        details=() if _quoted(line) and not said.opposed else (line.words,),
        evidence=line.evidence,
    )


def _firmness(held: Held) -> str:
    """How firmly it is held, where the text says so."""
    words = [] if held.modality == "unstated" else [held.modality]
    return ", ".join(words if held.affirmed else [*words, "denied"])


def _quoted(line: ClaimedLine) -> bool:
    """Whether the claim's words stand in its evidence."""
    return any(e.kind == "text" and line.words in e.quote for e in line.evidence)


def _beside(line: ClaimedLine, brief: Brief) -> Iterator[str]:
    """What stands beside a claim: its sources, what speaks against it, chance, what came."""
    if line.strength.sources > 1:
        yield f"in {line.strength.sources} independent sources"
    yield from (f"against it: “{shortened(other.content)}”" for other in line.cause.said.opposed)
    if line.expected:
        yield f"chance of {kind_words(class_of(line.action))} {line.expected.chance:.0%}"
    for event in line.later:
        yield f"on file later: {event.when}, {event_words(event, brief.names)}"


def checked_section(brief: Brief) -> Section:
    """What was held against the facts: a line a check that found something, those that say the
    same in one; the rest counted."""
    lines: dict[tuple[str, str], list[Line]] = {}
    silent = 0
    for n, document in enumerate(brief.checked):
        for m, check in enumerate(document.checks):
            if check.verdict == "not in the record" and not check.why:
                silent += 1
                continue
            value = f"; on file: {check.value}" if check.value else f"; {check.because or ''}"
            source = (SourceEvidence(citation=check.source),) if check.source else ()
            line = Line(
                of=(f"/checked/{n}/checks/{m}",),
                tag=check.verdict,
                text=check.says + value,
                evidence=(check.evidence, *source),
            )
            lines.setdefault((line.tag, line.text), []).append(line)
    rest = f", and {counted(silent, 'statement')} not covered by what is on file" if silent else ""
    return Section(
        heading=f"Checked{rest}", lines=tuple(joined(tuple(alike)) for alike in lines.values())
    )
