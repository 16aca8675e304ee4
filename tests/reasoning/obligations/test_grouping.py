"""Duties told together, and apart where their reasons differ."""

from __future__ import annotations

from typing import Any

from ramify.reasoning.obligations import Duty, Reason, alike, name_alike
from ramify.record.evidence import ComputedEvidence
from tests.reasoning.obligations.systems import TinyWorld, world

WORLD: TinyWorld = world(actors="A B C D V X Y")
GIVEN = ComputedEvidence(by="situation", inputs=("an attack",))


def because(*words: str, holds: bool | None) -> tuple[Reason, ...]:
    return tuple(Reason(kind="scope", holds=holds, words=text, evidence=GIVEN) for text in words)


def duty(actor: str, **kept: Any) -> Duty:
    given: dict[str, Any] = {
        "to": "V", "against": "X", "what": "defense", "status": "owed", "strength": "unknown",
        "pact": "p", "article": "5", "name": "Pact of Seven", "reasons": (),
    }  # fmt: skip
    return Duty(actor=actor, **{**given, **kept})


def who(*duties: Duty) -> list[str]:
    return ["".join(one.actor for one in group) for group in alike(duties, WORLD)]


def test_excuses_stay_apart_by_their_first_reason() -> None:
    far, late = (because(words, "and more", holds=False) for words in ("too far", "too late"))
    assert who(duty("A", status="excused", reasons=far), duty("B", status="excused", reasons=late),
               duty("C", status="excused", reasons=far)) == ["AC", "B"]  # fmt: skip


def test_further_reasons_keep_nobody_apart() -> None:
    one, two = (because("too far", more, holds=False) for more in ("and late", "and little"))
    assert who(duty("A", status="excused", reasons=one),
               duty("B", status="excused", reasons=two)) == ["AB"]  # fmt: skip


def test_those_bound_stand_together_whatever_speaks_for_it() -> None:
    one, two = because("this", holds=True), because("that", holds=True)
    assert who(duty("A", reasons=one), duty("B", reasons=two)) == ["AB"]


def test_a_reason_that_names_its_actor_is_the_same_for_another() -> None:
    own = {name: because(f"{name} left", holds=False) for name in ("A", "B")}
    assert who(*(duty(n, status="excused", reasons=why) for n, why in own.items())) == ["AB"]


def test_of_later_rounds_it_does_not_matter_who_is_helped() -> None:
    assert who(duty("A"), duty("B", to="Y")) == ["A", "B"]
    assert who(duty("A", round=1), duty("B", to="Y", round=1)) == ["AB"]


def test_who_owes_what_to_whom_by_which_article() -> None:
    two = (duty("A", article="5"), duty("B", to="Y", article="6"))
    assert name_alike(two, WORLD) == "A and B: defense to V and Y, article 5 of the Pact of Seven"
    talks = (duty("A", what="consultation"),)
    assert name_alike(talks, WORLD) == "A: consultation with V, article 5 of the Pact of Seven"
