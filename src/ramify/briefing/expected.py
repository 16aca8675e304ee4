"""The expected voice of a brief: what the reported events are likely to call forth.

Over a record a model gives the direct consequences of an event; who deals with whom, and so
which third parties are drawn in, it takes from the record and the documents. The packaged
chronicle keeps only what is telling of one story: over it no chance is known, and a line says
how many acts of the two sides are on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from ramify.briefing.basis import BriefBasis, basis, model_words
from ramify.briefing.curve import Curve, nearest_curve
from ramify.briefing.ramification import EventRef, ExpectedLine, NotKnown, Probability
from ramify.briefing.render.words import after_words, sector_words
from ramify.record.chronicle import chronicle
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.offspring import Consequence
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.record.store import Record

_MEMORY = 365
_CAUSES = 5
_LINES = 6
_LEAST = 0.01
NOT_KNOWN = (
    "How likely anything is to follow is not known: the packaged chronicle keeps only what is "
    "telling of one story, so that it has no rate to judge by. Below stand the acts on file."
)
_USUAL = NotKnown(reason="the model pools its rates over pairs and holds none of a pair's own")


@dataclass(frozen=True)
class ExpectedVoice:
    """The lines of the expected voice with what they rest on, all empty if there are none."""

    lines: tuple[ExpectedLine, ...] = ()
    basis: BriefBasis | None = None
    calibration: Curve | None = None


def expected(
    events: Sequence[Event],
    on: date,
    horizon_days: int,
    names: Mapping[str, str],
    model: Fitted | None = None,
    record: Record | None = None,
) -> ExpectedVoice:
    """What the most recent events call forth in the days after `on`, most likely first.

    Without a record it is not known, and each event has a line that says so.

    Raises:
        InputError: the model knows none of the actions of the record.
    """
    causes = list(_causes(events, on))[:_CAUSES]
    if not causes:
        return ExpectedVoice()
    if record is None:
        return ExpectedVoice(tuple(_not_known(cause, on, horizon_days, names) for cause in causes))
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.history import history
    from ramify.reasoning.dynamics.process.model import Fitted

    kernel = model or Fitted.packaged()
    rests = basis(kernel, record, packaged=model is None)
    past = chain(record.events(until=on), causes)
    outlook = Outlook.over(kernel, history(past, on + timedelta(days=1)))
    by = model_words(rests.model)
    lines = [
        line for cause in causes for line in _lines(cause, on, horizon_days, outlook, names, by)
    ]
    if not lines:
        return ExpectedVoice()
    curve = nearest_curve(kernel, horizon_days)
    return ExpectedVoice(tuple(sorted(lines, key=_likeliest_first)), rests, curve)


def _not_known(cause: Event, on: date, horizon: int, names: Mapping[str, str]) -> ExpectedLine:
    """The line of an event over the chronicle: no chance, but the acts on file."""
    from ramify.reasoning.dynamics.on_file import between

    assert cause.target is not None
    sides = cause.actor, cause.target
    found = between(chronicle(), *sides, on + timedelta(days=1))
    who, whom = (names.get(code, code) for code in sides)
    counted = ComputedEvidence(by="counting the packaged chronicle", inputs=(", ".join(sides),))
    return ExpectedLine(
        actors=(cause.actor,),
        action=cause.action,
        targets=(cause.target,),
        sectors=(None, None),
        window=When.between(on + timedelta(days=1), on + timedelta(days=horizon)),
        strength=NotKnown(reason=found.on_file),
        cause=EventRef(event=cause),
        words=f"what it calls forth between {who} and {whom}",
        evidence=(counted, *cause.evidence),
    )


def _likeliest_first(line: ExpectedLine) -> float:
    assert isinstance(line.strength, Probability)
    return -line.strength.chance


def _causes(events: Iterable[Event], on: date) -> Iterator[Event]:
    """Events that may still call others forth: both sides known, dated to the month, recent.

    Those with a day of their own come before those only reported by one.
    """
    recent = (e for e in events if e.when and e.target and _recent(e.when, on))
    yield from sorted(recent, key=lambda e: (not e.reported, str(e.when), e.action), reverse=True)


def _recent(when: When, on: date) -> bool:
    return (
        when.precision in ("day", "month") and when.start <= on and (on - when.end).days <= _MEMORY
    )


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
        words=f"{who} → {whom}: {what}",
        reasons=(f"by {', '.join(consequence.patterns)}",),
        evidence=(ComputedEvidence(by=by, inputs=inputs), *cause.evidence),
    )
