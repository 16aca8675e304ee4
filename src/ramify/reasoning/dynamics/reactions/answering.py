"""Who else reacts to an event: third states by side and sign, beside what they do anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ramify._arrays import Floats
from ramify.reasoning.dynamics.rates.counts import ActCount
from ramify.reasoning.dynamics.reactions.ground import Ground
from ramify.reasoning.dynamics.reactions.model import (
    HORIZONS,
    ROLES,
    SIGNS,
    ReactionCase,
    ReactionModel,
)
from ramify.reasoning.dynamics.reactions.traits import TRAITS, TriggerAct, traits


@dataclass(frozen=True)
class ThirdState:
    """A third state's chance to act, the usual one, and what moves it from this to that.

    `because` shares the difference of the logits out among past, dealings, relation, size and act;
    it adds up.
    """

    actor: str
    chance: float
    usual: float
    because: Mapping[str, float]


@dataclass(frozen=True)
class SideReaction:
    """What third states do to one side within so many days, hostile or other.

    Args:
        chance: that at least one acts; `usual` without the event.
        joining: states expected to act; `usual_joining` without the event, `interval` (90 %) of
            how many do, `added` (90 %) of how many the event adds.
        states: by what the event adds to their chance, the most first.
    """

    side: str
    acts: str
    horizon: int
    chance: float
    usual: float
    joining: float
    usual_joining: float
    interval: tuple[int, int]
    added: tuple[float, float]
    states: tuple[ThirdState, ...]


def reactions(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, on: date, horizon: int
) -> tuple[SideReaction, ...]:
    """Reactions of third states in the days from `on`, hostile first.

    The horizon is the nearest of those that the model has.
    """
    days = min(HORIZONS, key=lambda h: (abs(np.log(h / horizon)), h))
    found = []
    for acts in SIGNS:
        for role in ROLES:
            case = ReactionCase("hostile" if trigger.hostile else "other", role, acts, days)
            if case in model.regressions:
                found.append(_reaction(ground, model, trigger, case, on))
    return tuple(found)


def _reaction(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, case: ReactionCase, on: date
) -> SideReaction:
    side = trigger.target if case.role == "target" else trigger.actor
    regression = model.regressions[case]
    thirds = ground.thirds(trigger.actor, trigger.target)
    logit = ground.usual_logits(side, on, case.horizon)[thirds, SIGNS.index(case.acts)]
    x = traits(ground, trigger, side, thirds, logit, model.typical[case.trigger])
    moved, usually = regression.event.moved(x), logit + regression.calm.moved(x).sum(1)
    usual, chance = (1.0 / (1.0 + np.exp(-value)) for value in (usually, usually + moved.sum(1)))
    count, before = (ActCount(float(value.sum()), regression.joining) for value in (chance, usual))
    sure = sum(part.variance(x, chance) for part in (regression.calm, regression.event))
    spread = float(np.sqrt(sure))
    added = count.mean - before.mean
    names = list(ground.numbers)
    order = np.argsort(-(chance - usual), kind="stable")
    return SideReaction(
        names[side], case.acts, case.horizon, count.any, before.any, count.mean, before.mean,
        _at_most(count.interval(), len(thirds)), (added - 1.645 * spread, added + 1.645 * spread),
        tuple(
            ThirdState(names[thirds[n]], float(chance[n]), float(usual[n]), _because(moved[n]))
            for n in order
        ),
    )  # fmt: skip


def _at_most(interval: tuple[int, int], most: int) -> tuple[int, int]:
    return min(interval[0], most), min(interval[1], most)


def _because(moved: Floats) -> dict[str, float]:
    found: dict[str, float] = {}
    for group, value in zip(TRAITS.values(), moved.tolist(), strict=True):
        found[group] = found.get(group, 0.0) + value
    return found
