"""A row of the page, and how it finds the lines of the annex that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ramify._value import Value
from ramify.briefing.brief import Brief
from ramify.briefing.words import in_text
from ramify.world.wording import listing

NEWS = 92
"""Days for which a treaty is news."""


class PageRow(Value):
    """What a row says, and the numbers of the annex's lines that carry it."""

    words: str
    cites: tuple[int, ...] = ()
    on: str = ""
    """What it is on, where other lines may tell the same: `defenders of PRK`."""


@dataclass(frozen=True)
class Sheet:
    """A brief with the numbers of its annex, as the sections of the page read it."""

    brief: Brief
    numbers: Mapping[str, int]
    """Numbers of the annex's lines by the JSON pointers of what they tell."""

    def cite(self, *pointers: str) -> tuple[int, ...]:
        """The numbers of the lines that tell these values of the brief, each once."""
        return tuple(sorted({self.numbers[p] for p in pointers if p in self.numbers}))

    def named(self, codes: Iterable[str]) -> str:
        """Actors by name, as English lists them."""
        return listing(self.brief.names.get(code, code) for code in codes)

    def in_text(self, codes: Iterable[str]) -> str:
        """The same in a sentence: `the United States and Japan`."""
        names = self.brief.names
        return listing(in_text(names.get(code, code)) for code in codes)

    def days_before(self, day: date) -> int:
        """Days from a day to the one the answer is for."""
        return (self.brief.on - day).days

    def waits(self, pact: str | None) -> bool:
        """Whether a treaty that the documents report is not yet in force on the day."""
        turns = (turn for turn in self.brief.obliged.turns if turn.pact == pact)
        return any(t.in_force is None or t.in_force.start > self.brief.on for t in turns)

    def is_news(self, pact: str | None) -> bool:
        """Whether a treaty that the documents report was signed in the last months, waits to come
        into force, or was given; an accession is always news."""
        turn = next((turn for turn in self.brief.obliged.turns if turn.pact == pact), None)
        if turn is None or turn.given or turn.signed is None or self.waits(pact):
            return True
        return self.days_before(turn.signed.end) <= NEWS

    @property
    def texts(self) -> tuple[str, ...]:
        """Ids of the independent texts: copies of one, and the same file again, are one."""
        return tuple(dict.fromkeys(s.copy_of or s.id for s in self.brief.sources))

    def back(self, place: int) -> int | None:
        """The place of the case the other way round; None if that was not asked."""
        cases = self.brief.obliged.cases
        sides = cases[place].victim, cases[place].attacker
        return next((n for n, c in enumerate(cases) if (c.attacker, c.victim) == sides), None)
