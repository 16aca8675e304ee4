"""Conflicts: actors with duties to both sides of one war, and chains that come back."""

from __future__ import annotations

from collections import defaultdict

from ramify.reasoning.obligations.casus import Path
from ramify.reasoning.obligations.hearing import Finding

Pair = tuple[str, str]
"""Promisee and its adversary."""
War = tuple[str | None, str | None]
"""The same, either of which may not be known."""
_BINDING = ("owed", "owed after consultation", "barred")


class Conflicts:
    """The wars in which an actor's duties conflict, kept as duties are found.

    A duty to fight for one conflicts with a duty to fight for its adversary, and with
    a duty to that adversary to keep out or not to attack it.
    """

    def __init__(self) -> None:
        self.torn: dict[str, set[Pair]] = defaultdict(set)
        """For each torn actor the wars, as the promisees it is to fight for and their foes."""
        self._helps: dict[War, set[str]] = defaultdict(set)
        self._kept: dict[War, set[str]] = defaultdict(set)

    def add(self, finding: Finding) -> None:
        """Take note of what an actor is bound to."""
        actor, to, against = finding.actor, finding.hearing.holder, finding.hearing.foe
        if actor == against or finding.status not in _BINDING:
            return
        here, there = (to, against), (against, to)
        if finding.hearing.forceful:
            self._helps[here].add(actor)
            if actor in self._helps.get(there, ()):
                self._tear(actor, here, there)
            elif actor in self._kept.get(there, ()):
                self._tear(actor, here)
        elif finding.hearing.restrains:
            self._kept[here].add(actor)
            if actor in self._helps.get(there, ()):
                self._tear(actor, there)

    def _tear(self, actor: str, *wars: War) -> None:
        self.torn[actor].update((to, foe) for to, foe in wars if to and foe)

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
