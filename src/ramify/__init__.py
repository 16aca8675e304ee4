"""ramify: the international system, computable.

Give it an event or the articles that report one, and it works out what is
obliged, what to expect, who is exposed and what is claimed.

>>> import ramify
>>> system = ramify.World.packaged().at("2024-06-20")
>>> system.world.actor("PRK").name
'North Korea'

What there is to ask:

    brief         what the events in documents ramify into, in four voices
    obligations   who owes what to whom if force is used, and by which article
    survey        the same for every state attacking every other
    compliance    which measures of the Security Council a shipment touches
    exposed       whose position shifts between two days, or by a pact
    forecast      how likely events are, beside what is usual
    explain       which past events are behind an event or a forecast
    what_follows  what an event is expected to call forth
    precedents    the past events most like one, and what followed them
    read          the events and claims that documents state
    check         whether they agree with the facts on file
    fit           a model learned from a record of events

What it is asked about:

    World, System               the facts, and how they stood on one day
    Record                      events, many millions if need be
    Pact, Article, Commitment   what was promised
    Attack, Situation           what happens, or might
    Actor, When, Quantity       who, when and how much
    Event                       who did what to whom
    Document, Reading, Claim    what was read, and what it says
    Brief                       the answer of `brief`

What goes wrong, each with what to do about it:

    RamifyError                 any of these
    UsageError                  the question cannot be answered as it was put
    UnknownName, AmbiguousName  nobody, or several, go by that name
    InputError                  a file or a source is not as it should be
    MissingExtra                a library that is needed is not installed

`help(ramify.obligations)` says more of each; all of it stands below, and in docs/api.md.
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
