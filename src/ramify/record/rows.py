"""How events become rows of a record and come back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from ramify.record.events import Event
from ramify.record.evidence import Evidence
from ramify.record.schema import DATED
from ramify.record.tolls import deaths_of

if TYPE_CHECKING:
    import duckdb

TYPED = "ramify"
"""The source of events that were added as values, not loaded from a feed."""

_SAME_NAME = (
    "actor", "action", "target", "actor_sector", "target_sector", "actor_name", "target_name",
    "object", "place", "summary",
)  # fmt: skip
_EVIDENCE: TypeAdapter[Any] = TypeAdapter(Evidence)

READ = (*_SAME_NAME, "dated", "amount", "unit", "about", "context")
"""The columns an event is made of, in the order `event_of` takes them."""

SELECTED = ", ".join(f"{DATED} AS dated" if name == "dated" else name for name in READ)
"""The same as SQL."""


def event_id(event: Event) -> str:
    """32 hex digits of the SHA-256 of everything an event says, its evidence apart.

    Fields left at their default do not count, so that a field added to `Event`
    later changes no id.

    >>> event_id(Event(when="2024-06-19", actor="RUS", action="057", target="PRK"))
    'f14cb9e92c242151373e07703b1428a1'
    """
    content = event.model_dump_json(exclude={"evidence"}, exclude_defaults=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def event_row(event: Event, key: str) -> dict[str, object]:
    """One row of the table `event`; columns that are not named are unknown."""
    when, quantity = event.when, event.quantity
    return {name: getattr(event, name) for name in _SAME_NAME} | {
        "source": TYPED,
        "key": key,
        "dated": str(when) if when and when.precision == "interval" else None,
        "precision": when.precision if when else None,
        "first_day": when.start if when else None,
        "last_day": when.end if when else None,
        "native": event.action,
        "system": "CAMEO",
        "status": "happened",
        "amount": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "about": quantity.about if quantity else None,
        "deaths": deaths_of(event),
        "context": list(event.context),
    }


def evidence_rows(event: Event, key: str) -> Iterable[dict[str, object]]:
    """Rows for the table `cited`; equal pieces within one event are numbered."""
    seen: dict[str, int] = {}
    for piece in event.evidence:
        body = piece.model_dump_json()
        yield {"source": TYPED, "key": key, "occurrence": seen.get(body, 0), "body": body}
        seen[body] = seen.get(body, 0) + 1


def event_of(row: Sequence[Any], evidence: Iterable[str]) -> Event:
    """The event of a row of the columns in `READ`, and its evidence bodies in order."""
    cell = dict(zip(READ, row, strict=True))
    fields = {name: cell[name] for name in _SAME_NAME}
    if cell["amount"] is not None:
        fields["quantity"] = {"value": cell["amount"], "unit": cell["unit"], "about": cell["about"]}
    pieces = tuple(_EVIDENCE.validate_json(body) for body in evidence)
    return Event(
        when=cell["dated"], context=tuple(cell["context"] or ()), evidence=pieces, **fields
    )


def only_row(result: duckdb.DuckDBPyConnection) -> tuple[Any, ...] | None:
    """The one row of a result, read to its end; None if there is none.

    After `fetchone`, DuckDB 2 holds the connection until somebody asks for the row that is
    not there.
    """
    rows = result.fetchall()
    return rows[0] if rows else None
