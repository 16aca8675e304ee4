"""Questions of the verbs in the names of their source, and what answers them.

A window or an event, with its sides and action as the source writes them, the acts before it,
and the process over these; or, of a selection of events, the acts on file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ramify._errors import UsageError
from ramify.reasoning.dynamics.answers import AnswerBasis, Explanation, PastCases
from ramify.reasoning.dynamics.history import told
from ramify.reasoning.dynamics.on_file import UnknownChance, between, on_file
from ramify.reasoning.dynamics.rates.questions import Kind, Question
from ramify.reasoning.dynamics.source import EventSource, admitting, day_number
from ramify.world.actors import asked_name

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.reactions.asked import Reactions
    from ramify.reasoning.dynamics.stream import Stream
    from ramify.record.events import Event
    from ramify.world.actors import Actor

    Model = Fitted | Path | str | None
    On = date | str | int | None
    Sides = tuple[str | None, str | None]


@dataclass(frozen=True, eq=False)
class WindowAsked:
    """A question about days to come, in the names of its source, and what answers it."""

    question: Question
    action: str | None
    sides: dict[str, Any]
    """Actor, target, first day and days, as the engine takes them."""
    stream: Stream
    outlook: Outlook
    basis: AnswerBasis

    @classmethod
    def of(
        cls, source: EventSource, sides: Sides, action: str | None, on: On, days: int, model: Model
    ) -> WindowAsked:
        first = None if on is None else source.day(on)
        stream = source.stream(first)
        names = [name and source.named(name, first, stream) for name in sides]
        stream = admitting(stream, names)
        start = stream.last_day + 1 if first is None else day_number(first, stream)
        code = action and source.coded(action)
        outlook, basis = _outlook(source, stream, model)
        ask = {"actor": names[0], "target": names[1], "start": start, "horizon": days}
        asked = Question(names[0], code, names[1], basis.day(start), days)
        return cls(asked, code, ask, stream, outlook, basis)


@dataclass(frozen=True, eq=False)
class EventAsked:
    """An event in the names of its source, and what came before its day."""

    source: EventSource
    question: Question
    day: int
    stream: Stream

    @classmethod
    def of(cls, source: EventSource, event: str | Event, days: int | None) -> EventAsked:
        asked = told(event)
        on, code = source.day(asked.on), source.coded(asked.action)
        stream = source.stream(on)
        names = [source.named(name, on, stream) for name in (asked.actor, asked.target)]
        stream = admitting(stream, names)
        question = Question(names[0], code, names[1], on, days)
        return cls(source, question, day_number(on, stream), stream)

    def outlook(self, model: Model) -> tuple[Outlook, AnswerBasis]:
        return _outlook(self.source, self.stream, model)


def _outlook(source: EventSource, stream: Stream, model: Model) -> tuple[Outlook, AnswerBasis]:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.relations import of_world

    fitted, words = fitted_of(model)
    standing = of_world(fitted.settings.relations, stream, source.world)
    return Outlook.over(fitted, stream, standing), record_basis(source, stream, words)


def fitted_of(model: Model) -> tuple[Fitted, str]:
    """The model, and how an answer calls it: by its file, and by what it was learned from."""
    from ramify.reasoning.dynamics.process.model import Fitted

    if model is None:
        kernel = Fitted.packaged()
        return kernel, f"the packaged kernel ({kernel.origin})"
    if isinstance(model, Fitted):
        return model, f"a model ({model.origin})"
    loaded = Fitted.load(model)
    return loaded, f"model {model} ({loaded.origin})"


def record_basis(source: EventSource, stream: Stream, model: str | None = None) -> AnswerBasis:
    return AnswerBasis(
        str(source), len(stream), stream.set_aside, model, stream.epoch, stream.uncovered
    )


def asked_on_file(
    source: EventSource, sides: Sides, action: str | None, on: On, days: int, model: Model
) -> tuple[Question, UnknownChance, AnswerBasis]:
    """A forecast's question, and what a selection of events holds of it."""
    first = date_of(source, on)
    actor, target = (name and source.named(name, first) for name in sides)
    code = action and source.coded(action)
    with source.events() as events:
        known = tuple(events)
    found = on_file(known, actor=actor, action=code, target=target, before=first)
    return (
        Question(actor, code, target, first, days),
        found,
        _selection(source, known, first, model),
    )


def event_on_file(
    source: EventSource, event: str | Event, days: int | None, model: Model
) -> tuple[Question, UnknownChance, AnswerBasis]:
    """An event's question, and what a selection holds of the acts of its sides on each other."""
    asked = told(event)
    first, code = date_of(source, asked.on), source.coded(asked.action)
    one, other = (source.named(name, first) for name in (asked.actor, asked.target))
    with source.events() as events:
        known = tuple(events)
    found = between(known, one, other, first)
    basis = _selection(source, known, first, model)
    return Question(one, code, other, first, days), found, basis


def date_of(source: EventSource, on: On) -> date | None:
    found = None if on is None else source.day(on)
    assert not isinstance(found, int)
    return found


def _selection(
    source: EventSource, events: tuple[Event, ...], before: date | None, model: Model
) -> AnswerBasis:
    """The basis of an answer without a model; one that is named must be there all the same."""
    if model is not None:
        fitted_of(model)
    read = [e for e in events if before is None or (e.when and e.when.end < before)]
    return AnswerBasis(str(source), len(read))


def given(source: EventSource, after: str | Event | Sequence[Event]) -> tuple[Event, ...]:
    """Events that an argument names, their sides by id."""
    from ramify.record.events import Event

    if isinstance(after, str):
        asked = told(after)
        on = source.day(asked.on)
        sides = [source.named(name, on).partition(" ") for name in (asked.actor, asked.target)]
        (actor, _, _), (target, _, _) = sides
        if actor == target:
            repair = "name two sides: acts within a country are not counted"
            raise UsageError(f"{after!r} has one side, {actor}", repair=repair)
        return (Event(when=str(on), actor=actor, action=source.coded(asked.action), target=target),)
    return (after,) if isinstance(after, Event) else tuple(after)


Answer = TypeVar("Answer", Explanation, PastCases)


def with_reactions(found: Answer, source: EventSource, event: str | Event, days: int) -> Answer:
    """An answer about an event with what states do after it; as it is where it is of no two
    countries."""
    from ramify.reasoning.dynamics.by_rates import reactions_after

    asked = told(event)
    countries = {name and name.partition(":")[0] for name in (asked.actor, asked.target)}
    if source.quadruples or len(countries) < 2 or ":" in f"{asked.actor}{asked.target}":
        return found
    others: Reactions = reactions_after(source, given(source, event)[0], days)
    caveats = (*found.caveats, *others.caveats)
    return replace(found, reactions=others.found, parties=others.parties, caveats=caveats)


def by_process(source: EventSource, model: Model, *names: str | None) -> bool:
    """Whether the process must answer: for quadruples, sectors, or by a model that is named."""
    sector = any(name and ":" in name for name in names)
    return source.whole and (model is not None or source.quadruples or sector)


def asked_sides(*given: str | Actor | None) -> Sides:
    """Who is asked about, as text.

    Raises:
        UsageError: somebody is neither text nor an actor.
    """
    actor, target = (None if one is None else asked_name(one) for one in given)
    return actor, target


def codes_of_a_sector(sides: Sides, action: str | None) -> bool:
    """Whether a sector's single codes are asked about; classes go by its share in base rates."""
    from ramify.reasoning.dynamics.by_rates import is_wide

    return any(":" in (name or "") for name in sides) and not is_wide(action)


def only_what_a_process_answers(
    source: EventSource, action: str | None, kind: Kind, after: str | Event | Sequence[Event]
) -> None:
    from ramify.reasoning.dynamics.by_rates import is_wide

    if after:
        repair = "add the events to the record, or ask without a model, simulation or sector"
        raise UsageError("a process takes its events from its record alone", repair=repair)
    if kind in ("onset", "escalation") or (is_wide(action) and not source.quadruples):
        repair = "ask of whole countries, over a record with dates, without a model or simulation"
        raise UsageError("a process of single codes cannot answer this", repair=repair)
