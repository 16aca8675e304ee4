"""What states did after past events: the cases that the reaction model is learned from."""

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
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions.ground import Ground, hostile_classes
from ramify.reasoning.dynamics.reactions.model import (
    HORIZONS,
    PARTIES,
    ROLES,
    SIDES,
    SIGNS,
    ReactionCase,
)
from ramify.reasoning.dynamics.reactions.traits import DAYS, TriggerAct, size_of, traits
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Deaths, Stream
from ramify.world.world import World

QUIET = 60
"""A state that did nothing of the kind to a side for so many days is quiet towards it."""
MILD = ("ACCUSE", "REJECT", "PROTEST", "statement", "REQUEST", "CONSULT", "CONCEDE", "RETREAT")
"""Classes that are no triggers: words, and meetings by the thousand."""
MOST, MOST_PARTIES = 12, 48
"""Events of a day and sign, drawn at random: for third states by the hundred, for one party."""


class Cases(NamedTuple):
    """States after the events of a day, of one regression."""

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
    fatal: int = 0
    """Of how many events it is known how many died."""


class Day(NamedTuple):
    """What is known at the end of a day, and what came after it by horizon.

    Windows that are not covered throughout are left out; what came in the last 60 days is NaN
    where they are not.
    """

    ground: Ground
    number: int
    recent: Floats
    came: dict[int, Floats]
    deaths: Deaths


class Watched(NamedTuple):
    """A record whose past days are looked back at: its acts, rates that tell the usual, facts."""

    panel: Panel
    rates: Rates
    world: World
    deaths: Deaths

    @classmethod
    def of(cls, stream: Stream, rates: Rates, world: World) -> Watched:
        """The acts of a stream by CAMEO code."""
        panel = Panel.of(stream, class_of, classes=rates.classes)
        return cls(panel, rates, world, stream.deaths)


def cases_of(watched: Watched, day: int, *, seed: int = 0) -> Iterator[Cases]:
    """Cases of the triggers of one day, as known at its end, drawn by `seed`."""
    known = known_on(watched, day)
    panel = known.ground.standing.panel
    assert panel is not None
    if not known.came or not panel.covers(day - DAYS + 1, DAYS).all():
        return
    events = triggers(known, MOST_PARTIES, seed)
    quiet = _quiet(known, MOST_PARTIES, seed)
    thirds = {True: first(quiet), False: first(events)}
    sides = {side for t in (*thirds[True], *thirds[False]) for side in (t.actor, t.target)}
    known.ground.ask(sorted(sides), known.ground.standing.day, list(known.came))
    for calm, every in ((False, events), (True, quiet)):
        for role in ROLES:
            among = thirds[calm] if role in SIDES else every
            for sign in SIGNS:
                chosen = [t for t in among if t.hostile == (sign == "hostile")]
                if chosen:
                    yield from _of_role(known, chosen, sign, role, calm)


def known_on(watched: Watched, day: int) -> Day:
    """What is known at the end of a day of a record, and what came in windows that end in it."""
    whole = watched.panel
    standing = Footing.of_panel(whole.between(whole.first, day + 1), watched.rates)
    ground = Ground.of(standing, watched.world.at(standing.day - timedelta(days=1)))
    came = {
        days: by_sign(whole.between(day + 1, day + 1 + days))
        for days in HORIZONS if whole.covers(day + 1, days).all()
    }  # fmt: skip
    recent = by_sign(whole.between(day - QUIET + 1, day + 1))
    known = whole.covers(day - QUIET + 1, QUIET).all()
    recent = recent if known else np.full_like(recent, np.nan)
    return Day(ground, day, recent, came, watched.deaths)


def _of_role(
    known: Day, triggers: Sequence[TriggerAct], sign: str, role: str, calm: bool
) -> Iterator[Cases]:
    """The cases of one role after these events, by horizon and sign of the acts."""
    parts: dict[tuple[int, int], list[tuple[Floats, ...]]] = {
        (days, k): [] for days in known.came for k in range(len(SIGNS))
    }
    ground = known.ground
    faces = [faced(ground, trigger, role) for trigger in triggers]
    every = _logits(known, faces, role)
    for number, (trigger, (side, states), logits) in enumerate(
        zip(triggers, faces, every, strict=True)
    ):
        x = traits(ground, trigger, side, states, logits, (0.0, 0.0))
        size = np.array([size_of(ground, trigger)])
        for row, (days, k) in enumerate(parts):
            parts[days, k].append(
                (x[row], logits[row], known.came[days][states, side, k] > 0,
                 known.recent[states, side, k] == 0, np.full(len(states), number), size)
            )  # fmt: skip
    for (days, k), found in parts.items():
        columns = (np.concatenate(column) for column in zip(*found, strict=True))
        x, logit, hit, quiet, event, sizes = columns
        case = ReactionCase(sign, role, SIGNS[k], days)
        died = 0 if calm else sum(trigger.deaths is not None for trigger in triggers)
        yield Cases(
            case=case,
            calm=calm,
            day=known.number,
            x=x,
            logit=logit,
            came=hit > 0,
            quiet=quiet > 0,
            event=event,
            size=sizes,
            fatal=died,
        )


def _logits(known: Day, faces: Sequence[tuple[int, Ints]], role: str) -> list[Floats]:
    """Logits by base rates of every event, a row a horizon and sign."""
    ground, on, lengths = known.ground, known.ground.standing.day, list(known.came)
    if role in SIDES:
        return [
            np.concatenate([ground.towards(side, on, days).logits[states].T for days in lengths])
            for side, states in faces
        ]
    pairs = np.array([int(states[0]) * len(ground.numbers) + side for side, states in faces])
    found = ground.standing.totals(pairs, on, lengths)
    rows = np.concatenate([ground.logits(ground.by_class(means)).T for means in found])
    return [row[:, None] for row in rows.T]


def faced(ground: Ground, trigger: TriggerAct, role: str) -> tuple[int, Ints]:
    """The side that is acted upon in a role, and who may act."""
    towards_target = role in ("target", "escalation")
    side, other = trigger.target, trigger.actor
    if not towards_target:
        side, other = other, side
    states = np.array([other]) if role in PARTIES else ground.thirds(trigger.actor, trigger.target)
    return side, states


def first(events: Sequence[TriggerAct]) -> list[TriggerAct]:
    """The first events of either sign."""
    return [t for sign in (True, False) for t in [t for t in events if t.hostile == sign][:MOST]]


def triggers(known: Day, most: int, seed: int) -> list[TriggerAct]:
    """Acts of one state on another that day: the gravest class of each sign of a pair."""
    ground, day = known.ground, known.number
    panel = ground.standing.panel
    assert panel is not None
    n = len(panel.countries)
    today, late = panel.between(day, day + 1), by_sign(panel.between(day - DAYS + 1, day + 1))
    gravest: dict[tuple[int, bool], str] = {}
    for pair, kind in zip(today.pair.tolist(), today.kind.tolist(), strict=True):
        name = panel.classes[kind]
        if name in MILD or not (ground.states[pair // n] and ground.states[pair % n]):
            continue
        key = pair, name in HOSTILE
        if key not in gravest or _step(name) > _step(gravest[key]):
            gravest[key] = name
    rng, on = np.random.default_rng([seed, day]), panel.date_of(day)
    found = []
    for hostile in (True, False):
        mine = [(pair, name) for (pair, sign), name in sorted(gravest.items()) if sign == hostile]
        for pair, name in (mine[k] for k in rng.permutation(len(mine))[:most].tolist()):
            a, b = divmod(pair, n)
            sides = panel.countries[a], panel.countries[b]
            reports = float(late[a, b, 0 if hostile else 1])
            died = known.deaths.get((*sides, on)) if on and hostile else None
            found.append(TriggerAct(a, b, name, reports, died))
    return found


def _quiet(known: Day, most: int, seed: int) -> list[TriggerAct]:
    """Events of the 90 days before as if they came today, of pairs without one in three days."""
    ground, day = known.ground, known.number
    panel = ground.standing.panel
    assert panel is not None
    n = len(panel.countries)
    late = by_sign(panel.between(day - DAYS + 1, day + 1))
    past = panel.between(day - 90, day - DAYS)
    rng = np.random.default_rng([seed, day, 1])
    found: dict[tuple[int, bool], TriggerAct] = {}
    had = {True: 0, False: 0}
    for row in rng.permutation(len(past.pair)).tolist():
        if min(had.values()) >= most:
            break
        name, (a, b) = panel.classes[past.kind[row]], divmod(int(past.pair[row]), n)
        hostile = name in HOSTILE
        if name in MILD or not (ground.states[a] and ground.states[b]):
            continue
        key = a * n + b, hostile
        if had[hostile] < most and not late[a, b, 1 - hostile] and key not in found:
            found[key] = TriggerAct(a, b, name, float(past.count[row]))
            had[hostile] += 1
    return list(found.values())


def _step(name: str) -> int:
    return HOSTILE.index(name) if name in HOSTILE else 0


def by_sign(panel: Panel) -> Floats:
    """Acts by actor, target and sign."""
    n, hostile = len(panel.countries), hostile_classes(panel.classes)
    cell = panel.pair * 2 + ~hostile[panel.kind]
    return np.bincount(cell, panel.count, minlength=2 * n * n).astype(float).reshape(n, n, 2)
