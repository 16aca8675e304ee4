"""How counts of a window scatter about their expectation: negative binomial, a·m + φ·m².

a is clustering (several acts of one story), φ volatility (levels move, fits err, newswires
turn). Both are learned by maximum likelihood from forecasts of days that a fit had not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import betainc, gammaincinv, gammaln

from ramify._arrays import Floats

LEAST = 1e-4
"""a − 1 and φ are at least this: a negative binomial next to the Poisson."""


@dataclass(frozen=True)
class Spread:
    """a and φ.

    >>> Spread(1.5, 0.4).variance(10.0)
    55.0
    """

    cluster: float
    volatility: float

    def variance(self, mean: float) -> float:
        return self.cluster * mean + self.volatility * mean**2

    def thinned(self, share: float) -> Spread:
        """The spread of a part of the acts, each of which is in it with probability `share`."""
        return replace(self, cluster=1.0 + share * (self.cluster - 1.0))

    def wider(self, volatility: float) -> Spread:
        """With so much more volatility."""
        return replace(self, volatility=self.volatility + volatility)


@dataclass(frozen=True)
class ActCount:
    """A negative binomial count of mean m.

    >>> count = ActCount(10.0, Spread(1.5, 0.4))
    >>> count.interval(), round(count.any, 3)
    ((1, 24), 0.977)
    """

    mean: float
    spread: Spread

    @property
    def size(self) -> float:
        """k of the negative binomial, m² / (variance − m)."""
        return float(_size(np.array(self.mean), self.spread))

    @property
    def none(self) -> float:
        """The chance of no act at all."""
        return float(_none(np.array(self.mean), self.spread))

    @property
    def any(self) -> float:
        """The chance of at least one act."""
        return 1.0 - self.none

    def interval(self, mass: float = 0.9) -> tuple[int, int]:
        """The central interval of so much mass."""
        if self.mean <= 0:
            return 0, 0
        tail = (1.0 - mass) / 2
        return self._quantile(tail), self._quantile(1.0 - tail)

    def _quantile(self, mass: float) -> int:
        """The least count that so much mass does not exceed.

        Searched for here, since loading scipy.stats takes longer than any answer.
        """
        size = self.size
        share = size / (size + self.mean)
        low, high = -1, 0
        while betainc(size, high + 1.0, share) < mass:
            low, high = high, 2 * high + 1
        while high - low > 1:
            middle = (low + high) // 2
            if betainc(size, middle + 1.0, share) < mass:
                low = middle
            else:
                high = middle
        return high

    def any_within(self, mass: float = 0.9) -> tuple[float, float]:
        """The chance of at least one act, were the level as low or high as it may be.

        The level is gamma distributed about the mean, with φ m² as its variance.

        >>> low, high = ActCount(1.0, Spread(1.2, 0.6)).any_within()
        >>> round(low, 2), round(high, 2)
        (0.12, 0.9)
        """
        tail = (1.0 - mass) / 2
        shape = 1.0 / max(self.spread.volatility, LEAST)
        levels = gammaincinv(shape, np.array([tail, 1.0 - tail])) * self.mean / shape
        low, high = any_of(levels, replace(self.spread, volatility=0.0))
        return min(float(low), self.any), max(float(high), self.any)


def _size(mean: Floats, spread: Spread) -> Floats:
    excess = max(spread.cluster - 1.0, LEAST) + max(spread.volatility, LEAST) * mean
    size: Floats = mean / excess
    return size


def _none(mean: Floats, spread: Spread) -> Floats:
    size = _size(mean, spread)
    found: Floats = np.exp(-size * np.log1p(mean / np.maximum(size, 1e-300)))
    return found


def any_of(mean: Floats, spread: Spread) -> Floats:
    """The chance of at least one act at each of these means."""
    return 1.0 - _none(np.maximum(mean, 0.0), spread)


def fitted_spread(counts: Floats, means: Floats) -> Spread:
    """a and φ of greatest likelihood for counts that came where `means` were expected.

    >>> rng = np.random.default_rng(0)
    >>> means = rng.gamma(1.0, 5.0, size=4000)
    >>> came = rng.poisson(means * rng.gamma(2.5, 0.4, size=4000))
    >>> found = fitted_spread(came.astype(float), means)
    >>> abs(found.volatility - 0.4) < 0.05, found.cluster < 1.1
    (True, True)
    """
    from scipy.optimize import minimize

    kept = means > 1e-9
    n, m = counts[kept], means[kept]
    some = n > 0

    def loss(logs: Floats) -> float:
        spread = Spread(1.0 + float(np.exp(logs[0])), float(np.exp(logs[1])))
        size = _size(m, spread)
        total = (-(size + n) * np.log1p(m / size)).sum()
        k, y = size[some], n[some]
        total += (gammaln(k + y) - gammaln(k) + y * np.log(m[some] / k)).sum()
        return -float(total)

    bounds = [(np.log(LEAST), np.log(100.0))] * 2
    found = minimize(
        loss, [-1.0, -1.0], method="Nelder-Mead", bounds=bounds,
        options={"xatol": 0.01, "fatol": 0.05},
    )  # fmt: skip
    return Spread(1.0 + float(np.exp(found.x[0])), float(np.exp(found.x[1])))
