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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from ramify._arrays import Floats, Ints

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
        n = round(tally.shape[0] ** 0.5)
        found, apart = np.empty((tally.shape[1], n, n)), 1.0 - np.eye(n)
        for mean, slope, columns in zip(found, self.slope, covariates(tally, days), strict=True):
            np.multiply(columns[0], slope[1], out=mean)
            mean += slope[0]
            for one, column in zip(slope[2:], columns[1:], strict=True):
                mean += one * column
            np.exp(mean, out=mean)
            mean *= apart
        by_pair: Floats = np.ascontiguousarray(found.reshape(len(found), -1).T)
        return by_pair

    def level(self, tally: Floats, days: float) -> Floats:
        """The posterior mean of r by pair and class, (α + N) / (α / m + T)."""
        mean = self.mean(tally, days)
        found: Floats = self.shape + tally
        found *= mean
        mean *= days
        mean += self.shape
        found /= mean
        return found


def covariates(tally: Floats, days: float) -> Iterator[tuple[Floats, ...]]:
    """The logarithms of P, x1, x2, x3, x4 by actor and target, class by class."""
    n = round(tally.shape[0] ** 0.5)
    acts = np.ascontiguousarray(tally.T).reshape(-1, n, n)
    done, met = acts.sum(2), acts.sum(1)
    from_all, to_all = _in_all(done.sum(0)[:, None]), _in_all(met.sum(0)[None, :])
    chance = np.empty_like(acts)
    for c, own in enumerate(acts):
        total = done[c].sum()
        weight = (total - own) + SHRUNK
        chance[c] = _share(done[c][:, None] - own, weight, from_all)
        chance[c] *= _share(met[c][None, :] - own, weight, to_all)
        chance[c] *= total + 0.1
    every, by_chance = acts.sum(0), chance.sum(0)
    back, both = _log_ratio(every, by_chance).T, np.log((every + every.T + MET) / days)
    for own, expected in zip(acts, chance, strict=True):
        yield (
            np.log(expected / days), _log_ratio(every - own, by_chance - expected), back,
            _log_ratio(own, expected).T, both,
        )  # fmt: skip


def _in_all(acts: Floats) -> Floats:
    """`SHRUNK` acts shared out by the share of each side in all acts."""
    found: Floats = acts + 0.5
    found *= SHRUNK / found.sum()
    return found


def _share(own: Floats, weight: Floats, in_all: Floats) -> Floats:
    """The share of a side in the acts of a class, shrunk to its share in all acts."""
    found: Floats = np.maximum(own, 0.0)
    found += in_all
    found /= weight
    return found


def _log_ratio(acts: Floats, chance: Floats) -> Floats:
    found: Floats = acts + 0.3
    found /= chance + 0.3
    return np.log(found, out=found)


def learned(blocks: Sequence[Floats], days: Sequence[float], prior: Prior) -> Prior:
    """b and α from acts tallied by block of days, starting from `prior`."""
    whole, length = np.sum(blocks, axis=0), float(sum(days))
    n = round(len(whole) ** 0.5)
    met = whole.sum(1).reshape(n, n)
    busy, apart = met + met.T > 0, ~np.eye(n, dtype=bool)
    groups = np.flatnonzero(busy & apart), np.flatnonzero(~busy & apart)
    tables = [
        list(covariates(whole - inside, length - d)) for inside, d in zip(blocks, days, strict=True)
    ]
    fits = [
        _regressed(
            *_rows_of([([one.ravel() for one in x[c]], inside[:, c], d)
                       for x, inside, d in zip(tables, blocks, days, strict=True)], *groups),
            prior.slope[c], float(prior.shape[c]),
        )
        for c in range(whole.shape[1])
    ]  # fmt: skip
    return Prior(np.stack([b for b, _ in fits]), np.array([a for _, a in fits]))


def _rows_of(
    blocks: Sequence[tuple[list[Floats], Floats, float]], busy: Ints, idle: Ints
) -> tuple[Floats, Floats, Floats, Floats]:
    """Covariates (6, rows), acts, days and weights of one class; idle pairs in one row by log P."""
    parts: list[tuple[NDArray[Any], ...]] = []
    for columns, acts, days in blocks:
        mine = np.stack([np.ones(len(busy)), *(column[busy] for column in columns)])
        parts.append((mine, acts[busy], np.full(len(busy), days), np.ones(len(busy))))
        if len(idle):
            step = np.round(columns[0][idle] * 4).astype(np.int64)
            step -= step.min()
            number = np.bincount(step)
            some = number > 0
            sums = [np.bincount(step, column[idle])[some] for column in columns]
            number = number[some]
            mean = np.stack([np.ones(len(number)), *(column / number for column in sums)])
            alike = np.full(len(number), days)
            parts.append((mean, np.zeros(len(number)), alike, number * 1.0))
    x, acts, length, weight = (
        np.concatenate(column, axis=-1) for column in zip(*parts, strict=True)
    )
    return x, acts, length, weight


def _regressed(
    x: Floats, acts: Floats, days: Floats, weight: Floats, slope: Floats, shape: float
) -> tuple[Floats, float]:
    """A negative binomial regression: Fisher steps for b, then α by line search, in turn."""
    from scipy.optimize import minimize_scalar

    some = np.flatnonzero(acts)
    came = some, acts[some], weight[some]
    for _ in range(ROUNDS):
        for _ in range(STEPS):
            slope = slope + _fisher(x, acts, days, weight, slope, shape)
        expected = days * np.exp(slope @ x)
        found = minimize_scalar(
            _loss, args=(expected, weight, *came),
            bounds=(LEAST, MOST), method="bounded", options={"xatol": 0.02},
        )  # fmt: skip
        shape = float(np.exp(found.x))
    return slope, shape


def _fisher(
    x: Floats, acts: Floats, days: Floats, weight: Floats, slope: Floats, shape: float
) -> Floats:
    expected = days * np.exp(np.clip(slope @ x, -40.0, 10.0))
    damp = weight / (1.0 + expected / shape)
    score = x @ (damp * (acts - expected)) - (slope - START)
    curve = (x * (damp * expected)) @ x.T + np.eye(len(slope))
    step: Floats = np.linalg.solve(curve, score)
    return step / max(1.0, float(np.abs(step).max()))


def _loss(
    log: float, expected: Floats, weight: Floats, some: Ints, acts: Floats, worth: Floats
) -> float:
    """Less the logarithm of the likelihood of α, and of its prior.

    Args:
        some: rows with acts; `acts` and `worth` are theirs.
    """
    shape = float(np.exp(log))
    none = np.log1p(expected / shape)
    found = -shape * (weight @ none) - (worth * acts) @ none[some]
    found += worth @ (gammaln(shape + acts) - gammaln(shape) - acts * log)
    return log**2 / 2 - float(found)
