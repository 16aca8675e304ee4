"""The exposed voice of a brief: whose position a reported treaty or accession shifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ramify.briefing.ramification import EventRef, ExposedLine, NotKnown, PactRef, Shift
from ramify.briefing.voices.obliged import reported_pacts
from ramify.reasoning.exposure import Difference, Measure, exposure
from ramify.reasoning.exposure.wording import moved_words, shift_words, told_alike
from ramify.reasoning.obligations.questions.suppose import supposing
from ramify.record.events import Event
from ramify.record.evidence import ComputedEvidence, Evidence
from ramify.world.facts import Facts
from ramify.world.pacts import Pact
from ramify.world.system import System
from ramify.world.world import World

_MEMORY = 366
"""Days for which a treaty is news."""
_JOINED = 92
"""Days for which an accession is."""
_TOLD: tuple[Measure, ...] = (
    "great powers bound to defend",
    "nuclear powers bound to defend",
    "links to a nuclear power",
    "land frontier",
)
"""The measures that a brief tells beside who is bound; `ramify exposed` has them all."""


def exposed(events: Sequence[Event], world: World, on: date) -> tuple[ExposedLine, ...]:
    """What the treaties and accessions among some events shift, those that weigh most first.

    A treaty is measured as it binds: on the eve of its signing, and once it is in force, which
    the line says of one that is not on the day of the answer. An
    accession is measured on the day before and on its day.
    """
    lines: list[ExposedLine] = []
    for pact in reported_pacts(events, world):
        event = next(e for e in events if pact in reported_pacts([e], world))
        if pact.signed and abs((on - pact.signed.start).days) <= _MEMORY:
            before, after = _with(pact, world)
            told = _lines(before, after, _parties(pact), EventRef(event=event), event.evidence)
            waits = pact.in_force is None or pact.in_force.start > on
            lines += map(_once_in_force, told) if waits else told
    for event, actor in _accessions(events, world, on):
        assert event.when is not None
        eve = world.at(event.when.start - timedelta(days=1))
        after = world.at(event.when.start)
        lines += _lines(eve, after, (actor,), EventRef(event=event), event.evidence)
    return tuple(dict.fromkeys(lines))


def _once_in_force(line: ExposedLine) -> ExposedLine:
    return line.model_copy(update={"words": f"{line.words}, once in force"})


def exposed_by(
    pact: Pact, before: System, after: System, evidence: tuple[Evidence, ...], on: date
) -> tuple[ExposedLine, ...]:
    """What a treaty that the user gave shifts for its parties; one without a day of force is
    supposed in force."""
    told = _lines(before, after, _parties(pact), PactRef(pact=pact.id), evidence)
    waits = pact.in_force is not None and pact.in_force.start > on
    return tuple(map(_once_in_force, told) if waits else told)


def _with(pact: Pact, world: World) -> tuple[System, System]:
    """The eve of the signing, and the same day with the pact in force."""
    assert pact.signed is not None
    day = pact.signed.start - timedelta(days=1)
    return world.at(day), supposing(world, day, [pact.id]).at(day)


def _parties(pact: Pact) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.actor for party in pact.parties))


def _accessions(events: Iterable[Event], world: World, on: date) -> Iterator[tuple[Event, str]]:
    """Events on whose day an actor of theirs joined a group, by the memberships on file."""
    joined = {(m.member, m.start) for m in world.memberships}
    for event in events:
        if event.when is None or event.when.precision != "day":
            continue
        if abs((on - event.when.start).days) > _JOINED:
            continue
        if (event.actor, event.when) in joined:
            yield event, event.actor


def accessions_among(events: Iterable[Event], world: World) -> Iterator[Event]:
    """Events by which the actor became a member of the target, by the memberships on file."""
    joined = {(m.member, m.group, m.start) for m in world.memberships}
    yield from (e for e in events if (e.actor, e.target, e.when) in joined)


def _lines(
    before: System,
    after: System,
    actors: tuple[str, ...],
    cause: EventRef | PactRef,
    evidence: tuple[Evidence, ...],
) -> Iterator[ExposedLine]:
    found = exposure(before, after, actors, _TOLD).differences
    days = str(before.on), str(after.on)
    told = (d for d in found if d.actor in after.world.actors and not _of_its_own(d, after))
    for group in told_alike(told):
        computed = ComputedEvidence(by=f"ramify: {group[0].measure}", inputs=days)
        yield _line(group, cause, (computed, *evidence), after.world)


def _of_its_own(found: Difference, after: System) -> bool:
    """Whether it counts the nuclear defenders of a nuclear power, which needs none."""
    return found.measure == "nuclear powers bound to defend" and (
        found.actor in after.nuclear_powers
    )


def _line(
    group: list[Difference],
    cause: EventRef | PactRef,
    evidence: tuple[Evidence, ...],
    facts: Facts,
) -> ExposedLine:
    one = group[0]
    found = Shift(change=one.change, unit=one.unit) if one.change is not None else None
    moved: list[Evidence] = [e for part in one.parts if part.changed for e in part.evidence]
    return ExposedLine(
        actors=(one.actor,),
        action=one.measure,
        targets=tuple(d.other for d in group if d.other),
        strength=found or NotKnown(reason="; ".join(one.missing) or "not known on both days"),
        cause=cause,
        words=shift_words(group, facts),
        reasons=(*moved_words(one), *(one.missing if found else ())),
        evidence=(evidence[0], *dict.fromkeys(moved), *evidence[1:]),
    )
