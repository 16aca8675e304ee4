"""The past as a pattern sees it: linked pairs, in order of day within each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics._kernels import weighted_rows
from ramify.reasoning.dynamics.contacts import Rows, lag_lookup
from ramify.reasoning.dynamics.process.patterns import Neighbours, Pattern, linked
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

BATCH = 200_000


def lag_table(settings: Settings) -> Ints:
    """The bin of every lag from 0 to the longest memory."""
    return lag_lookup(settings.lags[:-1], settings.memory_days)


@dataclass(frozen=True, eq=False)
class Links:
    """Events linked to pairs: the pair's key, the event's row, the weight."""

    key: Ints
    event: Ints
    weight: Floats

    def at(self, rows: Any) -> Links:
        """These of the links."""
        return Links(self.key[rows], self.event[rows], self.weight[rows])

    @classmethod
    def joined(cls, parts: Sequence[Links]) -> Links:
        """All links of some parts, in order."""
        none = np.zeros(0, dtype=np.int64)
        return cls(
            np.concatenate([none, *(p.key for p in parts)]),
            np.concatenate([none, *(p.event for p in parts)]),
            np.concatenate([np.zeros(0), *(p.weight for p in parts)]),
        )


@dataclass(frozen=True, eq=False)
class Past:
    """Events linked to pairs by one pattern, grouped by pair."""

    keys: Ints
    ptr: Ints
    event: Ints
    kind: Ints
    day: Ints
    weight: Floats
    mass: Floats

    @classmethod
    def through(
        cls,
        pattern: Pattern,
        stream: Stream,
        neighbours: Mapping[str, Neighbours],
        only: Ints | None = None,
    ) -> Past:
        """Link every event of a stream. `only` keeps pairs with these (sorted) keys.

        `mass[e]` is the total weight of event e over all pairs, kept or not.
        """
        mass = np.zeros(len(stream))
        found: list[Links] = []
        for links in linked_pairs(pattern, stream, neighbours, mass):
            keep = slice(None) if only is None else _places(links.key, only) >= 0
            found.append(links.at(keep))
        return cls.of(stream, Links.joined(found), mass)

    @classmethod
    def of(cls, stream: Stream, links: Links, mass: Floats) -> Past:
        """Group links by pair."""
        key, event, weight = links.key, links.event, links.weight
        order = np.lexsort((event, key))
        key, event, weight = key[order], event[order], weight[order]
        unique, start = np.unique(key, return_index=True)
        ptr = np.append(start, len(key)).astype(np.int64)
        return cls(unique, ptr, event, stream.action[event], stream.day[event], weight, mass)

    def find(self, keys: Ints) -> Ints:
        """The group of each pair key, -1 where nothing is linked to it."""
        return _places(keys, self.keys)

    def rows(self, keys: Ints, day: Ints, settings: Settings, n_actions: int) -> Rows:
        """Linked weight by (action, lag bin) that each pair had before its day."""
        span = int(day.max(initial=0)) + 1
        pair, of = np.unique(self.find(keys) * span + day, return_inverse=True)
        ptr, cell, value = weighted_rows(
            self.ptr, self.kind, self.weight, self.day, pair // span, pair % span,
            lag_table(settings), settings.n_lags, settings.n_lags * n_actions,
        )  # fmt: skip
        return Rows(of.astype(np.int64), ptr, cell, value)

    def around(self, key: int, day: int, memory: int) -> slice:
        """Where the events linked to one pair in the memory before a day stand."""
        group = int(self.find(np.array([key]))[0])
        if group < 0:
            return slice(0, 0)
        lo, hi = self.ptr[group], self.ptr[group + 1]
        first, last = np.searchsorted(self.day[lo:hi], [day - memory, day], side="left")
        return slice(int(lo + first), int(lo + last))


def linked_pairs(
    pattern: Pattern, stream: Stream, neighbours: Mapping[str, Neighbours], mass: Floats
) -> Iterator[Links]:
    """The links of every event through a pattern, some events at a time.

    `mass`, one entry an event, is filled with the total weight of its links.
    """
    for lo in range(0, len(stream), BATCH):
        part = slice(lo, lo + BATCH)
        links = linked(
            pattern, stream.subject[part], stream.object[part], stream.day[part], neighbours
        )
        mass[part] = np.bincount(links.event, weights=links.weight, minlength=len(mass[part]))
        key = links.actor * len(stream.actors) + links.target
        yield Links(key, links.event + lo, links.weight)


def _places(keys: Ints, among: Ints) -> Ints:
    """Where each key stands among these (rising) ones, -1 where it does not."""
    if not len(among):
        return np.full(len(keys), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return np.where(among[at] == keys, at, -1)


def lag_overlap(day: Ints, start: int, stop: int, lags: Sequence[int]) -> Floats:
    """Days from `start` up to `stop` in each lag bin of each event, shape (events, bins)."""
    first = np.asarray(lags[:-1]) + day[:, None]
    end = np.asarray(lags[1:]) + day[:, None]
    overlap = np.minimum(end, stop) - np.maximum(first, start)
    return np.asarray(np.maximum(overlap, 0), dtype=float)
