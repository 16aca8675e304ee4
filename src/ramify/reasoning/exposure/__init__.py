"""Whose position shifts: measures on the system before and after, each with its parts."""

from ramify.reasoning.exposure.conduct import Conduct, ConductYear, conduct_of
from ramify.reasoning.exposure.defenders import chain, defenders
from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.exposure.dilemma import abandonment, entrapment
from ramify.reasoning.exposure.exposure import Exposure, exposure
from ramify.reasoning.exposure.frontier import alliances, frontier
from ramify.reasoning.exposure.reach import Reach, reach
from ramify.reasoning.exposure.series import ActorYear, FrontierYear, actor_years, frontier_years
from ramify.reasoning.exposure.theatres import Spillover, regions, theatres
from ramify.reasoning.exposure.threat import Threat, threats

__all__ = [
    "ActorYear",
    "Conduct",
    "ConductYear",
    "Difference",
    "Exposure",
    "FrontierYear",
    "Measure",
    "Part",
    "Reach",
    "Spillover",
    "Threat",
    "abandonment",
    "actor_years",
    "alliances",
    "chain",
    "conduct_of",
    "defenders",
    "entrapment",
    "exposure",
    "frontier",
    "frontier_years",
    "reach",
    "regions",
    "theatres",
    "threats",
]
