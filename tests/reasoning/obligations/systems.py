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
    names = ("by_allies_of", "by_others", "by_parties", "future")
    names += ("supported_by", "against", "attackers", "by_joined", "case_by_case")
    limits = {key: kept.pop(key) for key in names if key in kept}
    if "attackers" in limits:
        limits["by"] = limits.pop("attackers")
    trigger = {"event": event, **limits} if event else None
    return Commitment.model_validate({"type": kind, "trigger": trigger, **kept})


# Random systems: drawn by any source of chance, so that Hypothesis can shrink what fails and a
# plain generator can draw ten thousand in the time in which Hypothesis draws a few hundred.

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
    places = {code: some_rows(chance, code) for code in ("isle", "coast")}
    return TinyWorld(
        actors=actors,
        pacts={pact.id: pact for pact in drawn},
        territories=places,
        wars=some_wars(chance),
    )


def some_wars(chance: Random) -> tuple[War, ...]:
    """Up to three known wars; a later one may be a part in an earlier, or help against it."""
    found: list[War] = []
    for number in range(chance.choice((0, 0, 1, 1, 2, 3))):
        found.append(a_war(chance, number, found))
    return tuple(found)


def a_war(chance: Random, number: int, earlier: list[War]) -> War:
    sides = chance.sample(sorted(set(OFTEN)), chance.randint(2, 3))
    finding = chance.choice(("general assembly", "none", "scholars", "disputed"))
    joins = chance.choice((None, *earlier))
    allowed = chance.choice(("", "", "", "invited_by", "authorised_by"))
    others = set(joins.victim) - set(sides) if joins else set()
    maker = disputed if finding == "disputed" else war
    told: dict[str, Any] = {} if finding == "disputed" else {"finding": finding}
    return maker(
        sides[0],
        " ".join(sides[1:]),
        chance.choice(DATES[:5]),
        id=f"w{number}",
        place=chance.choice((None, None, "isle", "coast", "USA")),
        joins=joins.id if joins else None,
        in_defence_of=tuple(sorted(others)) if others and chance.random() < 0.5 else (),
        invited_by=(chance.choice(STATES),) if allowed == "invited_by" else (),
        authorised_by="S/RES/1" if allowed == "authorised_by" else None,
        ends=chance.choice(("goes on", "goes on", "not known")),
        **told,
    )


def a_situation(chance: Random) -> Situation:
    """One to three attacks, up to two decisions."""
    attacks = tuple(an_attack(chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    hosts = tuple(attack.victim for attack in attacks)
    return Situation(
        on=chance.choice(DAYS),
        attacks=attacks,
        decisions=tuple(a_decision(chance, hosts) for _ in range(chance.randint(0, 2))),
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
        by_allies_of=some(chance, STATES) if seldom(chance, 10) else (),
        by_others=seldom(chance),
        by_parties=chance.random() < 0.5,
        future=seldom(chance, 10),
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


def some_rows(chance: Random, code: str) -> tuple[Territory, ...]:
    """What is on file of a place: mostly one row, at times one that may contradict it."""
    return tuple(a_place(chance, code) for _ in range(2 if seldom(chance, 5) else 1))


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
        basis=chance.choice((None, "occupation", "occupation", "agreement")),
        end=chance.choice((None, None, When("1960"))),
    )


def an_attack(chance: Random) -> Attack:
    victim = chance.choice(OFTEN)
    return Attack(
        attacker=chance.choice(tuple(c for c in (None, *CODES, *OFTEN) if c != victim)),
        victim=victim,
        on=chance.choice((None, None, date(1940, 6, 1), date(1938, 2, 3))),
        place=chance.choice((None,) * 4 + ("isle", "coast", "coast", "USA")),
        target=chance.choice(("territory",) * 4 + ("forces", *get_args(Target))),
        kind=chance.choice(("war", "war", *get_args(AttackKind))),
        provoked=chance.choice((None, True, False, False)),
        claimed=seldom(chance, 12),
    )


def a_decision(chance: Random, hosts: tuple[str, ...]) -> Decision:
    by = chance.choice((*hosts * 3, *STATES))
    kind = chance.choice((*get_args(DecisionKind), *("consent of the host",) * 4))
    if kind == "consent of the host":
        return Decision(
            by=by,
            about=chance.choice((None, by, by, *STATES)),
            kind=kind,
            to=chance.choice((None, None, *OFTEN)),
            until=chance.choice((None, None, date(1938, 1, 1))),
            disputed=chance.choice((False, False, True)),
        )
    return Decision(
        by=by,
        about=chance.choice(tuple(code for code in (None, *STATES) if code != by)),
        kind=kind,
        pact=chance.choice((None, None, "p0")),
    )
