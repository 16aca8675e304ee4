"""The slow, obvious oracle: every actor, every pact, every commitment, every fight, every round.

Written from docs/obligations.md, with nothing of the engine but its input values. No indexes,
no reasons, no sharing: a commitment is asked about one actor and one fight at a time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ramify.reasoning.obligations import Situation
from ramify.world.actors import Territory
from ramify.world.pacts import Article, Commitment, Pact, Scope, Trigger
from ramify.world.when import holds
from tests.reasoning.obligations.oracle_rights import LONG_AGO, Fight, Rights

FIGHT = {"defense", "offense", "guarantee"}
KEEP_OUT = {"neutrality", "nonaggression"}
RANK = {
    "breached": 5,
    "owed": 4,
    "barred": 4,
    "owed after consultation": 3,
    "unknown": 2,
    "excused": 1,
}


def both(*verdicts: bool | None) -> bool | None:
    """Three-valued and."""
    if any(verdict is False for verdict in verdicts):
        return False
    return None if any(verdict is None for verdict in verdicts) else True


class Oracle(Rights):
    def __init__(self, world: Any, situation: Situation, *, wars: bool = True) -> None:
        self.world, self.situation, self.known = world, situation, wars
        self.attacks: set[tuple[str, str]] = set()
        self.threats: set[tuple[str, str]] = set()
        self.wars: set[frozenset[str]] = set()
        self.lines: dict[tuple[Any, ...], tuple[int, str, Fight]] = {}
        self.joined: set[tuple[str, str, int]] = set()

    def solve(self) -> None:
        """Rounds until nobody new joins."""
        fights = self.first_fights()
        round = 0
        while True:
            for fight in fights:
                self.judge(fight, round)
            round += 1
            news = self.joiners(round)
            if not news:
                return
            fights = fights + news

    def duties(self) -> set[tuple[Any, ...]]:
        """What is shown: all of the attacks; of what follows, duties to fight and their conflicts.

        Later duties are told without whom they are owed to: each article once.
        """
        torn = self.torn()
        shown = set()
        for (actor, to, foe, what, pact, ref, _), (round, status, fight) in self.lines.items():
            later = round or fight.helper
            if what in FIGHT and (actor, to, foe) in torn and status.startswith("owed"):
                status = "torn"
            if later and what in KEEP_OUT and status != "breached":
                if status != "barred" or (actor, foe, to) not in torn:
                    continue
            elif later and (what not in FIGHT | KEEP_OUT or status == "excused"):
                continue
            shown.add((round, actor, "" if round else to, foe, what, pact, ref, status))
        return shown

    # who joins

    def joiners(self, round: int) -> list[Fight]:
        bound = [
            (*key[:3], fight)
            for key, (_, status, fight) in self.lines.items()
            if status == "owed" and key[3] in FIGHT and key[2] and fight.kind != "threat"
        ]
        torn = self.torn()
        able: dict[tuple[str, str], list[Fight]] = {}
        for actor, to, foe, fight in bound:
            if frozenset((actor, foe)) not in self.wars and (actor, to, foe) not in torn:
                able.setdefault((actor, foe), []).append(fight)
        news: list[Fight] = []
        for (actor, foe), fights in sorted(able.items()):
            self.wars.add(frozenset((actor, foe)))
            self.joined.add((actor, foe, round))
            helped = [fight for fight in fights if fight.attacker == foe]
            if helped:
                news += [self.next(fight, foe, actor, helper=True) for fight in helped]
            else:
                self.attacks.add((actor, foe))
                news += [self.next(fight, actor, foe, helper=False) for fight in fights]
        return list(dict.fromkeys(news))

    def torn(self) -> set[tuple[str, str, str]]:
        """(actor, to, foe) of every duty to fight that conflicts with another duty."""
        held = [(key, status) for key, (_, status, _) in self.lines.items()]
        fight = {
            k[:3] for k, s in held if k[3] in FIGHT and s in ("owed", "owed after consultation")
        }
        keep = {k[:3] for k, s in held if k[3] in KEEP_OUT and s == "barred"}
        return {(a, to, foe) for a, to, foe in fight if (a, foe, to) in fight | keep}

    # one fight

    def judge(self, fight: Fight, round: int) -> None:
        for pact in self.world.pacts.values():
            for article in pact.articles:
                for commitment in article.commitments:
                    for actor in self.owers(pact, commitment):
                        for to, foe in (
                            (fight.victim, fight.attacker),
                            (fight.attacker, fight.victim),
                        ):
                            if (
                                to is None
                                or actor == to
                                or to not in self.holders(pact, commitment)
                            ):
                                continue
                            status = self.status(pact, article, commitment, actor, to, foe, fight)
                            if status:
                                apart = commitment.type in KEEP_OUT and (
                                    fight.later or fight.helper
                                )
                                key = (actor, to, foe, commitment.type, pact.id, article.ref, apart)
                                self.note(key, round, status, fight)

    def note(self, key: tuple[Any, ...], round: int, status: str, fight: Fight) -> None:
        held = self.lines.get(key)
        if held is None or RANK[status] > RANK[held[1]]:
            self.lines[key] = (round, status, fight)

    def owers(self, pact: Pact, commitment: Commitment) -> tuple[str, ...]:
        return commitment.by or tuple({party.actor: None for party in pact.parties})

    def holders(self, pact: Pact, commitment: Commitment) -> tuple[str, ...]:
        return commitment.to or tuple({party.actor: None for party in pact.parties})

    def status(
        self,
        pact: Pact,
        article: Article,
        commitment: Commitment,
        actor: str,
        to: str,
        foe: str | None,
        fight: Fight,
    ) -> str | None:
        attacked = to == fight.victim
        kind = commitment.type
        if fight.settled and not attacked:
            return None
        elsewhere = not attacked and self.event_of(commitment) not in (None, "any")
        if kind == "consultation" and elsewhere and fight.victim in self.holders(pact, commitment):
            return None
        if self.forgotten(pact, fight.day) or self.dead(actor, fight.day):
            return None
        if not self.speaks(commitment, attacked, fight):
            return None
        if actor == foe and (fight.helper or not attacked):
            return None
        if fight.later and actor != foe and frozenset((actor, foe)) in self.wars:
            return None
        if actor != foe and kind in ("nonaggression", "assurance"):
            holders = self.holders(pact, commitment)
            both_sides = fight.attacker in holders and fight.victim in holders
            if not fight.helper and (both_sides or len(holders) > 10):
                return None
        alive = self.in_force(pact, commitment, actor, to, fight.day)
        if alive is False and (fight.helper or self.joins_later(pact, actor, fight.day)):
            return None
        applies = self.applies(pact, commitment, to, foe, fight)
        if actor == foe:
            return self.own(pact, commitment, alive, to, foe, fight)
        if alive is False and applies is False:
            return None
        if kind in FIGHT | {"consultation", "assistance"} and frozenset((actor, to)) in self.wars:
            return None if fight.helper else "excused"
        verdict = both(alive, applies)
        if verdict is False:
            return None if kind == "nonaggression" or fight.helper else "excused"
        if verdict is None:
            return "unknown"
        return "barred" if kind in KEEP_OUT else self.pending(pact, commitment, fight)

    def own(
        self,
        pact: Pact,
        commitment: Commitment,
        alive: bool | None,
        to: str,
        foe: str | None,
        fight: Fight,
    ) -> str | None:
        """What the attacker had promised its victim."""
        kind = commitment.type
        plain = kind == "assurance" and commitment.trigger is None
        if plain or kind in ("nonaggression", "guarantee"):
            kept = self.applies(pact, commitment, to, foe, fight, own=True)
            verdict = both(alive, kept)
            return {True: "breached", False: "excused", None: "unknown"}[verdict]
        return "excused" if kind in FIGHT | {"consultation", "assistance"} else None

    def speaks(self, commitment: Commitment, attacked: bool, fight: Fight) -> bool:
        """Whether a promise of this type has anything to say."""
        kind = commitment.type
        if kind == "assurance":
            return attacked and not fight.helper and commitment.field is None
        if kind == "offense":
            return fight.helper or not attacked
        if fight.helper and kind not in FIGHT | KEEP_OUT:
            return False
        known = FIGHT | KEEP_OUT | {"consultation", "assistance"}
        return kind in known or commitment.trigger is not None

    def pending(self, pact: Pact, commitment: Commitment, fight: Fight) -> str:
        for condition, decision in (
            ("consultation first", "consultation"),
            ("joint decision", "joint decision"),
            ("recognition of the attack", "recognition of the attack"),
        ):
            if condition in commitment.conditions and not self.made(decision, pact, fight.victim):
                return "owed after consultation"
        return "owed"

    # dates

    def forgotten(self, pact: Pact, day: date) -> bool:
        first = pact.signed or pact.in_force
        if first and first.start > day:
            return True
        dead = pact.end if pact.in_force else pact.signed
        return dead is not None and day.year - dead.end.year > 30

    def dead(self, actor: str, day: date) -> bool:
        lives = [life for life in self.world.lives if life.id == actor]
        held = [holds(life.start or LONG_AGO, life.end, day) for life in lives]
        return bool(held) and all(verdict is False for verdict in held)

    def joins_later(self, pact: Pact, actor: str, day: date) -> bool:
        spells = [party for party in pact.parties if party.actor == actor]
        return any(party.how != "original" for party in spells) and all(
            party.start is not None and party.start.start > day for party in spells
        )

    def in_force(
        self, pact: Pact, commitment: Commitment, actor: str, to: str, day: date
    ) -> bool | None:
        verdicts = [pact.holds(day), self.party(pact, actor, day)]
        if commitment.start or commitment.end:
            start, end = commitment.start or pact.in_force, commitment.end or pact.end
            verdicts.append(holds(start, end, day))
        if not commitment.to or any(party.actor == to for party in pact.parties):
            verdicts.append(self.party(pact, to, day))
        return both(*verdicts)

    def party(self, pact: Pact, actor: str, day: date) -> bool | None:
        spells = [
            holds(party.start or pact.in_force or LONG_AGO, party.end or pact.end, day)
            for party in pact.parties
            if party.actor == actor
        ]
        return True if True in spells else (None if None in spells else False)

    # trigger, scope, conditions

    def applies(
        self,
        pact: Pact,
        commitment: Commitment,
        to: str,
        foe: str | None,
        fight: Fight,
        *,
        own: bool = False,
    ) -> bool | None:
        attacked = to == fight.victim
        event: bool | None = None
        if commitment.type in KEEP_OUT:
            event = self.keeping_out(commitment, attacked, fight)
        elif not attacked:
            event = self.for_the_attacker(commitment, fight)
        elif fight.helper:
            event = self.for_a_helper(pact, commitment, fight)
        elif commitment.type == "assurance":
            event = own
        else:
            event = self.for_the_attacked(commitment, fight)
        return both(
            event,
            own or pact.binding,
            not (attacked and commitment.type != "consultation" and self.authorised(fight)),
            *self.by_right(commitment, attacked, fight),
            self.right_attacker(pact, commitment, attacked, foe, fight),
            self.right_target(commitment, attacked, fight),
            self.right_place(pact, commitment, attacked, to, fight),
            *self.conditions_met(pact, commitment, attacked, to, foe, fight),
            None if fight.claimed else True,
        )

    def by_right(self, commitment: Commitment, attacked: bool, fight: Fight) -> list[bool | None]:
        """What is left of a promise if the force may be no attack."""
        left = {"none": True, "open": None, "ends": False}
        kind = commitment.type
        verdicts: list[bool | None] = [left[fight.consent]]
        if fight.answer == "ends":
            verdicts.append(not attacked)
        elif fight.answer == "open":
            turns = not self.regardless(commitment) and kind not in ("consultation", "offense")
            verdicts.append(None if turns else True)
        if attacked and kind not in ("consultation", "neutrality"):
            title = fight.title
            if title == "ends" and kind == "nonaggression":
                title = "ends" if fight.place.recognised == fight.attacker else "open"
            verdicts.append(left[title])
        return verdicts

    def event_of(self, commitment: Commitment) -> str | None:
        return commitment.trigger.event if commitment.trigger else None

    def regardless(self, commitment: Commitment) -> bool:
        return self.event_of(commitment) in ("war", "hostilities") and not (
            {"unprovoked", "article 51"} & set(commitment.conditions)
        )

    def happened(self, event: str, fight: Fight) -> bool | None:
        if event in ("threat", "any"):
            return True
        if fight.kind == "threat":
            return False
        if event == "war" and fight.kind != "war" and fight.target != "territory":
            return None
        return True

    def for_the_attacked(self, commitment: Commitment, fight: Fight) -> bool | None:
        event = self.event_of(commitment)
        if event is None:
            return True if commitment.type == "consultation" else None
        return self.happened(event, fight)

    def for_the_attacker(self, commitment: Commitment, fight: Fight) -> bool | None:
        event = self.event_of(commitment)
        if commitment.type == "offense":
            return None if event is None else fight.kind != "threat"
        if commitment.type == "consultation" and event in (None, "any"):
            return True
        return fight.helper and self.regardless(commitment)

    def for_a_helper(self, pact: Pact, commitment: Commitment, fight: Fight) -> bool | None:
        trigger = commitment.trigger
        if commitment.type == "offense":
            return trigger is not None
        if trigger is None:
            return False
        forces = "forces" in trigger.against and trigger.event in (
            "armed attack",
            "armed aggression",
        )
        if self.regardless(commitment):
            return True
        if not forces or commitment.scope is not None:
            return forces
        owner = fight.place.recognised
        return None if owner is None else self.party(pact, owner, fight.day)

    def keeping_out(self, commitment: Commitment, attacked: bool, fight: Fight) -> bool | None:
        event = self.event_of(commitment)
        if fight.kind == "threat" and event is None:
            return None
        if fight.kind == "threat" and event not in ("threat", "any"):
            return False
        charter = fight.day >= date(1945, 10, 24) and fight.kind != "threat"
        if commitment.type == "nonaggression" and charter and not attacked:
            return False
        if event in ("armed attack", "armed aggression") and not attacked:
            return False
        if event == "threat" and not attacked:
            return fight.provoked
        return self.happened(event or "any", fight)

    def right_attacker(
        self, pact: Pact, commitment: Commitment, attacked: bool, foe: str | None, fight: Fight
    ) -> bool | None:
        trigger = commitment.trigger
        if trigger is None:
            return True
        verdicts: list[bool | None] = []
        if trigger.by or trigger.by_allies_of:
            verdicts.append(None if foe is None else self.is_named(trigger, foe, fight.day))
        if trigger.future:
            verdicts.append(self.begins_after(pact, fight))
        if trigger.by_others:
            party = self.party(pact, foe, fight.day) if foe else None
            verdicts.append(None if party is None else not party)
        elif (
            attacked and not fight.helper and foe and self.argued(pact, commitment, foe, fight.day)
        ):
            verdicts.append(None)
        if trigger.supported_by:
            verdicts.append(self.supported(trigger, attacked, foe, fight))
        if attacked and trigger.event in ("armed attack", "armed aggression", "war", "hostilities"):
            verdicts.append(self.by_a_state(pact, fight))
        return both(*verdicts)

    def argued(self, pact: Pact, commitment: Commitment, foe: str | None, day: date) -> bool:
        """Whether it is argued if the clause means an attack by a party too."""
        trigger = commitment.trigger
        if commitment.type not in ("defense", "assistance") or commitment.to:
            return False
        if foe is None or trigger is None or trigger.by_parties or foe in trigger.by:
            return False
        inside = any(party.actor == foe for party in pact.parties)
        return inside and self.party(pact, foe, day) is not False

    def is_named(self, trigger: Trigger, foe: str, day: date) -> bool | None:
        if self.is_meant(trigger.by, foe):
            return True
        allied = [
            self.promised(foe, ally, "defense", day) for ally in trigger.by_allies_of if ally != foe
        ]
        return True if True in allied else None if None in allied else False

    def begins_after(self, pact: Pact, fight: Fight) -> bool | None:
        if pact.signed is None or pact.signed.start <= fight.begun <= pact.signed.end:
            return None
        return fight.begun > pact.signed.end

    def is_meant(self, named: tuple[str, ...], code: str) -> bool:
        known = self.world.actors.get(code)
        return code in named or (known is not None and known.continues in named)

    def at_war_with(self, code: str) -> set[str]:
        return {other for war in self.wars if code in war for other in war - {code}}

    def supported(
        self, trigger: Trigger, attacked: bool, foe: str | None, fight: Fight
    ) -> bool | None:
        """Whether one that the article means fights or threatens the promisee beside its foe."""
        if foe is None or fight.attacker is None:
            return None
        to = fight.victim if attacked else fight.attacker
        others = self.at_war_with(to) | {a for a, victim in self.threats if victim == to}
        return any(self.is_meant(trigger.supported_by, other) for other in others - {foe})

    def by_a_state(self, pact: Pact, fight: Fight) -> bool | None:
        known = self.world.actors.get(fight.attacker)
        if known is not None and known.kind not in ("armed group", "grouping", "person"):
            return True
        return True if self.made("recognition of the attack", pact, fight.victim) else None

    def right_target(self, commitment: Commitment, attacked: bool, fight: Fight) -> bool | None:
        trigger = commitment.trigger
        if not attacked or trigger is None or fight.target in trigger.against:
            return True
        if fight.target in ("networks", "satellites", "cables", "pipelines"):
            if trigger.event in ("threat", "any"):
                return True
            left_out = trigger.against and "territory" not in trigger.against
            return False if left_out and fight.target not in trigger.case_by_case else None
        return not trigger.against

    def right_place(
        self, pact: Pact, commitment: Commitment, attacked: bool, to: str, fight: Fight
    ) -> bool | None:
        scope = commitment.scope or self.usual_scope(
            commitment.trigger, commitment, attacked, fight
        )
        if scope is None:
            return True
        if set(scope.excludes) & fight.within:
            return False
        if set(scope.includes) & fight.within:
            return True
        if set(scope.unsettled) & fight.within:
            return None
        place, title = fight.place, True
        if fight.target == "territory" and attacked:
            title = self.titled(scope, place, to)  # type: ignore[assignment]
        area: bool | None = True
        if scope.areas:
            area = bool(set(scope.areas) & set(place.areas)) if place.areas else None
        owner = place.recognised
        sovereign = self.party(pact, owner, fight.day) if scope.of_parties and owner else True
        return both(title, area, sovereign)

    def usual_scope(
        self, trigger: Trigger | None, commitment: Commitment, attacked: bool, fight: Fight
    ) -> Scope | None:
        if not attacked or commitment.type in KEEP_OUT or fight.target != "territory":
            return None
        if trigger is None or trigger.event in ("threat", "any"):
            return None
        return Scope(title="recognised")

    def titled(self, scope: Scope, place: Territory, to: str) -> bool | None:
        if scope.title == "any":
            return True
        if scope.title == "administered":
            return None if place.administered is None else place.administered == to
        if place.recognised is None:
            unclear = place.note == "not coded" or to in place.claimed or place.administered == to
            return None if unclear else False
        if scope.title == "metropolitan" and not place.metropolitan:
            return False
        return place.recognised == to

    def conditions_met(
        self,
        pact: Pact,
        commitment: Commitment,
        attacked: bool,
        to: str,
        foe: str | None,
        fight: Fight,
    ) -> list[bool | None]:
        conditions = commitment.conditions
        verdicts: list[bool | None] = []
        if "unprovoked" in conditions:
            if attacked:
                verdicts.append(None if fight.provoked is None else not fight.provoked)
            else:
                verdicts.append(None if fight.provoked else False)
        if "article 51" in conditions:
            verdicts.append(attacked and fight.kind != "threat")
        if "two or more attackers" in conditions or "great power attacker" in conditions:
            verdicts.append(self.numbers(commitment, attacked, to, foe, fight))
        if commitment.once_helped_by:
            helping = self.at_war_with(foe) if foe else set()
            helped = any(self.is_meant(commitment.once_helped_by, other) for other in helping)
            verdicts.append(None if foe is None else helped)
        if "security council decision" in conditions:
            verdicts.append(self.made("security council decision", pact, fight.victim))
        elif "until security council acts" in conditions:
            verdicts.append(not self.made("security council measures", pact, fight.victim))
        return verdicts

    def numbers(
        self, commitment: Commitment, attacked: bool, to: str, foe: str | None, fight: Fight
    ) -> bool | None:
        if foe is None:
            return None
        foes = {foe}
        if "two or more attackers" in commitment.conditions:
            if self.regardless(commitment) or not attacked:
                foes |= self.at_war_with(to)
            else:
                foes |= {other for other, victim in self.attacks if victim == to}
        if "great power attacker" in commitment.conditions:
            foes = {code for code in foes if code in self.great_powers(fight.day)}
        return len(foes) >= (2 if "two or more attackers" in commitment.conditions else 1)

    def great_powers(self, day: date) -> set[str]:
        """Of the actors the random systems use."""
        spells = (
            ("USA", 1898, 9999),
            ("GBR", 1816, 9999),
            ("FRA", 1816, 1940),
            ("FRA", 1945, 9999),
        )
        return {code for code, first, last in spells if first <= day.year <= last}

    def made(self, kind: str, pact: Pact, victim: str) -> bool:
        return any(
            decision.kind == kind
            and decision.about in (None, victim)
            and (decision.pact is None or decision.pact in (pact.id, *pact.implements))
            for decision in self.situation.decisions
        )

    def authorised(self, fight: Fight) -> bool:
        return not fight.helper and any(
            decision.kind == "security council authorisation"
            and decision.about in (None, fight.victim)
            for decision in self.situation.decisions
        )

    def owes_help(self, actor: str, fight: Fight) -> bool:
        for pact in self.world.pacts.values():
            for article in pact.articles:
                for commitment in article.commitments:
                    if (
                        commitment.type in FIGHT
                        and actor in self.owers(pact, commitment)
                        and fight.victim in self.holders(pact, commitment)
                        and self.status(
                            pact, article, commitment, actor, fight.victim, fight.attacker, fight
                        )
                        == "owed"
                    ):
                        return True
        return False
