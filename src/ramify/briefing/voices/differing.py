"""Where documents tell amounts of one act that cannot both be the whole: dead, wounded, things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ramify.reading.events.merge import Differing
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.record.tolls import Amount, tolls_of

_APART = 3
"""Days between two acts that may still be one."""


def differing_amounts(
    readings: Sequence[Reading], copies: Mapping[str, str], known: Iterable[Differing]
) -> tuple[Differing, ...]:
    """Amounts of one act that independent documents tell differently, those known left out.

    Acts are one if the same side does them, to the same one or to one that a document leaves out,
    within three days of each other where both have a day.
    """
    told = {(one.event.actor, one.detail) for one in known}
    found: dict[tuple[str, str], list[tuple[str, Event, Amount]]] = defaultdict(list)
    for reading in readings:
        if reading.document.id not in copies:
            for event, amount in _largest(reading):
                key = event.actor, amount.kind
                found[key].append((reading.document.name, event, amount))
    made = []
    for (actor, kind), tellings in found.items():
        apart = _apart(tellings)
        if apart and (actor, "number") not in told:
            values = tuple((name, amount.number) for name, _, amount in apart)
            evidence = tuple(dict.fromkeys(e for _, event, _ in apart for e in event.evidence))
            event = apart[0][1].model_copy(update={"evidence": evidence})
            made.append(Differing(event=event, detail=kind, values=values))
    return tuple(made)


def _largest(reading: Reading) -> Iterator[tuple[Event, Amount]]:
    """The largest amount of each kind that a document tells of each side's force: the others are
    parts of it, or earlier."""
    found: dict[tuple[str, str], tuple[Event, Amount]] = {}
    for event in reading.events:
        if event.status in ("denied", "planned"):
            continue
        for amount in tolls_of(event):
            key = event.actor, amount.kind
            if key not in found or found[key][1].value < amount.value:
                found[key] = event, amount
    yield from found.values()


def _apart(tellings: Sequence[tuple[str, Event, Amount]]) -> list[tuple[str, Event, Amount]]:
    """The tellings of one act whose amounts differ, the smallest and the largest."""
    pairs = [
        (one, other)
        for one, other in combinations(sorted(tellings, key=lambda t: t[2].value), 2)
        if one[2].value != other[2].value and _may_be_one(one[1], other[1])
    ]
    widest = max(pairs, key=lambda pair: pair[1][2].value - pair[0][2].value, default=())
    return [*widest]


def _may_be_one(one: Event, other: Event) -> bool:
    if one.target and other.target and one.target != other.target:
        return False
    if one.when is None or other.when is None:
        return True
    gap = max(one.when.start, other.when.start) - min(one.when.end, other.when.end)
    return gap.days <= _APART
