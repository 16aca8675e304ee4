"""The expected voice of a brief: what the two sides of what is reported usually do next.

Base rates answer, of the packaged file or of a record, as `ramify forecast` does the same
question. A model that is named says instead what each recent event calls forth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.briefing.basis import BriefBasis
from ramify.briefing.brief import ForceCase
from ramify.briefing.curve import Curve, nearest_curve
from ramify.briefing.ramification import RATES, EventRef, ExpectedLine, NotKnown, Probability
from ramify.briefing.voices.called_forth import called_forth
from ramify.briefing.voices.named_thirds import named_thirds
from ramify.briefing.voices.third_states import aftermath, third_states
from ramify.briefing.words import kind_words
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.world import World

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.rates.footing import Footing
    from ramify.reasoning.dynamics.rates.questions import Expectation
    from ramify.record.store import Record

_MEMORY = 365
_CAUSES = 5
_TOLD = 0.05
"""The least chance of the gravest act that is told of two adversaries."""
FORCE = "ASSAULT"
_FORCE_TOLD = ("reported", "short of force", "alleged", "asked")


@dataclass(frozen=True)
class ExpectedVoice:
    """The lines of the expected voice with what they rest on, all empty if there are none."""

    lines: tuple[ExpectedLine, ...] = ()
    basis: BriefBasis | None = None
    calibration: Curve | None = None
    rests_on: str = ""
    """What the rates rest on, in words; empty where a model answers."""
    level: str = ""
    """Whose level they have, and of which year."""


@dataclass(frozen=True)
class ToldParties:
    """Whom the documents tell of: everybody mentioned, and whom they name as affected or acting."""

    mentioned: Sequence[str] = ()
    named: Sequence[str] = ()
    events: Sequence[Event] = ()
    """What is told as done."""


class PairRates:
    """Answers by base rates for the days after a day, each asked once.

    Args:
        on: the day; the window begins on the next.
        horizon: days.
        record: whose own level and last days answer; the packaged rates if None.
        after: events known beside the record's.
    """

    def __init__(
        self,
        on: date,
        horizon: int,
        record: Record | Path | None = None,
        world: World | None = None,
        after: Sequence[Event] = (),
    ) -> None:
        self.first, self.horizon = on + timedelta(days=1), horizon
        self._record, self._world, self._after = record, world, after

    @cached_property
    def _standing(self) -> Footing:
        from ramify.reasoning.dynamics.by_rates import standing_on
        from ramify.reasoning.dynamics.history import NoEarlierEvents
        from ramify.reasoning.dynamics.source import EventSource

        source = EventSource.of(self._record, self._world)
        try:
            stream = source.stream(self.first) if source.whole else None
        except NoEarlierEvents:
            stream = None
        return standing_on(stream, after=self._after)

    @property
    def source(self) -> str:
        """What the answers rest on, in words."""
        return self._standing.source

    @property
    def level(self) -> str:
        """Whose level they have, and of which year."""
        standing = self._standing
        if standing.own:
            return f"record's own level of {standing.day.year}"
        return f"level of {standing.rates.learned.day.year}"

    def is_state(self, code: str) -> bool:
        """Whether an actor is a state on the day asked about; of no world, anybody may be."""
        on = self.first - timedelta(days=1)
        return self._world is None or code in self._world.at(on).states

    def at_war(self, a: str, b: str) -> bool:
        """Whether two are at war on the day asked about; of no world, they are not."""
        on = self.first - timedelta(days=1)
        return self._world is not None and bool(self._world.at(on).at_war(a, b))

    def thirds(
        self, causes: Sequence[Event], names: Mapping[str, str], told: ToldParties
    ) -> Iterator[ExpectedLine]:
        """What third parties are expected to do after the event that leads; of no world, none."""
        on = self.first - timedelta(days=1)
        if not causes or self._world is None:
            return
        system = self._world.at(on)
        after = aftermath(causes, on, self.horizon, self._standing, system, names)
        if after is not None:
            yield from third_states(after, self.horizon, told.mentioned)
            yield from named_thirds(after, told.named, told.events, system, self)

    def of(self, actor: str, kind: str, target: str) -> Expectation:
        """What is expected of a class of acts of one on another."""
        from ramify.reasoning.dynamics.rates.answering import answer
        from ramify.reasoning.dynamics.rates.questions import Question

        return answer(self._standing, Question(actor, kind, target, self.first, self.horizon))

    def line(self, found: Expectation, cause: Event, names: Mapping[str, str]) -> ExpectedLine:
        """An answer about two sides as a line."""
        q = found.question
        assert q.actor and q.target and q.action
        who, whom = (names.get(code, code) for code in (q.actor, q.target))
        last = self.first + timedelta(days=self.horizon - 1)
        return ExpectedLine(
            actors=(q.actor,),
            action=q.action,
            targets=(q.target,),
            window=When.between(self.first, last),
            strength=probability(found),
            cause=EventRef(event=cause),
            words=f"{who} → {whom}: {kind_words(q.action)}",
            evidence=(
                ComputedEvidence(by=RATES, inputs=(found.basis or self.source,)),
                *cause.evidence,
            ),
        )


def class_of(code: str) -> str:
    """The class that a CAMEO code is asked about as.

    >>> class_of("190"), class_of("010")
    ('ASSAULT', 'statement')
    """
    from ramify.reasoning.dynamics.rates.questions import plover_class

    return plover_class(action(code))


def probability(found: Expectation) -> Probability | NotKnown:
    """An answer as the strength of a line."""
    if found.chance is None or found.usual is None:
        return NotKnown(reason=found.not_known or "no rate")
    return Probability(
        chance=found.chance, interval=found.within, base_rate=found.usual, acts=found.interval
    )


def expected(
    events: Sequence[Event],
    cases: Sequence[ForceCase],
    rates: PairRates,
    names: Mapping[str, str],
    *,
    states: Set[str] | None = None,
    mentioned: Sequence[str] = (),
    named: Sequence[str] = (),
    model: Fitted | None = None,
    record: Record | None = None,
) -> ExpectedVoice:
    """What is to be expected between the sides of recent events and of force.

    Args:
        events: those that happened.
        cases: uses of force whose two sides are asked about as adversaries.
        rates: what answers.
        states: ids of those that are asked about, as organisations act otherwise; anybody if None.
        mentioned: ids of third states that are told by name.
        named: ids of those that have a line of their own.
        model: a model to answer instead, over `record`.

    Raises:
        InputError: the model knows none of the actions of the record.
    """
    on = rates.first - timedelta(days=1)
    causes = list(_causes(events, on))[:_CAUSES]
    if model is not None and record is not None:
        lines, rests = called_forth(causes, on, rates.horizon, names, model, record)
        if not lines:
            return ExpectedVoice()
        return ExpectedVoice(lines, rests, nearest_curve(model, rates.horizon))
    between = [e for e in causes if e.actor != e.target]
    asked = [e for e in between if states is None or {e.actor, e.target} <= states]
    rows = {line.words: line for line in _rows(asked, cases, rates, names)}
    told = ToldParties(mentioned, named, events)
    for line in rates.thirds(asked, names, told):
        rows.pop(line.words, None)  # one that is told twice stands where it tells more
        rows[line.words] = line
    if not rows:
        return ExpectedVoice()
    return ExpectedVoice(tuple(rows.values()), rests_on=rates.source, level=rates.level)


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


def _rows(
    causes: Sequence[Event], cases: Sequence[ForceCase], rates: PairRates, names: Mapping[str, str]
) -> Iterator[ExpectedLine]:
    """Adversaries first, then more of what the sides of each event just did."""
    forced = {frozenset((c.attacker, c.victim)) for c in cases if c.told in _FORCE_TOLD}
    for case in cases:
        cause = next((line.cause for line in case.lines if line.cause.kind == "event"), None)
        event = cause.event if cause else next(iter(causes), None)
        if event is not None:
            told = {case.attacker, case.victim} in forced
            for found in _hostile(case.attacker, case.victim, rates, event, force=told):
                yield rates.line(found, event, names)
    for event in causes:
        assert event.target is not None
        found = rates.of(event.actor, class_of(event.action), event.target)
        if not _war_goes_on(found, rates):
            yield rates.line(found, event, names)


def _war_goes_on(found: Expectation, rates: PairRates) -> bool:
    """Whether it says that two who are at war use force, as usual."""
    q, usual = found.question, (found.chance, found.usual)
    assert q.actor and q.target
    same = None in usual or round(found.chance or 0.0, 2) == round(found.usual or 0.0, 2)
    return q.action == FORCE and same and rates.at_war(q.actor, q.target)


def _hostile(
    actor: str, target: str, rates: PairRates, event: Event, *, force: bool
) -> Iterator[Expectation]:
    """What the event between the two is, or else the gravest class of hostile acts that is not
    remote, and the one that is likeliest.

    Of force only where it was told: newswires code drills, threats and history as force too, and
    of two at war the rate says less than the war.
    """
    from ramify.reasoning.dynamics.rates.questions import HOSTILE

    told_of = force and not rates.at_war(actor, target)
    kinds = [k for k in HOSTILE if k != FORCE or told_of]
    found = [rates.of(actor, kind, target) for kind in kinds]
    known = {one: one.chance for one in found if one.chance is not None}
    if not known:
        yield from found[:1]
        return
    told = class_of(event.action) if (event.actor, event.target) == (actor, target) else None
    grave = [one for one, chance in known.items() if chance >= _TOLD]
    grave += [one for one in known if one.question.action == told]
    yield from dict.fromkeys([*grave[-1:], max(known, key=known.__getitem__)])
