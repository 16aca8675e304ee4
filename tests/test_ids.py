"""Whoever is asked about is somebody: no function takes an unknown id for one without facts.

Every public function and method with an argument for an actor, a place or a pact is found by its
signature, so that a new one is tested, or says here why not, the moment it exists.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

import pytest

import ramify
from ramify import Attack, Event, Record, World
from ramify._errors import NotAnActor, RamifyError, UsageError
from ramify._value import Value
from ramify.reasoning import exposure, obligations
from ramify.reasoning.exposure import blocs, dependence, votes
from ramify.reasoning.exposure.blocs.blocs import Blocs

WORLD = World.packaged()
DAY = date(2024, 6, 20)
SYSTEM = WORLD.at(DAY)
PACT, NATO = WORLD.pact("prk-rus-2024"), WORLD.pact("nato")
ACTOR = {
    "a", "about", "actor", "actors", "alliance", "attacker", "between", "code", "group", "name",
    "one", "other", "others", "pairs", "place", "places", "receiver", "sender", "state", "target",
    "victim",
}  # fmt: skip
WANTED = ACTOR | {"b", "codes", "event", "events", "pact", "pacts", "what", "with_pacts", "without"}
"""Arguments that are, or hold, an id."""
MODULES = (ramify, obligations, exposure, votes, dependence, blocs)


@cache
def _record() -> Record:
    record = Record.in_memory()
    record.add([Event(when="2024-06-19", actor="RUS", action="057", target="PRK")])
    return record


@cache
def _answer() -> obligations.Answer:
    return ramify.obligations(SYSTEM, Attack(attacker="PRK", victim="KOR"))


def _told(who: object) -> str:
    return f"2024-06-19 {who} 057 PRK"


BLOCS = Blocs(DAY, (("RUS", "BLR", "PRK"),), ("CHE",), (), 0.5, (0.5, 0.5))
CALLS: dict[str, Callable[[Any], object]] = {
    "Answer.of actor": lambda who: _answer().of(who),
    "Answer.to actor": lambda who: _answer().to(who),
    "Blocs.of state": BLOCS.of,
    "Exposure.of actor": lambda who: ramify.exposed(DAY, actors=["FIN"]).of(who),
    "Record.history actor": lambda who: _record().history(who, "PRK"),
    "Record.history target": lambda who: _record().history("RUS", who),
    **{
        f"Record.{verb.__name__} {side}": lambda who, verb=verb, side=side: verb(
            _record(), **{side: who}
        )
        for verb in (Record.count, Record.events, Record.table)
        for side in ("actor", "target", "actors", "between", "places")
    },
    **{
        f"System.{verb} actor": lambda who, verb=verb: getattr(SYSTEM, verb)(who)
        for verb in ("crossings", "groups", "leaders", "neighbours", "pacts", "partnerships")
    },
    "System.at_war a": lambda who: SYSTEM.at_war(who, "UKR"),
    "System.at_war b": lambda who: SYSTEM.at_war("UKR", who),
    "System.members group": SYSTEM.members,
    "System.parties pact": SYSTEM.parties,
    "System.territory place": SYSTEM.territory,
    "World.actor code": WORLD.actor,
    "World.pact code": WORLD.pact,
    "World.resolve name": lambda who: WORLD.resolve(who, DAY),
    "World.without codes": WORLD.without,
    "brief about": lambda who: ramify.brief(events=[_told("RUS")], about=[who]),
    "brief events": lambda who: ramify.brief(events=[who if who is PACT else _told(who)]),
    "brief pacts": lambda who: ramify.brief(events=[_told("RUS")], pacts=[who]),
    "compliance receiver": lambda who: ramify.compliance("oil", sender="RUS", receiver=who, on=DAY),
    "compliance sender": lambda who: ramify.compliance("oil", sender=who, receiver="PRK", on=DAY),
    "explain target": lambda who: ramify.explain("PRK", who),
    "explain what": ramify.explain,
    "exposed actors": lambda who: ramify.exposed(DAY, actors=[who]),
    "exposed with_pacts": lambda who: ramify.exposed(DAY, with_pacts=[who]),
    "exposed without": lambda who: ramify.exposed("2024-12-05", without=[who]),
    "forecast actor": lambda who: ramify.forecast(who, "PRK"),
    "forecast target": lambda who: ramify.forecast("PRK", who),
    "precedents event": lambda who: ramify.precedents(who if who is PACT else _told(who)),
    "survey pairs": lambda who: ramify.survey(SYSTEM, [("RUS", who)]),
    "what_follows event": lambda who: ramify.what_follows(who if who is PACT else _told(who)),
    "abandonment actor": lambda who: exposure.abandonment(SYSTEM, who),
    "actor_years actor": lambda who: exposure.actor_years(WORLD, who, 2020, 2021),
    "bound_at_once attacker": lambda who: obligations.bound_at_once(SYSTEM, who, "KOR"),
    "bound_at_once victim": lambda who: obligations.bound_at_once(SYSTEM, "KOR", who),
    "chain actor": lambda who: exposure.chain(SYSTEM, who),
    "defenders actor": lambda who: exposure.defenders(SYSTEM, who),
    "entrapment actor": lambda who: exposure.entrapment(SYSTEM, who),
    "exposure actors": lambda who: exposure.exposure(SYSTEM, SYSTEM, [who]),
    "frontier one": lambda who: exposure.frontier(SYSTEM, who, "RUS"),
    "frontier other": lambda who: exposure.frontier(SYSTEM, "RUS", who),
    "frontier_years alliance": lambda who: exposure.frontier_years(WORLD, who, 1960, 1961),
    "ledger one": lambda who: dependence.ledger(SYSTEM, who, "RUS"),
    "ledger other": lambda who: dependence.ledger(SYSTEM, "RUS", who),
    "owed_between a": lambda who: obligations.owed_between(SYSTEM, who, "RUS"),
    "owed_between b": lambda who: obligations.owed_between(SYSTEM, "RUS", who),
    "reach state": lambda who: exposure.reach(SYSTEM, who, "RUS"),
    "reach target": lambda who: exposure.reach(SYSTEM, "RUS", who),
    "threats actor": lambda who: exposure.threats(SYSTEM, who),
    "threats others": lambda who: exposure.threats(SYSTEM, "RUS", [who]),
    "vote_differences actors": lambda who: list(votes.vote_differences(SYSTEM, SYSTEM, [who])),
}
ELSEWHERE = {
    "Answer.asked_of actors": "takes the ids that are known",
    "Commitment.leaves_to actor": "of the engine, where `obligations` has asked who they are",
    "Conduct.year actor": "a record's own codes; `exposure` has asked who they are",
    "Conduct.year other": "as above",
    "Screen.ids name": "the name of a row",
    "Screen.row name": "the name of a row",
    "Screen.shown name": "the name of a row",
    "When.overlaps other": "a date",
    "Record.add events": "events, not ids",
    "RollCalls.of state": "a state without a vote is an error there: tests/reasoning/exposure",
    "Situation.asks_for_help victim": "of the engine, where `obligations` has asked who they are",
    "World.called code": "what is no id is spelled out, for codes that only a record has",
    "agreement one": "as `RollCalls.of`",
    "agreement other": "as `RollCalls.of`",
    "compliance what": "a good, in words",
    "kind_of event": "an event, not its text",
    "ledger events": "events, not their text",
    "World.with_pacts pacts": "pacts, not ids",
}
TAKES_FILES = {"brief pacts"}
_PACT_SLIP = "prk-rus-2023"
SLIPS = {
    "Exposure.of actor": "FNI",
    "System.parties pact": _PACT_SLIP,
    "World.pact code": _PACT_SLIP,
    "World.without codes": _PACT_SLIP,
    "exposed with_pacts": _PACT_SLIP,
    "exposed without": _PACT_SLIP,
}
"""What is typed there, where it is no actor of the whole world."""
PACTS = {"System.parties pact", "World.pact code", "World.without codes", "brief pacts",
         "exposed with_pacts", "exposed without", "frontier one", "frontier other",
         "frontier_years alliance"}  # fmt: skip
"""Where a pact may stand."""


def _functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name in module.__all__:
        found = getattr(module, name)
        if inspect.isfunction(found):
            yield name, found
        elif inspect.isclass(found):
            for base in found.__mro__[:2]:
                if base not in (object, Value):
                    yield from _methods(found.__name__, base)


def _methods(name: str, of: type) -> Iterator[tuple[str, Any]]:
    for verb, found in vars(of).items():
        if inspect.isfunction(found) and not verb.startswith("_"):
            yield f"{name}.{verb}", found


def _asked() -> set[str]:
    """Every argument of the public functions and methods that is an id, or holds one."""
    found = {
        f"{name} {argument}"
        for module in MODULES
        for name, function in _functions(module)
        for argument in inspect.signature(function).parameters
        if argument in WANTED and module.__name__ in function.__module__
    }
    by_words = {f"Record.{verb}" for verb in ("count", "events", "table")}
    return found | {name for name in CALLS if name.split()[0] in by_words}


def test_every_argument_that_is_an_id_is_tried() -> None:
    assert _asked() - set(ELSEWHERE) == set(CALLS)


@pytest.mark.parametrize("name", sorted(set(CALLS) - TAKES_FILES))
def test_an_unknown_id_is_refused_and_the_nearest_named(name: str) -> None:
    slip = SLIPS.get(name, "RSU")
    with pytest.raises(UsageError, match=f"{slip}.*(did you mean|is no pact)"):
        CALLS[name](slip)


@pytest.mark.parametrize("name", CALLS)
def test_a_pact_where_an_id_is_wanted_works_or_is_refused(name: str) -> None:
    if name in PACTS:
        assert CALLS[name](NATO if name.startswith("frontier") else PACT) is not None
    else:
        with pytest.raises(RamifyError, match=r"is no (actor|event|territory)"):
            CALLS[name](PACT)


@pytest.mark.parametrize("name", ["Hong Kong", "Crimea", "South China Sea"])
def test_a_place_is_said_to_be_one_wherever_an_actor_is_asked_for(name: str) -> None:
    for asked in ("compliance sender", "exposed actors", "forecast actor", "brief about"):
        with pytest.raises(NotAnActor, match="not an actor"):
            CALLS[asked](name)
