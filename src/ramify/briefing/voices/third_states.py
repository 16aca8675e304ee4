"""What states that are no side of an event are expected to do to either side of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.briefing.ramification import (
    REACTIONS,
    EventRef,
    ExpectedLine,
    NotKnown,
    Probability,
    Third,
)
from ramify.briefing.words import kind_words
from ramify.reasoning.dynamics.rates.questions import plover_class
from ramify.reasoning.obligations.law.great_powers import great_power
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.record.tolls import deaths_of
from ramify.world.system import System
from ramify.world.when import When
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.rates.footing import Footing
    from ramify.reasoning.dynamics.reactions.answering import SideReaction, ThirdState
    from ramify.reasoning.dynamics.reactions.asked import Reactions

HOSTILE, OTHER = "hostile", "other"
"""The class of all hostile acts, accusations among them; and that of all others."""
LATELY = 31
"""Days after which an event no longer calls others forth that would not come anyway."""
_LIKELIEST = 3
_MOVED = 2
_FAR = 0.08
"""How far above its usual chance a state has a line of its own."""


@dataclass(frozen=True)
class Aftermath:
    """An event, what the model says third states do after it, and what the lines on that share.

    Args:
        day: the last day before their window.
        on: the day that is asked about.
        found: empty where it is not known.
        why: why it is not; empty if it is.
    """

    event: Event
    day: date
    on: date
    found: Reactions
    names: Mapping[str, str]
    why: str = ""

    @property
    def sides(self) -> tuple[str, str]:
        """The target of the event, then its actor."""
        assert self.event.target is not None
        return self.event.target, self.event.actor

    def name(self, code: str) -> str:
        """An actor by name."""
        return self.names.get(code, code)

    def reaction(self, side: str, acts: str) -> SideReaction:
        """What third states do to a side, hostile or other."""
        return next(one for one in self.found.found if (one.side, one.acts) == (side, acts))

    def line(
        self, third: Third, actors: tuple[str, ...], who: str, found: tuple[str, str, int],
        strength: Probability | NotKnown, reasons: Iterable[str] = (),
        joining: tuple[int, int] | None = None, shown: Iterable[str] = (),
    ) -> ExpectedLine:  # fmt: skip
        """A line on third parties.

        Args:
            who: the actors in words.
            found: the side, hostile or other acts, and within how many days.
            shown: what else the chance comes from, for its evidence.
        """
        side, acts, horizon = found
        window = When.between(self.day + timedelta(days=1), self.day + timedelta(days=horizon))
        return ExpectedLine(
            actors=actors,
            action=acts,
            targets=(side,),
            joining=joining,
            third=third,
            window=window,
            strength=strength,
            cause=EventRef(event=self.event),
            words=f"{who} → {self.name(side)}: {kind_words(acts)}",
            reasons=tuple(reasons),
            evidence=(
                ComputedEvidence(by=REACTIONS, inputs=(*self.found.caveats, *shown)),
                *self.event.evidence,
            ),
        )


def aftermath(
    causes: Sequence[Event],
    on: date,
    horizon: int,
    standing: Footing,
    system: System,
    names: Mapping[str, str],
) -> Aftermath | None:
    """What third states do after the event that leads, as on its day; None if there is none.

    Args:
        causes: recent events between states, those that weigh most first.
        system: the standing system of the day.
    """
    from ramify.reasoning.dynamics.reactions.asked import reactions_to
    from ramify.reasoning.dynamics.reactions.model import ReactionModel

    recent = [e for e in causes if e.when and (on - e.when.end).days <= LATELY]
    model = ReactionModel.of(standing.beside)
    event = _leading(recent, model.seen)
    if event is None or event.when is None or event.target is None:
        return None
    day, sides = min(event.when.end, on), (event.actor, event.action, event.target)
    found = reactions_to(standing, system, sides, day, horizon, model, deaths_of(event))
    why = "" if found.found else _why(event, standing, model.seen, names) or found.caveats[0]
    return Aftermath(event, day, on, found, names, why)


def third_states(after: Aftermath, horizon: int, told: Iterable[str]) -> Iterator[ExpectedLine]:
    """Hostile acts of third states against each side of an event: of any of them, then of those
    that the event moves most.

    Args:
        horizon: days of a window of which nothing is known.
        told: ids of those that are told by name, beside great powers.
    """
    if not after.found.found:
        strength = NotKnown(reason=after.why)
        question = (after.sides[0], HOSTILE, horizon)
        yield after.line("any", (), "a third state", question, strength)
    by_name = {*told}
    for found in (one for one in after.found.found if one.acts == HOSTILE):
        states = [s for s in found.states if s.actor in by_name or great_power(s.actor, after.on)]
        yield _any(found, states, after)
        for state in _moved_far(states):
            yield _moved(state, found, after)


def _why(event: Event, standing: Footing, seen: Sequence[str], names: Mapping[str, str]) -> str:
    """Why nothing is known after an event of a class that no reactions were learned of, or of one
    without a rate; empty of any other."""
    kind = plover_class(action(event.action))
    missing = [c for c in (event.actor, event.target) if c and c not in standing.countries]
    if kind not in seen:
        return (
            f"What third states do after {kind_words(kind)} is not known: none were learned from."
        )
    if missing:
        of = listing(names.get(code, code) for code in missing)
        return f"What third states do is not known: no rate and no record of {of}."
    return ""


def _moved_far(told: Iterable[ThirdState]) -> list[ThirdState]:
    """The first of those that the event is known to move well above their usual chance."""
    return [s for s in told if s.moved and s.chance - s.usual >= _FAR][:_MOVED]


def _leading(causes: Sequence[Event], seen: Sequence[str]) -> Event | None:
    """The one told most among those of which reactions were learned; else the first."""
    known = [event for event in causes if plover_class(action(event.action)) in seen]
    return max(known, key=lambda event: len(event.evidence), default=next(iter(causes), None))


def _any(found: SideReaction, told: Sequence[ThirdState], after: Aftermath) -> ExpectedLine:
    likeliest = sorted(told, key=lambda state: -state.chance)[:_LIKELIEST]
    low, high = found.added
    return after.line(
        "any", tuple(state.actor for state in likeliest), "a third state",
        (found.side, HOSTILE, found.horizon),
        Probability(chance=found.chance, base_rate=found.usual),
        (*_named(likeliest, after), f"the event adds {low:+.1f} to {high:+.1f}"),
        found.interval,
    )  # fmt: skip


def _named(likeliest: Sequence[ThirdState], after: Aftermath) -> Iterator[str]:
    each = (f"{after.name(s.actor)} {s.chance:.0%} ({s.usual:.0%})" for s in likeliest)
    if likeliest:
        yield f"likeliest {', '.join(each)}"


def _moved(state: ThirdState, found: SideReaction, after: Aftermath) -> ExpectedLine:
    return after.line(
        "moved", (state.actor,), after.name(state.actor), (found.side, HOSTILE, found.horizon),
        Probability(chance=state.chance, base_rate=state.usual), (f"moved by {_most(state)}",),
    )  # fmt: skip


def _most(state: ThirdState) -> str:
    """What moves a state most, as the model names it."""
    return max(state.because, key=lambda group: state.because[group])
