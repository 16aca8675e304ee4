"""Lifetimes: from when to when a pact holds and its parties are bound, and the words for it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ramify.world.pacts import Pact, Party
from ramify.world.when import When
from ramify.world.wording import dated

MEMORY = 30
"""Years for which a pact that ended, or never came into force, is still named as excusing."""


def spells_of(pact: Pact, actor: str) -> list[Party]:
    """The stretches for which an actor is a party."""
    return [party for party in pact.parties if party.actor == actor]


def joins_later(pact: Pact, actor: str, on: date) -> bool:
    """Whether an actor joins only after a day: nobody knew of that on the day."""
    spells = spells_of(pact, actor)
    return any(party.how != "original" for party in spells) and all(
        party.start is not None and party.start.start > on for party in spells
    )


class PactWords(NamedTuple):
    """Something of a pact in words, where it has just been named, and without its explanation."""

    words: str
    of_pact: str | None = None
    in_short: str | None = None


def life_of(pact: Pact, on: date) -> PactWords:
    """Why a pact is not, or may not be, in force on a day."""
    how = f" ({pact.ended})" if pact.ended else ""
    signed = f"signed {dated(pact.signed)}, " if pact.signed else ""
    if pact.in_force is None:
        said = f"{signed}{'force not known' if pact.force_unknown else 'never in force'}"
    elif on < pact.in_force.end:
        said = f"{signed}in force only from {dated(pact.in_force)}"
    elif open_since(pact.end):
        return PactWords(f"whether {the(pact.short)} is still in force is not known{how}")
    else:
        said = f"in force until {dated(pact.end)}{how}" if pact.end else "in force"
    return PactWords(f"{pact.short}: {said}", said)


def membership_of(pact: Pact, actor: str, name: str) -> PactWords:
    """From when to when an actor is a party, or what is not known of it."""
    spells = spells_of(pact, actor)
    if not spells:
        return PactWords(f"{name} is no party to {pact.short}")
    last = spells[-1]
    if not (open_since(last.start) or open_since(last.end)):
        start, end = last.start or pact.in_force, last.end or pact.end
        return PactWords(span(f"{name} in {pact.short}", start, end))
    still = "" if open_since(last.start) else "still "
    said = f"whether {name} is {still}bound by {the(pact.short)} is not known"
    return PactWords(f"{said}: {last.note}", in_short=said) if last.note else PactWords(said)


def open_since(when: When | None) -> bool:
    """Whether a day is only known to be none before another: it may never have come."""
    return when is not None and when.precision == "interval" and when.end == date.max


def dormant(pact: Pact, *actors: str) -> bool:
    """Whether nobody knows an end of a pact, or of the part of one of some actors in it, though
    it may have ended."""
    last = [spells[-1].end for actor in actors if (spells := spells_of(pact, actor))]
    return any(map(open_since, (pact.end, *last)))


def over(pact: Pact, on: date, *actors: str) -> bool:
    """Whether a pact, or the part of one of some actors in it, is known to have ended by a day."""
    ends = [pact.end, *(spells[-1].end for one in actors if (spells := spells_of(pact, one)))]
    return any(end is not None and not open_since(end) and end.start <= on for end in ends)


def the(name: str) -> str:
    """A name as it stands after a preposition."""
    return f"the {name}" if " " in name and not name.lower().startswith("the ") else name


def span(what: str, start: When | None, end: When | None) -> str:
    first = f"from {dated(start)}" if start else "from a day not known"
    return f"{what}: bound {first}" + (f" to {dated(end)}" if end else "")


def remembered(pact: Pact, on: date) -> bool:
    """Whether a pact was signed by a day and, if dead by then, is not forgotten yet."""
    first = pact.signed or pact.in_force
    if first is not None and first.start > on:
        return False
    dead = pact.end if pact.in_force else pact.signed
    return dead is None or on.year - dead.end.year <= MEMORY
