"""The questions a stream asks about partners, and what every pattern reads to answer them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import UsageError
from ramify.reasoning.dynamics.contacts import Contacts, Index, Rows, lag_lookup
from ramify.reasoning.dynamics.partners.spokesmen import Voices
from ramify.reasoning.dynamics.partners.walks import DenseWalk, View, Walk
from ramify.reasoning.dynamics.stream import Stream

ACTIVITY_LEVELS = 12


@dataclass(frozen=True)
class ContactReading:
    """What a pattern reads: whose past contacts, and with whom.

    `near` is the asking actor itself, its country, or the world; `far` is the candidate
    itself or, unless the world is read, its country.
    """

    name: str
    near: Literal["actor", "country", "world"]
    far: Literal["actor", "country"]

    def __post_init__(self) -> None:
        if self.near not in ("actor", "country", "world") or self.far not in ("actor", "country"):
            raise UsageError(f"unknown reading {self.near!r} to {self.far!r}")
        if self.near == "world" and self.far == "country":
            raise UsageError("what the world does is read towards actors, not countries")


READINGS: tuple[ContactReading, ...] = (
    ContactReading("contact", "actor", "actor"),
    ContactReading("kin of the source", "country", "actor"),
    ContactReading("kin of the target", "actor", "country"),
    ContactReading("kin of both", "country", "country"),
    ContactReading("attention", "world", "actor"),
)


def activity_level(earlier: Ints) -> Ints:
    """The level of an actor with that many earlier contacts: 0, 1, 2, 3-4, 5-8, ...

    >>> activity_level(np.array([0, 1, 2, 3, 4, 5, 10**6])).tolist()
    [0, 1, 2, 2, 3, 3, 11]
    """
    level = np.ceil(np.log2(np.asarray(earlier) + 1.0)).astype(np.int64)
    return np.asarray(np.minimum(level, ACTIVITY_LEVELS - 1), dtype=np.int64)


def earlier_contacts(contacts: Contacts, actor: Ints, day: Ints) -> Ints:
    """How many contacts each actor had before each day."""
    span = int(max(contacts.day.max(initial=0), day.max(initial=0))) + 1
    seen = np.sort(contacts.near * span + contacts.day)
    start = np.searchsorted(seen, actor * span)
    return np.searchsorted(seen, actor * span + day) - start


@dataclass(frozen=True, eq=False)
class Questions:
    """Every fact asked from both ends: n questions, then their mirrors in the same order.

    kind and level (2n,); share (2n, 3): how far the true partner speaks for its country.
    """

    kind: Ints
    level: Ints
    share: Floats
    walks: tuple[Walk | DenseWalk, ...]
    n_kinds: int
    n_actors: int

    @classmethod
    def of(
        cls,
        stream: Stream,
        readings: tuple[ContactReading, ...],
        edges: tuple[int, ...],
        burn_in: int,
    ) -> Questions:
        """The questions of all days but the first `burn_in`."""
        contacts = Contacts.of(stream)
        late = stream.day >= stream.first_day + burn_in
        wanted = np.concatenate([late, late])
        order = np.argsort(np.concatenate([stream.day, stream.day]), kind="stable")
        share = np.empty((len(order), 3))
        share[order] = Voices.silent(stream).follow(contacts, wanted[order])
        s, k, o, day = stream.table[late].T
        asked = Contacts(
            np.concatenate([s, o]), np.concatenate([k, k + len(stream.actions)]),
            np.concatenate([o, s]), np.concatenate([day, day]),
        )  # fmt: skip
        level = activity_level(earlier_contacts(contacts, asked.near, asked.day))
        library = _Library(contacts, asked, stream, edges)
        walks = tuple(library.walks(readings)) if len(asked.day) else ()
        return cls(
            asked.kind, level, share[wanted], walks, library.n_kinds, len(stream.actors)
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Library:
    """The contacts of a stream, looked up for the questions asked of it."""

    contacts: Contacts
    asked: Contacts
    stream: Stream
    edges: tuple[int, ...]

    @property
    def n_kinds(self) -> int:
        return 2 * len(self.stream.actions)

    def walks(self, readings: tuple[ContactReading, ...]) -> Iterator[Walk | DenseWalk]:
        """The walks that serve these readings."""
        place: dict[tuple[str, str], int] = {(r.near, r.far): p for p, r in enumerate(readings)}
        n = len(self.asked.day)
        every, mirror = np.arange(n), np.roll(np.arange(n), n // 2)
        first, second = every[: n // 2], every[n // 2 :]

        def views(*kinds: tuple[str, str, bool, Ints, bool, bool]) -> list[View]:
            return [
                View(place[near, far], given, to, asked, read)
                for near, far, given, to, asked, read in kinds
                if (near, far) in place
            ]

        plans = (
            ("actor", None, every, views(
                ("actor", "actor", True, every, False, False),
                ("actor", "country", True, every, False, False),
                ("world", "actor", False, mirror, True, False),
            )),
            ("country", None, every, views(
                ("country", "actor", True, every, False, False),
                ("country", "country", True, every, False, False),
            )),
            ("actor", "actor", first, views(
                ("actor", "actor", False, first, False, False),
                ("actor", "actor", False, second, True, True),
            )),
            ("country", "actor", every, views(
                ("country", "actor", False, every, False, False),
                ("actor", "country", False, mirror, True, True),
            )),
            ("country", "country", first, views(
                ("country", "country", False, first, False, False),
                ("country", "country", False, second, True, True),
            )),
        )  # fmt: skip
        for near, far, rows, wanted in plans:
            if wanted:
                yield self._walk(near, far, rows, wanted)
        for view in views(("world", "actor", True, every, False, False)):
            yield self._world(view)

    def _walk(self, near: str, far: str | None, rows: Ints, views: list[View]) -> Walk:
        c, a = self.contacts, self.asked
        key, asked = self._place(near, c.near), self._place(near, a.near)
        if far:
            n = len(self.stream.actors)
            key = key * n + self._place(far, c.far)
            asked = asked * n + self._place(far, a.far)
        return Walk.over(
            views, self._rows(key, asked[rows], a.day[rows]), a.kind[rows], self._shape
        )

    def _world(self, view: View) -> DenseWalk:
        nobody = np.zeros_like(self.contacts.near)
        rows = self._rows(nobody, np.zeros_like(self.asked.day), self.asked.day)
        return DenseWalk.over(view, rows, self.asked.kind, self._shape)

    def _rows(self, key: Ints, asked: Ints, day: Ints) -> Rows:
        lags = lag_lookup(self.edges, self.stream.last_day - self.stream.first_day + 1)
        return Index.by(key, self.contacts).rows(asked, day, lags, len(self.edges), self.n_kinds)

    @property
    def _shape(self) -> tuple[int, int]:
        return self.n_kinds, self.n_kinds * len(self.edges)

    def _place(self, side: str, actor: Ints) -> Ints:
        return actor if side == "actor" else self.stream.country[actor]
