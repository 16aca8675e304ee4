"""How the model behind the expected voice did on days it had not seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify._value import Value

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.process.model import Fitted


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


def nearest_curve(model: Fitted, horizon_days: int) -> Curve | None:
    """The model's held-out calibration at the horizon nearest to this one; None without one."""
    if not model.calibration or model.origin.epoch is None:
        return None
    found = min(model.calibration, key=lambda c: (abs(c.horizon - horizon_days), c.horizon))
    epoch, v = date.fromisoformat(model.origin.epoch), found.verdict
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
