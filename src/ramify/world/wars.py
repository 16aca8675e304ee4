"""Wars and lasting uses of force: who attacked whom, from when to when, by whose finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import product
from typing import Literal, Self

from pydantic import model_validator

from ramify._value import Value
from ramify.world.load import Problem, unknown_actors
from ramify.world.when import When, holds
from ramify.world.wording import listing

Kind = Literal["war", "armed attack", "armed aggression"]
"""A war; force short of one; or a part in another's attack that is not force of one's own."""
Dispute = Literal["who began", "right to it"]
Finding = Literal[
    "security council", "general assembly", "secretary-general", "league of nations", "icj",
    "ecthr", "arbitration", "tribunal", "inquiry", "admitted", "declared", "scholars",
    "disputed", "none",
]  # fmt: skip
"""Who found who began it.

An organ, court or inquiry; the attacker itself, who `admitted` that it was wrong, or who only
`declared` war or that it struck first; `scholars`: standard works, as the Correlates of War, name
who began; `disputed`: there are two readings at least; `none`: nobody found or disputed it.
"""
FOUND: frozenset[Finding] = frozenset({
    "security council", "general assembly", "secretary-general", "league of nations", "icj",
    "ecthr", "arbitration", "tribunal", "inquiry", "admitted",
})  # fmt: skip
"""Findings that say not only who began but that it was an attack without right."""


class War(Value):
    """One side's use of force against another: the attackers' part in a war, by its dates.

    Those who joined later have rows of their own that name the war they joined. Of those who
    came to help the victim, `attacker` is who came and `in_defence_of` whom they helped: their
    force is no attack in law.

    Raises:
        ValueError: an actor on both sides, an end before the start, no end and not said why,
            a dispute with fewer than two readings, or a finding without its citation.

    >>> war = War(id="a-b-1990", name="war of A and B", attacker=("A",), victim=("B",),
    ...           start="1990-08-02", end="1991-02-28", finding="security council",
    ...           citation="S/RES/660 (1990)", source="UN Security Council")
    >>> war.provoked, war.holds(date(1990, 12, 1))
    (False, True)
    """

    id: str
    name: str
    """The war as one names it: `Iran–Iraq War`."""
    kind: Kind = "war"
    attacker: tuple[str, ...]
    victim: tuple[str, ...]
    start: When
    end: When | None = None
    """Last day; where `ends` is `not known`, one on which it was still going on."""
    ends: Literal["goes on", "not known"] | None = None
    """`goes on`: it did on the day the facts were checked; `not known`: no last day is on file."""
    place: str | None = None
    """Id of the territory or state it was confined to; None for all of the victim's."""
    joins: str | None = None
    """Id of the war this is a part in."""
    in_defence_of: tuple[str, ...] = ()
    """Ids of the victims of that war whom the attackers of this row came to help."""
    invited_by: tuple[str, ...] = ()
    """Ids of the states on whose soil it was fought and whose governments asked for it."""
    authorised_by: str | None = None
    """Resolution by which the Security Council allowed it."""
    finding: Finding
    citation: str | None = None
    """Symbol of the resolution or name of the judgment that is the finding."""
    disputed: Dispute | None = None
    """Whether it is disputed who used force first, or only whether that was lawful."""
    readings: tuple[str, ...] = ()
    """The readings of a dispute, each as `who holds it: what they say`."""
    source: str
    note: str | None = None

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if not self.attacker or not self.victim:
            raise ValueError("a war has an attacker and a victim")
        if both := set(self.attacker) & set(self.victim):
            raise ValueError(f"{', '.join(sorted(both))} is on both sides")
        return self

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.end and self.end.end < self.start.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        if self.end is None and self.ends is None:
            raise ValueError("give its end, or say in `ends` that it goes on or is not known")
        if self.end and self.ends == "goes on":
            raise ValueError(f"goes on and ended on {self.end}; give one of the two")
        return self

    @model_validator(mode="after")
    def _found(self) -> Self:
        if (self.finding == "disputed") != (self.disputed is not None):
            raise ValueError("`disputed` says what is disputed where the finding is disputed")
        if self.finding == "disputed" and len(self.readings) < 2:
            raise ValueError("a dispute has two readings at least")
        if bad := [reading for reading in self.readings if ": " not in reading]:
            raise ValueError(f"a reading says who holds it, `who: what`, not {bad[0]!r}")
        if self.finding in FOUND and not self.citation:
            raise ValueError(f"a finding by {self.finding} needs its citation")
        return self

    @model_validator(mode="after")
    def _joined(self) -> Self:
        if self.in_defence_of and not self.joins:
            raise ValueError("help for a victim names the war it joins")
        return self

    @property
    def provoked(self) -> bool | None:
        """False where it is found to have been an attack without right; None where it is not."""
        return False if self.finding in FOUND else None

    @property
    def allowed(self) -> bool | None:
        """Whether it was help for a victim, asked for by the host, or let by the Council.

        None where that is disputed; False where nothing of the kind is on file.
        """
        if self.finding == "disputed":
            return None
        return bool(self.in_defence_of or self.invited_by or self.authorised_by)

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every attacker with every victim."""
        return product(self.attacker, self.victim)

    def between(self, a: str, b: str) -> bool:
        """Whether two actors are on its two sides."""
        sides = (self.attacker, self.victim)
        return any(a in one and b in other for one, other in (sides, sides[::-1]))

    def holds(self, on: date) -> bool | None:
        """Whether it was going on on a day; None if that is not known.

        One that `goes on` did so on the day the facts were checked.
        """
        if self.ends != "not known":
            return holds(self.start, self.end, on)
        lasted = self.end.start if self.end else self.start.end
        return None if on > lasted else holds(self.start, None, on)


def war_problems(
    rows: Collection[tuple[int, War]], actors: Collection[str], places: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with numbered rows of wars beside each other and the world."""
    wars: dict[str, War] = {}
    for line, war in rows:
        if war.id in wars:
            yield Problem(line=line, words=f"war {war.id!r} is described twice")
        wars[war.id] = war
        named = (*war.attacker, *war.victim, *war.in_defence_of, *war.invited_by)
        yield from unknown_actors(line, named, actors)
        if war.place and war.place not in places:
            yield Problem(line=line, words=f"unknown territory {war.place!r}")
    for line, war in rows:
        if war.joins:
            yield from (Problem(line=line, words=words) for words in _joins(war, wars))


def _joins(war: War, wars: dict[str, War]) -> Iterator[str]:
    joined = wars.get(str(war.joins))
    if joined is None or joined is war:
        yield f"joins {war.joins!r}, which is no other war here"
    elif not {*war.in_defence_of} <= {*joined.victim}:
        yield f"helps {listing(war.in_defence_of)}, not all of them victims of {joined.id}"
    elif war.start.end < joined.start.start:
        yield f"begins on {war.start}, before {joined.id}, which it joins"
