"""The claimed voice of a brief: claims beside the rates' answer and beside what came later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ramify.briefing.ramification import ClaimedLine, Held, Probability, StatementRef
from ramify.briefing.voices.expected import PairRates, class_of, probability
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.record.chronicle import chronicle
from ramify.record.events import Event

_LOOK = 366
"""Days after the answer's within which an act may be what a claim spoke of."""
_COMING = {"forecast", "warning", "intention", "recommendation"}


def claimed(groups: Iterable[ClaimGroup], rates: PairRates) -> Iterator[ClaimedLine]:
    """The claims as lines: what each is about, how firmly it is held and by whom."""
    for group in groups:
        yield _assertion(group, rates)


def _assertion(group: ClaimGroup, rates: PairRates) -> ClaimedLine:
    claim, about = group.claim, group.claim.about
    return ClaimedLine(
        actors=(about.actor,) if about and about.actor else claim.actors,
        action=(about and about.action) or claim.kind,
        targets=(about.target,) if about and about.target else (),
        window=claim.horizon,
        strength=Held(
            modality=claim.modality,
            affirmed=claim.affirmed,
            holder=claim.holder,
            sources=group.sources,
        ),
        cause=StatementRef(said=group),
        words=claim.shown,
        evidence=tuple(e for said in group.said_by for e in said.evidence),
        expected=_rated(group, rates),
        later=tuple(_later(group, chronicle(), rates.first - timedelta(days=1))),
    )


def _rated(group: ClaimGroup, rates: PairRates) -> Probability | None:
    about = group.claim.about
    coming = group.claim.kind in _COMING
    if not (coming and about and about.actor and about.action and about.target):
        return None
    found = probability(rates.of(about.actor, class_of(about.action), about.target))
    return found if isinstance(found, Probability) else None


def _later(group: ClaimGroup, record: Sequence[Event], on: date) -> Iterator[Event]:
    """Acts on file after a day, within a year, of the claim's two sides and kind."""
    about = group.claim.about
    told = group.claim.kind in _COMING - {"intention"} and about is not None
    if about is None or not told or not (about.actor and about.action and about.target):
        return
    for event in record:
        if event.when is None or not on < event.when.start <= on + timedelta(days=_LOOK):
            continue
        sides = event.actor == about.actor and event.target == about.target
        if sides and event.action[:2] == about.action[:2]:
            yield event
