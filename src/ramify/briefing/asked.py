"""What a user gives besides documents, or instead of them: events typed, treaties in files."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from ramify._errors import UnknownName, UsageError
from ramify._value import Line, Value, first_problem
from ramify.reasoning.obligations.questions.suppose import supposing
from ramify.record.events import Event
from ramify.record.evidence import GivenEvidence
from ramify.record.ontology import Plover, action, actions
from ramify.world.check import valid_pact
from ramify.world.names.unresolved import not_then
from ramify.world.pacts import Pact
from ramify.world.system import System
from ramify.world.when import Day, When, day
from ramify.world.world import World

FORM = (
    'write DAY ACTOR ACTION TARGET, as "2024-06-19 RUS 057 PRK" or '
    '"2024-06-19 Russia SUPPORT North Korea"'
)


class GivenPact(Value):
    """A treaty that the user gave, and how it stands to what is on file."""

    pact: Pact
    file: Line
    replaces: bool = False
    """Whether a pact of the same id is on file; the one given takes its place."""

    @property
    def supposed(self) -> bool:
        """Whether the answer supposes it in force, as it is not, or not known to be."""
        return self.pact.in_force is None


class Given(Value):
    """The events and treaties that the user gave."""

    events: tuple[Event, ...] = ()
    pacts: tuple[GivenPact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.events or self.pacts)

    @property
    def typed(self) -> tuple[str, ...]:
        """The events as they were typed."""
        return tuple(e.words for event in self.events for e in event.evidence if e.kind == "given")

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of all that act, are acted on or are parties, each once."""
        sides = [code for event in self.events for code in (event.actor, event.target) if code]
        parties = [party.actor for one in self.pacts for party in one.pact.parties]
        return tuple(dict.fromkeys((*sides, *parties)))


def asked(events: Iterable[str | Event], pacts: Iterable[str | Path | Pact], world: World) -> Given:
    """The events and treaties of a question.

    Args:
        events: as `asked_event` reads them, or events of one's own.
        pacts: files laid out as the packaged pacts, or pacts.
        world: the facts that names are resolved by.

    Raises:
        InputError: a file is no valid pact.
        UsageError: a text is no event, or names somebody who is not known.
    """
    own = [e if isinstance(e, Event) else asked_event(e, world) for e in events]
    given = [e.model_copy(update={"status": "asked", "evidence": _evidence(e)}) for e in own]
    return Given(events=tuple(dict.fromkeys(given)), pacts=tuple(_pact(p, world) for p in pacts))


def asked_event(text: str, world: World) -> Event:
    """An event as one types it: a date, who acts, a CAMEO code or PLOVER class, on whom.

    Names may have spaces, with or without quotes; a sector follows a colon (`RUS:MIL`). A class
    stands for the root code that it begins with.

    Raises:
        UsageError: it lacks one of the four, or one is not known; the message shows the form.

    >>> event = asked_event("2024-06-19 Russia SUPPORT North Korea", World.packaged())
    >>> event.actor, event.action, event.target, event.status
    ('RUS', '05', 'PRK', 'asked')
    """
    if not isinstance(text, str):
        raise UsageError(f"{type(text).__name__} is no event", repair=FORM)
    try:
        first, who, code, whom = _parts(text)
        when = _when(first)
        (actor, own), (target, other) = (_side(name, world, when.end) for name in (who, whom))
        return Event(
            when=when, status="asked", actor=actor, action=code, target=target,
            actor_sector=own, target_sector=other, evidence=(GivenEvidence(words=text),),
        )  # fmt: skip
    except ValidationError as error:
        raise UsageError(f"{text!r} is no event: {first_problem(error)}", repair=FORM) from None
    except UsageError as error:
        raise UsageError(f"{text!r} is no event: {error}", repair=FORM) from None


def _parts(text: str) -> tuple[str, str, str, str]:
    """Date, actor, code and target; the action is the first word behind the actor that is one."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise UsageError("a quotation mark is not closed") from None
    for place in range(2, len(words) - 1):
        if (code := _code(words[place])) is not None:
            return words[0], " ".join(words[1:place]), code, " ".join(words[place + 1 :])
    if len(words) == 4:
        raise _no_action(words[2])
    raise UsageError("it needs a day, who acts, an action and on whom, in this order")


def _no_action(word: str) -> UsageError:
    """Why a word is no action: its nearest codes, where it is a number."""
    try:
        action(word)
    except UnknownName as error:
        near = get_args(Plover)
        return error if word.isdecimal() else UnknownName(word, kind="action", near=near)
    raise AssertionError(word)


def _code(word: str) -> str | None:
    """The CAMEO code that a word is, or the root of the class that it names."""
    if word.isdecimal():
        return next((act.code for act in actions() if act.code == word), None)
    name = word if word.isupper() else ""
    return next((a.code for a in actions() if a.plover == name and len(a.code) == 2), None) or (
        _BACK if name == "RETREAT" else None
    )


_BACK = "087"
"""De-escalate military engagement: RETREAT is the one class without a root of its own."""


def _when(text: str) -> When:
    try:
        return When(text)
    except ValueError:
        return When(day(text))


def _side(name: str, world: World, on: Day) -> tuple[str, str | None]:
    head, _, sector = name.partition(":")
    code = world.resolve(head, on)
    lives = [actor for actor in world.lives if actor.id == code]
    if lives and all(life.exists(on) is False for life in lives):
        raise not_then(world, head, (code,), day(on))
    return code, sector or None


def _evidence(event: Event) -> tuple[object, ...]:
    """What it was typed as; an event of the library's user is told by its parts."""
    if event.evidence:
        return event.evidence
    parts = (str(event.when), event.actor, event.action, event.target or "")
    return (GivenEvidence(words=" ".join(filter(None, parts))),)


def _pact(given: str | Path | Pact, world: World) -> GivenPact:
    if isinstance(given, Pact):
        pact, file = given, given.id
    else:
        pact, file = valid_pact(Path(given), world), Path(given).name
    return GivenPact(pact=pact, file=file, replaces=pact.id in world.pacts)


def with_asked(world: World, given: Given, on: Day) -> World:
    """The world with the treaties given; those not in force are supposed to be on a day."""
    if not given.pacts:
        return world
    laid = world.with_pacts(*(one.pact for one in given.pacts))
    return supposing(laid, day(on), [one.pact.id for one in given.pacts if one.supposed])


def around(
    one: GivenPact, given: Sequence[GivenPact], world: World, on: Day
) -> tuple[System, System]:
    """The system without a treaty and with it: on its own days, or both on a day if supposed.

    The other treaties given stand in both.
    """
    others = Given(pacts=tuple(other for other in given if other.pact.id != one.pact.id))
    base = world.without(one.pact.id) if one.replaces else world
    without = with_asked(base, others, on)
    both = with_asked(world, Given(pacts=tuple(given)), on)
    if one.supposed:
        return without.at(on), both.at(on)
    assert one.pact.in_force is not None
    begun = one.pact.signed or one.pact.in_force
    return without.at(begun.start - timedelta(days=1)), both.at(one.pact.in_force.end)


def in_force(one: GivenPact, given: Sequence[GivenPact], world: World, on: Day) -> System:
    """The system of a day with a treaty as if it were in force on it, beside the others given."""
    laid = with_asked(world, Given(pacts=tuple(given)), on)
    return supposing(laid, day(on), [one.pact.id]).at(on)
