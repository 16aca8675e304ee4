"""Pacts assumed, answers compared, what two actors owe each other, and the sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ramify._errors import UnknownName, UsageError
from ramify.reasoning.obligations import (
    Attack,
    Situation,
    compare_answers,
    explain,
    obligations,
    owed_between,
    parse_pact,
)
from ramify.reasoning.obligations.questions.suppose import supposing
from ramify.world.pacts import Pact
from ramify.world.when import When
from ramify.world.world import World
from tests.reasoning.obligations.systems import TinyWorld, pact, promise, world

DAY = date(2000, 1, 15)
DEFENSE = promise("defense", "armed attack")


class Codes:
    """Resolves names that are codes."""

    def resolve(self, name: str, on: date) -> str:
        if len(name) != 1:
            raise UnknownName(name)
        return name


def ask(tiny: TinyWorld) -> object:
    situation = Situation(on=DAY, attacks=(Attack(attacker="C", victim="A"),))
    return obligations(tiny.at(DAY), situation)


def with_pacts(tiny: TinyWorld, *more: Pact) -> TinyWorld:
    pacts = {**tiny.pacts, **{one.id: one for one in more}}
    return TinyWorld(actors=tiny.actors, pacts=pacts)


def test_a_pact_in_one_line() -> None:
    assumed = parse_pact("A, B,D: defense, consultation", Codes(), DAY)
    assert [party.actor for party in assumed.parties] == ["A", "B", "D"]
    assert [c.type for c in assumed.articles[0].commitments] == ["defense", "consultation"]
    assert assumed.articles[0].commitments[0].conditions == ("article 51",)
    assert assumed.holds(DAY) is True
    assert assumed.id == "assumed-a-b-d"


def test_two_parties_are_enough_for_a_pact() -> None:
    assumed = parse_pact("A,B: defense", Codes(), DAY)
    assert [party.actor for party in assumed.parties] == ["A", "B"]


@pytest.mark.parametrize(
    ("on", "conditions"), [("1945-10-23", ()), ("1945-10-24", ("article 51",))]
)
def test_a_defence_assumed_is_subject_to_article_51_once_there_is_one(
    on: str, conditions: tuple[str, ...]
) -> None:
    assumed = parse_pact("A,B: defense", Codes(), date.fromisoformat(on))
    assert {c.conditions for c in assumed.articles[0].commitments} == {conditions}


def test_a_guarantee_in_one_line() -> None:
    (held,) = parse_pact("A,B>D: guarantee against C", Codes(), DAY).articles[0].commitments
    assert (held.by, held.to) == (("A", "B"), ("D",))
    assert held.trigger is not None and held.trigger.by == ("C",)


@pytest.mark.parametrize("line", ["A,B", "A: defense", "A,B: friendship", "A,B:", ">B: guarantee"])
def test_lines_that_are_no_pact(line: str) -> None:
    with pytest.raises(UsageError):
        parse_pact(line, Codes(), DAY)


def test_an_unknown_party_is_refused() -> None:
    with pytest.raises(UnknownName):
        parse_pact("A,nobody: defense", Codes(), DAY)


def test_what_a_pact_would_change() -> None:
    tiny = world(pact("bc", "B C", promise("neutrality", "war")))
    before, after = ask(tiny), ask(with_pacts(tiny, parse_pact("A,B,D: defense", Codes(), DAY)))
    changed = compare_answers(before, after)  # type: ignore[arg-type]
    assert changed.defenders_gained == (("A", "B"), ("A", "D"))
    assert [(duty.actor, duty.status) for duty in changed.duties_gained] == [
        ("D", "owed"),
        ("B", "torn"),
    ]
    assert [(c.actor, c.between) for c in changed.conflicts_gained] == [("B", ("A", "C"))]
    back = compare_answers(after, before)  # type: ignore[arg-type]
    assert back.defenders_lost == changed.defenders_gained
    assert back.conflicts_lost == changed.conflicts_gained
    lines = changed.lines(tiny)
    assert "gains a defender: A, by B" in lines
    assert "newly torn: B between A and C" in lines


@pytest.mark.parametrize(
    ("on", "signed"), [("2000-01-30", "2000-01-30"), ("2000-01-31", "2000-01")]
)
def test_a_pact_that_is_supposed_keeps_the_signature_that_it_has_by_then(
    on: str, signed: str
) -> None:
    made = pact("ab", "USA JPN", DEFENSE, signed=When("2000-01"), in_force=None)
    known = World.packaged().with_pacts(made)
    found = supposing(known, date.fromisoformat(on), ["ab"]).pacts["ab"]
    assert (str(found.signed), str(found.in_force)) == (signed, on)


def test_a_pact_on_file_is_supposed_to_be_in_force_and_any_other_is_what_it_says() -> None:
    """The treaty of Russia and North Korea is in force since 4 December 2024."""
    known, on = World.packaged(), date(2024, 7, 1)
    treaty = known.pacts["prk-rus-2024"]
    assert supposing(known, on, [treaty]).pacts[treaty.id].holds(on) is True
    other = treaty.model_copy(update={"in_force": When("2024-12-05")})
    assert supposing(known, on, [other]).pacts[treaty.id] == other


def test_the_same_answer_has_no_differences() -> None:
    answer = ask(world(pact("ab", "A B", DEFENSE)))
    assert compare_answers(answer, answer).lines(world()) == ()  # type: ignore[arg-type]


def test_what_is_owed_and_no_longer_sure_is_lost() -> None:
    unprovoked = promise("defense", "armed attack", conditions=("unprovoked",))
    sure, unsure = (ask(world(pact("ab", "A B", held))) for held in (DEFENSE, unprovoked))
    lost = compare_answers(sure, unsure)  # type: ignore[arg-type]
    assert [(duty.actor, duty.status) for duty in lost.duties_lost] == [("B", "owed")]
    assert not lost.duties_gained and not lost.status_changed
    gained = compare_answers(unsure, sure)  # type: ignore[arg-type]
    assert gained.duties_gained == lost.duties_lost
    assert not gained.duties_lost and not gained.status_changed


def test_what_is_owed_against_a_duty_to_the_other_side_changes_its_status() -> None:
    tiny = world(pact("ab", "A B", DEFENSE))
    before, after = (
        ask(tiny),
        ask(with_pacts(tiny, pact("bc", "B C", promise("neutrality", "war")))),
    )
    changed = compare_answers(before, after)  # type: ignore[arg-type]
    found = [(was.actor, was.status, now.status) for was, now in changed.status_changed]
    assert found == [("B", "owed", "torn")]
    assert not changed.duties_lost


def test_defenders_are_told_by_their_names() -> None:
    tiny = world(pact("ab", "A B", DEFENSE))
    changed = compare_answers(ask(world()), ask(tiny))  # type: ignore[arg-type]
    names = {"A": "Atlantis", "B": "Borduria"}
    named = {a: tiny.actors[a].model_copy(update={"name": name}) for a, name in names.items()}
    lines = changed.lines(replace(tiny, actors=named))
    assert "gains a defender: Atlantis, by Borduria" in lines


def test_a_duty_is_a_row_with_the_reasons_that_decide_it() -> None:
    answer = ask(world(pact("cd", "C D", DEFENSE)))
    (row,) = [row for row in answer.rows if row.actor == "D"]  # type: ignore[attr-defined]
    assert (row.to, row.status, row.why) == ("C", "excused", ("C is the one that attacks",))


def test_what_two_owe_each_other_without_an_attack() -> None:
    one_way = promise("assistance", "armed attack", by=("A",), to=("B",))
    tiny = world(pact("ab", "A B", DEFENSE, one_way), pact("abc", "A B C", promise("transit")))
    found = owed_between(tiny.at(DAY), "A", "B")
    assert [(o.actor, o.to, o.what, o.pact) for o in found] == [
        ("A", "B", "defense", "ab"),
        ("A", "B", "assistance", "ab"),
        ("A", "B", "transit", "abc"),
        ("B", "A", "defense", "ab"),
        ("B", "A", "transit", "abc"),
    ]
    assert all(owing.certain for owing in found)
    assert not owed_between(tiny.at(date(1949, 1, 1)), "A", "B")
    with pytest.raises(UnknownName):
        owed_between(tiny.at(DAY), "A", "X")


def sentence(tiny: TinyWorld, actor: str) -> str:
    answer = ask(tiny)
    return explain(answer.of(actor)[0], tiny)  # type: ignore[attr-defined]


def test_sentences_for_every_status() -> None:
    shaped = promise("defense", "armed attack", strength="armed force", conditions=("own laws",))
    ab = world(pact("ab", "A B", shaped))
    assert sentence(ab, "B") == (
        "B owes A defense under article 1 of the ab (1950): with armed force, "
        "in line with its own laws"
    )
    unprovoked = promise("defense", "armed attack", conditions=("unprovoked",))
    assert sentence(world(pact("ab", "A B", unprovoked)), "B") == (
        "Whether B owes A defense under article 1 of the ab (1950) is not known: "
        "only an unprovoked attack counts; whether A provoked it is not known"
    )
    assert sentence(world(pact("cd", "C D", DEFENSE)), "D") == (
        "D does not owe C defense under article 1 of the cd (1950): C is the one that attacks"
    )
    keeps_out = pact("ab", "A B", promise("neutrality", "war"))
    assert sentence(world(keeps_out), "B") == (
        "B must stay neutral and not help C against A under article 1 of the ab (1950)"
    )
    word = pact("ac", "A C", promise("nonaggression"))
    assert sentence(world(word), "C") == (
        "C breaks its promise of nonaggression to A under article 1 of the ac (1950)"
    )
