"""Why a name means no actor on a day: what it means instead, or when somebody bore it."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import TYPE_CHECKING

from ramify._errors import NotAnActor, NotThen, UnknownName
from ramify.world.names import institutions
from ramify.world.names.lexicon import fold
from ramify.world.wording import dated, listing, spelled

if TYPE_CHECKING:
    from ramify.world.actors import Territory
    from ramify.world.facts import Facts

_FURTHER = re.compile(r"\s*[(,].*| SAR\b.*", re.IGNORECASE)
"""What tables write behind the name of a territory: `Hong Kong SAR, China`."""


def unknown(facts: Facts, name: str, on: date, near: tuple[str, ...]) -> UnknownName:
    """The error for a name that no actor has: it says what the name is, if that is known."""
    text = " ".join(name.split())
    for said in dict.fromkeys((text, _FURTHER.sub("", text))):
        if place := _territory(facts, said):
            return _is_territory(facts, name, place, on)
        if what := _elsewhere(facts, said) or _area(facts, said) or _institution(facts, said):
            return NotAnActor(name, what=what, repair="name a state, a group or its code")
    return UnknownName(name, near=near)


def not_then(facts: Facts, name: str, ids: tuple[str, ...], on: date) -> NotThen | NotAnActor:
    """The error for a name whose bearers did not exist on a day: it says when they did.

    What was a territory on that day is said to be one, as Abkhazia in 2005.
    """
    if (place := _territory(facts, name)) and any(s.holds(on) for s in facts.territories[place]):
        return _is_territory(facts, name, place, on)
    when = " and ".join(f"{code} existed {_spans(facts, code)}" for code in ids)
    what = f"{name!r} means {listing(ids, 'or')}, which did not exist on {on}"
    return NotThen(name, ids, f"{what}; {when}{_heir(facts, ids, on)}")


def _spans(facts: Facts, code: str) -> str:
    lives = [life for life in facts.lives if life.id == code]
    spans = [
        f"from {dated(life.start) if life.start else 'an unknown day'}"
        + (f" to {dated(life.end)}" if life.end else " on")
        for life in lives
    ]
    return listing(spans)


def _heir(facts: Facts, ids: tuple[str, ...], on: date) -> str:
    """Whoever lived on the day and continues one of them."""
    heirs, seen = set(ids), set[str]()
    while heirs - seen:
        seen |= heirs
        heirs |= {life.id for life in facts.lives if life.continues in heirs}
    live = sorted({a.id for a in facts.lives if a.id in heirs and a.exists(on)} - set(ids))
    return f"; {listing(live)} continue{'s' if len(live) == 1 else ''} it" if live else ""


def _territory(facts: Facts, name: str) -> str | None:
    """The id of the territory of a name, accents and case aside."""
    plain = fold(name).casefold()
    known = {fold(text).casefold(): code for text, code in facts.territory_ids.items()}
    return known.get(plain)


def _is_territory(facts: Facts, name: str, place: str, on: date) -> NotAnActor:
    spells = facts.territories[place]
    row = next((spell for spell in spells if spell.holds(on)), spells[-1])
    states = [code for code in _owners(row) if code in facts.actors]
    give = f"give {listing(states, 'or')}, or " if states else ""
    kind = "sea" if row.note == "sea" else "territory"
    what = f"a {kind}{_whose(facts, row)}"
    ask = f"for an attack there `ramify obligations --place {place}`"
    return NotAnActor(name, what=what, repair=f"{give}{ask}")


def _owners(row: Territory) -> tuple[str, ...]:
    """Whose it is; where that is contested, those who claim it."""
    return (row.recognised,) if row.recognised else row.claimed


def _whose(facts: Facts, row: Territory) -> str:
    if row.recognised:
        held = row.administered if row.administered != row.recognised else None
        by = f" held by {facts.called(held)}" if held else ""
        return f" of {facts.called(row.recognised)}{by}"
    if row.claimed:
        return f" claimed by {listing(map(facts.called, row.claimed))}"
    return " that belongs to no state"


def _elsewhere(facts: Facts, name: str) -> str | None:
    """What kind of thing the packaged list of other names holds it to be."""
    path = facts.folder / "elsewhere.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        kinds = {row["name"].casefold(): row["what"] for row in csv.DictReader(lines)}
    kind = kinds.get(name.casefold())
    return f"the name of a {kind}" if kind else None


def _institution(facts: Facts, name: str) -> str | None:
    """Whose institution bears a name that by itself, or on the day, stands for nobody."""
    plain = fold(name).casefold().removeprefix("the ")
    of = {
        f"the {row.what} of {facts.called(row.actor)}": None
        for row, *_ in institutions.held(facts)
        if plain in (fold(said).casefold().removeprefix("the ") for said in row.names)
    }
    return f"a name of {listing(of, 'or')}" if of else None


def _area(facts: Facts, name: str) -> str | None:
    areas = {spelled(area).casefold() for actor in facts.lives for area in actor.areas}
    return "a region of several states" if name.casefold() in areas else None
