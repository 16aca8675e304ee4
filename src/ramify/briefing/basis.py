"""What the expected voice rests on: the model, what it was learned from, and the record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify._value import Value
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.record.store import Record


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class ModelSource(Value):
    """What a model was learned from, as the model itself says."""

    packaged: bool
    source: str | None
    """Name of the data; None if the model does not say."""
    first: date | None
    last: date | None
    """First and last day of the events; None if they have no calendar."""
    events: int
    calibrated: bool


class RecordSource(Value):
    """The record that says who deals with whom, and the days of its events."""

    events: int
    days: When | None


class BriefBasis(Value):
    """The model and the record behind what is expected."""

    model: ModelSource
    record: RecordSource


def basis(model: Fitted, record: Record, *, packaged: bool) -> BriefBasis:
    """What lines by this model over this record rest on."""
    origin = model.origin
    epoch = date.fromisoformat(origin.epoch) if origin.epoch else None
    return BriefBasis(
        model=ModelSource(
            packaged=packaged,
            source=origin.source,
            first=epoch + timedelta(days=origin.first_day) if epoch else None,
            last=epoch + timedelta(days=origin.last_day) if epoch else None,
            events=origin.events,
            calibrated=bool(model.calibration),
        ),
        record=RecordSource(events=record.count(), days=record.range()),
    )


def model_words(model: ModelSource) -> str:
    """A model with what it was learned from, in a few words."""
    called = "the packaged kernel" if model.packaged else "a model"
    return f"{called} (relational Hawkes process, {source_words(model)})"


def source_words(model: ModelSource) -> str:
    """The data a model was learned from, and their days."""
    days = f", {span_words(model.first, model.last)}" if model.first and model.last else ""
    return f"{named(model)}{days}"


def span_words(first: date, last: date) -> str:
    """Some months as one says them.

    >>> span_words(date(2018, 1, 1), date(2018, 9, 27))
    'January to September 2018'
    >>> span_words(date(2017, 6, 1), date(2018, 2, 1))
    'June 2017 to February 2018'
    >>> span_words(date(2018, 5, 1), date(2018, 5, 9))
    'May 2018'
    """
    begins, ends = (f"{_MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    if begins == ends:
        return ends
    return f"{_MONTHS[first.month - 1] if first.year == last.year else begins} to {ends}"


def named(model: ModelSource) -> str:
    """The data a model was learned from."""
    return model.source or "a source not named"
