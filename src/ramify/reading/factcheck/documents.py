"""Documents held against what is on file, and the record searched for events near theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.reading.factcheck.check import Sought
from ramify.reading.factcheck.events import Checked, CheckedDocument, check
from ramify.record.asking.filters import Filter
from ramify.record.chronicle import chronicle
from ramify.record.feeds.registry import feeds
from ramify.record.store import Record

if TYPE_CHECKING:
    from ramify.reading.library import Library
    from ramify.reading.statements import Reading
    from ramify.record.coverage import Covered
    from ramify.record.events import Event
    from ramify.record.feeds.layout import Feed
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
                checks=check(
                    reading,
                    world,
                    [*chronicle(), *_near(reading, record)],
                    _covered(record) if record else None,
                ),
            )
            for reading in library.read
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
            Filter(actor=actor, target=target, action=action, since=since, until=until)
        )


def _covered(record: Record) -> Callable[[Event], Sought]:
    """Says of an event that was not found whether any source covers its days, sides and kind."""
    coverage, known = record.coverage(), feeds()

    def said(event: Event) -> Sought:
        if event.when is None:
            return Sought(False, "the text gives no day")
        days = event.when.start, event.when.end
        telling = [s for s in coverage.sources if records(known.get(s.source), event)]
        holding = [source for source in telling if source.holds(*days)]
        if holding:
            named = ", ".join(f"{s.source} (to {s.last})" for s in holding)
            return Sought(True, f"{event.when} is covered by {named}")
        if coverage.sources and not telling:
            return Sought(False, "no source of the record tells of such acts of these sides")
        lacking = "; ".join(_lacking(source, *days) for source in telling)
        held = f"no source of the record holds {event.when}"
        return Sought(False, f"{held} ({lacking})" if lacking else held)

    return said


def _lacking(source: Covered, first: date, last: date) -> str:
    """Why a source does not hold some days."""
    from ramify.record.coverage import stretch

    gap = next((gap for gap in source.gaps if gap.first <= last and gap.last >= first), None)
    span = f"{source.source}: {stretch(source.first, source.last)}"
    if gap and gap.why == "held in part":
        return f"{span}, {gap.first} only in part"
    return f"{span}, but {stretch(gap.first, gap.last)} {gap.why}" if gap else span


def records(feed: Feed | None, event: Event) -> bool:
    """Whether a feed records such acts of these sides at all; one that is not known may."""
    if feed is None:
        return True
    within = event.actor == event.target and event.actor in feed.not_within
    return not within and (not feed.acts or event.action[:2] in feed.acts)


def _about_a_year(when: When) -> tuple[date, date]:
    """A year before and a year after, for the same act on another day."""
    first = max(when.start.toordinal() - _DAYS_AROUND, 1)
    last = min(when.end.toordinal() + _DAYS_AROUND, date.max.toordinal())
    return date.fromordinal(first), date.fromordinal(last)
