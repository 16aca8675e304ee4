"""Force cases of a brief: whom a reported, alleged, threatened or supposed attack binds.

Every one is asked in both directions, and for a treaty before and after it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from ramify.briefing.brief import CaseStatus, ForceCase
from ramify.briefing.ramification import (
    DEFENDING,
    ArticleRef,
    EventRef,
    Legal,
    ObligedLine,
)
from ramify.briefing.voices.adversaries import adversaries
from ramify.briefing.voices.force import fights_told, force_told, of_the_state, struck
from ramify.reasoning.obligations import (
    Answer,
    Attack,
    Duty,
    Situation,
    name_alike,
    obligations,
)
from ramify.reasoning.obligations.grouping import alike as told_together
from ramify.reasoning.obligations.law.lifetimes import over
from ramify.reasoning.obligations.questions.suppose import supposing
from ramify.reasoning.obligations.screen import Row, Screen
from ramify.record.events import Event
from ramify.world.facts import Facts
from ramify.world.pacts import Pact, Target
from ramify.world.system import System
from ramify.world.when import When, holds
from ramify.world.world import World

_UNITED_NATIONS = ("UN", "UNSC")
"""Whose measures nobody may help against (UN Charter, article 2(5))."""
_DONE = ("happened", "asked")
_NEWS = 92
"""Days for which force or a threat is news; what is older is history that an article cites."""
_TREATY_NEWS = 366
_MUST: tuple[Row, ...] = ("must_fight", "must_help", "must_consult")
_OFFICIAL = (None, "GOV", "MIL", "COP", "SPY", "IGO", "UNK")
"""Sectors whose force is a state's; that of demonstrators or rebels is not."""
_PAIRS = 4
"""Adversaries of the parties of a treaty that are asked about."""


@dataclass(frozen=True)
class _Asked:
    """A use of force to ask about: what told of it, and what is known of it."""

    attacker: str
    victim: str
    told: CaseStatus
    cause: EventRef | ArticleRef
    target: Target = "territory"
    place: str | None = None
    began: date | None = None
    by: str | None = None
    pact: Pact | None = None
    eve: date | None = None
    """The day before the treaty was signed or acceded to."""
    after: Attack | None = None
    """The force that it answers."""
    hostile: bool = False
    """Whether the documents tell of hostile acts between the two."""


def force_cases(
    events: Sequence[Event],
    pacts: Iterable[Pact],
    world: World,
    on: date,
    mentioned: Sequence[str],
    about: Sequence[str],
) -> tuple[ForceCase, ...]:
    """The cases of some events and reported treaties, both ways each; a pair is told once.

    A further adversary of whom nobody is bound otherwise is only asked about as attacker.

    Args:
        events: those that happened or are alleged.
        mentioned: ids of actors, most named first: whose attack a treaty is asked about.
        about: ids to keep to.
    """
    system = world.at(on)
    entered = [(pact, _signatories(pact), _eve(pact.signed, on)) for pact in pacts]
    entered += [(pact, (actor,), _eve(when, on)) for pact, actor, when in accessions(events, world)]
    bearing = [e for e in _bearing(events, system.on) if {e.actor, e.target} <= {*system.actors}]
    fights = fights_told(bearing)
    told = [_of_event(event, system, fights) for event in bearing]
    told = [case for case in told if not _in_passing(case, system)]
    asked = [
        _as_told(case, told)
        for one in entered
        for case in _of_pact(*one, system, events, mentioned)
    ]
    found: list[ForceCase] = []
    known: set[Hashable] = set()
    seen: set[frozenset[str]] = set()
    for case in [*asked, *told]:
        pair = frozenset((case.attacker, case.victim))
        if pair in seen or not _acts(case, system) or (about and not pair & {*about}):
            continue
        made = _case(case, world, on)
        if case.told == "supposed" and not (case.hostile or _changed(made)):
            continue
        seen.add(pair)
        new = binds(made) not in known
        found.append(made)
        if new and case.attacker in system.states:
            found.append(_case(_back(case, system), world, on))
        known |= set(map(binds, found))
    return tuple(found)


def _changed(case: ForceCase) -> bool:
    """Whether a treaty changes who must do what."""
    return case.before is not None and any(
        [e.words for e in case.before.row(row)] != [e.words for e in case.screen.row(row)]
        for row in _MUST
    )


def accessions(events: Iterable[Event], world: World) -> Iterator[tuple[Pact, str, When]]:
    """The pacts into which an actor of an event entered on the event's day, by the facts."""
    for event in events:
        if event.when is None or event.when.precision != "day" or event.status not in _DONE:
            continue
        for pact in world.pacts.values():
            joined = {p.actor for p in pact.parties if p.start == event.when}
            if event.actor in joined and pact.signed != event.when:
                yield pact, event.actor, event.when


def _acts(case: _Asked, system: System) -> bool:
    """Whether a state is attacked, and by a state or a group that has members."""
    if case.victim not in system.states or case.attacker in _UNITED_NATIONS:
        return False
    return case.attacker in system.states or bool(
        case.attacker in system.actors and len(system.members(case.attacker))
    )


def _signatories(pact: Pact) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.actor for p in pact.parties if p.how == "original"))


def _eve(when: When | None, on: date) -> date:
    return (when.start if when else on) - timedelta(days=1)


def binds(case: ForceCase) -> Hashable:
    """What a case binds whom to; equal for attacks on one state that bind the same, whosever
    word they break."""
    rows: tuple[Row, ...] = tuple(row for row in get_args(Row) if row != "breaks")
    told = tuple(tuple(entry.words for entry in case.screen.row(row)) for row in rows)
    asked = case.told in ("supposed", "threatened") or case.attacker
    return case.victim, case.pact, asked, told


def _as_told(case: _Asked, told: Sequence[_Asked]) -> _Asked:
    """A case of a treaty, as the documents tell of force between the two, if they do."""
    sides = {case.attacker, case.victim}
    first = next((one for one in told if {one.attacker, one.victim} == sides), None)
    if first is None or case.pact is None:
        return case
    if first.attacker == case.attacker or first.told != "threatened":
        return replace(first, pact=case.pact, eve=case.eve)
    return replace(case, cause=first.cause)


def _bearing(events: Sequence[Event], on: date) -> Iterator[Event]:
    """Force before threats, what is told as done before what is alleged, of these what leads a
    text first; no old history."""
    recent = [e for e in events if e.when is None or abs((on - e.when.end).days) <= _NEWS]
    told = [e for e in recent if force_told(e) is not None and e.target and e.target != e.actor]
    told = [e for e in told if _is_by_a_state(e) and _is_on_a_state(e)]
    order: tuple[CaseStatus, ...] = (
        "asked", "reported", "short of force", "alleged", "threatened"
    )  # fmt: skip
    yield from sorted(
        told, key=lambda e: (order.index(force_told(e) or "threatened"), e.told_in == "body")
    )


def _is_by_a_state(event: Event) -> bool:
    """Whether it is a state's force, or that of ships which are said to be a state's."""
    return event.actor_sector in _OFFICIAL or (struck(event) == "ships" and of_the_state(event))


def _is_on_a_state(event: Event) -> bool:
    """Whether what is struck is a state's, or a ship or aircraft that may be."""
    return event.target_sector in _OFFICIAL or struck(event) != "territory"


def _of_event(event: Event, system: System, fights: Set[frozenset[str]]) -> _Asked:
    told = force_told(event)
    assert told is not None and event.target is not None
    if told == "reported" and frozenset((event.actor, event.target)) in fights:
        return _Asked(
            event.actor, event.target, "supposed", EventRef(event=event, supposed=True),
            target=struck(event), place=_place(event, system), hostile=True,
        )  # fmt: skip
    supposed = told != "reported"
    began = event.when.start if event.when and told != "threatened" else None
    return _Asked(
        event.actor, event.target, told, EventRef(event=event, supposed=supposed),
        target=struck(event), place=_place(event, system), began=began,
        by=event.holder_name or event.holder,
    )  # fmt: skip


def _in_passing(case: _Asked, system: System) -> bool:
    """Whether it is a war that goes on, mentioned without a day."""
    event = case.cause.event if case.cause.kind == "event" else None
    mentioned = event is not None and event.when is None and event.told_in == "body"
    return mentioned and _goes_on(case, system)


def _place(event: Event, system: System) -> str | None:
    """The territory that the event names as its place; None for the victim's own."""
    from ramify._errors import RamifyError

    if event.place is None or struck(event) != "territory":
        return None
    try:
        return system.territory(event.place).id
    except RamifyError:
        return None


def _of_pact(
    pact: Pact,
    parties: tuple[str, ...],
    eve: date,
    system: System,
    events: Sequence[Event],
    mentioned: Sequence[str],
) -> Iterator[_Asked]:
    """The attacks that a treaty speaks of: by adversaries of its parties that are named."""
    article = next(
        (a.ref for a in pact.articles for c in a.commitments if c.type in DEFENDING), None
    )
    if article is None:
        return
    cause = ArticleRef(pact=pact.id, article=article)
    if (system.on - eve).days > (
        _TREATY_NEWS if pact.signed and pact.signed.start > eve else _NEWS
    ):
        return
    for foe, party, told in adversaries(pact, parties, system, events, mentioned)[:_PAIRS]:
        yield _Asked(foe, party, "supposed", cause, pact=pact, eve=eve, hostile=told)


def _back(case: _Asked, system: System) -> _Asked:
    """The other way round; of force that was told, what answers it."""
    if case.told in ("threatened", "supposed"):
        told: CaseStatus = "supposed"
        if case.cause.kind == "event" and case.cause.event.actor == case.victim:
            told = "threatened"
        return replace(case, attacker=case.victim, victim=case.attacker, told=told)
    return _Asked(
        case.victim, case.attacker, case.told, case.cause, by=case.by, pact=case.pact,
        eve=case.eve, after=_attack(case, system),
    )  # fmt: skip


def _attack(case: _Asked, system: System) -> Attack:
    began = min(case.began or system.on, system.on)
    return Attack(
        attacker=case.attacker, victim=case.victim, on=began, target=case.target, place=case.place
    )


def _case(case: _Asked, world: World, on: date) -> ForceCase:
    system = world.at(on)
    attacks = tuple(filter(None, (case.after, _attack(case, system))))
    before = None
    if case.pact is not None and case.eve is not None:
        eve = world.at(case.eve)
        before = _screen(obligations(eve, _moved(attacks, eve.on)), case)
        system = _in_force(case.pact, world, on)
    answer = obligations(system, Situation(on=system.on, attacks=attacks))
    return ForceCase(
        attacker=case.attacker,
        victim=case.victim,
        told=case.told,
        by=case.by,
        pact=case.pact.id if case.pact else None,
        answers=case.after is not None,
        goes_on=_goes_on(case, system),
        before=before,
        screen=_screen(answer, case),
        lines=tuple(_lines(answer, case, world)),
    )


def _goes_on(case: _Asked, system: System) -> bool:
    wars = system.at_war(case.attacker, case.victim)
    return any(war.start and (system.on - war.start.end).days > _NEWS for war in wars)


def _screen(answer: Answer, case: _Asked) -> Screen:
    """The first screen; of force that answers other force, only what the answer binds to."""
    screen = answer.screen
    if case.after is None:
        return screen
    rows = {
        row: tuple(
            e
            for e in screen.row(row)
            if (case.attacker in e.actors if row == "breaks" else e.to == case.victim)
        )
        for row in get_args(Row)
    }
    return screen.model_copy(update=rows)


def _moved(attacks: tuple[Attack, ...], on: date) -> Situation:
    moved = (attack.model_copy(update={"on": on}) for attack in attacks)
    return Situation(on=on, attacks=tuple(moved))


def _in_force(pact: Pact, world: World, on: date) -> System:
    if pact.in_force and holds(pact.in_force, pact.end, on):
        return world.at(on)
    return supposing(world, on, [pact.id]).at(on)


def _lines(answer: Answer, case: _Asked, world: Facts) -> Iterator[ObligedLine]:
    """What binds, and of excuses those from defending the one attacked or its attacker."""
    told = [duty for duty in answer.duties if _telling(duty, case)]
    day = answer.situation.on
    yield from (_duties(duties, case.cause, world, day) for duties in told_together(told, world))


def _telling(duty: Duty, case: _Asked) -> bool:
    if case.after is not None and duty.to != case.victim and duty.actor != case.attacker:
        return False
    if duty.status == "excused":
        sides = {case.attacker, case.victim}
        return duty.round == 0 and duty.to in sides and duty.what in (*DEFENDING, "consultation")
    return duty.status != "barred" or duty.what == "neutrality"


def _duties(
    duties: tuple[Duty, ...], cause: EventRef | ArticleRef, world: Facts, on: date
) -> ObligedLine:
    """Duties that differ only in who has them, as one line."""
    first, *_ = duties
    later = ", if those bound first join the war" if first.round else ""
    cited = ArticleRef(pact=first.pact, article=first.article)
    told = first.decisive[0].citing if first.status == "excused" and first.decisive else None
    return ObligedLine(
        actors=tuple(duty.actor for duty in duties),
        action=first.what,
        targets=(first.to,),
        strength=Legal(status=first.status, article=cited),
        cause=cause,
        words=name_alike(duties, world) + later,
        reasons=tuple(dict.fromkeys(r.words for duty in duties for r in duty.decisive)),
        evidence=tuple(dict.fromkeys(r.evidence for duty in duties for r in duty.reasons)),
        excuse=told.words if told else (),
        over=_over(first, world, on),
    )


def _over(duty: Duty, world: Facts, on: date) -> bool:
    """Whether a duty is excused because its pact, or a side's part in it, had ended."""
    pact = world.pacts.get(duty.pact)
    if duty.status != "excused" or pact is None or not duty.decisive:
        return False
    return duty.decisive[0].kind == "not in force" and over(pact, on, duty.actor, duty.to)
