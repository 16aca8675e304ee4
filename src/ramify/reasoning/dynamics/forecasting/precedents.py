"""Precedents: the most similar past events, what followed them, and what follows anyway.

A precedent has the same class of action between two sides that are alike (`likeness`), the
closest first, of these the ones that share a side, then the latest; none that is not close enough
is taken. What one state does to another within three days is one story and one precedent, and what
two do to each other on one day. It is compared with the same pairs on days around which no such
event happened. The two are countries, whoever acts for them. A rate from fewer than five cases is
marked as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import hypot

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Ints
from ramify._errors import InputError, UnknownName
from ramify._nearest import nearest
from ramify.reasoning.dynamics.forecasting.likeness import CLOSE, STORY_DAYS, Profile, Profiles
from ramify.reasoning.dynamics.forecasting.simulation import wilson
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

FEW = 5
SCANNED = 5000
"""Acts of the class looked at, the latest first."""


@dataclass(frozen=True)
class Case:
    """One precedent.

    Args:
        followed: classes of what the two did to each other within the horizon, those that follow
            most above what comes anyway first.
        thirds: third countries that took hostile steps against the target, and against the
            actor; None where not all acts are known.
    """

    actor: str
    action: str
    target: str
    day: int
    distance: float
    followed: tuple[str, ...] = ()
    thirds: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Following:
    """How often a class of action followed, after precedents and on comparable days.

    Intervals are Wilson's at 95 %. `few` says that fewer than five cases stand behind it. Over
    a mere selection of events `hits` of the `cases` are on file, and the shares are None.
    """

    action_class: str
    hits: int
    after: float | None
    after_interval: tuple[float, float] | None
    otherwise: float | None
    otherwise_interval: tuple[float, float] | None
    cases: int
    comparisons: int
    few: bool

    @property
    def difference(self) -> tuple[float, float, float] | None:
        """Share after less share otherwise, and its interval at 95 % (Newcombe 1998)."""
        if self.after is None or self.otherwise is None:
            return None
        if self.after_interval is None or self.otherwise_interval is None:
            return None
        (low, high), (least, most) = self.after_interval, self.otherwise_interval
        found = self.after - self.otherwise
        down = hypot(self.after - low, most - self.otherwise)
        up = hypot(high - self.after, self.otherwise - least)
        return found, found - down, found + up


@dataclass(frozen=True, kw_only=True)
class ThirdFollowing:
    """Mean number of third countries that took hostile steps against one side.

    Args:
        side: *target* or *actor*.
        after: in the days after precedents; `otherwise` after comparable days.
        interval: of the difference, at 95 %, cases taken for independent.
    """

    side: str
    after: float
    otherwise: float
    interval: tuple[float, float]

    @property
    def difference(self) -> float:
        """Countries more after precedents."""
        return self.after - self.otherwise


@dataclass(frozen=True)
class Precedents:
    """Similar past events, closest first, and what followed within the horizon.

    `relation` tells how the sides of the event asked about stand; `passed` counts acts of the
    class that were not close enough; `thirds` has what third countries did, where it is known.
    """

    cases: tuple[Case, ...]
    following: tuple[Following, ...]
    horizon: int
    relation: str
    passed: int
    thirds: tuple[ThirdFollowing, ...]


def precedents(
    stream: Stream, *, actor: str, action: str, target: str, day: int, horizon: int = 30,
    classes: Callable[[str], str] | None = None, world: World | None = None,
    size: int | None = None, most: int = 200, seed: int = 0, whole: bool = True,
) -> Precedents:  # fmt: skip
    """Events like this one before `day`, and what followed each within the horizon.

    Args:
        classes: the class of an action (identity if None).
        world: whose facts say what the sides are and how they stand; without it only what
            they did says.
        size: acts of the class between the two on the day and the two before.
        most: keep the closest so many.
        whole: whether the stream is meant to hold all events of its kind; a selection has
            no rates.

    Raises:
        UnknownName: an actor that the stream does not have.
        InputError: the stream has no events before the day.
    """
    past = stream.before(day)
    if not len(past):
        raise InputError(f"no events before day {day}", repair="load earlier events")
    for name in (actor, target):
        if name not in stream.actor_numbers:
            raise UnknownName(name, near=nearest(name, stream.actor_numbers))
    of_action = classes or (lambda name: name)
    names = [of_action(a) for a in past.actions]
    labels = sorted(set(names))
    class_of = np.array([labels.index(n) for n in names])
    profiles = Profiles(past, world, of_action)
    sides = stream.actor_numbers[actor], stream.actor_numbers[target]
    asked = replace(profiles.of(sides[0], action, sides[1], day, size), size=size)
    wanted = of_action(action)
    same = np.flatnonzero(
        class_of[past.action] == (labels.index(wanted) if wanted in labels else -1)
    )
    same = same[past.day[same] + horizon < day][::-1]
    rows, distance, passed = _closest(past, same, profiles, asked, sides, most)
    acts = past.table
    table = acts[rows]
    rng = np.random.default_rng(seed)
    other = _comparable(past, acts[same], table, horizon, day, rng)
    follow = _followed(past, class_of, len(labels), table, horizon)
    without = _followed(past, class_of, len(labels), other, horizon)
    found = _rows(labels, follow, without)
    found = found if whole else _counted(found)
    after, otherwise = (
        _joining(past, names, rows, horizon) if whole else None for rows in (table, other)
    )
    return Precedents(
        tuple(_cases(past, table, distance, _classes(found, labels, follow), after)),
        found, horizon, str(asked), passed, _thirds(after, otherwise),
    )  # fmt: skip


def _cases(
    past: Stream, table: Ints, distance: list[float], followed: list[tuple[str, ...]],
    joined: Ints | None,
) -> Iterator[Case]:  # fmt: skip
    for n, (a, k, b, day) in enumerate(table.tolist()):
        thirds = None if joined is None else (int(joined[n, 0]), int(joined[n, 1]))
        sides = past.actors[a], past.actions[k], past.actors[b]
        yield Case(*sides, day, distance[n], followed[n], thirds)


def _classes(
    found: tuple[Following, ...], labels: list[str], follow: NDArray[np.bool_]
) -> list[tuple[str, ...]]:
    """What followed every case, in the order of the rows."""
    column = {label: n for n, label in enumerate(labels)}
    order = [(row.action_class, column[row.action_class]) for row in found]
    return [tuple(name for name, n in order if case[n]) for case in follow]


def _closest(
    past: Stream, rows: Ints, profiles: Profiles, asked: Profile, sides: tuple[int, int], most: int
) -> tuple[Ints, list[float], int]:
    """The rows that are close enough, in order, one a story; how many acts are not close."""
    near: list[tuple[float, int, int]] = []
    scanned, mine = rows[:SCANNED], {int(past.country[side]) for side in sides}
    acts = dict(zip(scanned.tolist(), past.table[scanned].tolist(), strict=True))
    for row, (a, k, b, d) in acts.items():
        far = asked.distance(profiles.of(a, past.actions[k], b, d))
        if far is not None and far <= CLOSE:
            shared = len(mine & {int(past.country[a]), int(past.country[b])})
            near.append((far, -shared, -row))
    kept: list[tuple[int, float]] = []
    told: dict[frozenset[int], list[tuple[int, int]]] = {}
    for far, _, row in sorted(near):
        if len(kept) == most:
            break
        a, _, b, d = acts[-row]
        one, other = int(past.country[a]), int(past.country[b])
        stories = told.setdefault(frozenset((one, other)), [])
        if not any(_one_story(one, d, *story) for story in stories):
            stories.append((one, d))
            kept.append((-row, far))
    found = np.asarray([row for row, _ in kept], dtype=np.int64)
    return found, [far for _, far in kept], len(scanned) - len(near)


def _one_story(actor: int, day: int, earlier: int, told: int) -> bool:
    """Whether two acts of a pair are told of one story: on one day, or by one side within three."""
    return day == told or (actor == earlier and abs(day - told) < STORY_DAYS)


def _comparable(
    past: Stream, same: Ints, cases: Ints, horizon: int, day: int, rng: np.random.Generator
) -> Ints:
    """For every case the same pair on a random day with no such event within the horizon."""
    by_pair: dict[tuple[int, int], list[int]] = {}
    country = past.country.tolist()
    for a, _, b, d in same.tolist():
        by_pair.setdefault((country[a], country[b]), []).append(d)
    found = []
    days = np.arange(past.first_day, day - horizon)
    for a, k, b, _ in cases.tolist():
        such = np.asarray(by_pair[country[a], country[b]])
        near = np.abs(days[:, None] - such[None, :]).min(1)
        free = days[near > horizon]
        if len(free):
            found.append((a, k, b, int(rng.choice(free))))
    return np.asarray(found, dtype=np.int64).reshape(-1, 4)


def _followed(
    past: Stream, class_of: Ints, n_classes: int, cases: Ints, horizon: int
) -> NDArray[np.bool_]:
    """Whether each class followed each case, between the countries of the two, either way."""
    out = np.zeros((len(cases), n_classes), dtype=bool)
    for n, (a, _, b, d) in enumerate(cases.tolist()):
        later, (one, other) = past.between(d + 1, d + horizon + 1), past.country[[a, b]]
        actor, target = past.country[later.subject], past.country[later.object]
        between = ((actor == one) & (target == other)) | ((actor == other) & (target == one))
        out[n, class_of[later.action[between]]] = True
    return out


def _thirds(after: Ints | None, otherwise: Ints | None) -> tuple[ThirdFollowing, ...]:
    """What third countries did to either side, on average, where there are cases enough."""
    if after is None or otherwise is None or min(len(after), len(otherwise)) < FEW:
        return ()
    found = []
    for side, mine, others in zip(("target", "actor"), after.T, otherwise.T, strict=True):
        apart = mine.mean() - others.mean()
        sure = 1.96 * (mine.var() / len(mine) + others.var() / len(others)) ** 0.5
        found.append(
            ThirdFollowing(
                side=side, after=float(mine.mean()), otherwise=float(others.mean()),
                interval=(float(apart - sure), float(apart + sure)),
            )
        )  # fmt: skip
    return tuple(found)


def _joining(past: Stream, classes: list[str], cases: Ints, horizon: int) -> Ints | None:
    """How many other countries acted hostilely on the target, and on the actor, of every case.

    None where no class is known to be hostile.
    """
    hostile = np.array([name in HOSTILE for name in classes])
    if not hostile.any():
        return None
    rows = np.flatnonzero(hostile[past.action])
    day, one, other = past.day[rows], past.subject[rows], past.object[rows]
    one, other = past.country[one], past.country[other]
    found = np.zeros((len(cases), 2), dtype=np.int64)
    for n, (a, _, b, on) in enumerate(cases.tolist()):
        lo, hi = np.searchsorted(day, [on + 1, on + horizon + 1])
        sides = past.country[[b, a]]
        for k, side in enumerate(sides):
            found[n, k] = len(np.setdiff1d(one[lo:hi][other[lo:hi] == side], sides))
    return found


def _rows(
    labels: list[str], follow: NDArray[np.bool_], without: NDArray[np.bool_]
) -> tuple[Following, ...]:
    rows = []
    n, m = len(follow), len(without)
    for c, label in enumerate(labels):
        hits, base = int(follow[:, c].sum()), int(without[:, c].sum())
        if hits or base:
            rows.append(
                Following(
                    action_class=label,
                    hits=hits,
                    after=hits / n if n else 0.0,
                    after_interval=wilson(hits, n),
                    otherwise=base / m if m else None,
                    otherwise_interval=wilson(base, m),
                    cases=n,
                    comparisons=m,
                    few=n < FEW,
                )
            )
    return tuple(sorted(rows, key=_lift))


def _lift(row: Following) -> tuple[float, str]:
    return -((row.after or 0.0) - (row.otherwise or 0.0)), row.action_class


def _counted(rows: tuple[Following, ...]) -> tuple[Following, ...]:
    """What followed as a count alone, the most frequent first."""
    none = {"after": None, "after_interval": None, "otherwise": None, "otherwise_interval": None}
    bare = [replace(row, **none, comparisons=0, few=False) for row in rows if row.hits]  # type: ignore[arg-type]
    return tuple(sorted(bare, key=lambda row: (-row.hits, row.action_class)))
