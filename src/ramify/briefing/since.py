"""What is new, gone and moved in a brief against an earlier one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ramify._value import Line, Value
from ramify.briefing.ramification import (
    RATES,
    REACTIONS,
    ClaimedLine,
    ExpectedLine,
    ExposedLine,
    Held,
    Legal,
    NotKnown,
    ObligedLine,
    Probability,
    Ramification,
    Shift,
)
from ramify.record.events import Event, EventStatus

How = Literal["new", "gone", "moved"]
Key = tuple[str, Hashable]
"""An actor, or nothing where a line has none, and what the line is about."""
Strength = Annotated[Legal | Probability | Shift | Held | NotKnown, Field(discriminator="kind")]


class LineChange(Value):
    """A line that came, went, or holds with another strength."""

    how: How
    line: Annotated[
        ObligedLine | ExpectedLine | ExposedLine | ClaimedLine, Field(discriminator="voice")
    ]
    """The line as it stands, or as it stood if it is gone."""
    actors: tuple[str, ...]
    """Ids of those of its actors of whom it is new, gone or moved."""
    was: Strength | None = None
    """Its strength in the earlier brief, where it moved."""


class EventChange(Value):
    """An event that came, went, or is told with another status."""

    how: How
    event: Event
    was: EventStatus | None = None


class Since(Value):
    """A brief held against an earlier one."""

    file: Line
    """Name of the earlier brief's file."""
    on: date | None = None
    """The day that it answered for."""
    not_compared: str | None = None
    """Why nothing could be compared; None if it was."""
    notes: tuple[str, ...] = ()
    """What was asked otherwise, so that numbers differ for that reason alone."""
    events: tuple[EventChange, ...] = ()
    lines: tuple[LineChange, ...] = ()


def line_changes(
    then: Iterable[Ramification], now: Iterable[Ramification], *, same_horizon: bool = True
) -> Iterator[LineChange]:
    """The lines of two briefs that differ: moved ones, then new ones, then those gone.

    A chance has moved if it lies outside its earlier interval; over another horizon chances
    are not compared.
    """
    before, after = _keyed(then), _keyed(now)
    both = ((key, before[key], line) for key, line in after.items() if key in before)
    moved = ((k, line, old.strength) for k, old, line in both if _moved(old, line, same_horizon))
    yield from _changes("moved", moved)
    yield from _changes("new", ((k, line, None) for k, line in after.items() if k not in before))
    yield from _changes("gone", ((k, line, None) for k, line in before.items() if k not in after))


def event_changes(then: Iterable[Event], now: Iterable[Event]) -> Iterator[EventChange]:
    """The events of two briefs that differ, by who, what, to whom and when."""
    before, after = ({_what(event): event for event in events} for events in (then, now))
    for key, event in after.items():
        if key not in before:
            yield EventChange(how="new", event=event)
        elif (was := before[key].status) != event.status:
            yield EventChange(how="moved", event=event, was=was)
    yield from (
        EventChange(how="gone", event=event) for key, event in before.items() if key not in after
    )


def _what(event: Event) -> Hashable:
    return event.actor, event.action, event.target, str(event.own_day), event.object


def _keyed(lines: Iterable[Ramification]) -> dict[Key, Ramification]:
    """Lines by what they say of whom, an actor at a time, since duties are grouped anew."""
    found: dict[Key, Ramification] = {}
    for line in lines:
        for actor in line.actors or ("",):
            found.setdefault((actor, _about(line)), line)
    return found


def _about(line: Ramification) -> Hashable:
    """What a line is about but for its actor, its strength and its window."""
    match line:
        case ObligedLine(strength=Legal(article=article)):
            what: tuple[Hashable, ...] = (article.pact, article.article, *_cause(line))
        case ExpectedLine():
            what = (line.joining is None, line.sectors, *_called_forth(line))
        case ClaimedLine(strength=held):
            said = line.cause.said.claim.about
            known = said and said.action and said.target
            what = (held.holder.name, held.affirmed, None if known else line.words)
        case _:
            what = ()
    return line.voice, line.action, line.targets, *what


def _called_forth(line: ExpectedLine) -> tuple[Hashable, ...]:
    """The event that a model expects it after; rates are asked of two sides, whatever happened."""
    by = {e.by for e in line.evidence if e.kind == "computed"}
    return () if by & {RATES, REACTIONS} else _cause(line)


def _cause(line: Ramification) -> tuple[Hashable, ...]:
    if line.cause.kind != "event":
        return (line.cause.kind,)
    event = line.cause.event
    return event.actor, event.action, event.target


def _moved(then: Ramification, now: Ramification, same_horizon: bool) -> bool:
    match then.strength, now.strength:
        case Probability(interval=(low, high)), Probability(chance=chance):
            return same_horizon and not low <= chance <= high
        case Legal(status=was), Legal(status=status):
            return was != status
        case Shift(change=was_by), Shift(change=by):
            return was_by != by
        case Held(modality=was_held, sources=of), Held(modality=held, sources=in_):
            return (was_held, of) != (held, in_)
        case one, other:
            return one.kind != other.kind


def _changes(
    how: How, found: Iterable[tuple[Key, Ramification, Strength | None]]
) -> Iterator[LineChange]:
    """Changes of lines, each of all the actors of whom a line had the same strength before."""
    groups: dict[tuple[int, Strength | None], tuple[Ramification, list[str]]] = {}
    for (actor, _), line, was in found:
        groups.setdefault((id(line), was), (line, []))[1].append(actor)
    for (_, was), (line, actors) in groups.items():
        yield LineChange(how=how, line=line, actors=tuple(filter(None, actors)), was=was)
