"""The obliged voice of a brief: which pacts speak to the events of some documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ramify.briefing.brief import Bond, BondStatus, Casus, Change, Obliged, Turn
from ramify.briefing.measures import measures_touched
from ramify.briefing.ramification import WEIGHTY, Ramification
from ramify.reasoning.obligations import (
    Attack,
    Duty,
    Situation,
    alike,
    compare_pacts,
    name_alike,
    obligations,
)
from ramify.record.events import Event
from ramify.record.evidence import ArticleEvidence
from ramify.world.facts import Facts
from ramify.world.pacts import Article, Commitment, Pact
from ramify.world.system import System
from ramify.world.when import holds
from ramify.world.wording import Name, commitment_words
from ramify.world.world import World

_SIGN = "057"
_THREAT, _FORCE = "13", ("18", "19", "20")


def obliged(
    events: Sequence[Event], world: World, on: date, actors: Sequence[str], about: Sequence[str]
) -> Obliged:
    """What is obliged among the actors of some documents on a day.

    `actors` are those the documents speak of, most often mentioned first;
    `about` narrows the answer to what touches one of them.
    """
    system = world.at(on)
    reported = reported_pacts(events, world)
    turns = tuple(_turn(pact, world, on) for pact in reported if _is_news(pact, on))
    shown = [turn.pact for turn in turns]
    bonds = tuple(
        bond(pact, system) for pact in _relevant(system, actors, about) if pact.id not in shown
    )
    return Obliged(
        turns=turns,
        bonds=bonds,
        casus=tuple(_casus(events, system, about)),
        measures=measures_touched(events, [world.pacts[code] for code in shown], world, on),
    )


def reported_pacts(events: Iterable[Event], world: World) -> tuple[Pact, ...]:
    """The coded pacts whose signing the events report, by parties and date."""
    found = {
        pact.id: pact
        for event in events
        if event.action == _SIGN and event.when and event.target
        for pact in world.pacts.values()
        if pact.signed and pact.signed.overlaps(event.when)
        if _binds_both(pact, event.actor, event.target, world)
    }
    return tuple(found.values())


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
    return pact.signed is not None and abs((on - pact.signed.start).days) <= 366


def _turn(pact: Pact, world: World, on: date) -> Turn:
    parties = [party.actor for party in pact.parties]
    signed = pact.signed.start if pact.signed else on
    eve = world.at(signed - timedelta(days=1))
    between = [old for old in eve.pacts(parties[0]) if parties[1] in eve.parties(old.id)]
    bilateral = [old for old in between if len(eve.parties(old.id)) == 2]
    force = world.at(pact.in_force.end) if pact.in_force else world.at(on)
    earlier = [world.pact(code) for code in _lineage(pact, world)]
    return Turn(
        pact=pact.id,
        short=pact.short,
        signed=pact.signed,
        in_force=pact.in_force,
        before=tuple(bond(old, eve) for old in bilateral),
        after=(bond(pact, force),),
        compared=tuple(line for old in earlier for line in _compared(old, pact)),
    )


def _lineage(pact: Pact, world: World) -> Iterator[str]:
    for code in pact.succeeds:
        if code in world.pacts:
            yield code
            yield from _lineage(world.pacts[code], world)


def _compared(old: Pact, new: Pact) -> Iterator[Change]:
    for row in compare_pacts(new, old)[0].compared:
        if row.change == "kept":
            continue
        cited = ((new, row.new), (old, row.old))
        evidence = [article_evidence(pact, ref) for pact, ref in cited if ref]
        field = f": {row.field}" if row.field else ""
        articles = [f"article {ref} of the {pact.short}" for pact, ref in cited if ref]
        line = Ramification(
            voice="obliged",
            actors=tuple(party.actor for party in new.parties),
            action=row.what,
            strength=row.change,
            words=f"{row.what}{field}, {' against '.join(articles)}",
            reasons=tuple(f"{p.about}, {p.direction}: {p.words}" for p in row.points),
            evidence=tuple(evidence),
        )
        yield Change(earlier=old.short, line=line)


def _relevant(system: System, actors: Sequence[str], about: Sequence[str]) -> list[Pact]:
    """Pacts between actors that are named, and those of a group that is, most named first."""
    rank = {code: len(actors) - n for n, code in enumerate(actors)}

    def weight(pact: Pact) -> tuple[bool, int]:
        parties = system.parties(pact.id)
        ranks = sorted((rank.get(code, 0) for code in parties), reverse=True)
        return len(parties) <= _FEW, sum(ranks[:2])

    found = [
        pact
        for pact in system.pacts()
        if _speaks(pact)
        if pact.group in rank or _all_named(system.parties(pact.id), rank)
        if not about or {*about} & {*system.parties(pact.id), pact.group or ""}
    ]
    return sorted(found, key=weight, reverse=True)


_FEW = 4
"""More parties than this make a pact of a group, which speaks only if the group is named."""


def _all_named(parties: tuple[str, ...], rank: Mapping[str, int]) -> bool:
    return len(parties) <= _FEW and all(code in rank for code in parties)


def _speaks(pact: Pact) -> bool:
    return any(c.type in WEIGHTY for article in pact.articles for c in article.commitments)


def bond(pact: Pact, system: System) -> Bond:
    """A pact and what it binds its parties to, as it stands on the day of the system."""
    parties = system.parties(pact.id) or tuple(party.actor for party in pact.parties)
    return Bond(
        pact=pact.id,
        short=pact.short,
        status=_status(pact, system.on),
        since=pact.in_force,
        until=pact.end,
        parties=parties,
        lines=tuple(
            _line(pact, article, commitment, parties, system.world.called)
            for article in pact.articles
            for commitment in article.commitments
            if holds(commitment.start or pact.signed, commitment.end, system.on) is not False
        ),
    )


def _status(pact: Pact, on: date) -> BondStatus:
    if not pact.binding:
        return "not binding"
    if pact.end and on > pact.end.end:
        return "ended"
    if pact.in_force is None:
        return "never in force"
    return "in force" if on >= pact.in_force.start else "signed, not in force"


def _line(
    pact: Pact, article: Article, commitment: Commitment, parties: tuple[str, ...], name: Name
) -> Ramification:
    owing = commitment.by or parties
    owed = commitment.to or parties
    return Ramification(
        voice="obliged",
        actors=owing,
        action=commitment.type,
        targets=owed,
        strength=f"article {article.ref}",
        words=commitment_words(commitment, name),
        reasons=(article.says, *((commitment.note,) if commitment.note else ())),
        evidence=(article_evidence(pact, article.ref),),
    )


def article_evidence(pact: Pact, article: str) -> ArticleEvidence:
    """An article of a pact as evidence, with the sources its coding names."""
    return ArticleEvidence(pact=pact.id, article=article, citation="; ".join(pact.sources))


def _casus(events: Sequence[Event], system: System, about: Sequence[str]) -> Iterator[Casus]:
    """What uses of force between states oblige, and what threats would if carried out."""
    seen = set()
    for event in events:
        happened = event.action[:2] in _FORCE
        if not happened and not event.action.startswith(_THREAT):
            continue
        pair = (event.actor, event.target or "")
        if pair in seen or len(set(pair)) < 2 or not set(pair) <= set(system.states):
            continue
        if about and not set(pair) & set(about):
            continue
        seen.add(pair)
        yield _case(*pair, event if happened else None, system)


def _case(attacker: str, victim: str, event: Event | None, system: System) -> Casus:
    began = event.when.start if event and event.when else None
    attack = Attack(attacker=attacker, victim=victim, on=min(began or system.on, system.on))
    answer = obligations(system, Situation(on=system.on, attacks=(attack,)))
    names = {code: actor.name for code, actor in system.world.actors.items()}
    who = f"{names[attacker]} against {names[victim]}"
    words = f"Force reported: {who}" if event else f"If the threat of {who} were carried out"
    groups = alike(answer.duties, system.world)
    lines = tuple(_duties(duties, system.world) for duties in groups)
    return Casus(attacker=attacker, victim=victim, happened=bool(event), words=words, lines=lines)


def _duties(duties: tuple[Duty, ...], world: Facts) -> Ramification:
    """Duties that differ only in who has them, as one line."""
    first = duties[0]
    later = f", if those of round {first.round - 1} honour theirs" if first.round else ""
    return Ramification(
        voice="obliged",
        actors=tuple(duty.actor for duty in duties),
        action=first.what,
        targets=(first.to,),
        strength=first.status,
        words=name_alike(duties, world) + later,
        reasons=tuple(dict.fromkeys(r.words for duty in duties for r in duty.decisive)),
        evidence=tuple(dict.fromkeys(r.evidence for duty in duties for r in duty.reasons)),
    )
