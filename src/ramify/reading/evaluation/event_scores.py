"""The events of a reading, held against the events that the gold has at the same sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from ramify.reading.evaluation.gold import Alignment, Gold, GoldEvent, Span, told_at
from ramify.reading.evaluation.marks import Fraction, Marks, MatchCounts, Miss
from ramify.record.events import Event
from ramify.record.ontology import Plover, action

COOPERATION = frozenset(get_args(Plover)[:7])
_CURRENCIES = {
    "$": "dollar",
    "us$": "dollar",
    "usd": "dollar",
    "€": "euro",
    "eur": "euro",
    "£": "pound",
}


def event_class(code: str) -> str:
    """The PLOVER class of a code, or STATEMENT for those that PLOVER does not code."""
    return action(code).plover or "STATEMENT"


def score_events(events: Sequence[Event], gold: Gold, page: Alignment, plain: str = "") -> Marks:
    """The events of a reading, before they are merged, against the gold events."""
    told = [_Told(event, told_at(event.evidence, gold, page)) for event in map(_as_visit, events)]
    rows = sorted(map(_row, gold.event), key=lambda row: row.optional)
    given = _given(told, rows)
    found = [n for n, row in enumerate(rows) if _covers(given[n], row)]
    counted = {id(item) for n in found for item in given[n]}
    wrong = _distinct(item for item in told if id(item) not in counted)
    missed = [row for n, row in enumerate(rows) if n not in found and not row.optional]
    right = [n for n in found if not rows[n].optional]
    credits = {name: Fraction() for name in ("code", "root", "date", "quantity", "place")}
    for n in right:
        for name, share in _event_credits(rows[n], [t.event for t in given[n]], plain).items():
            credits[name] += share
    for n, row in enumerate(rows):
        if not row.optional and len(_sides_of(row)) > 2:
            credits["list items"] = credits.get("list items", Fraction()) + _listed(row, given[n])
    misses = [Miss("event missed", gold.sentences[row.told[0]], _shown(row)) for row in missed] + [
        Miss("event wrong", item.span, item.shown) for item in wrong
    ]
    tally = MatchCounts(len(right), len(missed), len(wrong))
    dated = [n for n in right if rows[n].when and not rows[n].undated]
    told_right = sum(any(_dated(t.event, rows[n]) for t in given[n]) for n in dated)
    return Marks(
        events=tally,
        credits=credits,
        opposite=Fraction(sum(_is_opposite(item, rows) for item in told), len(told)),
        dates=Fraction(told_right, len(dated)),
        misses=tuple(misses),
    )


def is_cooperation(code: str) -> bool:
    """Whether a code stands for cooperation, in words or deeds.

    >>> is_cooperation("057"), is_cooperation("190")
    (True, False)
    """
    return action(code).plover in COOPERATION


def told_once(merged: Sequence[Event], gold: Gold, page: Alignment) -> Fraction:
    """Of the gold events found, how many are one event after merging."""
    told = [_Told(event, told_at(event.evidence, gold, page)) for event in map(_as_visit, merged)]
    rows = [_row(row) for row in gold.event]
    given = zip(rows, _given(told, rows), strict=True)
    counts = [_accounts(row, items) for row, items in given if not row.optional]
    found = [count for count in counts if count]
    return Fraction(sum(count == 1 for count in found), len(found))


def _accounts(row: GoldEvent, items: Sequence[_Told]) -> int:
    """How many times the same pair is told."""
    pairs = [(item.event.actor, item.event.target) for item in items]
    return max((pairs.count(pair) for pair in pairs), default=0) if _covers(items, row) else 0


def _is_opposite(item: _Told, rows: Sequence[GoldEvent]) -> bool:
    """Whether its sentence tells of the same two sides, but never with this sign."""
    event = item.event
    if action(event.action).plover is None or event.target is None:
        return False
    pairs = [row for row in rows if set(item.sentences) & set(row.told) and _is_pair(event, row)]
    signs = {is_cooperation(code) for row in pairs for code in row.action}
    return bool(signs) and is_cooperation(event.action) not in signs


def _is_pair(event: Event, row: GoldEvent) -> bool:
    actors, targets = {*row.actor, *row.actor_also}, {*row.target, *row.target_also}
    if _symmetric(row):
        actors = targets = actors | targets
    straight = event.actor in actors and event.target in targets
    return straight or (event.actor in targets and event.target in actors)


@dataclass(frozen=True)
class _Told:
    """An event of a reading, with the gold sentences it was read from."""

    event: Event
    where: tuple[tuple[str, ...], Span | None]

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.where[0]

    @property
    def span(self) -> Span | None:
        return self.where[1]

    @property
    def shown(self) -> str:
        event = self.event
        return f"{event.actor} {event.action} {event.target or '-'} {event.when or 'undated'}"


def _as_visit(event: Event) -> Event:
    """A visit that its host is said to receive, told from the visitor's side."""
    if event.action != "043" or event.target is None:
        return event
    return event.model_copy(
        update={
            "action": "042",
            "actor": event.target,
            "target": event.actor,
            "actor_sector": event.target_sector,
            "target_sector": event.actor_sector,
        }
    )


def _row(row: GoldEvent) -> GoldEvent:
    if row.action[0] != "043":
        return row
    swapped = {"action": ("042", *row.action), "actor": row.target, "target": row.actor}
    return row.model_copy(update=swapped)


def _given(told: Sequence[_Told], rows: Sequence[GoldEvent]) -> list[list[_Told]]:
    """For each gold event the events of the reading that tell it or a part of it."""
    given: list[list[_Told]] = [[] for _ in rows]
    for item in told:
        fits = [n for n, row in enumerate(rows) if _may_be(item, row)]
        if fits:
            best = min(fits, key=lambda n: _distance(item.event, rows[n], bool(given[n])))
            given[best].append(item)
    return given


def _may_be(item: _Told, row: GoldEvent) -> bool:
    event = item.event
    if not set(item.sentences) & set(row.told):
        return False
    if event_class(event.action) not in {event_class(code) for code in row.action}:
        return False
    actors, targets = {*row.actor, *row.actor_also}, {*row.target, *row.target_also}
    if _symmetric(row):
        return {event.actor, event.target or event.actor} <= actors | targets
    if event.target is None and row.target:
        return False
    return event.actor in actors and (event.target is None or event.target in targets)


def _symmetric(row: GoldEvent) -> bool:
    return row.mutual or action(row.action[0]).symmetric


def _distance(event: Event, row: GoldEvent, taken: bool) -> tuple[bool, bool, bool, bool]:
    return (not _dated(event, row), event.action not in row.action, row.optional, taken)


def _dated(event: Event, row: GoldEvent) -> bool:
    if event.when is None:
        return row.undated or not row.when
    if event.reported and (row.undated or not row.when):
        return True
    return any((event.when.start, event.when.end) == (w.start, w.end) for w in row.when)


def _covers(items: Sequence[_Told], row: GoldEvent) -> bool:
    """Whether events tell all sides of a gold event."""
    return bool(items) and _sides_of(row) <= _named(items, row)


def _sides_of(row: GoldEvent) -> set[tuple[int, str]]:
    """Who is on which side; acts done together have one side."""
    other = 0 if _symmetric(row) else 1
    return {(0, name) for name in row.actor} | {(other, name) for name in row.target}


def _named(items: Sequence[_Told], row: GoldEvent) -> set[tuple[int, str]]:
    other = 0 if _symmetric(row) else 1
    actors = {(0, item.event.actor) for item in items}
    return actors | {(other, item.event.target) for item in items if item.event.target}


def _listed(row: GoldEvent, items: Sequence[_Told]) -> Fraction:
    wanted = _sides_of(row)
    return Fraction(len(wanted & _named(items, row)), len(wanted))


def _distinct(items: Iterable[_Told]) -> list[_Told]:
    """One of each act: a list of targets wrongly given is one mistake."""
    first: dict[tuple[object, ...], _Told] = {}
    for item in items:
        key = (item.sentences or item.span, item.event.action, item.event.when)
        first.setdefault(key, item)
    return list(first.values())


def _event_credits(row: GoldEvent, events: Sequence[Event], plain: str) -> dict[str, Fraction]:
    credits = {
        "code": Fraction(any(e.action in row.action for e in events), 1),
        "root": Fraction(any(e.action[:2] in {c[:2] for c in row.action} for e in events), 1),
        "date": Fraction(any(_dated(e, row) for e in events), 1),
    }
    if row.quantity:
        credits["quantity"] = Fraction(any(_counts(e, row) for e in events), 1)
    if row.place and plain:
        words = _words(plain[slice(*row.place)])
        right = any(e.place and words & _words(e.place) for e in events)
        credits["place"] = Fraction(bool(right), 1)
    return credits


def _counts(event: Event, row: GoldEvent) -> bool:
    if event.quantity is None or row.quantity is None:
        return False
    unit = event.quantity.unit.lower()
    unit = _CURRENCIES.get(unit, unit)
    same = abs(event.quantity.value - row.quantity.value) <= 1e-6 * abs(row.quantity.value)
    return same and unit.startswith(row.quantity.unit[:5].lower())


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word != "the"}


def _shown(row: GoldEvent) -> str:
    when = f" {row.when[0]}" if row.when else " undated"
    return f"{'+'.join(row.actor)} {row.action[0]} {'+'.join(row.target) or '-'}{when}"
