"""Known wars: which wars of the world a use of force is part of, answers or helps in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ramify.reasoning.obligations.answer import KnownWar
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.casus import Theatre
from ramify.reasoning.obligations.situation import Attack, Situation
from ramify.reasoning.symbols import Citing, by_symbol, citing, in_brackets
from ramify.world.wars import FOUND, War
from ramify.world.when import When
from ramify.world.wording import listing, spoken


@dataclass(frozen=True, eq=False)
class Use:
    """One use of force: asked for, or known to the world."""

    attack: Attack
    war: War | None = None
    """The known war that it is, or is part of."""
    asked: bool = True
    dated: bool = True
    """Whether its first day was given, and not taken from the situation or a war."""
    before: War | None = None
    """A war that its victim began against its attacker only later, or may have begun by then."""

    @property
    def day(self) -> date:
        """Its first day."""
        assert self.attack.on is not None
        return self.attack.on

    @property
    def begun(self) -> date:
        """The day it began; undated, with the war that it is part of."""
        if self.dated or self.war is None:
            return self.day
        return min(self.day, self.war.start.start)


def uses_of(theatre: Theatre, attacks: list[Attack]) -> list[Use]:
    """The attacks asked for and the known wars that they touch, in order of their first day.

    Of what begins on one day, known wars come first, then attacks in the order given.
    """
    world, situation = theatre.world, theatre.situation
    asked = [placed(theatre, attack) for attack in attacks]
    known = _known_uses(world, situation, asked) if theatre.wars else ()
    return sorted([*known, *asked], key=lambda use: (use.day, use.asked))


def placed(theatre: Theatre, attack: Attack) -> Use:
    """An attack with the known war that it is part of, unless these are left out."""
    place = _placed if theatre.wars else _alone
    return place(theatre.world, theatre.situation, attack)


def _known_uses(world: WorldLike, situation: Situation, asked: list[Use]) -> Collection[Use]:
    """The known wars that some uses of force touch, but for those asked for themselves."""
    known: dict[tuple[str, str, str], Use] = {}
    told = {(use.attack.attacker, use.attack.victim) for use in asked}
    for use in asked:
        for war, attacker, victim in _touched(world, situation, use):
            if (attacker, victim) not in told:
                found = _known(war, attacker, victim, situation)
                known.setdefault((war.id, attacker, victim), found)
    return known.values()


def _alone(world: WorldLike, situation: Situation, attack: Attack) -> Use:
    """An attack asked for, with the known wars left out."""
    if attack.on is not None:
        return Use(attack)
    return Use(attack.model_copy(update={"on": situation.on}), dated=False)


def _placed(world: WorldLike, situation: Situation, attack: Attack) -> Use:
    """An attack asked for; one in the direction of a known war is part of that war."""
    day = attack.on or situation.on
    alone = _alone(world, situation, attack)
    if attack.attacker is None or attack.kind == "threat":
        return alone
    own = _going_on(world, attack.attacker, attack.victim, day)
    if own is None:
        before = _later(world, attack.attacker, attack.victim, day, situation)
        return alone if before is None else replace(alone, before=before)
    told: dict[str, object] = {}
    if attack.provoked is None:
        told["provoked"] = own.provoked
    if attack.kind == "armed attack" and own.kind == "war":
        told["kind"] = "war"
    if attack.place is None and own.start.start <= day <= own.start.end:
        told["place"] = own.place
    return replace(alone, attack=alone.attack.model_copy(update=told), war=own)


def _touched(world: WorldLike, situation: Situation, use: Use) -> Iterator[tuple[War, str, str]]:
    """The wars that a use of force answers or is part of, by who began them against whom.

    Unless somebody asks for help, those between the two and what these join.
    """
    attacker, victim = use.attack.attacker, use.attack.victim
    if attacker is None:
        return
    sides = {attacker, victim}
    asked = bool(situation.decisions)
    for war in wars_of(world, victim) if asked else wars_between(world, attacker, victim):
        if war is use.war or war is use.before or war.holds(use.day) is not False:
            begun = [pair for pair in war.pairs if pair[0] == victim]
            direct = [pair for pair in begun if pair[1] == attacker]
            helped = [pair for pair in begun if situation.asks_for_help(pair[1])]
            for pair in direct or helped:
                yield war, *pair
            if (direct or war is use.war) and war.joins:
                yield from _joined(world, war, sides, use.day)


def _joined(
    world: WorldLike, war: War, sides: set[str], day: date
) -> Iterator[tuple[War, str, str]]:
    """Of the war that another is a part in, the pairs that tell which part."""
    joined = next((other for other in world.wars if other.id == war.joins), None)
    if joined is None or joined.holds(day) is False:
        return
    for pair in joined.pairs:
        if sides & set(pair) and pair[1] in (*war.in_defence_of, *war.victim):
            yield joined, *pair


def _known(war: War, attacker: str, victim: str, situation: Situation) -> Use:
    over = min(war.end.end, situation.on) if war.end and war.ends is None else None
    attack = Attack(
        attacker=attacker,
        victim=victim,
        on=min(war.start.start, situation.on),
        until=over,
        place=war.place,
        kind=war.kind,
        provoked=war.provoked,
    )
    return Use(attack, war, asked=False)


def _going_on(world: WorldLike, attacker: str, victim: str, day: date) -> War | None:
    """The war that an actor began against another and that goes on, the clearest and latest."""
    found = [
        war
        for war in wars_between(world, attacker, victim)
        if attacker in war.attacker and victim in war.victim and war.holds(day) is not False
    ]
    return max(found, key=lambda war: (war.holds(day) is True, war.start), default=None)


def _later(
    world: WorldLike, attacker: str, victim: str, day: date, situation: Situation
) -> War | None:
    """A war that the victim began after a day on which the attacker is said to have attacked."""
    for war in wars_between(world, attacker, victim):
        begun = day < war.start.start <= situation.on and (victim, attacker) in war.pairs
        if begun and war.holds(situation.on) is not False:
            return war
    return None


def at_war(world: WorldLike, day: date) -> frozenset[tuple[str, str]]:
    """The pairs, either way, that a war on file may set apart on a day."""
    going = (war for war in world.wars if war.holds(day) is not False)
    return frozenset(pair for war in going for a, b in war.pairs for pair in ((a, b), (b, a)))


def wars_of(world: WorldLike, actor: str) -> tuple[War, ...]:
    """All wars that have an actor on one of their sides."""
    return _by_actor(world).get(actor, ())


def wars_between(world: WorldLike, one: str, other: str) -> tuple[War, ...]:
    """All wars that have two actors on their two sides."""
    return _by_pair(world).get(frozenset((one, other)), ())


@lru_cache(maxsize=8)
def _by_pair(world: WorldLike) -> Mapping[frozenset[str], tuple[War, ...]]:
    found: dict[frozenset[str], list[War]] = defaultdict(list)
    for war in world.wars:
        for pair in dict.fromkeys(map(frozenset, war.pairs)):
            found[pair].append(war)
    return {pair: tuple(wars) for pair, wars in found.items()}


@lru_cache(maxsize=8)
def _by_actor(world: WorldLike) -> Mapping[str, tuple[War, ...]]:
    found: dict[str, list[War]] = defaultdict(list)
    for war in world.wars:
        for actor in dict.fromkeys((*war.attacker, *war.victim)):
            found[actor].append(war)
    return {actor: tuple(wars) for actor, wars in found.items()}


def allowed(war: War, world: WorldLike) -> tuple[bool | None, Citing]:
    """Whether a war was force by right, and the words; None if that is disputed.

    Who helps the one that is found to have begun a war shares its wrong, whatever it says; who
    fights that one does not help it.
    """
    joined = next((other for other in world.wars if other.id == war.joins), None)
    who = listing(name_of(world.actors, code) for code in war.attacker)
    helping = joined is not None and not set(joined.attacker) & set(war.victim)
    if joined and helping and joined.finding in FOUND and not war.in_defence_of:
        began = listing(name_of(world.actors, code) for code in joined.attacker)
        helps = "help" if len(war.attacker) > 1 else "helps"
        found = f"{who} {helps} {began}, found to have begun the war"
        return False, citing(found, *in_brackets(joined.citation))
    if war.finding == "disputed":
        return None, (f"{war.name}: {dispute(war, world)}",)
    fights = "fight" if len(war.attacker) > 1 else "fights"
    if war.in_defence_of:
        whom = listing(name_of(world.actors, code) for code in war.in_defence_of)
        return True, (f"{who} {fights} in defence of {whom}",)
    if war.authorised_by:
        let = f"the Security Council has let {who} use force"
        return True, citing(let, *in_brackets(war.authorised_by))
    if war.invited_by:
        hosts = listing(name_of(world.actors, code) for code in war.invited_by)
        return True, (f"{who} {fights} at the request of {hosts}",)
    return False, (f"{who} began it",)


def question(war: War | KnownWar) -> str:
    """What of a war is disputed, without the readings."""
    what = "who began" if war.disputed == "who began" else "whether it was lawful"
    return f"{what} is disputed"


def dispute(war: War, world: WorldLike) -> str:
    """What of a war is disputed, with the readings and who holds them."""
    return f"{question(war)}: {'; '.join(_reading(text, world) for text in war.readings)}"


def _reading(text: str, world: WorldLike) -> str:
    who, _, what = text.partition(": ")
    parts = re.split(r",\s*(?![^()]*\))", who)
    names = (re.sub(r"^[A-Z]{3,}\b", lambda m: name_of(world.actors, m[0]), one) for one in parts)
    return f"{listing(names)}: {what}"


def began(war: War, world: WorldLike) -> Citing:
    """A war as one refers to it: who began it and when, by whose finding.

    >>> from ramify.world.world import World
    >>> known = World.packaged()
    >>> by_symbol(began(next(w for w in known.wars if w.id == "rus-ukr-2022"), known))
    'the war that Russia began on 24 February 2022 (A/RES/ES-11/1)'
    """
    who = listing(name_of(world.actors, code) for code in war.attacker)
    return citing(f"the war that {who} began {_since(war.start)}", *in_brackets(war.citation))


def _since(start: When) -> str:
    how = {"day": "on ", "interval": ""}.get(start.precision, "in ")
    return how + spoken(start)


def known_wars(
    uses: list[Use], answered: list[tuple[Use | None, str]], world: WorldLike
) -> tuple[KnownWar, ...]:
    """The known wars among some uses of force as an answer names them, each once."""
    said = {past.war.id: words for past, words in answered if past is not None and past.war}
    found: dict[str, KnownWar] = {}
    for use in uses:
        if use.war is not None and use.war.id not in found:
            words = said.get(use.war.id) or _role(use.war, world)
            found[use.war.id] = _told(use.war, words, world)
    return tuple(found.values())


def _role(war: War, world: WorldLike) -> str:
    """A known war in a line, if nothing asked for answers it."""
    who, whom = (
        listing(name_of(world.actors, code) for code in side) for side in (war.attacker, war.victim)
    )
    right, why = allowed(war, world)
    if right is False:
        return f"{war.name}: {by_symbol(began(war, world))} against {whom}"
    since = ", begun" if war.start.precision == "interval" else " since"
    by_right = f"; {by_symbol(why)}" if right else ""
    return f"{war.name}: {who} against {whom}{since} {spoken(war.start)}{by_right}"


def _told(war: War, words: str, world: WorldLike) -> KnownWar:
    disputed = dispute(war, world) if war.finding == "disputed" else ""
    return KnownWar(
        disputed=war.disputed,
        dispute="" if disputed in words else disputed,
        id=war.id,
        name=war.name,
        attacker=war.attacker,
        victim=war.victim,
        start=war.start,
        finding=war.finding,
        citation=war.citation,
        readings=war.readings,
        place=war.place,
        words=words,
        source=war.source,
    )
