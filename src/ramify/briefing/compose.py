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
from ramify.briefing.answer_day import day_of_answer
from ramify.briefing.asked import Given, around, asked, in_force, with_asked
from ramify.briefing.basis import BriefBasis, named
from ramify.briefing.brief import VERSION, Brief, BriefDocument, Obliged, Provenance, Turn
from ramify.briefing.cite import Cite, CitedSource, DataAge
from ramify.briefing.earlier import with_since
from ramify.briefing.ramification import ExpectedLine, ExposedLine, Voice
from ramify.briefing.voices.claimed import claimed
from ramify.briefing.voices.coming import coming
from ramify.briefing.voices.expected import PairRates, expected
from ramify.briefing.voices.exposed import accessions_among, exposed, exposed_by
from ramify.briefing.voices.obliged import obliged, turn
from ramify.reading.claims.claim_groups import merge_claims
from ramify.reading.events.merge import agreements, merge_events
from ramify.reading.factcheck.documents import checked
from ramify.reading.library import Library
from ramify.reading.statements import Reading
from ramify.record.events import Event, EventStatus
from ramify.record.evidence import GivenEvidence
from ramify.world.pacts import Pact
from ramify.world.when import Day, When, horizon_days
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
    events: Iterable[str | Event] = (),
    pacts: Iterable[str | Path | Pact] = (),
    since: str | Path | None = None,
) -> Brief:
    """The brief of what was read and given, for one day.

    Args:
        on: the day to answer for; if none is given the day the latest document was published,
            or the latest past date that an undated one mentions, or that of what was given.
        about: codes or names of actors to keep to.
        horizon: how far ahead, as `horizon_days` reads it.
        model: what the expected voice goes by, or its file; the packaged kernel if left out.
        record: what has happened before, or its file; without one no chance is known.
        events: what the user asks about besides the documents, as `2024-06-19 RUS 057 PRK`.
        pacts: treaties of the user, as files; one without a day of force is supposed in force.
        since: the JSON of an earlier brief, to say what is new, gone and moved.

    Raises:
        InputError: no document could be read and nothing was given, a treaty's file is no valid
            pact, the model or the record cannot be opened, or the model knows none of the
            record's actions.
        UsageError: an impossible date or horizon, an unknown actor, or a model without a record.
    """
    days = horizon_days(horizon)
    if model is not None and record is None:
        raise UsageError("a model without a record to go by", repair="give record= as well")
    readings, given = library.read, asked(events, pacts, world)
    if not (readings or given):
        raise InputError("no document could be read", repair=_refusals(library))
    of_day, because = day_of_answer(on, readings, given, world.about.as_of)
    supposed = with_asked(world, given, of_day)
    codes = tuple(world.resolve(name, of_day) for name in about)
    told = [e for e in merge_events(readings, given.events) if _touches(_sides(e), codes)]
    claims = [g for g in merge_claims(readings, library.copies) if _touches(g.claim.actors, codes)]
    mentioned = tuple(dict.fromkeys((*_ranked(readings), *given.actors)))
    done = [e for e in told if e.status in ("happened", "asked")]
    turns, shifts = _given(given, world, of_day)
    answer = obliged(told, supposed, of_day, mentioned, codes, turns)
    names = {code: actor.name for code, actor in world.actors.items()}
    with _opened(record) as past:
        rates = PairRates(of_day, days, past, world, done)
        follows = expected(
            done, answer.cases, rates, names,
            states={*world.at(of_day).states}, mentioned=mentioned,
            model=_fitted(model), record=past,
        )  # fmt: skip
        said = tuple(claimed(claims, rates))
        held = checked(library, world, past).documents
    parts = {
        **_of_library(library),
        **_of_events(told, world),
        "version": VERSION,
        "on": of_day,
        "on_because": because,
        "asked": given,
        "about": codes,
        "horizon_days": days,
        "obliged": answer,
        "expected": follows.lines,
        "exposed": tuple(dict.fromkeys((*shifts, *exposed(done, world, of_day)))),
        "basis": follows.basis,
        "rests_on": follows.rests_on,
        "calibration": follows.calibration,
        "claimed": said,
        "checked": held,
        "coming": _coming(answer, supposed, mentioned, of_day, days),
        "mentioned": mentioned,
    }
    made = Brief(
        **parts,
        names=_names(supposed, told, readings, answer, follows.lines),
        treaties={p: supposed.pacts[p].short for p in sorted(answer.pacts) if p in supposed.pacts},
        silent=_silent(parts),
        provenance=_provenance(library, world),
        cite=Cite(
            on=of_day,
            because=because,
            ramify=__version__,
            sources=tuple(map(_cited, readings)),
            events=given.typed,
            treaties=tuple(one.file for one in given.pacts),
            rests_on=tuple(_rests_on(follows.basis, world, of_day)),
        ),
    )
    return with_since(made, since) if since is not None else made


def _of_library(library: Library) -> dict[str, object]:
    """The fields of a brief that say what was read, what was not, and where accounts differ."""
    readings = library.read
    return {
        "sources": tuple(_source(r, library.copies.get(r.document.id)) for r in readings),
        "refused": library.refused,
        "unused": tuple(unused for reading in readings for unused in reading.unused),
        "differ": agreements(readings, library.copies).differ,
        "unresolved": tuple(m for reading in readings for m in reading.unresolved),
    }


def _of_events(told: Sequence[Event], world: World) -> dict[str, object]:
    """The fields of a brief that hold events, by their status."""
    done = [event for event in told if event.status == "happened"]
    return {
        "happened": _of_status(told, "happened"),
        "joined": tuple(accessions_among(done, world)),
        "alleged": _of_status(told, "alleged"),
        "denied": _of_status(told, "denied"),
        "planned": _of_status(told, "planned"),
    }


def _coming(
    answer: Obliged, world: World, mentioned: Sequence[str], on: date, horizon: int
) -> tuple[Event, ...]:
    """What is on file for the days ahead, of a treaty that a document reports or the user asks."""
    told = [world.pacts[turn.pact] for turn in answer.turns if not turn.given]
    return coming(mentioned, told, on, horizon)


def _given(
    given: Given, world: World, on: date
) -> tuple[tuple[Turn, ...], tuple[ExposedLine, ...]]:
    """What the treaties given turn and shift."""
    turns: list[Turn] = []
    shifts: list[ExposedLine] = []
    for one in given.pacts:
        before, after = around(one, given.pacts, world, on)
        pact = after.world.pacts[one.pact.id]
        turns.append(turn(pact, before, after, given=one))
        on_that_day = in_force(one, given.pacts, world, before.on)
        evidence = (GivenEvidence(words=one.file),)
        shifts += exposed_by(one.pact, before, on_that_day, evidence, on)
    return tuple(turns), tuple(shifts)


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
        author=document.author,
        outlet=document.outlet,
        address=document.address,
        published=document.published,
        dated_from=document.published_from,
        mentions_to=document.mentions_to,
        words=len(document.text.split()),
        dropped=document.dropped,
        copy_of=copy_of,
    )


def _names(
    world: World,
    events: Iterable[Event],
    readings: Sequence[Reading],
    answer: Obliged,
    follows: Iterable[ExpectedLine],
) -> dict[str, str]:
    codes = {code for event in events for code in _sides(event)}
    codes |= {event.holder for event in events if event.holder}
    codes |= {code for reading in readings for code in reading.actors}
    codes |= answer.actors
    codes |= {code for line in follows for code in line.actors}
    return {code: world.actors[code].name for code in sorted(codes) if code in world.actors}


def _silent(parts: dict[str, object]) -> dict[Voice, str]:
    silent: dict[Voice, str] = {}
    if not parts["exposed"]:
        silent["exposed"] = "No shift measured: no new treaty or accession on file."
    if not parts["expected"]:
        silent["expected"] = (
            "No forecast: no recent event with both sides and a date was told or given."
        )
    if not parts["claimed"]:
        none = "The documents make no claim that could be read."
        silent["claimed"] = none if parts["sources"] else "No documents were read."
    answer = parts["obliged"]
    if not (answer.turns or answer.bonds or answer.cases or answer.measures):  # type: ignore[attr-defined]
        silent["obliged"] = "No coded commitment binds the actors of these documents to each other."
    return silent


def _rests_on(rests: BriefBasis | None, world: World, on: date) -> Iterator[DataAge]:
    """What the answer rests on, with its age on the day."""
    yield DataAge.on(on, "facts", "packaged facts", world.about.as_of)
    if rests is not None:
        learned = When(rests.model.last) if rests.model.last else None
        days = rests.record.days
        yield DataAge.on(on, "record", "record", When(days.end) if days else None)
        yield DataAge.on(on, "model", f"model ({named(rests.model)})", learned)


def _cited(reading: Reading) -> CitedSource:
    document = reading.document
    return CitedSource(
        id=document.id,
        name=document.name,
        title=document.title,
        author=document.author,
        outlet=document.outlet,
        address=document.address,
        published=document.published,
    )


def _provenance(library: Library, world: World) -> Provenance:
    return Provenance(
        ramify=__version__,
        reader=", ".join(sorted({reading.reader for reading in library.readings})) or "none",
        facts_as_of=world.about.as_of,
        facts_by_kind=world.about.checked,
        documents=tuple(reading.document.id for reading in library.readings),
    )
