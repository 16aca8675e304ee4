"""What an event adds, and who else reacts, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ramify.reasoning.dynamics.answers import AfterEvent, Consequences
from ramify.reasoning.dynamics.describe import Listing, chance_words, count_words
from ramify.reasoning.dynamics.rates.questions import class_words
from ramify.reasoning.dynamics.reactions.answering import PartyReaction, SideReaction, ThirdState
from ramify.reasoning.dynamics.reactions.asked import Reactions
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
FAR, CERTAIN, LEAST = 0.02, 0.9995, 0.005
"""From how far above the usual a state is told to be moved; above which chance it is all but
certain; and from which share of a logit a reason is told."""


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
        *after_lines(found),
        *found.caveats,
    )
    columns = ("between the two", "chance", "usual", "count", "without", "added")
    return Listing(head, columns, rows, notes)


def after_lines(found: AfterEvent) -> Iterator[str]:
    """What the two sides of an event do to each other after it, and third states to either."""
    for party in found.parties:
        yield from party_lines(party)
    for side in found.reactions:
        yield from reaction_lines(side)


def reaction_lines(found: SideReaction) -> Iterator[str]:
    """What third states do to one side, who of them, and by what."""
    low, high = found.interval
    yield (
        f"A third state {DOES[found.acts]} {_name(found.side)} within {found.horizon} days: "
        f"{_beside_usual(found.chance, found.usual)}; states that do: {low}–{high}, expected "
        f"{count_words(found.joining)} (usual {count_words(found.usual_joining)}); the event adds "
        f"{found.added[0]:+.1f} to {found.added[1]:+.1f}."
    )
    likely = sorted(found.states, key=lambda one: -one.chance)[:LIKELIEST]
    yield f"  by class, states expected: {_classes(found.by_class, count_words)}"
    yield f"  most likely {', '.join(_state(one) for one in likely)}"
    if found.acts == "hostile":
        for one in [one for one in found.states if one.chance - one.usual >= FAR][:MOVED]:
            yield f"  moved most {_state(one)}, by {because_words(one.because)}"


def party_lines(found: PartyReaction) -> Iterator[str]:
    """What one side of the event does to the other, and by what."""
    higher = ""
    if found.higher is not None:
        higher = f"; something graver than the event: {chance_words(found.higher)}"
    yield (
        f"{_name(found.actor)} {PARTIES[found.role, found.acts]} {_name(found.side)} within "
        f"{found.horizon} days: {_beside_usual(found.chance, found.usual)}, "
        f"moved by {because_words(found.because)}{higher}."
    )


def lines_after(found: Reactions, actor: str | None, target: str | None) -> Iterator[str]:
    """What an event moves of what one does to another; of anybody where one is left open."""
    for party in found.parties:
        if actor == party.actor and target in (None, party.side):
            yield from party_lines(party)
    for side in found.found:
        if target not in (None, side.side):
            continue
        if actor is None:
            yield from reaction_lines(side)
        for one in [one for one in side.states if one.actor == actor]:
            yield (
                f"{_name(one.actor)} {DOES[side.acts]} {_name(side.side)} within {side.horizon} "
                f"days: {_beside_usual(one.chance, one.usual)}, most likely "
                f"{class_words(one.likeliest)}; moved by {because_words(one.because)}."
            )


def _beside_usual(chance: float, usual: float) -> str:
    """A chance beside the usual one."""
    if min(chance, usual) > CERTAIN:
        return "all but certain, as usual"
    return f"{chance_words(chance)} (usual {chance_words(usual)})"


def _state(one: ThirdState) -> str:
    """A third state with its chance, the usual one, and what it most likely does."""
    beside = _beside_usual(one.chance, one.usual).removesuffix(")")
    close = ")" if "(" in beside else ""
    what = class_words(one.likeliest)
    return (
        f"{_name(one.actor)} {beside}; {what}{close}" if close else f"{_name(one.actor)} ({what})"
    )


def _classes(found: Mapping[str, float], words: Callable[[float], str]) -> str:
    """The likeliest classes."""
    most = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:CLASSES]
    return ", ".join(f"{class_words(name)} {words(value)}" for name, value in most)


def because_words(moved: Mapping[str, float]) -> str:
    """What moves a logit most, by group of traits.

    >>> because_words({"past": -0.2, "relation": 0.57, "size": 0.001})
    'relation +0.57, past -0.20'
    """
    most = sorted(moved.items(), key=lambda row: -abs(row[1]))[:2]
    told = [f"{group} {value:+.2f}" for group, value in most if abs(value) >= LEAST]
    return ", ".join(told) or "nothing"


def _name(code: str) -> str:
    """A country by its name."""
    known = World.packaged().actors.get(code)
    return known.name if known else code
