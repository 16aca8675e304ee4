"""What a forecast rests on: its expected count shared out among the background and the past.

Every expected event of the window has one root: the background or a past event through a
pattern, at the end of its chain of causes within the window. The renewal equation read
backwards says how many asked events each root brings, so the shares add up to the forecast.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import UsageError
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.shares import Shares, largest_first
from ramify.reasoning.dynamics.forecasting.windows import Asked, Window
from ramify.reasoning.dynamics.process.past import lag_table

ANSWERED = ", then answered"
"""Added to a pattern whose events are the other side's, and call forth the asked ones."""


def causes(
    outlook: Outlook,
    *,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    start: int | None = None,
    horizon: int = 30,
) -> Shares:
    """Shares of the expected count of a forecast in closed form; they add up to one.

    Raises:
        UsageError: the history reaches into the window, or the horizon is not positive.
        UnknownName: an actor or action that is not known.

    >>> from ramify.reasoning.dynamics import Settings, Stream, fit
    >>> rows = [(0, 0, 1, d) for d in range(0, 40, 2)]
    >>> stream = Stream.from_quadruples(rows, actors=["A", "B"], actions=["x"])
    >>> shares = causes(Outlook.over(fit(stream, Settings(steps=3)), stream), actor="A", target="B")
    >>> round(sum(share.share for share in shares.shares), 9)
    1.0
    """
    start = outlook.history.last_day + 1 if start is None else start
    outlook.check_day(start)
    if horizon < 1:
        raise UsageError("the horizon must be at least one day")
    who, whom = (None if name is None else outlook.actor(name) for name in (actor, target))
    window = Window(outlook, Asked(who, None, whom), start, horizon)
    worth = window.worth([None if action is None else outlook.action(action)])
    found = list(_roots(window, "", window.asked, worth[0][..., 0]))
    if window.asked.turned:
        found += _roots(window, ANSWERED, window.asked.turned, worth[1][..., 0])
    total = sum(value for _, _, value in found)
    shares = [outlook.share(name, event, value / total) for name, event, value in found]
    return Shares(total, tuple(sorted(shares, key=largest_first)))


def _roots(
    window: Window, note: str, side: Asked, worth: Floats
) -> Iterator[tuple[str, int | None, float]]:
    """Asked events that each root of one direction brings: pattern, past event, number."""
    outlook = window.outlook
    base = window.sides[0 if side == window.asked else 1].base
    yield f"background{note}", None, float((worth * base).sum())
    fitted, raised = outlook.fitted, worth * window.level[:, None]
    for pattern, past, weights in zip(fitted.patterns, outlook.pasts, fitted.weights, strict=True):
        rows = window.rows(past, side)
        brought = _brought(window, raised @ weights, past.kind[rows], past.day[rows])
        events, of = np.unique(past.event[rows], return_inverse=True)
        sums = np.bincount(of, weights=past.weight[rows] * brought, minlength=len(events))
        for event, value in zip(events.tolist(), sums.tolist(), strict=True):
            yield f"{pattern.name}{note}", event, value


def _brought(window: Window, worth: Floats, kind: Ints, day: Ints) -> Floats:
    """Asked events that one linked past event brings, by its action and day."""
    settings = window.outlook.fitted.settings
    bins, total = lag_table(settings), np.zeros(len(kind))
    for d in range(window.horizon):
        lag = window.start + d - day
        live = (lag >= settings.lags[0]) & (lag <= settings.memory_days)
        total[live] += worth[d, kind[live] * settings.n_lags + bins[lag[live]]]
    return total
