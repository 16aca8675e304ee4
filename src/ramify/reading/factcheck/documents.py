"""Documents held against what is on file, and the record searched for events near theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.reading.factcheck.events import Checked, CheckedDocument, check
from ramify.record.chronicle import chronicle
from ramify.record.store import Record

if TYPE_CHECKING:
    from ramify.reading.library import Library
    from ramify.reading.statements import Reading
    from ramify.record.events import Event
    from ramify.world.when import When
    from ramify.world.world import World

_DAYS_AROUND = 366


def checked(library: Library, world: World, record: Record | str | Path | None = None) -> Checked:
    """What the documents of a library state, held against a world, the chronicle and a record.

    Raises:
        InputError: the record cannot be opened.
    """
    with ExitStack() as stack:
        if isinstance(record, str | Path):
            record = stack.enter_context(Record.open(record, read_only=True))
        documents = tuple(
            CheckedDocument(
                document=reading.document.name,
                checks=check(reading, world, [*chronicle(), *_near(reading, record)]),
            )
            for reading in library.readings
        )
    return Checked(documents=documents, refused=library.refused)


def _near(reading: Reading, record: Record | None) -> Iterator[Event]:
    """The events of a record that one of a reading could be: its sides, its year."""
    if record is None:
        return
    asked = {
        (actor, target, event.action[:2], *_about_a_year(event.when))
        for event in reading.events
        if event.when
        for actor, target in ((event.actor, event.target), (event.target, event.actor))
        if actor
    }
    for actor, target, action, since, until in sorted(asked, key=str):
        yield from record.events(
            actor=actor, target=target, action=action, since=since, until=until
        )


def _about_a_year(when: When) -> tuple[date, date]:
    """A year before and a year after, for the same act on another day."""
    first = max(when.start.toordinal() - _DAYS_AROUND, 1)
    last = min(when.end.toordinal() + _DAYS_AROUND, date.max.toordinal())
    return date.fromordinal(first), date.fromordinal(last)
