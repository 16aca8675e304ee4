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
from ramify.world.wars import War
from ramify.world.when import When


@dataclass(frozen=True, eq=False)
class TinyWorld:
    """As much of a world as the engine asks for."""

    actors: Mapping[str, Actor]
    pacts: Mapping[str, Pact]
    territories: Mapping[str, tuple[Territory, ...]] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    wars: tuple[War, ...] = ()

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


def world(
    *pacts: Pact,
    actors: str = "A B C D E",
    places: tuple[Territory, ...] = (),
    wars: tuple[War, ...] = (),
) -> TinyWorld:
    """A world of states and pacts, all in Europe."""
    return TinyWorld(
        actors={code: state(code) for code in actors.split()},
        pacts={pact.id: pact for pact in pacts},
        territories={place.id: (place,) for place in places},
        wars=wars,
    )


def war(attacker: str, victim: str, start: str = "1990-01-01", **kept: Any) -> War:
    """A known war that goes on, found to be an attack by the General Assembly."""
    given = {"finding": "general assembly", "citation": "A/RES/1", "ends": "goes on", **kept}
    return War.model_validate(
        {
            "id": f"{attacker}-{victim}-{start}",
            "name": f"war of {attacker} and {victim}",
            "attacker": (attacker,),
            "victim": tuple(victim.split()),
            "start": When(start),
            "source": "made up",
            **given,
        }
    )


def disputed(attacker: str, victim: str, start: str = "1990-01-01", **kept: Any) -> War:
    """A known war of which it is disputed who began."""
    both = (f"{attacker}: {victim} began", f"{victim}: {attacker} began")
    given = {"finding": "disputed", "citation": None, "disputed": "who began", "readings": both}
    return war(attacker, victim, start, **{**given, **kept})


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
    names = (
        "by_allies_of", "by_others", "by_parties", "future", "supported_by", "against", "attackers",
    )  # fmt: skip
    limits = {key: kept.pop(key) for key in names if key in kept}
    if "attackers" in limits:
        limits["by"] = limits.pop("attackers")
    trigger = {"event": event, **limits} if event else None
    return Commitment.model_validate({"type": kind, "trigger": trigger, **kept})


# Random systems

STATES = ("USA", "GBR", "FRA", "OLD", "NEW", "XYZ")
CODES = (*STATES, "GRP")
OFTEN = ("USA", "GBR", "USA", "GBR", *STATES)
"""States of which some fight more often, so that wars, answers and consents meet."""
DATES = ("1935", "1940-06-15", "1950-01-01", "1950", "1955-03", "1970-07-01")
DAYS = (date(1940, 6, 15), date(1950, 6, 1), date(1955, 3, 9), date(1980, 1, 1))
AREAS = ("europe", "pacific")
TYPES = (
    *("defense",) * 6, *("offense", "guarantee", "neutrality", "nonaggression") * 2,
    "consultation", "assistance", "assurance", "transit", "basing",
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
    by_allies_of=seldom(some(STATES), often=10),
    by_others=seldom(st.just(True), False),
    by_parties=st.booleans(),
    future=seldom(st.just(True), False, often=10),
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
    places: dict[str, tuple[Territory, ...]] = {}
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
            basis=draw(st.sampled_from((None, "occupation", "occupation", "agreement"))),
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
        wars=draw(wars()),
    )


@st.composite
def wars(draw: st.DrawFn) -> tuple[War, ...]:
    found: list[War] = []
    for number in range(draw(st.sampled_from((0, 0, 1, 1, 2, 3)))):
        sides = draw(st.lists(st.sampled_from(OFTEN), min_size=2, max_size=3, unique=True))
        finding = draw(st.sampled_from(("general assembly", "none", "scholars", "disputed")))
        start = draw(st.sampled_from(DATES[:5]))
        joins = draw(st.sampled_from((None, *found)))
        allowed = draw(st.sampled_from(("", "", "", "invited_by", "authorised_by")))
        victims = set(joins.victim) - set(sides) if joins else set()
        helped = bool(victims) and draw(st.booleans())
        maker = disputed if finding == "disputed" else war
        told: dict[str, Any] = {} if finding == "disputed" else {"finding": finding}
        found.append(
            maker(
                sides[0],
                " ".join(sides[1:]),
                start,
                id=f"w{number}",
                place=draw(st.sampled_from((None, None, "isle", "coast", "USA"))),
                joins=joins.id if joins else None,
                in_defence_of=tuple(sorted(victims)) if helped else (),
                invited_by=(draw(st.sampled_from(STATES)),) if allowed == "invited_by" else (),
                authorised_by="S/RES/1" if allowed == "authorised_by" else None,
                ends=draw(st.sampled_from(("goes on", "goes on", "not known"))),
                **told,
            )
        )
    return tuple(found)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    on = draw(st.sampled_from(DAYS))
    attacks = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        victim = draw(st.sampled_from(OFTEN))
        others = tuple(code for code in (None, *CODES, *OFTEN) if code != victim)
        attacks.append(
            Attack(
                attacker=draw(st.sampled_from(others)),
                victim=victim,
                on=draw(st.sampled_from((None, None, date(1940, 6, 1), date(1938, 2, 3)))),
                place=draw(st.sampled_from((None,) * 4 + ("isle", "coast", "coast", "USA"))),
                target=draw(st.sampled_from(("territory",) * 4 + ("forces", *get_args(Target)))),
                kind=draw(st.sampled_from(("war", "war", *get_args(AttackKind)))),
                provoked=draw(st.sampled_from((None, True, False, False))),
                claimed=draw(st.sampled_from((False,) * 12 + (True,))),
            )
        )
    hosts = tuple(attack.victim for attack in attacks)
    decisions = draw(st.lists(decision(hosts), max_size=2))
    return Situation(on=on, attacks=tuple(attacks), decisions=tuple(decisions))


@st.composite
def decision(draw: st.DrawFn, hosts: tuple[str, ...]) -> Decision:
    by = draw(st.sampled_from((*hosts * 3, *STATES)))
    kind = draw(st.sampled_from((*get_args(DecisionKind), *("consent of the host",) * 4)))
    if kind == "consent of the host":
        return Decision(
            by=by,
            about=draw(st.sampled_from((None, by, by, *STATES))),
            kind=kind,
            to=draw(st.sampled_from((None, None, *OFTEN))),
            until=draw(st.sampled_from((None, None, date(1938, 1, 1)))),
            disputed=draw(st.sampled_from((False, False, True))),
        )
    about = draw(st.sampled_from(tuple(code for code in (None, *STATES) if code != by)))
    return Decision(by=by, about=about, kind=kind, pact=draw(st.sampled_from((None, None, "p0"))))
