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
