"""One sentence a duty: what it says where a doctest does not show it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ramify.reasoning.obligations import Answer, Duty, Reason, Situation, explain
from ramify.record.evidence import ComputedEvidence
from tests.reasoning.obligations.systems import TinyWorld, pact, promise, world

PLAIN = world(actors="A V X")
GIVEN = ComputedEvidence(by="situation", inputs=("an attack",))
WHY = (
    Reason(kind="scope", holds=False, words="it lies too far", evidence=GIVEN),
    Reason(kind="provoked", holds=False, words="it was provoked", evidence=GIVEN),
)


def duty(actor: str = "A", **kept: Any) -> Duty:
    given: dict[str, Any] = {
        "to": "V", "against": "X", "what": "defense", "status": "excused", "strength": "unknown",
        "pact": "p", "article": "5", "name": "Pact of Seven", "reasons": WHY,
    }  # fmt: skip
    return Duty(actor=actor, **{**given, **kept})


def said(actor: str = "A", *, known: TinyWorld = PLAIN, **kept: Any) -> str:
    return explain(duty(actor, **kept), known)


@pytest.mark.parametrize(
    ("actor", "what", "words"),
    [
        ("X", "nonaggression", "X breaks no promise of nonaggression to V under"),
        ("X", "neutrality", "X breaks no promise of neutrality to V under"),
        ("X", "defense", "X does not owe V defense under"),
        ("A", "nonaggression", "A does not owe V nonaggression under"),
    ],
)
def test_only_an_attacker_bound_to_refrain_breaks_no_promise(
    actor: str, what: str, words: str
) -> None:
    assert said(actor, what=what).startswith(words)


def test_the_first_reason_that_decides_is_the_one_told() -> None:
    assert said().endswith(": it lies too far")


def test_where_the_pact_is_named_its_name_is_not_said_again() -> None:
    ended = Reason(
        kind="not in force",
        holds=False,
        words="Pact of Seven: in force until 1955",
        of_pact="in force until 1955",
        evidence=GIVEN,
    )
    told = said(reasons=(ended,))
    assert (
        told == "A does not owe V defense under article 5 of the Pact of Seven: in force until 1955"
    )


def test_a_reason_with_its_pact_comes_before_one_without() -> None:
    ended = WHY[0].model_copy(update={"words": "P: ended", "of_pact": "ended"})
    assert said(reasons=(ended, WHY[1])).endswith("of the Pact of Seven: ended")
    assert said(reasons=(WHY[1], ended)).endswith("of the Pact of Seven: it was provoked")


def test_who_is_barred_must_keep_out_or_not_attack() -> None:
    assert said(what="neutrality", status="barred", reasons=()).startswith("A must stay neutral")
    assert said(what="nonaggression", status="barred", reasons=()).startswith("A must not attack V")


def test_the_year_of_a_pact_is_said_once() -> None:
    known = world(pact("p", "A V", promise("defense", "armed attack")), actors="A V X")
    assert "of the Pact of Seven (1950)" in said(known=known)
    assert "of the Pact of 1950:" in said(known=known, name="Pact of 1950")


def test_as_a_row_a_duty_tells_its_round_and_why() -> None:
    bound = duty(reasons=WHY)
    answer = Answer(situation=Situation(on=date(2000, 1, 1), attacks=()), duties=(bound,))
    (row,) = answer.rows
    assert (row.actor, row.round, row.why) == ("A", 0, ("it lies too far", "it was provoked"))
