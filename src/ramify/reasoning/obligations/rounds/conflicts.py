"""Conflicts: actors with duties to both sides of one war, and chains that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from ramify.reasoning.obligations.law.casus import NOBODY, Path
from ramify.reasoning.obligations.law.findings import Finding

War = tuple[str, str]
"""Promisee and its adversary."""
_BINDING = ("owed", "owed after consultation", "barred")


class Conflicts:
    """The wars in which an actor's duties conflict, kept as duties are found.

    A duty to fight for one conflicts with a duty to fight for its adversary, and with
    a duty to that adversary to keep out or not to attack it.
    """

    def __init__(self) -> None:
        self.torn: dict[str, set[War]] = defaultdict(set)
        """For each torn actor the wars, as the promisees it is to fight for and their foes."""
        self._helps: dict[War, set[str]] = defaultdict(set)
        self._kept: dict[War, set[str]] = defaultdict(set)

    def add(self, finding: Finding, actors: Set[str]) -> None:
        """Take note of what some of those who owe it are bound to."""
        to, against = finding.hearing.holder, finding.hearing.foe
        if against is None or finding.status not in _BINDING:
            return
        here, there = (to, against), (against, to)
        if finding.hearing.forceful:
            self._helps[here] |= actors
            self._tear(actors & self._helps.get(there, NOBODY), here, there)
            self._tear(actors & self._kept.get(there, NOBODY), here)
        elif finding.hearing.restrains:
            self._kept[here] |= actors
            self._tear(actors & self._helps.get(there, NOBODY), there)

    def _tear(self, actors: Set[str], *wars: War) -> None:
        for actor in actors:
            self.torn[actor].update(wars)

    def tears(self, finding: Finding, actor: str) -> bool:
        """Whether a duty to fight conflicts with another of the same actor."""
        pair = (finding.hearing.holder, finding.hearing.foe)
        return pair in self.torn.get(actor, ())


def cycle_of(path: Path) -> Path | None:
    """The part of a path that leads back to its last actor, if one does."""
    *before, last = path
    for start, step in enumerate(before):
        if last.actor in (step.actor, step.to):
            return (*before[start:], last)
    return None
