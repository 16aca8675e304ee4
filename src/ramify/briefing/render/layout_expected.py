"""The expected voice laid out: each event once, below it what it is likely to call forth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ramify.briefing.brief import Brief
from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.render.layout import Line, Section
from ramify.briefing.render.layout_basis import basis_note, curve_section
from ramify.briefing.render.strength import chance_words, probability_word, strength_words
from ramify.briefing.render.words import after_words, counted, event_words

_TOLD = 0.05


def expected_section(brief: Brief) -> Section:
    """Consequences under the event that calls them forth, the likeliest first; then the curve."""
    told = [line for line in brief.expected if _tells(line)]
    parts = [_after(lines, brief.names) for lines in _by_cause(told, brief.names)]
    rest = tuple(_whole(line, brief.names) for line in brief.expected if not _tells(line))
    if rest:
        left = f"Left to the long form: {counted(len(rest), 'line')}."
        parts.append(Section(heading=f"Less likely than {_TOLD:.0%}", note=left, more=rest))
    if brief.basis and brief.calibration:
        parts.append(curve_section(brief.calibration, brief.basis))
    note = basis_note(brief.basis) if brief.basis else brief.silent.get("expected")
    return Section(heading="Expected", voice="expected", note=note, parts=tuple(parts))


def _tells(line: ExpectedLine) -> bool:
    """Whether a line belongs into the short form; what is not known does not look unlikely."""
    return not isinstance(line.strength, Probability) or line.strength.chance >= _TOLD


def _by_cause(
    lines: Sequence[ExpectedLine], names: Mapping[str, str]
) -> Sequence[Sequence[ExpectedLine]]:
    """Lines by what they follow; events that read the same are one."""
    groups: dict[str, list[ExpectedLine]] = {}
    for line in lines:
        groups.setdefault(after_words(line.cause.event, names), []).append(line)
    return list(groups.values())


def _after(lines: Sequence[ExpectedLine], names: Mapping[str, str]) -> Section:
    """The event with what reports it, then a line a consequence."""
    one, *_ = lines
    event = one.cause.event
    reported = dict.fromkeys(e for line in lines for e in line.cause.event.evidence)
    first = Line(text=event_words(event, names), evidence=tuple(reported) or one.evidence)
    rest = tuple(_consequence(line) for line in lines)
    return Section(heading=f"After {event.when}", lines=(first, *rest))


def _consequence(line: ExpectedLine) -> Line:
    """What follows, without the evidence for the event, which stands above it."""
    match line.strength:
        case Probability() as found:
            tag, word = chance_words(found), probability_word(found.chance)
        case NotKnown(kind=tag, reason=word):
            pass
    return Line(
        tag=tag,
        text=", ".join((line.words, word, *line.reasons)),
        evidence=tuple(e for e in line.evidence if e.kind == "computed"),
    )


def _whole(line: ExpectedLine, names: Mapping[str, str]) -> Line:
    return Line(
        tag=strength_words(line),
        text=line.words,
        details=(after_words(line.cause.event, names), *line.reasons),
        evidence=line.evidence,
    )
