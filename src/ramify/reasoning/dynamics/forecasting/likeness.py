"""How like two acts are: what kind the two sides are, at war or not, tied how, dealing how much.

The distance of two acts adds up what differs:

| differs | adds |
|---|---|
| one side is a state and its like is none, or both are of one country | no precedent at all |
| at war with each other on the eve | 2 |
| root of the act (18, 19 …) | 1 1/2 |
| each relation of the standing system | 1/2 |
| dealings of the 90 days before, by powers of four | 1/2 a step |
| acts of the class that day and the two before, by powers of two | 1/4 a step, at most 1 |
| the same beside what the 90 days before let expect, by powers of two | 1/4 a step, at most 1 |

An act further than `CLOSE` is no precedent. What is not known of either is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from ramify._arrays import Ints
from ramify.reasoning.dynamics.history import actor_and_sector
from ramify.reasoning.dynamics.process.relations import RELATIONS
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.wars import War
from ramify.world.world import World

CLOSE = 1.5
RECENT_DAYS, STORY_DAYS = 90, 3
WAR, ROOT, TIE, DEALINGS, SIZE = 2.0, 1.5, 0.5, 0.5, 0.25
MOST_SIZE = 1.0


@dataclass(frozen=True)
class Profile:
    """What is known of an act and its sides; what is not is None."""

    kinds: tuple[str, str] | str
    at_war: bool | None
    ties: frozenset[str] | None
    root: str
    dealings: int
    size: int | None = None
    departure: float | None = None
    """Power of two by which the size departs from what the 90 days before let expect."""

    def distance(self, other: Profile) -> float | None:
        """How far another act is; None if it cannot be compared.

        >>> one = Profile(("state", "state"), False, frozenset(), "19", 2)
        >>> one.distance(Profile(("state", "state"), True, frozenset({"rival"}), "19", 1))
        3.0
        >>> one.distance(Profile("one country", False, frozenset(), "19", 2)) is None
        True
        """
        if self.kinds != other.kinds:
            return None
        total = ROOT * (self.root != other.root) + DEALINGS * abs(self.dealings - other.dealings)
        if self.at_war is not None and other.at_war is not None:
            total += WAR * (self.at_war != other.at_war)
        if self.ties is not None and other.ties is not None:
            total += TIE * len(self.ties ^ other.ties)
        if self.size and other.size:
            total += min(SIZE * abs(float(np.log2(self.size / other.size))), MOST_SIZE)
        if self.departure is not None and other.departure is not None:
            total += min(SIZE * abs(self.departure - other.departure), MOST_SIZE)
        return total

    def __str__(self) -> str:
        told = [self.kinds if isinstance(self.kinds, str) else " and ".join(self.kinds)]
        if self.at_war is not None:
            told.append("at war" if self.at_war else "not at war")
        told += sorted(self.ties or ())
        told.append(f"{_DEALT[self.dealings]} dealings in {RECENT_DAYS} days")
        return ", ".join(told)


_DEALT = ("no", "1 to 3", "4 to 15", "16 to 63", "more than 63")


class Profiles:
    """Profiles of the acts of a stream, by the facts of a world."""

    def __init__(
        self, stream: Stream, world: World | None, class_of: Callable[[str], str] = str
    ) -> None:
        self.stream, self.world = stream, world
        names = [class_of(name) for name in stream.actions]
        labels = {name: n for n, name in enumerate(sorted(set(names)))}
        self._labels, self._class_of = labels, class_of
        kind = np.array([labels[name] for name in names], dtype=np.int64)[stream.action]
        n, self._span = len(stream.countries), stream.last_day - stream.first_day + RECENT_DAYS + 2
        one, other = stream.country[stream.subject], stream.country[stream.object]
        low, high = np.minimum(one, other), np.maximum(one, other)
        since = stream.day - stream.first_day
        self._dealt = np.sort((low * n + high) * self._span + since)
        pair = (one * n + other) * len(labels) + kind
        self._done = np.sort(pair * self._span + since)
        self._ties: dict[int, dict[tuple[str, str], set[str]]] = {}

    def of(
        self, actor: int, action: str, target: int, day: int, size: int | None = None
    ) -> Profile:
        """The profile of an act; its size as the stream has it if not given."""
        one, other = (int(self.stream.country[x]) for x in (actor, target))
        n, sides = len(self.stream.countries), [self.stream.countries[x] for x in (one, other)]
        on = self.stream.date_of(day)
        label = self._labels.get(self._class_of(action))
        if size is None and label is not None and self.stream.first_day <= day:
            key = (one * n + other) * len(self._labels) + label
            size = self._count(self._done, key, day - STORY_DAYS + 1, day + 1)
        departure = None
        if size and label is not None and day - RECENT_DAYS >= self.stream.first_day:
            key = (one * n + other) * len(self._labels) + label
            before = self._count(self._done, key, day - RECENT_DAYS, day - STORY_DAYS + 1)
            usually = before * STORY_DAYS / RECENT_DAYS
            departure = float(np.log2((size + 0.3) / (usually + 0.3)))
        pair = min(one, other) * n + max(one, other)
        dealt = self._count(self._dealt, pair, day - RECENT_DAYS, day)
        level = 0 if not dealt else min(1 + int(np.log2(dealt)) // 2, 4)
        kinds: tuple[str, str] | str = "one country"
        if sides[0] != sides[1]:
            kinds = self._kind(actor), self._kind(target)
        return Profile(
            kinds, self._at_war(sides, on), self._tied(sides, on), action[:2], level, size or None,
            departure,
        )  # fmt: skip

    def _count(self, keys: Ints, group: int, first: int, stop: int) -> int:
        ends = [min(max(d - self.stream.first_day, 0), self._span - 1) for d in (first, stop)]
        lo, hi = np.searchsorted(keys, [group * self._span + d for d in ends])
        return int(hi - lo)

    def _kind(self, actor: int) -> str:
        name = actor_and_sector(self.stream.actors[actor])[0]
        known = self.world.actors.get(name) if self.world else None
        return known.kind if known else "unknown"

    def _at_war(self, sides: list[str], on: date | None) -> bool | None:
        if self.world is None or on is None:
            return None
        eve = on - timedelta(days=1)
        found = self._wars.get(frozenset(sides), [])
        return any(war.holds(eve) for war in found)

    @cached_property
    def _wars(self) -> dict[frozenset[str], list[War]]:
        found: dict[frozenset[str], list[War]] = {}
        assert self.world is not None
        for war in self.world.wars:
            for a in war.attacker:
                for b in war.victim:
                    found.setdefault(frozenset((a, b)), []).append(war)
        return found

    def _tied(self, sides: list[str], on: date | None) -> frozenset[str] | None:
        """Relations of the standing system in the middle of the year."""
        if self.world is None or on is None:
            return None
        if on.year not in self._ties:
            system = self.world.at(date(on.year, 7, 1))
            ties: dict[tuple[str, str], set[str]] = {}
            for name, found in RELATIONS.items():
                for a, b, _ in found(system):
                    ties.setdefault((a, b), set()).add(name)
            self._ties[on.year] = ties
        return frozenset(self._ties[on.year].get((sides[0], sides[1]), ()))
