"""One rule of docs/obligations.md at a time, on worlds small enough to see through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ramify._errors import UnknownName
from ramify.reasoning.exposure.duties import hostile_pairs
from ramify.reasoning.obligations import (
    Answer,
    Attack,
    Decision,
    Duty,
    Situation,
    bound_at_once,
    obligations,
)
from ramify.reasoning.obligations.answer import Step
from ramify.reasoning.obligations.law.casus import Theatre
from ramify.reasoning.obligations.rounds.first_round import opening
from ramify.world.actors import Actor, Membership, Territory
from ramify.world.pacts import Pact, Party
from ramify.world.system import System
from ramify.world.when import When
from ramify.world.world import World
from tests.reasoning.obligations.systems import TinyWorld, pact, promise, state, world

DAY = date(2000, 1, 15)
DEFENSE = promise("defense", "armed attack")


def ask(tiny: TinyWorld, *attacks: Attack, on: date = DAY, **more: Any) -> Answer:
    return obligations(tiny.at(on), Situation(on=on, attacks=attacks, **more))


def attack(sides: str, **kept: Any) -> Attack:
    attacker, victim = sides.split(">")
    return Attack(attacker=attacker or None, victim=victim, **kept)


def only(answer: Answer) -> Duty:
    (duty,) = answer.duties
    return duty


def decided(duty: Duty) -> tuple[str, str]:
    """Status and the kind of the first reason that decides it."""
    return duty.status, duty.decisive[0].kind


def test_one_excused_from_an_attack_stays_so_when_others_help_against_it() -> None:
    war = promise("defense", "war", by=("B",), to=("A",))
    tiny = world(pact("ab", "A B", DEFENSE, war), pact("bcd", "B C D", DEFENSE))
    attacks = [attack(sides, kind="war") for sides in ("A>B", "A>C", "C>A")]
    found = [d for d in ask(tiny, *attacks).of("B") if d.to == "A"]
    assert [(d.against, d.status, d.round) for d in found] == [("C", "excused", 0)]


def test_help_that_waits_for_another_is_owed_once_it_fights() -> None:
    waits = promise("defense", "armed attack", by=("D",), to=("A",), once_helped_by=("B",))
    alone = only(ask(world(pact("ad", "A D", waits)), attack("C>A")))
    assert decided(alone) == ("excused", "condition not met")
    both = world(pact("ad", "A D", waits), pact("ab", "A B", DEFENSE))
    duties = {(d.actor, d.status, d.round) for d in ask(both, attack("C>A")).to("A")}
    assert duties == {("B", "owed", 0), ("D", "owed", 1)}


def test_help_that_waits_for_another_may_set_off_a_third() -> None:
    first = promise("defense", "armed attack", by=("B",), to=("A",), once_helped_by=("D",))
    then = promise("defense", "armed attack", by=("D",), to=("A",), once_helped_by=("E",))
    tiny = world(pact("p", "A B D", first, then), pact("ae", "A E", DEFENSE))
    assert [(j.actor, j.round) for j in ask(tiny, attack("C>A")).joined] == [
        ("E", 1),
        ("D", 2),
        ("B", 3),
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), ("excused", "condition not met")),
        ((attack("D>A"),), ("owed", "in force")),
        ((attack("D>A", kind="threat"),), ("owed", "in force")),
        ((attack("E>A"),), ("excused", "condition not met")),
        ((attack("D>C"),), ("excused", "condition not met")),
    ],
)
def test_an_attacker_counts_only_with_the_support_that_is_asked_for(
    more: tuple[Attack, ...], expected: tuple[str, str]
) -> None:
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", supported_by=("D",))))
    answer = ask(tiny, attack("C>A"), *more)
    assert decided(next(d for d in answer.of("B") if d.against == "C")) == expected


def test_support_may_come_by_a_pact_of_the_attacker() -> None:
    asks = promise("defense", "armed attack", supported_by=("D",))
    tiny = world(pact("ab", "A B", asks), pact("cd", "C D", promise("offense", "war")))
    found = [d for d in ask(tiny, attack("C>A", kind="war")).of("B") if d.against == "C"]
    assert [(d.status, d.round) for d in found] == [("owed", 1)]


def test_an_ally_owes_help_by_its_article() -> None:
    duty = only(ask(world(pact("ab", "A B", DEFENSE)), attack("C>A")))
    assert (duty.actor, duty.to, duty.against, duty.status) == ("B", "A", "C", "owed")
    assert (duty.pact, duty.article, duty.round) == ("ab", "1", 0)
    assert duty.reasons[-1].evidence.kind == "article"


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"in_force": When("2001")}, ("excused", "not in force")),
        ({"in_force": When("2000-01")}, ("unknown", "not in force")),
        ({"end": When("1999-12-31")}, ("excused", "not in force")),
        ({"end": When("2000")}, ("unknown", "not in force")),
        ({"binding": False}, ("excused", "not binding")),
        ({"parties": (Party(actor="B"), Party(actor="A", start=When("2001")))},
         ("excused", "not in force")),
        ({"parties": (Party(actor="A"), Party(actor="B", end=When("1990")))},
         ("excused", "not in force")),
    ],
)  # fmt: skip
def test_a_pact_must_bind_both_on_the_day(kept: dict[str, Any], expected: tuple[str, str]) -> None:
    assert decided(only(ask(world(pact("ab", "A B", DEFENSE, **kept)), attack("C>A")))) == expected


@pytest.mark.parametrize(
    "kept",
    [
        {"end": When("1960")},
        {"signed": When("2001"), "in_force": When("2001")},
        {"parties": (Party(actor="A"), Party(actor="B", start=When("2010"), how="accession"))},
    ],
)
def test_what_was_forgotten_or_not_known_is_not_told(kept: dict[str, Any]) -> None:
    assert not ask(world(pact("ab", "A B", DEFENSE, **kept)), attack("C>A")).duties


@pytest.mark.parametrize(("end", "told"), [("1970-12-31", 1), ("1969-12-31", 0)])
def test_a_pact_that_ended_is_named_for_thirty_years(end: str, told: int) -> None:
    assert len(ask(world(pact("ab", "A B", DEFENSE, end=When(end))), attack("C>A")).duties) == told


def test_a_pact_binds_while_the_attack_goes_on() -> None:
    tiny = world(pact("ab", "A B", DEFENSE, signed=When("1999"), in_force=When("1999-06-01")))
    before = date(1999, 1, 5)
    assert only(ask(tiny, attack("C>A", on=before))).status == "owed"
    over = only(ask(tiny, attack("C>A", on=before, until=date(1999, 5, 31))))
    assert decided(over) == ("excused", "not in force")


@pytest.mark.parametrize(
    ("event", "kind", "target", "status"),
    [
        ("armed attack", "armed aggression", "territory", "owed"),
        ("armed attack", "threat", "territory", "excused"),
        ("threat", "armed attack", "territory", "owed"),
        ("war", "armed attack", "territory", "owed"),
        ("war", "armed attack", "ships", "unknown"),
        ("war", "war", "ships", "owed"),
        ("hostilities", "armed attack", "ships", "owed"),
        ("hostilities", "threat", "territory", "excused"),
        ("any", "threat", "territory", "owed"),
    ],
)
def test_what_happened_must_be_what_the_article_speaks_of(
    event: str, kind: Any, target: Any, status: str
) -> None:
    tiny = world(pact("ab", "A B", promise("defense", event)))
    assert only(ask(tiny, attack("C>A", kind=kind, target=target))).status == status


def test_a_defense_commitment_without_a_trigger_is_unknown() -> None:
    duty = only(ask(world(pact("ab", "A B", promise("defense"))), attack("C>A")))
    assert decided(duty) == ("unknown", "not coded")


def test_only_attackers_named_and_those_that_continue_them_count() -> None:
    named = pact("ab", "A B", promise("defense", "armed attack", attackers=("OLD",)))
    tiny = TinyWorld(
        actors={c: state(c) for c in ("A", "B", "C", "OLD")} | {"D": state("D", continues="OLD")},
        pacts={"ab": named},
    )
    assert decided(only(ask(tiny, attack("C>A")))) == ("excused", "attacker not named")
    assert only(ask(tiny, attack("D>A"))).status == "owed"
    assert decided(only(ask(tiny, attack(">A")))) == ("unknown", "attacker not named")


def test_an_attack_by_a_party_may_not_count() -> None:
    tiny = world(pact("abc", "A B C", promise("defense", "armed attack", by_others=True)))
    duties = ask(tiny, attack("C>A")).of("B")
    assert decided(duties[0]) == ("excused", "attacker is a party")
    assert decided(ask(tiny, attack("C>A")).of("C")[0]) == ("excused", "itself an attacker")


def test_an_armed_group_is_a_question_until_it_is_recognised() -> None:
    tiny = TinyWorld(
        actors={"A": state("A"), "B": state("B"), "G": Actor(id="G", kind="armed group", name="G")},
        pacts={"ab": pact("ab", "A B", DEFENSE)},
    )
    assert decided(only(ask(tiny, attack("G>A")))) == ("unknown", "non-state attacker")
    made = Decision(by="B", kind="recognition of the attack", about="A")
    assert only(ask(tiny, attack("G>A"), decisions=(made,))).status == "owed"


HELD = Territory(
    id="held", name="Held land", recognised="C", administered="A", areas=("europe",), source="map"
)
DISPUTED = Territory(
    id="isle", name="Isle", claimed=("A", "C"), administered="A", areas=("pacific",)
)
COLONY = Territory(id="colony", name="Colony", recognised="A", administered="A", metropolitan=False)


@pytest.mark.parametrize(
    ("scope", "place", "expected"),
    [
        (None, None, "owed"),
        (None, "held", "excused"),
        (None, "isle", "unknown"),
        (None, "colony", "owed"),
        ({"title": "administered"}, "held", "owed"),
        ({"title": "administered"}, "colony", "owed"),
        ({"title": "metropolitan"}, "colony", "excused"),
        ({"title": "any"}, "held", "owed"),
        ({"areas": ["europe"]}, None, "owed"),
        ({"areas": ["pacific"]}, None, "excused"),
        ({"areas": ["europe"]}, "colony", "unknown"),
        ({"excludes": ["colony"]}, "colony", "excused"),
        ({"areas": ["pacific"], "includes": ["held"]}, "held", "owed"),
    ],
)
def test_the_place_must_be_covered(
    scope: dict[str, Any] | None, place: str | None, expected: str
) -> None:
    held = promise("defense", "armed attack", scope=scope)
    tiny = world(pact("ab", "A B", held), places=(HELD, DISPUTED, COLONY))
    duty = only(ask(tiny, attack("C>A", place=place)))
    assert duty.status == expected
    if place is None:
        words = next(r.words for r in duty.reasons if r.kind in ("scope", "out of area"))
        assert "no place is given" in words


@pytest.mark.parametrize(
    ("place", "open_as"),
    [
        ("isle", "the title to Isle is contested"),
        ("gone", "whose territory Gone land was on that day is not known"),
    ],
)
def test_a_title_is_open_as_it_is_contested_or_not_on_file(place: str, open_as: str) -> None:
    gone = Territory(id="gone", name="Gone land", recognised="A", end=When("1990"))
    tiny = world(pact("ab", "A B", DEFENSE), places=(DISPUTED, gone))
    duty = only(ask(tiny, attack("C>A", place=place)))
    assert duty.status == "unknown"
    assert open_as in [reason.words for reason in duty.decisive]


def test_what_is_struck_must_be_covered() -> None:
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", against=("territory",))))
    assert decided(only(ask(tiny, attack("C>A", target="ships")))) == ("excused", "target")


def test_provocation_left_open_leaves_the_duty_unknown() -> None:
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", conditions=("unprovoked",))))
    assert decided(only(ask(tiny, attack("C>A")))) == ("unknown", "provoked")
    assert decided(only(ask(tiny, attack("C>A", provoked=True)))) == ("excused", "provoked")
    assert only(ask(tiny, attack("C>A", provoked=False))).status == "owed"


def test_what_only_one_side_claims_is_unknown() -> None:
    duty = only(ask(world(pact("ab", "A B", DEFENSE)), attack("C>A", claimed=True)))
    assert decided(duty) == ("unknown", "only claimed")


@pytest.mark.parametrize(
    ("condition", "decision", "before", "after"),
    [
        ("consultation first", "consultation", "owed after consultation", "owed"),
        ("joint decision", "joint decision", "owed after consultation", "owed"),
        ("security council decision", "security council decision", "excused", "owed"),
        ("until security council acts", "security council measures", "owed", "excused"),
        ("request of the victim", "request of the victim", "owed", "owed"),
    ],
)
def test_decisions_a_duty_waits_for(condition: str, decision: Any, before: str, after: str) -> None:
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", conditions=(condition,))))
    assert only(ask(tiny, attack("C>A"))).status == before
    made = (Decision(by="A", kind=decision, about="A"),)
    assert only(ask(tiny, attack("C>A"), decisions=made)).status == after
    elsewhere = (Decision(by="A", kind=decision, about="A", pact="other"),)
    assert only(ask(tiny, attack("C>A"), decisions=elsewhere)).status == before


def test_conditions_stay_with_the_duty() -> None:
    held = promise(
        "defense", "armed attack", conditions=("constitutional processes", "request of the victim")
    )
    duty = only(ask(world(pact("ab", "A B", held)), attack("C>A")))
    assert duty.subject_to == ("constitutional processes", "request of the victim")


def test_the_allies_of_an_attacker_are_excused_and_those_of_offense_are_not() -> None:
    tiny = world(pact("cd", "C D", DEFENSE, promise("offense", "war")))
    by_type = {duty.what: duty for duty in ask(tiny, attack("C>A", kind="war")).duties}
    assert decided(by_type["defense"]) == ("excused", "aggressor")
    assert by_type["offense"].status == "owed"


def test_neutrality_bars_and_tears() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("bc", "B C", promise("neutrality", "war")))
    answer = ask(tiny, attack("C>A"))
    assert [(d.to, d.against, d.status) for d in answer.of("B")] == [
        ("A", "C", "torn"),
        ("C", "A", "barred"),
    ]
    (torn,) = answer.torn
    assert torn.actor == "B" and torn.between == ("A", "C")
    assert [answer.duties[n].to for n in (*torn.first, *torn.second)] == ["A", "C"]
    assert not answer.joined


def test_who_must_keep_out_of_a_helpers_war_is_told_only_where_it_tears() -> None:
    """D to L are to keep out of the wars of C, and D is bound to the one that joins against it."""
    out = promise("neutrality", "any", by=tuple("DEFGHIJKL"), to=("C",))
    calls = pact("bd", "B D", promise("defense", "war"))
    keep = pact("keep", "C D E F G H I J K L", out)
    tiny = world(pact("ab", "A B", DEFENSE), calls, keep, actors="A B C D E F G H I J K L")
    answer = ask(tiny, attack("C>A"))
    assert [(d.actor, d.to, d.against, d.status) for d in answer.duties if d.round] == [
        ("D", "B", "C", "torn"),
        ("D", "C", "B", "barred"),
    ]


def test_an_ally_of_both_is_torn_and_does_not_join() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("bc", "B C", promise("offense", "war")))
    answer = ask(tiny, attack("C>A", kind="war"))
    assert [t.actor for t in answer.torn] == ["B"]
    assert not answer.joined


def test_a_ban_on_force_towards_an_attacker_binds_before_the_charter_only() -> None:
    tiny = world(pact("bc", "B C", promise("nonaggression"), signed=When("1930"),
                      in_force=When("1930")))  # fmt: skip
    assert only(ask(tiny, attack("C>A"), on=date(1939, 9, 1))).status == "barred"
    assert not ask(tiny, attack("C>A")).duties


@pytest.mark.parametrize(("on", "told"), [("1945-10-23", ["barred"]), ("1945-10-24", [])])
def test_the_charter_binds_from_the_day_it_came_into_force(on: str, told: list[str]) -> None:
    ban = pact("bc", "B C", promise("nonaggression"), signed=When("1930"), in_force=When("1930"))
    found = ask(world(ban), attack("C>A"), on=date.fromisoformat(on)).duties
    assert [duty.status for duty in found] == told


@pytest.mark.parametrize(
    ("parties", "barred"), [("A B D E F G H I J K", 9), ("A B D E F G H I J K L", 0)]
)
def test_a_ban_on_force_among_more_than_ten_tells_no_bystander_of_this_war(
    parties: str, barred: int
) -> None:
    """Nine neighbours promised A not to attack it; of a whole continent that says nothing new."""
    ban = pact("all", parties, promise("nonaggression"))
    found = ask(world(ban, actors=f"{parties} C"), attack("C>A")).duties
    assert [duty.status for duty in found] == ["barred"] * barred


def test_an_answer_tells_what_binds_before_what_does_not() -> None:
    tiny = world(
        pact("p1", "A B", DEFENSE, binding=False),
        pact("p2", "A D", promise("nonaggression")),
        pact("p3", "A C", promise("nonaggression")),
        pact("p4", "A E", DEFENSE, in_force=When("2000-01")),
        pact("p5", "A F", DEFENSE),
        actors="A B C D E F",
    )
    told = [duty.status for duty in ask(tiny, attack("C>A")).duties]
    assert told == ["owed", "breached", "barred", "unknown", "excused"]


def test_promises_that_bind_alike_come_by_their_pact() -> None:
    tiny = world(pact("later", "A B", DEFENSE), pact("earlier", "A D", DEFENSE))
    assert [duty.pact for duty in ask(tiny, attack("C>A")).duties] == ["earlier", "later"]


def test_the_attacker_breaks_its_own_word() -> None:
    held = (promise("nonaggression"), promise("assurance"), promise("guarantee", "armed attack"))
    answer = ask(world(pact("ac", "A C", *held)), attack("C>A"))
    assert [duty.status for duty in answer.of("C")] == ["breached"] * 3


def test_an_assurance_does_not_oblige_others_to_defend() -> None:
    tiny = world(pact("abc", "A B C", promise("assurance", by=("B", "C"), to=("A",))))
    assert decided(ask(tiny, attack("C>A")).of("B")[0]) == ("excused", "assurance only")


def test_members_of_the_united_nations_break_its_charter() -> None:
    charter = Pact(**{**dict(pact("charter", "UN", promise("nonaggression"))), "group": "UN"})
    tiny = TinyWorld(
        actors={"A": state("A"), "C": state("C")},
        pacts={"charter": charter},
        territories={"held": (HELD,)},
        memberships=(Membership(group="UN", member="C", start=When("1950")),),
    )
    assert only(ask(tiny, attack("C>A"))).status == "breached"
    assert only(ask(tiny, attack("C>A", place="held"))).status == "excused"
    assert not ask(tiny, attack("A>C")).duties


def test_helping_a_victim_sets_off_no_defensive_alliance_of_the_attacker() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("cd", "C D", DEFENSE))
    answer = ask(tiny, attack("C>A"))
    assert [joined.actor for joined in answer.joined] == ["B"]
    assert all(duty.round == 0 for duty in answer.duties)


def test_a_promise_for_any_war_is_set_off_in_the_next_round_with_its_chain() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("cd", "C D", promise("defense", "war")))
    answer = ask(tiny, attack("C>A"))
    (later,) = [duty for duty in answer.duties if duty.round == 1]
    assert (later.actor, later.to, later.against, later.status) == ("D", "C", "B", "owed")
    assert [(s.actor, s.pact) for s in later.path] == [("B", "ab"), ("D", "cd")]
    assert [(j.actor, j.against, j.round) for j in answer.joined] == [
        ("B", "C", 1),
        ("D", "B", 2),
        ("A", "D", 3),
    ]


def test_a_helpers_forces_are_covered_where_the_article_lists_them() -> None:
    forces = promise("defense", "armed attack", against=("forces",), scope={"title": "any"})
    tiny = world(pact("ab", "A B", DEFENSE), pact("bd", "B D", forces))
    later = [duty for duty in ask(tiny, attack("C>A")).duties if duty.round]
    assert [(duty.actor, duty.to) for duty in later] == [("D", "B")]
    assert "assumption" in {reason.kind for reason in later[0].reasons}


def test_joining_an_attacker_is_an_attack() -> None:
    tiny = world(
        pact("cd", "C D", promise("offense", "war")),
        pact("ab", "A B", promise("defense", "armed attack", attackers=("D",))),
    )
    answer = ask(tiny, attack("C>A", kind="war"))
    later = [(d.actor, d.against) for d in answer.with_status("owed") if d.round == 1]
    assert later == [("B", "D")]


def test_a_duty_that_needs_two_attackers_ripens_when_the_second_joins() -> None:
    tiny = world(
        pact("cd", "C D", promise("offense", "war")),
        pact(
            "ab", "A B", promise("defense", "armed attack", conditions=("two or more attackers",))
        ),
    )
    owed = ask(tiny, attack("C>A", kind="war")).with_status("owed")
    assert {(d.actor, d.against, d.round) for d in owed} >= {("B", "C", 1), ("B", "D", 1)}


def test_who_joins_for_two_is_told_to_help_the_one_whose_attack_is_told_first() -> None:
    tiny = world(pact("ad", "A D", DEFENSE), pact("bd", "B D", DEFENSE))
    for first, second in (("A", "B"), ("B", "A")):
        answer = ask(tiny, attack(f"C>{first}"), attack(f"C>{second}"))
        assert [(j.actor, j.side, j.round) for j in answer.joined] == [("D", first, 1)]


@pytest.mark.parametrize("told", [("C>A", "B>C"), ("B>C", "C>A")])
def test_who_is_to_help_a_victim_and_to_join_an_attack_on_one_foe_helps(told: list[str]) -> None:
    joins = promise("offense", "war", by=("D",), to=("B",))
    tiny = world(pact("ad", "A D", promise("defense", "war")), pact("bd", "B D", joins))
    answer = ask(tiny, *(attack(sides, kind="war") for sides in told))
    assert [(j.actor, j.side, j.against) for j in answer.joined if j.actor == "D"] == [
        ("D", "A", "C")
    ]


def test_of_two_promises_of_one_article_the_first_stands_where_both_bind_alike() -> None:
    first, second = (
        promise("defense", "armed attack", conditions=(kept,))
        for kept in ("own laws", "constitutional processes")
    )
    duty = only(ask(world(pact("ab", "A B", first, second)), attack("C>A")))
    assert duty.subject_to == ("own laws",)


def test_of_two_promises_of_one_article_that_fail_the_one_is_told_that_fails_on_less() -> None:
    far = promise("defense", "war", attackers=("D",), scope={"areas": ["pacific"]})
    near = promise("defense", "armed attack", attackers=("D",))
    for both in ((far, near), (near, far)):
        duty = only(ask(world(pact("ab", "A B", *both)), attack("C>A")))
        assert [reason.kind for reason in duty.decisive] == ["attacker not named"]


def test_a_chain_that_comes_back_is_shown_as_a_cycle() -> None:
    forces = promise("defense", "armed attack", against=("forces",))
    tiny = world(pact("ab", "A B", DEFENSE), pact("ba", "B A", forces))
    (cycle,) = ask(tiny, attack("C>A")).cycles
    assert [(step.actor, step.to, step.pact) for step in cycle] == [
        ("B", "A", "ab"),
        ("A", "B", "ba"),
    ]
    one = world(pact("ab", "A B", DEFENSE, forces))
    assert not ask(one, attack("C>A")).cycles, "what one pact says of both is no chain of pacts"


def test_answering_an_attack_is_no_attack() -> None:
    tiny = world(pact("cd", "C D", DEFENSE))
    first = attack("C>A", on=date(1999, 12, 1))
    answer = ask(tiny, first, attack("A>C"))
    assert decided(only(answer)) == ("excused", "aggressor")
    assert answer.notes == ("A defends itself against C, which attacked first",)


def test_one_that_owes_the_victim_help_does_not_attack_and_a_volunteer_did_before_1945() -> None:
    bound = world(pact("ae", "A E", DEFENSE), pact("cd", "C D", DEFENSE))
    free = world(pact("cd", "C D", DEFENSE, signed=When("1900"), in_force=When("1900")))
    first = attack("C>A", on=date(1914, 7, 28))
    assert not ask(bound, attack("C>A", on=date(1999, 12, 1)), attack("E>C")).with_status("owed")[
        1:
    ]
    july = ask(free, first, attack("E>C"), on=date(1914, 8, 1))
    assert [(duty.actor, duty.against) for duty in july.with_status("owed")] == [("D", "E")]


@pytest.mark.parametrize(
    ("taken", "status"), [("1999-12-31", "unknown"), ("2000-01-15", "breached")]
)
def test_what_is_taken_from_its_holder_on_the_day_of_the_attack_stays_the_holders(
    taken: str, status: str
) -> None:
    """Force may not settle a contested title against the one that held the place."""
    charter = Pact(**{**dict(pact("charter", "UN", promise("nonaggression"))), "group": "UN"})
    isle = Territory(
        id="isle", name="Isle", claimed=("A", "C"), administered="C", start=When(taken)
    )
    tiny = TinyWorld(
        actors={**world().actors, "UN": Actor(id="UN", kind="organisation", name="UN")},
        pacts={"charter": charter},
        territories={"isle": (isle,)},
        memberships=(Membership(group="UN", member="C", start=When("1945")),),
    )
    duties = ask(tiny, attack("C>A", place="isle")).of("C")
    assert [duty.status for duty in duties] == [status]


def test_since_the_charter_a_request_makes_help_lawful() -> None:
    tiny = world(pact("cd", "C D", DEFENSE))
    attacks = (attack("C>A", on=date(1999, 12, 1)), attack("E>C"))
    asked = (Decision(by="A", kind="request of the victim"),)
    (unasked,) = ask(tiny, *attacks).with_status("unknown")
    assert (unasked.actor, unasked.to, unasked.decisive[0].kind) == ("D", "C", "disputed")
    assert not ask(tiny, *attacks, decisions=asked).with_status("owed", "unknown")


@pytest.mark.parametrize(
    ("on", "alone", "asked"),
    [("1945-10-23", "owed", "owed"), ("1945-10-24", "unknown", "excused")],
)
def test_help_at_the_victims_request_is_lawful_from_the_day_of_the_charter(
    on: str, alone: str, asked: str
) -> None:
    tiny = world(pact("cd", "C D", DEFENSE, signed=When("1900"), in_force=When("1900")))
    attacks = (attack("C>A", on=date(1945, 10, 1)), attack("E>C"))
    request = (Decision(by="A", kind="request of the victim"),)
    for decisions, status in (((), alone), (request, asked)):
        duties = ask(tiny, *attacks, on=date.fromisoformat(on), decisions=decisions).duties
        assert [duty.status for duty in duties if duty.against == "E"] == [status]


def test_help_against_a_great_power_is_owed_against_that_one_alone() -> None:
    promised = promise("defense", "armed attack", conditions=("great power attacker",))
    tiny = world(pact("ab", "A B", promised), actors="A B C USA")
    duties = ask(tiny, attack("C>A"), attack("USA>A")).duties
    assert {duty.against: duty.status for duty in duties} == {"C": "excused", "USA": "owed"}


def test_a_declaration_of_war_is_a_war() -> None:
    tiny = world(pact("ab", "A B", promise("defense", "war")))
    declared = Decision(by="C", kind="declaration of war", about="A")
    assert only(ask(tiny, decisions=(declared,))).status == "owed"
    struck = attack("C>A", target="ships")
    assert only(ask(tiny, struck)).status == "unknown"
    assert only(ask(tiny, struck, decisions=(declared,))).status == "owed"


def test_an_attacker_nobody_knows_binds_but_makes_no_war() -> None:
    answer = ask(
        world(pact("ab", "A B", promise("defense", "any"))),
        attack(">A"),
    )
    assert only(answer).status == "owed"
    assert not answer.joined


@pytest.mark.parametrize("wrong", [attack("X>A"), attack("C>X"), attack("C>A", place="nowhere")])
def test_unknown_names_are_refused(wrong: Attack) -> None:
    with pytest.raises(UnknownName):
        ask(world(), wrong)


def test_impossible_situations_do_not_exist() -> None:
    with pytest.raises(ValueError, match="same actor"):
        attack("A>A")
    with pytest.raises(ValueError, match="ends before"):
        attack("C>A", on=DAY, until=date(1999, 1, 1))
    with pytest.raises(ValueError, match="lies after"):
        Situation(on=DAY, attacks=(attack("C>A", on=date(2001, 1, 1)),))
    assert attack("C>A", on=DAY, until=DAY).until == DAY, "an attack may be of one day"


def test_the_verdict_follows_from_the_reasons() -> None:
    """An explanation is a feature: the reasons printed decide the status."""
    conditions = ("unprovoked", "article 51", "consultation first")
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", conditions=conditions)))
    for provoked, status in (
        (None, "unknown"),
        (True, "excused"),
        (False, "owed after consultation"),
    ):
        duty = only(ask(tiny, attack("C>A", provoked=provoked)))
        verdicts = [reason.holds for reason in duty.reasons]
        assert duty.status == status
        assert (False in verdicts) == (status == "excused")
        assert (None in verdicts) == (status == "unknown")


@pytest.mark.parametrize("day", ["1914-08-01", "1969-03-02", "2024-12-04"])
def test_who_is_bound_at_once_is_round_0_of_the_answer(day: str) -> None:
    system = World.packaged().at(day)
    wars = [pair for war in system.wars for pair in war.pairs]
    known = [pair for pair in [*wars, ("CHN", "USA")] if {*pair} <= {*system.states}]
    assert len(known) > 1
    for attacker, victim in known:
        attack = Attack(attacker=attacker, victim=victim, on=system.on, provoked=False)
        answer = obligations(system, Situation(on=system.on, attacks=(attack,)), excused=False)
        told = {
            (d.actor, d.pact)
            for d in answer.duties
            if d.round == 0 and d.what in ("defense", "guarantee") and d.to == victim
            if d.status in ("owed", "owed after consultation", "torn")
            if not _own_policy(system, d)
        }
        found = bound_at_once(system, attacker, victim)
        assert {(actor, promise.pact.id) for actor, promise in found.items()} <= told
        assert found.keys() == {actor for actor, _ in told}


@pytest.mark.parametrize(
    "day", ["1914-07-01", "1939-08-01", "1955-07-01", "1979-12-07", "1985-07-01", "2024-07-01"]
)
def test_an_attack_that_touches_no_known_war_is_judged_as_every_other(
    day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = World.packaged().at(day)
    pairs = hostile_pairs(system, system.states)
    short = [list(bound_at_once(system, *pair).items()) for pair in pairs]
    monkeypatch.setattr(
        "ramify.reasoning.obligations.rounds.at_once.touches_known_war", lambda *_: True
    )
    assert short == [list(bound_at_once(system, *pair).items()) for pair in pairs]
    assert any(short)


def _own_policy(system: System, duty: Duty) -> bool:
    articles = system.world.pacts[duty.pact].articles
    promised = (
        c for article in articles if article.ref == duty.article for c in article.commitments
    )
    return any(commitment.leaves_to(duty.actor, system.on) for commitment in promised)


def test_a_fact_hangs_on_the_pact_that_pulled_in_the_last_of_its_path() -> None:
    tiny = world(*map(state, "ABCD"))
    attack = Attack(attacker="A", victim="B")
    (casus,) = opening(Theatre(tiny, Situation(on=DAY, attacks=(attack,)))).fresh
    path = tuple(
        Step(actor=actor, to=to, against="A", pact=pact, article="1")
        for actor, to, pact in (("C", "B", "first"), ("D", "C", "second"))
    )
    assert casus.link == (None, frozenset())
    later = casus.helped_by("D", "A", path, 2, "")
    assert later.link == ("second", frozenset("BCD"))
