"""What a model that is named says recent events call forth, over a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from ramify.briefing.basis import BriefBasis, basis, model_words
from ramify.briefing.ramification import EventRef, ExpectedLine, NotKnown, Probability
from ramify.briefing.words import after_words, kind_words, sector_words
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.offspring import Consequence
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.record.store import Record

_LINES = 6
_LEAST = 0.01
_USUAL = NotKnown(reason="the model pools its rates over pairs and holds none of a pair's own")


def called_forth(
    causes: Sequence[Event],
    on: date,
    horizon_days: int,
    names: Mapping[str, str],
    model: Fitted,
    record: Record,
) -> tuple[tuple[ExpectedLine, ...], BriefBasis]:
    """What events call forth in the days after `on`, most likely first, and what that rests on.

    Raises:
        InputError: the model knows none of the actions of the record.
    """
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.history import history

    rests = basis(model, record, packaged=False)
    past = chain(record.events(until=on), causes)
    outlook = Outlook.over(model, history(past, on + timedelta(days=1)))
    by = model_words(rests.model)
    lines = [
        line for cause in causes for line in _lines(cause, on, horizon_days, outlook, names, by)
    ]
    return tuple(sorted(lines, key=_likeliest_first)), rests


def _likeliest_first(line: ExpectedLine) -> float:
    assert isinstance(line.strength, Probability)
    return -line.strength.chance


def _lines(
    cause: Event, on: date, horizon: int, outlook: Outlook, names: Mapping[str, str], by: str
) -> Iterator[ExpectedLine]:
    from ramify.reasoning.dynamics.forecasting.offspring import consequences
    from ramify.reasoning.dynamics.history import canonical

    assert cause.when is not None and cause.target is not None
    stream = outlook.history
    sides = (
        canonical(cause.actor, cause.actor_sector),
        canonical(cause.target, cause.target_sector),
    )
    if cause.action not in stream.action_numbers or not set(sides) <= set(stream.actor_numbers):
        return
    found = consequences(
        outlook, actor=sides[0], action=cause.action, target=sides[1],
        day=stream.day_of(min(cause.when.end, on)), start=stream.day_of(on) + 1,
        horizon=horizon, classes=lambda code: action(code).plover, least=_LEAST,
    )  # fmt: skip
    window = When.between(on + timedelta(days=1), on + timedelta(days=horizon))
    for consequence in found[:_LINES]:
        yield _line(consequence, cause, window, names, by)


def _line(
    consequence: Consequence, cause: Event, window: When, names: Mapping[str, str], by: str
) -> ExpectedLine:
    from ramify.reasoning.dynamics.history import actor_and_sector

    sides = actor_and_sector(consequence.actor), actor_and_sector(consequence.target)
    (actor, _), (target, _) = sides
    who, whom = (sector_words(names.get(code, code), sector) for code, sector in sides)
    what, inputs = consequence.action_class, (after_words(cause, names),)
    return ExpectedLine(
        actors=(actor,),
        action=what,
        targets=(target,),
        sectors=(sides[0][1], sides[1][1]),
        window=window,
        strength=Probability(
            chance=consequence.probability, interval=consequence.interval, base_rate=_USUAL
        ),
        cause=EventRef(event=cause),
        words=f"{who} → {whom}: {kind_words(what)}",
        reasons=(f"by {', '.join(consequence.patterns)}",),
        evidence=(ComputedEvidence(by=by, inputs=inputs), *cause.evidence),
    )
