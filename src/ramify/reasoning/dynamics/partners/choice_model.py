"""A tilt of the intensities: what the additive patterns cannot say, as one factor a candidate.

The patterns of `partners` add: ten old contacts weigh as ten, whoever else was met since. A
candidate's standing on the eve of the question (`traits`) says more, and says it as a factor,

    λ'(x,i,y,t) ∝ λ(x,i,y,t)^κ exp Σ_f θ[f, level of trait f],

a conditional logit (McFadden 1974) whose offset is the process, as Cox (1972) lets covariates
multiply a hazard. The factor is the same for every pattern, so the shares that explain a
candidate do not change. It moves probability within the block of the likeliest candidates
only; their total stays.

κ and θ are the mode of the log posterior: the conditional log likelihood of what happened in
the last part of the stream, each true partner against all that were not, with Gaussian
priors: κ near 1, θ near 0 (Hoerl & Kennard 1970), and neighbouring levels near each other
(Whittaker 1923). It is concave; L-BFGS climbs it. `tilted` says on which questions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.partners._choice import log_likelihood
from ramify.reasoning.dynamics.partners.features import LEVELS, TRAITS, Levels


@dataclass(frozen=True)
class TiltSettings:
    """How a tilt is fitted.

    Args:
        block: how many of the likeliest candidates are told apart.
        rivals: how many of them stand against each other in what is learned.
        learned_share: share of the days that the process learns from; the tilt learns from
            the rest.
        pooled_steps, free_steps: EM steps of that process (`PartnerSettings`), fewer than it
            takes to fit one that is asked.
        days: at most so many of those, evenly spread.
        questions: at most so many of their questions, evenly spread.
        ridge: precision of the Gaussian prior of each parameter.
        smooth: precision of the Gaussian prior of the difference of neighbouring levels
            (the lowest, nothing at all, is nobody's neighbour).
        steps: at most so many L-BFGS steps.
    """

    block: int = 50
    rivals: int = 20
    learned_share: float = 0.6
    pooled_steps: int = 2
    free_steps: int = 3
    days: int = 48
    questions: int = 16_000
    ridge: float = 30.0
    smooth: float = 3000.0
    steps: int = 12


@dataclass(frozen=True, eq=False)
class Tilt:
    """Fitted factors: power κ, theta (traits, levels), and the log posterior of every step."""

    settings: TiltSettings
    power: float
    theta: Floats
    log_posterior: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Examples:
    """Questions with their blocks: question q is rows ptr[q]:ptr[q + 1].

    level (rows, traits); score (rows,), log intensity; truth (rows,).
    """

    ptr: Ints
    level: Levels
    score: Floats
    truth: NDArray[np.bool_]

    def log_posterior(
        self, power: float, theta: Floats, settings: TiltSettings
    ) -> tuple[float, Floats]:
        """The log posterior and its gradient, power first and then theta row by row."""
        value, d_power, slope = log_likelihood(
            self.ptr, self.level, self.score, self.truth, power, theta
        )
        step, pull = np.diff(theta[:, 1:], axis=1), np.zeros_like(theta)
        pull[:, 2:] += step
        pull[:, 1:-1] -= step
        slope -= settings.ridge * theta + settings.smooth * pull
        size = (power - 1.0) ** 2 + float((theta**2).sum())
        value -= 0.5 * (settings.ridge * size + settings.smooth * float((step**2).sum()))
        return value, np.append(d_power - settings.ridge * (power - 1.0), slope)


def climb(given: Examples, settings: TiltSettings) -> Tilt:
    """The mode of the log posterior."""
    from scipy.optimize import minimize

    shape = (len(TRAITS), LEVELS)
    path: list[float] = []

    def down(at: Floats) -> tuple[float, Floats]:
        value, gradient = given.log_posterior(at[0], at[1:].reshape(shape), settings)
        return -value, -gradient

    start = np.append(1.0, np.zeros(shape[0] * shape[1]))
    path.append(-down(start)[0])
    found = minimize(
        down, start, jac=True, method="L-BFGS-B", options={"maxiter": settings.steps},
        callback=lambda intermediate_result: path.append(-float(intermediate_result.fun)),
    )  # fmt: skip
    return Tilt(settings, float(found.x[0]), found.x[1:].reshape(shape), tuple(path))
