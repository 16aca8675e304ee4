"""Roll calls as arrays: who voted how on what, in which session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

NO, ABSTAIN, YES = 0, 1, 2
_CHOICES = ("no", "abstain", "yes")


class RollCalls(NamedTuple):
    """Votes of states on roll calls. A **seat** is one state in one session.

    Absences are no votes: who is missing said neither yes nor no.
    """

    states: NDArray[np.str_]
    """Id of the state of each seat, shape (seats,), in order of state, then session."""
    sessions: NDArray[np.int64]
    """Session of each seat, shape (seats,)."""
    calls: NDArray[np.str_]
    """Number of each roll call, shape (calls,)."""
    seat: NDArray[np.int64]
    """Seat of each vote, shape (votes,)."""
    call: NDArray[np.int64]
    """Roll call of each vote, shape (votes,), never falling."""
    choice: NDArray[np.int8]
    """0 no, 1 abstention, 2 yes, shape (votes,)."""

    def of(self, state: str, session: int) -> dict[str, int]:
        """What a state voted in a session, by number of the roll call.

        Raises:
            UsageError: the state cast no vote in the session.
        """
        found = np.flatnonzero((self.states == state) & (self.sessions == session))
        if not len(found):
            raise UsageError(
                f"{state} cast no vote in session {session}",
                repair=f"the votes on file are of sessions {self.sessions.min()} to "
                f"{self.sessions.max()}",
            )
        votes = self.seat == found[0]
        return dict(
            zip(self.calls[self.call[votes]].tolist(), self.choice[votes].tolist(), strict=True)
        )


def roll_calls(votes: pa.Table) -> RollCalls:
    """The roll calls of a table of votes.

    Args:
        votes: columns `actor`, `session`, `call` and `choice` (yes, no, abstain), a row a vote,
            as `ramify load` writes them from the votes of the General Assembly.
    """
    actor, number, choice = (
        np.asarray(votes[name].to_numpy(zero_copy_only=False), dtype=str)
        for name in ("actor", "call", "choice")
    )
    session = np.asarray(votes["session"].to_numpy(zero_copy_only=False), dtype=np.int64)
    states, who = np.unique(actor, return_inverse=True)
    width = session.max() + 1
    seats, seat = np.unique(who * width + session, return_inverse=True)
    calls, call = np.unique(number, return_inverse=True)
    order = np.lexsort((seat, call))
    codes = np.select([choice == word for word in _CHOICES], range(len(_CHOICES))).astype(np.int8)
    return RollCalls(
        states[seats // width], seats % width, calls, seat[order], call[order], codes[order]
    )
