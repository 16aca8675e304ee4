"""What a pair's base rate is likely to be, by how active both sides are and deal otherwise.

    r ~ Gamma(shape α, mean m),    log m = b · (1, log P, log x1, log x2, log x3, log x4),

six numbers and a shape a class. P = μ p(a) q(b) is what chance would bring the two sides
together, by their shares in the class, with the pair's own acts taken out and the shares
shrunk by `SHRUNK` acts to the overall ones. x1 is the pair's acts in all other classes beside
those expected of them, x2 what comes back in all classes, x3 what comes back in this one. x4 is
all acts of the pair, either way, a day: two countries that never met are likelier to go on so than
their activity would have it, and without x4 twice too many acts are expected of them.

b and α are learned across time: covariates from outside a block of days, counts from inside.
Learned on the same days, a burst would make x1 look perfect. Pairs without acts count too;
they go into few rows, by how large their P is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from ramify._arrays import Floats

SHRUNK = 20.0
"""Acts' worth of the overall share of a side in its share of a class."""
STEPS, ROUNDS = 3, 3
LEAST, MOST = np.log(0.03), np.log(30.0)
"""Between which log α is looked for; before any acts it is normal about nought."""
MET = 0.05
"""Acts added to all that a pair had before their logarithm is taken."""
START = np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
"""b where nothing is known: the mean is P; the ridge pulls to it."""


@dataclass(frozen=True, eq=False)
class Prior:
    """b (classes, 6) and α (classes,)."""

    slope: Floats
    shape: Floats

    @classmethod
    def plain(cls, classes: int) -> Prior:
        """The mean is P, with shape one."""
        return cls(np.tile(START, (classes, 1)), np.ones(classes))

    def mean(self, tally: Floats, days: float) -> Floats:
        """m by pair and class, in acts a day, from acts tallied over so many days."""
        found: Floats = np.exp(np.einsum("pck,ck->pc", covariates(tally, days), self.slope))
        return found * _apart(tally)[:, None]

    def level(self, tally: Floats, days: float) -> Floats:
        """The posterior mean of r by pair and class, (α + N) / (α / m + T)."""
        mean = self.mean(tally, days)
        found: Floats = mean * (self.shape + tally) / (self.shape + mean * days)
        return found


def _apart(tally: Floats) -> Floats:
    """One for pairs of two countries, nought for a country with itself."""
    n = round(tally.shape[0] ** 0.5)
    return 1.0 - np.eye(n).ravel()


def covariates(tally: Floats, days: float) -> Floats:
    """1 and the logarithms of P, x1, x2, x3, x4; shape (pairs, classes, 6)."""
    n, kinds = round(tally.shape[0] ** 0.5), tally.shape[1]
    acts = tally.reshape(n, n, kinds)
    total = acts.sum((0, 1))
    source = _share(acts.sum(1)[:, None, :] - acts, total - acts, acts.sum((1, 2)))
    target = _share(
        acts.sum(0)[None, :, :] - acts, total - acts, acts.sum((0, 2)), side=1
    )  # fmt: skip
    chance = (total + 0.1) * source * target
    back, back_chance = acts.transpose(1, 0, 2), chance.transpose(1, 0, 2)
    others = acts.sum(2, keepdims=True) - acts, chance.sum(2, keepdims=True) - chance
    whole = back.sum(2, keepdims=True), back_chance.sum(2, keepdims=True)
    ratios = [
        _ratio(*others),
        np.broadcast_to(_ratio(*whole), acts.shape),
        _ratio(back, back_chance),
    ]
    met = acts.sum(2, keepdims=True) + back.sum(2, keepdims=True) + MET
    ratios.append(np.broadcast_to(met / days, acts.shape))
    logs = np.log(np.stack([chance / days, *ratios], axis=-1))
    ones = np.ones((*acts.shape, 1))
    return np.concatenate([ones, logs], axis=-1).reshape(n * n, kinds, len(START))


def _share(own: Floats, total: Floats, overall: Floats, side: int = 0) -> Floats:
    base = (overall + 0.5) / (overall + 0.5).sum()
    base = base[:, None, None] if side == 0 else base[None, :, None]
    found: Floats = (np.maximum(own, 0.0) + SHRUNK * base) / (np.maximum(total, 0.0) + SHRUNK)
    return found


def _ratio(acts: Floats, chance: Floats) -> Floats:
    found: Floats = (acts + 0.3) / (chance + 0.3)
    return found


def learned(blocks: Sequence[Floats], days: Sequence[float], prior: Prior) -> Prior:
    """b and α from acts tallied by block of days, starting from `prior`."""
    whole, length = np.sum(blocks, axis=0), float(sum(days))
    back = _reversed(whole)
    busy = (whole.sum(1) + back.sum(1) > 0) & (_apart(whole) > 0)
    idle = ~busy & (_apart(whole) > 0)
    rows = [
        (covariates(whole - inside, length - d), inside, d)
        for inside, d in zip(blocks, days, strict=True)
    ]
    fits = [
        _regressed(*_rows_of(rows, c, busy, idle), prior.slope[c], float(prior.shape[c]))
        for c in range(whole.shape[1])
    ]
    return Prior(np.stack([b for b, _ in fits]), np.array([a for _, a in fits]))


def _reversed(tally: Floats) -> Floats:
    n = round(tally.shape[0] ** 0.5)
    return tally.reshape(n, n, -1).transpose(1, 0, 2).reshape(tally.shape)


def _rows_of(
    rows: Sequence[tuple[Floats, Floats, float]], c: int, busy: Floats, idle: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Covariates, acts, days and weights of one class; idle pairs in one row by their log P."""
    parts: list[tuple[NDArray[Any], ...]] = []
    for x, acts, days in rows:
        mine = x[busy, c]
        parts.append((mine, acts[busy, c], np.full(len(mine), days), np.ones(len(mine))))
        rest = x[idle, c]
        if len(rest):
            _, own, number = np.unique(
                np.round(rest[:, 1] * 4), return_inverse=True, return_counts=True
            )
            sums = np.stack([np.bincount(own, column) for column in rest.T], axis=1)
            mean = sums / number[:, None]
            parts.append((mean, np.zeros(len(mean)), np.full(len(mean), days), number * 1.0))
    x, acts, length, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return x, acts, length, weight


def _regressed(
    x: Floats, acts: Floats, days: Floats, weight: Floats, slope: Floats, shape: float
) -> tuple[Floats, float]:
    """A negative binomial regression: Fisher steps for b, then α by line search, in turn."""
    from scipy.optimize import minimize_scalar

    for _ in range(ROUNDS):
        for _ in range(STEPS):
            slope = slope + _fisher(x, acts, days, weight, slope, shape)
        expected = days * np.exp(x @ slope)
        found = minimize_scalar(
            _loss, args=(acts, expected, weight),
            bounds=(LEAST, MOST), method="bounded", options={"xatol": 0.02},
        )  # fmt: skip
        shape = float(np.exp(found.x))
    return slope, shape


def _fisher(
    x: Floats, acts: Floats, days: Floats, weight: Floats, slope: Floats, shape: float
) -> Floats:
    expected = days * np.exp(np.clip(x @ slope, -40.0, 10.0))
    damp = weight / (1.0 + expected / shape)
    score = x.T @ (damp * (acts - expected)) - (slope - START)
    curve = (x * (damp * expected)[:, None]).T @ x + np.eye(len(slope))
    step: Floats = np.linalg.solve(curve, score)
    return step / max(1.0, float(np.abs(step).max()))


def _loss(log: float, acts: Floats, expected: Floats, weight: Floats) -> float:
    return log**2 / 2 - _likelihood(acts, expected, weight, float(np.exp(log)))


def _likelihood(acts: Floats, expected: Floats, weight: Floats, shape: float) -> float:
    some = acts > 0
    n = acts[some]
    log = weight @ (-(shape + acts) * np.log1p(expected / shape))
    log += (weight[some] * (gammaln(shape + n) - gammaln(shape) - n * np.log(shape))).sum()
    return float(log)
