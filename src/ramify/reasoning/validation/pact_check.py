"""Packaged pacts against ATOP: the same members, years and kinds of promise, or argued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ramify._value import Value
from ramify.world.pacts import CommitmentType, Pact, Party
from ramify.world.sources.atop import SOURCE, THROUGH, TYPES, read
from ramify.world.sources.numbers import Numbers
from ramify.world.when import When
from ramify.world.world import World

_FOLDED = {260: 255, 678: 679}
"""West Germany and North Yemen, folded into the states that went on under another number."""


class PactCheck(Value):
    """How the packaged pacts that carry one ATOP number compare with its rows."""

    number: int
    pacts: tuple[str, ...]
    differences: tuple[str, ...] = ()
    argued: bool = False
    """Whether a pact among them speaks of ATOP in its note."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A member's part: the years in which it may have begun and ended, and what it owed."""

    start: tuple[int, int]
    end: tuple[int, int] | None
    kinds: frozenset[CommitmentType]


def check_pacts(members: Path, world: World) -> tuple[PactCheck, ...]:
    """Compare every packaged pact that carries ATOP numbers with the alliances of those numbers.

    Members by COW number, the years in which each was bound, and the kinds of
    promise each made. ATOP counts an alliance from its signature.

    Raises:
        InputError: the member file is missing or not ATOP's.
    """
    coded = {pact.atop[0]: pact for pact in read(SOURCE.table(members), world)}
    numbers = Numbers(world.lives, "cow")
    by_number: dict[int, list[Pact]] = defaultdict(list)
    for pact in world.pacts.values():
        for number in pact.atop:
            by_number[number].append(pact)
    return tuple(
        _check(number, pacts, coded.get(number), numbers)
        for number, pacts in sorted(by_number.items())
    )


def _check(number: int, pacts: list[Pact], coded: Pact | None, numbers: Numbers) -> PactCheck:
    found: tuple[str, ...] = ("no such alliance",)
    if coded is not None:
        found = tuple(_differences(_parts(pacts, numbers), _parts([coded], numbers)))
    return PactCheck(
        number=number,
        pacts=tuple(pact.id for pact in pacts),
        differences=found,
        argued=any("ATOP" in (pact.note or "") for pact in pacts),
    )


def _parts(pacts: Iterable[Pact], numbers: Numbers) -> dict[int, _Part]:
    found: dict[int, _Part] = {}
    for pact in pacts:
        for party in pact.parties:
            began = party.start or pact.signed or pact.in_force
            if began is None or began.start > THROUGH.end:
                continue
            code = numbers.number(party.actor, began.start)
            if code is None:
                continue
            code = _FOLDED.get(code, code)
            part = _Part(_years(began), _ended(party, pact), _owed(pact, party.actor))
            found[code] = _joined(found[code], part) if code in found else part
    return found


def _years(when: When) -> tuple[int, int]:
    return when.start.year, when.end.year


def _ended(party: Party, pact: Pact) -> tuple[int, int] | None:
    end = party.end or pact.end
    return None if end is None or end.start > THROUGH.end else _years(end)


def _owed(pact: Pact, actor: str) -> frozenset[CommitmentType]:
    made = (c for article in pact.articles for c in article.commitments)
    return frozenset(c.type for c in made if c.type in TYPES and (not c.by or actor in c.by))


def _joined(a: _Part, b: _Part) -> _Part:
    end = None if a.end is None or b.end is None else max(a.end, b.end)
    return _Part(min(a.start, b.start), end, a.kinds | b.kinds)


def _differences(ours: Mapping[int, _Part], theirs: Mapping[int, _Part]) -> Iterable[str]:
    yield from (f"only here: {code}" for code in sorted(ours.keys() - theirs.keys()))
    yield from (f"only in ATOP: {code}" for code in sorted(theirs.keys() - ours.keys()))
    for code in sorted(ours.keys() & theirs.keys()):
        a, b = ours[code], theirs[code]
        if not _may_be(a.start, b.start):
            yield f"{code} bound from {_said(a.start)}, ATOP {_said(b.start)}"
        if not _may_be(a.end, b.end):
            yield f"{code} bound to {_said(a.end)}, ATOP {_said(b.end)}"
        for kinds, words in ((a.kinds - b.kinds, "not in ATOP"), (b.kinds - a.kinds, "only ATOP")):
            if kinds:
                yield f"{code} owes {', '.join(sorted(kinds))}: {words}"


def _may_be(ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> bool:
    """Whether years that are imprecise may be the same; an end may be open to either."""
    last = date.max.year
    if ours is None or theirs is None:
        return ours is theirs or last in (*(ours or ()), *(theirs or ()))
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]


def _said(years: tuple[int, int] | None) -> str:
    if years is None:
        return "now"
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
