"""What third states did after past events: the cases that the reaction model is learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE, plover_class
from ramify.reasoning.dynamics.reactions.ground import Ground, hostile_classes
from ramify.reasoning.dynamics.reactions.model import HORIZONS, ROLES, SIGNS, ReactionCase
from ramify.reasoning.dynamics.reactions.traits import DAYS, TriggerAct, size_of, traits
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.ontology import action
from ramify.world.world import World

QUIET = 60
"""A state that did nothing of the kind to a side for so many days is quiet towards it."""
MILD = ("ACCUSE", "REJECT", "PROTEST", "statement", "REQUEST", "CONSULT", "CONCEDE", "RETREAT")
"""Classes that are no triggers: words, and meetings by the thousand."""


class Cases(NamedTuple):
    """Third states after the events of a day, of one regression."""

    case: ReactionCase
    calm: bool
    """Whether nothing happened: the same pairs on a day without such an event."""
    day: int
    x: Floats
    logit: Floats
    came: NDArray[np.bool_]
    quiet: NDArray[np.bool_]
    event: Ints
    size: Floats


def cases_of(
    stream: Stream, day: int, rates: Rates, world: World, *, most: int = 12, seed: int = 0
) -> Iterator[Cases]:
    """Cases of the triggers of one day, as known at its end.

    Args:
        most: at most so many events of either sign, drawn by `seed`.
    """
    standing = Footing.of_record(stream.before(day + 1), rates=rates)
    ground = Ground.of(standing, world.at(standing.day - timedelta(days=1)))
    assert standing.panel is not None
    whole = Panel.of(
        stream, lambda code: plover_class(action(code)), countries=standing.countries,
        classes=rates.classes,
    )  # fmt: skip
    triggers = _triggers(standing.panel, ground, day, most, seed)
    quiet = _quiet(standing.panel, ground, day, most, seed)
    recent = _by_sign(whole.between(day - QUIET + 1, day + 1))
    for side in sorted({side for t in (*triggers, *quiet) for side in (t.actor, t.target)}):
        ground.ask(side, standing.day, HORIZONS)
    for days in (h for h in HORIZONS if day + h < whole.stop):
        came = _by_sign(whole.between(day + 1, day + 1 + days))
        for sign in SIGNS:
            for calm, among in ((False, triggers), (True, quiet)):
                chosen = [t for t in among if t.hostile == (sign == "hostile")]
                for role in ROLES:
                    case = ReactionCase(sign, role, "", days)
                    yield from _of_role(ground, chosen, case, calm, day, came, recent)


def _of_role(
    ground: Ground, triggers: Sequence[TriggerAct], of: ReactionCase, calm: bool, day: int,
    came: Floats, recent: Floats,
) -> Iterator[Cases]:  # fmt: skip
    if not triggers:
        return
    parts: dict[str, list[tuple[Floats, ...]]] = {sign: [] for sign in SIGNS}
    for number, trigger in enumerate(triggers):
        side = trigger.target if of.role == "target" else trigger.actor
        thirds = ground.thirds(trigger.actor, trigger.target)
        logits = ground.usual_logits(side, ground.standing.day, of.horizon)[thirds]
        size = np.array([size_of(ground, trigger)])
        for n, sign in enumerate(SIGNS):
            x = traits(ground, trigger, side, thirds, logits[:, n], (0.0, 0.0))
            parts[sign].append(
                (x, logits[:, n], came[thirds, side, n] > 0, recent[thirds, side, n] == 0,
                 np.full(len(thirds), number), size)
            )  # fmt: skip
    for sign, found in parts.items():
        columns = (np.concatenate(column) for column in zip(*found, strict=True))
        x, logit, hit, quiet, event, size = columns
        yield Cases(of._replace(acts=sign), calm, day, x, logit, hit > 0, quiet > 0, event, size)


def _triggers(panel: Panel, ground: Ground, day: int, most: int, seed: int) -> list[TriggerAct]:
    """Acts of one state on another that day: the gravest class of each sign of a pair."""
    n = len(panel.countries)
    today, late = panel.between(day, day + 1), _by_sign(panel.between(day - DAYS + 1, day + 1))
    gravest: dict[tuple[int, bool], str] = {}
    for pair, kind in zip(today.pair.tolist(), today.kind.tolist(), strict=True):
        name = panel.classes[kind]
        if name in MILD or not (ground.states[pair // n] and ground.states[pair % n]):
            continue
        key = pair, name in HOSTILE
        if key not in gravest or _step(name) > _step(gravest[key]):
            gravest[key] = name
    rng = np.random.default_rng([seed, day])
    found = []
    for hostile in (True, False):
        mine = [(pair, name) for (pair, sign), name in sorted(gravest.items()) if sign == hostile]
        kept = rng.permutation(len(mine))[:most]
        for pair, name in (mine[k] for k in sorted(kept.tolist())):
            reports = float(late[pair // n, pair % n, 0 if hostile else 1])
            found.append(TriggerAct(pair // n, pair % n, name, reports))
    return found


def _quiet(panel: Panel, ground: Ground, day: int, most: int, seed: int) -> list[TriggerAct]:
    """Events of the 90 days before as if they came today, of pairs without one in three days."""
    n = len(panel.countries)
    late = _by_sign(panel.between(day - DAYS + 1, day + 1))
    past = panel.between(day - 90, day - DAYS)
    rng = np.random.default_rng([seed, day, 1])
    found: dict[tuple[int, bool], TriggerAct] = {}
    for row in rng.permutation(len(past.pair)).tolist():
        name, (a, b) = panel.classes[past.kind[row]], divmod(int(past.pair[row]), n)
        hostile = name in HOSTILE
        if name in MILD or not (ground.states[a] and ground.states[b]):
            continue
        if sum(sign == hostile for _, sign in found) < most and not late[a, b, 1 - hostile]:
            found.setdefault((a * n + b, hostile), TriggerAct(a, b, name, float(past.count[row])))
    return list(found.values())


def _step(name: str) -> int:
    return HOSTILE.index(name) if name in HOSTILE else 0


def _by_sign(panel: Panel) -> Floats:
    """Acts by actor, target and sign."""
    n = len(panel.countries)
    table, mask = panel.tally().reshape(n, n, -1), hostile_classes(panel.classes)
    return np.stack([table[:, :, mask].sum(2), table[:, :, ~mask].sum(2)], axis=2)
