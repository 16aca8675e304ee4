"""The opening: the attacks of a situation, told apart from lawful answers to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import compress

from ramify.reasoning.obligations.answer import Step
from ramify.reasoning.obligations.facts import (
    enclosing,
    homeland,
    known_actor,
    name_of,
    place_on,
)
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.judge import judge
from ramify.reasoning.obligations.law.promises import CHARTER, article_name, open_book
from ramify.reasoning.obligations.situation import Attack, Situation


def opening(theatre: Theatre) -> tuple[list[Casus], list[str]]:
    """The casus of every attack, and notes on those that only answer one.

    Force against an actor that had itself attacked is no attack if it comes
    from that actor's victim, or from one that helps the victim because it owes
    it or, since the Charter, because the victim asked (ICJ, Nicaragua v. United
    States, Merits, 1986, paras. 195-199).

    Raises:
        UnknownName: an actor or a territory that the world does not know.
    """
    situation, opened, notes = theatre.situation, [], []
    attacks = _in_order(situation)
    firsts = [not _answered(attack, attacks[:n]) for n, attack in enumerate(attacks)]
    _enter(theatre, compress(attacks, firsts))
    for n, attack in enumerate(attacks):
        casus = _casus(theatre, attack)
        if firsts[n]:
            opened.append(casus)
            continue
        helped = _helped(theatre, attack, attacks[:n])
        if helped is None:
            _enter(theatre, [attack])
            opened.append(casus)
            continue
        victim, step = helped
        assert attack.attacker is not None
        theatre.help(attack.attacker, attack.victim)
        notes.append(_note(theatre, attack, victim, step))
        if step is not None or victim != attack.attacker:
            path = (step,) if step else ()
            opened.append(casus.helped_by(attack.attacker, attack.victim, path, 0, notes[-1]))
    return opened, notes


def _in_order(situation: Situation) -> list[Attack]:
    """Attacks by first day; a declaration of war makes one, or turns one into war."""
    declared = {
        (made.by, made.about): made
        for made in situation.decisions
        if made.kind == "declaration of war" and made.about
    }
    attacks = []
    for attack in situation.attacks:
        made = declared.pop((attack.attacker or "", attack.victim), None)
        attacks.append(attack.model_copy(update={"kind": "war"}) if made else attack)
    for (by, about), made in declared.items():
        attacks.append(Attack(attacker=by, victim=str(about), on=made.on, kind="war"))
    return sorted(attacks, key=lambda attack: attack.on or situation.on)


def _answered(attack: Attack, earlier: list[Attack]) -> bool:
    """Whether its victim had attacked before."""
    known = attack.attacker is not None
    return known and any(other.attacker == attack.victim for other in earlier)


def _enter(theatre: Theatre, attacks: Iterable[Attack]) -> None:
    for attack in attacks:
        if attack.attacker:
            enter = theatre.threaten if attack.kind == "threat" else theatre.attack
            enter(attack.attacker, attack.victim)


def _helped(
    theatre: Theatre, attack: Attack, earlier: list[Attack]
) -> tuple[str, Step | None] | None:
    """Whom the force defends, and by which article; None if nobody."""
    for other in earlier:
        if other.attacker != attack.victim or other.kind == "threat":
            continue
        if other.victim == attack.attacker:
            return other.victim, None
        casus = _casus(theatre, other)
        for finding in judge(casus, theatre):
            helps = finding.fights and finding.hearing.side == "victim"
            if helps and attack.attacker and attack.attacker in finding.owers:
                return other.victim, finding.path(attack.attacker)[-1]
        if casus.day >= CHARTER and _asked(theatre.situation, other.victim):
            return other.victim, None
    return None


def _asked(situation: Situation, victim: str) -> bool:
    return any(
        made.kind == "request of the victim" and victim in (made.by, made.about)
        for made in situation.decisions
    )


def _note(theatre: Theatre, attack: Attack, victim: str, step: Step | None) -> str:
    names = [name_of(theatre.world.actors, c) for c in (attack.attacker, attack.victim, victim)]
    if victim == attack.attacker:
        return f"{names[0]} defends itself against {names[1]}, which attacked first"
    pact = theatre.world.pacts[step.pact].short if step else ""
    why = f"by {article_name(step.article)} of the {pact}" if step else "at its request"
    return f"{names[0]} fights {names[1]} in defence of {names[2]}, {why}"


def _casus(theatre: Theatre, attack: Attack) -> Casus:
    world, situation = theatre.world, theatre.situation
    victim = known_actor(world, attack.victim)
    if attack.attacker is not None:
        known_actor(world, attack.attacker)
    day = attack.until or situation.on
    place = place_on(world, attack.place, day) if attack.place else homeland(victim)
    return Casus(
        attacker=attack.attacker,
        victim=attack.victim,
        day=day,
        place=place,
        within=enclosing(world, place),
        target=attack.target,
        kind=attack.kind,
        provoked=attack.provoked,
        book=open_book(world, day),
        claimed=attack.claimed,
        assumed_place=attack.place is None,
        words=_words(attack, day),
    )


def _words(attack: Attack, day: date) -> str:
    attacker = attack.attacker or "unknown"
    where = f" at {attack.place}" if attack.place else ""
    return f"{attack.kind}: {attacker} on {attack.victim}{where}, judged on {day}"
