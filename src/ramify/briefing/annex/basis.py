"""What the expected voice rests on, laid out: its model, and how that did on unseen days."""

from __future__ import annotations

from ramify.briefing.annex.line import Line, Section
from ramify.briefing.basis import BriefBasis, named, source_words
from ramify.briefing.curve import Curve
from ramify.record.evidence import ComputedEvidence


def basis_note(basis: BriefBasis) -> str:
    """What the numbers are and are not, in two sentences."""
    model, record = basis.model, basis.record
    days = f", {record.days.start} to {record.days.end}" if record.days else ""
    calibrated = (
        f"is calibrated on {named(model)}, not on this record nor on later years"
        if model.calibrated
        else "is not calibrated"
    )
    return (
        f"Direct consequences by a model fitted to events ({source_words(model)}), as that stream "
        "would report them, beyond what comes anyway; third parties by the record given "
        f"({record.events:,} events{days}) and these documents. The model {calibrated}."
    )


def curve_section(curve: Curve, basis: BriefBasis) -> Section:
    """The curve as lines: what was said, and what came."""
    note = (
        f"{curve.questions:,} held-out forecasts of {curve.horizon_days} days on "
        f"{named(basis.model)}, {curve.since} to {curve.until}, of which {curve.happened:,} came "
        f"true: Brier {curve.brier:.4f}, skill {curve.skill_poisson:+.3f} against constant rates "
        f"and {curve.skill_recurrence:+.3f} against recurrence, log score {curve.log_score:.4f}. "
        "They ask whether a pair repeats what it did in the 90 days before; the lines above ask "
        "what an event calls forth, over a record it was not scored on, and are not calibrated."
    )
    evidence = ComputedEvidence(
        by="rolling origin, fitted anew before each day", inputs=(source_words(basis.model),)
    )
    rows = tuple(
        f"said {b.lowest:.0%}–{b.highest:.0%}: {b.said:.1%} on average, {b.came:.1%} came "
        f"({b.count:,} forecasts)"
        for b in curve.bins
    )
    line = Line(text="What was said, and what came", details=rows, evidence=(evidence,))
    return Section(heading="How the model did on days it had not seen", note=note, lines=(line,))
