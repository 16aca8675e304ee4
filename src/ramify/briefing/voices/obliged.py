"""The obliged voice of a brief: which pacts speak to the events of some documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from ramify.briefing.asked import GivenPact
from ramify.briefing.brief import Bond, Obliged, PromiseChange, Standing, Turn
from ramify.briefing.ramification import (
    DEFENDING,
    WEIGHTY,
    ArticleRef,
    BondStatus,
    Legal,
    ObligedLine,
)
from ramify.briefing.voices.cases import force_cases
from ramify.briefing.voices.measures import measures_touched, unwatched
from ramify.reasoning.obligations import compare_pacts
from ramify.reasoning.validation.kept import told_shortly
from ramify.record.events import Event
from ramify.record.evidence import ArticleEvidence, SourceEvidence
from ramify.world.facts import Facts
from ramify.world.pacts import Article, Commitment, Pact
from ramify.world.system import System
from ramify.world.when import holds
from ramify.world.wording import Name, terms_of
from ramify.world.world import World

_SIGN = "057"
_OWN_NAME = re.compile(
    r"\b(?!(?:Treaty|Pact|Agreement|Charter|Mutual|Defen[cs]e|Security|Declaration|Joint|Union|"
    r"Soviet|North|South|United)\b)[A-Z]\w{3,}"
)


def obliged(
    events: Sequence[Event],
    world: World,
    on: date,
    actors: Sequence[str],
    about: Sequence[str],
    given: Sequence[Turn] = (),
) -> Obliged:
    """What is obliged among the actors of some documents on a day.

    `actors` are those the documents speak of, most often mentioned first;
    `about` narrows the answer to what touches one of them; `given` is what treaties
    that the user gave turn.
    """
    system = world.at(on)
    happened = [event for event in events if event.status in ("happened", "asked")]
    told = [*happened, *(event for event in events if event.status == "alleged")]
    reported = reported_pacts(happened, world)
    turns = [*given, *(_turn(pact, world, on) for pact in reported if _is_news(pact, on))]
    turns = list({turn.pact: turn for turn in reversed(turns)}.values())[::-1]
    shown = [turn.pact for turn in turns]
    pairs = [pair for pair in _touched(events, actors, on) if not about or pair & {*about}]
    bonds = tuple(bond(p, system) for p in _relevant(system, pairs) if p.id not in shown)
    touched = measures_touched(told, [world.pacts[code] for code in shown], world, on)
    cases = force_cases(told, [world.pacts[code] for code in shown], world, on, actors, about)
    fights = {c.pact for case in cases for e in case.screen.must_fight for c in e.cites}
    return Obliged(
        turns=tuple(turns),
        cases=cases,
        kept=told_shortly("defense", {p: world.pacts[p] for p in fights & {*world.pacts}})
        if fights
        else None,
        bonds=bonds,
        measures=(*touched, *unwatched(touched, world, on)),
    )


def reported_pacts(events: Iterable[Event], world: World) -> tuple[Pact, ...]:
    """The coded pacts whose signing the events report, by parties and date, or by their own name
    where a text gives no date."""
    found = {
        pact.id: pact
        for event in events
        if event.action == _SIGN and event.target
        for pact in world.pacts.values()
        if pact.signed
        if (pact.signed.overlaps(event.when) if event.when else _is_named(pact, event, world))
        if _binds_both(pact, event.actor, event.target, world)
    }
    return tuple(found.values())


def _is_named(pact: Pact, event: Event, world: World) -> bool:
    """Whether a text has the name that is a pact's alone: `Pukpuk`, neither state nor `Treaty`."""
    states = " ".join(world.actors[p.actor].name for p in pact.parties if p.actor in world.actors)
    own = [word for word in _OWN_NAME.findall(pact.short) if word not in states]
    quotes = " ".join(e.quote for e in event.evidence if e.kind == "text")
    return bool(own) and all(word in quotes for word in own)


def _binds_both(pact: Pact, a: str, b: str, world: World) -> bool:
    parties = {party.actor for party in pact.parties}
    return all(parties & {code, *_before(code, world)} for code in (a, b))


def _before(code: str, world: World) -> Iterator[str]:
    """The actors whose international personality an actor continues."""
    actor = world.actors.get(code)
    while actor and actor.continues:
        yield actor.continues
        actor = world.actors.get(actor.continues)


def _is_news(pact: Pact, on: date) -> bool:
    """A treaty signed within a year of the day is news, an older one is history."""
    return pact.signed is not None and abs((on - pact.signed.start).days) <= _NEWS


def _turn(pact: Pact, world: World, on: date) -> Turn:
    signed = pact.signed.start if pact.signed else on
    eve = world.at(signed - timedelta(days=1))
    force = world.at(pact.in_force.end) if pact.in_force else world.at(on)
    return turn(pact, eve, force)


def turn(pact: Pact, eve: System, force: System, given: GivenPact | None = None) -> Turn:
    """What a treaty changes between its parties, from the eve of its signing to its force.

    One that the user gave, and that is not in force, is told as supposed to be.
    """
    supposed = given is not None and given.supposed
    before = tuple(_binding_some(_signatories(pact), eve))
    earlier = [eve.world.pacts[code] for code in _lineage(pact, eve.world)]
    return Turn(
        pact=pact.id,
        short=pact.short,
        alone=_alone(pact),
        signed=given.pact.signed if given else pact.signed,
        in_force=given.pact.in_force if given else pact.in_force,
        before=tuple(bond(old, eve) for old in before),
        after=(bond(pact, force, "supposed in force" if supposed else None),),
        standings=tuple(_standings(pact, before, eve, force)),
        compared=tuple(line for old in earlier for line in _compared(old, pact)),
        given=given.file if given else None,
    )


def _alone(pact: Pact) -> str | None:
    return pact.of_year(pact.alone) if pact.alone else None


def _signatories(pact: Pact) -> tuple[str, ...]:
    """Those that signed it, without those that acceded or succeeded later."""
    return tuple(dict.fromkeys(p.actor for p in pact.parties if p.how == "original"))


def _binding_some(parties: tuple[str, ...], eve: System) -> Iterator[Pact]:
    """Pacts that bind some of them and nobody else, or by which some promise to defend others."""
    for old in eve.pacts():
        bound = set(eve.parties(old.id))
        some = bound & set(parties)
        if len(some) > 1 and (some == bound or _defends(old, some)):
            yield old


def _defends(pact: Pact, some: set[str]) -> bool:
    promised = (c for article in pact.articles for c in article.commitments)
    return any(c.type in DEFENDING and (not c.to or some & {*c.to}) for c in promised)


def _standings(
    pact: Pact, before: tuple[Pact, ...], eve: System, force: System
) -> Iterator[Standing]:
    """Who is bound by what before and after, those that stand alike together."""
    groups: dict[tuple[tuple[Pact, ...], ...], list[str]] = {}
    for party in _signatories(pact):
        then = tuple(old for old in before if party in eve.parties(old.id))
        now = tuple(held for held in (pact, *then) if party in force.parties(held.id))
        groups.setdefault((then, now), []).append(party)
    for (then, now), parties in groups.items():
        yield Standing(
            parties=tuple(parties),
            before=tuple(old.id for old in then),
            after=tuple(held.id for held in now),
            evidence=tuple(map(_source, dict.fromkeys((pact, *then)))),
        )


def _source(pact: Pact) -> ArticleEvidence | SourceEvidence:
    """The article that bears most on force, where one does, or the sources of the whole."""
    for types in (DEFENDING, WEIGHTY):
        for article in pact.articles:
            if any(commitment.type in types for commitment in article.commitments):
                return article_evidence(pact, article.ref)
    return SourceEvidence(citation="; ".join(pact.sources))


def _lineage(pact: Pact, world: Facts) -> Iterator[str]:
    for code in pact.succeeds:
        if code in world.pacts:
            yield code
            yield from _lineage(world.pacts[code], world)


def _compared(old: Pact, new: Pact) -> Iterator[PromiseChange]:
    [difference] = compare_pacts(new, old)
    for row in difference.compared:
        if row.change == "kept":
            continue
        cited = ((new, row.new), (old, row.old))
        evidence = [article_evidence(pact, ref) for pact, ref in cited if ref]
        field = f": {row.field}" if row.field else ""
        articles = [f"article {ref} of the {pact.short}" for pact, ref in cited if ref]
        pact, ref = next((pact, ref) for pact, ref in cited if ref)
        decisive = ArticleRef(pact=pact.id, article=ref)
        line = ObligedLine(
            actors=tuple(party.actor for party in new.parties),
            action=row.what,
            strength=Legal(status=row.change, article=decisive),
            cause=decisive,
            words=f"{row.what}{field}, {' against '.join(articles)}",
            reasons=tuple(f"{p.about}, {p.direction}: {p.words}" for p in row.points),
            evidence=tuple(evidence),
        )
        yield PromiseChange(earlier=old.id, short=old.short, alone=_alone(old), line=line)


def _relevant(system: System, pairs: Sequence[frozenset[str]]) -> list[Pact]:
    """Pacts between two who have to do with each other, and those of a group with one of it."""
    found: dict[str, Pact] = {}
    for pair in pairs:
        for pact in system.pacts():
            if _speaks(pact) and _between(pact, pair, system):
                found.setdefault(pact.id, pact)
    return list(found.values())


def _between(pact: Pact, pair: frozenset[str], system: System) -> bool:
    parties = system.parties(pact.id)
    return pair <= {*parties} and len(parties) <= _FEW


def _touched(events: Iterable[Event], actors: Sequence[str], on: date) -> list[frozenset[str]]:
    """The two sides of each recent event; without any, the actors that are named most."""
    pairs = [
        frozenset((event.actor, event.target))
        for event in events
        if event.target and (event.when is None or abs((on - event.when.end).days) <= _NEWS)
    ]
    return list(dict.fromkeys(pairs)) or [frozenset(p) for p in combinations(actors[:_NAMED], 2)]


_FEW = 3
"""More parties than this make a pact of a group, which a case tells of if it binds."""
_NAMED = 4
"""Actors whose pacts are told where the documents report no event between two."""
_NEWS = 366


def _speaks(pact: Pact) -> bool:
    return any(c.type in WEIGHTY for article in pact.articles for c in article.commitments)


def bond(pact: Pact, system: System, status: BondStatus | None = None) -> Bond:
    """A pact and what it binds its parties to, as it stands on the day of the system."""
    parties = system.parties(pact.id) or tuple(party.actor for party in pact.parties)
    status = status or _status(pact, system.on)
    return Bond(
        pact=pact.id,
        short=pact.short,
        status=status,
        since=pact.in_force,
        until=pact.end,
        parties=parties,
        lines=tuple(
            _line(pact, article, commitment, status, parties, system.world.called)
            for article in pact.articles
            for commitment in article.commitments
            if holds(commitment.start or pact.signed, commitment.end, system.on) is not False
        ),
    )


def _status(pact: Pact, on: date) -> BondStatus:
    if not pact.binding:
        return "binding at home" if pact.kind == "law" else "not binding"
    if pact.end and on > pact.end.end:
        return "ended"
    if pact.in_force is None:
        return "signed, force not known" if pact.force_unknown else "never in force"
    return "in force" if on >= pact.in_force.start else "signed, not in force"


def _line(
    pact: Pact,
    article: Article,
    commitment: Commitment,
    status: BondStatus,
    parties: tuple[str, ...],
    name: Name,
) -> ObligedLine:
    cited = ArticleRef(pact=pact.id, article=article.ref, says=article.says)
    terms = terms_of(commitment, name)
    return ObligedLine(
        actors=commitment.by or parties,
        action=commitment.type,
        targets=commitment.to or parties,
        strength=Legal(status=status, article=cited),
        cause=cited,
        words=terms.words(),
        terms=terms,
        reasons=(commitment.note,) if commitment.note else (),
        evidence=(article_evidence(pact, article.ref),),
    )


def article_evidence(pact: Pact, article: str) -> ArticleEvidence:
    """An article of a pact as evidence, with the sources its coding names."""
    return ArticleEvidence(pact=pact.id, article=article, citation="; ".join(pact.sources))
