"""Security Council measures that reported shipments, and a reported treaty's clauses, touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ramify.briefing.ramification import ArticleRef, EventRef, Legal, ObligedLine
from ramify.reasoning.compliance import Flow, Ruling, clauses, good_told, rulings
from ramify.reasoning.symbols import Symbol, by_symbol
from ramify.record.events import Event
from ramify.record.evidence import SourceEvidence
from ramify.record.ontology import action
from ramify.world.pacts import Pact
from ramify.world.wording import spoken
from ramify.world.world import World

_SHIPS = ("06", "07")
"""Roots of the actions by which goods and services pass: material cooperation and aid."""


def measures_touched(
    events: Iterable[Event], pacts: Iterable[Pact], world: World, on: date
) -> tuple[ObligedLine, ...]:
    """A line for each measure that a reported flow or clause touches; lapsed ones are left out."""
    lines = [line for event in events for line in _of_event(event, world, on)]
    lines += [line for pact in pacts for line in _of_pact(pact, world, on)]
    return tuple({(line.words, line.strength.status): line for line in lines}.values())


def unwatched(lines: Sequence[ObligedLine], world: World, on: date) -> Iterator[ObligedLine]:
    """A line for each regime touched whose panel of experts had ended by the day."""
    for regime in world.regimes:
        touching = [x for x in lines if regime.target in (*x.actors, *x.targets)]
        if not (touching and regime.panel and regime.panel_end and regime.panel_over(on)):
            continue
        ended = f": {regime.panel_ended_by}" if regime.panel_ended_by else ""
        mandate = ArticleRef(pact=regime.panel, article="mandate")
        yield ObligedLine(
            actors=(regime.target,),
            action="panel of experts",
            strength=Legal(status="ended", article=mandate),
            cause=touching[0].cause,
            words=f"no panel of experts has watched since {spoken(regime.panel_end)}",
            reasons=(f"{regime.panel}{ended}",),
            evidence=(SourceEvidence(citation="; ".join(regime.sources)),),
        )


def _of_event(event: Event, world: World, on: date) -> Iterator[ObligedLine]:
    if not (action(event.action).root in _SHIPS and event.object and event.target):
        return
    when = min(event.when.end, on) if event.when else on
    unit = event.quantity.unit if event.quantity else ""
    flow = Flow(
        what=f"{event.object} {unit}".strip(), sender=event.actor, receiver=event.target, on=when
    )
    for ruling in rulings(flow, world.regimes):
        if ruling.measure is not None and ruling.finding != "lapsed":
            supposed = event.status == "alleged"
            cause = EventRef(event=event, supposed=supposed)
            what = good_told(event.object, *_sides(flow, world))
            yield _line(ruling, what, _as_told(event), cause, world)


def _as_told(event: Event) -> str:
    """`as reported`; of what only somebody says, `if true, as alleged by` whom."""
    return (
        f"if true, as alleged by {event.holder_name}"
        if event.status == "alleged"
        else "as reported"
    )


def _of_pact(pact: Pact, world: World, on: date) -> Iterator[ObligedLine]:
    """A clause that is touched both ways is told once."""
    told = set()
    for article, flow in clauses(pact, on):
        for ruling in rulings(flow, world.regimes):
            touched = (article, ruling.measure)
            if ruling.measure is None or ruling.finding == "lapsed" or touched in told:
                continue
            told.add(touched)
            promised = f"as article {article} of the {pact.short} promises"
            clause = ArticleRef(pact=pact.id, article=article)
            yield _line(ruling, flow.what, promised, clause, world)


def _line(
    ruling: Ruling, what: str, told: str, cause: ArticleRef | EventRef, world: World
) -> ObligedLine:
    flow, (cited, *_) = ruling.flow, ruling.evidence
    reported = cause.event.evidence if isinstance(cause, EventRef) else ()
    sender, receiver = _sides(flow, world)
    breached = f"{what} from {sender} to {receiver}, {told}: "
    words = (breached, Symbol(symbol=cited.pact), f", {cited.article}")
    return ObligedLine(
        actors=(flow.sender,),
        action="sanctions",
        targets=(flow.receiver,),
        strength=Legal(
            status=ruling.finding, article=ArticleRef(pact=cited.pact, article=cited.article)
        ),
        cause=cause,
        words=by_symbol(words),
        citing=words,
        reasons=(ruling.why,),
        evidence=(*ruling.evidence, *reported),
    )


def _sides(flow: Flow, world: World) -> tuple[str, str]:
    return world.actors[flow.sender].name, world.actors[flow.receiver].name
