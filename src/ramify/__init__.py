"""ramify: the international system, computable.

Give it an event or the articles that report one, and it works out what is
obliged, what to expect, who is exposed and what is claimed.

>>> import ramify
>>> system = ramify.World.packaged().at("2024-06-20")
>>> system.world.actor("PRK").name
'North Korea'

Names are imported when they are first used, so `import ramify` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ramify._version import __version__ as __version__

if TYPE_CHECKING:
    from ramify._errors import (
        AmbiguousName,
        InputError,
        MissingExtra,
        RamifyError,
        UnknownName,
        UsageError,
    )
    from ramify._front import brief, check, compliance, exposed, obligations, read, survey
    from ramify.briefing.brief import Brief
    from ramify.reading.statements import Claim, Document, Reading
    from ramify.reasoning.dynamics.learning import fit
    from ramify.reasoning.dynamics.verbs import explain, forecast, precedents, what_follows
    from ramify.reasoning.obligations import Attack, Situation
    from ramify.record.events import Event, Quantity
    from ramify.record.store import Record
    from ramify.world.actors import Actor
    from ramify.world.pacts import Article, Commitment, Pact
    from ramify.world.system import System
    from ramify.world.when import When
    from ramify.world.world import World

_HOMES = {
    "ramify._errors": (
        "AmbiguousName",
        "InputError",
        "MissingExtra",
        "RamifyError",
        "UnknownName",
        "UsageError",
    ),
    "ramify._front": (
        "brief",
        "check",
        "compliance",
        "exposed",
        "obligations",
        "read",
        "survey",
    ),
    "ramify.briefing.brief": ("Brief",),
    "ramify.reading.statements": ("Claim", "Document", "Reading"),
    "ramify.reasoning.obligations": ("Attack", "Situation"),
    "ramify.reasoning.dynamics.learning": ("fit",),
    "ramify.reasoning.dynamics.verbs": ("explain", "forecast", "precedents", "what_follows"),
    "ramify.record.events": ("Event", "Quantity"),
    "ramify.record.store": ("Record",),
    "ramify.world.actors": ("Actor",),
    "ramify.world.pacts": ("Article", "Commitment", "Pact"),
    "ramify.world.system": ("System",),
    "ramify.world.when": ("When",),
    "ramify.world.world": ("World",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "AmbiguousName",
    "Article",
    "Attack",
    "Brief",
    "Claim",
    "Commitment",
    "Document",
    "Event",
    "InputError",
    "MissingExtra",
    "Pact",
    "Quantity",
    "RamifyError",
    "Reading",
    "Record",
    "Situation",
    "System",
    "UnknownName",
    "UsageError",
    "When",
    "World",
    "brief",
    "check",
    "compliance",
    "explain",
    "exposed",
    "fit",
    "forecast",
    "obligations",
    "precedents",
    "read",
    "survey",
    "what_follows",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'ramify' has no attribute {name!r}")
    from ramify._extras import extras

    with extras():
        return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
