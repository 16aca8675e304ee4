"""Visits of leaders and who came to summits, with what each list of them covers."""

from __future__ import annotations

from typing import Literal

from ramify._value import Value
from ramify.world.when import When

Level = Literal["leader", "deputy", "minister", "official"]


class Visit(Value):
    """A stay abroad of somebody who stands for a state: a visit, or presence at a summit."""

    actor: str
    """Id of the visitor's state."""
    person: str
    host: str
    """Id of the state visited."""
    start: When
    end: When | None = None
    summit: str | None = None
    """Id of the group whose summit it was, for presence at one."""
    level: Level = "leader"
    place: str | None = None
    occasion: str | None = None
    source: str


class VisitList(Value):
    """What a list of visits covers: of whom, from when to when, complete in it."""

    actor: str
    summit: str | None = None
    """Id of the group whose summits it lists; None for visits abroad of the leader."""
    since: When
    through: When
    begins: tuple[str, ...] = ()
    """Words for what the list begins with, such as `re-election`."""
    source: str
    note: str | None = None
