"""Conflicts: actors with duties to both sides of one war, and chains that come back."""

from __future__ import annotations

from collections import defaultdict

from ramify.reasoning.obligations.answer import Duty, Step
from ramify.reasoning.obligations.book import FORCE, RESTRAINT

Pair = tuple[str, str]
"""Promisee and its adversary."""


class Conflicts:
    """The wars in which an actor's duties conflict, kept as duties are found.

    A duty to fight for one conflicts with a duty to fight for its adversary, and with
    a duty to that adversary to keep out or not to attack it.
    """

    def __init__(self) -> None:
        self.torn: dict[str, set[Pair]] = defaultdict(set)
        """For each torn actor the wars, as the promisees it is to fight for and their foes."""
        self._helps: set[tuple[str, str, str]] = set()
        self._kept: set[tuple[str, str, str]] = set()

    def add(self, duty: Duty) -> None:
        """Take note of a duty that binds."""
        if duty.against is None or duty.actor == duty.against:
            return
        this = (duty.actor, duty.to, duty.against)
        other = (duty.actor, duty.against, duty.to)
        if duty.what in FORCE and duty.status in ("owed", "owed after consultation"):
            self._helps.add(this)
            if other in self._helps:
                self.torn[duty.actor] |= {this[1:], other[1:]}
            elif other in self._kept:
                self.torn[duty.actor].add(this[1:])
        elif duty.what in RESTRAINT and duty.status == "barred":
            self._kept.add(this)
            if other in self._helps:
                self.torn[duty.actor].add(other[1:])

    def tears(self, duty: Duty) -> bool:
        """Whether a duty to fight conflicts with another of the same actor."""
        return (duty.to, duty.against) in self.torn.get(duty.actor, ())


def cycle_of(duty: Duty) -> tuple[Step, ...] | None:
    """The part of a duty's path that leads back to its own actor, if one does."""
    *before, last = duty.path
    for start, step in enumerate(before):
        if last.actor in (step.actor, step.to):
            return (*before[start:], last)
    return None
