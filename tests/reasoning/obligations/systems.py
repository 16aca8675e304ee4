"""Small hand-made worlds, and random ones for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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


# Random systems

STATES = ("USA", "GBR", "FRA", "OLD", "NEW", "XYZ")
CODES = (*STATES, "GRP")
DATES = ("1935", "1940-06-15", "1950-01-01", "1950", "1955-03", "1970-07-01")
DAYS = (date(1940, 6, 15), date(1950, 6, 1), date(1955, 3, 9), date(1980, 1, 1))
AREAS = ("europe", "pacific")
TYPES = (
    *("defense",) * 6, *("offense", "guarantee", "neutrality", "nonaggression") * 2,
    "consultation", "assistance", "assurance", "transit",
)  # fmt: skip

maybe_date = st.sampled_from((None,) * 24 + tuple(When(text) for text in DATES))


def seldom(rare: st.SearchStrategy[Any], usual: Any = (), often: int = 4) -> st.SearchStrategy[Any]:
    """Mostly the usual value, so that most promises can bind."""
    return st.one_of(*[st.just(usual)] * often, rare)


def some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


triggers = st.builds(
    Trigger,
    event=st.sampled_from((*get_args(TriggerEvent), "armed attack", "war")),
    by=seldom(some(CODES)),
    by_others=seldom(st.just(True), False),
    supported_by=seldom(some(STATES), often=8),
    against=seldom(some(get_args(Target), 3), often=2),
)
scopes = st.builds(
    Scope,
    title=st.sampled_from(get_args(Title)),
    areas=some(AREAS, 1),
    includes=some(("isle",), 1),
    excludes=some(("isle", "coast"), 1),
    unsettled=seldom(some(("isle",), 1), often=8),
    of_parties=seldom(st.just(True), False),
)
commitments = st.builds(
    Commitment,
    type=st.sampled_from(TYPES),
    by=seldom(some(STATES)),
    to=seldom(some(STATES)),
    trigger=seldom(st.none(), Trigger(event="armed attack"), 1) | triggers | triggers,
    scope=seldom(scopes, None),
    conditions=seldom(some(get_args(Condition)), often=3),
    once_helped_by=seldom(some(STATES), often=8),
    field=st.sampled_from((None, None, None, "oil")),
    start=maybe_date,
)
articles = st.lists(st.lists(commitments, min_size=1, max_size=2), min_size=1, max_size=2)


@st.composite
def parties(draw: st.DrawFn) -> tuple[Party, ...]:
    codes = draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=5, unique=True))
    found = []
    for code in codes:
        start, how = draw(maybe_date), draw(st.sampled_from(("original", "accession")))
        found.append(Party(actor=code, start=start, how=how))
    return tuple(found)


@st.composite
def pacts(draw: st.DrawFn, number: int) -> Pact:
    signed = When(draw(st.sampled_from(DATES[:4])))
    in_force = draw(st.sampled_from((*(signed,) * 8, None, When("1960"))))
    end = draw(st.sampled_from((*(None,) * 8, When("1970-07-01"), When("1980"))))
    return Pact(
        id=f"p{number}",
        name=f"pact {number}",
        short=f"pact {number}",
        binding=draw(st.sampled_from((True,) * 9 + (False,))),
        signed=signed,
        in_force=in_force,
        end=end,
        implements=draw(some(("p0",), 1)),
        parties=draw(parties()),
        articles=tuple(
            Article(ref=str(n), says="so", commitments=tuple(held))
            for n, held in enumerate(draw(articles), 1)
        ),
        sources=("drawn",),
    )


@st.composite
def territories(draw: st.DrawFn) -> dict[str, tuple[Territory, ...]]:
    owner = st.sampled_from((None, *STATES))
    places = {}
    for code, within in (("isle", "coast"), ("coast", None)):
        row = Territory(
            id=code,
            name=code,
            within=within,
            recognised=draw(owner),
            claimed=draw(some(STATES)),
            administered=draw(owner),
            metropolitan=draw(st.booleans()),
            areas=draw(some(AREAS)),
            end=draw(st.sampled_from((None, None, When("1960")))),
        )
        places[code] = (row,)
    return places


@st.composite
def worlds(draw: st.DrawFn) -> TinyWorld:
    actors = {code: state(code, areas=("europe",)) for code in STATES}
    actors["FRA"] = state("FRA", areas=("europe", "pacific"))
    actors["OLD"] = state("OLD", areas=(), end=When("1955-03"))
    actors["NEW"] = state("NEW", areas=("pacific",), continues="OLD")
    actors["GRP"] = Actor(id="GRP", kind="armed group", name="GRP")
    count = draw(st.integers(1, 6))
    drawn = [draw(pacts(number)) for number in range(count)]
    return TinyWorld(
        actors=actors,
        pacts={pact.id: pact for pact in drawn},
        territories=draw(territories()),
    )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    on = draw(st.sampled_from(DAYS))
    attacks = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        victim = draw(st.sampled_from(STATES))
        others = tuple(code for code in (None, *CODES) if code != victim)
        attacks.append(
            Attack(
                attacker=draw(st.sampled_from(others)),
                victim=victim,
                on=draw(st.sampled_from((None, None, date(1940, 6, 1)))),
                place=draw(st.sampled_from((None,) * 6 + ("isle", "coast", "USA"))),
                target=draw(st.sampled_from(("territory",) * 6 + get_args(Target))),
                kind=draw(st.sampled_from(("war", "war", *get_args(AttackKind)))),
                provoked=draw(st.sampled_from((None, True, False, False))),
                claimed=draw(st.sampled_from((False,) * 12 + (True,))),
            )
        )
    decisions = draw(st.lists(decision(), max_size=2))
    return Situation(on=on, attacks=tuple(attacks), decisions=tuple(decisions))


@st.composite
def decision(draw: st.DrawFn) -> Decision:
    by = draw(st.sampled_from(STATES))
    about = draw(st.sampled_from(tuple(code for code in (None, *STATES) if code != by)))
    return Decision(
        by=by,
        about=about,
        kind=draw(st.sampled_from(get_args(DecisionKind))),
        pact=draw(st.sampled_from((None, None, "p0"))),
    )
