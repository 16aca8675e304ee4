"""What an event adds, and who else reacts, in words: what it changes, then in one line what it does
not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ramify.reasoning.dynamics.answers import AfterEvent, Consequences
from ramify.reasoning.dynamics.describe import Listing, chance_words, count_words
from ramify.reasoning.dynamics.forecasting.consequences import Addition
from ramify.reasoning.dynamics.rates.questions import Expectation, class_words
from ramify.reasoning.dynamics.reactions.answering import PartyReaction, SideReaction, ThirdState
from ramify.reasoning.dynamics.reactions.asked import Reactions
from ramify.reasoning.dynamics.source import label
from ramify.world.world import World

DOES = {"hostile": "takes hostile steps against", "other": "acts, not hostile, towards"}
DO = {"hostile": "take hostile steps against", "other": "act, not hostile, towards"}
PARTIES = {
    ("retaliation", "hostile"): "answers with hostile acts against",
    ("retaliation", "other"): "acts, not hostile, towards",
    ("escalation", "hostile"): "goes on with hostile acts against",
    ("escalation", "other"): "acts, not hostile, towards",
}
ACTS = {"hostile": "hostile acts of {} against {}", "other": "other acts of {} towards {}"}
LIKELIEST, MOVED, CLASSES = 3, 3, 3
FAR, RARE, LEAST = 0.02, 0.2, 0.005
"""How far from the usual a chance is another one, and a count by its share; of a rare act, from
which share of its usual chance; and from which share of a logit a reason is told."""


def describe_consequences(found: Consequences, most: int = 10) -> Listing:
    """What an event adds between its sides, in words, with what is left out."""
    q, told = found.question, found.additions[:most]
    left = found.added - sum(one.added for one in told)
    share = left / found.added if found.added else 0.0
    head = (
        str(found.basis),
        f"After {q.actor} {label(q.action or '')} {q.target} on {q.start}, {q.horizon} days: "
        f"{count_words(found.added)} acts between the two that would not come otherwise",
    )
    notes = (
        *_no_change("between the two", list(_as_usual(told))),
        f"The lines shown hold {1 - share:.0%} of them; {share:.0%} is left out.",
        *after_lines(found),
        *found.caveats,
    )
    columns = ("between the two", "chance", "usual", "count", "without", "added")
    rows = tuple(_row(one) for one in told if _adds(one))
    return Listing(head, columns, rows, notes).filled()


def after_lines(found: AfterEvent) -> Iterator[str]:
    """What the two sides of an event do to each other after it, and third states to either."""
    yield from party_lines(found.parties)
    for side in found.reactions:
        yield from reaction_lines(side)


def reaction_lines(found: SideReaction) -> Iterator[str]:
    """What third states do to one side, who of them, and by what."""
    does, chance = f"A third state {DOES[found.acts]}", _beside_usual(found.chance, found.usual)
    many = f"{found.interval[0]}–{found.interval[1]}"
    if _same(found.chance, found.usual):
        does, told = f"States that {DO[found.acts]}", many
    else:
        told = f"{chance}; states that do: {many}"
    yield (
        f"{does} {_name(found.side)} within {found.horizon} days: {told}, expected "
        f"{count_words(found.joining)} (usual {count_words(found.usual_joining)}); the event adds "
        f"{found.added[0]:+.1f} to {found.added[1]:+.1f}."
    )
    yield f"  by class, states expected: {_classes(found.by_class, count_words)}"
    likely = sorted(found.states, key=lambda one: -one.chance)[:LIKELIEST]
    as_usual = [_state(one) for one in likely if not _moved(one)]
    yield from _no_change("from the likeliest", as_usual, indent="  ")
    above = [one for one in found.states if one.chance > one.usual and _moved(one)][:MOVED]
    moved = [one for one in likely if _moved(one)] + (above if found.acts == "hostile" else [])
    for one in {one.actor: one for one in moved}.values():
        yield f"  moved {_state(one)}, by {because_words(one.because)}"


def party_lines(found: Iterable[PartyReaction]) -> Iterator[str]:
    """What sides of an event do to each other, and by what."""
    as_usual, days = [], 0
    for one in found:
        days, graver = one.horizon, ""
        if one.higher is not None:
            graver = f"something graver than the event: {chance_words(one.higher)}"
        if _same(one.chance, one.usual):
            acts = ACTS[one.acts].format(_name(one.actor), _name(one.side))
            as_usual.append(f"{acts} {chance_words(one.chance)}{graver and f' ({graver})'}")
            continue
        yield (
            f"{_name(one.actor)} {PARTIES[one.role, one.acts]} {_name(one.side)} within {days} "
            f"days: {_beside_usual(one.chance, one.usual)}, moved by {because_words(one.because)}"
            f"{graver and f'; {graver}'}."
        )
    yield from _no_change(f"between the two within {days} days", as_usual)


def lines_after(found: Reactions, actor: str | None, target: str | None) -> Iterator[str]:
    """What an event moves of what one does to another; of anybody where one is left open."""
    yield from party_lines(
        one for one in found.parties if actor == one.actor and target in (None, one.side)
    )
    as_usual, days = [], 0
    for side in (side for side in found.found if target in (None, side.side)):
        days = side.horizon
        if actor is None:
            yield from reaction_lines(side)
        for one in (one for one in side.states if one.actor == actor):
            if not _moved(one):
                acts = ACTS[side.acts].format(_name(one.actor), _name(side.side))
                as_usual.append(f"{acts} {_chance(one)}")
                continue
            yield (
                f"{_name(one.actor)} {DOES[side.acts]} {_name(side.side)} within {days} days: "
                f"{_chance(one)}; moved by {because_words(one.because)}."
            )
    yield from _no_change(f"within {days} days", as_usual)


def _no_change(where: str, told: Sequence[str], indent: str = "") -> Iterator[str]:
    """What an event leaves as it is, in one line."""
    if told:
        no = "no" if indent else "No"
        yield f"{indent}{no} change to be expected {where}: {'; '.join(told)}."


def _as_usual(told: Iterable[Addition]) -> Iterator[str]:
    """Acts that the event adds nothing to, by who does them to whom."""
    by_pair: dict[str, list[str]] = {}
    for of in (one.after for one in told if not _adds(one)):
        acts = f"{label(of.action or '')} {chance_words(of.chance or 0.0)}"
        by_pair.setdefault(_pair(of), []).append(acts)
    yield from (f"{pair}: {', '.join(acts)}" for pair, acts in by_pair.items())


def _same(chance: float, usual: float) -> bool:
    """Whether a chance is the usual one, to a reader.

    >>> _same(0.998, 0.991), _same(0.54, 0.45), _same(0.012, 0.004)
    (True, False, False)
    """
    return abs(chance - usual) < min(FAR, RARE * usual)


def _moved(one: ThirdState) -> bool:
    """Whether the event is known to move a state, to another chance."""
    return one.moved and not _same(one.chance, one.usual)


def _adds(one: Addition) -> bool:
    """Whether with the event more acts are expected, or a chance is another than the usual one."""
    more = one.added >= FAR * (one.without.count or 0.0)
    return more or not _same(one.after.chance or 0.0, one.after.usual or 0.0)


def _row(one: Addition) -> tuple[str, ...]:
    of = one.after
    return (
        f"{_pair(of)}: {label(of.action or '')}",
        chance_words(of.chance or 0.0), chance_words(of.usual or 0.0),
        count_words(of.count or 0.0), count_words(one.without.count or 0.0),
        count_words(one.added),
    )  # fmt: skip


def _pair(of: Expectation) -> str:
    """Who acts on whom."""
    return f"{_name(of.actor or '')} → {_name(of.target or '')}"


def _beside_usual(chance: float, usual: float) -> str:
    return f"{chance_words(chance)} (usual {chance_words(usual)})"


def _state(one: ThirdState) -> str:
    return f"{_name(one.actor)} {_chance(one)}"


def _chance(one: ThirdState) -> str:
    """A third state's chance, the usual one if it is another, and its likeliest class."""
    usual = "" if _same(one.chance, one.usual) else f"usual {chance_words(one.usual)}; "
    if usual and not _moved(one):
        usual = f"usual {chance_words(one.usual)}, within the interval; "
    return f"{chance_words(one.chance)} ({usual}{class_words(one.likeliest)})"


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
