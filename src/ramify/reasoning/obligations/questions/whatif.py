"""What if: pacts assumed or left out, and what that changes in an answer."""

from __future__ import annotations

from datetime import date
from typing import Protocol, get_args

from ramify._errors import UsageError
from ramify._value import Value
from ramify.reasoning.obligations.answer import Answer, Duty
from ramify.reasoning.obligations.explain import explain
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.promises import CHARTER, FORCE
from ramify.world.pacts import (
    Article,
    Commitment,
    CommitmentType,
    Condition,
    Pact,
    Party,
    Trigger,
    TriggerEvent,
)
from ramify.world.when import Day, When, day

_EVENTS: dict[str, TriggerEvent] = {
    "defense": "armed attack",
    "guarantee": "armed attack",
    "assistance": "armed attack",
    "offense": "war",
    "neutrality": "war",
    "consultation": "threat",
}
_REPAIR = 'write PARTIES: TYPES, as "USA,JPN: defense" or "GBR>BEL: guarantee"'


class Resolver(Protocol):
    """Finds the id a code or name means on a day; `ramify.World` does."""

    def resolve(self, name: str, on: Day) -> str: ...


def parse_pact(text: str, world: Resolver, on: Day) -> Pact:
    """A pact to assume, from a line such as `USA,JPN,KOR,PHL: defense, consultation`.

    Each owes every other; `A,B>C: guarantee` lets A and B owe it to C alone. `against`
    names the adversaries meant: `ITA,DRE: defense against FRA`. It is taken to be in
    force from `on`; since the Charter its force commitments are under Article 51.

    Raises:
        UsageError: the line cannot be read, or names no type of commitment.
        UnknownName: a party is not known.
    """
    on = day(on)
    sides, colon, promised = text.partition(":")
    if not colon or not promised.strip():
        raise UsageError(f"{text!r} is no pact", repair=_REPAIR)
    owers, arrow, holders = sides.partition(">")
    by, to = _codes(owers, world, on), _codes(holders, world, on)
    parties = tuple(dict.fromkeys((*by, *to)))
    if len(parties) < 2 or (arrow and not (by and to)):
        raise UsageError(f"{text!r} has fewer than two parties", repair=_REPAIR)
    kinds, _, foes = promised.partition(" against ")
    against = _codes(foes, world, on)
    commitments = tuple(
        _commitment(kind.strip(), by if arrow else (), to, against, on) for kind in kinds.split(",")
    )
    return Pact(
        id="assumed-" + "-".join(sorted(code.lower() for code in parties)),
        name=f"Assumed pact of {', '.join(parties)}",
        short=f"assumed pact of {', '.join(parties)}",
        signed=When(on),
        in_force=When(on),
        parties=tuple(Party(actor=code) for code in parties),
        articles=(Article(ref="1", says=promised.strip(), commitments=commitments),),
        sources=("assumed",),
    )


def _codes(text: str, world: Resolver, on: date) -> tuple[str, ...]:
    return tuple(world.resolve(name.strip(), on) for name in text.split(",") if name.strip())


def _commitment(
    kind: str, by: tuple[str, ...], to: tuple[str, ...], against: tuple[str, ...], on: date
) -> Commitment:
    known = get_args(CommitmentType)
    if kind not in known:
        raise UsageError(
            f"{kind!r} is no type of commitment", repair=f"use one of {', '.join(known)}"
        )
    event = _EVENTS.get(kind)
    charter: tuple[Condition, ...] = ("article 51",) if on >= CHARTER else ()
    return Commitment.model_validate(
        {
            "type": kind,
            "by": by,
            "to": to,
            "trigger": Trigger(event=event, by=against) if event else None,
            "conditions": charter if kind in ("defense", "guarantee") else (),
        }
    )


class Conflict(Value):
    """An actor bound to both sides of a war."""

    actor: str
    between: tuple[str, str]


class Comparison(Value):
    """What differs between two answers: defenders, duties and conflicts gained and lost."""

    defenders_gained: tuple[tuple[str, str], ...]
    """Actor defended and its new defender."""
    defenders_lost: tuple[tuple[str, str], ...]
    duties_gained: tuple[Duty, ...]
    duties_lost: tuple[Duty, ...]
    status_changed: tuple[tuple[Duty, Duty], ...]
    """The same promise before and after."""
    conflicts_gained: tuple[Conflict, ...]
    conflicts_lost: tuple[Conflict, ...]

    def lines(self, world: WorldLike) -> tuple[str, ...]:
        """The differences as sentences, what is gained first."""
        found = [f"gains a defender: {_said(pair, world)}" for pair in self.defenders_gained]
        found += [f"loses a defender: {_said(pair, world)}" for pair in self.defenders_lost]
        found += [f"new: {explain(duty, world)}" for duty in self.duties_gained]
        found += [f"gone: {explain(duty, world)}" for duty in self.duties_lost]
        for before, after in self.status_changed:
            found.append(f"was {before.status}: {explain(after, world)}")
        for word, conflicts in (
            ("newly", self.conflicts_gained),
            ("no longer", self.conflicts_lost),
        ):
            for c in conflicts:
                torn, one, other = (name_of(world.actors, code) for code in (c.actor, *c.between))
                found.append(f"{word} torn: {torn} between {one} and {other}")
        return tuple(found)


def compare_answers(before: Answer, after: Answer) -> Comparison:
    """Who gains a defender, who gains a duty, and which duties newly conflict.

    Only duties that bind (owed, barred, torn, breached) count as gained or lost.
    """
    then, now = ({_key(duty): duty for duty in answer.duties} for answer in (before, after))
    bound_then, bound_now = ({k for k, d in found.items() if _binds(d)} for found in (then, now))
    torn_then, torn_now = (_conflicts(answer) for answer in (before, after))
    led_then, led_now = (_defenders(answer) for answer in (before, after))
    return Comparison(
        defenders_gained=tuple(pair for pair in led_now if pair not in led_then),
        defenders_lost=tuple(pair for pair in led_then if pair not in led_now),
        duties_gained=tuple(now[key] for key in now if key in bound_now and key not in bound_then),
        duties_lost=tuple(then[key] for key in then if key in bound_then and key not in bound_now),
        status_changed=tuple(
            (then[key], now[key])
            for key in now
            if key in bound_now and key in bound_then and then[key].status != now[key].status
        ),
        conflicts_gained=tuple(c for c in torn_now if c not in torn_then),
        conflicts_lost=tuple(c for c in torn_then if c not in torn_now),
    )


def _key(duty: Duty) -> tuple[str, str, str | None, str, str, str]:
    return duty.actor, duty.to, duty.against, duty.pact, duty.article, duty.what


def _binds(duty: Duty) -> bool:
    return duty.status not in ("excused", "unknown")


def _defenders(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Who is defended by whom."""
    pairs = {
        (duty.to, duty.actor)
        for duty in answer.with_status("owed", "owed after consultation", "torn")
        if duty.what in FORCE and duty.what != "offense"
    }
    return tuple(sorted(pairs))


def _conflicts(answer: Answer) -> tuple[Conflict, ...]:
    return tuple(Conflict(actor=torn.actor, between=torn.between) for torn in answer.torn)


def _said(pair: tuple[str, str], world: WorldLike) -> str:
    defended, defender = (name_of(world.actors, code) for code in pair)
    return f"{defended}, by {defender}"
