"""Small hand-made worlds, and random ones for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from ramify.reasoning.obligations import Attack, Decision, Situation
from ramify.reasoning.obligations.situation import AttackKind, DecisionKind
from ramify.world.actors import Actor, Membership, Territory
from ramify.world.pacts import (
    Article,
    Commitment,
    Condition,
    Pact,
    Party,
    Scope,
    Target,
    Title,
    Trigger,
    TriggerEvent,
)
from ramify.world.when import When


@dataclass(frozen=True, eq=False)
class TinyWorld:
    """As much of a world as the engine asks for."""

    actors: Mapping[str, Actor]
    pacts: Mapping[str, Pact]
    territories: Mapping[str, tuple[Territory, ...]] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()

    @property
    def lives(self) -> tuple[Actor, ...]:
        return tuple(self.actors.values())

    def at(self, on: date) -> TinySystem:
        return TinySystem(self, on)


@dataclass(frozen=True)
class TinySystem:
    world: TinyWorld
    on: date

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(code for code, actor in self.world.actors.items() if actor.kind == "state")


def state(code: str, **kept: Any) -> Actor:
    return Actor(id=code, kind="state", name=code, **{"areas": ("europe",), **kept})


def world(*pacts: Pact, actors: str = "A B C D E", places: tuple[Territory, ...] = ()) -> TinyWorld:
    """A world of states and pacts, all in Europe."""
    return TinyWorld(
        actors={code: state(code) for code in actors.split()},
        pacts={pact.id: pact for pact in pacts},
        territories={place.id: (place,) for place in places},
    )


def pact(code: str, between: str, /, *commitments: Commitment, **kept: Any) -> Pact:
    """A pact in force since 1950, with one article of these commitments."""
    return Pact(
        **{
            "id": code,
            "name": code,
            "short": code,
            "signed": When("1950-01-01"),
            "in_force": When("1950-01-01"),
            "parties": tuple(Party(actor=actor) for actor in between.split()),
            "articles": (Article(ref="1", says="they promise", commitments=commitments),),
            "sources": ("made up",),
            **kept,
        }
    )


def promise(kind: str, event: str | None = None, **kept: Any) -> Commitment:
    """A commitment; `by`, `to` and the like are given as in the pact files."""
    names = ("by_others", "supported_by", "against", "attackers")
    limits = {key: kept.pop(key) for key in names if key in kept}
    if "attackers" in limits:
        limits["by"] = limits.pop("attackers")
    trigger = {"event": event, **limits} if event else None
    return Commitment.model_validate({"type": kind, "trigger": trigger, **kept})


# Random systems: drawn by any source of chance, so that Hypothesis can shrink what fails and a
# plain generator can draw ten thousand in the time in which Hypothesis draws a few hundred.

STATES = ("USA", "GBR", "FRA", "OLD", "NEW", "XYZ")
CODES = (*STATES, "GRP")
DATES = ("1935", "1940-06-15", "1950-01-01", "1950", "1955-03", "1970-07-01")
DAYS = (date(1940, 6, 15), date(1950, 6, 1), date(1955, 3, 9), date(1980, 1, 1))
AREAS = ("europe", "pacific")
TYPES = (
    *("defense",) * 6, *("offense", "guarantee", "neutrality", "nonaggression") * 2,
    "consultation", "assistance", "assurance", "transit",
)  # fmt: skip


def worlds() -> st.SearchStrategy[TinyWorld]:
    """Random worlds, for Hypothesis."""
    return st.randoms(use_true_random=False).map(a_world)


def situations() -> st.SearchStrategy[Situation]:
    """Random situations, for Hypothesis."""
    return st.randoms(use_true_random=False).map(a_situation)


def commitments() -> st.SearchStrategy[Commitment]:
    """Random commitments, for Hypothesis."""
    return st.randoms(use_true_random=False).map(a_commitment)


def a_world(chance: Random) -> TinyWorld:
    """A world of seven actors, up to six pacts and two places."""
    actors = {code: state(code, areas=("europe",)) for code in STATES}
    actors["FRA"] = state("FRA", areas=("europe", "pacific"))
    actors["OLD"] = state("OLD", areas=(), end=When("1955-03"))
    actors["NEW"] = state("NEW", areas=("pacific",), continues="OLD")
    actors["GRP"] = Actor(id="GRP", kind="armed group", name="GRP")
    drawn = [a_pact(chance, number) for number in range(chance.randint(1, 6))]
    places = {code: (a_place(chance, code),) for code in ("isle", "coast")}
    return TinyWorld(actors=actors, pacts={pact.id: pact for pact in drawn}, territories=places)


def a_situation(chance: Random) -> Situation:
    """One to three attacks, up to two decisions."""
    return Situation(
        on=chance.choice(DAYS),
        attacks=tuple(an_attack(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))),
        decisions=tuple(a_decision(chance) for _ in range(chance.randint(0, 2))),
    )


def some(chance: Random, values: tuple[str, ...], most: int = 2) -> tuple[str, ...]:
    return tuple(chance.sample(values, chance.randint(0, most)))


def seldom(chance: Random, often: int = 4) -> bool:
    """Mostly false, so that most promises can bind."""
    return chance.randint(0, often) == often


def maybe_date(chance: Random) -> When | None:
    found = chance.choice((None,) * 24 + DATES)
    return found and When(found)


def a_trigger(chance: Random) -> Trigger | None:
    kind = chance.choice(("none", "plain", "any", "any"))
    if kind == "none":
        return None
    if kind == "plain":
        return Trigger(event="armed attack")
    return Trigger(
        event=chance.choice((*get_args(TriggerEvent), "armed attack", "war")),
        by=some(chance, CODES) if seldom(chance) else (),
        by_others=seldom(chance),
        supported_by=some(chance, STATES) if seldom(chance, 8) else (),
        against=some(chance, get_args(Target), 3) if seldom(chance, 2) else (),
    )


def a_scope(chance: Random) -> Scope:
    return Scope(
        title=chance.choice(get_args(Title)),
        areas=some(chance, AREAS, 1),
        includes=some(chance, ("isle",), 1),
        excludes=some(chance, ("isle", "coast"), 1),
        unsettled=some(chance, ("isle",), 1) if seldom(chance, 8) else (),
        of_parties=seldom(chance),
    )


def a_commitment(chance: Random) -> Commitment:
    return Commitment(
        type=chance.choice(TYPES),
        by=some(chance, STATES) if seldom(chance) else (),
        to=some(chance, STATES) if seldom(chance) else (),
        trigger=a_trigger(chance),
        scope=a_scope(chance) if seldom(chance) else None,
        conditions=some(chance, get_args(Condition)) if seldom(chance, 3) else (),
        once_helped_by=some(chance, STATES) if seldom(chance, 8) else (),
        field=chance.choice((None, None, None, "oil")),
        start=maybe_date(chance),
    )


def a_party(chance: Random, code: str) -> Party:
    return Party(actor=code, start=maybe_date(chance), how=chance.choice(("original", "accession")))


def a_pact(chance: Random, number: int) -> Pact:
    signed = When(chance.choice(DATES[:4]))
    return Pact(
        id=f"p{number}",
        name=f"pact {number}",
        short=f"pact {number}",
        binding=not seldom(chance, 9),
        signed=signed,
        in_force=chance.choice((*(signed,) * 8, None, When("1960"))),
        end=chance.choice((*(None,) * 8, When("1970-07-01"), When("1980"))),
        implements=some(chance, ("p0",), 1),
        parties=tuple(
            a_party(chance, code) for code in chance.sample(STATES, chance.randint(2, 5))
        ),
        articles=tuple(
            Article(
                ref=str(n),
                says="so",
                commitments=tuple(a_commitment(chance) for _ in range(chance.randint(1, 2))),
            )
            for n in range(1, chance.randint(1, 2) + 1)
        ),
        sources=("drawn",),
    )


def a_place(chance: Random, code: str) -> Territory:
    return Territory(
        id=code,
        name=code,
        within="coast" if code == "isle" else None,
        recognised=chance.choice((None, *STATES)),
        claimed=some(chance, STATES),
        administered=chance.choice((None, *STATES)),
        metropolitan=chance.choice((False, True)),
        areas=some(chance, AREAS),
        end=chance.choice((None, None, When("1960"))),
    )


def an_attack(chance: Random) -> Attack:
    victim = chance.choice(STATES)
    return Attack(
        attacker=chance.choice(tuple(code for code in (None, *CODES) if code != victim)),
        victim=victim,
        on=chance.choice((None, None, date(1940, 6, 1))),
        place=chance.choice((None,) * 6 + ("isle", "coast", "USA")),
        target=chance.choice(("territory",) * 6 + get_args(Target)),
        kind=chance.choice(("war", "war", *get_args(AttackKind))),
        provoked=chance.choice((None, True, False, False)),
        claimed=seldom(chance, 12),
    )


def a_decision(chance: Random) -> Decision:
    by = chance.choice(STATES)
    return Decision(
        by=by,
        about=chance.choice(tuple(code for code in (None, *STATES) if code != by)),
        kind=chance.choice(get_args(DecisionKind)),
        pact=chance.choice((None, None, "p0")),
    )
