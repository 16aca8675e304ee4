"""Situations: uses of force and decisions, as facts given or assumed."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from ramify._value import Value
from ramify.world.pacts import Target
from ramify.world.when import DayField

AttackKind = Literal["armed attack", "armed aggression", "war", "threat"]
DecisionKind = Literal[
    "security council decision", "security council measures", "security council authorisation",
    "request of the victim", "consultation", "joint decision", "recognition of the attack",
    "declaration of war", "consent of the host",
]  # fmt: skip


class Attack(Value):
    """One actor's use or threat of force against another, and what is known of it.

    >>> Attack(attacker="PRK", victim="KOR").place is None
    True
    """

    attacker: str | None = None
    """Id of the attacker; None if it is not known who attacked."""
    victim: str
    on: DayField | None = None
    """First day; None for the day of the situation."""
    until: DayField | None = None
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
    where: str | None = None
    """File and line that it was read from."""

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
    (Article 42), as resolution 1973 did against Libya in 2011. `consent of the host` lets
    another use force on one's own land, from `on` to the day before `until`.

    >>> Decision(by="SYR", kind="consent of the host", to="RUS", about="SYR").host
    'SYR'
    """

    by: str
    """Id of the actor or group that decided: `UNSC`, `NATO`, `KWT`."""
    kind: DecisionKind
    to: str | None = None
    """Of a consent, the id of the guest; None for whoever is named as using force there."""
    on: DayField | None = None
    """None for the day of the situation; of a consent, for as far back as it matters."""
    until: DayField | None = None
    """Of a consent, the day on which it was withdrawn."""
    disputed: bool = False
    """Of a consent, whether it is disputed that it was given, or by one who could."""
    about: str | None = None
    """Id of the victim it concerns or, for a declaration of war and an authorisation, of the state
    that force is to be used against; None for any."""
    pact: str | None = None
    """Id of the pact under which it was taken; None if it serves every pact."""
    words: str | None = None
    source: str | None = None
    where: str | None = None
    """File and line that it was read from."""

    @model_validator(mode="after")
    def _of_consent(self) -> Self:
        if self.kind != "consent of the host" and (self.to or self.until or self.disputed):
            raise ValueError("`to`, `until` and `disputed` are said of a consent of the host")
        if self.on and self.until and self.until < self.on:
            raise ValueError("the consent is withdrawn before it is given")
        return self

    @property
    def host(self) -> str:
        """Of a consent, whose land it is about."""
        return self.about or self.by

    def consents(self, host: str, guest: str | None, day: date) -> bool:
        """Whether it is a consent of a host to a guest that stands on a day."""
        if self.kind != "consent of the host" or self.host != host or guest is None:
            return False
        begun = self.on is None or self.on <= day
        return self.to in (None, guest) and begun and (self.until is None or day < self.until)


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

    on: DayField
    attacks: tuple[Attack, ...]
    decisions: tuple[Decision, ...] = ()

    def asks_for_help(self, victim: str) -> bool:
        """Whether a victim has asked others for help."""
        return any(
            made.kind == "request of the victim" and victim in (made.by, made.about)
            for made in self.decisions
        )

    @model_validator(mode="after")
    def _nothing_later(self) -> Self:
        days = [attack.on for attack in self.attacks] + [made.on for made in self.decisions]
        for day in days:
            if day and day > self.on:
                raise ValueError(f"{day} lies after the day of the situation, {self.on}")
        return self
