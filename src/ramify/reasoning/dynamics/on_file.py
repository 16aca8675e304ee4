"""What a selection of events can say of a question: the acts on file, and no chance.

A record that keeps only what is telling holds an act because somebody chose
it. How many it holds says that at least so many happened, and nothing of how often such
acts come: not that they are likely, and least of all that they never come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ramify.reasoning.dynamics.history import canonical
from ramify.record.events import Event
from ramify.world.when import When


@dataclass(frozen=True)
class UnknownChance:
    """The answer where no chance can be given: the question, and the acts on file of it.

    actor, action and target are as a forecast has them, None where left open; `acts` go by
    date. An answer is never nought for want of acts.

    >>> str(UnknownChance("TUV", None, "NRU"))
    'not known; no act on file'
    """

    actor: str | None
    action: str | None
    target: str | None
    acts: tuple[Event, ...] = ()

    @property
    def first(self) -> When | None:
        """When the first act on file began, to the precision of its date."""
        dated = [act.when for act in self.acts if act.when]
        return _side(min(dated, key=lambda when: when.start), 0) if dated else None

    @property
    def last(self) -> When | None:
        """When the last act on file ended, to the precision of its date."""
        dated = [act.when for act in self.acts if act.when]
        return _side(max(dated, key=lambda when: when.end), -1) if dated else None

    @property
    def on_file(self) -> str:
        """How many acts are on file, and from when to when.

        >>> visit = Event(when="2024-06-18/2024-06-19", actor="RUS", action="042", target="PRK")
        >>> UnknownChance("RUS", None, "PRK", (visit,)).on_file
        'at least 1 act on file, from 2024-06-18 to 2024-06-19'
        """
        if not self.acts:
            return "no act on file"
        acts = "act" if len(self.acts) == 1 else "acts"
        return f"at least {len(self.acts):,} {acts} on file, from {self.first} to {self.last}"

    def __str__(self) -> str:
        return f"not known; {self.on_file}"


def _side(when: When, end: int) -> When:
    """The start (0) or end (-1) of an interval; any other date as it is.

    >>> _side(When("2024-06-18/2024-06-19"), -1), _side(When("2024-03"), 0)
    (When('2024-06-19'), When('2024-03'))
    """
    return When(str(when).split("/")[end])


def on_file(
    events: Iterable[Event],
    *,
    actor: str | None = None,
    action: str | None = None,
    target: str | None = None,
    before: date | None = None,
) -> UnknownChance:
    """The acts that answer to a question, all over before a day; what is open is any.

    An actor is an id, for it and all its sectors, or an id and a sector (`RUS MIL`).
    """
    found = [
        event
        for event in events
        if event.when
        and event.target
        and (before is None or event.when.end < before)
        and actor in (None, event.actor, canonical(event.actor, event.actor_sector))
        and action in (None, event.action)
        and target in (None, event.target, canonical(event.target, event.target_sector))
    ]
    return UnknownChance(actor, action, target, tuple(sorted(found, key=_by_date)))


def between(
    events: Iterable[Event], one: str, other: str, before: date | None = None
) -> UnknownChance:
    """The acts on file of either of two on the other, all over before a day."""
    known = tuple(events)
    sides = ((one, other), (other, one)) if one != other else ((one, other),)
    found = [on_file(known, actor=a, target=b, before=before) for a, b in sides]
    acts = sorted((act for side in found for act in side.acts), key=_by_date)
    return UnknownChance(one, None, other, tuple(acts))


def by_action(found: UnknownChance, most: int | None = 10) -> tuple[UnknownChance, ...]:
    """Any action first, then each of those on file, the most frequent first."""
    held: dict[str, list[Event]] = {}
    for event in found.acts:
        held.setdefault(event.action, []).append(event)
    ranked = sorted(held.items(), key=lambda row: (-len(row[1]), row[0]))[:most]
    return (found, *(UnknownChance(found.actor, k, found.target, tuple(v)) for k, v in ranked))


def _by_date(event: Event) -> tuple[When, str]:
    assert event.when is not None
    return event.when, event.action
