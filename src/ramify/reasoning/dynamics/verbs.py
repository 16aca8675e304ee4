"""The plain verbs of the dynamics: what to expect, why, what follows, what there was before.

Each takes names, dates and files as a user has them, and answers with typed values that are
tables as well. Over the packaged chronicle, a selection, what would need a rate is *not
known*, and the answer holds the acts on file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import UsageError
from ramify._extras import extras
from ramify.reasoning.dynamics.answers import (
    NO_RATE,
    AnswerBasis,
    Descendants,
    Explanation,
    Forecasts,
    PastCases,
)
from ramify.reasoning.dynamics.history import told
from ramify.reasoning.dynamics.on_file import UnknownChance, between, by_action, on_file
from ramify.reasoning.dynamics.rates.questions import KINDS, Kind, Question
from ramify.reasoning.dynamics.source import EventSource, admitting, class_of, day_number
from ramify.world.when import horizon_days

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook, Shares
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.stream import Stream
    from ramify.record.events import Event
    from ramify.record.store import Record
    from ramify.world.world import World

    Recorded = Record | Path | str | None
    Model = Fitted | Path | str | None
    On = date | str | int | None
    Sides = tuple[str | None, str | None]

BY_PROCESS = (
    "These are shares of what the process expects; `forecast` answers by base rates unless a model "
    "is named."
)
TOLD = 10
"""Causes whose evidence is looked up."""


@extras()
def forecast(
    actor: str | None = None,
    target: str | None = None,
    *,
    action: str | None = None,
    on: On = None,
    horizon: str | int = "90d",
    kind: Kind | str = "incidence",
    after: str | Event | Sequence[Event] = (),
    simulations: int = 0,
    seed: int = 0,
    record: Recorded = None,
    model: Model = None,
    world: World | None = None,
) -> Forecasts:
    """How likely events are in the days from `on`, beside what is usual between the two sides.

    Base rates answer, of the packaged file or, with a record, of its own level and last days.
    A model that is named, simulated futures, sectors and quadruples are answered by the process.

    Args:
        actor: who acts, by id or name (`RUS`, `Russia`), or its sector alone (`RUS:MIL`);
            anybody if left out.
        target: on whom; anybody if left out.
        action: a CAMEO code, a root (`18`), a class (`ASSAULT`) or a quad (`material conflict`);
            any action, and the likeliest ones, if left out.
        on: first day of the window; the day after the last event, or today without a record,
            if left out.
        horizon: days, as a number or as `30d`, `12w`, `6m`, `1y`.
        kind: `incidence` (at least one), `count`, `onset` (at least one after 90 days of none) or
            `escalation` (a higher hostile class than any of the last 90 days).
        after: events known beside the record's, as values or as "2024-06-19 RUS 057 PRK"; the
            window then starts the day after the last of them, if `on` is left out.
        simulations: simulate so many futures instead of the closed form.
        seed: of the simulated futures.
        record: events, taken for whole: a record, its file, or a folder of Parquet files or of
            quadruples. Left out, the packaged base rates answer, and where there is none the acts
            of the packaged chronicle are counted.
        model: a fitted model or its file, to answer by the process.
        world: the facts by which names are resolved; the packaged ones if left out.

    Raises:
        UsageError: an impossible day, horizon or kind, a window that the record reaches into, or
            a question that the process cannot answer.
        UnknownName: an actor or action that is not known.
        AmbiguousName: several actors have that name on the day.
        InputError: the record or the model cannot be read, or holds no earlier events.

    >>> found = forecast("RUS", "PRK", action="042", on="2024-06-20", horizon="30d")
    >>> str(found.answers[0]), found.rows[0].age
    ('65.1%, usually 65.1%', 2092)
    """
    from ramify.reasoning.dynamics.by_rates import is_wide

    source, days = EventSource.of(record, world), horizon_days(horizon)
    asked_kind = _kind(kind)
    named = f"{actor or ''} {target or ''}"
    processed = source.whole and (model or simulations or source.quadruples or ":" in named)
    if not processed:
        known = _given(source, after)
        if known and on is None:
            on = max(e.when.end for e in known if e.when) + timedelta(days=1)
        return _rated(
            source, (actor, target), action, on, days, asked_kind, model, simulations, known
        )
    if after:
        repair = "add the events to the record, or ask without a model, simulation or sector"
        raise UsageError("a process takes its events from its record alone", repair=repair)
    if kind in ("onset", "escalation") or (is_wide(action) and not source.quadruples):
        repair = "ask of whole countries, over a record with dates, without a model or simulation"
        raise UsageError("a process of single codes cannot answer this", repair=repair)
    from ramify.reasoning.dynamics.evaluation.recalibrate import calibration_words, recalibrated
    from ramify.reasoning.dynamics.forecasting import forecasts as engine

    window = _Window.of(source, (actor, target), action, on, days, model)
    drawn: dict[str, Any] = {"method": "simulation", "simulations": simulations, "seed": seed}
    ask = window.sides | (drawn if simulations else {})
    answers = (
        engine.forecasts(window.outlook, **ask)
        if window.action is None
        else (engine.forecast(window.outlook, action=window.action, **ask),)
    )
    if model is not None:
        answers = recalibrated(window.outlook, answers)
    caveat = calibration_words(window.outlook.fitted, answers, packaged=model is None)
    return Forecasts(window.question, answers, window.basis, (caveat,))


def _given(source: EventSource, after: str | Event | Sequence[Event]) -> tuple[Event, ...]:
    """Events that an argument names, their sides by id."""
    from ramify.record.events import Event

    if isinstance(after, str):
        asked = told(after)
        on = source.day(asked.on)
        sides = [source.named(name, on).partition(" ") for name in (asked.actor, asked.target)]
        (actor, _, _), (target, _, _) = sides
        return (Event(when=str(on), actor=actor, action=source.coded(asked.action), target=target),)
    return (after,) if isinstance(after, Event) else tuple(after)


def _kind(word: str) -> Kind:
    for kind in KINDS:
        if word == kind:
            return kind
    raise UsageError(f"no such kind of question as {word!r}", repair=f"use {', '.join(KINDS)}")


def _rated(
    source: EventSource,
    sides: Sides,
    action: str | None,
    on: On,
    days: int,
    kind: Kind,
    model: Model,
    simulations: int,
    after: tuple[Event, ...],
) -> Forecasts:
    """A forecast by base rates; where there is none, the acts on file."""
    from ramify.reasoning.dynamics.by_rates import is_wide, named_acts, no_rate, rated

    first, acts = _date(source, on), named_acts(action)
    if source.whole:
        stream = source.stream(first)
        start = first or stream.date_of(stream.last_day + 1)
        names = [name and source.named(name, first, stream) for name in sides]
        asked = Question(names[0], acts, names[1], start, days, kind)
        return rated(asked, source=str(source), stream=stream, world=source.facts, after=after)
    if model is not None:
        _fitted(model)
    names = [name and source.named(name, first) for name in sides]
    asked = Question(names[0], acts, names[1], first or date.today(), days, kind)
    if why := no_rate(asked):
        code = None if is_wide(acts) else acts
        plain, found, basis = _on_file(source, sides, code, on, days, model)
        return Forecasts(plain, by_action(found), basis, (f"Not known: {why}.", NO_RATE))
    answered = rated(asked, source=str(source), world=source.facts, after=after)
    if model is None and not simulations:
        return answered
    said = "No record: neither the model nor simulated futures have a past to start from."
    return replace(answered, caveats=(*answered.caveats, said))


@extras()
def explain(
    what: str | Event | None = None,
    target: str | None = None,
    *,
    action: str | None = None,
    on: On = None,
    horizon: str | int = "90d",
    record: Recorded = None,
    model: Model = None,
    world: World | None = None,
) -> Explanation:
    """What calls an event forth, or what a forecast expects, by past events and their shares.

    Args:
        what: an event, as a value or as "2024-06-19 RUS 057 PRK"; or who acts, to explain the
            forecast that the same words give.
        target, action, on, horizon: of a forecast, as `forecast` takes them; not of an event.
        record, model, world: as `forecast` takes them.

    Raises:
        UsageError: an event with further words, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> found = explain("2024-06-19 RUS 057 PRK")
    >>> [(str(row.when), row.actor, row.action) for row in found.rows][-1]
    ('2024-03-25/2024-03-27', 'RUS', '042')
    """
    source, days = EventSource.of(record, world), horizon_days(horizon)
    if what is None or (isinstance(what, str) and not what[:1].isdecimal()):
        return _explained_forecast(source, (what, target), action, on, days, model)
    if target or action or on is not None:
        repair = "give the event alone, or an actor and a target for a forecast"
        raise UsageError("an event needs no further words", repair=repair)
    if not source.whole:
        asked, found, basis = _event_on_file(source, what, None, model)
        return Explanation(asked, found, basis, (NO_RATE,))
    event = _Asked.of(source, what, None)
    outlook, basis = event.outlook(model)
    q = event.question
    shares = outlook.explain(str(q.actor), str(q.action), str(q.target), event.day)
    return _explanation(q, shares, source, event.stream, basis)


def _explained_forecast(
    source: EventSource,
    sides: Sides,
    action: str | None,
    on: On,
    days: int,
    model: Model,
) -> Explanation:
    if not source.whole:
        asked, found, basis = _on_file(source, sides, action, on, days, model)
        return Explanation(asked, found, basis, (NO_RATE,))
    from ramify.reasoning.dynamics.forecasting.attribution import causes

    window = _Window.of(source, sides, action, on, days, model)
    shares = causes(window.outlook, action=window.action, **window.sides)
    shared = _explanation(window.question, shares, source, window.stream, window.basis)
    return shared if model is not None else replace(shared, caveats=(BY_PROCESS,))


def _explanation(
    asked: Question, shares: Shares, source: EventSource, stream: Stream, basis: AnswerBasis
) -> Explanation:
    largest = list(dict.fromkeys(shares.shares))[:TOLD]
    found = {share: source.evidence(stream, share) for share in largest}
    known = {share: evidence for share, evidence in found.items() if evidence}
    return Explanation(asked, shares, basis, evidence=known)


@extras()
def what_follows(
    event: str | Event,
    *,
    horizon: str | int = "90d",
    simulations: int = 2000,
    seed: int = 0,
    record: Recorded = None,
    model: Model = None,
    world: World | None = None,
) -> Descendants:
    """What an event is expected to bring about that would not come otherwise, by generation.

    Args:
        event: a value, or text as "2024-06-19 RUS 057 PRK".
        horizon: days, as a number or as `30d`, `12w`, `6m`, `1y`.
        simulations: futures to simulate.
        seed: of the simulated futures.
        record, model, world: as `forecast` takes them.

    Raises:
        UsageError: no event, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> str(what_follows("2024-06-19 FJI 057 TUV").effect)
    'not known; no act on file'
    """
    source, days = EventSource.of(record, world), horizon_days(horizon)
    if not source.whole:
        asked, found, basis = _event_on_file(source, event, days, model)
        return Descendants(asked, found, basis, (NO_RATE,))
    from ramify.reasoning.dynamics.forecasting import simulation

    told_of = _Asked.of(source, event, days)
    outlook, basis = told_of.outlook(model)
    q = told_of.question
    effect = simulation.what_follows(
        outlook, actor=str(q.actor), action=str(q.action), target=str(q.target), day=told_of.day,
        horizon=days, simulations=simulations, seed=seed,
    )  # fmt: skip
    return Descendants(q, effect, basis)


@extras()
def precedents(
    event: str | Event,
    *,
    horizon: str | int = "30d",
    record: Recorded = None,
    world: World | None = None,
) -> PastCases:
    """The past events most like this one, and how often what followed them.

    Args:
        event: a value, or text as "2024-06-19 RUS 057 PRK".
        horizon: days after a precedent, as a number or as `30d`, `12w`.
        record, world: as `forecast` takes them.

    Raises:
        UsageError: no event, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> found = precedents("2024-06-19 RUS 042 PRK")
    >>> len(found.precedents.cases), [(row.action_class, row.hits) for row in found.rows]
    (45, [('AGREE', 1), ('CONSULT', 1)])
    """
    from ramify.reasoning.dynamics.forecasting import precedents as engine

    source, days = EventSource.of(record, world), horizon_days(horizon)
    asked = _Asked.of(source, event, days)
    q = asked.question
    found = engine.precedents(
        asked.stream, actor=str(q.actor), action=str(q.action), target=str(q.target),
        day=asked.day, horizon=days, classes=class_of, whole=source.whole,
    )  # fmt: skip
    caveats = () if source.whole else (NO_RATE,)
    return PastCases(q, found, _basis(source, asked.stream), caveats)


@dataclass(frozen=True, eq=False)
class _Window:
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
    ) -> _Window:
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
class _Asked:
    """An event in the names of its source, and what came before its day."""

    source: EventSource
    question: Question
    day: int
    stream: Stream

    @classmethod
    def of(cls, source: EventSource, event: str | Event, days: int | None) -> _Asked:
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

    fitted, words = _fitted(model)
    standing = of_world(fitted.settings.relations, stream, source.world)
    return Outlook.over(fitted, stream, standing), _basis(source, stream, words)


def _fitted(model: Model) -> tuple[Fitted, str]:
    """The model, and how an answer calls it: by its file, and by what it was learned from."""
    from ramify.reasoning.dynamics.process.model import Fitted

    if model is None:
        kernel = Fitted.packaged()
        return kernel, f"the packaged kernel ({kernel.origin})"
    if isinstance(model, Fitted):
        return model, f"a model ({model.origin})"
    loaded = Fitted.load(model)
    return loaded, f"model {model} ({loaded.origin})"


def _basis(source: EventSource, stream: Stream, model: str | None = None) -> AnswerBasis:
    return AnswerBasis(str(source), len(stream), stream.set_aside, model, stream.epoch)


def _on_file(
    source: EventSource, sides: Sides, action: str | None, on: On, days: int, model: Model
) -> tuple[Question, UnknownChance, AnswerBasis]:
    """A forecast's question, and what a selection of events holds of it."""
    first = _date(source, on)
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


def _event_on_file(
    source: EventSource, event: str | Event, days: int | None, model: Model
) -> tuple[Question, UnknownChance, AnswerBasis]:
    """An event's question, and what a selection holds of the acts of its sides on each other."""
    asked = told(event)
    first, code = _date(source, asked.on), source.coded(asked.action)
    one, other = (source.named(name, first) for name in (asked.actor, asked.target))
    with source.events() as events:
        known = tuple(events)
    found = between(known, one, other, first)
    basis = _selection(source, known, first, model)
    return Question(one, code, other, first, days), found, basis


def _date(source: EventSource, on: On) -> date | None:
    found = None if on is None else source.day(on)
    assert not isinstance(found, int)
    return found


def _selection(
    source: EventSource, events: tuple[Event, ...], before: date | None, model: Model
) -> AnswerBasis:
    """The basis of an answer without a model; one that is named must be there all the same."""
    if model is not None:
        _fitted(model)
    read = [e for e in events if before is None or (e.when and e.when.end < before)]
    return AnswerBasis(str(source), len(read))
