"""What a document states, held against the world and the record: agrees, differs, not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from ramify._table import Tabular
from ramify._value import Value
from ramify.reading.factcheck.check import Check, Said, Sought, Verdict
from ramify.reading.factcheck.counts import ORDINALS
from ramify.reading.factcheck.standing_facts import assertions
from ramify.reading.library import Refused
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.actors import Membership
    from ramify.world.pacts import Pact
    from ramify.world.sanctions import Veto
    from ramify.world.wording import Name
    from ramify.world.world import World

_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th) member\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\b(?:join(?:ed|s)|acceded|admitted|bec(?:a|o)me\b.*\bmember)\b", re.IGNORECASE
)
_ON_THE_WAY = re.compile(
    r"\b(?:appl\w+|bid|invit\w+|protocols?|ratif\w+|approv\w+|talks|negotiat\w+|vote[ds]?|agreed)\b",
    re.IGNORECASE,
)
_TREATY = re.compile(r"\b(?:treaty|pact|alliance|charter)\b", re.IGNORECASE)
_NTH_TIME = re.compile(rf"\b({'|'.join(list(ORDINALS)[1:])})\s+time\b(?!\s+in\b)", re.IGNORECASE)
_REPEATED = ("01", "041", "046", "10", "11", "13", "15", "18", "19", "20")
"""Words, calls, talks, shows and uses of force: another of them a few days off is another act."""
_SOON = 10
_MONTH = 31
_JOINING = ("050", "057", "030", "05")


class CheckedDocument(Value):
    """One document with all that could be checked in it."""

    document: str
    """Its name."""
    checks: tuple[Check, ...] = ()

    @property
    def verdicts(self) -> dict[Said, int]:
        """How often each verdict was given, those that differ first."""
        order: tuple[Said, ...] = ("differs", "agrees", "not found", "not covered")
        counts = {v: sum(one.said == v for one in self.checks) for v in order}
        return {verdict: count for verdict, count in counts.items() if count}


class CheckRow(NamedTuple):
    """A check as a row of a table."""

    document: str
    says: str
    verdict: Said
    value: str | None
    source: str | None
    why: str | None
    quote: str


class Checked(Value, Tabular):
    """Documents held against what is on file, and those that could not be read.

    As a table it has a row a check.
    """

    documents: tuple[CheckedDocument, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def row_type(self) -> type[CheckRow]:
        return CheckRow

    @property
    def rows(self) -> tuple[CheckRow, ...]:
        return tuple(
            CheckRow(one.document, c.says, c.said, c.value, c.source, c.because, c.evidence.quote)
            for one in self.documents
            for c in one.checks
        )


def check(
    reading: Reading,
    world: World,
    record: Iterable[Event] = (),
    covered: Callable[[Event], Sought] | None = None,
) -> tuple[Check, ...]:
    """Hold what a reading states against memberships, pacts, vetoes, borders and a record.

    `covered` says of an event that is not in the record whether a source covers its day.

    `record` are events to compare with, such as the packaged chronicle. An
    event that nothing on file speaks of is `not in the record`: unknown is not wrong.
    """
    known = tuple(record)
    found: list[Check] = []
    for event in reading.events:
        if event.status in ("denied", "planned"):
            continue
        evidence = next((e for e in event.evidence if isinstance(e, TextEvidence)), None)
        if evidence is None:
            continue
        joined = tuple(_accession(event, evidence, world))
        found.extend(joined)
        if not joined:
            found.append(
                _signature(event, evidence, world)
                or _veto(event, evidence, world)
                or _nth(event, evidence, known, reading, world)
                or _recorded(event, evidence, known, covered, world)
            )
    counted = {one.counts for one in found} - {""}
    found += [one for one in assertions(reading, world) if one.counts not in counted]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.evidence.start))


def _date_verdict(said: When | None, known: When | None) -> Verdict:
    if said is None or known is None:
        return "agrees"
    return "agrees" if said.overlaps(known) else "differs"


class _Told(TypedDict):
    """What a document states of an act."""

    says: str
    bare: str
    day: When | None


def _told(event: Event, what: str, world: World) -> _Told:
    when = f" ({event.when})" if event.when else ""
    says = f"{_sides(event, str)}: {what}{when}"
    return {"says": says, "bare": f"{_sides(event, world.called)}: {what}", "day": event.when}


def _sides(event: Event, name: Name) -> str:
    return " and ".join(map(name, filter(None, (event.actor, event.target))))


def _accession(event: Event, evidence: TextEvidence, world: World) -> Iterator[Check]:
    """The day somebody joined a group, and as which member."""
    row = _membership(event, world)
    if row is None or not event.action.startswith(_JOINING):
        return
    source = row.source or None
    verdict = _date_verdict(event.when, row.start)
    told = event.summary or evidence.quote
    if event.when and row.start and (verdict == "agrees" or _joins(told)):
        yield Check(
            **_told(event, "accession", world),
            on_file=row.start,
            verdict=verdict,
            value=str(row.start),
            source=source,
            evidence=evidence,
        )
    called = world.called
    if (match := _ORDINAL.search(event.summary or evidence.quote)) and row.order is not None:
        yield Check(
            says=f"{row.member} is member no. {match[1]} of {row.group}",
            bare=f"{called(row.member)} is member no. {match[1]} of {called(row.group)}",
            verdict="agrees" if int(match[1]) == row.order else "differs",
            value=f"no. {row.order}",
            source=source,
            evidence=evidence,
        )


def _joins(told: str) -> bool:
    """Whether a text tells of joining itself, not of a step on the way there."""
    return bool(_JOINED.search(told)) and not _ON_THE_WAY.search(told)


def _membership(event: Event, world: World) -> Membership | None:
    pair = {event.actor, event.target}
    rows = [m for m in world.memberships if {m.group, m.member} == pair and m.status == "member"]
    return rows[-1] if rows else None


def _signature(event: Event, evidence: TextEvidence, world: World) -> Check | None:
    """The signature of a pact between the two, by its date."""
    if event.action != "057" or not event.target:
        return None
    pacts = [p for p in world.pacts.values() if _binds(p, event) and p.signed]
    same = [
        p for p in pacts if event.when is None or _date_verdict(event.when, p.signed) == "agrees"
    ]
    days = 366 if _TREATY.search(evidence.quote) else _MONTH
    near = [p for p in pacts if event.when and p.signed and _near(event.when, p.signed, days)]
    chosen = same if event.when else []
    pact = next(iter(chosen or near), None)
    if pact is None:
        return None
    return Check(
        **_told(event, "signature", world),
        on_file=pact.signed,
        verdict=_date_verdict(event.when, pact.signed),
        value=f"{pact.short}, signed {pact.signed}",
        source=pact.sources[0] if pact.sources else None,
        evidence=evidence,
    )


def _binds(pact: Pact, event: Event) -> bool:
    return {event.actor, event.target} <= {party.actor for party in pact.parties}


def _near(one: When, other: When, days: int) -> bool:
    return abs((one.start - other.start).days) <= days


def _veto(event: Event, evidence: TextEvidence, world: World) -> Check | None:
    """A veto in the Security Council, by its day."""
    if event.action != "129" or event.target not in ("UNSC", "UN", None) or event.when is None:
        return None
    cast = [v for v in world.vetoes if event.actor in v.by]
    same = [v for v in cast if v.on.overlaps(event.when)]
    if not same:
        return None
    meant = _nearest(same, evidence.quote)
    return Check(
        **_told(event, "veto", world),
        verdict="agrees",
        value=" or ".join(f"{veto.draft}: {veto.about}" for veto in meant),
        source=meant[0].source,
        evidence=evidence,
    )


def _nearest(vetoes: Sequence[Veto], quote: str) -> list[Veto]:
    """Of several vetoes in the time told, those whose subject shares most words with the text."""
    told = set(re.findall(r"[a-z]{4,}", quote.casefold()))
    shared = [len(told & set(re.findall(r"[a-z]{4,}", v.about.casefold()))) for v in vetoes]
    return [veto for veto, words in zip(vetoes, shared, strict=True) if words == max(shared)]


def _recorded(
    event: Event,
    evidence: TextEvidence,
    known: Sequence[Event],
    covered: Callable[[Event], Sought] | None,
    world: World,
) -> Check:
    """The same act in the record; the same code a few days off is a difference.

    A like act at another time is more likely another act. Told without a date it
    agrees if the record has one such act towards the same target.
    """
    told = _told(event, action(event.action).label, world)
    same = [e for e in known if _same_act(e, event)]
    agreeing = [e for e in same if event.when and e.when and e.when.overlaps(event.when)]
    once = not event.action.startswith(_REPEATED)
    close = [e for e in same if once and e.action == event.action and _days_off(e, event)]
    undated = same if event.when is None and event.target and len(same) == 1 else []
    agreeing = agreeing or undated
    other = (agreeing or (close if event.when and event.when.precision == "day" else []))[:1]
    if not other:
        held, why = covered(event) if covered else (None, None)
        return Check(**told, verdict="not in the record", why=why, covered=held, evidence=evidence)
    return Check(
        **told,
        on_file=other[0].when,
        verdict="agrees" if agreeing else "differs",
        value=f"{other[0].when}: {other[0].summary or action(other[0].action).label}",
        source=_source_of(other[0]),
        evidence=evidence,
    )


def _days_off(one: Event, other: Event) -> bool:
    return bool(one.when and other.when and _near(one.when, other.when, _SOON))


def _nth(
    event: Event,
    evidence: TextEvidence,
    known: Sequence[Event],
    reading: Reading,
    world: World,
) -> Check | None:
    """ "The third time that X attends a summit of Y": which of the like acts on file it is.

    A record may lack some, so it refutes a number only if it has more acts before.
    """
    match = _NTH_TIME.search(evidence.quote)
    about = event.when or reading.document.published or reading.document.mentions_to
    if not match or not about or not event.target:
        return None
    nth = ORDINALS[match[1].lower()]
    like = sorted((e for e in known if _of_a_kind(e, event, evidence.quote)), key=_began)
    place = next((n for n, e in enumerate(like, 1) if e.when and e.when.overlaps(about)), None)
    if place is None and len(like) >= nth and _near(like[nth - 1].when or about, about, 366):
        place = nth
    if place is None or place < nth:
        return None
    told = _told(event, action(event.action).label, world)
    when = f" ({event.when})" if event.when else ""
    return Check(
        says=f"{told['says']}, the {match[0]}",
        bare=f"{told['bare']}{when}, the {match[0]}",
        verdict="agrees" if place == nth else "differs",
        value="; ".join(f"{n}. {e.when}" for n, e in enumerate(like[:place], 1)),
        counts=match[0],
        source=_source_of(like[place - 1]),
        evidence=evidence,
    )


def _of_a_kind(one: Event, other: Event, quote: str) -> bool:
    """Whether both are visits or meetings of the same sides, and both at summits if one is."""
    summits = "summit" in quote.lower(), "summit" in (one.object or "").lower()
    sides = (one.actor, one.target) == (other.actor, other.target)
    return sides and one.action[:2] == other.action[:2] == "04" and summits[0] == summits[1]


def _began(event: Event) -> str:
    return str(event.when.start) if event.when else "9"


def _same_act(one: Event, other: Event) -> bool:
    if one.action[:2] != other.action[:2]:
        return False
    sides, others = (one.actor, one.target), (other.actor, other.target)
    return sides == others or (action(one.action).symmetric and sides == others[::-1])


def _source_of(event: Event) -> str | None:
    for evidence in event.evidence:
        if evidence.kind == "source":
            return evidence.citation
        if evidence.kind == "row":
            return f"{evidence.source}, row {evidence.row}"
    return None
