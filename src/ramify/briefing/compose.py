"""Composing a brief: the readings laid side by side, the engines asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import UsageError
from ramify._version import __version__
from ramify.briefing.answer_day import day_of_answer
from ramify.briefing.asked import Given, around, asked, in_force, with_asked
from ramify.briefing.basis import BriefBasis, named
from ramify.briefing.brief import VERSION, Brief, BriefDocument, Obliged, Provenance, Turn
from ramify.briefing.cite import Cite, CitedSource, DataAge, DayReason
from ramify.briefing.earlier import with_since
from ramify.briefing.ramification import ExpectedLine, ExposedLine, Voice
from ramify.briefing.voices.claimed import claimed
from ramify.briefing.voices.coming import coming
from ramify.briefing.voices.differing import differing_amounts
from ramify.briefing.voices.expected import ExpectedVoice, PairRates, expected
from ramify.briefing.voices.exposed import accessions_among, exposed, exposed_by
from ramify.briefing.voices.named import named as named_in
from ramify.briefing.voices.obliged import obliged, turn
from ramify.reading.claims.claim_groups import ClaimGroup, merge_claims
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
        on: the day to answer for; if none is given as `day_of_answer` finds it: the day the latest
            document was published, or that of what was given.
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
    given = asked(events, pacts, world)
    if not (library.read or given):
        raise library.nothing_read()
    day, because = day_of_answer(on, library.read, given, world)
    codes = tuple(world.resolve(name, day) for name in about)
    question = _Question(library, given, world, day, because, codes, days)
    turns, shifts = _given(given, world, day)
    answer = obliged(question.told, question.supposed, day, question.mentioned, codes, turns)
    with _opened(record) as past:
        follows, by_record = _by_record(question, answer, _fitted(model), past)
    made = _brief(question, answer, follows, {
        **by_record,
        "exposed": tuple(dict.fromkeys((*shifts, *exposed(question.done, world, day)))),
    })  # fmt: skip
    return with_since(made, since) if since is not None else made


@dataclass(frozen=True)
class _Question:
    """What a brief is to answer: by what was read and given, for which day, about whom."""

    library: Library
    given: Given
    world: World
    on: date
    because: DayReason
    about: tuple[str, ...]
    days: int

    @cached_property
    def supposed(self) -> World:
        """The world with the treaties given."""
        return with_asked(self.world, self.given, self.on)

    @cached_property
    def told(self) -> list[Event]:
        """The events told and given, each once, that touch those asked about."""
        merged = merge_events(self.library.read, self.given.events)
        return [event for event in merged if self._touches(_sides(event))]

    @cached_property
    def done(self) -> list[Event]:
        """Those of them that are taken to have happened."""
        return [event for event in self.told if event.status in ("happened", "asked")]

    @cached_property
    def claims(self) -> list[ClaimGroup]:
        """The claims made, each once, that touch those asked about."""
        merged = merge_claims(self.library.read, self.library.copies)
        return [group for group in merged if self._touches(group.claim.actors)]

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """Everybody mentioned, most first, and then who was given."""
        return tuple(dict.fromkeys((*_ranked(self.library.read), *self.given.actors)))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Those whom the documents name as affected or acting, most first."""
        return named_in(self.claims, self.told, self.mentioned)

    def _touches(self, actors: Iterable[str]) -> bool:
        return not self.about or not set(self.about).isdisjoint(actors)


def _by_record(
    question: _Question, answer: Obliged, model: Fitted | None, past: Record | None
) -> tuple[ExpectedVoice, dict[str, object]]:
    """What follows, and the fields of a brief that weigh against what happened before."""
    world, on, done = question.world, question.on, question.done
    rates = PairRates(on, question.days, past, world, done)
    names = {code: actor.name for code, actor in world.actors.items()}
    follows = expected(
        done, answer.cases, rates, names,
        states={*world.at(on).states}, mentioned=question.mentioned, named=question.named,
        model=model, record=past,
    )  # fmt: skip
    return follows, {
        "expected": follows.lines,
        "basis": follows.basis,
        "rests_on": follows.rests_on,
        "level": follows.level,
        "calibration": follows.calibration,
        "claimed": tuple(claimed(question.claims, rates)),
        "checked": checked(question.library, world, past).documents,
    }


def _brief(
    question: _Question, answer: Obliged, follows: ExpectedVoice, voices: dict[str, object]
) -> Brief:
    parts = {
        **_of_library(question.library),
        **_of_events(question.told, question.world),
        **voices,
        "version": VERSION,
        "on": question.on,
        "on_because": question.because,
        "asked": question.given,
        "about": question.about,
        "horizon_days": question.days,
        "obliged": answer,
        "coming": _coming(answer, question),
        "mentioned": question.mentioned,
    }
    return Brief(
        **parts,
        names=_names(question, answer, follows.lines),
        treaties=_treaties(answer, question.supposed),
        silent=_silent(parts),
        provenance=_provenance(question.library, question.world),
        cite=_cite(question, follows.basis),
    )


def _treaties(answer: Obliged, world: World) -> dict[str, str]:
    return {code: world.pacts[code].short for code in sorted(answer.pacts) if code in world.pacts}


def _cite(question: _Question, basis: BriefBasis | None) -> Cite:
    return Cite(
        on=question.on,
        because=question.because,
        ramify=__version__,
        sources=tuple(map(_cited, question.library.read)),
        events=question.given.typed,
        treaties=tuple(one.file for one in question.given.pacts),
        rests_on=tuple(_rests_on(basis, question.world, question.on)),
    )


def _of_library(library: Library) -> dict[str, object]:
    """The fields of a brief that say what was read, what was not, and where accounts differ."""
    readings = library.read
    differ = agreements(readings, library.copies).differ
    return {
        "sources": tuple(_source(r, library.copies.get(r.document.id)) for r in readings),
        "refused": library.refused,
        "unused": tuple(unused for reading in readings for unused in reading.unused),
        "differ": (*differ, *differing_amounts(readings, library.copies, differ)),
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


def _coming(answer: Obliged, question: _Question) -> tuple[Event, ...]:
    """What is on file for the days ahead, of a treaty that a document reports or the user asks."""
    pacts = question.supposed.pacts
    told = [pacts[turn.pact] for turn in answer.turns if not turn.given]
    return coming(question.mentioned, told, question.on, question.days)


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


def _sides(event: Event) -> tuple[str, ...]:
    return (event.actor, event.target) if event.target else (event.actor,)


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


def _names(question: _Question, answer: Obliged, follows: Iterable[ExpectedLine]) -> dict[str, str]:
    codes = {code for event in question.told for code in _sides(event)}
    codes |= {event.holder for event in question.told if event.holder}
    codes |= {code for reading in question.library.read for code in reading.actors}
    codes |= answer.actors
    codes |= {code for line in follows for code in line.actors}
    known = question.supposed.actors
    return {code: known[code].name for code in sorted(codes) if code in known}


def _silent(parts: dict[str, object]) -> dict[Voice, str]:
    silent: dict[Voice, str] = {}
    if not parts["exposed"]:
        silent["exposed"] = "none measured: no new treaty or accession is told that is on file."
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
