"""Whom documents name as affected by what they tell, or as acting on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.record.events import Event
from ramify.record.evidence import Evidence

FOLLOWING = ("forecast", "warning", "intention", "recommendation", "cause")
"""Kinds of claims that say what something leads to, or who should do or means to do what."""
OFTEN = 2
"""Sentences of any kind in which somebody must stand whom no such claim names."""
_Place = tuple[str, int, int]


def named(
    claims: Iterable[ClaimGroup], events: Iterable[Event], mentioned: Sequence[str]
) -> tuple[str, ...]:
    """Ids of those whom a claim of what follows names, or several sentences: those first that
    stand in most claims, then in most sentences, then as the documents mention them.

    Args:
        claims: each with every statement of it.
        events: whatever their status.
        mentioned: ids of everybody whom the documents name, most named first.
    """
    claimed: dict[str, set[_Place]] = defaultdict(set)
    told: dict[str, set[_Place]] = defaultdict(set)
    for claim in (claim for group in claims for claim in group.said_by):
        for code in claim.actors:
            told[code] |= _places(claim.evidence)
            if claim.kind in FOLLOWING:
                claimed[code] |= _places(claim.evidence)
    for event in events:
        for code in filter(None, {event.actor, event.target}):
            told[code] |= _places(event.evidence)
    found = [code for code in mentioned if claimed[code] or len(told[code]) >= OFTEN]
    return tuple(sorted(found, key=lambda code: (-len(claimed[code]), -len(told[code]))))


def _places(evidence: Iterable[Evidence]) -> set[_Place]:
    """The sentences, each where it stands."""
    return {(e.document, e.start, e.end) for e in evidence if e.kind == "text"}
