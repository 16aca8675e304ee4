"""Histories: events of the record as the stream a fitted process reads.

Actors go by country and sector, as in the packaged kernel: the state itself and its
government are `PRK`, its armed forces `PRK MIL`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics.stream import Stream, _id_parts
from ramify.record.events import Event
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.record.history import PastEvents


class NoEarlierEvents(InputError):
    """A source that holds nothing to go by before a day."""


class _Row(NamedTuple):
    actor: str
    action: str
    target: str
    when: When


def canonical(actor: str, sector: str | None) -> str:
    """An actor by country and sector; a government goes by its state.

    >>> canonical("PRK", "MIL"), canonical("PRK", "GOV")
    ('PRK MIL', 'PRK')
    """
    return f"{actor} {sector}" if sector and sector not in ("GOV", "UNK") else actor


def actor_and_sector(name: str) -> tuple[str, str | None]:
    """What `canonical` made a name of; ids have no spaces.

    >>> actor_and_sector("PRK MIL"), actor_and_sector("PRK")
    (('PRK', 'MIL'), ('PRK', None))
    """
    actor, _, sector = name.partition(" ")
    return actor, sector or None


def history(events: Iterable[Event], before: date | None = None) -> Stream:
    """The stream of events that have a target and a date, up to the day before `before`.

    An event whose date spans more than a week, a month say, is set aside and counted.

    Raises:
        NoEarlierEvents: there is no such event.
    """
    rows = [
        _Row(
            canonical(event.actor, event.actor_sector),
            event.action,
            canonical(event.target, event.target_sector),
            event.when,
        )
        for event in events
        if event.target and event.when and (before is None or event.when.end < before)
    ]
    if not rows:
        day = f" before {before}" if before else ""
        raise NoEarlierEvents(
            f"no events with two sides and a date{day}", repair="load earlier events"
        )
    return Stream.from_events(rows)


def history_of(past: PastEvents, before: date | None = None, today: date | None = None) -> Stream:
    """The stream of a record's past, up to the day before `before`; like `history`, but fast.

    Raises:
        NoEarlierEvents: there is no such event.
    """
    import numpy as np

    rows, left = past.before(before, today or date.today())
    if not len(rows):
        day = f" before {before}" if before else ""
        raise NoEarlierEvents(
            f"no events with two sides and a date{day}", repair="load earlier events"
        )
    met, actors = np.unique(rows[:, [0, 2]], return_inverse=True)
    done, acts = np.unique(rows[:, 1], return_inverse=True)
    first = int(rows[:, 3].min())
    sides = actors.reshape(-1, 2)
    names = [past.actors[n] for n in met]
    country, sector = _id_parts(names)
    stream = Stream.from_quadruples(
        np.stack([sides[:, 0], acts, sides[:, 1], rows[:, 3] - first], axis=1),
        actors=names,
        actions=[past.actions[n] for n in done],
        country=country,
        sector=sector,
        epoch=date.fromordinal(date(1970, 1, 1).toordinal() + first),
    )
    return replace(stream, set_aside=left)


class Told(NamedTuple):
    """An event as one types it; its day is a date, or the number of a day."""

    on: str
    actor: str
    action: str
    target: str


def told(event: str | Event) -> Told:
    """An event from text such as `2024-06-19 RUS 057 PRK`; names with spaces in quotes.

    An event of the record is taken by its first day, its actors by country and sector.

    Raises:
        UsageError: it has not those four parts.

    >>> told("2024-06-19 RUS 057 'North Korea'").target
    'North Korea'
    """
    repair = 'write DATE ACTOR ACTION TARGET, as "2024-06-19 RUS 057 PRK"'
    if isinstance(event, Event):
        if event.when is None or event.target is None:
            raise UsageError("the event has no date or no target", repair=repair)
        sides = ((event.actor, event.actor_sector), (event.target, event.target_sector))
        actor, target = (canonical(*side).replace(" ", ":") for side in sides)
        return Told(event.when.start.isoformat(), actor, event.action, target)
    if not isinstance(event, str):
        raise UsageError(f"{type(event).__name__} is no event", repair=repair)
    try:
        parts = shlex.split(event)
        if len(parts) != 4 or not parts[0][:1].isdecimal():
            raise ValueError
        return Told(*parts)
    except ValueError:
        raise UsageError(f"{event!r} is no event", repair=repair) from None
