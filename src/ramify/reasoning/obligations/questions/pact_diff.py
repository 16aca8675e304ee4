"""Two pacts side by side: what was added, dropped, weakened or strengthened.

Promises are matched by type and field, and compared on four points: how much
is promised, what sets it off, where, and on what conditions. A wider trigger or
scope and fewer conditions make a promise stronger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Literal, NamedTuple

from ramify._table import Tabular
from ramify._value import Value
from ramify.world.pacts import (
    Article,
    Commitment,
    CommitmentType,
    Pact,
    Scope,
    Strength,
    Trigger,
    TriggerEvent,
)
from ramify.world.wording import listing, spelled

STRENGTHS: tuple[Strength, ...] = (
    "all means at its disposal", "armed force", "military assistance", "aid and assistance",
    "act to meet the common danger", "action it deems necessary", "good offices", "consult",
)  # fmt: skip
"""From the most to the least that is promised; `refrain` and `unknown` stand outside the order."""

EVENTS: tuple[tuple[TriggerEvent, ...], ...] = (
    ("any",), ("threat",), ("hostilities",), ("armed attack", "armed aggression"), ("war",),
)  # fmt: skip
"""From the widest to the narrowest event; those of one group are one term."""

Direction = Literal["stronger", "weaker", "different"]
Change = Literal["added", "dropped", "strengthened", "weakened", "changed", "kept"]


class Point(Value):
    """One point on which two promises differ."""

    about: Literal["strength", "trigger", "scope", "conditions"]
    direction: Direction
    words: str


class Compared(Value):
    """A promise of one pact beside its like in another."""

    change: Change
    what: CommitmentType
    field: str | None = None
    old: str | None = None
    """Article of the older pact; None if it has no like."""
    new: str | None = None
    points: tuple[Point, ...] = ()


class ComparedRow(NamedTuple):
    """A promise beside its like, as a row of a table."""

    new_pact: str
    old_pact: str
    change: Change
    what: CommitmentType
    field: str | None
    old: str | None
    new: str | None
    points: tuple[str, ...]


class PactDifference(Value, Tabular):
    """What a pact changes against an older one; as a table it has a row a promise."""

    new: str
    old: str
    compared: tuple[Compared, ...]

    @property
    def row_type(self) -> type[ComparedRow]:
        return ComparedRow

    @property
    def rows(self) -> tuple[ComparedRow, ...]:
        return tuple(
            ComparedRow(
                self.new, self.old, c.change, c.what, c.field, c.old, c.new,
                tuple(f"{point.about}, {point.direction}: {point.words}" for point in c.points),
            )
            for c in self.compared
        )  # fmt: skip

    def only(self, *changes: Change) -> tuple[Compared, ...]:
        """The promises that changed in one of these ways."""
        return tuple(item for item in self.compared if item.change in changes)


def compare_pacts(new: Pact, *older: Pact) -> tuple[PactDifference, ...]:
    """What a pact adds, drops, weakens and strengthens against each of some older ones."""
    return tuple(_difference(new, old) for old in older)


_Held = tuple[Article, Commitment]


def _difference(new: Pact, old: Pact) -> PactDifference:
    ours, theirs = _by_kind(new), _by_kind(old)
    compared: list[Compared] = []
    for kind in dict.fromkeys((*ours, *theirs)):
        compared += _matched(list(ours.get(kind, ())), list(theirs.get(kind, ())))
    return PactDifference(new=new.id, old=old.id, compared=tuple(compared))


def _by_kind(pact: Pact) -> dict[Hashable, list[_Held]]:
    """Promises by type; cooperation also by field. Doubles in one article count once."""
    found: dict[Hashable, list[_Held]] = defaultdict(list)
    for article in pact.articles:
        for commitment in article.commitments:
            plain = commitment.model_copy(update={"by": (), "to": (), "note": None})
            held = found[commitment.type, commitment.field]
            if (article, plain) not in held:
                held.append((article, plain))
    return found


def _matched(ours: list[_Held], theirs: list[_Held]) -> list[Compared]:
    """Each promise with the nearest of its kind; what is left over is added or dropped."""
    compared = []
    for held in list(ours):
        if not theirs:
            break
        like = min(theirs, key=lambda other: len(_points(held[1], other[1])))
        theirs.remove(like)
        ours.remove(held)
        compared.append(_compared(held, like))
    compared += [_alone("added", held) for held in ours]
    return compared + [_alone("dropped", held) for held in theirs]


def _alone(change: Literal["added", "dropped"], held: _Held) -> Compared:
    article, commitment = held
    ref = {"new" if change == "added" else "old": article.ref}
    return Compared(change=change, what=commitment.type, field=commitment.field, **ref)


def _compared(new: _Held, old: _Held) -> Compared:
    points = _points(new[1], old[1])
    ways = {point.direction for point in points}
    change: Change = "changed"
    if not ways:
        change = "kept"
    elif ways == {"stronger"}:
        change = "strengthened"
    elif ways == {"weaker"}:
        change = "weakened"
    return Compared(
        change=change,
        what=new[1].type,
        field=new[1].field,
        old=old[0].ref,
        new=new[0].ref,
        points=points,
    )


def _points(new: Commitment, old: Commitment) -> tuple[Point, ...]:
    found = [_strength(new.strength, old.strength)]
    found += _triggers(new.trigger, old.trigger)
    found += _scopes(new.scope or Scope(), old.scope or Scope())
    found.append(_limit("conditions", "helped first by", new.once_helped_by, old.once_helped_by))
    gone = [c for c in old.conditions if c not in new.conditions]
    come = [c for c in new.conditions if c not in old.conditions]
    found += [_point("conditions", "stronger", f"dropped: {condition}") for condition in gone]
    found += [_point("conditions", "weaker", f"added: {condition}") for condition in come]
    return tuple(point for point in found if point is not None)


def _strength(new: Strength, old: Strength) -> Point | None:
    if new == old:
        return None
    words = f"{old} → {new}"
    if new not in STRENGTHS or old not in STRENGTHS:
        return _point("strength", "different", words)
    more = STRENGTHS.index(new) < STRENGTHS.index(old)
    return _point("strength", "stronger" if more else "weaker", words)


def _triggers(new: Trigger | None, old: Trigger | None) -> list[Point | None]:
    if new is None or old is None:
        if new is old:
            return []
        return [_point("trigger", "different", f"{_event(old)} → {_event(new)}")]
    width, before = _width(new.event), _width(old.event)
    found: list[Point | None] = []
    if width != before:
        way: Direction = "stronger" if width < before else "weaker"
        found.append(_point("trigger", way, f"{old.event} → {new.event}"))
    inside, once = _inside(new), _inside(old)
    if inside != once:
        found.append(_point("trigger", "stronger" if inside > once else "weaker", _INSIDE[inside]))
    if new.future != old.future:
        words = "only later attacks count" if new.future else "attacks already begun count"
        found.append(_point("trigger", "weaker" if new.future else "stronger", words))
    by, before_by = ((*t.by, *(f"allies of {x}" for x in t.by_allies_of)) for t in (new, old))
    found.append(_limit("trigger", "attackers", by, before_by))
    found.append(_limit("trigger", "supporters", new.supported_by, old.supported_by))
    found.append(_limit("trigger", "targets", new.against, old.against))
    return found


_INSIDE = (
    "only attacks by outsiders count",
    "whether attacks by parties count is open",
    "attacks by parties count",
)


def _inside(trigger: Trigger) -> int:
    """How far a trigger reaches to attacks by parties, as a place in `_INSIDE`."""
    return 0 if trigger.by_others else 2 if trigger.by_parties else 1


def _event(trigger: Trigger | None) -> str:
    return trigger.event if trigger else "no trigger"


def _width(event: TriggerEvent) -> int:
    return next(n for n, group in enumerate(EVENTS) if event in group)


def _scopes(new: Scope, old: Scope) -> list[Point | None]:
    found: list[Point | None] = []
    if new.title != old.title:
        found.append(_point("scope", "different", f"{old.title} → {new.title} territory"))
    areas, before = (tuple(map(spelled, scope.areas)) for scope in (new, old))
    found.append(_limit("scope", "areas", areas, before))
    if new.of_parties != old.of_parties:
        land = "that of the parties only" if new.of_parties else "any land in the areas"
        found.append(_point("scope", "weaker" if new.of_parties else "stronger", f"now: {land}"))
    for words, added, way in (
        ("also covers", set(new.includes) - set(old.includes), "stronger"),
        ("no longer names", set(old.includes) - set(new.includes), "weaker"),
        ("leaves out", set(new.excludes) - set(old.excludes), "weaker"),
        ("no longer leaves out", set(old.excludes) - set(new.excludes), "stronger"),
        ("not settled for", set(new.unsettled) - set(old.unsettled), "different"),
        ("now settled for", set(old.unsettled) - set(new.unsettled), "different"),
    ):
        if added:
            words += f" {listing(map(spelled, sorted(added)))}"
            found.append(_point("scope", way, words))  # type: ignore[arg-type]
    return found


def _limit(
    about: Literal["trigger", "scope", "conditions"],
    what: str,
    new: tuple[str, ...],
    old: tuple[str, ...],
) -> Point | None:
    """A list that limits: empty means no limit, so a longer list is wider than a shorter."""
    if set(new) == set(old):
        return None
    words = f"{what}: {', '.join(old) or 'any'} → {', '.join(new) or 'any'}"
    if not new or (old and set(new) > set(old)):
        return _point(about, "stronger", words)
    if not old or set(new) < set(old):
        return _point(about, "weaker", words)
    return _point(about, "different", words)


def _point(
    about: Literal["strength", "trigger", "scope", "conditions"], direction: Direction, words: str
) -> Point:
    return Point(about=about, direction=direction, words=words)
