"""Events: who did what to whom, when, with evidence."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from ramify._errors import UsageError
from ramify._value import Value
from ramify.record.evidence import Evidence
from ramify.world.actors import Sector
from ramify.world.when import When

EventStatus = Literal["happened", "alleged", "denied", "planned", "asked"]
"""Told as done, said by somebody else to have been done, said not to be so, still to come; or
given by the user, who asks what it would bring."""

ToldIn = Literal["title", "lead", "body"]
"""Where a document tells it: in its title as well, in its first sentences, or further down."""


class Quantity(Value):
    """An amount with its unit as the source gives it: 6,700 containers."""

    value: float = Field(allow_inf_nan=False)
    unit: str
    about: bool = False
    """Whether the source gives it as an estimate."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """An amount as typed: a number, then its unit.

        Raises:
            UsageError: it does not begin with a number.

        >>> Quantity.parse("400,000 barrels")
        Quantity(value=400000.0, unit='barrels', about=False)
        """
        number, _, unit = text.strip().partition(" ")
        try:
            return cls(value=float(number.replace(",", "")), unit=unit.strip())
        except ValueError:
            repair = 'write a number and a unit, as "400000 barrels"'
            raise UsageError(f"{text!r} is no amount", repair=repair) from None


class Event(Value):
    """Something that an actor did, perhaps to a target, at a time.

    `action` is a CAMEO code, two to four digits with leading zeros; the PLOVER
    class, the quad class and the Goldstein value derive from it
    (`ramify.record.ontology`).

    Source: Gerner, Schrodt and Yilmaz, CAMEO codebook, version 1.1b3.

    >>> Event(when="2024-06-19", actor="RUS", action="057", target="PRK").when.precision
    'day'
    """

    when: When | None
    """None if nothing is known of the date."""
    reported: bool = False
    """Whether `when` is the day by which it was reported, its own day being unknown."""
    told_in: ToldIn | None = None
    """How far up its document tells it, the highest place of several; None where no text does."""
    status: EventStatus = "happened"
    holder: str | None = None
    """Who alleges, denies or plans it: an id, where the source names somebody known."""
    holder_name: str | None = None
    """The same in the source's words."""
    actor: str
    action: str = Field(pattern=r"^(0[1-9]|1\d|20)\d{0,2}$")
    target: str | None = None
    actor_sector: Sector | None = None
    target_sector: Sector | None = None
    actor_name: str | None = None
    """The actor as the source names it, such as a person."""
    target_name: str | None = None
    object: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    context: tuple[str, ...] = ()
    """PLOVER contexts, such as `military` or `diplomatic`."""
    summary: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def own_day(self) -> When | None:
        """The date that the source gives it, not the day by which it was reported."""
        return None if self.reported else self.when

    @model_validator(mode="after")
    def _acts_on_another(self) -> Self:
        if self.actor == self.target and self.actor_sector == self.target_sector:
            raise ValueError("actor and target are the same")
        return self
