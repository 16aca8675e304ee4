"""One event told twice: readings laid side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ramify._value import Value
from ramify.reading.actors.acts import Act
from ramify.reading.events.independent import independent, places
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.when import When

_MIRROR = {"043": "042"}
_BOTH_WAYS = ("04", "057", "060", "061", "062", "0871", "050", "190", "193")
_ONCE = ("04", "05", "129")
_BARE = ("129", "057", "160")
"""Acts that a text comes back to by name alone: `the veto`, neither day nor target told again."""
_DAYS_APART = 3
_FORCE = ("18", "19", "20")
_UNKNOWN = "---"
_PLACES = ("title", "lead", "body")
_JOINING = ({"happened", "alleged"}, {"happened", "asked"})
"""What one source tells as done, and another only alleges or the user asks about, is done."""


class Differing(Value):
    """A detail on which accounts of one event do not agree."""

    event: Event
    detail: str
    """Which detail: `date`, `number`, `place`, or what is counted: `killed`, `wounded`."""
    values: tuple[tuple[str, str], ...]
    """Name of the document, and the value it gives; of what is counted the number alone."""

    @property
    def counted(self) -> str:
        """What is counted; empty of a date, a number or a place."""
        return "" if self.detail in ("date", "number", "place") else self.detail


class Accounts(Value):
    """Where documents say the same thing, where they differ, what only one says."""

    same: tuple[Event, ...] = ()
    """Events that more than one document reports, with the evidence of all."""
    differ: tuple[Differing, ...] = ()
    only_in: tuple[tuple[str, tuple[Event, ...]], ...] = ()
    """Name of the document, and the events that only it reports, in words that no other has."""


@dataclass
class _Account:
    """One event as it stands so far, with every telling of it."""

    tellings: list[Event]
    documents: set[str]
    """Ids of the documents of all its tellings."""
    apart: dict[object, list[Event]] = field(default_factory=dict)
    """Its tellings by what tells one from another; of those alike two, of two documents."""

    def __post_init__(self) -> None:
        for event in self.tellings:
            self._keep(event)

    def add(self, event: Event) -> None:
        """Take one more telling of it."""
        self.tellings.append(event)
        self.documents |= _documents(event)
        self._keep(event)

    def _keep(self, event: Event) -> None:
        alike = self.apart.setdefault(_telling(event), [])
        if not alike or (len(alike) == 1 and _documents(event) != _documents(alike[0])):
            alike.append(event)


def merge_events(readings: Sequence[Reading], asked: Sequence[Event] = ()) -> tuple[Event, ...]:
    """The events of all readings and those asked about, each once, with the evidence of all.

    Two tellings are one event if the two sides agree, one code is the other or
    refines it, and the dates may be the same day. A telling without date
    joins the event it can mean: in its own document first, the one told most if
    several; if none stands out it stays apart.
    """
    return tuple(_merged(account.tellings) for account in _accounts(readings, asked))


def told_once(told: Sequence[tuple[Act, Event]]) -> list[tuple[Act, Event]]:
    """The events of a document without what its own sentence tells more fully.

    `killed four and injured twelve` is one attack; who was `killed after K's strikes` was killed
    by K; `cut ties and closed the border with K` does nothing to nobody.
    """
    by_sentence: dict[int, list[tuple[Act, Event]]] = defaultdict(list)
    for act, event in told:
        by_sentence[act.number].append((act, event))
    return [one for group in by_sentence.values() for one in _fullest(group)]


def _fullest(group: list[tuple[Act, Event]]) -> list[tuple[Act, Event]]:
    kept: list[tuple[Act, Event]] = []
    for place, (act, event) in enumerate(group):
        fuller = next(
            (
                n
                for n, (_, other) in enumerate(group)
                if n != place and _tells(event, other, n < place)
            ),
            None,
        )
        if fuller is None:
            kept.append((act, event))
        elif event.quantity and group[fuller][1].quantity is None:
            counted = {"quantity": event.quantity, "object": event.object}
            at = next((k for k, one in enumerate(kept) if one is group[fuller]), None)
            group[fuller] = (group[fuller][0], group[fuller][1].model_copy(update=counted))
            if at is not None:
                kept[at] = group[fuller]
    return kept


def _tells(event: Event, other: Event, earlier: bool) -> bool:
    """Whether another event of the sentence tells all that this one tells."""
    if event.status != other.status:
        return False
    if event.when != other.when and not (event.own_day is None and other.actor == event.actor):
        return False
    same_target = event.target in (other.target, None)
    if event.actor == _UNKNOWN != other.actor and event.action.startswith(_FORCE):
        return other.action.startswith(_FORCE) and same_target
    if event.actor != other.actor or event.action != other.action:
        return False
    more = event.target is None and other.target is not None
    return more or (event.target == other.target and earlier)


def _accounts(readings: Sequence[Reading], asked: Sequence[Event] = ()) -> list[_Account]:
    accounts: list[_Account] = []
    by_sides: dict[tuple[str, str], list[_Account]] = defaultdict(list)
    events = [*asked, *(event for reading in readings for event in reading.events)]
    for event in sorted(events, key=_most_exact):
        near = by_sides[_sides(event)]
        fitting = [account for account in near if _fits(event, account)]
        if not fitting and _is_bare(event):
            fitting = [account for account in accounts if _comes_back_to(event, account)]
        own = _documents(event)
        told = [account for account in fitting if account.documents & own]
        fitting = (told or fitting) if event.own_day is None else fitting
        most = max(fitting, key=lambda account: len(account.tellings), default=None)
        if most and (event.own_day or _stands_out(most, fitting)):
            most.add(event)
        else:
            account = _Account([event], set(own))
            accounts.append(account)
            near.append(account)
    return sorted(accounts, key=lambda account: _order(account.tellings[0]))


def _stands_out(most: _Account, fitting: list[_Account]) -> bool:
    """Whether an undated telling can mean one account only, or plainly the one told most."""
    others = [len(account.tellings) for account in fitting if account is not most]
    return not others or len(most.tellings) > max(others)


def _is_bare(event: Event) -> bool:
    return event.own_day is None and event.target is None and event.action.startswith(_BARE)


def _comes_back_to(event: Event, account: _Account) -> bool:
    """Whether a bare telling may mean an account of its own document, whoever it was done to."""
    return bool(account.documents & _documents(event)) and any(
        telling.actor == event.actor
        and _documents(telling) & _documents(event)
        and _same(event, telling)
        for telling in account.tellings
    )


def _most_exact(event: Event) -> tuple[int, int]:
    when = event.own_day
    days = (when.end - when.start).days if when else 10**6
    return days, -len(event.action)


def _order(event: Event) -> tuple[bool, str, str, str, str]:
    when = event.when
    return (
        when is None,
        str(when.start if when else ""),
        event.action,
        event.actor,
        event.target or "",
    )


def _sides(event: Event) -> tuple[str, str]:
    sides = (event.actor, event.target or "")
    return min(sides, sides[::-1]) if event.action.startswith(_BOTH_WAYS) else sides


def _fits(event: Event, account: _Account) -> bool:
    return any(_same(event, other) for alike in account.apart.values() for other in alike)


def _telling(event: Event) -> object:
    """All of a telling that decides whether another is of the same event, but its document."""
    sides = event.actor, event.target, event.action, event.status
    return *sides, event.when, event.reported, event.quantity


def _same(one: Event, other: Event) -> bool:
    first, second = (_MIRROR.get(e.action, e.action) for e in (one, other))
    if not (first.startswith(second) or second.startswith(first)):
        return False
    if one.status != other.status and {one.status, other.status} not in _JOINING:
        return False
    if first == "042" and _visitor(one) != _visitor(other):
        return False
    if one.own_day is None or other.own_day is None:
        return not _named_apart(one, other) and not _later(one, other)
    assert one.when and other.when
    return one.when.overlaps(other.when) or (
        first.startswith(_ONCE)
        and _documents(one) != _documents(other)
        and _close(one.when, other.when)
    )


def _later(one: Event, other: Event) -> bool:
    """Whether one happened after the other had been reported."""
    if not (one.when and other.when) or one.reported == other.reported:
        return False
    reported, told = (one, other) if one.reported else (other, one)
    assert reported.when and told.when
    return told.when.start > reported.when.end


def _visitor(event: Event) -> str | None:
    return event.target if event.action == "043" else event.actor


def _named_apart(one: Event, other: Event) -> bool:
    """Whether the tellings give different amounts: then they may be different acts."""
    return bool(one.quantity and other.quantity and one.quantity != other.quantity)


def _close(one: When, other: When) -> bool:
    exact = one.precision == other.precision == "day"
    return exact and abs((one.start - other.start).days) <= _DAYS_APART


def _documents(event: Event) -> set[str]:
    return {e.document for e in event.evidence if isinstance(e, TextEvidence)}


def _merged(tellings: Sequence[Event]) -> Event:
    """The most exact telling, completed from the others."""
    best = tellings[0]
    update: dict[str, object] = {
        name: next((v for t in tellings if (v := getattr(t, name)) is not None), None)
        for name in ("when", "quantity", "place", "object", "actor_sector", "target_sector")
    }
    if counted := next((t for t in tellings if t.quantity and t.object), None):
        update["object"] = counted.object  # a number counts what its own telling names
    if any(t.status == "happened" for t in tellings):
        update.update(status="happened", holder=None, holder_name=None)
    update["told_in"] = min(
        (t.told_in for t in tellings if t.told_in), key=_PLACES.index, default=None
    )
    update["reported"] = best.reported and all(t.reported for t in tellings if t.when)
    update["action"] = max((t.action for t in tellings), key=len) if best.action != "043" else "043"
    update["context"] = tuple(dict.fromkeys(c for t in tellings for c in t.context))
    update["evidence"] = tuple(dict.fromkeys(e for t in tellings for e in t.evidence))
    return best.model_copy(update=update)


def agreements(readings: Sequence[Reading], copies: Mapping[str, str]) -> Accounts:
    """Where the readings say the same thing, and where they differ.

    `copies`: ids of documents that copy another, each with that other's, as `copied` gives them.
    """
    names = {reading.document.id: reading.document.name for reading in readings}
    same: list[Event] = []
    differ: list[Differing] = []
    single: list[Event] = []
    for account in _accounts(readings):
        merged = _merged(account.tellings)
        if len(independent(_quotes(merged), copies)) > 1:
            same.append(merged)
            differ.extend(_differences(merged, account.tellings, names))
        elif len(_documents(merged)) == 1:
            single.append(merged)
    alone = _alone(single, readings) if len(names) > 1 else {}
    return Accounts(
        same=tuple(same),
        differ=tuple(differ),
        only_in=tuple((names[d], tuple(alone[d])) for d in names if alone.get(d)),
    )


def _alone(single: Sequence[Event], readings: Sequence[Reading]) -> dict[str, list[Event]]:
    """Of events that one document reports those whose words stand in no other, by document."""
    held = places((e.quote for event in single for e in _quotes(event)), readings)
    alone: dict[str, list[Event]] = defaultdict(list)
    for event in single:
        [own] = _documents(event)
        if all(held.get(e.quote, {own}) <= {own} for e in _quotes(event)):
            alone[own].append(event)
    return alone


def _quotes(event: Event) -> list[TextEvidence]:
    return [e for e in event.evidence if isinstance(e, TextEvidence)]


def _differences(
    event: Event, tellings: Iterable[Event], names: dict[str, str]
) -> Iterable[Differing]:
    """Details on which tellings from different documents cannot both be right."""
    tellings = list(tellings)
    for detail, name in (
        ("date", "when"),
        ("number", "quantity"),
        ("place", "place"),
    ):
        given = {
            (names.get(d, d), _shown(getattr(t, name)))
            for t in tellings
            if getattr(t, name)
            for d in _documents(t)
        }
        distinct = {shown for _, shown in given}
        if (
            len(distinct) > 1
            and len({d for d, _ in given}) > 1
            and not _compatible(detail, tellings)
        ):
            yield Differing(event=event, detail=detail, values=tuple(sorted(given)))


def _compatible(detail: str, tellings: Sequence[Event]) -> bool:
    """Whether the values given may describe the same thing less exactly."""
    if detail == "date":
        dates = [t.when for t in tellings if t.when]
        return all(a.overlaps(b) for a in dates for b in dates)
    if detail == "place":
        places = [t.place for t in tellings if t.place]
        return all(a in b or b in a for a in places for b in places)
    return False


def _shown(value: object) -> str:
    if hasattr(value, "unit") and hasattr(value, "value"):
        return f"{value.value:,.10g} {value.unit}"
    return str(value)
