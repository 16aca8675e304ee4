"""What is on file for the days ahead: summits of those named, ratifications of treaties told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from ramify.record.chronicle import chronicle
from ramify.record.events import Event
from ramify.world.pacts import Pact

_RATIFIED_WITHIN = 731
"""Days after the answer's within which a ratification is looked for."""
_SIGN = "057"


def coming(
    actors: Collection[str], pacts: Iterable[Pact], on: date, horizon: int
) -> tuple[Event, ...]:
    """Events on file after a day, by date.

    Args:
        actors: ids of those of whom a summit within the horizon is told.
        pacts: treaties whose ratifications are told, until they are in force.
        horizon: days.

    >>> from ramify.world.world import World
    >>> pact = World.packaged().pacts["prk-rus-2024"]
    >>> found = coming(["JPN", "NATO"], [pact], date(2024, 7, 1), 90)
    >>> [(str(event.when), event.actor, event.action) for event in found]
    [('2024-07-11', 'JPN', '040'), ('2024-11-09', 'RUS', '057'), ('2024-11-11', 'PRK', '057')]
    """
    ratified = [event for pact in pacts for event in _ratifications(pact, on)]
    last = on + timedelta(days=horizon)
    met = [e for e in _after(on, last) if is_summit(e) and {e.actor, e.target} <= {*actors}]
    return tuple(sorted(dict.fromkeys((*met, *ratified)), key=lambda e: (str(e.when), e.actor)))


def is_summit(event: Event) -> bool:
    """Whether an event is a meeting at a summit, as what it is about says."""
    return event.action.startswith("04") and "summit" in (event.object or "")


def _ratifications(pact: Pact, on: date) -> Iterator[Event]:
    """Acts of its parties that ratify it, between the day and its entry into force."""
    parties = {party.actor for party in pact.parties}
    last = pact.in_force.start if pact.in_force else on + timedelta(days=_RATIFIED_WITHIN)
    for event in _after(on, last - timedelta(days=1)):
        signs = event.action == _SIGN and "ratif" in (event.summary or "")
        if signs and {event.actor, event.target} <= parties:
            yield event


def _after(on: date, last: date) -> Iterator[Event]:
    yield from (e for e in chronicle() if e.when and on < e.when.start <= last)
