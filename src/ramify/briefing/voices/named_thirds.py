"""What is expected of each third party that the documents name, in one line.

Of a state the line asks about one side of the event and one kind of acts:

- *the side* is none that it is at war with. After a hostile event it is, of those that the state is
  not bound to as ally, patron or client, the one that a larger share of its usual acts on is
  hostile. After another event it is the one that the state is bound to, else either.
- *the acts* are hostile ones, but none towards a side that it met, helped or agreed with in the
  last weeks, as the documents tell; towards a side that it is bound to, after an event that is not
  hostile, the others.
- *any hostile act* is asked about where its chance is open (5 to 95 %) or moved by the event (4.5
  points): what is moved first, then what is nearest to even. Else, of other acts, and where the
  documents tell of one, it is the gravest class that is open and not told of. Use of force is left
  out, as newswires code drills and threats as such, and between friends coercion, as they code
  arrests as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.voices.members import is_bloc, members_line
from ramify.briefing.voices.third_states import HOSTILE, LATELY, OTHER, Aftermath
from ramify.reasoning.dynamics.rates.questions import HOSTILE as HOSTILE_CLASSES
from ramify.reasoning.dynamics.rates.questions import plover_class
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.system import System

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.rates.questions import Expectation
    from ramify.reasoning.dynamics.reactions.answering import SideReaction, ThirdState

REMOTE, SURE = 0.05, 0.95
"""A chance outside these is settled."""
SAME = 0.045
"""A chance no further than this from the usual one is the usual one."""
_COERCE = "COERCE"
_GRAVEST = {
    HOSTILE: (_COERCE, "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE"),
    OTHER: ("AID", "COOPERATE", "SUPPORT", "AGREE", "CONSULT"),
}
"""Classes of acts that a line may narrow them to, the gravest first."""
_BOUND = {"ally", "patron", "client"}
_LEAST = 0.05
"""From which share of a logit on a group of traits is told as the reason."""
_GROUPS = {
    "past": "its past", "dealings": "dealings", "relation": "relations",
    "size": "the event's size", "act": "the event's kind",
}  # fmt: skip
_FRIENDLY = ("AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "SUPPORT")
_Deed = tuple[str | None, str, str | None]
"""Who did what class of act to whom."""


class AnsweringRates(Protocol):
    """What answers single classes, and says who is at war."""

    def of(self, actor: str, kind: str, target: str) -> Expectation: ...

    def at_war(self, a: str, b: str) -> bool: ...

    def line(self, found: Expectation, cause: Event, names: Mapping[str, str]) -> ExpectedLine: ...


def named_thirds(
    after: Aftermath,
    named: Iterable[str],
    events: Iterable[Event],
    system: System,
    rates: AnsweringRates,
) -> Iterator[ExpectedLine]:
    """A line a third party that the documents name, in their order; none where it is not known
    what third states do.

    Args:
        named: ids of states and organisations.
        events: what the documents tell of as done.
        system: the standing system of the day.
    """
    if not after.found.found:
        return
    scene = _Scene(after, frozenset(_done(events, after)), system, rates)
    for code in named:
        actor = system.actors.get(code)
        if actor is None or code in after.sides:
            continue
        if actor.kind == "state":
            yield from scene.line_of(code)
        elif is_bloc(code, system):
            yield members_line(code, after, system)


def _done(events: Iterable[Event], after: Aftermath) -> Iterator[_Deed]:
    """What was done in the weeks before the day."""
    for event in events:
        if event.when is not None and 0 <= (after.on - event.when.end).days <= LATELY:
            yield event.actor, plover_class(action(event.action)), event.target


class _Broad(NamedTuple):
    """What a state does to a side, any act that is hostile, or any other."""

    of: SideReaction
    state: ThirdState

    @property
    def moved(self) -> bool:
        """Whether the event is known to move it, and far."""
        return self.state.moved and abs(self.state.chance - self.state.usual) >= SAME

    @property
    def open(self) -> bool:
        """Whether it may come or not, or is moved."""
        return REMOTE <= self.state.chance <= SURE or self.moved

    @property
    def telling(self) -> tuple[bool, float]:
        """What is moved before what is as usual, then what is nearest to even."""
        return self.moved, -abs(self.state.chance - 0.5)


class _Narrow(NamedTuple):
    """What a state does to a side by class: the less, the graver, then the nearer to even."""

    place: int
    from_even: float
    found: Expectation


@dataclass(frozen=True, eq=False)
class _Scene:
    """An event, with what is known of those who are no side of it."""

    after: Aftermath
    done: frozenset[_Deed]
    system: System
    rates: AnsweringRates

    def line_of(self, code: str) -> Iterator[ExpectedLine]:
        """The line on a state; none where neither side can be asked about."""
        sides, acts = self.asked(code)
        broad = [one for side in sides if (one := self.broad(code, side, acts))]
        if sides and not broad:
            yield self.unknown(code, sides[0], acts)
        fresh = [one for one in broad if not self.acted(code, one.of.side)]
        undecided = [one for one in fresh if one.open and acts == HOSTILE]
        if undecided:
            yield self.broadly(max(undecided, key=lambda one: one.telling))
            return
        narrow = [cls for one in broad if (cls := self.narrow(code, one.of.side, acts))]
        if narrow:
            yield self.narrowly(code, min(narrow, key=lambda one: (one.place, one.from_even)).found)
        elif fresh:
            yield self.broadly(max(fresh, key=lambda one: one.state.chance))

    def asked(self, code: str) -> tuple[list[str], str]:
        """Towards which sides a state is asked about, and hostile acts or others."""
        hostile = plover_class(action(self.after.event.action)) in HOSTILE_CLASSES
        sides = [side for side in self.after.sides if not self.rates.at_war(code, side)]
        bound = [side for side in sides if self.bound(code, side)]
        if bound and not hostile:
            return bound, OTHER
        sides = [side for side in sides if not self.friendly(code, side)]
        if hostile:
            free = [side for side in sides if side not in bound] or sides
            sides = sorted(free, key=lambda side: -self.hostility(code, side))[:1]
        return sides, HOSTILE

    def friendly(self, code: str, side: str) -> bool:
        """Whether the two met lately, or did something for each other."""
        return any(
            kind in _FRIENDLY and {actor, target} == {code, side}
            for actor, kind, target in self.done
        )

    def acted(self, code: str, side: str) -> bool:
        """Whether it did something hostile to a side lately."""
        return any((code, kind, side) in self.done for kind in HOSTILE_CLASSES)

    def hostility(self, code: str, side: str) -> float:
        """Which share of what a state usually does to a side is hostile."""
        hostile, other = (
            self.usually(code, found.of) if (found := self.broad(code, side, acts)) else 0.0
            for acts in (HOSTILE, OTHER)
        )
        return hostile / (hostile + other) if hostile else 0.0

    @cached_property
    def _ties(self) -> Mapping[tuple[str, str], list[str]]:
        """What states are to each other, what weighs most first."""
        from ramify.reasoning.dynamics.process.relations import RELATIONS

        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in ("ally", "patron", "rival", "neighbour"):
            for a, b, _ in RELATIONS[name](self.system):
                if name == "patron":
                    found[a, b].append("client")
                found[(b, a) if name == "patron" else (a, b)].append(name)
        return found

    def ties(self, code: str, side: str) -> list[str]:
        """What a state is to a side."""
        return list(dict.fromkeys(self._ties.get((code, side), ())))

    def bound(self, code: str, side: str) -> bool:
        """Whether a state is a side's ally, patron or client."""
        return not _BOUND.isdisjoint(self.ties(code, side))

    def broad(self, code: str, side: str, acts: str) -> _Broad | None:
        """Any act of a kind towards a side; None of a state without a rate."""
        found = self.after.reaction(side, acts)
        return next((_Broad(found, one) for one in found.states if one.actor == code), None)

    def narrow(self, code: str, side: str, acts: str) -> _Narrow | None:
        """The gravest class of them that is open and not told as done."""
        friends = self.bound(code, side)
        for place, kind in enumerate(_GRAVEST[acts]):
            if friends and kind == _COERCE:
                continue
            found = self.rates.of(code, kind, side)
            known = found.chance if (code, kind, side) not in self.done else None
            if known is not None and REMOTE <= known <= SURE:
                return _Narrow(place, abs(known - 0.5), found)
        return None

    def broadly(self, found: _Broad) -> ExpectedLine:
        """Any act of a kind, with what moves it."""
        from ramify.reasoning.dynamics.words.consequences import because_words

        of, state = found
        because = _pushed(state) or _acts(self.usually(state.actor, of))
        return self.after.line(
            "named", (state.actor,), self.after.name(state.actor), (of.side, of.acts, of.horizon),
            Probability(chance=state.chance, base_rate=state.usual),
            (because, *self.ties(state.actor, of.side)[:1]),
            shown=(f"moved by {because_words(state.because)}",),
        )  # fmt: skip

    def narrowly(self, code: str, found: Expectation) -> ExpectedLine:
        """Acts of a class; it rests on the past of the two, and in a record on its last days."""
        assert found.target is not None
        line = self.rates.line(found, self.after.event, self.after.names)
        late = _way(found.chance or 0.0, found.usual or 0.0)
        told = [f"{late} by the last days"] if late else []
        told += self.ties(code, found.target)[:1]
        return line.model_copy(update={"third": "named", "reasons": tuple(told)})

    def unknown(self, code: str, side: str, acts: str) -> ExpectedLine:
        """A line on a state that has no rate."""
        who, horizon = self.after.name(code), self.after.found.found[0].horizon
        strength = NotKnown(reason=f"no rate and no record of {who}")
        return self.after.line("named", (code,), who, (side, acts, horizon), strength)

    def usually(self, code: str, of: SideReaction) -> float:
        """How many acts of a kind are usual in a window."""
        counts = [self.rates.of(code, kind, of.side).usual_count for kind in of.by_class]
        return sum(count or 0.0 for count in counts)


def _pushed(state: ThirdState) -> str:
    """What pushes a state most the way it goes; empty where it is not known to leave the usual."""
    way = _way(state.chance, state.usual) if state.moved else ""
    sign = 1 if way == "up" else -1
    group = max(state.because, key=lambda name: sign * state.because[name])
    told = way and sign * state.because[group] >= _LEAST
    return f"{way} by {_GROUPS.get(group, group)}" if told else ""


def _way(chance: float, usual: float) -> str:
    """Which way a chance lies from the usual one; empty where both are the same to the point."""
    if f"{chance:.0%}" == f"{usual:.0%}":
        return ""
    return "up" if chance > usual else "down"


def _acts(count: float) -> str:
    """How many acts are usual in the window.

    >>> _acts(0.02), _acts(0.84), _acts(12.3)
    ('past: hardly an act', 'past: 0.8 acts', 'past: 12 acts')
    >>> _acts(0.049), _acts(0.051), _acts(9.94), _acts(9.96)
    ('past: hardly an act', 'past: 0.1 acts', 'past: 9.9 acts', 'past: 10 acts')
    """
    if count < 0.05:
        return "past: hardly an act"
    return f"past: {count:.{0 if count >= 9.95 else 1}f} acts"
