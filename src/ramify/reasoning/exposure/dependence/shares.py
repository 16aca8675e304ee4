"""Shares: how much of what a receiver gets comes from one sender, and how few send it.

For the amounts q of one kind and unit that reach a receiver from its senders i, over some years,

    share(i) = q(i) / Σ q,    concentration = Σ share²  (Herfindahl; 1 is a single sender).

Amounts of different units are never added; beside each unit the number of deliveries on file is a
unit of its own. Shares are of what is on file, which is not all there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ramify.reasoning.exposure.dependence.kinds import FlowKind

DELIVERIES = "deliveries on file"


class Sent(NamedTuple):
    """An amount of a kind that went from a sender to a receiver."""

    kind: FlowKind
    sender: str
    receiver: str
    amount: float | None
    unit: str


class Reliance(NamedTuple):
    """How far a receiver leans on one sender for a kind of thing."""

    kind: FlowKind
    receiver: str
    sender: str
    amount: float
    total: float
    unit: str
    share: float
    concentration: float
    """Herfindahl index over all senders: 1 is one alone."""
    alternatives: tuple[str, ...]
    """Other senders on file, the largest first."""


def reliances(sent: Iterable[Sent]) -> tuple[Reliance, ...]:
    """A row for each kind, unit, receiver and sender, the largest shares first.

    >>> flows = [Sent("oil", "RUS", "PRK", 300.0, "barrels"),
    ...          Sent("oil", "CHN", "PRK", 100.0, "barrels")]
    >>> row = reliances(flows)[0]
    >>> row.sender, row.share, row.concentration, row.alternatives
    ('RUS', 0.75, 0.625, ('CHN',))
    """
    sums: dict[tuple[FlowKind, str, str], dict[str, float]] = defaultdict(dict)
    for one in sent:
        counted = None if one.kind == "trade" else 1.0
        for unit, amount in ((DELIVERIES, counted), (one.unit, one.amount)):
            if amount is not None and unit:
                by_sender = sums[one.kind, unit, one.receiver]
                by_sender[one.sender] = by_sender.get(one.sender, 0.0) + amount
    rows = [row for group, by_sender in sums.items() for row in _rows(group, by_sender)]
    return tuple(sorted(rows, key=lambda r: (r.kind, r.unit == DELIVERIES, r.unit, -r.share)))


def _rows(group: tuple[FlowKind, str, str], by_sender: dict[str, float]) -> Iterator[Reliance]:
    kind, unit, receiver = group
    total = sum(by_sender.values())
    if not total:
        return
    concentration = sum((amount / total) ** 2 for amount in by_sender.values())
    ordered = sorted(by_sender, key=lambda sender: (-by_sender[sender], sender))
    for sender in ordered:
        others = tuple(other for other in ordered if other != sender)
        yield Reliance(
            kind=kind,
            receiver=receiver,
            sender=sender,
            amount=by_sender[sender],
            total=total,
            unit=unit,
            share=by_sender[sender] / total,
            concentration=concentration,
            alternatives=others,
        )


def traded(table: Path, receiver: str, until: int, years: int) -> tuple[int | None, list[Sent]]:
    """Imports of a state from each other in the last year on file; None if none is recent enough.

    Args:
        table: what `ramify load trade-dyads` wrote.
        receiver: id of the importing state.
        until: the last year that counts.
        years: how old the last year may be.
    """
    import pyarrow.parquet as pq

    sides = []
    for own, other, flow in (("a", "b", "a_from_b"), ("b", "a", "b_from_a")):
        kept = [(own, "==", receiver), ("year", "<=", until), ("year", ">", until - years)]
        rows = pq.read_table(table, columns=[other, "year", flow], filters=kept).to_pylist()
        sides += [(row["year"], row[other], row[flow]) for row in rows if row[flow] is not None]
    last = max((year for year, _, _ in sides), default=None)
    found = {sender: amount for year, sender, amount in sides if year == last}
    return last, [
        Sent("trade", sender, receiver, amount, "million US dollars")
        for sender, amount in sorted(found.items())
    ]
