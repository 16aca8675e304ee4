"""Who owed what to whom, year by year: the book of promises over many years at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ramify.reasoning.obligations.law.lifetimes import spells_of
from ramify.reasoning.obligations.law.promises import (
    Promise,
    promises_of,
)
from ramify.world.pacts import CommitmentType, Pact
from ramify.world.when import When

Span = tuple[date, date]
"""First and last day on which something may have held."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A stretch of days on which one actor was bound to another, and by what promise.

    `what` is None for the tie itself: both are bound by the pact, whatever they owe.
    """

    actor: str
    to: str
    start: date
    end: date
    pact: str
    article: str | None = None
    what: CommitmentType | None = None


DyadYears = Mapping[tuple[str, str, int], Collection[CommitmentType]]


def ties(pact: Pact, kinds: Collection[CommitmentType]) -> Iterator[Tie]:
    """The stretches of days on which a pact bound each of its parties to each other.

    Days are those on which the engine does not hold the promise out of force
    (`owed_between` lists it, certain or not): pact, article, ower and holder all
    bound, an imprecise date standing for any day it may be. A pact of which it is
    not known when it came into force gives none.
    """
    whole = _life(pact)
    held = {p.actor: _spells(pact, p.actor, whole) for p in pact.parties} if whole else {}
    for a, mine in held.items():
        for b, yours in held.items():
            if a != b:
                for start, end in _meets(mine, yours):
                    yield Tie(a, b, start, end, pact.id)
    for promise in promises_of(pact) if whole else ():
        if promise.commitment.type in kinds:
            yield from _owed(promise, held)


def _owed(promise: Promise, held: Mapping[str, list[Span]]) -> Iterator[Tie]:
    pact, commitment = promise.pact, promise.commitment
    own = _span(commitment.start or pact.in_force, commitment.end or pact.end)
    if own is None:
        return
    for ower in promise.owers:
        for holder in promise.holders:
            if ower == holder:
                continue
            spans = _meets(held.get(ower, []), [own])
            if holder in held:
                spans = _meets(spans, held[holder])
            elif not commitment.to:
                continue
            for start, end in spans:
                ref = promise.article.ref
                yield Tie(ower, holder, start, end, pact.id, ref, commitment.type)


def dyad_years(
    pacts: Mapping[str, Pact],
    kinds: Collection[CommitmentType],
    first: int,
    last: int,
) -> DyadYears:
    """What each actor owed each other in each year, on one day of it or more.

    Keys are actor, the one it is bound to, and year; the set is empty where a pact
    bound both and none of `kinds` was owed in that direction.

    >>> from ramify.world.world import World
    >>> years = dyad_years(World.packaged().pacts, {"defense"}, 2024, 2024)
    >>> sorted(years["USA", "KOR", 2024])
    ['defense']
    """
    found: dict[tuple[str, str, int], set[CommitmentType]] = defaultdict(set)
    for pact in pacts.values():
        for tie in ties(pact, kinds):
            for year in range(max(first, tie.start.year), min(last, tie.end.year) + 1):
                kept = found[tie.actor, tie.to, year]
                if tie.what is not None:
                    kept.add(tie.what)
    return found


def _life(pact: Pact) -> Span | None:
    """The days on which a pact may be in force: none before it was signed."""
    span = _span(pact.in_force, pact.end)
    if span is None or pact.signed is None:
        return span
    return max(span[0], pact.signed.start), span[1]


def _span(start: When | None, end: When | None) -> Span | None:
    """The days on which a fact may hold; None if it never began, as far as known."""
    return (start.start, end.end if end else date.max) if start else None


def _spells(pact: Pact, actor: str, whole: Span) -> list[Span]:
    spans = [
        (party.start.start if party.start else whole[0], party.end.end if party.end else whole[1])
        for party in spells_of(pact, actor)
    ]
    return _meets(spans, [whole])


def _meets(some: list[Span], others: list[Span]) -> list[Span]:
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) <= min(b, d)]
