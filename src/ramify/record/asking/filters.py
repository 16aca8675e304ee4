"""Which events of a record are meant: by days, sides, acts, places, sources and mentions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from ramify._errors import UnknownName, UsageError
from ramify._nearest import nearest
from ramify.record.ontology import action as known_action
from ramify.record.ontology import actions
from ramify.world.actors import Actor
from ramify.world.when import Day, day, first_day

Several = str | Collection[str]
Sides = str | Actor | Collection[str | Actor]
QUADS = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}


class FilterWords(TypedDict, total=False):
    """What `Filter` takes, by name; an actor may stand for its id."""

    since: Day | None
    until: Day | None
    actor: Sides | None
    target: Sides | None
    actors: Sides | None
    between: Sides | None
    action: Several | None
    classes: Several | None
    quads: Several | None
    places: Sides | None
    sources: Several | None
    min_mentions: int | None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice of events; what is not given is not asked.

    `since` and `until` are days, both included, as dates or their text (a year or a month from
    its first day, to its last): an event is meant if it may have happened between them, which
    leaves out those without a date. A code for `action` stands for all
    codes below it (`19` for `190` and `1951`); `classes` are PLOVER classes, `quads` quad
    classes. `actors` are on either side, `actor` and `target` on their own.

    Raises:
        UsageError: the range ends before it starts, or a code or class is not known.
    """

    since: Day | None = None
    until: Day | None = None
    actor: Several | None = None
    target: Several | None = None
    actors: Several | None = None
    between: Several | None = None
    """Both sides are among these."""
    action: Several | None = None
    classes: Several | None = None
    quads: Several | None = None
    places: Several | None = None
    """Ids of states in which it took place."""
    sources: Several | None = None
    min_mentions: int | None = None

    def __post_init__(self) -> None:
        first, last = self._days
        if first and last and last < first:
            raise UsageError(f"the range {self.since} to {self.until} ends before it starts")

    @property
    def _days(self) -> tuple[date | None, date | None]:
        first = None if self.since is None else first_day(self.since)
        return first, None if self.until is None else day(self.until)

    def where(self) -> tuple[str, list[object]]:
        """The choice as an SQL clause with its values; empty if everything is meant."""
        tests: list[tuple[str, list[object]]] = []
        first, last = self._days
        if first:
            tests.append(("last_day >= ?", [first]))
        if last:
            tests.append(("first_day <= ?", [last]))
        if self.min_mentions is not None:
            tests.append(("mentions >= ?", [self.min_mentions]))
        for column, wanted in (
            ("actor", self.actor),
            ("target", self.target),
            ("country", self.places),
            ("source", self.sources),
        ):
            if wanted is not None:
                tests.append(_one_of(column, wanted))
        for joint, wanted in (("OR", self.actors), ("AND", self.between)):
            if wanted is not None:
                one, other = _one_of("actor", wanted), _one_of("target", wanted)
                tests.append((f"({one[0]} {joint} {other[0]})", one[1] + other[1]))
        codes = self.codes()
        if codes is not None:
            tests.append(_one_of("action", codes))
        clause = " AND ".join(test for test, _ in tests)
        return (f"WHERE {clause}" if clause else ""), [v for _, values in tests for v in values]

    def feeds(self) -> list[str] | None:
        """The sources asked for; None for all."""
        return None if self.sources is None else _several(self.sources)

    def codes(self) -> list[str] | None:
        """The CAMEO codes that are meant; None if all are."""
        if self.action is None and self.classes is None and self.quads is None:
            return None
        chosen = [a for a in actions() if self._means(a.code)]
        return [a.code for a in chosen]

    def _means(self, code: str) -> bool:
        if self.action is not None:
            roots = [known_action(root).code for root in _several(self.action)]
            if not code.startswith(tuple(roots)):
                return False
        act = known_action(code)
        if self.classes is not None and act.plover not in _classes(self.classes):
            return False
        return self.quads is None or act.quad in _quads(self.quads)


def _one_of(column: str, wanted: Several) -> tuple[str, list[object]]:
    """A test that DuckDB can hold against the least and greatest value of a block of rows."""
    values = sorted(set(_several(wanted)))
    if not values:
        return "false", []
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _several(wanted: Several) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _classes(wanted: Several) -> set[str]:
    known = {a.plover for a in actions() if a.plover}
    chosen = {name.upper() for name in _several(wanted)}
    for name in chosen - known:
        raise UnknownName(
            name, kind="PLOVER class", near=nearest(name, sorted(known)) or tuple(sorted(known))
        )
    return chosen


def _quads(wanted: Several) -> set[str]:
    numbers = {str(number): name for name, number in QUADS.items()}
    chosen = {numbers.get(name, name) for name in _several(wanted)}
    for name in chosen - QUADS.keys():
        raise UnknownName(name, kind="quad class", near=nearest(name, QUADS) or tuple(QUADS))
    return chosen
