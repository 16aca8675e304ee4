"""How far states stand from the great powers in the General Assembly, on two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.exposure.votes.points import IdealPoints
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import known_actor
from ramify.world.system import System

_LEAST = 0.05
"""The least change of a distance that is told, in standard deviations of all points."""


def vote_differences(
    before: System, after: System, actors: Sequence[str], points: IdealPoints | None = None
) -> Iterator[Difference]:
    """Distances between ideal points of actors and great powers, in the sessions of two days.

    Nothing where the two days fall into one session: a pact changes no vote that was cast.

    Args:
        before: the system compared with.
        after: the system looked at.
        actors: ids of states.
        points: where states stood; the packaged ones if left out.

    Raises:
        UnknownName: one of the actors is not known.
    """
    actors = [known_actor(after.world, actor).id for actor in actors]
    points = points or IdealPoints.packaged()
    then, now = points.session(before.on), points.session(after.on)
    if then is None or now is None or then == now:
        return
    sessions = (then, now)
    powers = sorted(great_powers(after.on))
    counted = _counted(points, *sessions)
    part = cache(lambda state: _part(after, points, state, sessions))
    seats = {code: _seats(points, code, sessions) for code in {*actors, *powers}}
    for actor, power in product(actors, powers):
        one, other = seats[actor], seats[power]
        if actor == power or one is None or other is None:
            continue
        far = round(abs(one[0] - other[0]), 3), round(abs(one[1] - other[1]), 3)
        if abs(far[1] - far[0]) >= _LEAST:
            yield Difference.against(
                "distance in votes", (actor, power), far, "standard deviations",
                (part(actor), part(power)), counted,
            )  # fmt: skip


def votes_not_known(before: System, after: System, points: IdealPoints | None = None) -> str | None:
    """Why votes say nothing of two days; None if they do."""
    points = points or IdealPoints.packaged()
    if None in (points.session(before.on), points.session(after.on)):
        first = min(points.opened.values())
        return f"votes: those on file run from {first} to {points.closed}"
    return None


def _seats(
    points: IdealPoints, state: str, sessions: tuple[int, int]
) -> tuple[float, float] | None:
    """The points of a state in two sessions; None if it did not vote in one of them."""
    then, now = (points.at.get((state, session)) for session in sessions)
    return (then.point, now.point) if then and now else None


def _counted(points: IdealPoints, *sessions: int) -> str:
    return (
        "ideal points of the General Assembly's sessions "
        f"{sessions[0]} and {sessions[1]}, great powers only; votes on file to {points.closed}"
    )


def _part(after: System, points: IdealPoints, state: str, sessions: tuple[int, int]) -> Part:
    seats = [points.at[state, session] for session in sessions]
    inputs = tuple(
        f"session {session}: {seat.point:+.2f} [{seat.low:+.2f} to {seat.high:+.2f}]"
        for session, seat in zip(sessions, seats, strict=True)
    )
    shares = round(seats[0].point, 3), round(seats[1].point, 3)
    words = f"ideal point of {name_of(after.world.actors, state)}"
    evidence = ComputedEvidence(by="dynamic ordinal model of votes", inputs=inputs)
    return Part.of((state,), shares, words, points.source, (evidence,))
