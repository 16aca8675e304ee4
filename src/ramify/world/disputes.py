"""Disputes, wars by pair, conflicts and rivalries, as published data sets give them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ramify._value import Value
from ramify.world.when import When

Role = Literal["initiator", "joined initiator", "target", "joined target"]
ConflictKind = Literal["extrasystemic", "interstate", "intrastate", "internationalised intrastate"]


class DisputePart(Value):
    """A state's part in a dispute: the threat, display or use of force by states.

    `action` is the highest of the project's actions 1–22, `hostility` its level: 2
    threat, 3 display, 4 use of force, 5 war. Days that are not known leave a month.
    """

    dispute: int
    actor: str
    side: str
    """`A` for the side that took the first militarized action, else `B`."""
    originator: bool | None = None
    start: When
    end: When | None = None
    action: int | None = None
    hostility: int | None = None


class WarPair(Value):
    """One state's fight with another in a war, seen from the first."""

    war: int
    actor: str
    against: str
    role: Role
    """The actor's role in the war as a whole."""
    start: When
    end: When | None = None


class ConflictYear(Value):
    """A year in which a conflict killed 25 in battle or more, and the governments in it."""

    conflict: int
    year: int
    kind: ConflictKind
    intensity: int
    """1: 25 to 999 deaths in battle in the year; 2: 1,000 or more."""
    about: str
    """What it is over: territory, government or both."""
    side_a: tuple[str, ...]
    side_a_also: tuple[str, ...] = ()
    """Governments that fought beside side A."""
    side_b: tuple[str, ...] = ()
    side_b_also: tuple[str, ...] = ()
    start: When | None = None
    """The first death in battle."""


class Rivalry(Value):
    """Two states that saw each other as threats and competitors, from year to year."""

    a: str
    b: str
    start: int
    end: int
    """Its last year; the last year of the list if it went on."""
    name: str = ""


class Contiguity(Value):
    """How near two states' territories lay: by land, or across how much water.

    Source: Stinnett and others 2002; 1 by land, 2 to 5 across up to 12, 24, 150 and 400
    miles of water.
    """

    a: str
    b: str
    type: int = Field(ge=1, le=5)
    start: When
    end: When | None = None


class TradeYear(Value):
    """What a state imported and exported in a year, in millions of current US dollars."""

    actor: str
    year: int
    imports: float | None = None
    exports: float | None = None
