"""The expected voice of a brief: what the reported events are likely to call forth.

Over a record, the packaged kernel gives the direct consequences of an event; who deals with
whom, and so which third parties are drawn in, it takes from the record and the documents. The
packaged chronicle keeps only what is telling of one story: over it no chance is known, and a
line says how many acts of the two sides are on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.briefing.ramification import Ramification
from ramify.briefing.render.words import event_words, sector_words
from ramify.record.chronicle import chronicle
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.offspring import Consequence
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.record.store import Record

_MEMORY = 365
_CAUSES = 5
_LINES = 6
_LEAST = 0.01
_KERNEL = "the packaged kernel (relational Hawkes process, ICEWS, January to September 2018)"
BASIS = (
    "Direct consequences by a model fitted to ICEWS newswire events of January to September "
    "2018, as that stream would report them, beyond what comes anyway; third parties by the "
    "record and these documents. The model is calibrated on ICEWS, not on this record nor on "
    "later years."
)
NOT_KNOWN = (
    "How likely anything is to follow is not known: the packaged chronicle keeps only what is "
    "telling of one story, so that it has no rate to judge by. Below stand the acts on file."
)
_BANDS = (
    (0.05, "almost no chance"), (0.20, "very unlikely"), (0.45, "unlikely"),
    (0.55, "roughly even chance"), (0.80, "likely"), (0.95, "very likely"),
)  # fmt: skip


def probability_word(probability: float) -> str:
    """The word that goes with a probability, never printed without the number.

    Source: Intelligence Community Directive 203 (2015), section D.6.e.(2).

    >>> probability_word(0.3), probability_word(0.97)
    ('unlikely', 'almost certain')
    """
    return next((word for top, word in _BANDS if probability < top), "almost certain")


def expected(
    events: Sequence[Event],
    on: date,
    horizon_days: int,
    names: Mapping[str, str],
    record: Record | None = None,
) -> tuple[Ramification, ...]:
    """What the most recent events call forth in the days after `on`, most likely first.

    Without a record it is not known, and each event has a line that says so.
    """
    causes = list(_causes(events, on))[:_CAUSES]
    window = When.between(on + timedelta(days=1), on + timedelta(days=horizon_days))
    if record is None:
        return tuple(_not_known(cause, on, window, names) for cause in causes)
    if not causes:
        return ()
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.history import history
    from ramify.reasoning.dynamics.process.model import Fitted

    stream = history([*record.events(), *causes], on + timedelta(days=1))
    outlook = Outlook.over(Fitted.packaged(), stream)
    lines = [line for cause in causes for line in _lines(cause, on, window, outlook, names)]
    return tuple(sorted(lines, key=lambda line: -(line.value or 0.0)))


def _not_known(cause: Event, on: date, window: When, names: Mapping[str, str]) -> Ramification:
    """The line of an event over the chronicle: no chance, but the acts on file."""
    from ramify.reasoning.dynamics.on_file import between

    assert cause.target is not None
    one, other = cause.actor, cause.target
    found = between(chronicle(), one, other, on + timedelta(days=1))
    after = f"after {cause.when}: {event_words(cause, names)}"
    counted = ComputedEvidence(by="counting the packaged chronicle", inputs=(f"{one}, {other}",))
    return Ramification(
        voice="expected",
        actors=(cause.actor,),
        action=cause.action,
        targets=(cause.target,),
        window=window,
        strength="not known",
        words=f"what it calls forth between {_named(one, names)} and {_named(other, names)}",
        reasons=(after, found.on_file),
        evidence=(counted, *cause.evidence),
    )


def _causes(events: Iterable[Event], on: date) -> Iterator[Event]:
    """Events that may still call others forth: both sides known, dated to the month, recent."""
    recent = (e for e in events if e.when and e.target and _recent(e.when, on))
    yield from sorted(recent, key=lambda e: (str(e.when), e.action), reverse=True)


def _recent(when: When, on: date) -> bool:
    return (
        when.precision in ("day", "month") and when.start <= on and (on - when.end).days <= _MEMORY
    )


def _lines(
    cause: Event, on: date, window: When, outlook: Outlook, names: Mapping[str, str]
) -> Iterator[Ramification]:
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
        horizon=(window.end - on).days, classes=lambda code: action(code).plover, least=_LEAST,
    )  # fmt: skip
    for consequence in found[:_LINES]:
        yield _line(consequence, cause, window, names)


def _line(
    consequence: Consequence, cause: Event, window: When, names: Mapping[str, str]
) -> Ramification:
    low, high = consequence.interval
    chance = consequence.probability
    actor, target = (_named(name, names) for name in (consequence.actor, consequence.target))
    what = consequence.action_class
    after = f"after {cause.when}: {event_words(cause, names)}"
    return Ramification(
        voice="expected",
        actors=(consequence.actor.partition(" ")[0],),
        action=what,
        targets=(consequence.target.partition(" ")[0],),
        window=window,
        strength=f"{chance:.0%} ({low:.0%}–{high:.0%}), {probability_word(chance)}",
        value=chance,
        interval=consequence.interval,
        words=f"{actor} → {target}: {what}",
        reasons=(after, f"by {', '.join(consequence.patterns)}"),
        evidence=(ComputedEvidence(by=_KERNEL, inputs=(after,)), *cause.evidence),
    )


def _named(name: str, names: Mapping[str, str]) -> str:
    code, _, sector = name.partition(" ")
    return sector_words(names.get(code, code), sector)
