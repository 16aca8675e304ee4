"""Who reacts to an event, by side and sign, beside what they do anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.counts import ActCount
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions.cases import faced
from ramify.reasoning.dynamics.reactions.class_chances import moved
from ramify.reasoning.dynamics.reactions.ground import Ground, hostile_classes
from ramify.reasoning.dynamics.reactions.model import (
    HORIZONS,
    PARTIES,
    SIDES,
    SIGNS,
    ReactionCase,
    ReactionModel,
    Regression,
)
from ramify.reasoning.dynamics.reactions.regression import chances
from ramify.reasoning.dynamics.reactions.traits import TRAITS, TriggerAct, traits

GROUPS = tuple(dict.fromkeys(TRAITS.values()))
_OF_GROUP = np.array([[group == one for one in GROUPS] for group in TRAITS.values()], dtype=float)
OF_LATE = "the last days"
"""What the last days bring, the event among them, as a reason beside those of the traits."""


@dataclass(frozen=True)
class ThirdState:
    """A third state's chance to act, the usual one, and what moves it from this to that.

    `because` shares the difference of the logits out among past, dealings, relation, distance, size
    and act; it adds up. `by_class` has the chance of each class of act by base rates, set right by
    how those of earlier months came out (`class_chances`), and at most that of any. `added` is how
    much the event adds to the chance (90 %).
    """

    actor: str
    chance: float
    usual: float
    because: Mapping[str, float]
    by_class: Mapping[str, float]
    added: tuple[float, float]

    @property
    def likeliest(self) -> str:
        """The class that is likeliest."""
        return max(self.by_class, key=lambda name: self.by_class[name])

    @property
    def moved(self) -> bool:
        """Whether the event is known to move it: nought is not in the interval of what it adds."""
        low, high = self.added
        return low > 0.0 or high < 0.0


@dataclass(frozen=True)
class SideReaction:
    """What third states do to one side within so many days, hostile or other.

    Args:
        chance: that at least one acts; `usual` without the event.
            how many do, `added` (90 %) of how many the event adds.
        states: by what the event adds to their chance, the most first.
        by_class: states expected to act, by class.
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
    by_class: Mapping[str, float]


@dataclass(frozen=True)
class PartyReaction:
    """What one side of an event does to the other: the target answers, or the actor goes on.

    Args:
        role: *retaliation* (the target acts on the actor) or *escalation* (the actor acts again).
        usual: the chance when nothing of the last days is known.
        because: as of third states, and what the last days bring, the event among them.
        by_class: the chance of each class, by base rates with the event among what is known.
        higher: the chance of a graver hostile class than the event's; None where there is none.
    """

    actor: str
    side: str
    role: str
    acts: str
    horizon: int
    chance: float
    usual: float
    because: Mapping[str, float]
    by_class: Mapping[str, float]
    higher: float | None = None


def nearest_horizon(days: int) -> int:
    """The one of the model's horizons that is nearest by ratio."""
    return min(HORIZONS, key=lambda h: (abs(np.log(h / days)), h))


def reactions(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, on: date, horizon: int
) -> tuple[SideReaction, ...]:
    """Reactions of third states in the days from `on`, hostile first.

    The horizon is the nearest of those that the model has.
    """
    days = nearest_horizon(horizon)
    ground.ask((trigger.target, trigger.actor), on, (days,))
    return tuple(
        _side(ground, model, trigger, case, on) for case in _cases(model, trigger, SIDES, days)
    )


def party_reactions(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, on: date, horizon: int
) -> tuple[PartyReaction, ...]:
    """What the target and the actor do to each other in the days from `on`, hostile first.

    Args:
        ground: with the event itself among what is known.
    """
    days = nearest_horizon(horizon)
    ground.ask((trigger.target, trigger.actor), on, (days,))
    return tuple(
        _party(ground, model, trigger, case, on) for case in _cases(model, trigger, PARTIES, days)
    )


def _cases(
    model: ReactionModel, trigger: TriggerAct, roles: tuple[str, ...], days: int
) -> list[ReactionCase]:
    sign = "hostile" if trigger.hostile else "other"
    every = [ReactionCase(sign, role, acts, days) for acts in SIGNS for role in roles]
    return [case for case in every if case in model.regressions]


@dataclass(frozen=True, eq=False)
class _Moved:
    """What a regression makes of some states: logits on the way, and chances."""

    regression: Regression
    side: int
    states: Ints
    x: Floats
    rated: Floats
    """Logits by base rates."""
    by_class: Floats
    usual: Floats
    chance: Floats
    calm: Floats
    event: Floats


def _moved(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, case: ReactionCase, on: date
) -> _Moved:
    regression = model.regressions[case]
    side, states = faced(ground, trigger, case.role)
    known = ground.towards(side, on, case.horizon)
    logit = known.logits[states, SIGNS.index(case.acts)]
    x = traits(ground, trigger, side, states, logit, model.typical[case.trigger])
    calm, event = regression.calm.moved(x), regression.event.moved(x)
    usual = chances(logit + calm.sum(1))
    chance = chances(logit + calm.sum(1) + event.sum(1))
    each = np.minimum(_single(ground, model, case, known.by_class[states]), chance[:, None])
    return _Moved(
        regression=regression,
        side=side,
        states=states,
        x=x,
        rated=logit,
        by_class=each,
        usual=usual,
        chance=chance,
        calm=calm,
        event=event,
    )


def _single(ground: Ground, model: ReactionModel, case: ReactionCase, rated: Floats) -> Floats:
    """Chances of the single classes of a sign, (…, classes of it)."""
    told = moved(rated, model.moves.get(case.horizon, {}), ground.standing.rates.classes)
    found: Floats = told[..., _kinds(ground, case.acts)]
    return found


def _kinds(ground: Ground, acts: str) -> Ints:
    """The classes of a sign."""
    mask = hostile_classes(ground.standing.rates.classes)
    found: Ints = np.flatnonzero(mask == (acts == "hostile"))
    return found


def _side(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, case: ReactionCase, on: date
) -> SideReaction:
    m = _moved(ground, model, trigger, case, on)
    joining = m.regression.joining
    count, before = (ActCount(float(value.sum()), joining) for value in (m.chance, m.usual))
    parts = m.regression.calm, m.regression.event
    sure = float(np.sqrt(sum(part.variance(m.x, m.chance) for part in parts)))
    each = np.sqrt(sum(part.unsure(m.x) for part in parts)) * m.chance * (1.0 - m.chance)
    added, more = count.mean - before.mean, m.chance - m.usual
    names, classes = list(ground.numbers), _names(ground, case.acts)
    order = np.argsort(-(m.chance - m.usual), kind="stable")
    low, high = count.interval()
    because = _because(m.event)
    return SideReaction(
        side=names[m.side],
        acts=case.acts,
        horizon=case.horizon,
        chance=count.any,
        usual=before.any,
        joining=count.mean,
        usual_joining=before.mean,
        interval=(min(low, len(m.states)), min(high, len(m.states))),
        added=_within(added, sure),
        states=tuple(
            ThirdState(
                names[m.states[n]], float(m.chance[n]), float(m.usual[n]), because[n],
                dict(zip(classes, m.by_class[n].tolist(), strict=True)),
                _within(float(more[n]), float(each[n])),
            )
            for n in order
        ),
        by_class=dict(zip(classes, m.by_class.sum(0).tolist(), strict=True)),
    )  # fmt: skip


def _within(value: float, sure: float) -> tuple[float, float]:
    """The interval of 90 % of what is so sure, in standard errors."""
    return value - 1.645 * sure, value + 1.645 * sure


def _party(
    ground: Ground, model: ReactionModel, trigger: TriggerAct, case: ReactionCase, on: date
) -> PartyReaction:
    m = _moved(ground, model, trigger, case, on)
    names, classes = list(ground.numbers), _names(ground, case.acts)
    actor = int(m.states[0])
    rated = ground.usually(actor, m.side, on, case.horizon)[[SIGNS.index(case.acts)]]
    x = traits(ground, trigger, m.side, m.states, rated, model.typical[case.trigger])
    usual = rated + m.regression.calm.moved(x).sum(1)
    late = float((m.rated + m.calm.sum(1) - usual)[0])
    each = _single(ground, model, case, ground.towards(m.side, on, case.horizon).by_class[actor])
    by_class = dict(zip(classes, each.tolist(), strict=True))
    higher = None
    above = HOSTILE[HOSTILE.index(trigger.action_class) + 1 :] if trigger.hostile else ()
    if above and case.acts == "hostile":
        higher = 1.0 - float(np.prod([1.0 - by_class.get(name, 0.0) for name in above]))
    return PartyReaction(
        actor=names[actor],
        side=names[m.side],
        role=case.role,
        acts=case.acts,
        horizon=case.horizon,
        chance=float(m.chance[0]),
        usual=float(chances(usual)[0]),
        because={OF_LATE: late, **_because(m.event)[0]},
        by_class=by_class,
        higher=higher,
    )


def _names(ground: Ground, acts: str) -> list[str]:
    return [ground.standing.rates.classes[k] for k in _kinds(ground, acts)]


def _because(moved: Floats) -> list[dict[str, float]]:
    """What moves every state, by group of traits."""
    return [dict(zip(GROUPS, row, strict=True)) for row in (moved @ _OF_GROUP).tolist()]
