"""What an event adds, and who else reacts, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reasoning.dynamics.answers import Consequences
from ramify.reasoning.dynamics.describe import Listing, chance_words, count_words
from ramify.reasoning.dynamics.reactions.answering import SideReaction
from ramify.reasoning.dynamics.source import label
from ramify.world.world import World

DOES = {"hostile": "takes hostile steps against", "other": "acts otherwise towards"}


def describe_consequences(found: Consequences, most: int = 10) -> Listing:
    """What an event adds between its sides, in words, with what is left out."""
    q, told = found.question, found.additions[:most]
    rows = tuple(
        (
            f"{_name(one.after.actor or '')} → {_name(one.after.target or '')}: "
            f"{label(one.after.action or '')}",
            chance_words(one.after.chance or 0.0), chance_words(one.after.usual or 0.0),
            count_words(one.after.count or 0.0), count_words(one.without.count or 0.0),
            count_words(one.added),
        )
        for one in told
    )  # fmt: skip
    left = found.added - sum(one.added for one in told)
    share = left / found.added if found.added else 0.0
    head = (
        str(found.basis),
        f"After {q.actor} {label(q.action or '')} {q.target} on {q.start}, {q.horizon} days: "
        f"{count_words(found.added)} acts between the two that would not come otherwise",
    )
    notes = (
        f"The lines shown hold {1 - share:.0%} of them; {share:.0%} is left out.",
        *(line for one in found.reactions for line in _reaction_lines(one)),
        *found.caveats,
    )
    columns = ("between the two", "chance", "usual", "count", "without", "added")
    return Listing(head, columns, rows, notes)


def _reaction_lines(found: SideReaction, most: int = 4) -> Iterator[str]:
    """What third states do to one side, who of them, and by what."""
    does = (
        "takes hostile steps against" if found.acts == "hostile" else "acts, not hostile, towards"
    )
    low, high = found.interval
    yield (
        f"A third state {does} {_name(found.side)} within {found.horizon} days: "
        f"{chance_words(found.chance)} (usual {chance_words(found.usual)}); states that do: "
        f"{low}–{high}, expected {count_words(found.joining)} "
        f"(usual {count_words(found.usual_joining)}); the event adds "
        f"{found.added[0]:+.1f} to {found.added[1]:+.1f}."
    )
    told = [one for one in found.states if one.chance > one.usual][:most]
    for one in told:
        moved = sorted(one.because.items(), key=lambda row: -abs(row[1]))[:2]
        by = ", ".join(f"{group} {value:+.2f}" for group, value in moved)
        yield (
            f"  {_name(one.actor)} {chance_words(one.chance)} (usual {chance_words(one.usual)}), "
            f"by {by}"
        )


def _name(code: str) -> str:
    """A country by its name."""
    known = World.packaged().actors.get(code)
    return known.name if known else code
