"""What an event adds, and who else reacts, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ramify.reasoning.dynamics.answers import Consequences
from ramify.reasoning.dynamics.describe import Listing, chance_words, count_words
from ramify.reasoning.dynamics.rates.questions import class_words
from ramify.reasoning.dynamics.reactions.answering import PartyReaction, SideReaction, ThirdState
from ramify.reasoning.dynamics.source import label
from ramify.world.world import World

DOES = {"hostile": "takes hostile steps against", "other": "acts, not hostile, towards"}
PARTIES = {
    ("retaliation", "hostile"): "answers with hostile acts against",
    ("retaliation", "other"): "acts, not hostile, towards",
    ("escalation", "hostile"): "goes on with hostile acts against",
    ("escalation", "other"): "acts, not hostile, towards",
}
LIKELIEST, MOVED, CLASSES = 3, 3, 3


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
        *(line for one in found.parties for line in party_lines(one)),
        *(line for one in found.reactions for line in reaction_lines(one)),
        *found.caveats,
    )
    columns = ("between the two", "chance", "usual", "count", "without", "added")
    return Listing(head, columns, rows, notes)


def reaction_lines(found: SideReaction) -> Iterator[str]:
    """What third states do to one side, who of them, and by what."""
    low, high = found.interval
    yield (
        f"A third state {DOES[found.acts]} {_name(found.side)} within {found.horizon} days: "
        f"{chance_words(found.chance)} (usual {chance_words(found.usual)}); states that do: "
        f"{low}–{high}, expected {count_words(found.joining)} "
        f"(usual {count_words(found.usual_joining)}); the event adds "
        f"{found.added[0]:+.1f} to {found.added[1]:+.1f}; states by what they do: "
        f"{_classes(found.by_class, count_words)}."
    )
    likely = sorted(found.states, key=lambda one: -one.chance)[:LIKELIEST]
    yield f"  most likely {', '.join(_state(one) for one in likely)}"
    for one in [one for one in found.states if one.chance > one.usual][:MOVED]:
        yield f"  moved most {_state(one)}, by {_because(one.because)}"


def party_lines(found: PartyReaction) -> Iterator[str]:
    """What one side of the event does to the other, and by what."""
    higher = ""
    if found.higher is not None:
        higher = f"; something graver than the event {chance_words(found.higher)}"
    yield (
        f"{_name(found.actor)} {PARTIES[found.role, found.acts]} {_name(found.side)} within "
        f"{found.horizon} days: {chance_words(found.chance)} (usual {chance_words(found.usual)}), "
        f"most likely {_classes(found.by_class, chance_words)}{higher}; "
        f"by {_because(found.because)}."
    )


def _state(one: ThirdState) -> str:
    """A third state with its chance, the usual one, and what it most likely does."""
    return (
        f"{_name(one.actor)} {chance_words(one.chance)} (usual {chance_words(one.usual)}; "
        f"{class_words(one.likeliest)})"
    )


def _classes(found: Mapping[str, float], words: Callable[[float], str]) -> str:
    """The likeliest classes."""
    most = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:CLASSES]
    return ", ".join(f"{class_words(name)} {words(value)}" for name, value in most)


def _because(moved: Mapping[str, float]) -> str:
    """What moves a logit most."""
    most = sorted(moved.items(), key=lambda row: -abs(row[1]))[:2]
    return ", ".join(f"{group} {value:+.2f}" for group, value in most)


def _name(code: str) -> str:
    """A country by its name."""
    known = World.packaged().actors.get(code)
    return known.name if known else code
