"""The expected voice laid out: each event once, below it what it is likely to call forth."""

from __future__ import annotations

from collections.abc import Sequence

from ramify.briefing.brief import Brief
from ramify.briefing.expected import BASIS
from ramify.briefing.ramification import Ramification
from ramify.briefing.render.curve import curve_section
from ramify.briefing.render.layout import Line, Section, line_of

_TOLD = 0.05


def expected_section(brief: Brief) -> Section:
    """Consequences under the event that calls them forth, the likeliest first; then the curve.

    What is not known is not unlikely: it stands with what is told.
    """
    lines = brief.expected
    told = [line for line in lines if line.value is None or line.value >= _TOLD]
    parts = [
        _after(cause, [line for line in told if line.reasons[0] == cause])
        for cause in dict.fromkeys(line.reasons[0] for line in told)
    ]
    if rest := tuple(line_of(line) for line in lines if line not in told):
        note = f"Left to the long form: {len(rest)} {'line' if len(rest) == 1 else 'lines'}."
        parts.append(Section(heading=f"Less likely than {_TOLD:.0%}", note=note, more=rest))
    if brief.calibration:
        parts.append(curve_section(brief.calibration))
    note = brief.silent.get("expected", BASIS)
    return Section(heading="Expected", voice="expected", note=note, parts=tuple(parts))


def _after(cause: str, lines: Sequence[Ramification]) -> Section:
    """The event with what reports it, then a line a consequence."""
    heading, _, event = cause.partition(": ")
    reported = dict.fromkeys(e for line in lines for e in line.evidence if e.kind != "computed")
    first = Line(text=event, evidence=tuple(reported) or lines[0].evidence)
    rest = tuple(_consequence(line) for line in lines)
    return Section(heading=heading.capitalize(), lines=(first, *rest))


def _consequence(line: Ramification) -> Line:
    computed = tuple(e for e in line.evidence if e.kind == "computed")
    if line.value is None:
        text = ": ".join((line.words, *line.reasons[1:]))
        return Line(tag=line.strength, text=text, evidence=computed)
    chance, _, word = line.strength.rpartition(", ")
    text = ", ".join((line.words, word, *line.reasons[1:]))
    return Line(tag=chance, text=text, evidence=computed)
