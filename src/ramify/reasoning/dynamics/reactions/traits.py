"""What is known of a state, the two sides and the event, as a regression reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions.ground import WINDOW, Ground

DAYS = 3
"""Reports of an event count on its day and the two before."""
GRAVE = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "AGREE", "AID", "COOPERATE", "SUPPORT")
"""Classes of triggers told apart from the others of their sign."""
DEATHS, NO_DEATHS = "deaths", "deaths not known"
FAR, CITY = 5000.0, 100.0
"""Kilometres between capitals that distance is measured by, and within which it is all one."""
TIES = ("ally", "rival", "neighbour", "co-member", "patron")


@dataclass(frozen=True)
class TriggerAct:
    """An act of one state on another, by class.

    `reports` counts acts of its sign between the two in `DAYS` days, `deaths` who died in those of
    its day; None if not known.
    """

    actor: int
    target: int
    action_class: str
    reports: float | None = None
    deaths: float | None = None

    @property
    def hostile(self) -> bool:
        return self.action_class in HOSTILE


def _names() -> dict[str, str]:
    """Every trait and what it belongs to: past, dealings, relation, size or act."""
    found = {"any": "act", "usual": "past"}
    for name in ("side other", "other other", "on side", "by side", "other hostile", "activity"):
        found[name] = "dealings"
    for tie in TIES:
        found |= {f"{tie} of side": "relation", f"{tie} of other": "relation"}
    found |= {"side is patron of it": "relation", "other is patron of it": "relation"}
    for name in ("reports", "departure", "reports × usual", "departure × usual",
                 "departure × dealings with other", "departure × ally of other",
                 "departure × on side", "reports × activity"):  # fmt: skip
        found[name] = "size"
    found |= dict.fromkeys(GRAVE, "act")
    found |= {"busy pair": "act", "side is attacked": "act"}
    found |= {DEATHS: "size", NO_DEATHS: "size"}
    for name in ("distance to side", "distance to other"):
        found |= {name: "distance", f"{name} not known": "distance"}
    return found


TRAITS = _names()


def traits(
    ground: Ground, trigger: TriggerAct, side: int, states: Ints, logit: Floats,
    typical: tuple[float, float],
) -> Floats:  # fmt: skip
    """Shape (…, states, traits).

    Args:
        side: the one of the two sides towards which states may act.
        states: third states, or the other side.
        logit: of the chance of each by base rates, (…, states).
        typical: logarithms of reports and departure of an event whose size is not known.
    """
    n, s = states, side
    o = trigger.actor if s == trigger.target else trigger.target
    hostile, other, one = ground.hostile, ground.other, np.ones(len(states))
    activity = _log(other[n].sum(1) + hostile[n].sum(1))
    with_other = _log(other[n, o] + other[o, n])
    on_side = _log(hostile[n, s])
    reports, departure = size_of(ground, trigger) or typical
    columns = [
        one, logit, _log(other[n, s] + other[s, n]), with_other, on_side, _log(hostile[s, n]),
        _log(hostile[n, o] + hostile[o, n]), activity,
    ]  # fmt: skip
    for tie in TIES:
        columns += [ground.ties[tie][n, s], ground.ties[tie][n, o]]
    columns += [ground.ties["patron"][s, n], ground.ties["patron"][o, n]]
    columns += [
        reports * one, departure * one, reports * logit, departure * logit, departure * with_other,
        departure * ground.ties["ally"][n, o], departure * on_side, reports * activity,
    ]  # fmt: skip
    columns += [(trigger.action_class == name) * one for name in GRAVE]
    between = hostile[s, o] + hostile[o, s]
    columns += [_log(between) * one, _log(hostile[:, s].sum()) * one]
    columns += [np.log1p(trigger.deaths or 0.0) * one, (trigger.deaths is None) * one]
    for one_of in (s, o):
        columns += _distance(ground.km(n, one_of))
    found = np.empty((*np.shape(logit), len(columns)))
    for k, column in enumerate(columns):
        found[..., k] = column
    return found


def _distance(km: Floats) -> list[Floats]:
    """A logarithm, nought of `FAR`, and a mark where it is not known: there it says nothing."""
    unknown = np.isnan(km)
    return [np.where(unknown, 0.0, np.log((km + CITY) / (FAR + CITY))), unknown.astype(float)]


def size_of(ground: Ground, trigger: TriggerAct) -> tuple[float, float] | None:
    """Logarithms of reports, and of reports beside those of usual days; None if not known."""
    if trigger.reports is None:
        return None
    table = ground.hostile if trigger.hostile else ground.other
    usually = float(table[trigger.actor, trigger.target]) * DAYS / WINDOW
    return float(np.log1p(trigger.reports)), float(
        np.log((trigger.reports + 0.3) / (usually + 0.3))
    )


def without_deaths(traits: Floats) -> Floats:
    """The same traits, as if nobody knew how many died."""
    found = traits.copy()
    found[..., list(TRAITS).index(DEATHS)] = 0.0
    found[..., list(TRAITS).index(NO_DEATHS)] = 1.0
    return found


def _log(acts: Floats) -> Floats:
    found: Floats = np.log(np.asarray(acts) + 0.01)
    return found
