"""Composing a brief: the readings laid side by side, the engines asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError, UsageError
from ramify._version import __version__
from ramify.briefing.brief import VERSION, Brief, BriefDocument, Obliged, Provenance
from ramify.briefing.claimed import claimed
from ramify.briefing.expected import PairRates, expected
from ramify.briefing.exposed import exposed
from ramify.briefing.obliged import obliged
from ramify.briefing.ramification import Voice
from ramify.reading.claims.claim_groups import merge_claims
from ramify.reading.events.merge import agreements, merge_events
from ramify.reading.factcheck.documents import checked
from ramify.reading.library import Library
from ramify.reading.statements import Reading
from ramify.record.events import Event, EventStatus
from ramify.world.when import Day, day, horizon_days
from ramify.world.world import World

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.record.store import Record


def compose(
    library: Library,
    world: World,
    *,
    on: Day | None = None,
    about: Sequence[str] = (),
    horizon: str = "90d",
    model: Fitted | str | Path | None = None,
    record: Record | str | Path | None = None,
) -> Brief:
    """The brief of what was read, for one day.

    Args:
        on: the day to answer for; if none is given the day the latest document was published,
            or the latest date that an undated one mentions.
        about: codes or names of actors to keep to.
        horizon: how far ahead, as `horizon_days` reads it.
        model: what the expected voice goes by, or its file; the packaged kernel if left out.
        record: what has happened before, or its file; without one no chance is known.

    Raises:
        InputError: no document could be read, the model or the record cannot be opened, or
            the model knows none of the record's actions.
        UsageError: an impossible date or horizon, an unknown actor, a model without a record,
            or no document gives a date and `on` is missing.
    """
    days = horizon_days(horizon)
    if model is not None and record is None:
        raise UsageError("a model without a record to go by", repair="give record= as well")
    readings = library.read
    if not readings:
        raise InputError("no document could be read", repair=_refusals(library))
    asked, because = _asked(on, readings)
    codes = tuple(world.resolve(name, asked) for name in about)
    events = [e for e in merge_events(readings) if _touches(_sides(e), codes)]
    claims = [g for g in merge_claims(readings, library.copies) if _touches(g.claim.actors, codes)]
    mentioned = _ranked(readings)
    happened = [e for e in events if e.status == "happened"]
    answer = obliged(events, world, asked, mentioned, codes)
    names = {code: actor.name for code, actor in world.actors.items()}
    with _opened(record) as past:
        rates = PairRates(asked, days, past, world)
        follows = expected(
            happened, answer.cases, rates, names,
            states={*world.at(asked).states}, model=_fitted(model), record=past,
        )  # fmt: skip
        said = tuple(claimed(claims, rates))
        held = checked(library, world, past).documents
    parts = {
        "version": VERSION,
        "on": asked,
        "on_because": because,
        "about": codes,
        "horizon_days": days,
        "sources": tuple(_source(r, library.copies.get(r.document.id)) for r in readings),
        "refused": library.refused,
        "happened": _of_status(events, "happened"),
        "alleged": _of_status(events, "alleged"),
        "denied": _of_status(events, "denied"),
        "planned": _of_status(events, "planned"),
        "unused": tuple(unused for reading in readings for unused in reading.unused),
        "differ": agreements(readings, library.copies).differ,
        "obliged": answer,
        "expected": follows.lines,
        "exposed": exposed(events, world, asked),
        "basis": follows.basis,
        "rests_on": follows.rests_on,
        "calibration": follows.calibration,
        "claimed": said,
        "checked": held,
        "mentioned": mentioned,
        "unresolved": tuple(m for reading in readings for m in reading.unresolved),
    }
    return Brief(
        **parts,
        names=_names(world, events, readings, answer),
        silent=_silent(parts),
        provenance=_provenance(library, world),
    )


def _fitted(model: Fitted | str | Path | None) -> Fitted | None:
    if not isinstance(model, str | Path):
        return model
    from ramify.reasoning.dynamics.process.model import Fitted

    return Fitted.load(model)


@contextmanager
def _opened(record: Record | str | Path | None) -> Iterator[Record | None]:
    """A record as it is given; one opened here from its file is closed again."""
    if not isinstance(record, str | Path):
        yield record
        return
    from ramify.record.store import Record

    with Record.open(record, read_only=True) as opened:
        yield opened


def _refusals(library: Library) -> str:
    reasons = [f"{r.path}: {r.reason}; {r.repair}" for r in library.refused]
    return "\n  ".join(["", *reasons]) if reasons else "name files, folders or - for input"


def _asked(on: Day | None, readings: Sequence[Reading]) -> tuple[date, str]:
    if on is not None:
        return day(on), "as asked"
    dated = [
        (when.end, reading.document.name)
        for reading in readings
        if (when := reading.document.published or reading.document.mentions_to)
    ]
    if not dated:
        raise UsageError("no document gives a date", repair="say the day with --on YYYY-MM-DD")
    latest, name = max(dated)
    return latest, f"the latest date of the documents, from {name}"


def _sides(event: Event) -> tuple[str, ...]:
    return (event.actor, event.target) if event.target else (event.actor,)


def _touches(actors: Iterable[str], about: Sequence[str]) -> bool:
    return not about or bool(set(actors) & set(about))


def _of_status(events: Iterable[Event], status: EventStatus) -> tuple[Event, ...]:
    return tuple(sorted((e for e in events if e.status == status), key=_by_date))


def _by_date(event: Event) -> tuple[date, str, str]:
    start = event.when.start if event.when else date.max
    return start, event.actor, event.action


def _ranked(readings: Sequence[Reading]) -> tuple[str, ...]:
    """All actors mentioned, those that rank high in the documents first."""
    score: Counter[str] = Counter()
    for reading in readings:
        for place, code in enumerate(reading.actors):
            score[code] += len(reading.actors) - place
    return tuple(code for code, _ in sorted(score.items(), key=lambda pair: (-pair[1], pair[0])))


def _source(reading: Reading, copy_of: str | None) -> BriefDocument:
    document = reading.document
    return BriefDocument(
        id=document.id,
        name=document.name,
        title=document.title,
        published=document.published,
        dated_from=document.published_from,
        mentions_to=document.mentions_to,
        words=len(document.text.split()),
        dropped=document.dropped,
        copy_of=copy_of,
    )


def _names(
    world: World, events: Iterable[Event], readings: Sequence[Reading], answer: Obliged
) -> dict[str, str]:
    codes = {code for event in events for code in _sides(event)}
    codes |= {event.holder for event in events if event.holder}
    codes |= {code for reading in readings for code in reading.actors}
    codes |= answer.actors
    return {code: world.actors[code].name for code in sorted(codes) if code in world.actors}


def _silent(parts: dict[str, object]) -> dict[Voice, str]:
    silent: dict[Voice, str] = {}
    if not parts["exposed"]:
        silent["exposed"] = "No shift measured: no new treaty or accession on file is reported."
    if not parts["expected"]:
        silent["expected"] = (
            "No forecast: the documents report no recent event with both sides and a date."
        )
    if not parts["claimed"]:
        silent["claimed"] = "The documents make no claim that could be read."
    answer = parts["obliged"]
    if not (answer.turns or answer.bonds or answer.cases or answer.measures):  # type: ignore[attr-defined]
        silent["obliged"] = "No coded commitment binds the actors of these documents to each other."
    return silent


def _provenance(library: Library, world: World) -> Provenance:
    return Provenance(
        ramify=__version__,
        reader=", ".join(sorted({reading.reader for reading in library.readings})),
        facts_as_of=world.about.as_of,
        documents=tuple(reading.document.id for reading in library.readings),
    )
