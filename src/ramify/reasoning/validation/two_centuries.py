"""Two centuries: the duties derived from ATOP against its published directed dyad-years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from ramify.reasoning.obligations.questions.dyad_years import Tie, ties
from ramify.world.pacts import CommitmentType, Pact
from ramify.world.sources.atop import SOURCE, TYPES, guarantees, read
from ramify.world.sources.numbers import Numbers
from ramify.world.sources.table import PublishedTable
from ramify.world.world import World

FIRST, LAST = 1815, 2018

Key = tuple[int, int, int]
"""COW numbers of the one that owes and the one it owes, and the year."""
Owed = frozenset[CommitmentType]
Years = Mapping[Key, Owed]

Cause = Literal[
    "owed to some of the members",
    "two phases in one year",
    "treaty text against flags",
    "state had ended",
    "no COW number",
    "unexplained",
]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A directed dyad-year in which the derived duties are not the published flags."""

    key: Key
    derived: Owed | None
    """None: not bound together in the year."""
    published: Owed | None
    """None: there is no such row."""
    alliances: tuple[int, ...]
    """ATOP numbers of what bound both in the year."""
    cause: Cause


@dataclass(frozen=True, slots=True)
class DyadYearAgreement:
    """How the derived duties of all directed dyad-years compare with the published flags."""

    derived: int
    published: int
    agree: int
    by_rows: tuple[Disagreement, ...]
    """Where the member rows are read as promises to every other member."""
    by_text: tuple[Disagreement, ...]
    """Where to whom promises were made is read from the treaties, as the engine has it."""

    def causes(self) -> Counter[Cause]:
        """The remaining disagreements by cause."""
        return Counter(item.cause for item in self.by_text)


def compare(members: Path, flags: Path, world: World) -> DyadYearAgreement:
    """Compare the duties the engine derives with the published directed dyad-year flags.

    `members` is ATOP's member-level file, `flags` the directed dyad-years of ATOP as
    the R package peacesciencer publishes them.

    Raises:
        InputError: a file is missing or not what it should be.
    """
    published = read_flags(flags)
    views = {}
    for directed in (True, False):
        pacts = {p.id: p for p in read(SOURCE.table(members), world, directed=directed)}
        views[directed] = _View(pacts, Numbers(world.lives, "cow"))
    text, rows = views[True], views[False]
    return DyadYearAgreement(
        derived=len(text.years),
        published=len(published),
        agree=sum(text.years.get(key) == owed for key, owed in published.items()),
        by_rows=tuple(_disagreements(rows, published, other=text)),
        by_text=tuple(_disagreements(text, published, other=rows)),
    )


def read_flags(path: Path) -> dict[Key, Owed]:
    """The published flags: what each state owed each other in each year.

    Raises:
        InputError: the file is missing or has other columns.
    """
    columns = {kind: f"atop_{column}" for kind, column in TYPES.items()}
    table = PublishedTable(path, {"ccode1", "ccode2", "year", *columns.values()})
    return {
        (int(row["ccode1"]), int(row["ccode2"]), int(row["year"])): frozenset(
            kind for kind, column in columns.items() if row[column] == "1"
        )
        for _, row in table.rows
    }


class _View:
    """The directed dyad-years of some pacts, by COW number."""

    def __init__(self, pacts: Mapping[str, Pact], numbers: Numbers) -> None:
        self.pacts, self._numbers = pacts, numbers
        owed: dict[Key, set[CommitmentType]] = defaultdict(set)
        self.bound: dict[Key, set[int]] = defaultdict(set)
        for number, tie, key in self._each():
            kept = owed[key]
            if tie.what is None:
                self.bound[key].add(number)
            else:
                kept.add(tie.what)
        self.years: Years = {key: frozenset(kinds) for key, kinds in owed.items()}

    def _each(self) -> Iterator[tuple[int, Tie, Key]]:
        for pact in self.pacts.values():
            for tie in ties(pact, TYPES):
                for a, b, start, end in self._coded(tie):
                    for year in range(max(FIRST, start.year), min(LAST, end.year) + 1):
                        yield pact.atop[0], tie, (a, b, year)

    def _coded(self, tie: Tie) -> Iterator[tuple[int, int, date, date]]:
        """The numbers two actors had; a state and the one that takes its place share one."""
        for start, end in _before_and_after(tie):
            a, b = (self._numbers.number(code, start) for code in (tie.actor, tie.to))
            if a is not None and b is not None and a != b:
                yield a, b, start, end

    def in_last_phases(self, key: Key) -> Owed:
        """What was owed if each alliance counts only as it stood at the end of the year."""
        found: set[CommitmentType] = set()
        for number in self.bound[key]:
            found |= self._at_end(self.pacts[f"atop-{number}"], key)
        return frozenset(found)

    def _at_end(self, pact: Pact, key: Key) -> set[CommitmentType]:
        owed = [
            (tie, end)
            for tie in ties(pact, TYPES)
            if tie.what
            for a, b, start, end in self._coded(tie)
            if (a, b) == key[:2] and start.year <= key[2] <= end.year
        ]
        last = _last_phase(pact, key[2])
        return {tie.what for tie, _ in owed if tie.what and tie.article == last}


_UNITED = date(1990, 10, 3)


def _before_and_after(tie: Tie) -> Iterator[tuple[date, date]]:
    """The days of a tie, parted where COW gives Germany another number."""
    if "DEU" not in (tie.actor, tie.to) or not tie.start < _UNITED <= tie.end:
        yield tie.start, tie.end
        return
    yield tie.start, _UNITED - timedelta(days=1)
    yield _UNITED, tie.end


def _last_phase(pact: Pact, year: int) -> str:
    """The article of the last phase that had begun in a year."""
    begun = [
        article.ref
        for article in pact.articles
        if all(c.start is None or c.start.start.year <= year for c in article.commitments)
    ]
    return begun[-1]


def _disagreements(view: _View, published: Years, *, other: _View) -> Iterator[Disagreement]:
    """Every dyad-year that differs, with its cause; `other` is the other way to read the rows."""
    for key in sorted(view.years.keys() | published.keys()):
        ours, theirs = view.years.get(key), published.get(key)
        if ours != theirs:
            alliances = tuple(sorted(view.bound.get(key, ())))
            cause = _cause(key, ours, theirs, view, other)
            yield Disagreement(key, ours, theirs, alliances, cause)


def _cause(key: Key, ours: Owed | None, theirs: Owed | None, view: _View, other: _View) -> Cause:
    if ours is None:
        return "state had ended"
    if theirs is None:
        return "no COW number" if max(key[:2]) > 999 else "unexplained"
    if view.in_last_phases(key) == theirs:
        return "two phases in one year"
    known = {guarantee.atop for guarantee in guarantees()} & view.bound[key]
    if known and other.years.get(key) == theirs:
        return "treaty text against flags" if _narrower(view, other, key) else _SOME
    if known and other.in_last_phases(key) == theirs:
        return _SOME
    return "unexplained"


_SOME: Cause = "owed to some of the members"


def _narrower(view: _View, other: _View, key: Key) -> bool:
    """Whether a view has fewer duties, as the one that reads the treaties does."""
    return view.years[key] < other.years[key]


def grouped(found: Iterable[Disagreement]) -> list[tuple[Cause, tuple[int, ...], int, int, int]]:
    """Disagreements by cause and alliance: how many, first and last year."""
    years: dict[tuple[Cause, tuple[int, ...]], list[int]] = defaultdict(list)
    for item in found:
        years[item.cause, _concerned(item)].append(item.key[2])
    return [
        (cause, alliances, len(held), min(held), max(held))
        for (cause, alliances), held in sorted(years.items())
    ]


def _concerned(item: Disagreement) -> tuple[int, ...]:
    """The alliances a disagreement is about: those with a known direction, where that is it."""
    directed = {guarantee.atop for guarantee in guarantees()}
    if item.cause in (_SOME, "treaty text against flags"):
        return tuple(number for number in item.alliances if number in directed)
    return item.alliances
