"""The claimed voice of a brief: claims beside the rates' answer and beside what came later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ramify.briefing.ramification import ClaimedLine, Held, Probability, StatementRef
from ramify.briefing.voices.expected import PairRates, class_of, probability
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Claim
from ramify.record.chronicle import chronicle
from ramify.record.events import Event

_LOOK = 366
"""Days after the answer's within which an act may be what a claim spoke of."""
_COMING = {"forecast", "warning", "intention", "recommendation"}
_FORETOLD = {"forecast", "warning", "intention"}
"""Kinds that say what will be: whether advice is taken is another question."""
_CONDITION = re.compile(r"\b(?:if|unless|whenever|in case|provided|before|until)\b", re.I)
_OWN_TERMS = re.compile(
    r"\d|\b(?:this|next|coming) (?:week|month|year|spring|summer|autumn|winter)\b", re.I
)
"""Amounts and times of a claim's own."""


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
    if not (_asks_alike(group.claim, rates) and about):
        return None
    assert about.actor and about.action and about.target
    found = probability(rates.of(about.actor, class_of(about.action), about.target))
    return found if isinstance(found, Probability) else None


def _asks_alike(claim: Claim, rates: PairRates) -> bool:
    """Whether the rates answer the claim's own question: that one state does something to another.

    They answer none about several sides or an organisation, on a condition, of an amount, in days
    of the claim's own, or whether advice is taken.
    """
    about = claim.about
    if about is None or not (about.actor and about.action and about.target):
        return False
    sides = {about.actor, about.target}
    terms = claim.horizon or _CONDITION.search(claim.content) or _OWN_TERMS.search(claim.content)
    foretold = claim.kind in _FORETOLD and claim.affirmed and not terms
    return foretold and {*claim.actors} <= sides and all(map(rates.is_state, sides))


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
        if sides and event.action.startswith(about.action.removesuffix("0")):
            yield event
