"""Laying one's own facts over a world: they come first, and what is not used is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, count
from typing import TYPE_CHECKING, Any, NamedTuple

from ramify._errors import InputError
from ramify._value import Value
from ramify.world.control import control_problems, held_twice
from ramify.world.layers.statements import Id, Kind, Said, first_day
from ramify.world.load import Ignored
from ramify.world.wars import war_problems
from ramify.world.when import When
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.world.actors import Tenure
    from ramify.world.facts import Facts


class Laid(NamedTuple):
    """The facts of a world with one's own over them, and what was not used."""

    facts: dict[str, Any]
    """By the name of the world's property that holds them."""
    told: tuple[Ignored, ...]


def laid(world: Facts, said: Iterable[Said]) -> Laid:
    """Lay statements over a world, in their order.

    Raises:
        InputError: a statement is no valid fact, with its file and line; or a fact that was
            on file no longer fits what was said.
    """
    held: dict[str, _Held] = {}
    told = []
    for one in said:
        name = one.kind.held
        rows = held[name] if name in held else held.setdefault(name, _Held(world, one.kind))
        if problem := _lay(rows, one):
            told.append(_told(one, problem))
    told += _without_unknown(world, held)
    for name in held.keys() & {"control", "wars"}:
        told += _fitting(world, held, name)
    if "control" in held:
        told += _contradicting(held["control"])
    if "tenures" in held:
        told += _at_once(world, held["tenures"])
    return Laid({name: rows.facts for name, rows in held.items()}, tuple(told))


class _Held:
    """The facts of one property of the world, by id, each with what said it, if a folder did."""

    def __init__(self, world: Facts, kind: Kind) -> None:
        held = getattr(world, kind.held)
        self._by_id = isinstance(held, dict)
        self._kind, self._numbers = kind, count()
        self.rows: dict[int, tuple[Any, Said | None]] = {}
        self._at: dict[Id, list[int]] = defaultdict(list)
        for fact in held.values() if self._by_id else held:
            self.add(fact)

    def add(self, fact: Value, said: Said | None = None) -> None:
        number = next(self._numbers)
        self.rows[number] = (fact, said)
        self._at[self._kind.key(lambda name: getattr(fact, name))].append(number)

    def same(self, said: Said) -> list[int]:
        """Numbers of the facts that have the id of a statement."""
        return [n for n in self._at.get(said.kind.key(said.fields.get), ()) if n in self.rows]

    def first(self, number: int) -> When | None:
        return first_day(self.rows[number][0])

    @property
    def facts(self) -> Any:
        """The facts, as the world holds them."""
        facts = [fact for fact, _ in self.rows.values()]
        return {fact.id: fact for fact in facts} if self._by_id else tuple(facts)


def _told(said: Said, words: str) -> Ignored:
    return Ignored(file=said.where, line=said.line, words=f"not used: {words}")


def _lay(rows: _Held, said: Said) -> str | None:
    """Lay one statement over the facts of its kind; why not, if it cannot be."""
    if said.change == "":
        return _added(rows, said)
    chosen = _chosen(rows, said)
    if not chosen:
        return f"nothing like {said.name} is on file, so there is nothing to {said.change}"
    if said.change == "replace" and (twice := _twice(rows, chosen, said)):
        return _beside(rows, said, twice)
    if said.change in ("remove", "replace"):
        new = said.value() if said.change == "replace" else None
        for number in chosen:
            del rows.rows[number]
        if new is not None:
            rows.add(new, said)
        return None
    return _amended(rows, said, chosen)


def _added(rows: _Held, said: Said) -> str | None:
    """A further fact, or one in the place of that with the same first day."""
    new, same = said.value(), rows.same(said)
    exact = [n for n in same if not said.kind.spells or rows.first(n) == first_day(new)]
    if exact and (twice := _twice(rows, exact, said)):
        return _beside(rows, said, twice)
    if exact:
        rows.rows[exact[0]] = (new, said)
    elif at_once := [n for n in same if _overlap(rows.rows[n][0], new)]:
        since = _firsts(rows, at_once)
        change = "write `replace` or `end` in the column `change`"
        return _beside(rows, said, f"{said.name} is on file {since}; {change}")
    else:
        rows.add(new, said)
    return None


def _beside(rows: _Held, said: Said, problem: str) -> str | None:
    """Why a fact is not used; of control both stand, so that who holds the place is open."""
    if said.kind.held != "control":
        return problem
    rows.add(said.value(), said)
    return None


def _twice(rows: _Held, chosen: Iterable[int], new: Said) -> str | None:
    """Which other statement tells the same days otherwise; None if none does."""
    for n in chosen:
        fact, said = rows.rows[n]
        if said is not None and fact != new.value():
            return f"{said.where}, line {said.line}, tells the same days otherwise"
    return None


def _amended(rows: _Held, said: Said, chosen: list[int]) -> str | None:
    if said.change == "end" and not said.fields.get("end"):
        return f"it ends {said.name} and gives no `end`"
    if len(chosen) > 1:
        return f"{said.name} is on file {_firsts(rows, chosen)}; say in `start` which is meant"
    fact, _ = rows.rows[chosen[0]]
    rows.rows[chosen[0]] = (said.value(fact), said)
    return None


def _chosen(rows: _Held, said: Said) -> list[int]:
    """The facts a statement is about: those of its days, or the one alone there is."""
    same = rows.same(said)
    if not said.kind.spells or len(same) == 1:
        return same
    if said.change == "replace":
        new = said.value()
        return [n for n in same if _overlap(rows.rows[n][0], new)]
    if start := said.fields.get("start"):
        return [n for n in same if str(rows.first(n)) == str(start)]
    if said.change == "end" and (end := said.fields.get("end")):
        return [n for n in same if _covers(rows.rows[n][0], When(str(end)).start)]
    return same


def _covers(fact: Value, on: date) -> bool:
    start, end = first_day(fact), _last_day(fact)
    return (start is None or start.start <= on) and (end is None or end.end >= on)


def _overlap(a: Value, b: Value) -> bool:
    """Whether there is a day on which both hold for certain."""
    starts = [first.end for fact in (a, b) if (first := first_day(fact))]
    ends = [last.start for fact in (a, b) if (last := _last_day(fact))]
    return max(starts, default=date.min) <= min(ends, default=date.max)


def _last_day(fact: Value) -> When | None:
    return getattr(fact, "end", None)


def _firsts(rows: _Held, chosen: list[int]) -> str:
    return listing(f"from {rows.first(n)}" if rows.first(n) else "undated" for n in chosen)


def _without_unknown(world: Facts, held: dict[str, _Held]) -> Iterator[Ignored]:
    """Takes out the facts of a folder that name an actor nobody knows, and tells them."""
    actors = _ids(world, held, "lives")
    for rows in held.values():
        for number, (fact, said) in list(rows.rows.items()):
            if said and (unknown := [code for code in _actors(fact, said) if code not in actors]):
                del rows.rows[number]
                yield _told(said, f"unknown actor {unknown[0]!r}")


def _ids(world: Facts, held: dict[str, _Held], name: str) -> set[str]:
    facts = held[name].facts if name in held else getattr(world, name)
    return {fact.id for fact in facts}


def _actors(fact: Value, said: Said) -> Iterator[str]:
    for name in said.kind.actors:
        named = getattr(fact, name) or ()
        yield from (named,) if isinstance(named, str) else named
    if said.kind.held == "pacts":
        yield from (party.actor for party in fact.parties)  # type: ignore[attr-defined]


def _fitting(world: Facts, held: dict[str, _Held], name: str) -> Iterator[Ignored]:
    """Takes out spells of control and wars that do not fit the others or name no known place."""
    rows, actors = held[name].rows, _ids(world, held, "lives")
    known = actors | _ids(world, held, "places")
    numbered = [(number, fact) for number, (fact, _) in rows.items()]
    if name == "control":
        found = list(control_problems(numbered, known, actors))
    else:
        found = list(war_problems(numbered, actors, known))
    for number, words in {problem.line: problem.words for problem in found}.items():
        fact, said = rows.pop(number)
        if said is None:
            what = getattr(fact, "id", None) or fact.territory
            raise InputError(f"{what} no longer fits: {words}", where=f"{name}.csv")
        yield _told(said, words)


def _contradicting(held: _Held) -> Iterator[Ignored]:
    """Tells which rows of a folder say of a place what others say otherwise of the same days."""
    for pair in held_twice((number, fact) for number, (fact, _) in held.rows.items()):
        for one, other in (pair, pair[::-1]):
            fact, said = held.rows[other]
            if said is not None:
                words = f"whose {fact.territory} is and who holds it is open on some days"
                also = f"{_where(held, one)} tells of them too"
                change = "write `replace` or `end` in the column `change` if this row is right"
                yield Ignored(file=said.where, line=said.line, words=f"{words}: {also}; {change}")
                break


def _at_once(world: Facts, held: _Held) -> Iterator[Ignored]:
    """Tells which rows of a folder put a second person into an office that one alone holds."""
    on_file = dict(enumerate(world.tenures))
    shared = {_office(on_file[one]) for one, _ in _together(on_file)}
    tenures = {number: fact for number, (fact, _) in held.rows.items()}
    for pair in _together(tenures):
        said = next((held.rows[n][1] for n in reversed(pair) if held.rows[n][1]), None)
        if said is not None and _office(tenures[pair[0]]) not in shared:
            one, other = (tenures[n] for n in pair)
            words = f"{one.name} and {other.name} are both {one.office} on some days"
            change = "end the one who left with a row that says `end` in the column `change`"
            yield Ignored(file=said.where, line=said.line, words=f"{words}: {change}")


def _office(tenure: Tenure) -> tuple[str, str]:
    return tenure.actor, tenure.office


def _together(tenures: dict[int, Tenure]) -> Iterator[tuple[int, int]]:
    """Pairs of two persons who certainly held one office at one time, beyond a day of change."""
    by_office = defaultdict(list)
    for number, tenure in tenures.items():
        by_office[_office(tenure)].append(number)
    for numbers in by_office.values():
        for one, other in combinations(numbers, 2):
            a, b = tenures[one], tenures[other]
            if a.person != b.person and _before_end(a, b) and _before_end(b, a):
                yield one, other


def _before_end(one: Tenure, other: Tenure) -> bool:
    """Whether one began before the other left; an unknown first day is taken for early."""
    begun = one.start.end if one.start else date.min
    return other.end is None or begun < other.end.start


def _where(held: _Held, number: int) -> str:
    """A row of a folder by file and line; one on file by its first day."""
    if said := held.rows[number][1]:
        return f"{said.where}, line {said.line},"
    return f"a row on file {_firsts(held, [number])}"
