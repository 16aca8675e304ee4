"""What is expected of an organisation that the documents name: of its members, as only states have
rates.

With pₙ the chance of its n-th member, ∑ pₙ members are expected to act, whether they hang together
or not. That at least one does has the chance 1 − ∏ (1 − pₙ) if they are independent; the more alike
they act, the less it is, but never less than the chance of the likeliest, which is told with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING

from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.voices.third_states import HOSTILE, Aftermath
from ramify.world.system import System
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.reactions.answering import ThirdState


_OF_ALL = "UNSC"
"""An organ that acts for all states, though few are members."""


def is_bloc(code: str, system: System) -> bool:
    """Whether an actor is an organisation or a grouping that stands beside other states: none that
    most of them are members of, and no region or vague whole.

    >>> from ramify.world.world import World
    >>> system = World.packaged().at("2024-06-30")
    >>> [code for code in ("NATO", "UN", "UNSC", "EUROPE", "IP4") if is_bloc(code, system)]
    ['NATO', 'IP4']
    """
    kind, members = system.actors[code].kind, len(system.members(code))
    if code == _OF_ALL or 2 * members > len(system.states):
        return False
    return kind == "organisation" or (kind == "grouping" and members > 0)


def members_line(code: str, after: Aftermath, system: System) -> ExpectedLine:
    """Hostile acts of members, against the side of the event that more of them are expected to be
    hostile to; not known of an organisation without members on file, and of one that a side is a
    member of.

    Args:
        code: id of an organisation or a grouping.
    """
    members = [m.member for m in system.members(code) if m.status == "member"]
    sides = [after.reaction(side, HOSTILE) for side in after.sides]
    of = [[s for s in found.states if s.actor in members] for found in sides]
    found, states = max(zip(sides, of, strict=True), key=lambda one: sum(s.chance for s in one[1]))
    question = (found.side, HOSTILE, found.horizon)
    if why := _not_known(after, members, states):
        return after.line("members", (code,), after.name(code), question, NotKnown(reason=why))
    least = max(s.chance for s in states)
    return after.line(
        "members", (code,), f"{after.name(code)} members", question,
        Probability(
            chance=1.0 - prod(1.0 - s.chance for s in states),
            base_rate=1.0 - prod(1.0 - s.usual for s in states),
        ),
        (_count(states, len(members)),),
        shown=(f"at least {least:.0%}, the chance of the likeliest, however alike members act",),
    )  # fmt: skip


def _not_known(
    after: Aftermath, members: Sequence[str], states: Sequence[ThirdState]
) -> str | None:
    inside = [after.name(side) for side in after.sides if side in members]
    if inside:
        return f"{listing(inside)} {'are members' if len(inside) > 1 else 'is a member'} of it"
    if not members:
        return "no members of it are on file"
    return None if states else "none of its members has a rate"


def _count(states: Sequence[ThirdState], members: int) -> str:
    """How many are expected to act, beside the usual."""
    count, usual = sum(s.chance for s in states), sum(s.usual for s in states)
    rated = f" with rates ({members} in all)" if len(states) < members else ""
    return f"{count:.0f} of {len(states)}{rated}, usually {usual:.0f}"
