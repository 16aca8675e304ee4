"""What the expected voice rests on, laid out: its model, and how that did on unseen days."""

from __future__ import annotations

from ramify.briefing.basis import BriefBasis, named, source_words, span_words
from ramify.briefing.curve import Curve
from ramify.briefing.render.layout import Line, Section
from ramify.record.evidence import ComputedEvidence


def basis_note(basis: BriefBasis) -> str:
    """What the numbers are and are not, in two sentences."""
    model, record = basis.model, basis.record
    events = f"{model.source} newswire events" if model.packaged else "events"
    if not model.packaged:
        events += f" ({named(model)})"
    of = f" of {span_words(model.first, model.last)}" if model.first and model.last else ""
    by = "the packaged chronicle" if record is None else "the record given"
    if record and record.days:
        by += f" ({record.events:,} events, {record.days.start} to {record.days.end})"
    this = "chronicle" if record is None else "record"
    calibrated = (
        f"is calibrated on {named(model)}, not on this {this} nor on later years"
        if model.calibrated
        else "is not calibrated"
    )
    return (
        f"Direct consequences by a model fitted to {events}{of}, as that stream would report "
        f"them, beyond what comes anyway; third parties by {by} and these documents. "
        f"The model {calibrated}."
    )


def curve_section(curve: Curve, basis: BriefBasis) -> Section:
    """The curve as lines: what was said, and what came."""
    over = (
        "a chronicle that is no such record"
        if basis.record is None
        else "a record it was not scored on"
    )
    note = (
        f"{curve.questions:,} held-out forecasts of {curve.horizon_days} days on "
        f"{named(basis.model)}, {curve.since} to {curve.until}, of which {curve.happened:,} came "
        f"true: Brier {curve.brier:.4f}, skill {curve.skill_poisson:+.3f} against constant rates "
        f"and {curve.skill_recurrence:+.3f} against recurrence, log score {curve.log_score:.4f}. "
        "They ask whether a pair repeats what it did in the 90 days before; the lines above ask "
        f"what an event calls forth, over {over}, and are not calibrated."
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
