"""The plain verbs of the dynamics: what to expect, why, what follows, what there was before.

Each takes names, dates and files as a user has them, and answers with typed values that are
tables as well. Over the packaged chronicle, a selection, what would need a rate is *not
known*, and the answer holds the acts on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import UsageError
from ramify._extras import extras
from ramify.reasoning.dynamics.answers import (
    NO_CAUSES,
    NO_RATE,
    NO_SHARES,
    AnswerBasis,
    Consequences,
    Descendants,
    Explanation,
    Forecasts,
    PastCases,
)
from ramify.reasoning.dynamics.asking import (
    EventAsked,
    WindowAsked,
    asked_on_file,
    asked_sides,
    by_process,
    codes_of_a_sector,
    date_of,
    event_on_file,
    fitted_of,
    given,
    only_what_a_process_answers,
    record_basis,
    with_reactions,
)
from ramify.reasoning.dynamics.history import told
from ramify.reasoning.dynamics.on_file import by_action
from ramify.reasoning.dynamics.rates.questions import KINDS, Kind, Question
from ramify.reasoning.dynamics.source import EventSource, class_of
from ramify.record.events import Event
from ramify.world.when import horizon_days

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.shares import Shares
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.stream import Stream
    from ramify.record.store import Record
    from ramify.world.actors import Actor
    from ramify.world.world import World

    Recorded = Record | Path | str | None
    Model = Fitted | Path | str | None
    On = date | str | int | None
    Sides = tuple[str | None, str | None]

OBSERVED = (
    "What an act adds is the difference to the same system without it, an estimate from "
    "observational data."
)
TOLD = 10
"""Causes whose evidence is looked up."""


@extras()
def forecast(
    actor: str | Actor | None = None,
    target: str | Actor | None = None,
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
    The process answers for a named model, simulated futures, codes of sectors and quadruples.

    Args:
        actor: who acts, by id or name (`RUS`, `Russia`), or its sector alone (`RUS:MIL`);
            anybody if left out.
        target: on whom; anybody if left out.
        action: a CAMEO code, a root (`18`), a class (`ASSAULT`) or a quad (`material conflict`);
            any action, and the likeliest ones, if left out.
        on: the window's first day; left out, the day after the last event, or today (no record).
        horizon: days, as a number or as `30d`, `12w`, `6m`, `1y`.
        kind: `incidence` (at least one), `count`, `onset` (at least one after 90 days of none) or
            `escalation` (a higher hostile class than any of the last 90 days).
        after: events known beside the record's, as values or as "2024-06-19 RUS 057 PRK"; the
            window then starts the day after the last of them, if `on` is left out.
        simulations, seed: simulate so many futures instead of the closed form.
        record: events, taken for whole: a record, its file, or a folder of Parquet files or of
            quadruples. Left out, packaged base rates answer, or the chronicle's acts are counted.
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
    ('67.5%, usually 67.5%', 2092)
    """
    source, days = EventSource.of(record, world), horizon_days(horizon)
    asked_kind, sides = _kind(kind), asked_sides(actor, target)
    process = model or simulations or source.quadruples or codes_of_a_sector(sides, action)
    if source.whole and process:
        only_what_a_process_answers(source, action, asked_kind, after)
        window = WindowAsked.of(source, sides, action, on, days, model)
        return _by_process(window, simulations, seed, packaged=model is None)
    known = given(source, after)
    on = _day_after(known) if known and on is None else on
    return _rated(source, sides, action, on, days, asked_kind, model, simulations, known)


def _day_after(known: Iterable[Event]) -> date:
    return max(event.when.end for event in known if event.when) + timedelta(days=1)


def _by_process(window: WindowAsked, simulations: int, seed: int, *, packaged: bool) -> Forecasts:
    """What a fitted process expects in a window, in closed form or from simulated futures."""
    from ramify.reasoning.dynamics.evaluation.recalibrate import calibration_words, recalibrated
    from ramify.reasoning.dynamics.forecasting import forecasts as engine

    drawn: dict[str, Any] = {"method": "simulation", "simulations": simulations, "seed": seed}
    ask = window.sides | (drawn if simulations else {})
    answers = (
        engine.forecasts(window.outlook, **ask)
        if window.action is None
        else (engine.forecast(window.outlook, action=window.action, **ask),)
    )
    if not packaged:
        answers = recalibrated(window.outlook, answers)
    caveat = calibration_words(window.outlook.fitted, answers, packaged=packaged)
    return Forecasts(window.question, answers, window.basis, (caveat,))


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
    from ramify.reasoning.dynamics.by_rates import asked_of, is_wide, moved_by, no_rate, rated

    if model is not None:
        fitted_of(model)
    asked, stream = asked_of(source, sides, action, date_of(source, on), days, kind)
    if stream is None and (why := no_rate(asked)):
        code = None if is_wide(asked.action) else asked.action
        plain, found, basis = asked_on_file(source, sides, code, on, days, model)
        return Forecasts(plain, by_action(found), basis, (f"Not known: {why}.", NO_RATE))
    answered = rated(asked, source=str(source), stream=stream, world=source.facts, after=after)
    moved = tuple(moved_by(source, after, asked)) if kind == "incidence" else ()
    answered = replace(answered, caveats=(*moved, *answered.caveats))
    if model is None and not simulations:
        return answered
    said = "No record: neither the model nor simulated futures have a past to start from."
    return replace(answered, caveats=(*answered.caveats, said))


@extras()
def explain(
    what: str | Event | Actor | None = None,
    target: str | Actor | None = None,
    *,
    action: str | None = None,
    on: On = None,
    horizon: str | int = "90d",
    record: Recorded = None,
    model: Model = None,
    world: World | None = None,
) -> Explanation:
    """What calls an event forth, or what a forecast expects, by past events and their shares.

    Of an event the answer also holds what states do in the days after it (`horizon`), and by what.

    Args:
        what: an event, as a value or as "2024-06-19 RUS 057 PRK"; or who acts, to explain the
            forecast that the same words give.
        target, action, on: of a forecast, as `forecast` takes them; not of an event.
        horizon: days, of a forecast or after an event.
        record, model, world: as `forecast` takes them.

    Raises:
        UsageError: an event with further words, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> found = explain("2024-06-19 RUS 057 PRK")
    >>> [(str(row.when), row.actor, row.action) for row in found.rows][-1]
    ('2024-03-25/2024-03-27', 'RUS', '042')
    """
    source, days = EventSource.of(record, world), horizon_days(horizon)
    if not isinstance(what, Event) and not (isinstance(what, str) and what[:1].isdecimal()):
        return _explained_forecast(source, asked_sides(what, target), action, on, days, model)
    if target or action or on is not None:
        repair = "give the event alone, or an actor and a target for a forecast"
        raise UsageError("an event needs no further words", repair=repair)
    if not source.whole:
        asked, found, basis = event_on_file(source, what, None, model)
        told_of = Explanation(asked, found, basis, (NO_CAUSES,))
        return with_reactions(told_of, source, what, days)
    if by_process(source, model, told(what).actor, told(what).target):
        event = EventAsked.of(source, what, None)
        outlook, basis = event.outlook(model)
        q = event.question
        shares = outlook.explain(str(q.actor), str(q.action), str(q.target), event.day)
        return _explanation(q, shares, source, event.stream, basis)
    [happened] = given(source, what)
    assert happened.when is not None
    sides = happened.actor, happened.target
    answer = _by_rates(source, sides, happened.action, happened.when.start, 1)
    return with_reactions(answer, source, happened, days)


def _explained_forecast(
    source: EventSource,
    sides: Sides,
    action: str | None,
    on: On,
    days: int,
    model: Model,
) -> Explanation:
    if not by_process(source, model, *sides):
        return _by_rates(source, sides, action, date_of(source, on), days)
    from ramify.reasoning.dynamics.forecasting.attribution import causes

    window = WindowAsked.of(source, sides, action, on, days, model)
    shares = causes(window.outlook, action=window.action, **window.sides)
    return _explanation(window.question, shares, source, window.stream, window.basis)


def _by_rates(
    source: EventSource, sides: Sides, action: str | None, on: date | None, days: int
) -> Explanation:
    """Shares of what base rates expect; where there is no rate, the acts on file."""
    from ramify.reasoning.dynamics.by_rates import (
        answered,
        asked_of,
        basis_of,
        caveats_of,
        is_wide,
        standing_on,
    )
    from ramify.reasoning.dynamics.forecasting.rate_shares import shares_of

    asked, stream = asked_of(source, sides, action, on, days)
    standing = standing_on(stream, [name for name in sides if name])
    first = answered(standing, asked, most=0)[0]
    if first.not_known:
        code = None if is_wide(asked.action) else asked.action
        plain, found, basis = asked_on_file(source, sides, code, on, days, None)
        return Explanation(plain, found, basis, (f"Not known: {first.not_known}.",))
    shares = shares_of(standing, asked, stream)
    caveats = (OBSERVED, *caveats_of(standing, first, source.facts))
    basis = basis_of(str(source), stream)
    if stream is None:
        return Explanation(asked, shares, basis, caveats)
    shared = _explanation(asked, shares, source, stream, basis)
    return replace(shared, caveats=caveats)


def _explanation(
    asked: Question, shares: Shares, source: EventSource, stream: Stream, basis: AnswerBasis
) -> Explanation:
    largest = list(dict.fromkeys(shares.shares))[:TOLD]
    return Explanation(asked, shares, basis, evidence=source.evidence(stream, largest))


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
) -> Consequences | Descendants:
    """What an event is expected to bring about that would not come otherwise.

    Base rates answer, as in `forecast`: what each side is expected to do to the other after the
    event, by class, beside the usual, and how much of it the event adds. Over a record, a model
    that is named, sectors and quadruples are answered by the process: a tree of descendants.

    Args:
        event: a value, or text as "2024-06-19 RUS 057 PRK".
        horizon: days, as a number or as `30d`, `12w`, `6m`, `1y`.
        simulations: futures to simulate, by a process.
        seed: of the simulated futures.
        record, model, world: as `forecast` takes them.

    Raises:
        UsageError: no event, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> found = what_follows("2024-04-13 IRN 195 ISR", horizon="30d")
    >>> [(row.actor, row.action, row.target) for row in found.rows[:2]]
    [('IRN', 'ASSAULT', 'ISR'), ('ISR', 'ASSAULT', 'IRN')]
    """
    source, days = EventSource.of(record, world), horizon_days(horizon)
    asked = told(event)
    if not by_process(source, model, asked.actor, asked.target):
        from ramify.reasoning.dynamics.by_rates import added

        if model is not None:
            fitted_of(model)
        found = None if ":" in "".join(asked[1:]) else added(source, given(source, event)[0], days)
        if isinstance(found, Consequences):
            return replace(found, caveats=(OBSERVED, *found.caveats))
        plain, held, basis = event_on_file(source, event, days, model)
        return Descendants(plain, held, basis, (f"Not known: {found}.",) if found else (NO_RATE,))
    from ramify.reasoning.dynamics.forecasting import simulation

    told_of = EventAsked.of(source, event, days)
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

    Beside them the answer holds what states are likely to do after this one.

    Args:
        event: a value, or text as "2024-06-19 RUS 057 PRK".
        horizon: days after a precedent, as a number or as `30d`, `12w`.
        record, world: as `forecast` takes them.

    Raises:
        UsageError: no event, or an impossible day or horizon.
        UnknownName, AmbiguousName, InputError: as `forecast` does.

    >>> found = precedents("2024-06-19 RUS 042 PRK")
    >>> len(found.precedents.cases), [(row.action_class, row.hits) for row in found.rows]
    (44, [('AGREE', 1)])
    """
    from ramify.reasoning.dynamics.forecasting import precedents as engine

    source, days = EventSource.of(record, world), horizon_days(horizon)
    asked = EventAsked.of(source, event, days)
    q = asked.question
    found = engine.precedents(
        asked.stream, actor=str(q.actor), action=str(q.action), target=str(q.target),
        day=asked.day, horizon=days, classes=class_of, whole=source.whole,
        world=None if source.quadruples else source.facts,
    )  # fmt: skip
    caveats = () if source.whole else (NO_SHARES,)
    answer = PastCases(q, found, record_basis(source, asked.stream), caveats)
    return with_reactions(answer, source, event, days)
