"""The ledger of two actors: what went between them, and the measures of the Council it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ramify._errors import UsageError
from ramify._table import Tabular
from ramify._value import Value
from ramify.reasoning.compliance import Finding, Flow, rulings
from ramify.reasoning.exposure.dependence.kinds import FlowKind, kind_of
from ramify.reasoning.exposure.dependence.shares import Reliance, Sent, reliances, traded
from ramify.reasoning.obligations.facts import name_of
from ramify.record.events import Event
from ramify.world.actors import known_actor
from ramify.world.system import System
from ramify.world.when import When

YEARS = 5


class LedgerRow(NamedTuple):
    """Something that went from one actor to another, and what the Security Council says of it."""

    kind: FlowKind
    sender: str
    receiver: str
    what: str
    when: When
    amount: float | None
    unit: str
    status: str
    """`happened`, or `alleged` or `denied` by somebody."""
    finding: Finding | None
    """The gravest finding of compliance; None if neither side is under coded measures."""
    measure: str | None
    """Resolution and paragraph."""
    why: str


class Ledger(Value, Tabular):
    """The flows between two actors by kind, with shares; as a table it has a row a flow."""

    on: date
    one: str
    other: str
    flows: tuple[LedgerRow, ...]
    shares: tuple[Reliance, ...]
    """Of what each of the two gets from the other, among all that is on file for it."""
    missing: tuple[str, ...] = ()
    """What is not known, and what would tell."""

    @property
    def row_type(self) -> type[LedgerRow]:
        return LedgerRow

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        return self.flows


def ledger(
    system: System, one: str, other: str, events: Iterable[Event] | None = None, years: int = YEARS
) -> Ledger:
    """What went between two actors in the years before a system's day.

    Args:
        system: the day up to which it is counted.
        one: id of an actor.
        other: id of the other.
        events: of a record; those of all senders, as shares are of what a receiver gets from
            everybody. What was planned or denied is listed, and counted in no share.
        years: how many years before the day count.

    Raises:
        UnknownName: an actor that is not known.
        UsageError: the two are one.

    >>> from ramify.world.world import World
    >>> much = {"value": 1000, "unit": "containers"}
    >>> shipped = Event(when="2023-09", actor="PRK", action="072", target="RUS",
    ...                 object="artillery ammunition", quantity=much)
    >>> found = ledger(World.packaged().at("2024-07-01"), "PRK", "RUS", [shipped])
    >>> [(row.kind, row.amount, row.finding, row.measure) for row in found.flows]
    [('arms', 1000.0, 'breaches', 'S/RES/1874 (2009), paragraph 9')]
    >>> [(row.sender, row.unit, row.share) for row in found.shares]
    [('PRK', 'containers', 1.0), ('PRK', 'deliveries on file', 1.0)]
    """
    for code in (one, other):
        known_actor(system.world, code)
    if one == other:
        raise UsageError(f"{one} is named twice", repair="name two actors")
    held = [event for event in events or () if _counts(event, system.on, years)]
    kinds = [(kind, event) for event in held if (kind := kind_of(event))]
    flows = tuple(_row(system, kind, e) for kind, e in kinds if {e.actor, e.target} == {one, other})
    sent = [_sent(kind, event) for kind, event in kinds if event.status in ("happened", "alleged")]
    notes: list[str] = [] if events is not None else ["flows: no record is given (`--record`)"]
    sent += _trade(system, (one, other), years, notes)
    between = [row for row in reliances(sent) if {row.sender, row.receiver} == {one, other}]
    return Ledger(
        on=system.on, one=one, other=other, flows=tuple(sorted(flows, key=_order)),
        shares=tuple(between), missing=tuple(notes),
    )  # fmt: skip


def _counts(event: Event, on: date, years: int) -> bool:
    """Whether an event with two sides may have happened in the years before a day."""
    if event.when is None or event.target is None:
        return False
    return event.when.start <= on and event.when.end.year > on.year - years - 1


def _order(row: LedgerRow) -> tuple[str, date, str]:
    return row.kind, row.when.start, row.sender


def _sent(kind: FlowKind, event: Event) -> Sent:
    much = event.quantity
    unit, amount = (much.unit, much.value) if much else ("", None)
    return Sent(kind, event.actor, event.target or "", amount, unit)


def _row(system: System, kind: FlowKind, event: Event) -> LedgerRow:
    assert event.when is not None
    assert event.target is not None
    what = event.object or (event.quantity.unit if event.quantity else "")
    yearly = (event.when.end - event.when.start).days < 366
    flow = Flow(
        what=what, sender=event.actor, receiver=event.target, on=event.when.start,
        amount=event.quantity if yearly else None,
    )  # fmt: skip
    first = rulings(flow, system.world.regimes)[0]
    cited = next(iter(first.evidence), None)
    sanctioned = {regime.target for regime in system.world.regimes} & {flow.sender, flow.receiver}
    return LedgerRow(
        kind=kind, sender=event.actor, receiver=event.target, what=what, when=event.when,
        amount=event.quantity.value if event.quantity else None,
        unit=event.quantity.unit if event.quantity else "", status=event.status,
        finding=first.finding if sanctioned else None,
        measure=f"{cited.pact}, {cited.article}" if cited else None, why=first.why,
    )  # fmt: skip


def _trade(system: System, pair: tuple[str, str], years: int, notes: list[str]) -> Iterator[Sent]:
    """Imports of both, if trade by pair is loaded; a note if it is not, or is too old."""
    table = system.world.tables.get("trade_dyads")
    if table is None:
        notes.append("trade: none is loaded (`ramify load trade-dyads`)")
        return
    for state in pair:
        last, sent = traded(table, state, system.on.year, years)
        if last is None:
            name = name_of(system.world.actors, state)
            notes.append(f"trade of {name}: nothing of the {years} years to {system.on.year}")
        yield from sent
