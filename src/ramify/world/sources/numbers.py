"""Numbers of states, Correlates of War or Gleditsch and Ward, and who had them on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ramify.world.actors import Actor

Scheme = Literal["cow", "gw"]

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_DAY = timedelta(days=1)

_UNITED = date(1990, 10, 3)
_ALSO: dict[Scheme, dict[int, str]] = {
    "cow": {260: "DEU", 8152: "ANM", 341: "MNE"},
    "gw": {255: "DRE"},
}
"""Numbers the table of states does not carry, as a row has one number for all its days.
COW has 260 for Germany until its unification and 255 from then; ATOP has 8152 for
Annam and 341 also for the Montenegro of before 1918."""


@dataclass(frozen=True, slots=True)
class Spell:
    """An actor and the first and last day for which it stands for a number."""

    actor: str
    start: date
    end: date


class Numbers:
    """Actors by number and day. Both schemes use numbers again for a state's successors.

    >>> from ramify.world.world import World
    >>> cow = Numbers(World.packaged().lives, "cow")
    >>> [cow.actor(365, date(year, 6, 1)) for year in (1914, 1950, 2000)]
    ['RUE', 'SUN', 'RUS']
    >>> cow.number("DEU", date(1980, 1, 1)), cow.number("DEU", date(2000, 1, 1))
    (260, 255)
    """

    def __init__(self, lives: Iterable[Actor], scheme: Scheme) -> None:
        self.scheme = scheme
        self._lives: dict[int, list[Spell]] = defaultdict(list)
        self._numbers: dict[str, int] = {}
        also = {actor: number for number, actor in _ALSO[scheme].items()}
        for actor in lives:
            start = actor.start.start if actor.start else _FIRST
            spell = Spell(actor.id, start, actor.end.end if actor.end else _LAST)
            own = actor.cow if scheme == "cow" else actor.gw
            for code in {own, also.get(actor.id)} - {None}:
                assert code is not None
                self._lives[code].append(spell)
            if own is not None:
                self._numbers[actor.id] = own
        self._lives = {code: _merged(spells) for code, spells in self._lives.items()}
        for number, actor_id in _ALSO[scheme].items():
            self._numbers.setdefault(actor_id, number)

    def number(self, actor: str, on: date) -> int | None:
        """The number of an actor on a day; None if it has none."""
        if self.scheme == "cow" and actor == "DEU":
            return 260 if on < _UNITED else 255
        return self._numbers.get(actor)

    def actor(self, number: int, on: date) -> str | None:
        """Who had a number on a day, or came next to it; None for an unknown number."""
        spells = self._lives.get(number)
        if not spells:
            return None
        return min(spells, key=lambda s: max((s.start - on).days, (on - s.end).days, 0)).actor

    def spells(self, number: int, start: date, end: date) -> tuple[Spell, ...]:
        """Who had a number over a stretch of days, one after the other.

        Days before the first existed or after the last are given to it, and days
        between two lives of one state are kept, since the published files count a
        signature before independence, governments in exile, and Syria in its union
        with Egypt. An end on the morrow of a state's last day is its last day: the
        projects date both the old and the new state to the day of the change.
        """
        lives = self._lives.get(number, [])
        held = [
            Spell(s.actor, max(s.start, start), min(s.end, end))
            for s in lives
            if s.start <= end and s.end >= start
        ]
        if not held:
            near = self.actor(number, start)
            return (Spell(near, start, end),) if near else ()
        held = _bridged(held)
        held[0] = Spell(held[0].actor, start, held[0].end)
        if (end - held[-1].end).days > 1:
            held[-1] = Spell(held[-1].actor, held[-1].start, end)
        return tuple(held)


def _bridged(spells: list[Spell]) -> list[Spell]:
    """Lives of one state that follow each other made one, whatever lay between."""
    done: list[Spell] = []
    for spell in spells:
        if done and done[-1].actor == spell.actor:
            done[-1] = Spell(spell.actor, done[-1].start, spell.end)
        else:
            done.append(spell)
    return done


def _merged(spells: list[Spell]) -> list[Spell]:
    """Lives in order, those of one actor that touch made one."""
    done: list[Spell] = []
    for spell in sorted(spells, key=lambda s: (s.start, s.end)):
        last = done[-1] if done else None
        if last and last.actor == spell.actor and spell.start <= last.end + _DAY:
            done[-1] = Spell(last.actor, last.start, max(last.end, spell.end))
        else:
            done.append(spell)
    return done
