"""What the two sides of events are to expect of each other: one row a pair and class.

The rows are the answers that `forecast` gives to the same questions: both ask `by_rates.answered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ramify.reasoning.dynamics.by_rates import answered, past_of, standing_on
from ramify.reasoning.dynamics.rates.questions import Expectation, Question
from ramify.reasoning.dynamics.source import EventSource
from ramify.record.events import Event
from ramify.world.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from ramify.record.store import Record


def expectations(
    events: Sequence[Event],
    on: date,
    horizon: int,
    *,
    record: Record | Path | str | None = None,
    world: World | None = None,
) -> tuple[Expectation, ...]:
    """What the sides of these events are likely to do to each other, either way, by class.

    Each row has `actor`, `target`, `action` (a class, None for any act), `chance`, `usual`,
    `lift`, `count`, `interval` (of the count), `within` (of the chance), `basis`, `age` in days,
    and `not_known`, which says why there is no chance. Pairs come in the order of the events,
    any act first, then the classes, the likeliest first.

    Args:
        events: what is known to have happened; those of the 30 days before `on` count as acts
            of their pair, beside those of the record, and none counts twice.
        on: first day of the window.
        horizon: days.
        record: whose own level and last days are asked; the packaged rates if left out.
        world: by whose facts the record's names are resolved.

    Raises:
        InputError: the record cannot be read.

    >>> visit = Event(when="2024-06-19", actor="RUS", action="042", target="PRK")
    >>> rows = expectations([visit], date(2024, 6, 20), 30)
    >>> rows[0].actor, rows[0].target, rows[0].action, rows[0].lift > 1
    ('RUS', 'PRK', None, True)
    """
    pairs = _pairs(events)
    stream = past_of(EventSource.of(record, world), on)
    standing = standing_on(stream, [name for pair in pairs for name in pair], after=events)
    return tuple(
        row
        for a, b in pairs
        for row in answered(standing, Question(a, None, b, on, horizon), most=None)
    )


def _pairs(events: Iterable[Event]) -> list[tuple[str, str]]:
    """The directed pairs of the events, each followed by the same the other way."""
    found: dict[tuple[str, str], None] = {}
    for event in events:
        if event.target and event.target != event.actor:
            found[event.actor, event.target] = None
            found[event.target, event.actor] = None
    return list(found)
