"""A survey tells what the answers tell, attack by attack."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ramify._errors import InputError, UnknownName, UsageError
from ramify.commands.reasoning.survey import check_output, write_rows
from ramify.reasoning.obligations import Attack, Bound, Situation, SurveyTally, obligations, survey
from ramify.reasoning.obligations.facts import SystemLike
from ramify.reasoning.obligations.questions.survey import _Models
from ramify.world.pacts import Pact
from ramify.world.world import World
from tests.conftest import more
from tests.reasoning.obligations.systems import (
    DAYS,
    TinyWorld,
    pact,
    promise,
    state,
    world,
    worlds,
)

WORLD = World.packaged()
NOTED = [("AUH", "SER"), ("DRE", "RUE"), ("DRE", "FRA")]


def expected(system: SystemLike, attacker: str, victim: str) -> list[Bound]:
    situation = Situation(on=system.on, attacks=(Attack(attacker=attacker, victim=victim),))
    answer = obligations(system, situation, excused=False)
    return [
        Bound(
            attacker, victim, d.actor, d.to, d.against, d.what, d.status, d.round, d.pact, d.article
        )
        for d in answer.duties
    ]


@pytest.mark.parametrize("day", ["1914-07-28", "1939-09-01", "2024-07-01"])
def test_a_survey_has_the_duties_of_the_answers(day: str) -> None:
    system = WORLD.at(day)
    pairs = random.Random(1).sample(list(permutations(system.states, 2)), 120)
    pairs += NOTED if day.startswith("1914") else [("RUS", "USA")] * day.startswith("2024")
    answers = [row for pair in pairs for row in expected(system, *pair)]
    assert answers
    assert list(survey(system, pairs)) == answers


@pytest.mark.many
@settings(max_examples=more(30, 120), deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.sampled_from(DAYS))
def test_states_that_are_alike_trade_places_in_a_survey_only(drawn: TinyWorld, day: date) -> None:
    """With twins of two states, which play their parts in every pact, attacks are often alike."""
    system = twinned(twinned(drawn, "GBR", "ABC"), "XYZ", "QRS").at(day)
    pairs = permutations(system.states, 2)
    answers = [row for pair in pairs for row in expected(system, *pair)]
    assert list(survey(system)) == answers


AIDED: dict[str, Any] = {"event": "armed attack", "against": ("territory", "forces")}
"""What sets off a promise also for one whose forces help another."""


def aiding(between: str, *, code: str, **kept: Any) -> Pact:
    return pact(code, between, promise("defense", **AIDED, **kept))


def helper_with_an_ally_of_its_own() -> TinyWorld:
    """B, if it is not the attacker, helps V and so calls upon X."""
    return world(aiding("A B V", code="all"), aiding("B X", code="own"), actors="A B V X")


def helper_whose_ally_attacks() -> TinyWorld:
    """Y calls upon A, unless it is A that it fights."""
    own = aiding("A Y", code="own", by=("A",), to=("Y",))
    return world(aiding("V Y", code="all"), own, actors="A B V Y")


def order_of_ids_decides() -> TinyWorld:
    """Z comes to the help of the first of those that help V, and only that one is bound to it."""
    calls = aiding("B C D Z", code="calls", by=("Z",), to=("B", "C", "D"))
    answers = aiding("B C D Z", code="answers", by=("B", "C", "D"), to=("Z",))
    return world(aiding("B C D V", code="all"), calls, answers, actors="B C D V Z")


def one_area_protected() -> TinyWorld:
    """The pact protects members in the Pacific, where only one of them lives."""
    found = world(
        pact("sea", "A B C", promise("defense", "armed attack", scope={"areas": ["pacific"]}))
    )
    return replace(found, actors={**found.actors, "B": state("B", areas=("pacific",))})


def successor_is_meant() -> TinyWorld:
    """The pact is against D, which A continues."""
    found = world(pact("against", "B C", promise("defense", "armed attack", attackers=("D",))))
    return replace(found, actors={**found.actors, "A": state("A", continues="D")})


def ally_is_named_itself() -> TinyWorld:
    """The pact is against the allies of D: A, which continues D and is bound to it, and not D."""
    allies = promise("defense", "armed attack", to=("B",), by_allies_of=("D",))
    found = world(pact("against", "B C", allies), aiding("A D", code="own"), actors="A B C D")
    return replace(found, actors={**found.actors, "A": state("A", continues="D")})


def whoever_attacks_the_other_joins_with_allies_of_its_own() -> TinyWorld:
    """A and B help V against each other by a promise that either may call upon, and X helps A."""
    mutual = pact("all", "A B V", promise("defense", "war", by_parties=True))
    own = aiding("A V X", code="own", by=("X",), to=("A",))
    return world(mutual, own, actors="A B V X")


def one_that_joins_an_attack_is_torn() -> TinyWorld:
    """A and V are to be helped in their wars by B, which has promised A not to attack it."""
    offense = promise("offense", "any", by=("B",), to=("A", "V"), by_parties=True)
    defense = promise("defense", "war", by=("A", "V"), by_parties=True)
    apart = pact("apart", "A B", promise("nonaggression", "war", by=("A", "B"), by_parties=True))
    return world(pact("all", "A B V X", offense, defense), apart, actors="A B V X")


@pytest.mark.parametrize(
    "make",
    [
        helper_with_an_ally_of_its_own,
        ally_is_named_itself,
        whoever_attacks_the_other_joins_with_allies_of_its_own,
        one_that_joins_an_attack_is_torn,
        helper_whose_ally_attacks,
        order_of_ids_decides,
        one_area_protected,
        successor_is_meant,
    ],
)
def test_states_that_differ_in_one_thing_do_not_trade_places(make: Callable[[], TinyWorld]) -> None:
    system = make().at(date(2000, 1, 1))
    answers = {pair: expected(system, *pair) for pair in permutations(system.states, 2)}
    for first, second in permutations(answers, 2):
        assert list(survey(system, [first, second])) == answers[first] + answers[second]


def twinned(plain: TinyWorld, code: str, twin: str) -> TinyWorld:
    """The world with another state wherever one is named."""
    actor = plain.actors[code].model_copy(update={"id": twin, "name": twin})
    pacts = {
        held.id: Pact.model_validate(doubled(held.model_dump(mode="json"), code, twin))
        for held in plain.pacts.values()
    }
    return replace(plain, actors={**plain.actors, twin: actor}, pacts=pacts)


def doubled(value: Any, code: str, twin: str) -> Any:
    """JSON with a twin after each mention of a code in a list, alone or as a party."""
    if isinstance(value, dict):
        return {key: doubled(held, code, twin) for key, held in value.items()}
    if not isinstance(value, list):
        return value
    found = []
    for held in value:
        found.append(doubled(held, code, twin))
        if held == code:
            found.append(twin)
        elif isinstance(held, dict) and held.get("actor") == code:
            found.append({**held, "actor": twin})
    return found


def test_a_survey_works_out_fewer_attacks_than_it_tells() -> None:
    system = WORLD.at("2024-07-01")
    models = _Models(system)
    pairs = [(attacker, "KOR") for attacker in system.states if attacker != "KOR"]
    assert len({id(models.model(pair)) for pair in pairs}) < len(pairs) / 3


def test_a_survey_refuses_pairs_that_are_none() -> None:
    system = WORLD.at("2024-07-01")
    for pair in (("USA", "ZZZ"), ("ZZZ", "USA")):
        with pytest.raises(UnknownName, match="ZZZ"):
            list(survey(system, [("PRK", "USA"), pair]))
    with pytest.raises(ValueError, match="same actor"):
        list(survey(system, [("PRK", "USA"), ("USA", "USA")]))


def test_without_pairs_every_state_attacks_every_other() -> None:
    system = WORLD.at("1820-01-01")
    attacks = {(row.attacker, row.victim) for row in survey(system)}
    assert attacks
    assert attacks <= set(permutations(system.states, 2))


def row(pair: str, actor: str, to: str, round: int = 0, status: str = "owed") -> Bound:
    attacker, victim = pair.split(">")
    return Bound(attacker, victim, actor, to, attacker, "defense", status, round, "p", "1")


def test_a_tally_counts_actors_once_and_those_at_once_apart() -> None:
    rows = [
        row("A>B", "C", "B"),
        row("A>B", "C", "B", status="owed after consultation"),
        row("A>B", "D", "B", status="torn"),
        row("A>B", "E", "C", round=1),
        row("F>B", "C", "B"),
        row("F>B", "G", "B"),
    ]
    tally = SurveyTally(WORLD.at("2024-07-01"))
    assert list(tally.counting(rows)) == rows
    assert tally.rows == 6
    assert tally.defended() == [("B", 2, 1)]
    assert tally.widest() == [("B", ("A", "F"), 2)]


def test_who_may_be_no_party_is_told_in_a_line_and_not_row_by_row() -> None:
    system = WORLD.at("2024-07-01")
    rows = list(survey(system, [("ISR", "LBN"), ("ISR", "SAU")]))
    tally = SurveyTally(system)
    kept = list(tally.settled(rows))
    left = [row for row in rows if row not in kept]
    assert left and {row.status for row in left} == {"unknown"}
    arab = [row for row in left if row.pact == "arab-defence-1950"]
    assert arab and all({row.actor, row.to} & {"ARE", "OMN"} for row in arab)
    assert sum(tally.doubts.values()) == len(left)
    (line,) = [line for line in tally.doubted() if "Arab joint defence" in line]
    assert line.startswith("Oman and United Arab Emirates: whether each is bound")
    assert "whether it acceded was not found" in line


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_rows_survive_a_file(tmp_path: Path, name: str) -> None:
    rows = list(survey(WORLD.at("2024-07-01"), [("PRK", "KOR"), ("RUS", "FIN")]))
    path = tmp_path / name
    write_rows(iter(rows), path)
    if name.endswith("csv"):
        with path.open(encoding="utf-8", newline="") as file:
            read = [tuple(line.values()) for line in csv.DictReader(file)]
        assert read == [tuple(map(str, row)) for row in rows]
    else:
        from pyarrow.parquet import read_table

        assert [Bound(**line) for line in read_table(path).to_pylist()] == rows


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"rows\.xlsx is no table"):
        check_output(tmp_path / "rows.xlsx")
    with pytest.raises(InputError, match="no such folder"):
        write_rows(iter([]), tmp_path / "absent" / "rows.csv")
