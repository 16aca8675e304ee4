"""Two pacts side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given

from ramify.reasoning.obligations import compare_pacts
from ramify.reasoning.obligations.questions.pact_diff import EVENTS, STRENGTHS
from ramify.world.pacts import Commitment, Strength, TriggerEvent
from tests.reasoning.obligations.systems import commitments, pact, promise

PLAIN: dict[str, Any] = {"strength": "military assistance", "event": "armed attack"}
OPPOSITE = {"strengthened": "weakened", "weakened": "strengthened"}


def change(new: Commitment, old: Commitment) -> str:
    (difference,) = compare_pacts(pact("new", "A B", new), pact("old", "A B", old))
    (compared,) = difference.compared
    return compared.change


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({}, "kept"),
        ({"strength": "armed force"}, "strengthened"),
        ({"strength": "consult"}, "weakened"),
        ({"strength": "unknown"}, "changed"),
        ({"event": "armed aggression"}, "kept"),
        ({"event": "threat"}, "strengthened"),
        ({"event": "war"}, "weakened"),
        ({"attackers": ("C",)}, "weakened"),
        ({"by_others": True}, "weakened"),
        ({"by_parties": True}, "strengthened"),
        ({"supported_by": ("C",)}, "weakened"),
        ({"once_helped_by": ("C",)}, "weakened"),
        ({"against": ("territory",)}, "weakened"),
        ({"conditions": ("unprovoked",)}, "weakened"),
        ({"scope": {"areas": ["europe"]}}, "weakened"),
        ({"scope": {"title": "administered"}}, "changed"),
        ({"strength": "armed force", "conditions": ("own laws",)}, "changed"),
        ({"note": "as the parties read it"}, "kept"),
        ({"by": ("A",)}, "kept"),
    ],
)
def test_what_makes_a_promise_stronger_or_weaker(kept: dict[str, Any], expected: str) -> None:
    old = promise("defense", **PLAIN)
    new = promise("defense", **{**PLAIN, **kept})
    assert change(new, old) == expected
    assert change(old, new) == OPPOSITE.get(expected, expected)


def test_promises_without_a_like_are_added_or_dropped() -> None:
    new = pact(
        "new", "A B", promise("defense", "armed attack"), promise("technology", field="space")
    )
    old = pact("old", "A B", promise("consultation", "threat"), promise("technology", field="oil"))
    (difference,) = compare_pacts(new, old)
    alone = (*difference.only("added"), *difference.only("dropped"))
    found = [(c.change, c.what, c.field, c.old, c.new) for c in alone]
    assert found == [
        ("added", "defense", None, None, "1"),
        ("added", "technology", "space", None, "1"),
        ("dropped", "consultation", None, "1", None),
        ("dropped", "technology", "oil", "1", None),
    ]


@pytest.mark.parametrize(
    ("new", "old", "words"),
    [
        ({"by_others": True}, {}, "only attacks by outsiders count"),
        ({}, {"by_others": True}, "whether attacks by parties count is open"),
        ({"by_parties": True}, {}, "attacks by parties count"),
    ],
)
def test_whose_attacks_count_is_said_as_the_newer_has_it(
    new: dict[str, bool], old: dict[str, bool], words: str
) -> None:
    made, before = (pact("p", "A B", promise("defense", "war", **held)) for held in (new, old))
    (difference,) = compare_pacts(made, before)
    (compared,) = difference.compared
    assert [point.words for point in compared.points] == [words]


def test_the_orders_know_every_word() -> None:
    assert {*STRENGTHS, "refrain", "unknown"} == set(get_args(Strength))
    assert {event for group in EVENTS for event in group} == set(get_args(TriggerEvent))


def test_each_strength_is_more_than_the_next() -> None:
    for more, less in pairwise(STRENGTHS):
        old, new = (promise("defense", "war", strength=strength) for strength in (less, more))
        assert change(new, old) == "strengthened"


@given(commitments())
def test_a_pact_differs_from_itself_in_nothing(held: Commitment) -> None:
    assert change(held, held) == "kept"


@given(commitments(), commitments())
def test_what_strengthens_one_way_weakens_the_other(one: Commitment, other: Commitment) -> None:
    same_kind = other.model_copy(update={"type": one.type, "field": one.field})
    there, back = change(one, same_kind), change(same_kind, one)
    assert OPPOSITE.get(there, there) == back
