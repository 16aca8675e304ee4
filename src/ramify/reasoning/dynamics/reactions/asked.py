"""An event as the reaction model asks about it, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import plover_class
from ramify.reasoning.dynamics.reactions.answering import (
    PartyReaction,
    SideReaction,
    party_reactions,
    reactions,
)
from ramify.reasoning.dynamics.reactions.ground import Ground, hostile_classes
from ramify.reasoning.dynamics.reactions.model import ReactionModel
from ramify.reasoning.dynamics.reactions.traits import DAYS, TriggerAct
from ramify.record.ontology import action
from ramify.world.system import System

BEYOND = 2.0
"""Times the most reports that were learned from, an event is of a size never seen."""


@dataclass(frozen=True)
class Reactions:
    """What third states and the two sides do, and what a reader must know of it."""

    found: tuple[SideReaction, ...] = ()
    parties: tuple[PartyReaction, ...] = ()
    caveats: tuple[str, ...] = ()


def reactions_to(
    standing: Footing, system: System, event: tuple[str, str, str], on: date, horizon: int,
    model: ReactionModel | None = None, deaths: float | None = None,
) -> Reactions:  # fmt: skip
    """What states do in the days after an event, or why that is not known.

    Args:
        standing: what is known at the end of the day.
        system: the standing system on the day.
        event: actor, CAMEO code and target.
        deaths: how many died in it, where a document tells so; else what the record has serves.

    >>> from ramify.world.world import World
    >>> day = date(2018, 9, 28)
    >>> found = reactions_to(Footing.packaged(), World.packaged().at(day), ("IRN", "195", "ISR"),
    ...                      day, 30)
    >>> [(one.side, one.acts) for one in found.found][:2]
    [('ISR', 'hostile'), ('IRN', 'hostile')]
    """
    model = model or ReactionModel.of(standing.beside)
    actor, code, target = event
    name = plover_class(action(code))
    if why := _unknown(standing, system, actor, target, name, model):
        return Reactions(caveats=(f"What third states do is not known: {why}.",))
    ground = Ground.of(standing.hearing([(actor, code, target, on)]), system)
    sides = ground.numbers[actor], ground.numbers[target]
    trigger = TriggerAct(*sides, name, None)
    reports = _reports(standing, trigger, on)
    if why := _too_large(model, trigger, reports):
        return Reactions(caveats=(f"What third states do is not known: {why}.",))
    if deaths is None and standing.stream is not None and trigger.hostile:
        deaths = standing.stream.deaths.get((actor, target, on))
    trigger = TriggerAct(*sides, name, reports, deaths if model.fatal else None)
    told = [f"Reactions of third states were learned from {model.source}."]
    if reports is None:
        told.append("How large the event was is not known: an average one is taken.")
    told += [*_of_the_dead(model, deaths), *_of_capitals(ground, sides)]
    asked = (ground, model, trigger, on + timedelta(days=1), horizon)
    return Reactions(reactions(*asked), party_reactions(*asked), tuple(told))


def _unknown(
    standing: Footing, system: System, actor: str, target: str, name: str, model: ReactionModel
) -> str | None:
    for side in (actor, target):
        if side not in set(system.states):
            return (
                f"{side} is not a state on the day, and only acts between states were learned from"
            )
        if side not in standing.countries:
            return f"no rate and no record of {side}"
    if name not in model.seen:
        return f"acts of the class {name} are none of those that it was learned from"
    return None


def _too_large(model: ReactionModel, trigger: TriggerAct, reports: float | None) -> str | None:
    most = model.largest.get("hostile" if trigger.hostile else "other")
    if reports is None or most is None or reports <= BEYOND * most:
        return None
    return (
        f"of the event are {reports:,.0f} reports in {DAYS} days, and of none that was learned "
        f"from more than {most:,.0f}"
    )


def _of_the_dead(model: ReactionModel, deaths: float | None) -> Iterator[str]:
    """Whether how many died is known, and read."""
    if deaths is not None and model.fatal:
        yield f"Its size takes in that {deaths:,.0f} died in it."
    elif deaths is not None:
        yield (
            f"That {deaths:,.0f} died in it is known and not read: {model.source}, has the dead of "
            "too few events to learn from."
        )
    elif model.fatal:
        yield "How many died in it is not known: an average event of which none is known is taken."


def _of_capitals(ground: Ground, sides: tuple[int, int]) -> Iterator[str]:
    """Of which side, or else of how many third states, the distance is not known."""
    names, far = tuple(ground.numbers), ground.km(np.arange(len(ground.numbers)), sides[0])
    lost = [names[side] for side in sides if np.isnan(ground.seats[side]).any()]
    if lost:
        whose = " and of ".join(lost)
        yield f"No capital of {whose} is on file: how far third states are from it says nothing."
    elif thirds := int((ground.states & np.isnan(far)).sum()):
        yield f"Of {thirds} third states no capital is on file: how far they are says nothing."


def _reports(standing: Footing, trigger: TriggerAct, on: date) -> float | None:
    """Acts of its sign between the two in three days; None where the record lacks one of them."""
    panel = standing.panel
    if panel is None or standing.day <= on:
        return None
    stop = panel.stop - (standing.day - on).days + 1
    if not panel.covers(stop - DAYS, DAYS).all():
        return None
    late = panel.between(stop - DAYS, stop)
    mask = hostile_classes(panel.classes)
    same = mask if trigger.hostile else ~mask
    pair = trigger.actor * len(panel.countries) + trigger.target
    return float(late.count[(late.pair == pair) & same[late.kind]].sum()) or None
