"""What an event adds to what its two sides do to each other: with it and without it.

Both are answers by base rates to the same question, in a system with the event and in the same
system without it. The difference is an estimate from observed acts, and no proof of a cause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ramify.reasoning.dynamics.rates.answering import answer
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import Expectation, Question


@dataclass(frozen=True)
class Addition:
    """What is expected after an event, and without it."""

    after: Expectation
    without: Expectation

    @property
    def added(self) -> float:
        """Acts that would not come otherwise."""
        assert self.after.count is not None and self.without.count is not None
        return self.after.count - self.without.count


def additions(
    standing: Footing, event: tuple[str, str, str], on: date, horizon: int
) -> tuple[Addition, ...]:
    """What an act adds between its sides in the days after it, by direction and class.

    The largest additions come first; nothing where a side has no rate.

    Args:
        standing: what is known before the event.
        event: actor, CAMEO code and target.
        on: its day; the window begins on the next.

    >>> found = additions(Footing.packaged(), ("IRN", "195", "ISR"), date(2018, 9, 28), 30)
    >>> found[0].after.actor, found[0].after.action, found[0].added > 0
    ('IRN', 'ASSAULT', True)
    >>> found[0].after.question.start
    datetime.date(2018, 9, 29)
    """
    actor, code, target = event
    told = standing.hearing([(actor, code, target, on)])
    start = on + timedelta(days=1)
    found = []
    for one, other in ((actor, target), (target, actor)):
        asked = Question(one, None, other, start, horizon)
        for name in standing.rates.classes:
            q = replace(asked, action=name)
            pair = Addition(answer(told, q), answer(standing, q))
            if not pair.after.not_known:
                found.append(pair)
    return tuple(sorted(found, key=lambda a: (-a.added, a.after.actor or "", a.after.action or "")))
