"""Whose position shifts: measures on the system before and after, each with its parts."""

from ramify.reasoning.exposure.defenders import chain, defenders
from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.exposure.exposure import Exposure, exposure
from ramify.reasoning.exposure.frontier import alliances, frontier

__all__ = [
    "Difference",
    "Exposure",
    "Measure",
    "Part",
    "alliances",
    "chain",
    "defenders",
    "exposure",
    "frontier",
]
