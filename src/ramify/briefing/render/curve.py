"""How the model behind the expected voice did on days it had not seen."""

from __future__ import annotations

from datetime import date, timedelta

from ramify._value import Value
from ramify.briefing.render.layout import Line, Section
from ramify.record.evidence import ComputedEvidence


class CurveBin(Value):
    """Forecasts between two probabilities: their mean, the share that came, their number."""

    lowest: float
    highest: float
    said: float
    came: float
    count: int


class Curve(Value):
    """The reliability of one horizon's forecasts, from some days on; each of those was
    calibrated on the days before it."""

    horizon_days: int
    since: date
    until: date
    questions: int
    happened: int
    brier: float
    log_score: float
    skill_poisson: float
    skill_recurrence: float
    bins: tuple[CurveBin, ...]


def nearest_curve(horizon_days: int) -> Curve | None:
    """The packaged kernel's held-out calibration at the horizon nearest to this one."""
    from ramify.reasoning.dynamics.process.model import Fitted

    kernel = Fitted.packaged()
    if not kernel.calibration or kernel.origin.epoch is None:
        return None
    found = min(kernel.calibration, key=lambda c: (abs(c.horizon - horizon_days), c.horizon))
    epoch, v = date.fromisoformat(kernel.origin.epoch), found.verdict
    return Curve(
        horizon_days=v.horizon,
        since=epoch + timedelta(days=found.origins[1]),
        until=epoch + timedelta(days=found.origins[-1] + v.horizon - 1),
        questions=v.questions,
        happened=v.happened,
        brier=v.brier,
        log_score=v.log_score,
        skill_poisson=v.skill_poisson,
        skill_recurrence=v.skill_recurrence,
        bins=tuple(
            CurveBin(lowest=r.lowest, highest=r.highest, said=r.said, came=r.came, count=r.count)
            for r in found.curve()
        ),
    )


def curve_section(curve: Curve) -> Section:
    """The curve as lines: what was said, and what came."""
    note = (
        f"{curve.questions:,} held-out forecasts of {curve.horizon_days} days on ICEWS, "
        f"{curve.since} to {curve.until}, of which {curve.happened:,} came true: Brier "
        f"{curve.brier:.4f}, skill {curve.skill_poisson:+.3f} against constant rates and "
        f"{curve.skill_recurrence:+.3f} against recurrence, log score {curve.log_score:.4f}. They "
        "ask whether a pair repeats what it did in the 90 days before; the lines above ask what "
        "an event calls forth, over a chronicle that is no such record, and are not calibrated."
    )
    evidence = ComputedEvidence(
        by="rolling origin, fitted anew before each day",
        inputs=("ICEWS, January to September 2018",),
    )
    rows = tuple(
        f"said {b.lowest:.0%}–{b.highest:.0%}: {b.said:.1%} on average, {b.came:.1%} came "
        f"({b.count:,} forecasts)"
        for b in curve.bins
    )
    line = Line(text="What was said, and what came", details=rows, evidence=(evidence,))
    return Section(heading="How the model did on days it had not seen", note=note, lines=(line,))
