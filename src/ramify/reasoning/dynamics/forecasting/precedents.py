"""Precedents: the most similar past events, what followed them, and what follows anyway.

A precedent has the same class of action between two actors whose relation is alike; it is
compared with the same pairs on days around which no such event happened. A rate from fewer
than five cases is marked as such.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Ints
from ramify._errors import InputError, UnknownName
from ramify.reasoning.dynamics.forecasting.simulation import wilson
from ramify.reasoning.dynamics.stream import Stream

FEW = 5
RECENT_DAYS = 90
Relation = Callable[[int, int, int], object]


@dataclass(frozen=True)
class Case:
    """One precedent."""

    actor: str
    action: str
    target: str
    day: int


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


@dataclass(frozen=True)
class Precedents:
    """Similar past events, latest first, and what followed within the horizon."""

    cases: tuple[Case, ...]
    following: tuple[Following, ...]
    horizon: int
    relation: str


def conduct(stream: Stream) -> Relation:
    """Relation of two actors on a day: same country or not, and how much they dealt of late.

    Dealings of the 90 days before, in powers of four: none, 1-3, 4-15, 16-63, more.
    """
    n = len(stream.actors)
    low = np.minimum(stream.subject, stream.object) * n + np.maximum(stream.subject, stream.object)
    span = stream.last_day - stream.first_day + RECENT_DAYS + 2
    key = np.sort(low * span + stream.day - stream.first_day)

    def relation(a: int, b: int, day: int) -> object:
        pair = (min(a, b) * n + max(a, b)) * span
        end = min(max(day - stream.first_day, 0), span - 1)
        lo, hi = np.searchsorted(key, [pair + max(end - RECENT_DAYS, 0), pair + end])
        level = 0 if hi == lo else 1 + int(np.log2(hi - lo)) // 2
        return bool(stream.country[a] == stream.country[b]), min(level, 4)

    return relation


def precedents(
    stream: Stream, *, actor: str, action: str, target: str, day: int, horizon: int = 30,
    classes: Callable[[str], str] | None = None, relation: Relation | None = None,
    most: int = 200, seed: int = 0, whole: bool = True,
) -> Precedents:  # fmt: skip
    """Events like this one before `day`, and what followed each within the horizon.

    Args:
        classes: the class of an action (identity if None).
        relation: a label of (actor, target, day) that must be equal; `conduct` if None.
        most: keep the latest so many.
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
            raise UnknownName(name)
    of_action = classes or (lambda name: name)
    names = [of_action(a) for a in past.actions]
    labels = sorted(set(names))
    class_of = np.array([labels.index(n) for n in names])
    relate = relation or conduct(past)
    alike = relate(stream.actor_numbers[actor], stream.actor_numbers[target], day)
    wanted = of_action(action)
    same = np.flatnonzero(
        class_of[past.action] == (labels.index(wanted) if wanted in labels else -1)
    )
    same = same[past.day[same] + horizon < day][::-1]
    table = past.table[_matching(past, same, relate, alike, most)]
    rng = np.random.default_rng(seed)
    other = _comparable(past, past.table[same], table, horizon, day, rng)
    follow = _followed(past, class_of, len(labels), table, horizon)
    without = _followed(past, class_of, len(labels), other, horizon)
    rows = _rows(labels, follow, without)
    return Precedents(
        tuple(
            Case(past.actors[a], past.actions[k], past.actors[b], d)
            for a, k, b, d in table.tolist()
        ),
        rows if whole else _counted(rows),
        horizon,
        str(alike),
    )


def _matching(past: Stream, rows: Ints, relate: Relation, alike: object, most: int) -> Ints:
    found: list[int] = []
    for row in rows.tolist():
        if relate(int(past.subject[row]), int(past.object[row]), int(past.day[row])) == alike:
            found.append(row)
            if len(found) == most:
                break
    return np.asarray(found, dtype=np.int64)


def _comparable(
    past: Stream, same: Ints, cases: Ints, horizon: int, day: int, rng: np.random.Generator
) -> Ints:
    """For every case the same pair on a random day with no such event within the horizon."""
    by_pair: dict[tuple[int, int], list[int]] = {}
    for a, _, b, d in same.tolist():
        by_pair.setdefault((a, b), []).append(d)
    found = []
    days = np.arange(past.first_day, day - horizon)
    for a, k, b, _ in cases.tolist():
        near = np.abs(days[:, None] - np.asarray(by_pair[a, b])[None, :]).min(1)
        free = days[near > horizon]
        if len(free):
            found.append((a, k, b, int(rng.choice(free))))
    return np.asarray(found, dtype=np.int64).reshape(-1, 4)


def _followed(
    past: Stream, class_of: Ints, n_classes: int, cases: Ints, horizon: int
) -> NDArray[np.bool_]:
    """Whether each class followed each case, between the two sides in either direction."""
    out = np.zeros((len(cases), n_classes), dtype=bool)
    for n, (a, _, b, d) in enumerate(cases.tolist()):
        later = past.between(d + 1, d + horizon + 1)
        between = ((later.subject == a) & (later.object == b)) | (
            (later.subject == b) & (later.object == a)
        )
        out[n, class_of[later.action[between]]] = True
    return out


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
