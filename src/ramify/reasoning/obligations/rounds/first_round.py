"""The opening: the uses of force of a situation and of the wars it touches, each judged once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from ramify.reasoning.obligations.answer import KnownWar
from ramify.reasoning.obligations.facts import WorldLike, enclosing, homeland_of, place_on
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.promises import open_book
from ramify.reasoning.obligations.law.title import (
    consent_reason,
    held,
    host_struck,
    title_reason,
    told_elsewhere,
)
from ramify.reasoning.obligations.law.wars import (
    Use,
    known_wars,
    placed,
    uses_of,
    wars_between,
)
from ramify.reasoning.obligations.rounds.answers import Answered, answer_of
from ramify.reasoning.obligations.situation import Attack, Situation
from ramify.reasoning.symbols import citing
from ramify.world.actors import known_actor


@dataclass
class Opening:
    """What a situation begins with."""

    fresh: list[Casus] = field(default_factory=list)
    """What was asked for first, then hosts that are struck too, then the known wars of which it
    is open whether what was asked for answers them."""
    wars: tuple[KnownWar, ...] = ()
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def opening(theatre: Theatre) -> Opening:
    """The casus of every use of force, with what is known of its right.

    Raises:
        UnknownName: an actor or a territory that the world does not know.
    """
    return _judged(theatre).opening()


def first_uses(theatre: Theatre) -> list[Casus]:
    """The casus alone, as `opening` gives them.

    Raises:
        UnknownName: an actor or a territory that the world does not know.
    """
    return _judged(theatre).fresh()


def touches_known_war(world: WorldLike, attacker: str, victim: str, on: date) -> bool:
    """Whether two fight, or may fight, a war on file on a day."""
    known = wars_between(world, attacker, victim)
    return any(war.holds(on) is not False for war in known)


def lone_use(theatre: Theatre) -> Casus:
    """The casus of a situation's one attack, with nothing decided, that touches no known war.

    It answers nothing then, and is what `first_uses` gives.

    Raises:
        UnknownName: an actor that the world does not know.
    """
    attack = theatre.situation.attacks[0]
    casus = _casus(theatre, Use(attack))
    theatre.judged(casus)
    _enter(theatre, attack)
    return casus


def _judged(theatre: Theatre) -> _Judged:
    _check_consents(theatre)
    uses = uses_of(theatre, _declared(theatre.situation))
    for use in _firsts(uses):
        _enter(theatre, use.attack)
    judged = _Judged(theatre)
    for use in uses:
        judged.add(use)
    return judged


class _Judged:
    """The uses of force judged so far, in order."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.before: list[tuple[Use, Casus]] = []
        self.asked: list[Casus] = []
        self.hosts: list[Casus] = []
        self.within: list[Use] = []
        """The uses of force against hosts, of which known wars they are part."""
        self.answers: list[tuple[Use, Answered]] = []
        """What those asked for answer."""

    def add(self, use: Use) -> None:
        """Judge one, and enter who fights whom by it."""
        theatre, plain = self.theatre, _casus(self.theatre, use)
        answered = answer_of(use, plain, self.before, theatre)
        casus = _righted(plain, use, answered, theatre)
        self.before.append((use, casus))
        theatre.judged(casus)
        if casus.answer is None and casus.consent is None:
            _enter(theatre, use.attack)
        opened = list(_opened(casus, answered, theatre))
        if use.asked:
            self.asked += opened
            self.answers += [(use, answered)] if answered is not None else []
        host = host_struck(casus, theatre)
        if host is not None:
            self.hosts.append(_on_host(casus, host, theatre))
            self.within.append(placed(theatre, use.attack.model_copy(update={"victim": host})))

    def opening(self) -> Opening:
        """What the rounds begin with."""
        uses, said = [use for use, _ in self.before], [(a.past, a.words) for _, a in self.answers]
        wars = known_wars([*uses, *self.within], said, self.theatre.world)
        asked = [casus for use, casus in self.before if use.asked]
        places = [held(casus.place, casus.day, casus.name) for casus in asked]
        notes = list(dict.fromkeys([*self._answered(), *self._entitled(asked)]))
        return Opening(self.fresh(), wars, places, notes)

    def fresh(self) -> list[Casus]:
        """What was asked for, hosts struck, and the known wars of which it is open whether what
        was asked for answers them."""
        doubtful = [past.past for _, past in self.answers if past.reason.holds is None]
        known = [casus for use, casus in self.before if not use.asked and use in doubtful]
        return [*self.asked, *self.hosts, *known]

    def _answered(self) -> Iterable[str]:
        """Why some are no plain attack but an answer, where no line on a war says so."""
        for use, answered in self.answers:
            if use.war is None and (answered.past is None or answered.past.war is None):
                yield answered.words

    def _entitled(self, asked: list[Casus]) -> Iterable[str]:
        """What consent and title change, where no line on a war or a place says so."""
        for casus in asked:
            if casus.consent is not None:
                yield casus.consent.words
            if casus.title is not None and not told_elsewhere(casus, self.theatre):
                yield casus.title.words


def _check_consents(theatre: Theatre) -> None:
    """Refuse a consent that names somebody the world does not know."""
    for made in theatre.situation.decisions:
        if made.kind == "consent of the host":
            for code in filter(None, (made.by, made.host, made.to)):
                known_actor(theatre.world, code)


def _declared(situation: Situation) -> list[Attack]:
    """The attacks; a declaration of war makes one, or turns one into war."""
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
    return attacks


def _firsts(uses: list[Use]) -> Iterable[Use]:
    """Those whose victim had not used force before."""
    begun: set[str | None] = set()
    for use in uses:
        if use.attack.attacker is None or use.attack.victim not in begun:
            yield use
        if use.attack.kind != "threat":
            begun.add(use.attack.attacker)


def _enter(theatre: Theatre, attack: Attack) -> None:
    if attack.attacker:
        enter = theatre.threaten if attack.kind == "threat" else theatre.attack
        enter(attack.attacker, attack.victim)


def _righted(casus: Casus, use: Use, answered: Answered | None, theatre: Theatre) -> Casus:
    """The casus with what is known of its right."""
    if casus.attacker is None:
        return casus
    consent, title = consent_reason(casus, theatre, use.war), title_reason(casus, theatre)
    answer = answered.reason if answered is not None else None
    if answer is consent is title is None:
        return casus
    return replace(casus, answer=answer, consent=consent, title=title)


def _opened(casus: Casus, answered: Answered | None, theatre: Theatre) -> Iterable[Casus]:
    """What a use of force makes: an attack, an answer to one, or help for a victim."""
    yield casus
    if answered is None or casus.attacker is None:
        return
    theatre.help(casus.attacker, casus.victim)
    helps = answered.reason.holds is False and answered.defended not in (None, casus.attacker)
    if helps:
        path = (answered.step,) if answered.step else ()
        words = answered.reason.words
        yield casus.helped_by(casus.attacker, casus.victim, path, 0, words)


def _on_host(casus: Casus, host: str, theatre: Theatre) -> Casus:
    """The attack on the land on which another's forces are struck."""
    assert casus.attacker is not None
    answer = None
    if casus.answer is not None:
        struck = f"{casus.who} strikes {casus.whom} on land of {casus.name(host)}"
        argued = f"{struck}: whether that is an attack on {casus.name(host)} is argued, as "
        answer = casus.says("disputed", None, citing(argued, *casus.answer.parts), struck)
        theatre.help(casus.attacker, host)
    else:
        theatre.attack(casus.attacker, host)
    words = f"{casus.words}; {casus.name(host)} is struck where those forces stand"
    return replace(
        casus,
        victim=host,
        target="territory",
        provoked=False if casus.provoked is False else None,
        answer=answer,
        consent=None,
        assumed_place=False,
        words=words,
        said={},
    )


def _casus(theatre: Theatre, use: Use) -> Casus:
    world, situation, attack = theatre.world, theatre.situation, use.attack
    victim = known_actor(world, attack.victim)
    if attack.attacker is not None:
        known_actor(world, attack.attacker)
    day = attack.until or situation.on
    place = place_on(world, attack.place, day) if attack.place else homeland_of(world, victim.id)
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
        begun=use.begun,
        claimed=attack.claimed,
        assumed_place=attack.place is None,
        words=_words(attack, day),
    )


def _words(attack: Attack, day: date) -> str:
    attacker = attack.attacker or "unknown"
    where = f" at {attack.place}" if attack.place else ""
    return f"{attack.kind}: {attacker} on {attack.victim}{where}, judged on {day}"
