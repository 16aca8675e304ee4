"""Differences in words: what was measured of whom, before and after, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ramify.reasoning.exposure.difference import Difference, Part
from ramify.record.evidence import ComputedEvidence
from ramify.world.facts import Facts
from ramify.world.wording import listing

NAMED = 6
"""How many of those that came or went together are named in the short form."""

_DEFENDERS = (
    "great powers bound to defend",
    "nuclear powers bound to defend",
    "states bound to defend",
)
"""Measures told with the names of those that came or went."""

ALIGNMENT = (
    "alignment of commitments", "alignment of terms", "distance in votes", "agreement in votes",
)  # fmt: skip
"""Measures of likeness, whose parts are scores and not actors that came or went."""
SCORED = (*ALIGNMENT, "balance of conduct", "share of capabilities")
"""Measures whose parts are numbers, told before and after."""
_AGAINST = {
    "missiles in reach": "{other}: missiles that reach the capital of {actor}",
    "bound to attack beside it": "{other}: bound to join it in an attack, as on {actor}",
    "balance of conduct": "{actor} toward {other}: balance of cooperative and hostile acts",
    "share of capabilities": "{other}: share of capabilities, as beside {actor}",
}

_ASSUMED = "assumed-"
"""How the ids of pacts that are assumed begin."""
_OF_ALLIES = {
    "entrapment": "{actor}: attacks on others in which it must fight",
    "abandonment": "{actor}: hostile states that it would face with nobody bound to fight for it",
}


def told_alike(found: Iterable[Difference]) -> list[list[Difference]]:
    """Differences that differ only in the adversary, together."""
    groups: dict[object, list[Difference]] = {}
    for one in found:
        key = (one.measure, one.actor, one.before, one.after, one.parts)
        alone = one.measure in ("land frontier", "rail and road", *ALIGNMENT, *_AGAINST)
        groups.setdefault((key, one.other) if alone else key, []).append(one)
    return list(groups.values())


def measure_words(group: list[Difference], facts: Facts) -> str:
    """The measure in words: of whom, against whom."""
    one = group[0]
    actor = _called(one.actor, facts)
    others = [_called(d.other, facts) for d in group if d.other]
    if one.measure == "land frontier" and one.actor.startswith(_ASSUMED):
        return f"Land frontier of the {actor} with {others[0]}"
    if one.measure == "land frontier":
        return f"Land frontier {actor}–{others[0]}"
    if one.measure == "rail and road":
        return f"Rail and road between {actor} and {others[0]}"
    if one.measure == "bound to fight if attacked":
        foes = [*others[:NAMED], f"{len(others) - NAMED} more"] if others[NAMED:] else others
        return f"{actor}: bound to fight for it if attacked by {listing(foes, 'or')}"
    if one.measure in ALIGNMENT:
        return f"{actor} with {others[0]}: {one.measure}"
    if one.measure in _AGAINST:
        return _AGAINST[one.measure].format(actor=actor, other=others[0])
    if one.measure == "links to a nuclear power":
        return f"{actor}: links of duty to a nuclear power"
    if one.measure in _OF_ALLIES:
        return _OF_ALLIES[one.measure].format(actor=actor)
    if one.measure == "great powers in its bloc":
        return f"{actor}: {one.measure}"
    return f"{one.measure[:1].upper()}{one.measure[1:]} {actor}"


def _called(code: str, facts: Facts) -> str:
    """A side by its name; an alliance that is assumed, by its parties."""
    if not code.startswith(_ASSUMED):
        return facts.pacts[code].short if code in facts.pacts else facts.called(code)
    parties = code.removeprefix(_ASSUMED).upper().split("-")
    return f"assumed pact of {listing(map(facts.called, parties))}"


def value_words(value: float | None) -> str:
    """A measure as printed."""
    if value is None:
        return "none or not known"
    return f"{value:,.0f}" if value == round(value) else f"{value:.2f}"


def shift_words(group: list[Difference], facts: Facts) -> str:
    """A difference in a line: the measure, before, after and the signed change."""
    one = group[0]
    values = f"{value_words(one.before)} → {value_words(one.after)}"
    return f"{measure_words(group, facts)}: {values}{_signed(one)}"


def _signed(one: Difference) -> str:
    """The unit and the change; of states those that came or went by name instead, if few."""
    moved = [(bool(part.after), part.words) for part in one.parts if part.changed]
    if one.measure in _DEFENDERS and one.change and 0 < len(moved) <= NAMED:
        sides = (
            (sign, [name for came, name in moved if came == new])
            for sign, new in (("+", True), ("-", False))
        )
        named = (f"{sign}{len(names)}: {listing(names)}" for sign, names in sides if names)
        return f" ({'; '.join(named)})"
    if one.after is None:
        return ""
    unit = one.unit.removesuffix("s") if one.after == 1 else one.unit
    change = one.change or 0.0
    told = f"{change:+,.0f}" if change == round(change) else f"{change:+.2f}"
    return f" {unit} ({told})" if change else f" {unit}"


def _scored(part: Part) -> str:
    """A part before and after: as a number, or as the two inputs that it was found from."""
    found = part.evidence[0] if part.by and part.evidence else None
    told = found.inputs if isinstance(found, ComputedEvidence) and len(found.inputs) == 2 else None
    before, after = told or (value_words(part.before), value_words(part.after))
    return f"{part.words}: {before} → {after}"


def moved_words(one: Difference, *, all_: bool = False) -> Iterator[str]:
    """What came and what went, those that rest on one article together; scores only on demand."""
    moved = [part for part in one.parts if part.changed]
    if one.measure in SCORED:
        told = moved if all_ or one.measure == "balance of conduct" else []
        yield from map(_scored, told)
        return
    sides: tuple[tuple[str, list[Part]], ...] = (
        ("+", [p for p in moved if p.after]),
        ("-", [p for p in moved if p.before]),
    )
    for sign, parts in sides:
        named: dict[str, list[str]] = {}
        for part in parts:
            named.setdefault(part.by, []).append(part.words)
        for by, names in named.items():
            shown = names if all_ else names[:NAMED]
            more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
            yield f"{sign} {', '.join(shown)}{more}" + (f" ({by})" if by else "")
