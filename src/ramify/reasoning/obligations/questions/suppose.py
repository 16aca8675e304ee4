"""A world as it would be: with pacts that are assumed, and without some that are on file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ramify.reasoning.obligations.questions.whatif import parse_pact
from ramify.world.check import valid_pact
from ramify.world.pacts import Pact
from ramify.world.when import When
from ramify.world.world import World


def supposing(
    world: World, on: date, added: Iterable[Pact | str] = (), removed: Iterable[Pact | str] = ()
) -> World:
    """The world with further pacts in force on a day, and without others.

    A pact is a value; a TOML file by its path; one on file, by its id or as a value, which is
    then taken to be in force; or a line such as `USA,JPN: defense` (see `parse_pact`).

    Raises:
        InputError: a file is no valid pact.
        UsageError: a line cannot be read.
        UnknownName: a pact to leave out, or a party, is not known.

    >>> world = supposing(World.packaged(), date(2024, 7, 1), ["prk-rus-2024"])
    >>> world.at("2024-07-01").parties("prk-rus-2024")
    ('PRK', 'RUS')
    """
    pacts, gone = [_pact(one, world, on) for one in added], tuple(removed)
    return world.without(*gone).with_pacts(*pacts) if pacts or gone else world


def _pact(one: Pact | str, world: World, on: date) -> Pact:
    if isinstance(one, Pact):
        return _in_force(one, on) if world.pacts.get(one.id) == one else one
    if one.endswith(".toml"):
        return valid_pact(Path(one), world)
    if one in world.pacts:
        return _in_force(world.pacts[one], on)
    return parse_pact(one, world, on)


def _in_force(pact: Pact, on: date) -> Pact:
    """A pact as if it had been signed and were in force on a day."""
    if pact.holds(on):
        return pact
    signed = pact.signed if pact.signed and pact.signed.end <= on else When(on)
    return pact.model_copy(update={"signed": signed, "in_force": When(on)})
