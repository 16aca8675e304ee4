"""A model's calibration applied: to forecasts like those that were scored, and to no others.

They are of one triple that the pair did in the 90 days before, at a horizon that was
scored, over a record that is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ramify.reasoning.dynamics.evaluation.baselines import Recurrence
from ramify.reasoning.dynamics.evaluation.rolling_origin import RECENT, Triples, counts
from ramify.reasoning.dynamics.forecasting.forecasts import Forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.model import Fitted


def recalibrated(outlook: Outlook, found: Sequence[Forecast]) -> tuple[Forecast, ...]:
    """These forecasts of one window with calibrated probabilities where the map is valid.

    Only for a history that is whole, such as the model was calibrated on.
    """
    sides = {(f.actor, f.target, f.start, f.horizon) for f in found}
    if len(sides) != 1:
        return tuple(found)
    ((actor, target, start, horizon),) = sides
    if actor is None or target is None:
        return tuple(found)
    numbers = {f.action: outlook.action(f.action) for f in found if f.action is not None}
    mapped = calibrated(
        outlook, actor=outlook.actor(actor), target=outlook.actor(target),
        actions=list(numbers.values()), start=start, horizon=horizon,
    )  # fmt: skip
    return tuple(
        replace(f, calibrated=mapped.get(numbers[f.action])) if f.action is not None else f
        for f in found
    )


def calibrated(
    outlook: Outlook, *, actor: int, target: int, actions: list[int], start: int, horizon: int
) -> dict[int, float]:
    """Calibrated probabilities of those actions for which the model's map is valid.

    Empty where the model has no map for the horizon; an action that the pair has not done
    in the 90 days before is left out, for none like it was scored.
    """
    known = {c.horizon: c for c in outlook.fitted.calibration}
    h = outlook.history
    late = h.between(start - RECENT, start)
    mine = (late.subject == actor) & (late.object == target)
    asked = sorted(set(actions) & set(late.action[mine].tolist()))
    if horizon not in known or not asked or h.last_day - h.first_day < RECENT:
        return {}
    one = np.ones(len(asked), dtype=np.int64)
    questions = Triples(one * actor, np.asarray(asked), one * target)
    (table,) = counts(outlook, Recurrence.learn(h), questions, start, [horizon])
    return dict(zip(asked, known[horizon](table).tolist(), strict=True))


def calibration_words(fitted: Fitted, found: Sequence[Forecast], *, packaged: bool) -> str:
    """Whether the probabilities are calibrated, and if not, why."""
    horizons = [c.horizon for c in fitted.calibration]
    if packaged:
        source = fitted.origin.source or "another record"
        return (
            f"Not calibrated: the packaged kernel is calibrated on {source}, not on these events; "
            "fit a model to them with --calibrate."
        )
    if not horizons:
        return "Not calibrated: the model has none; fit it with --calibrate."
    if any(f.calibrated is not None for f in found):
        return (
            "Calibrated by what came of such forecasts on days the model had not seen: of what a "
            f"pair has done in the {RECENT} days before."
        )
    days = " and ".join(", ".join(map(str, horizons)).rsplit(", ", 1))
    return (
        f"Not calibrated: the model's calibration is for {days} days, an actor, a target and an "
        f"action that they had in the {RECENT} days before, over a record of at least as long."
    )
