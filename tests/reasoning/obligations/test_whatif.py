"""Pacts assumed, answers compared, what two actors owe each other, and the sentences."""

from __future__ import annotations

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


def test_the_same_answer_has_no_differences() -> None:
    answer = ask(world(pact("ab", "A B", DEFENSE)))
    assert compare_answers(answer, answer).lines(world()) == ()  # type: ignore[arg-type]


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
