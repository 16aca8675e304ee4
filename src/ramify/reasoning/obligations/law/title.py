"""Title: who stands where by right, and whose land is struck as well.

Who stands uninvited on another's land is not attacked at home: nobody has to defend it there,
and the one whose land it is breaks no promise. Forces that are there with the host's consent are
protected as elsewhere, and who strikes them strikes the host.

Sources: UN Charter, Article 2(4) and 51; General Assembly resolutions 2625 (XXV) and 3314
(XXIX), Article 3(a), (d) and (e); ICJ, Armed Activities (DRC v. Uganda), 2005, paras. 42-54.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.wars import allowed, began, question, wars_of
from ramify.reasoning.symbols import Citing, citing, in_brackets
from ramify.world.actors import Territory
from ramify.world.control import NOT_CODED
from ramify.world.wars import FOUND, War
from ramify.world.wording import listing


def title_reason(casus: Casus, theatre: Theatre) -> Reason | None:
    """Why an attack on forces, ships or aircraft does not fall on one that is attacked at home.

    None if it says nothing: at sea, on its own land, or where it is by right.
    """
    place, victim = casus.place, casus.victim
    owner = place.recognised
    if owner == victim or theatre.by_right(victim, owner):
        return None
    if casus.target == "territory" and owner != casus.attacker:
        return None
    if place.note == NOT_CODED:
        unknown = f"whose {place.name} was that day is not known"
        told = f": {contradiction(place, casus.name)}" if place.rows else ""
        return casus.says("title", None, f"{unknown}{told}", unknown)
    if place.administered == victim and place.basis == "occupation":
        how = f"{casus.whom} holds {place.name} by occupation"
        return casus.says("title", False, citing(how, *in_brackets(place.finding)))
    if owner is None or place.administered == victim:
        return None
    return _guest(casus, theatre, owner)


def _guest(casus: Casus, theatre: Theatre, owner: str) -> Reason | None:
    """Whether one is on another's land with its consent."""
    verdict, why, in_short = _invited(casus, theatre, owner)
    if verdict is True or (verdict is None and not why and owner != casus.attacker):
        return None
    if why:
        return casus.says("title", verdict, why, in_short)
    crossed = "crosses the sky of" if casus.target == "aircraft" else "is on land of"
    what = f"what is struck {crossed} {casus.name(owner)}"
    words = f"{what}, of whose consent to {casus.whom} nothing is on file"
    return casus.says("title", False, words)


class _Consent(NamedTuple):
    """Whether there is one, and if not why, also without what explains it."""

    given: bool | None
    why: Citing = ()
    in_short: str | None = None


def _invited(casus: Casus, theatre: Theatre, owner: str) -> _Consent:
    """What is known of a host's consent to a guest: given, withdrawn, disputed, or nothing."""
    host, guest = casus.name(owner), casus.whom
    for made in theatre.situation.decisions:
        if made.consents(owner, casus.victim, casus.day):
            if made.disputed or made.by != made.host:
                disputed = f"whether {host} consented to the stay of {guest} is disputed"
                return _Consent(None, (disputed,))
            return _Consent(True)
    entered = _entered(casus, theatre, owner)
    if entered is not None:
        right, words = allowed(entered, theatre.world)
        if right is None and owner == casus.attacker:
            why = f"{guest} is in {host} without its consent ({entered.name})"
            return _Consent(False, (why,))
        if right is None:
            disputed = f"by what right {guest} stands in {host} is disputed"
            return _Consent(None, citing(f"{disputed}: ", *words), disputed)
        begun = citing(f"{guest} is in {host} by ", *began(entered, theatre.world))
        return _Consent(right, () if right else begun)
    crossed = owner == casus.attacker and casus.target == "aircraft"
    allies = not crossed and casus.book.allies(owner, casus.victim)
    if allies or casus.book.based(owner, casus.victim):
        return _Consent(True)
    return _Consent(None)


def _entered(casus: Casus, theatre: Theatre, owner: str) -> War | None:
    """The known war by which one is on another's land."""
    if not theatre.wars:
        return None
    within = {owner, casus.place.id, *casus.within}
    for war in wars_of(theatre.world, casus.victim):
        own = casus.victim in war.attacker
        there = owner in war.victim or war.place in within
        if own and there and war.holds(casus.begun):
            return war
    return None


def told_elsewhere(casus: Casus, theatre: Theatre) -> bool:
    """Whether the lines on the place and on the wars say why one has no title to be there."""
    place = casus.place
    if place.administered == casus.victim and place.basis == "occupation":
        return True
    return place.recognised is not None and _entered(casus, theatre, place.recognised) is not None


def consent_reason(casus: Casus, theatre: Theatre, war: War | None = None) -> Reason | None:
    """Whether the one whose land is struck has let the other use force there.

    A consent does not settle what of the known war that this is part of is disputed, or was found
    otherwise.

    Sources: ILC, Articles on Responsibility of States, Article 20; Institut de droit
    international, Military Assistance on Request, Rhodes 2011.
    """
    found: Reason | None = None
    for n, made in enumerate(theatre.situation.decisions, 1):
        if not made.consents(casus.victim, casus.attacker, casus.day):
            continue
        if casus.place.recognised not in (None, casus.victim) or casus.kind == "threat":
            continue
        source = f" ({made.source})" if made.source else ""
        if made.by != made.host:
            giver = name_of(theatre.world.actors, made.by)
            unable = f"{giver} cannot consent for {casus.whom}"
            words = (
                f"{made.where or f'decision {n} of the situation'}: {unable}; whether "
                f"{casus.whom} did is not known"
            )
            found = found or casus.says("consent", None, words, unable)
        elif made.disputed:
            disputed = f"whether {casus.whom} consented is disputed{source}"
            words = (
                f"{disputed}: if it did, this is no force against it; if it did not, or could not "
                "by the one who asked, it is an attack"
            )
            found = casus.says("consent", None, words, disputed)
        elif war is not None and (otherwise := _otherwise(war, theatre)):
            told = f"{casus.whom} consents to it{source}, as the situation says"
            in_short = f"{told}; {question(war)}" if war.disputed else None
            found = casus.says("consent", None, citing(f"{told}; ", *otherwise), in_short)
        else:
            return casus.says("consent", False, f"{casus.whom} consents to it{source}")
    return found


def _otherwise(war: War, theatre: Theatre) -> Citing:
    """What is disputed of a war's right, or was found against it; empty if nothing."""
    if war.disputed == "right to it":
        return allowed(war, theatre.world)[1]
    return citing("yet it was ", *began(war, theatre.world)) if war.finding in FOUND else ()


def host_struck(casus: Casus, theatre: Theatre) -> str | None:
    """Whose land is struck with the forces of another that stand on it by right; None if nobody's.

    What is struck in the air or at sea passes through; a base stands on its host's land.
    """
    host = casus.place.recognised
    if casus.target != "forces" or casus.kind == "threat" or casus.attacker is None:
        return None
    if host in (None, casus.victim, casus.attacker) or casus.title is not None:
        return None
    assert host is not None
    sided = theatre.enemies(host) & {casus.victim, casus.attacker}
    lets = any(
        made.consents(host, casus.attacker, casus.day) for made in theatre.situation.decisions
    )
    return None if sided or lets else host


def held(place: Territory, on: date, name: Callable[[str], str]) -> str:
    """Whose a place is and who holds it, in a line; empty if its owner does.

    >>> crimea = Territory(id="crimea", name="Crimea", recognised="UKR", administered="RUS",
    ...                    basis="occupation", finding="A/RES/68/262")
    >>> held(crimea, date(2023, 9, 22), {"UKR": "Ukraine", "RUS": "Russia"}.get)
    'Crimea is territory of Ukraine, held by Russia by occupation (A/RES/68/262)'
    """
    if place.rows:
        return f"whose {place.name} was on {on} is not known: {contradiction(place, name)}"
    if place.recognised == place.administered and place.recognised is not None:
        return ""
    if place.note == NOT_CODED:
        return f"whose {place.name} was on {on} is not known: control.csv has no row for that day"
    if not place.recognised and not place.claimed and not place.administered:
        return ""
    whose = f"title to {place.name} is not settled"
    if place.recognised:
        whose = f"{place.name} is territory of {name(place.recognised)}"
    by = f", held by {name(place.administered)}" if place.administered else ""
    how = f" by {place.basis}" if by and place.basis else ""
    finding = f" ({place.finding})" if place.finding else ""
    return f"{whose}{by}{how}{finding}"


def contradiction(place: Territory, name: Callable[[str], str]) -> str:
    """What the rows say of a day on which they contradict each other."""
    return f"control.csv has rows that differ ({'; '.join(_row(row, name) for row in place.rows)})"


def _row(row: Territory, name: Callable[[str], str]) -> str:
    whose = f"territory of {name(row.recognised)}" if row.recognised else "title not settled"
    by = (row.administered,) if row.administered else row.divided
    held = f"held by {listing(map(name, by))}" if by else "held by nobody known"
    since = f" from {row.start}" if row.start else ""
    return f"{whose}, {held}{since}"
