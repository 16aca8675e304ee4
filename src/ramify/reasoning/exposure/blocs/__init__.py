"""Blocs: communities of the signed network of promises and wars, and how sharply they part."""

from ramify.reasoning.exposure.blocs.blocs import Blocs, blocs
from ramify.reasoning.exposure.blocs.frustration import Frustration, frustration
from ramify.reasoning.exposure.blocs.series import BlocYear, bloc_years
from ramify.reasoning.exposure.blocs.sides import changed_side
from ramify.reasoning.exposure.blocs.ties import Ties, signed_ties

__all__ = [
    "BlocYear",
    "Blocs",
    "Frustration",
    "Ties",
    "bloc_years",
    "blocs",
    "changed_side",
    "frustration",
    "signed_ties",
]
