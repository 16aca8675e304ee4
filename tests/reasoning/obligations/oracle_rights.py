"""The oracle's other half: which wars are touched, and whether force is by right.

Written from docs/obligations.md. A verdict on force is `none` (it is an attack), `open` or `ends`
(it is none, and ends what is owed for it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ramify.reasoning.obligations import Attack, Situation
from ramify.world.actors import Territory
from ramify.world.pacts import Pact
from ramify.world.wars import War
from ramify.world.when import When, holds

CHARTER = date(1945, 10, 24)
LONG_AGO = When("0001")
FOUND = {"general assembly"}
NOTHING: dict[str, Any] = {
    "recognised": None, "claimed": (), "administered": None, "basis": None, "divided": (),
    "finding": None, "note": "not coded",
}  # fmt: skip
"""What is known of whose a place is on a day of which no row tells."""


def agreed(rows: list[Territory]) -> Territory:
    """What rows of one day say of a place: if they differ, only what all say."""
    told = {name: {getattr(row, name) for row in rows} for name in NOTHING if name != "note"}
    if all(len(values) == 1 for values in told.values()):
        return rows[0]
    same = {name: values.pop() for name, values in told.items() if len(values) == 1}
    return rows[0].model_copy(update={**NOTHING, **same})


@dataclass(frozen=True)
class Fight:
    """One fights another; `helper`: the victim came to help and is fought for it."""

    attacker: str | None
    victim: str
    day: date
    begun: date
    place: Territory
    within: frozenset[str]
    target: str
    kind: str
    provoked: bool | None
    claimed: bool
    helper: bool
    later: bool = False
    """Made by somebody's joining, not given."""
    answer: str = "none"
    consent: str = "none"
    title: str = "none"

    @property
    def settled(self) -> bool:
        return "ends" in (self.answer, self.consent)

    @property
    def right(self) -> bool | None:
        said = (self.answer, self.consent, self.title)
        if "ends" in said:
            return True
        return None if "open" in said or self.claimed else False


@dataclass(frozen=True)
class Use:
    attack: Attack
    day: date
    begun: date
    asked: bool
    war: War | None = None
    before: bool = False


class Rights:
    world: Any
    situation: Situation
    known: bool
    attacks: set[tuple[str, str]]
    threats: set[tuple[str, str]]
    wars: set[frozenset[str]]

    # the wars that are touched

    def uses(self) -> list[Use]:
        asked = [self.asked_use(attack) for attack in self.declared()]
        told = {(use.attack.attacker, use.attack.victim) for use in asked}
        found: dict[tuple[str, str, str], Use] = {}
        for use in asked:
            for war, a, v in self.touched(use) if self.known else ():
                if (a, v) not in told and (war.id, a, v) not in found:
                    day = min(war.start.start, self.situation.on)
                    over = None
                    if war.end and war.ends is None and war.end.end < self.situation.on:
                        over = war.end.end
                    attack = Attack(
                        attacker=a,
                        victim=v,
                        on=day,
                        until=over,
                        place=war.place,
                        kind=war.kind,
                        provoked=False if war.finding in FOUND else None,
                    )
                    found[war.id, a, v] = Use(attack, day, day, asked=False, war=war)
        return sorted([*found.values(), *asked], key=lambda use: (use.day, use.asked))

    def declared(self) -> list[Attack]:
        attacks = list(self.situation.attacks)
        for decision in self.situation.decisions:
            if decision.kind != "declaration of war" or not decision.about:
                continue
            same = [a for a in attacks if (a.attacker, a.victim) == (decision.by, decision.about)]
            if same:
                changed = same[0].model_copy(update={"kind": "war"})
                attacks[attacks.index(same[0])] = changed
            else:
                declared = Attack(
                    attacker=decision.by, victim=decision.about, on=decision.on, kind="war"
                )
                attacks.append(declared)
        return attacks

    def asked_use(self, attack: Attack) -> Use:
        day = attack.on or self.situation.on
        plain = Use(attack, day, day, asked=True)
        if not self.known or attack.attacker is None or attack.kind == "threat":
            return plain
        pair = (attack.attacker, attack.victim)
        own = [w for w in self.world.wars if pair in w.pairs and w.holds(day) is not False]
        if not own:
            later = [
                w
                for w in self.world.wars
                if pair[::-1] in w.pairs
                and day < w.start.start <= self.situation.on
                and w.holds(self.situation.on) is not False
            ]
            return replace(plain, war=None, before=bool(later))
        war = max(own, key=lambda w: (w.holds(day) is True, w.start))
        changed: dict[str, Any] = {}
        if attack.provoked is None and war.finding in FOUND:
            changed["provoked"] = False
        if attack.kind == "armed attack" and war.kind == "war":
            changed["kind"] = "war"
        if attack.place is None and war.start.start <= day <= war.start.end:
            changed["place"] = war.place
        begun = day if attack.on else min(day, war.start.start)
        return Use(attack.model_copy(update=changed), day, begun, asked=True, war=war)

    def touched(self, use: Use) -> list[tuple[War, str, str]]:
        attacker, victim = use.attack.attacker, use.attack.victim
        if attacker is None:
            return []
        found = []
        for war in self.world.wars:
            if victim not in (*war.attacker, *war.victim):
                continue
            later = (
                use.before
                and (victim, attacker) in war.pairs
                and use.day < war.start.start <= self.situation.on
                and war.holds(self.situation.on) is not False
            )
            if not (later or war is use.war or war.holds(use.day) is not False):
                continue
            by_victim = [pair for pair in war.pairs if pair[0] == victim]
            direct = [pair for pair in by_victim if pair[1] == attacker]
            others = [pair for pair in by_victim if self.asked(pair[1])]
            found += [(war, *pair) for pair in direct or others]
            if war.joins and (direct or war is use.war):
                joined = self.war(war.joins)
                if joined.holds(use.day) is False:
                    continue
                helped = (*war.in_defence_of, *war.victim)
                found += [
                    (joined, a, v)
                    for a, v in joined.pairs
                    if {a, v} & {attacker, victim} and v in helped
                ]
        return found

    def war(self, code: str) -> War:
        found: War = next(war for war in self.world.wars if war.id == code)
        return found

    def allowed(self, war: War) -> bool | None:
        joined = self.war(war.joins) if war.joins else None
        helps = joined and not set(joined.attacker) & set(war.victim)
        if joined and helps and joined.finding in FOUND and not war.in_defence_of:
            return False
        if war.finding == "disputed":
            return None
        return bool(war.in_defence_of or war.authorised_by or war.invited_by)

    # how it begins

    def first_fights(self) -> list[Fight]:
        uses = self.uses()
        begun: set[str | None] = set()
        for use in uses:
            if use.attack.attacker is None or use.attack.victim not in begun:
                self.enter(use.attack)
            if use.attack.kind != "threat":
                begun.add(use.attack.attacker)
        self.right: set[tuple[str, str]] = set()
        before: list[tuple[Use, Fight]] = []
        asked: list[Fight] = []
        hosts: list[Fight] = []
        opened: list[Use] = []
        for use in uses:
            fight = self.fight(use)
            answer, defended, past = self.answer(use, fight, before)
            if fight.attacker is not None:
                consent, title = self.consent(fight, use.war), self.title(fight)
                fight = replace(fight, answer=answer, consent=consent, title=title)
            before.append((use, fight))
            self.judged(fight)
            if fight.answer == "none" and fight.consent == "none":
                self.enter(use.attack)
            if use.asked:
                asked.append(fight)
            if answer != "none" and fight.attacker is not None:
                self.wars.add(frozenset((fight.attacker, fight.victim)))
                if answer == "ends" and defended not in (None, fight.attacker) and use.asked:
                    asked.append(self.next(fight, fight.victim, fight.attacker, helper=True))
            if answer == "open" and use.asked and past is not None:
                opened.append(past)
            host = self.host(fight)
            if host is not None:
                hosts.append(self.on_host(fight, host))
        known = [fight for use, fight in before if not use.asked and use in opened]
        return [*asked, *hosts, *known]

    def next(self, fight: Fight, attacker: str, victim: str, *, helper: bool) -> Fight:
        same = victim == fight.victim
        return Fight(
            attacker=attacker,
            victim=victim,
            day=fight.day,
            begun=fight.begun,
            place=fight.place,
            within=fight.within,
            target="forces" if helper else fight.target,
            kind="war",
            provoked=False if helper else fight.provoked,
            claimed=fight.claimed,
            helper=helper,
            later=True,
            title=fight.title if same and not helper else "none",
        )

    def judged(self, fight: Fight) -> None:
        if fight.attacker is None or fight.kind == "threat":
            return
        if fight.right is True:
            self.right.add((fight.attacker, fight.victim))
        elif fight.right is False:
            self.right.add((fight.victim, fight.attacker))

    def enter(self, attack: Attack) -> None:
        if attack.attacker and attack.kind == "threat":
            self.threats.add((attack.attacker, attack.victim))
        elif attack.attacker:
            self.attacks.add((attack.attacker, attack.victim))
            self.wars.add(frozenset((attack.attacker, attack.victim)))

    # answers

    def answer(
        self, use: Use, fight: Fight, before: list[tuple[Use, Fight]]
    ) -> tuple[str, str | None, Use | None]:
        """The verdict, whom it defends, and the use of force that it answers."""
        if fight.attacker is None:
            return "none", None, None
        if use.war is not None and (not use.asked or self.allowed(use.war)):
            allowed = self.allowed(use.war)
            verdict = {True: "ends", None: "open", False: "none"}[allowed]
            helped = use.war.in_defence_of[0] if allowed and use.war.in_defence_of else None
            return verdict, helped, None
        found: list[tuple[str, str | None, Use | None]] = []
        for past, first in before:
            answers = first.attacker == fight.victim and first.kind != "threat"
            if not answers or first.right is True:
                continue
            verdict = self.defends(first, fight)
            unsure = past.war and not past.asked and past.war.holds(use.day) is None
            if verdict != "none":
                found.append(("open" if unsure else verdict, first.victim, past))
        if use.before:
            found.append(("open", None, None))
        sure = [one for one in found if one[0] == "ends"]
        return (sure or found or [("none", None, None)])[0]

    def defends(self, first: Fight, fight: Fight) -> str:
        own = first.victim == fight.attacker
        if not own:
            charter = fight.day >= CHARTER
            assert fight.attacker
            if not self.owes_help(fight.attacker, first):
                if not charter:
                    return "none"
                if not self.asked(first.victim):
                    return "open"
        return "open" if first.right is None else "ends"

    def owes_help(self, actor: str, fight: Fight) -> bool:
        raise NotImplementedError

    def asked(self, victim: str) -> bool:
        return any(
            decision.kind == "request of the victim" and victim in (decision.by, decision.about)
            for decision in self.situation.decisions
        )

    # consent, title, hosts

    def consent(self, fight: Fight, war: War | None) -> str:
        if fight.kind == "threat" or fight.place.recognised not in (None, fight.victim):
            return "none"
        verdict = "none"
        for made in self.situation.decisions:
            if self.lets(made, fight.victim, fight.attacker, fight.day):
                sure = made.by == (made.about or made.by) and not made.disputed
                if sure and not self.gainsaid(war):
                    return "ends"
                verdict = "open"
        return verdict

    def gainsaid(self, war: War | None) -> bool:
        """Whether the right to a known war is disputed, or was found against it."""
        return war is not None and (war.disputed == "right to it" or war.finding in FOUND)

    def lets(self, made: Any, host: str, guest: str | None, day: date) -> bool:
        return (
            made.kind == "consent of the host"
            and (made.about or made.by) == host
            and made.to in (None, guest)
            and (made.on is None or made.on <= day)
            and (made.until is None or day < made.until)
        )

    def title(self, fight: Fight) -> str:
        place, victim, owner = fight.place, fight.victim, fight.place.recognised
        if owner == victim or (victim, owner) in self.right:
            return "none"
        if fight.target == "territory" and owner != fight.attacker:
            return "none"
        if place.note == "not coded":
            return "open"
        if place.administered == victim and place.basis == "occupation":
            return "ends"
        if owner is None or place.administered == victim:
            return "none"
        for made in self.situation.decisions:
            if self.lets(made, owner, victim, fight.day):
                sure = made.by == (made.about or made.by) and not made.disputed
                return "none" if sure else "open"
        entered = self.entered(fight, owner)
        if entered is not None:
            allowed = self.allowed(entered)
            if allowed is None:
                return "ends" if owner == fight.attacker else "open"
            return "none" if allowed else "ends"
        if self.promised(owner, victim, "basing", fight.day):
            return "none"
        crossed = owner == fight.attacker and fight.target == "aircraft"
        if not crossed and self.allies(owner, victim, fight.day):
            return "none"
        return "ends" if owner == fight.attacker else "none"

    def entered(self, fight: Fight, owner: str) -> War | None:
        within = {owner, *fight.within}
        for war in self.world.wars if self.known else ():
            there = owner in war.victim or war.place in within
            if fight.victim in war.attacker and there and war.holds(fight.begun):
                found: War = war
                return found
        return None

    def allies(self, one: str, other: str, day: date) -> bool:
        pairs = (one, other), (other, one)
        return any(self.promised(*pair, "defense", day) for pair in pairs)

    def promised(self, ower: str, holder: str, kind: str, day: date) -> bool | None:
        """Whether a promise of a kind is in force from one to the other."""
        found = [
            self.in_force(pact, commitment, ower, holder, day)
            for pact in self.world.pacts.values()
            if not self.forgotten(pact, day)
            for article in pact.articles
            for commitment in article.commitments
            if commitment.type == kind
            and ower in self.owers(pact, commitment)
            and holder in self.holders(pact, commitment)
        ]
        return True if True in found else None if None in found else False

    def forgotten(self, pact: Pact, day: date) -> bool:
        raise NotImplementedError

    def in_force(self, pact: Pact, commitment: Any, actor: str, to: str, day: date) -> bool | None:
        raise NotImplementedError

    def owers(self, pact: Pact, commitment: Any) -> tuple[str, ...]:
        raise NotImplementedError

    def holders(self, pact: Pact, commitment: Any) -> tuple[str, ...]:
        raise NotImplementedError

    def host(self, fight: Fight) -> str | None:
        host = fight.place.recognised
        if fight.target != "forces" or fight.kind == "threat" or fight.attacker is None:
            return None
        if host in (None, fight.victim, fight.attacker) or fight.title != "none":
            return None
        assert host is not None
        if any(frozenset((host, side)) in self.wars for side in (fight.victim, fight.attacker)):
            return None
        decisions = self.situation.decisions
        lets = any(self.lets(made, host, fight.attacker, fight.day) for made in decisions)
        return None if lets else host

    def on_host(self, fight: Fight, host: str) -> Fight:
        assert fight.attacker is not None
        self.wars.add(frozenset((fight.attacker, host)))
        if fight.answer == "none":
            self.attacks.add((fight.attacker, host))
        return replace(
            fight,
            victim=host,
            target="territory",
            provoked=False if fight.provoked is False else None,
            answer="none" if fight.answer == "none" else "open",
            consent="none",
        )

    # places

    def fight(self, use: Use) -> Fight:
        attack = use.attack
        day = attack.until or self.situation.on
        place = self.place(attack.place or attack.victim, day, spells=attack.place is not None)
        within = [place.id]
        above = place.within
        while above and above not in within:
            within.append(above)
            rows = self.world.territories.get(above)
            above = rows[0].within if rows else None
        return Fight(
            attacker=attack.attacker,
            victim=attack.victim,
            day=day,
            begun=use.begun,
            place=place,
            within=frozenset(within),
            target=attack.target,
            kind=attack.kind,
            provoked=attack.provoked,
            claimed=attack.claimed,
            helper=False,
        )

    def place(self, code: str, day: date, *, spells: bool) -> Territory:
        rows = self.world.territories.get(code, ()) if spells else ()
        held = [row for row in rows if holds(row.start or LONG_AGO, row.end, day)]
        if rows:
            return agreed(held) if held else rows[0].model_copy(update=NOTHING)
        actor = self.world.actors[code]
        return Territory(id=code, name=code, recognised=code, administered=code, areas=actor.areas)
