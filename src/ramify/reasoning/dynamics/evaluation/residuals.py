"""Residuals by time rescaling: under the right model they are unit exponentials.

Papangelou 1972; Ogata 1988. The intensity is constant within a day, so the events of a day
are laid at random within it, and the time between events is measured in expected events.
"""

from __future__ import annotations

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.forecasting.outlook import Outlook


def daily_rate(outlook: Outlook) -> Floats:
    """Expected events of all kinds on every day of the history, from earlier days only."""
    f, h = outlook.fitted, outlook.history
    days = h.last_day - h.first_day + 1
    k, lags = len(f.actions), f.settings.n_lags
    p, q = outlook.shares
    rate = np.full(days, float((f.background.rate * p.sum(1) * q.sum(1)).sum()))
    edge = np.maximum(np.arange(days)[:, None] - np.asarray(f.settings.lags) + 1, 0)
    each = np.arange(lags)
    for past, w in zip(outlook.pasts, f.weights, strict=True):
        per_event = w.sum(0).reshape(k, lags)
        worth = np.zeros((days + 1, lags))
        np.add.at(worth, h.day - h.first_day + 1, past.mass[:, None] * per_event[h.action])
        running = np.cumsum(worth, axis=0)
        rate += (running[edge[:, :-1], each] - running[edge[:, 1:], each]).sum(1)
    return rate * outlook.level(np.arange(days) + h.first_day)


def time_rescaled(outlook: Outlook, *, seed: int = 0) -> Floats:
    """Gaps between consecutive events, in expected events; unit exponential if all is well."""
    h = outlook.history
    rate = daily_rate(outlook)
    before = np.concatenate([[0.0], np.cumsum(rate)])
    day = h.day - h.first_day
    within = np.random.default_rng(seed).random(len(day))
    clock = np.sort(before[day] + within * rate[day])
    return np.diff(clock, prepend=0.0)
