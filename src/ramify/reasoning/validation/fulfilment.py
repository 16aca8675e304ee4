"""Do they keep their word? Promises that interstate wars set off, and whether they were honoured.

The rule is in docs/fulfilment.md. Sources: Leeds, Long and Mitchell, Reevaluating
Alliance Reliability, Journal of Conflict Resolution 44 (2000); Berkemeier and Fuhrmann,
Reassessing the Fulfillment of Alliance Commitments in War, Research & Politics (2018).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ramify._value import Value
from ramify.reasoning.obligations.law.promises import promises_of
from ramify.reasoning.obligations.questions.dyad_years import Tie, ties
from ramify.world.disputes import DisputePart, WarPair
from ramify.world.pacts import Commitment, CommitmentType
from ramify.world.world import World

KINDS: tuple[CommitmentType, ...] = ("defense", "offense", "neutrality", "nonaggression")

_AT_ONCE = timedelta(days=14)
"""Attackers that open fire within a fortnight of the first count as attacking together."""
_IN_TIME = timedelta(days=240)
"""Eight months: by first combat, as the pairs have it, Britain and France fight Germany from
April 1940, and the Arab members of the coalition Iraq from February 1991."""
_FORCE = 4
"""The level of hostility of disputes from which force is used."""

_OUTBREAKS = (
    (106, "AUH", "SER", date(1914, 7, 28)),
    (211, "IRQ", "KWT", date(1990, 8, 2)),
)
"""Attacks that opened a war and that the pairs do not have as such: the First World War
begins there with Belgium, the Gulf War without Kuwait (Sarkees and Wayman 2010)."""


@dataclass(frozen=True, slots=True)
class Outbreak:
    """A state's entry into a war as one that attacks, or as one that is attacked."""

    war: int
    state: str
    attacks: bool
    on: date
    enemies: frozenset[str]


class Trial(Value):
    """A promise that a war set off, from one state to another, and whether it was kept."""

    war: int
    on: date
    actor: str
    to: str
    type: CommitmentType
    pacts: tuple[str, ...]
    honoured: bool | None
    """None: whether it was set off cannot be told from the files."""


def trials(
    world: World, wars: Iterable[WarPair], disputes: Iterable[DisputePart] = ()
) -> list[Trial]:
    """Every promise of a world's pacts that a war set off, with what became of it.

    Where `disputes` are given, nonaggression is held against uses of force short of war too.
    """
    pairs = list(wars)
    docket = _Docket(world)
    found: list[Trial] = []
    for outbreak in outbreaks(pairs):
        latest = outbreak.on + _IN_TIME
        fights = {
            (pair.actor, pair.against)
            for pair in pairs
            if pair.war == outbreak.war and pair.start.start <= latest
        }
        found += docket.hear(outbreak, fights)
    return found + list(docket.nonaggression([*pairs, *uses_of_force(disputes)]))


def uses_of_force(disputes: Iterable[DisputePart]) -> Iterator[WarPair]:
    """Force that the side that began a dispute used against those it began it with.

    Numbers are negative, so that no dispute is taken for a war.
    """
    parts: dict[int, list[DisputePart]] = defaultdict(list)
    for part in disputes:
        if part.originator:
            parts[part.dispute].append(part)
    for number, held in parts.items():
        for part in held:
            if part.side == "A" and (part.hostility or 0) >= _FORCE:
                for other in held:
                    if other.side == "B":
                        yield WarPair(
                            war=-number,
                            actor=part.actor,
                            against=other.actor,
                            role="initiator",
                            start=part.start,
                        )


def outbreaks(pairs: Iterable[WarPair]) -> Iterator[Outbreak]:
    """The states a war began with: those that attacked first and those that were attacked.

    Not those that joined one side or the other later of their own accord.
    """
    opened: dict[tuple[int, str, bool], list[tuple[date, str]]] = defaultdict(list)
    for pair in pairs:
        if pair.role in ("initiator", "target"):
            key = (pair.war, pair.actor, pair.role == "initiator")
            opened[key].append((pair.start.start, pair.against))
    for war, attacker, victim, on in _OUTBREAKS:
        if any(key[0] == war for key in list(opened)):
            for key in ((war, attacker, True), (war, victim, False)):
                opened[key] = [(on, victim if key[2] else attacker)]
    for (war, state, attacks), fronts in sorted(opened.items()):
        first = min(day for day, _ in fronts)
        enemies = frozenset(foe for day, foe in fronts if day - first <= _AT_ONCE)
        yield Outbreak(war, state, attacks, first, enemies)


class _Docket:
    """The promises of some pacts, by the one they were made to."""

    def __init__(self, world: World) -> None:
        self._lives = [life for life in world.lives if life.cow is not None]
        self._held: dict[str, list[tuple[Tie, Commitment]]] = defaultdict(list)
        for pact in world.pacts.values():
            made = {
                (promise.article.ref, promise.commitment.type, ower): promise.commitment
                for promise in promises_of(pact)
                for ower in promise.owers
            }
            for tie in ties(pact, KINDS):
                if tie.what and tie.article:
                    commitment = made[tie.article, tie.what, tie.actor]
                    self._held[tie.to].append((tie, commitment))

    def hear(self, outbreak: Outbreak, fights: set[tuple[str, str]]) -> Iterator[Trial]:
        """The promises to fight, or to keep out, that one state's entry into a war sets off."""
        eve = outbreak.on - timedelta(days=1)
        found: dict[tuple[str, CommitmentType], list[tuple[Tie, bool | None]]] = defaultdict(list)
        for tie, commitment in self._held[outbreak.state]:
            if tie.start <= eve <= tie.end and tie.what and _concerns(tie.what, outbreak):
                set_off = _set_off(commitment, outbreak)
                if set_off is not False and not _excused(tie, outbreak):
                    found[tie.actor, tie.what].append((tie, set_off))
        for (actor, kind), held in found.items():
            if not self._listed(actor, outbreak.on):
                continue
            certain = any(set_off for _, set_off in held)
            kept = _kept(actor, kind, outbreak, fights)
            yield Trial(
                war=outbreak.war,
                on=outbreak.on,
                actor=actor,
                to=outbreak.state,
                type=kind,
                pacts=tuple(sorted({tie.pact for tie, _ in held})),
                honoured=kept if certain else None,
            )

    def _listed(self, actor: str, on: date) -> bool:
        """Whether the lists of wars, which only have members of the system, could have it."""
        return any(life.id == actor and life.exists(on) is not False for life in self._lives)

    def nonaggression(self, fights: Iterable[WarPair]) -> Iterator[Trial]:
        """Promises not to attack: kept unless the giver began a fight with the one it made it to.

        Each is tried once, over the whole time for which two states owed it.
        """
        begun: dict[tuple[str, str], list[WarPair]] = defaultdict(list)
        for pair in fights:
            if pair.role in ("initiator", "joined initiator"):
                begun[pair.actor, pair.against].append(pair)
        for held in self._held.values():
            spans: dict[tuple[str, str], list[Tie]] = defaultdict(list)
            for tie, _ in held:
                if tie.what == "nonaggression":
                    spans[tie.actor, tie.to].append(tie)
            for (actor, to), own in spans.items():
                yield _not_attacked(actor, to, own, begun[actor, to])


def _not_attacked(actor: str, to: str, own: list[Tie], begun: list[WarPair]) -> Trial:
    broken = [pair for pair in begun if any(tie.start < pair.start.start <= tie.end for tie in own)]
    first = min(broken, key=lambda pair: pair.start, default=None)
    return Trial(
        war=first.war if first else 0,
        on=first.start.start if first else min(tie.start for tie in own),
        actor=actor,
        to=to,
        type="nonaggression",
        pacts=tuple(sorted({tie.pact for tie in own})),
        honoured=first is None,
    )


def _concerns(kind: CommitmentType, outbreak: Outbreak) -> bool:
    """Defense is for the attacked, offense for the attacker, neutrality for either."""
    if kind == "nonaggression":
        return False
    return kind == "neutrality" or (kind == "offense") is outbreak.attacks


def _set_off(commitment: Commitment, outbreak: Outbreak) -> bool | None:
    """Whether the war is one the promise speaks of; None where its limits are not coded."""
    trigger = commitment.trigger
    if trigger is None:
        return None
    if trigger.event == "armed attack" and outbreak.attacks:
        return False
    if trigger.by and not outbreak.enemies & set(trigger.by):
        return False
    return "two or more attackers" not in commitment.conditions or len(outbreak.enemies) > 1


def _excused(tie: Tie, outbreak: Outbreak) -> bool:
    """Whether the one promised to attacked the one that promised."""
    return outbreak.attacks and tie.actor in outbreak.enemies


def _kept(
    actor: str, kind: CommitmentType, outbreak: Outbreak, fights: set[tuple[str, str]]
) -> bool:
    """Whether an actor fought an enemy of the one it promised to, or kept from fighting it."""
    against = (actor, outbreak.state) in fights or actor in outbreak.enemies
    if kind == "neutrality":
        return not against
    foes = {foe for state, foe in fights if state == outbreak.state} | outbreak.enemies
    return not against and any((actor, foe) in fights for foe in foes)
