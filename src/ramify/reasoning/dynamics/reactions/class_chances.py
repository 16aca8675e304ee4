"""Chances of single classes, set right by how forecasts of earlier months came out.

    logit P = logit P₀ + a + b · logit P₀,

P₀ the chance of the class by base rates, a and b of a class and a horizon. They are learned from
every two states that have dealt with each other, once a day, of days that the base rates did not
know: by the rates of their own days nothing would seem to be amiss. The coefficients of all classes
are taken for draws about nought of one variance, and pulled to nought the less they are known
(`Linear.shrunk`), so that a class of few acts stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.reactions.regression import chances

LEAST = 1e-3
"""Smaller chances are not learned from, and move by what one of this size does."""
Moves = Mapping[str, tuple[float, float]]
"""a and b by class."""


def moved(rated: Floats, moves: Moves, classes: Sequence[str]) -> Floats:
    """Chances by class as they are told, from those by base rates; (…, classes).

    >>> moved(np.array([[0.4, 0.4]]), {"COERCE": (0.2, 0.0)}, ("AID", "COERCE")).round(2)
    array([[0.4 , 0.45]])
    """
    table = np.array([moves.get(name, (0.0, 0.0)) for name in classes])
    logit = logit_of(rated)
    push = table[:, 0] + table[:, 1] * np.maximum(logit, logit_of(np.array(LEAST)))
    return np.where(push == 0.0, rated, chances(logit + push))


def logit_of(chance: Floats) -> Floats:
    """Logits of chances."""
    sure = np.clip(chance, 1e-9, 1.0 - 1e-9)
    found: Floats = np.log(sure / (1.0 - sure))
    return found
