"""Conflicts: actors with duties to both sides of one war, and chains that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ramify.reasoning.obligations.answer import Duty, Step
from ramify.reasoning.obligations.book import FORCE, RESTRAINT

Pair = tuple[str, str]
"""Promisee and its adversary."""


def torn_pairs(duties: Iterable[Duty]) -> dict[str, set[Pair]]:
    """For each actor the wars, as (promisee, adversary), in which its duties conflict.

    A duty to fight for one conflicts with a duty to fight for its adversary, and with
    a duty to that adversary to keep out or not to attack it.
    """
    helps: dict[str, set[Pair]] = defaultdict(set)
    kept: dict[str, set[Pair]] = defaultdict(set)
    for duty in duties:
        if duty.against is None or duty.actor in (duty.to, duty.against):
            continue
        pair = (duty.to, duty.against)
        if duty.what in FORCE and duty.status in ("owed", "owed after consultation", "torn"):
            helps[duty.actor].add(pair)
        elif duty.what in RESTRAINT and duty.status == "barred":
            kept[duty.actor].add(pair)
    torn: dict[str, set[Pair]] = {}
    for actor, pairs in helps.items():
        both = {(a, b) for a, b in pairs if (b, a) in pairs or (b, a) in kept[actor]}
        if both:
            torn[actor] = both
    return torn


def cycle_of(duty: Duty) -> tuple[Step, ...] | None:
    """The part of a duty's path that leads back to its own actor, if one does."""
    *before, last = duty.path
    for start, step in enumerate(before):
        if last.actor in (step.actor, step.to):
            return (*before[start:], last)
    return None
