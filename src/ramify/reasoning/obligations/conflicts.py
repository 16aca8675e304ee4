"""Conflicts: actors with duties to both sides of one war, and chains that come back."""

from __future__ import annotations

from collections import defaultdict

from ramify.reasoning.obligations.casus import Path
from ramify.reasoning.obligations.hearing import Finding

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

    def add(self, finding: Finding) -> None:
        """Take note of what an actor is bound to."""
        to, against = finding.hearing.holder, finding.hearing.foe
        if against is None or finding.actor == against:
            return
        this, other = (finding.actor, to, against), (finding.actor, against, to)
        if finding.hearing.forceful and finding.status in ("owed", "owed after consultation"):
            self._helps.add(this)
            if other in self._helps:
                self.torn[finding.actor] |= {this[1:], other[1:]}
            elif other in self._kept:
                self.torn[finding.actor].add(this[1:])
        elif finding.status == "barred":
            self._kept.add(this)
            if other in self._helps:
                self.torn[finding.actor].add(other[1:])

    def tears(self, finding: Finding) -> bool:
        """Whether a duty to fight conflicts with another of the same actor."""
        pair = (finding.hearing.holder, finding.hearing.foe)
        return pair in self.torn.get(finding.actor, ())


def cycle_of(path: Path) -> Path | None:
    """The part of a path that leads back to its last actor, if one does."""
    *before, last = path
    for start, step in enumerate(before):
        if last.actor in (step.actor, step.to):
            return (*before[start:], last)
    return None
