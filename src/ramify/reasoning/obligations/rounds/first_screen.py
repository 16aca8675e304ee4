"""The first screen: of all duties found those that a reader must know, each actor once a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from typing import get_args

from ramify.reasoning.obligations.answer import Duty, ReasonKind
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.findings import ACTIVE
from ramify.reasoning.obligations.law.promises import FORCE, article_name, open_book
from ramify.reasoning.obligations.screen import Behind, Cited, Row, Screen, ScreenEntry
from ramify.world.pacts import Pact
from ramify.world.when import holds
from ramify.world.wording import listing

_WEAK: Set[ReasonKind] = {"not binding", "assurance only"}
NAMED = 4
"""More actors than this are told as members of a group or parties to a treaty."""


def first_screen(
    duties: Sequence[Duty], world: WorldLike, on: date, lines: Iterable[str]
) -> Screen:
    """The first screen of an answer with these duties, judged on a day."""
    rows: dict[Row, list[Duty]] = defaultdict(list)
    for duty in duties:
        row = _row(duty) if duty.round == 0 else None
        if row is not None:
            rows[row].append(duty)
    told = {row: tuple(_entries(row, rows[row], world, on)) for row in get_args(Row)}
    behind = Behind(
        excused=sum(duty.status == "excused" for duty in duties),
        later=sum(duty.round > 0 for duty in duties),
        all=len(duties),
    )
    return Screen(**told, lines=tuple(dict.fromkeys(filter(None, lines))), behind=behind)


def _row(duty: Duty) -> Row | None:
    """The row in which a duty stands; None if it is told only behind the screen."""
    if duty.status == "breached":
        return "breaks"
    if duty.status == "torn":
        return "torn"
    if duty.status == "unknown":
        return "open" if duty.what in ACTIVE or duty.actor == duty.against else None
    if duty.status == "owed after consultation":
        return "must_consult"
    if duty.status == "owed" and duty.what in ACTIVE:
        if duty.what in FORCE:
            return "must_fight"
        return "must_help" if duty.what == "assistance" else "must_consult"
    return "promised" if _promised(duty) else None


def _promised(duty: Duty) -> bool:
    """Whether nothing ends a duty to do something but that it does not bind in law."""
    ended = {reason.kind for reason in duty.decisive}
    does = duty.what in ACTIVE or (duty.what == "assurance" and duty.strength != "refrain")
    return does and duty.status == "excused" and "not binding" in ended <= _WEAK


def _entries(row: Row, duties: list[Duty], world: WorldLike, on: date) -> Iterator[ScreenEntry]:
    """The duties of a row as entries: living alliances first, each actor by its first."""
    ranked = sorted(duties, key=lambda duty: _rank(world.pacts.get(duty.pact)))
    several = row == "breaks"
    chosen: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in ranked:
        chosen[duty.actor, duty.to].append(duty)
    alike: dict[tuple[object, ...], list[list[Duty]]] = defaultdict(list)
    for held in chosen.values():
        first = held[0]
        pacts = tuple((duty.pact, duty.article) for duty in held) if several else ()
        same = first.pact, first.article, first.what, first.to, first.status, _why(first, world)
        alike[*same, first.subject_to, pacts].append(held)
    groups = sorted(alike.values(), key=lambda held: _rank(world.pacts.get(held[0][0].pact)))
    for group in groups:
        yield _entry(row, group, world, on)


def _rank(pact: Pact | None) -> tuple[bool, bool, int]:
    """Organised alliances first, then pacts of many, then the youngest."""
    if pact is None:
        return True, True, 0
    first = pact.signed or pact.in_force
    return pact.group is None, len(pact.parties) < 3, -(first.start.toordinal() if first else 0)


def _entry(row: Row, group: list[list[Duty]], world: WorldLike, on: date) -> ScreenEntry:
    first = group[0][0]
    actors = tuple(dict.fromkeys(held[0].actor for held in group))
    cited = group[0] if row == "breaks" else group[0][:1]
    foes = dict.fromkeys(duty.against for held in group for duty in held if duty.against)
    return ScreenEntry(
        actors=actors,
        who=_who(actors, first, world, on),
        what=first.what,
        to=first.to,
        whom=name_of(world.actors, first.to),
        against=tuple(foes),
        cites=tuple(dict.fromkeys(_cited(duty, world) for duty in cited)),
        subject_to=first.subject_to,
        why=_why(first, world) if row in ("open", "promised", "torn") else "",
    )


def _why(duty: Duty, world: WorldLike) -> str:
    """What a duty turns on, the same for all who are alike in it."""
    if duty.status == "torn":
        return f"but it is also bound to {name_of(world.actors, duty.against)}"
    if duty.status not in ("unknown", "excused") or not duty.decisive:
        return ""
    name = name_of(world.actors, duty.actor)
    kinds = ("disputed", "consent", "title", "earlier attack", "attacker is a party")
    told = sorted(duty.decisive, key=lambda reason: reason.kind not in kinds)
    return told[0].words.replace(name, "each")


def _cited(duty: Duty, world: WorldLike) -> Cited:
    pact = world.pacts.get(duty.pact)
    year = f"{pact.signed.start.year}" if pact and pact.signed else ""
    dated = f" of {year}" if year and year not in duty.name else ""
    words = f"{duty.name}{dated}, {article_name(duty.article)}"
    return Cited(pact=duty.pact, article=duty.article, words=words)


def _who(actors: tuple[str, ...], duty: Duty, world: WorldLike, on: date) -> str:
    """Actors by name or, if they are many, by what they are members of or parties to."""
    names = [name_of(world.actors, code) for code in actors]
    pact = world.pacts.get(duty.pact)
    if len(actors) <= NAMED or pact is None:
        return listing(names)
    others = _bound(pact, world, on) - {duty.to, *filter(None, [duty.against])}
    what, of = "parties to", f"the {pact.short}"
    if pact.group and _members(pact.group, world, on) >= others:
        what, of = "members of", name_of(world.actors, pact.group)
    missing = sorted(others - set(actors))
    if not missing:
        return f"the {len(actors)} other {what} {of}"
    if len(missing) <= NAMED:
        left = listing((name_of(world.actors, code) for code in missing), "or")
        return f"{len(actors)} of the {len(others)} other {what} {of}, not {left}"
    return f"{len(actors)} of the {len(others)} other {what} {of}"


def _bound(pact: Pact, world: WorldLike, on: date) -> Set[str]:
    """The parties of a pact on a day, but for those of whom that is not known."""
    book = open_book(world, on)
    return {p.actor for p in pact.parties if book.bound(pact, p.actor) and p.actor not in book.gone}


def _members(group: str, world: WorldLike, on: date) -> Set[str]:
    rows = (row for row in world.memberships if row.group == group and row.status == "member")
    return {row.member for row in rows if holds(row.start, row.end, on)}
