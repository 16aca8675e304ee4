"""The expected voice of a brief: what the reported events are likely to call forth.

The packaged kernel gives the direct consequences of an event; who deals with whom, and so
which third parties are drawn in, it takes from the chronicle and the documents.
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

_MEMORY = 365
_CAUSES = 5
_LINES = 6
_LEAST = 0.01
_KERNEL = "the packaged kernel (relational Hawkes process, ICEWS, January to September 2018)"
BASIS = (
    "Direct consequences by a model fitted to ICEWS newswire events of January to September "
    "2018, as that stream would report them, beyond what comes anyway; third parties by the "
    "packaged chronicle and these documents. The model is calibrated on ICEWS, not on this "
    "chronicle nor on later years."
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
    events: Sequence[Event], on: date, horizon_days: int, names: Mapping[str, str]
) -> tuple[Ramification, ...]:
    """What the most recent events call forth in the days after `on`, most likely first."""
    causes = list(_causes(events, on))[:_CAUSES]
    if not causes:
        return ()
    from ramify.reasoning.dynamics.history import history
    from ramify.reasoning.dynamics.process.model import Fitted

    stream = history([*chronicle(), *causes], on + timedelta(days=1))
    outlook = Fitted.packaged().outlook(stream)
    lines = [line for cause in causes for line in _lines(cause, on, horizon_days, outlook, names)]
    return tuple(sorted(lines, key=lambda line: -(line.value or 0.0)))


def _causes(events: Iterable[Event], on: date) -> Iterator[Event]:
    """Events that may still call others forth: both sides known, dated to the month, recent."""
    recent = (e for e in events if e.when and e.target and _recent(e.when, on))
    yield from sorted(recent, key=lambda e: (str(e.when), e.action), reverse=True)


def _recent(when: When, on: date) -> bool:
    return (
        when.precision in ("day", "month") and when.start <= on and (on - when.end).days <= _MEMORY
    )


def _lines(
    cause: Event, on: date, horizon: int, outlook: Outlook, names: Mapping[str, str]
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
        horizon=horizon, classes=lambda code: action(code).plover, least=_LEAST,
    )  # fmt: skip
    window = When.between(on + timedelta(days=1), on + timedelta(days=horizon))
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
