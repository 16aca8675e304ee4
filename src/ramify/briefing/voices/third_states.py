"""What states that are no side of an event are expected to do to either side of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.briefing.ramification import REACTIONS, EventRef, ExpectedLine, NotKnown, Probability
from ramify.briefing.words import kind_words
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.record.tolls import deaths_of
from ramify.world.system import System
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.rates.footing import Footing
    from ramify.reasoning.dynamics.reactions.answering import SideReaction, ThirdState

HOSTILE = "hostile"
"""The class of all hostile acts, accusations among them."""
_LATELY = 31
"""Days after which an event no longer calls others forth that would not come anyway."""
_LIKELIEST = 3
_MOVED = 2
_FAR = 0.08
"""How far above its usual chance a state has a line of its own."""


def third_states(
    causes: Sequence[Event],
    on: date,
    horizon: int,
    standing: Footing,
    system: System,
    names: Mapping[str, str],
    mentioned: Set[str],
) -> Iterator[ExpectedLine]:
    """Hostile acts of third states against each side of the event that leads, as on its day:
    of any of them, then of those that the event moves most.

    Args:
        causes: recent events between states, those that weigh most first.
        system: the standing system of the day.
        mentioned: ids of those that are told by name, beside great powers.
    """
    from ramify.reasoning.dynamics.reactions.asked import reactions_to
    from ramify.reasoning.dynamics.reactions.model import ReactionModel

    recent = [e for e in causes if e.when and (on - e.when.end).days <= _LATELY]
    event = _leading(recent, ReactionModel.packaged().seen)
    if event is None or event.when is None or event.target is None:
        return
    day, sides = min(event.when.end, on), (event.actor, event.action, event.target)
    deaths = deaths_of(event)
    answer = reactions_to(standing, system, sides, day, horizon, deaths=deaths)
    for found in answer.found:
        if found.acts == HOSTILE:
            told = [s for s in found.states if s.actor in mentioned or great_power(s.actor, on)]
            yield _line(found, told, event, day, names, answer.caveats)
            for state in _moved_far(told):
                yield _moved(state, found, event, day, names, answer.caveats)
    if not answer.found:
        yield _unknown(event, answer.caveats[0], day, horizon, names)


def _moved_far(told: Iterable[ThirdState]) -> list[ThirdState]:
    """The first of those whose chance is well above their usual one."""
    return [state for state in told if state.chance - state.usual >= _FAR][:_MOVED]


def _leading(causes: Sequence[Event], seen: Sequence[str]) -> Event | None:
    """The one told most among those of which reactions were learned; else the first."""
    from ramify.reasoning.dynamics.rates.questions import plover_class

    known = [event for event in causes if plover_class(action(event.action)) in seen]
    return max(known, key=lambda event: len(event.evidence), default=next(iter(causes), None))


def _line(
    found: SideReaction,
    told: Sequence[ThirdState],
    event: Event,
    day: date,
    names: Mapping[str, str],
    caveats: tuple[str, ...],
) -> ExpectedLine:
    likeliest = sorted(told, key=lambda state: -state.chance)[:_LIKELIEST]
    low, high = found.added
    return ExpectedLine(
        actors=tuple(state.actor for state in likeliest),
        action=HOSTILE,
        targets=(found.side,),
        joining=found.interval,
        window=_window(day, found.horizon),
        strength=Probability(chance=found.chance, base_rate=found.usual),
        cause=EventRef(event=event),
        words=f"a third state → {names.get(found.side, found.side)}: hostile acts or words",
        reasons=(
            *_named(likeliest, names),
            f"the event adds {low:+.1f} to {high:+.1f} states",
        ),
        evidence=(
            ComputedEvidence(by=REACTIONS, inputs=caveats),
            *event.evidence,
        ),
    )


def _named(likeliest: Sequence[ThirdState], names: Mapping[str, str]) -> Iterator[str]:
    each = (f"{names.get(s.actor, s.actor)} {s.chance:.0%} ({s.usual:.0%})" for s in likeliest)
    if likeliest:
        yield f"likeliest {', '.join(each)}"


def _moved(
    state: ThirdState,
    found: SideReaction,
    event: Event,
    day: date,
    names: Mapping[str, str],
    caveats: tuple[str, ...],
) -> ExpectedLine:
    who, whom = (names.get(code, code) for code in (state.actor, found.side))
    return ExpectedLine(
        actors=(state.actor,),
        action=HOSTILE,
        targets=(found.side,),
        window=_window(day, found.horizon),
        strength=Probability(chance=state.chance, base_rate=state.usual),
        cause=EventRef(event=event),
        words=f"{who} → {whom}: {kind_words(HOSTILE)}",
        reasons=(f"moved by {_most(state)}",),
        evidence=(
            ComputedEvidence(by=REACTIONS, inputs=caveats),
            *event.evidence,
        ),
    )


def _most(state: ThirdState) -> str:
    """What moves a state most, as the model names it."""
    return max(state.because, key=lambda group: state.because[group])


def _unknown(
    event: Event, reason: str, day: date, horizon: int, names: Mapping[str, str]
) -> ExpectedLine:
    assert event.target is not None
    return ExpectedLine(
        actors=(),
        action=HOSTILE,
        targets=(event.target,),
        window=_window(day, horizon),
        strength=NotKnown(reason=reason),
        cause=EventRef(event=event),
        words=f"a third state → {names.get(event.target, event.target)}: hostile acts or words",
        evidence=(
            ComputedEvidence(by=REACTIONS, inputs=(reason,)),
            *event.evidence,
        ),
    )


def _window(day: date, horizon: int) -> When:
    return When.between(day + timedelta(days=1), day + timedelta(days=horizon))
