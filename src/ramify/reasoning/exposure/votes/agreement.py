"""Agreement: the share of roll calls on which two states voted alike."""

from __future__ import annotations

from ramify.reasoning.exposure.votes.roll_calls import ABSTAIN, RollCalls


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


def _alike(one: int, other: int) -> float:
    if one == other:
        return 1.0
    return 0.5 if ABSTAIN in (one, other) else 0.0
