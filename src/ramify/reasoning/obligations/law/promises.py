"""The book of promises: every commitment ever signed, as it stands on one day, by holder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import Literal

from ramify.reasoning.obligations.answer import Reason, ReasonKind
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.law.bonds import ALWAYS, Bonds, Givers, Owers, surest
from ramify.reasoning.obligations.law.lifetimes import (
    PactWords,
    joins_later,
    life_of,
    membership_of,
    remembered,
    span,
    spells_of,
)
from ramify.record.evidence import ArticleEvidence, SourceEvidence
from ramify.world.actors import Membership
from ramify.world.pacts import Article, Commitment, CommitmentType, Condition, Pact, Target
from ramify.world.when import holds

FORCE = frozenset({"defense", "offense", "guarantee"})
"""Promises to fight: whoever honours one is at war."""
DEFENDS = frozenset({"defense", "guarantee"})
"""Of these, promises to fight for the one attacked."""
Side = Literal["victim", "attacker"]
RESTRAINT = frozenset({"neutrality", "nonaggression"})
"""Promises not to fight."""

STAYING: frozenset[Condition] = frozenset({
    "constitutional processes", "own laws", "article 51", "until security council acts",
    "consultation first", "joint decision", "recognition of the attack", "request of the victim",
})  # fmt: skip
"""Conditions that shape a duty, or that a decision may meet; the others end it or fall away."""

PlaceKey = tuple["Promise", Side, str | None, Target, bool, bool, str, bool]
"""A promise, the side and actor it protects, what was struck, if it was only threatened, if where
is assumed, where, and if the place alone is asked for."""

CHARTER = date(1945, 10, 24)
"""The day the UN Charter, and with it Article 51, came into force."""


@dataclass(frozen=True, eq=False)
class Promise:
    """A commitment with the article and pact it stands in, and who may owe or hold it."""

    pact: Pact
    article: Article
    commitment: Commitment
    owers: tuple[str, ...]
    holders: tuple[str, ...]
    bound_to: frozenset[str | None]
    """The owers, as a set."""
    evidence: ArticleEvidence
    reads: Reason
    """What the article says, as the reason that closes every list."""
    place: int
    """Its place among the commitments of the article."""

    def reason(
        self, kind: ReasonKind, holds: bool | None, words: str, in_short: str | None = None
    ) -> Reason:
        """A reason that rests on the article."""
        said = {"kind": kind, "holds": holds, "words": words, "of_pact": None}
        rest = {"in_short": in_short, "citing": None, "evidence": self.evidence}
        return Reason.trusted({**said, **rest})

    @cached_property
    def staying(self) -> tuple[Condition, ...]:
        """The conditions that stay with the duty as long as nothing is decided."""
        return tuple(c for c in self.commitment.conditions if c in STAYING)

    @cached_property
    def regardless(self) -> bool:
        """Worded on war as such, whoever began it."""
        trigger = self.commitment.trigger
        return (
            trigger is not None
            and trigger.event in ("war", "hostilities")
            and not {"unprovoked", "article 51"} & set(self.commitment.conditions)
        )

    @cached_property
    def for_attackers(self) -> bool:
        """Whether it may bind its givers though its holder is the one that attacks."""
        trigger, kind = self.commitment.trigger, self.commitment.type
        if kind == "consultation":
            return trigger is None or trigger.event == "any"
        return kind == "offense" or kind in RESTRAINT

    @cached_property
    def in_any_war(self) -> bool:
        """Whether any war of a holder may set it off, also one that it began."""
        return self.commitment.type in FORCE and (
            self.commitment.type == "offense" or self.regardless
        )

    @cached_property
    def in_war(self) -> bool:
        """Whether a holder's war may set it off though nobody attacked the holder at home."""
        trigger = self.commitment.trigger
        forces = trigger is not None and "forces" in trigger.against
        return self.in_any_war or (self.commitment.type in FORCE and forces)

    @cached_property
    def ripens(self) -> bool:
        """Whether it turns on who else fights, and so may bind in a later round."""
        held = self.commitment
        return (
            "two or more attackers" in held.conditions
            or bool(held.once_helped_by)
            or (held.trigger is not None and bool(held.trigger.supported_by))
            or (held.trigger is not None and held.trigger.by_joined)
        )


class Book:
    """The promises that had been signed by a day, and the standing of each between two actors."""

    def __init__(self, world: WorldLike, on: date) -> None:
        self.world, self.on = world, on
        self.places: dict[PlaceKey, tuple[Reason, ...]] = {}
        """What has been found of places struck, by promise."""
        self.members: dict[tuple[str, str], Reason | None] = {}
        """What has been found of members, by group and member."""
        self.bonds = Bonds(on)
        self._binding: dict[tuple[str, str], Reason] = {}
        self._parties: dict[str, frozenset[str]] = {}
        self._owing: dict[Promise, Givers] = {}
        self._owers: dict[tuple[Promise, str], Owers] = {}
        self._asked: dict[tuple[Promise, str], frozenset[str]] = {}
        self._ties: dict[tuple[str, str, CommitmentType], bool | None] = {}

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """The promises of pacts signed by the day, but for those that ended long before."""
        made = _made(self.world)
        kept = (pact.id for pact in self.world.pacts.values() if remembered(pact, self.on))
        return tuple(promise for pact in kept for promise in made(pact))

    @cached_property
    def held(self) -> dict[str, tuple[Promise, ...]]:
        """The promises by who may hold them."""
        return _by_holder(self.promises)

    @cached_property
    def defending(self) -> dict[str, list[tuple[Promise, Givers]]]:
        """The promises to fight for the one attacked, by who holds them, and whom each binds."""
        found: dict[str, list[tuple[Promise, Givers]]] = defaultdict(list)
        for promise in self.promises:
            if promise.commitment.type in DEFENDS and any(givers := self._given(promise)):
                for holder in promise.holders:
                    held = self.bonds.held(promise.pact, promise.commitment, holder)
                    if held is not False:
                        found[holder].append((promise, givers.to(held)))
        return dict(found)

    @cached_property
    def held_attacking(self) -> dict[str, tuple[Promise, ...]]:
        """Of these, the promises that may bind others to a holder that attacks."""
        return _only(self.held, lambda promise: promise.for_attackers)

    def held_in_war(self, side: Side) -> dict[str, tuple[Promise, ...]]:
        """Of these, the promises to fight that one who helps a victim, or its foe, can set off."""
        return self._held_helping if side == "victim" else self._held_at_war

    @cached_property
    def _held_helping(self) -> dict[str, tuple[Promise, ...]]:
        return _only(self.held, lambda promise: promise.in_war)

    @cached_property
    def _held_at_war(self) -> dict[str, tuple[Promise, ...]]:
        return _only(self.held, lambda promise: promise.in_any_war)

    @cached_property
    def held_ripening(self) -> dict[str, tuple[Promise, ...]]:
        """Of these, the promises that turn on who else fights."""
        return _only(self.held, lambda promise: promise.ripens)

    def held_apart(self, side: Side) -> dict[str, tuple[Promise, ...]]:
        """Of these, the promises not to fight that keep others from fighting the one on a side.

        Since the Charter, to help the victim of an attack is no aggression against the attacker.
        """
        if side == "attacker" and self.on >= CHARTER:
            return self._held_neutral
        return self._held_restraining

    @cached_property
    def _held_neutral(self) -> dict[str, tuple[Promise, ...]]:
        return _only(self.held, lambda promise: promise.commitment.type == "neutrality")

    @cached_property
    def _held_restraining(self) -> dict[str, tuple[Promise, ...]]:
        return _only(self.held, lambda promise: promise.commitment.type in RESTRAINT)

    @cached_property
    def universal(self) -> tuple[Promise, ...]:
        """Promises in the charters of organisations, which stand for all their members."""
        return tuple(
            promise
            for promise in self.promises
            if promise.owers == (promise.pact.group,) and promise.pact.holds(self.on)
        )

    @cached_property
    def memberships(self) -> dict[tuple[str, str], tuple[Membership, ...]]:
        """Full memberships at any time, by group and member."""
        found: dict[tuple[str, str], list[Membership]] = defaultdict(list)
        for row in self.world.memberships:
            if row.status == "member":
                found[row.group, row.member].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Actors that do not exist on the day, in none of their lives."""
        lived: dict[str, bool] = {}
        for life in self.world.lives:
            alive = holds(life.start or ALWAYS, life.end, self.on) is not False
            lived[life.id] = lived.get(life.id, False) or alive
        return frozenset(code for code, alive in lived.items() if not alive)

    def owers(self, promise: Promise, holder: str) -> Owers:
        """Who may owe a promise to one of its holders, and how each is bound on the day."""
        found = self._owers.get((promise, holder))
        if found is None:
            groups: dict[bool | None, dict[str, Reason]] = {True: {}, None: {}, False: {}}
            for code in promise.owers:
                if code != holder and code not in self.gone:
                    standing = self.standing(promise, code, holder)
                    if standing.holds is not False or not joins_later(promise.pact, code, self.on):
                        groups[standing.holds][code] = standing
            found = self._owers[promise, holder] = Owers(*groups.values())
        return found

    def owing(self, promise: Promise, holder: str) -> Givers:
        """The owers who are bound to a holder and those who may be, without the reasons."""
        held = self.bonds.held(promise.pact, promise.commitment, holder)
        return self._given(promise).to(held)

    def _given(self, promise: Promise) -> Givers:
        """The owers who are bound to whoever holds a promise, and those who may be."""
        found = self._owing.get(promise)
        if found is None:
            owers = (code for code in promise.owers if code not in self.gone)
            found = self._owing[promise] = self.bonds.owing(promise.pact, promise.commitment, owers)
        return found

    def asked(self, promise: Promise, holder: str) -> frozenset[str]:
        """Those of the owers who are bound, or may be."""
        found = self._asked.get((promise, holder))
        if found is None:
            owers = self.owers(promise, holder)
            found = self._asked[promise, holder] = frozenset((*owers.bound, *owers.open))
        return found

    def allied(self, actor: str, other: str) -> bool | None:
        """Whether one has promised another its defense; None if that may be so."""
        return self._tied(actor, other, "defense")

    def based(self, host: str, guest: str) -> bool:
        """Whether a host has let a guest station forces."""
        return bool(self._tied(host, guest, "basing"))

    def allies(self, one: str, other: str) -> bool:
        """Whether one of two is to defend the other."""
        return bool(self.allied(one, other) or self.allied(other, one))

    def _tied(self, ower: str, holder: str, kind: CommitmentType) -> bool | None:
        """Whether a promise of a kind is in force from one to another."""
        key = (ower, holder, kind)
        if key not in self._ties:
            found: bool | None = False
            for promise in self.held.get(holder, ()):
                if promise.commitment.type == kind and ower in promise.bound_to:
                    found = surest(found, self.binds(promise, ower, holder))
            self._ties[key] = found
        return self._ties[key]

    def bound(self, pact: Pact, actor: str) -> bool | None:
        """Whether an actor is a party on the day; None if that is not known."""
        return self.bonds.of(pact).get(actor, False)

    def binds(self, promise: Promise, ower: str, holder: str) -> bool | None:
        """Whether a promise is in force between two actors on the day; None if it is not known."""
        return self.bonds.between(promise.pact, promise.commitment, ower, holder)

    def parties(self, pact: Pact) -> frozenset[str]:
        """The parties of a pact on the day, with those that may be."""
        if pact.id not in self._parties:
            codes = {party.actor for party in pact.parties} - self.gone
            bound = (code for code in codes if self.bound(pact, code) is not False)
            self._parties[pact.id] = frozenset(bound)
        return self._parties[pact.id]

    def standing(self, promise: Promise, ower: str, holder: str) -> Reason:
        """Whether a promise is in force between two actors on the day."""
        verdict = self.binds(promise, ower, holder)
        if verdict is True:
            return self._in_force(promise.pact, ower)
        said = next(words for found, words in self._verdicts(promise, ower, holder)
                    if found is verdict)()  # fmt: skip
        return Reason(
            kind="not in force", holds=verdict, words=said.words, of_pact=said.of_pact,
            in_short=said.in_short, evidence=SourceEvidence(citation=promise.pact.sources[0]),
        )  # fmt: skip

    def _in_force(self, pact: Pact, ower: str) -> Reason:
        """That a pact binds one of its parties: one value for all promises to all holders."""
        found = self._binding.get((pact.id, ower))
        if found is None:
            words = f"{pact.short} binds {name_of(self.world.actors, ower)} on {self.on}"
            evidence = SourceEvidence(citation=pact.sources[0])
            found = Reason(kind="in force", holds=True, words=words, evidence=evidence)
            self._binding[pact.id, ower] = found
        return found

    def _verdicts(
        self, promise: Promise, ower: str, holder: str
    ) -> Iterator[tuple[bool | None, Callable[[], PactWords]]]:
        """What must hold, and the words if it does not: the pact, the article, who is a party."""
        pact, commitment = promise.pact, promise.commitment
        yield pact.holds(self.on), partial(life_of, pact, self.on)
        if commitment.start or commitment.end:
            start, end = commitment.start or pact.in_force, commitment.end or pact.end
            yield holds(start, end, self.on), lambda: PactWords(span("the article", start, end))
        third = bool(commitment.to) and not spells_of(pact, holder)
        for actor in (ower,) if third else (ower, holder):
            name = name_of(self.world.actors, actor)
            yield self.bound(pact, actor), partial(membership_of, pact, actor, name)


@lru_cache(maxsize=4)
def _made(world: WorldLike) -> Callable[[str], list[Promise]]:
    """The promises of each pact of a world by its id, made when they are first asked for."""
    return cache(lambda pact: promises_of(world.pacts[pact]))


@lru_cache(maxsize=16)
def open_book(world: WorldLike, on: date) -> Book:
    """The book of a day; those last opened are kept."""
    return Book(world, on)


def _by_holder(promises: Iterable[Promise]) -> dict[str, tuple[Promise, ...]]:
    found: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        for holder in promise.holders:
            found[holder].append(promise)
    return {holder: tuple(kept) for holder, kept in found.items()}


def _only(
    held: dict[str, tuple[Promise, ...]], wanted: Callable[[Promise], bool]
) -> dict[str, tuple[Promise, ...]]:
    found = {holder: tuple(filter(wanted, promises)) for holder, promises in held.items()}
    return {holder: promises for holder, promises in found.items() if promises}


def promises_of(pact: Pact) -> list[Promise]:
    """The promises of a pact's articles, whenever they held."""
    parties = tuple(dict.fromkeys(party.actor for party in pact.parties))
    found = []
    for article in pact.articles:
        cited = f"{pact.name}, {article_name(article.ref)}"
        evidence = ArticleEvidence(pact=pact.id, article=article.ref, citation=cited, named=True)
        reads = Reason(kind="promise", holds=True, words=article.says, evidence=evidence)
        for place, commitment in enumerate(article.commitments):
            owers, holders = commitment.by or parties, commitment.to or parties
            found.append(
                Promise(
                    pact=pact,
                    article=article,
                    commitment=commitment,
                    owers=owers,
                    holders=holders,
                    bound_to=frozenset(owers),
                    evidence=evidence,
                    reads=reads,
                    place=place,
                )
            )
    return found
