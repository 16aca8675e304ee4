"""Places and control: what a territory is, whose it is, and who holds it from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Self

from pydantic import model_validator

from ramify._value import Value
from ramify.world.actors import Basis, Territory, since
from ramify.world.load import Problem, unknown_actors
from ramify.world.when import When


class NamedPlace(Value):
    """A place that force can be used against: a dependency, a disputed or occupied region, a sea.

    A state's main territory has the state's own id and needs no row.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    within: str | None = None
    """Id of the larger territory it belongs to."""
    metropolitan: bool = True
    """Part of the metropolitan territory of the state, not an overseas dependency."""
    areas: tuple[str, ...] = ()
    source: str = ""
    note: str | None = None


class Control(Value):
    """Whose a territory was, and who held it, from `start` to `end`, both included.

    Raises:
        ValueError: it ends before it starts, or has both one holder and several.

    >>> Control(territory="crimea", recognised="UKR", administered="RUS", basis="occupation",
    ...         start="2014-02-27", source="UN General Assembly resolution 68/262 (2014)").end
    """

    territory: str
    recognised: str | None = None
    """Id of the state whose territory the UN and most states hold it to be; None if contested."""
    claimed: tuple[str, ...] = ()
    administered: str | None = None
    """Id of the state that holds it whole; None if none does, or none is known."""
    basis: Basis | None = None
    """How it is held where the holder is not beyond dispute the owner; None if not judged."""
    divided: tuple[str, ...] = ()
    """Ids of those who hold a part each, where nobody holds it whole."""
    metropolitan: bool | None = None
    """Whether it was metropolitan territory then; None for as the place is."""
    start: When | None = None
    """None: as far back as is known."""
    end: When | None = None
    finding: str | None = None
    """Who found whose it is, or how it is held: resolutions, judgments, awards."""
    source: str
    note: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end.end < self.start.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        if self.administered and self.divided:
            raise ValueError("has a holder of the whole and holders of parts; give one of the two")
        return self

    def holds(self, on: date) -> bool | None:
        """Whether this is how things stood on a day; without a first day they always had."""
        return since(self.start, self.end, on)

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of a territory that it settles."""
        unsaid = {"metropolitan"} if self.metropolitan is None else set()
        return self.model_dump(exclude={"territory"} | unsaid)

    def overlaps(self, other: Control) -> bool:
        """Whether there is a day on which both hold for certain."""
        starts = [spell.start.end for spell in (self, other) if spell.start]
        ends = [spell.end.start for spell in (self, other) if spell.end]
        return max(starts, default=date.min) <= min(ends, default=date.max)


NOT_CODED = "not coded"
"""The note of a territory on a day of which no row, or none without contradiction, says whose it
was and who held it."""
_TOLD = ("recognised", "claimed", "administered", "basis", "divided", "finding")
"""What rows of one day can contradict each other in."""


def unheld(place: NamedPlace | Territory) -> Territory:
    """A place on a day of which nothing is known: no known owner and no known holder."""
    kept = {name: getattr(place, name) for name in ("id", "name", "names", "within", "areas")}
    return Territory(**kept, metropolitan=place.metropolitan, note=NOT_CODED)


def on_day(spells: Iterable[Territory], on: date) -> Territory | None:
    """A place on a day by the row that holds then; None if none does.

    Of rows that contradict each other none is taken: what they differ in is open.

    >>> isle = Territory(id="isle", name="Isle", recognised="FRA", administered="FRA")
    >>> other = isle.model_copy(update={"administered": "GBR"})
    >>> found = on_day([isle, other], date(2000, 1, 1))
    >>> found.recognised, found.administered, [row.administered for row in found.rows]
    ('FRA', None, ['FRA', 'GBR'])
    """
    found = [spell for spell in spells if spell.holds(on)]
    if len(found) < 2 or all(_said(spell) == _said(found[0]) for spell in found):
        return found[0] if found else None
    return _contradicting(found)


def _said(spell: Territory) -> tuple[Any, ...]:
    return tuple(getattr(spell, name) for name in _TOLD)


def _contradicting(rows: Sequence[Territory]) -> Territory:
    """A place of which rows of one day say different things."""
    open_now = unheld(rows[0])
    agreed = {
        name: getattr(rows[0], name)
        for name in _TOLD
        if len({getattr(row, name) for row in rows}) == 1
    }
    return open_now.model_copy(update={**agreed, "rows": tuple(rows)})


def territories(
    places: Iterable[NamedPlace], spells: Iterable[Control]
) -> dict[str, tuple[Territory, ...]]:
    """Places by id, a value for each spell of control; one for a place that has none."""
    held: dict[str, list[Control]] = defaultdict(list)
    for spell in spells:
        held[spell.territory].append(spell)
    return {place.id: tuple(_joined(place, held[place.id])) for place in places}


def _joined(place: NamedPlace, spells: Iterable[Control]) -> Iterator[Territory]:
    own = place.model_dump()
    if not spells:
        yield Territory(**own)
    for spell in spells:
        yield Territory(**own | spell.facts)


def control_problems(
    rows: Iterable[tuple[int, Control]], places: Collection[str], actors: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with numbered rows of control beside what else the world knows."""
    for line, spell in rows:
        if spell.territory not in places:
            yield Problem(line=line, words=f"unknown territory {spell.territory!r}")
        named = (spell.recognised, *spell.claimed, spell.administered, *spell.divided)
        yield from unknown_actors(line, filter(None, named), actors)


def held_twice(rows: Iterable[tuple[int, Control]]) -> Iterator[tuple[int, int]]:
    """The numbers of rows of which both tell of one place on one day, the earlier first."""
    held: dict[str, list[tuple[int, Control]]] = defaultdict(list)
    for line, spell in rows:
        yield from (
            (number, line) for number, earlier in held[spell.territory] if earlier.overlaps(spell)
        )
        held[spell.territory].append((line, spell))
