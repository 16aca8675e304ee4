"""Treaties of those at war whose text was not read: what they bind to is unknown."""

from __future__ import annotations

from collections import defaultdict

from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.situation import Situation
from ramify.world.pacts import Pact
from ramify.world.wording import listing


def unread(world: WorldLike, situation: Situation) -> list[str]:
    """A note for each unread treaty that may bind one of those who fight to somebody else.

    Without it, a dyad whose treaty nobody has coded would look like one without a treaty.
    """
    closed = [pact for pact in world.pacts.values() if not pact.read]
    texts: dict[str, list[str]] = defaultdict(list)
    for attack in situation.attacks:
        for pact in closed:
            if pact.holds(attack.until or situation.on) is not False:
                for what in _left_open(world, pact, (attack.victim, attack.attacker)):
                    texts[what].append(pact.short)
    return [_note(what, list(dict.fromkeys(names))) for what, names in texts.items()]


def _note(what: str, treaties: list[str]) -> str:
    if len(treaties) == 1:
        return f"the text of the {treaties[0]} was not read: whether it {what} is unknown"
    texts = listing(f"the {name}" for name in treaties)
    return f"the texts of {texts} were not read: whether one of them {what} is unknown"


def _left_open(world: WorldLike, pact: Pact, fighting: tuple[str, str | None]) -> list[str]:
    """What may be owed to each of those who fight by the treaty's other parties."""
    parties = [party.actor for party in pact.parties]
    said = ["forbids the attack"] if set(fighting) <= set(parties) else []
    for side in fighting:
        others = [code for code in parties if code not in fighting]
        if side in parties and others:
            names = listing(name_of(world.actors, code) for code in others)
            whom = name_of(world.actors, side)
            said.append(f"binds {names} to help {whom}")
    return said
