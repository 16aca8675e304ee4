"""Patterns: how one event can call forth another, as small declared values.

A pattern links an event (a', k', b') to pairs of actors who may act next, each with a
weight; the weights of one event through one pattern add up to at most one. Every fast
path (fitting, forecasting, explaining, simulating) reads patterns through
:func:`linked`, so a new pattern works everywhere once it is declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import UsageError
from ramify.reasoning.dynamics.stream import Stream

Role = Literal["source", "target", "neighbour"]

KIN_LIMIT = 10
PARTNER_LIMIT = 5
PARTNER_WINDOW = 90
PARTNER_BLOCK = 30


@dataclass(frozen=True)
class Pattern:
    """Who may act on whom after an event.

    Args:
        name: how the pattern is printed.
        meaning: one sentence about the events it links.
        actor, target: who acts and on whom: the earlier event's source, its target, or a
            neighbour of one of them.
        via: which neighbours: `kin` (same country), `partners` (recent conduct), or the
            name of a relation of the standing system; None when no neighbour takes part.
        of: whose neighbours.

    >>> PATTERNS[1].name, PATTERNS[1].actor, PATTERNS[1].target
    ('return', 'target', 'source')
    """

    name: str
    meaning: str
    actor: Role
    target: Role
    via: str | None = None
    of: Literal["source", "target"] = "source"


PATTERNS: tuple[Pattern, ...] = (
    Pattern("repeat", "the same actor acts on the same target again", "source", "target"),
    Pattern("return", "the target answers", "target", "source"),
    Pattern(
        "kin acts", "another actor of the source's country acts on the target",
        "neighbour", "target", "kin", "source",
    ),
    Pattern(
        "kin is met", "the source acts on another actor of the target's country",
        "source", "neighbour", "kin", "target",
    ),
    Pattern(
        "pass on", "the target acts on a third party with whom it has been dealing",
        "target", "neighbour", "partners", "target",
    ),
    Pattern(
        "join", "a partner of the source acts on the target",
        "neighbour", "target", "partners", "source",
    ),
    Pattern(
        "rally", "a partner of the target acts on the source",
        "neighbour", "source", "partners", "target",
    ),
)  # fmt: skip


def standing_patterns(relation: str) -> tuple[Pattern, ...]:
    """The two triads of a relation of the standing system (`ally`, `rival`, `neighbour` …).

    >>> [p.name for p in standing_patterns("ally")]
    ['ally of the target acts on the source', 'ally of the source acts on the target']
    """
    return (
        Pattern(
            f"{relation} of the target acts on the source",
            f"a {relation} of the target acts on the source",
            "neighbour", "source", relation, "target",
        ),
        Pattern(
            f"{relation} of the source acts on the target",
            f"a {relation} of the source acts on the target",
            "neighbour", "target", relation, "source",
        ),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Neighbours:
    """For every actor its neighbours and their weights, which add up to one.

    Lists may change over time: block n holds from day `first + n * days` on. A list must
    only rest on what was known when its block began.
    """

    ptr: Ints
    other: Ints
    weight: Floats
    n_actors: int
    first: int = 0
    days: int = 0

    def rows(self, actor: Ints, day: Ints) -> Ints:
        """The number of each actor's list on each day."""
        if not self.days:
            return actor
        blocks = (len(self.ptr) - 1) // self.n_actors
        block = np.clip((day - self.first) // self.days, 0, blocks - 1)
        return block * self.n_actors + actor

    @classmethod
    def of_weights(
        cls, row: Ints, other: Ints, weight: Floats, n_rows: int, limit: int
    ) -> Neighbours:
        """Keep the `limit` heaviest neighbours of every row and scale them to one."""
        order = np.lexsort((other, -weight, row))
        row, other, weight = row[order], other[order], weight[order]
        ptr = np.searchsorted(row, np.arange(n_rows + 1))
        rank = np.arange(len(row)) - ptr[row]
        keep = rank < limit
        row, other, weight = row[keep], other[keep], weight[keep]
        total = np.bincount(row, weights=weight, minlength=n_rows)
        ptr = np.searchsorted(row, np.arange(n_rows + 1))
        return cls(ptr.astype(np.int64), other, weight / total[row], n_rows)


def kin(stream: Stream, limit: int = KIN_LIMIT) -> Neighbours:
    """Other actors of the same country, by how often they appear."""
    n = len(stream.actors)
    seen = np.bincount(stream.subject, minlength=n) + np.bincount(stream.object, minlength=n)
    order = np.lexsort((np.arange(n), -seen, stream.country))
    ptr = np.searchsorted(stream.country[order], np.arange(len(stream.countries) + 1))
    rows, others = [], []
    for c in np.flatnonzero(np.diff(ptr) > 1):
        members = order[ptr[c] : ptr[c + 1]]
        top = members[: limit + 1]
        row = np.repeat(members, len(top))
        other = np.tile(top, len(members))
        rows.append(row[row != other])
        others.append(other[row != other])
    row = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    other = np.concatenate(others) if others else np.zeros(0, dtype=np.int64)
    return Neighbours.of_weights(row, other, np.asarray(seen[other] + 0.5, dtype=float), n, limit)


def partners(stream: Stream, limit: int = PARTNER_LIMIT) -> Neighbours:
    """Those with whom each actor dealt most in the 90 days before each 30-day block."""
    n, first = len(stream.actors), stream.first_day
    blocks = (stream.last_day - first) // PARTNER_BLOCK + 2
    rows, others, weights = [], [], []
    for block in range(blocks):
        start = first + block * PARTNER_BLOCK
        past = stream.between(start - PARTNER_WINDOW, start)
        near = np.concatenate([past.subject, past.object])
        far = np.concatenate([past.object, past.subject])
        pair, count = np.unique(near * n + far, return_counts=True)
        apart = pair // n != pair % n
        rows.append(block * n + pair[apart] // n)
        others.append(pair[apart] % n)
        weights.append(count[apart].astype(float))
    found = Neighbours.of_weights(
        np.concatenate(rows), np.concatenate(others), np.concatenate(weights), blocks * n, limit
    )
    return Neighbours(found.ptr, found.other, found.weight, n, first, PARTNER_BLOCK)


def neighbourhoods(
    stream: Stream, patterns: tuple[Pattern, ...], standing: Mapping[str, Neighbours] | None
) -> dict[str, Neighbours]:
    """The neighbours that patterns read.

    Raises:
        UsageError: a pattern reads a relation that was not given.
    """
    found: dict[str, Neighbours] = dict(standing or {})
    for via in {p.via for p in patterns if p.via}:
        if via == "kin":
            found["kin"] = kin(stream)
        elif via == "partners":
            found["partners"] = partners(stream)
        elif via not in found:
            raise UsageError(
                f"a pattern reads the relation {via!r}, which was not given",
                repair="pass it in `standing`, or leave the pattern out",
            )
    return found


@dataclass(frozen=True, eq=False)
class LinkedPairs:
    """Pairs linked to events: `event` numbers the rows that were asked about."""

    event: Ints
    actor: Ints
    target: Ints
    weight: Floats


def linked(
    pattern: Pattern,
    source: Ints,
    target: Ints,
    day: Ints,
    neighbours: Mapping[str, Neighbours],
) -> LinkedPairs:
    """Every pair that a pattern links to each event, with its weight.

    >>> two = np.array([0]), np.array([1]), np.array([5])
    >>> links = linked(PATTERNS[1], *two, {})
    >>> links.actor.tolist(), links.target.tolist(), links.weight.tolist()
    ([1], [0], [1.0])
    """
    rows = np.arange(len(source))
    if pattern.via is None:
        ends = {"source": source, "target": target}
        return LinkedPairs(rows, ends[pattern.actor], ends[pattern.target], np.ones(len(source)))
    lists = neighbours[pattern.via]
    row = lists.rows(source if pattern.of == "source" else target, day)
    size = lists.ptr[row + 1] - lists.ptr[row]
    event = np.repeat(rows, size)
    within = np.arange(len(event)) - np.repeat(np.cumsum(size) - size, size)
    at = lists.ptr[row][event] + within
    ends = {"source": source[event], "target": target[event], "neighbour": lists.other[at]}
    third = lists.other[at]
    keep = (third != source[event]) & (third != target[event])
    return LinkedPairs(
        event[keep],
        ends[pattern.actor][keep],
        ends[pattern.target][keep],
        lists.weight[at][keep],
    )
