"""Situations: uses of force and decisions, as facts given or assumed."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from ramify._value import Value
from ramify.world.pacts import Target

AttackKind = Literal["armed attack", "armed aggression", "war", "threat"]
DecisionKind = Literal[
    "security council decision", "security council measures", "security council authorisation",
    "request of the victim", "consultation", "joint decision", "recognition of the attack",
    "declaration of war",
]  # fmt: skip


class Attack(Value):
    """One actor's use or threat of force against another, and what is known of it.

    >>> Attack(attacker="PRK", victim="KOR").place is None
    True
    """

    attacker: str | None
    """Id of the attacker; None if it is not known who attacked."""
    victim: str
    on: date | None = None
    """First day; None for the day of the situation."""
    until: date | None = None
    """Last day; None if it goes on."""
    place: str | None = None
    """Id of the territory or state struck; None for the victim's metropolitan territory."""
    target: Target = "territory"
    kind: AttackKind = "armed attack"
    provoked: bool | None = None
    """Whether the victim provoked it; None if that is not known or disputed."""
    claimed: bool = False
    """Only one side says that it happened: what hangs on it is then unknown."""
    words: str | None = None

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if self.attacker == self.victim:
            raise ValueError("attacker and victim are the same actor")
        if self.on and self.until and self.until < self.on:
            raise ValueError("the attack ends before it begins")
        return self


class Decision(Value):
    """A decision, request or recognition that a commitment may wait for.

    `security council decision` demands action; `security council measures` are
    those after which the right of self-defence gives way (Article 51 of the
    Charter); `security council authorisation` allows force against a state
    (Article 42), as resolution 1973 did against Libya in 2011.
    """

    by: str
    """Id of the actor or group that decided: `UNSC`, `NATO`, `KWT`."""
    kind: DecisionKind
    on: date | None = None
    """None for the day of the situation."""
    about: str | None = None
    """Id of the victim it concerns or, for a declaration of war and an authorisation, of the state
    that force is to be used against; None for any."""
    pact: str | None = None
    """Id of the pact under which it was taken; None if it serves every pact."""
    words: str | None = None
    source: str | None = None


class Situation(Value):
    """What has happened by a day: attacks and decisions.

    Attacks are taken in order of their first day; those of one day in the order given.

    The answer is given for the day `on`; what begins later is not part of it.
    Whatever a situation does not list has not been decided, and what an
    attack leaves None is unknown.

    >>> s = Situation(on=date(2024, 7, 1), attacks=(Attack(attacker="PRK", victim="KOR"),))
    >>> Situation.from_json(s.to_json()) == s
    True
    """

    on: date
    attacks: tuple[Attack, ...]
    decisions: tuple[Decision, ...] = ()

    @model_validator(mode="after")
    def _nothing_later(self) -> Self:
        days = [attack.on for attack in self.attacks] + [made.on for made in self.decisions]
        for day in days:
            if day and day > self.on:
                raise ValueError(f"{day} lies after the day of the situation, {self.on}")
        return self
