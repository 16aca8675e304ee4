"""The tables of a record file, and how events become rows and come back.

docs/record.md documents the columns. `id` is unique by construction: one writer
adds only ids that are not there. It has no index, which would have to stay in
memory while tens of millions of events are loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from ramify.record.events import Event
from ramify.record.evidence import Evidence

VERSION = 1
"""The schema this release writes and reads."""

COLUMNS: dict[str, str] = {
    "id": "VARCHAR",
    "dated": "VARCHAR",
    "first_day": "DATE",
    "last_day": "DATE",
    "actor": "VARCHAR",
    "action": "VARCHAR",
    "target": "VARCHAR",
    "actor_sector": "VARCHAR",
    "target_sector": "VARCHAR",
    "actor_name": "VARCHAR",
    "target_name": "VARCHAR",
    "object": "VARCHAR",
    "amount": "DOUBLE",
    "unit": "VARCHAR",
    "about": "BOOLEAN",
    "place": "VARCHAR",
    "context": "VARCHAR[]",
    "summary": "VARCHAR",
}

CREATE = f"""
CREATE TABLE meta (key VARCHAR, value VARCHAR);
INSERT INTO meta VALUES ('format', 'ramify record'), ('schema', '{VERSION}'), ('loads', '0');
CREATE TABLE event ({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())});
CREATE TABLE evidence (event VARCHAR, position INTEGER, occurrence INTEGER, body VARCHAR);
CREATE TABLE set_aside (place VARCHAR, reason VARCHAR, content VARCHAR);
"""

_SAME_NAME = (
    "actor", "action", "target", "actor_sector", "target_sector", "actor_name", "target_name",
    "object", "place", "summary",
)  # fmt: skip
_EVIDENCE: TypeAdapter[Any] = TypeAdapter(Evidence)


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
    """One row of the table `event`."""
    when, quantity = event.when, event.quantity
    return {name: getattr(event, name) for name in _SAME_NAME} | {
        "id": key,
        "dated": str(when) if when else None,
        "first_day": when.start if when else None,
        "last_day": when.end if when else None,
        "amount": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "about": quantity.about if quantity else None,
        "context": list(event.context),
    }


def evidence_rows(event: Event, key: str) -> Iterable[dict[str, object]]:
    """Rows for the table `evidence`; equal pieces within one event are numbered."""
    seen: dict[str, int] = {}
    for piece in event.evidence:
        body = piece.model_dump_json()
        yield {"event": key, "occurrence": seen.get(body, 0), "body": body}
        seen[body] = seen.get(body, 0) + 1


def event_of(row: Sequence[Any], evidence: Iterable[str]) -> Event:
    """The event of a row of the columns in `COLUMNS`, and its evidence bodies in order."""
    cell = dict(zip(COLUMNS, row, strict=True))
    fields = {name: cell[name] for name in _SAME_NAME}
    if cell["amount"] is not None:
        fields["quantity"] = {"value": cell["amount"], "unit": cell["unit"], "about": cell["about"]}
    pieces = tuple(_EVIDENCE.validate_json(body) for body in evidence)
    return Event(
        when=cell["dated"], context=tuple(cell["context"] or ()), evidence=pieces, **fields
    )
