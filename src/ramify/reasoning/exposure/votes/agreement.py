"""Agreement: the share of roll calls on which two states voted alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ramify._errors import UsageError
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.exposure.votes.points import STALE
from ramify.reasoning.exposure.votes.roll_calls import ABSTAIN, RollCalls, roll_calls
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.world.system import System

_LEAST = 0.05
"""The least change of an agreement that is told."""


def agreement(votes: RollCalls, one: str, other: str, session: int) -> float | None:
    """How alike two states voted in a session: 0 always against each other, 1 always alike.

    A call counts 1 for the same vote, one half if just one of the two abstained, 0 for yes
    against no; a call that either missed is dropped (Lijphart 1963, "The analysis of bloc voting
    in the General Assembly"). None if they never both voted.

    Raises:
        UsageError: one of the two cast no vote in the session.

    >>> import pyarrow as pa
    >>> from ramify.reasoning.exposure.votes.roll_calls import roll_calls
    >>> rows = [("USA", "1", "yes"), ("GBR", "1", "yes"), ("USA", "2", "yes"),
    ...         ("GBR", "2", "abstain"), ("USA", "3", "no"), ("GBR", "3", "yes"),
    ...         ("USA", "4", "no")]
    >>> table = pa.table({"actor": [a for a, _, _ in rows], "session": [1] * 7,
    ...                   "call": [c for _, c, _ in rows], "choice": [v for *_, v in rows]})
    >>> agreement(roll_calls(table), "USA", "GBR", 1)
    0.5
    """
    cast = votes.of(one, session), votes.of(other, session)
    both = cast[0].keys() & cast[1].keys()
    if not both:
        return None
    return sum(_alike(cast[0][call], cast[1][call]) for call in both) / len(both)


def agreement_differences(
    before: System, after: System, actors: Sequence[str]
) -> Iterator[Difference]:
    """How alike actors and great powers voted in the sessions of two days, where votes are loaded.

    Unit: share of the roll calls on which both voted. Nothing where the two days fall into one
    session, or where one of them has no votes on file.
    """
    path = after.world.tables.get("votes")
    if path is None or before.on == after.on:
        return
    sessions = [_session(path, system.on) for system in (before, after)]
    if None in sessions or sessions[0] == sessions[1]:
        return
    then, now = map(int, filter(None, sessions))
    votes = _votes(path, then, now)
    for actor, power in product(actors, sorted(great_powers(after.on))):
        found = [_agreed(votes, actor, power, session) for session in (then, now)]
        if actor != power and found[0] and found[1]:
            told = _difference(actor, power, (found[0], found[1]), (then, now))
            if abs(told.change or 0.0) >= _LEAST:
                yield told


def _difference(
    actor: str, power: str, found: tuple[_Agreed, _Agreed], sessions: tuple[int, int]
) -> Difference:
    calls = float(found[0].calls), float(found[1].calls)
    part = Part.of((actor, power), calls, "roll calls on which both voted")
    return Difference(
        measure="agreement in votes", actor=actor, other=power, unit="of roll calls",
        before=round(found[0].share, 3), after=round(found[1].share, 3), parts=(part,),
        coverage=(
            f"roll calls of the General Assembly's sessions {sessions[0]} and {sessions[1]} on "
            "which both voted, an abstention beside a vote as one half; great powers only"
        ),
    )  # fmt: skip


class _Agreed(NamedTuple):
    share: float
    calls: int


def _agreed(votes: RollCalls, one: str, other: str, session: int) -> _Agreed | None:
    try:
        share = agreement(votes, one, other, session)
        both = votes.of(one, session).keys() & votes.of(other, session).keys()
    except UsageError:
        return None
    return None if share is None else _Agreed(share, len(both))


@lru_cache(maxsize=4)
def _votes(path: Path, *sessions: int) -> RollCalls:
    import pyarrow.parquet as pq

    return roll_calls(pq.read_table(path, filters=[("session", "in", sessions)]))


def _session(path: Path, on: date) -> int | None:
    """The session whose roll calls had begun last on a day; None if none had, or after all."""
    opened, closed = _days(path)
    begun = [session for session, first in opened.items() if first <= on]
    return None if not begun or (on - closed).days > STALE else max(begun)


@lru_cache(maxsize=4)
def _days(path: Path) -> tuple[dict[int, date], date]:
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["session", "on"]).group_by("session")
    rows = table.aggregate([("on", "min"), ("on", "max")]).to_pylist()
    return {row["session"]: row["on_min"] for row in rows}, max(row["on_max"] for row in rows)


def _alike(one: int, other: int) -> float:
    if one == other:
        return 1.0
    return 0.5 if ABSTAIN in (one, other) else 0.0
