"""The expected voice laid out: a line a pair and class, then how a named model did."""

from __future__ import annotations

from ramify.briefing.annex.basis import basis_note, curve_section
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.brief import Brief
from ramify.briefing.ramification import ExpectedLine, Probability
from ramify.briefing.strength import chance_words, probability_word


def expected_section(brief: Brief) -> Section:
    """The chances, each beside the usual; what they rest on is the note."""
    lines = tuple(_line(e, f"/expected/{n}") for n, e in enumerate(brief.expected))
    note = brief.silent.get("expected")
    if brief.basis:
        note = basis_note(brief.basis)
    elif brief.rests_on:
        ahead = f"{brief.horizon_days} days from {brief.on} on"
        note = f"Base rates of {brief.rests_on}, {ahead}; ranges of 90%."
    parts: tuple[Section, ...] = ()
    if brief.basis and brief.calibration:
        parts = (curve_section(brief.calibration, brief.basis),)
    return Section(heading="Expected", voice="expected", note=note, lines=lines, parts=parts)


def _line(line: ExpectedLine, of: str) -> Line:
    found, computed = line.strength, tuple(e for e in line.evidence if e.kind == "computed")
    if isinstance(found, Probability):
        usual = found.base_rate
        beside = [f"usually {usual:.0%}"] if isinstance(usual, float) else []
        acts = [f"{found.acts[0]}–{found.acts[1]} acts"] if found.acts else []
        if line.joining:
            acts = [f"{line.joining[0]}–{line.joining[1]} states"]
        tag, told = chance_words(found), [probability_word(found.chance), *beside, *acts]
    else:
        tag, told = "not known", [found.reason]
    details = ("; ".join((*told, *line.reasons)),)
    return Line(of=(of,), tag=tag, text=line.words, details=details, evidence=computed)
