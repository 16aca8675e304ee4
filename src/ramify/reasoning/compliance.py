"""Compliance: which measures of the Security Council a flow of goods or services touches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import Literal, NamedTuple

from ramify._table import Table, Tabular
from ramify._value import Value
from ramify.record.events import Quantity
from ramify.record.evidence import ArticleEvidence
from ramify.world.pacts import Pact
from ramify.world.sanctions import Good, Measure, Regime
from ramify.world.when import Day, day, holds
from ramify.world.wording import listing

Finding = Literal[
    "breaches", "needs committee approval", "permitted", "not bound", "lapsed", "unknown"
]
"""`not bound`: a national or regional list of sanctions does not bind the other side."""

GRAVITY: tuple[Finding, ...] = (
    "breaches", "needs committee approval", "unknown", "permitted", "not bound", "lapsed",
)  # fmt: skip
"""Findings, the gravest first."""


class Flow(Value):
    """Something that goes from one actor to another, or is to be done between them."""

    what: str
    """Words for the good or service."""
    sender: str
    receiver: str
    on: date
    amount: Quantity | None = None
    """The amount in the cap's period; None if it is not known."""


class Ruling(Value):
    """What one measure says of a flow, and why."""

    flow: Flow
    finding: Finding
    why: str
    measure: str | None = None
    """Id of the measure; None if no measure speaks to the flow."""
    evidence: tuple[ArticleEvidence, ...] = ()


class Judged(Value):
    """A flow and what the measures say of it, the gravest first."""

    flow: Flow
    rulings: tuple[Ruling, ...]
    article: str | None = None
    """The article of the pact that promises the flow, where it is one of a pact's clauses."""


class RulingRow(NamedTuple):
    """What one measure says of one flow, as a row of a table."""

    article: str | None
    what: str
    sender: str
    receiver: str
    on: date
    finding: Finding
    resolution: str | None
    paragraph: str | None
    why: str


class Compliance(Value, Tabular):
    """What the measures of the Security Council say of some flows; a row a ruling as a table."""

    on: date
    pact: str | None = None
    """Id of the pact whose clauses were judged, if they were."""
    judged: tuple[Judged, ...]
    unnamed: tuple[str, ...] = ()
    """What else the pact promises that no coded measure names."""

    @property
    def row_type(self) -> type[RulingRow]:
        return RulingRow

    @property
    def rows(self) -> tuple[RulingRow, ...]:
        return tuple(_row(r, judged.article) for judged in self.judged for r in judged.rulings)

    @property
    def table(self) -> Table[Ruling]:
        """All rulings, a row each."""
        return Table([r for judged in self.judged for r in judged.rulings], RulingRow, _row)


def of_pact(pact: Pact, on: Day, regimes: Iterable[Regime]) -> Compliance:
    """What the measures say of the goods and services that a pact promises."""
    regimes, judged, unnamed = tuple(regimes), [], list[str]()
    for article, flow in clauses(pact, on):
        found = tuple(rulings(flow, regimes))
        if all(ruling.measure is None for ruling in found):
            unnamed.append(flow.what)
        else:
            judged.append(Judged(flow=flow, rulings=found, article=article))
    left = tuple(dict.fromkeys(unnamed))
    return Compliance(on=day(on), pact=pact.id, judged=tuple(judged), unnamed=left)


def _row(ruling: Ruling, article: str | None = None) -> RulingRow:
    flow, cited = ruling.flow, next(iter(ruling.evidence), None)
    resolution, paragraph = (cited.pact, cited.article) if cited else (None, None)
    return RulingRow(
        article=article, what=flow.what, sender=flow.sender, receiver=flow.receiver, on=flow.on,
        finding=ruling.finding, resolution=resolution, paragraph=paragraph, why=ruling.why,
    )  # fmt: skip


def rulings(flow: Flow, regimes: Iterable[Regime]) -> Table[Ruling]:
    """What the measures in force and those that lapsed say of a flow.

    A flow that no coded measure names is *unknown* if its words are not in the
    vocabulary of goods, or if only a narrower kind of what they name is restricted
    (`arms` in 2008, when heavy arms alone were banned), and else *permitted*.
    The gravest finding comes first.
    """
    found = [
        ruling
        for regime in regimes
        if regime.target in (flow.sender, flow.receiver)
        for ruling in _of_regime(flow, regime)
    ]
    if not found:
        why = "neither side is under measures of the Security Council that are coded"
        found = [Ruling(flow=flow, finding="unknown", why=why)]
    return Table(found, RulingRow, _row)


def _of_regime(flow: Flow, regime: Regime) -> tuple[Ruling, ...]:
    goods = goods_named(flow.what, regime.kinds)
    side = "receiver" if regime.target == flow.receiver else "sender"
    if not goods:
        why = f"the measures on the {side} name nothing like {flow.what!r}"
        return (Ruling(flow=flow, finding="unknown", why=why),)
    said = _said(goods, regime.kinds)
    found = [_ruling(flow, measure, regime) for measure in _touching(flow, regime, said)]
    if all(ruling.finding == "lapsed" for ruling in found):
        narrower = [good for good in regime.kinds if {kind.id for kind in said} & set(good.within)]
        parts = _touching(flow, regime, narrower)
        found += [_of_part(flow, m, regime, narrower) for m in parts if _runs(flow, m)]
    if all(ruling.finding == "lapsed" for ruling in found):
        named = ", ".join(sorted(goods))
        why = f"no measure on the {side} speaks of {named} that way on this day"
        found.append(Ruling(flow=flow, finding="permitted", why=why))
    return tuple(sorted(found, key=lambda ruling: GRAVITY.index(ruling.finding)))


def _said(named: frozenset[str], goods: Iterable[Good]) -> list[Good]:
    """The goods that were named, without the wider kinds they bring along."""
    held = [good for good in goods if good.id in named]
    wider = {kind for good in held for kind in good.within}
    return [good for good in held if good.id not in wider]


def _touching(flow: Flow, regime: Regime, goods: Iterable[Good]) -> tuple[Measure, ...]:
    """Measures begun by the day that speak of one of these goods going that way."""
    direction = "to" if flow.receiver == regime.target else "from"
    kinds = [{good.id, *good.within} for good in goods]
    return tuple(
        measure
        for measure in regime.measures
        if any(kind & set(measure.goods) and not kind & set(measure.excludes) for kind in kinds)
        if measure.direction in (direction, "both") and flow.on >= measure.start.start
    )


def _of_part(flow: Flow, measure: Measure, regime: Regime, narrower: Iterable[Good]) -> Ruling:
    """What a measure on one kind says of goods whose kind is not told: that it depends."""
    ruling = _ruling(flow, measure, regime)
    kinds = listing((good.id for good in narrower if good.id in measure.goods), "or")
    why = f"it depends on whether it is {kinds}: {ruling.why}"
    return ruling.model_copy(update={"finding": "unknown", "why": why})


def _runs(flow: Flow, measure: Measure) -> bool:
    return holds(measure.start, measure.end, flow.on) is not False


def goods_named(words: str, goods: Iterable[Good]) -> frozenset[str]:
    """Ids of the goods that some words name, with the wider kinds they belong to.

    The longest words win: `nuclear engineering` is not `engineering`.
    """
    known = {word: good for good in goods for word in (good.id, *good.words)}
    pattern = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    named = re.findall(rf"\b(?:{pattern})\b", words.lower())
    found = [known[word] for word in named]
    return frozenset(code for good in found for code in (good.id, *good.within))


def good_told(words: str, sender: str, receiver: str) -> str:
    """The good in a text's own words, without the way that they may end with.

    >>> good_told("6,700 containers of ammunition to Russia", "North Korea", "Russia")
    '6,700 containers of ammunition'
    """
    way = "|".join(map(re.escape, (f" from {sender}", f" to {receiver}")))
    return re.sub(rf"(?:{way})+\Z", "", words)


def _ruling(flow: Flow, measure: Measure, regime: Regime) -> Ruling:
    finding, why = _finding(flow, measure)
    cited = ArticleEvidence(
        pact=measure.resolution,
        article=f"paragraph {measure.paragraph}",
        citation="; ".join(regime.sources),
    )
    return Ruling(flow=flow, finding=finding, why=why, measure=measure.id, evidence=(cited,))


def _finding(flow: Flow, measure: Measure) -> tuple[Finding, str]:
    held = holds(measure.start, measure.end, flow.on)
    if held is None and measure.end and flow.on > measure.end.start:
        ended = measure.ended_by or "its term"
        why = f"ended on {measure.end.start} by {ended} unless it was renewed, which is not known"
        return "unknown", f"{why}: {measure.says}"
    if held is False:
        return (
            "lapsed",
            f"ended by {measure.ended_by}" if measure.ended_by else "no longer in force",
        )
    but = f"; excepted: {measure.exception}" if measure.exception else ""
    says = measure.says.removesuffix(".") + but if but else measure.says
    if not measure.binding:
        return "permitted", f"the Council only calls upon states: {says}"
    match measure.kind:
        case "cap":
            return _capped(flow, measure, but)
        case "approval":
            return "needs committee approval", says
        case "notice":
            return "permitted", f"once the committee has been told: {says}"
        case "ban" if measure.approval:
            return "needs committee approval", f"banned unless approved: {says}"
        case "ban":
            return "breaches", says


def _capped(flow: Flow, measure: Measure, but: str) -> tuple[Finding, str]:
    caps = dict(measure.also)
    if measure.limit is not None and measure.unit:
        caps = {measure.unit: measure.limit, **caps}
    if not caps:
        return "unknown", f"{measure.says}; the figure is not coded{but}"
    limit = " or ".join(f"{most:,.0f} {unit}" for unit, most in caps.items())
    limit = f"{limit} in {measure.period}"
    if flow.amount is None:
        return "unknown", f"capped at {limit}; the amount is not known{but}"
    if flow.amount.unit not in caps:
        return "unknown", f"capped at {limit}; the amount is given in {flow.amount.unit}{but}"
    if flow.amount.value <= caps[flow.amount.unit]:
        why = f"within the cap of {limit}, as long as all suppliers together stay below it"
        return "permitted", why + but
    return "breaches", f"above the cap of {limit}{but}"


def clauses(pact: Pact, on: Day) -> Iterator[tuple[str, Flow]]:
    """The cooperation a pact promises, as flows from each party to each: article and flow."""
    on, parties = day(on), [party.actor for party in pact.parties]
    for article in pact.articles:
        for commitment in article.commitments:
            if commitment.field or commitment.type in ("technology", "arms supply"):
                what = commitment.field or commitment.type
                for sender, receiver in permutations(parties, 2):
                    yield article.ref, Flow(what=what, sender=sender, receiver=receiver, on=on)
