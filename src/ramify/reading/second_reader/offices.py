"""Whose office speaks where the rules find no state for it: `one minister says`."""

from __future__ import annotations

from ramify.reading.holders.offices import known_offices, office
from ramify.reading.second_reader.passages import Passages
from ramify.reading.statements import Holder

SPEAKS = 0.5
"""Least probability of whoever acts by a verb of saying at which the one in office is theirs."""


def with_state(holder: Holder, number: int, said: int, passages: Passages | None) -> Holder:
    """A holder in office, or with a name, as the actor for which the second reader sees it speak.

    `said` is the word of sentence `number` by which it is held. A pastor or a trader speaks for
    nobody; nor does `he`.
    """
    if passages is None or holder.kind != "actor" or holder.actor or not is_in_office(holder.name):
        return holder
    found = passages.of(number, said)
    likeliest = max(found.actors, key=lambda one: found.actors[one]) if found else None
    if found is None or likeliest is None or found.actors[likeliest] < SPEAKS:
        return holder
    return holder.model_copy(update={"actor": likeliest})


def is_in_office(name: str) -> bool:
    """Whether a phrase names an office, or somebody by name.

    >>> is_in_office("One minister"), is_in_office("Ri Yong Ho"), is_in_office("Baptist pastor")
    (True, True, False)
    """
    words = name.split()
    last = words[-1]
    return last[:1].isupper() or office(last.lower().removesuffix("s")) in known_offices()
