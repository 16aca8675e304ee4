"""Counts of what a reading found, missed and wrongly gave, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ramify.reading.evaluation.gold import Span


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """Counts of what was found, missed and wrongly given.

    >>> MatchCounts(right=3, missed=1, wrong=1).f1
    0.75
    """

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: MatchCounts) -> MatchCounts:
        return MatchCounts(
            self.right + other.right, self.missed + other.missed, self.wrong + other.wrong
        )

    @classmethod
    def of(cls, gold: set[str], given: set[str]) -> MatchCounts:
        """Counts over two sets."""
        return cls(len(gold & given), len(gold - given), len(given - gold))

    @property
    def precision(self) -> float:
        """Of what was given, the share that is right; 0 if nothing was given."""
        given = self.right + self.wrong
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        """Of what there is, the share that was found; 0 if there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Fraction:
    """So many of so many: a part credit among what was found.

    >>> str(Fraction(3, 4))
    '3/4'
    """

    part: int = 0
    whole: int = 0

    def __add__(self, other: Fraction) -> Fraction:
        return Fraction(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


@dataclass(frozen=True, slots=True)
class Miss:
    """Something missed or wrongly given, for proof-reading."""

    what: str
    """`event missed`, `event wrong`, `claim missed`, `claim wrong`, `lost`, `junk kept`."""
    span: Span | None
    """Where it stands in the file's plain text."""
    detail: str


@dataclass(frozen=True)
class Marks:
    """The score of one document, or the sum over several."""

    events: MatchCounts = field(default_factory=MatchCounts)
    claims: MatchCounts = field(default_factory=MatchCounts)
    kept: MatchCounts = field(default_factory=MatchCounts)
    """Sentences of the article kept (right) or lost (missed), junk kept (wrong)."""
    credits: dict[str, Fraction] = field(default_factory=dict)
    opposite: Fraction = field(default_factory=Fraction)
    """Events of the opposite sign: told as cooperation where the gold has only conflict between
    the two sides, or the reverse; of all events read."""
    dates: Fraction = field(default_factory=Fraction)
    """Right dates among the events found that the text dates."""
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: Marks) -> Marks:
        names = [*self.credits, *(name for name in other.credits if name not in self.credits)]
        shares = {
            name: self.credits.get(name, Fraction()) + other.credits.get(name, Fraction())
            for name in names
        }
        return Marks(
            self.events + other.events,
            self.claims + other.claims,
            self.kept + other.kept,
            shares,
            self.opposite + other.opposite,
            self.dates + other.dates,
            self.misses + other.misses,
        )


def shown_misses(marks: Marks, plain: str) -> Iterator[str]:
    """A line for each miss, with the words it is about."""
    for miss in marks.misses:
        words = " ".join(plain[slice(*miss.span)].split())[:240] if miss.span else ""
        yield f"{miss.what:13} {miss.detail:40} {words}"
