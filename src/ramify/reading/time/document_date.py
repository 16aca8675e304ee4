"""The day that a document is read for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ramify.reading.statements import Document
from ramify.reading.time.dates import DateFound
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.world import World


def as_when(on: date | None) -> When | None:
    """A day as a date of full precision."""
    return When(on) if on else None


def latest(dates: Iterable[DateFound]) -> When | None:
    """The latest date spoken of as past or present."""
    known = [f.when for f in dates if f.when and not f.ahead]
    return max(known, key=lambda when: (when.start, -when.end.toordinal()), default=None)


def day_of(document: Document, on: date | None, world: World) -> date:
    """The day that names are resolved for."""
    when = document.published or as_when(on) or document.mentions_to or world.about.as_of
    return when.end
